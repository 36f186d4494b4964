//! Where a link that an author wrote leads, under whatever address the site is published.

use url::Url;

/// A place of the site, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An address with a scheme or a host.
    Elsewhere,
    /// A place in the site.
    Within {
        /// Relative to the site's root, percent-encoded as in an address.
        path: String,
        /// `?query#fragment`, empty where there is neither.
        rest: String,
    },
    /// Above the site's root, where another site may lie.
    Above,
}

/// A site below a path of its own, so that what leaves it can be told.
const SITE: &str = "http://site.invalid/-/";

/// Where `link` leads from the page in `folder`, which is relative to the site's root and ends with a
/// slash unless it is empty. A leading slash means the site's root.
pub fn destination(folder: &str, link: &str) -> Destination {
    if link.starts_with("//") || Url::parse(link).is_ok() {
        return Destination::Elsewhere;
    }
    let from_root = link.starts_with('/');
    let base = Url::parse(SITE).and_then(|site| site.join(if from_root { "" } else { folder }));
    let joined = base.and_then(|base| base.join(link.trim_start_matches('/')));
    let Ok(url) = joined else { return Destination::Elsewhere };
    let Some(path) = url.path().strip_prefix("/-/") else { return Destination::Above };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = url.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    Destination::Within { path: path.to_owned(), rest: query + &fragment }
}

/// The folder from which a link in a Markdown page of the site is taken: the root, so that one text
/// serves everywhere, or the page's own where the link begins with a dot.
pub fn folder_of_page<'a>(page: &'a str, link: &str) -> &'a str {
    if link.starts_with('.') || link.starts_with('#') { page } else { "" }
}

#[cfg(test)]
mod tests {
    use super::{Destination, destination};

    #[test]
    fn what_leaves_the_site_is_told() {
        let within = |path: &str, rest: &str| Destination::Within {
            path: path.to_owned(),
            rest: rest.to_owned(),
        };
        assert_eq!(destination("about/", "../scorecards/"), within("scorecards/", ""));
        assert_eq!(destination("models/a/", "#use"), within("models/a/", "#use"));
        assert_eq!(destination("models/a/", "/sparql/?q=1#x"), within("sparql/", "?q=1#x"));
        assert_eq!(destination("", "../scorecards/"), Destination::Above);
        assert_eq!(destination("models/a/", "../../../x"), Destination::Above);
        assert_eq!(destination("a/", "mailto:a@example.org"), Destination::Elsewhere);
        assert_eq!(destination("a/", "//example.org/"), Destination::Elsewhere);
    }
}
