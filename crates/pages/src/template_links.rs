//! Links that stand in a template as they are.

/// A link of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateLink {
    /// The template's file, relative to the site's root.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub target: Target,
}

/// How a template names the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// By `href('…')` or `iri('…')`: relative to the site's root.
    Path(String),
    /// As the value of an attribute, from the root of the host.
    Host(String),
}

/// The links in `source`, the text of the template `file`, that do not depend on what a page shows.
pub(super) fn links_of(file: &str, source: &str) -> Vec<TemplateLink> {
    let mut links = Vec::new();
    for (number, text) in source.lines().enumerate() {
        let mut add = |target: Target| {
            links.push(TemplateLink { file: file.to_owned(), line: number + 1, target });
        };
        for call in ["href(", "iri("] {
            after(text, call).filter_map(literal).for_each(|path| add(Target::Path(path)));
        }
        for attribute in ["href=\"/", "src=\"/", "action=\"/"] {
            let values = after(text, attribute).filter_map(|rest| rest.split_once('"'));
            let on_host = values.map(|(value, _)| value).filter(|value| !value.starts_with('/'));
            on_host.for_each(|value| add(Target::Host(value.to_owned())));
        }
    }
    links
}

/// What follows each `start` in `text`.
fn after<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(start).map(move |(place, _)| &text[place + start.len()..])
}

/// The path in `'path')`; `None` where more than a literal stands there.
fn literal(arguments: &str) -> Option<String> {
    let quote = arguments.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let (path, rest) = arguments[1..].split_once(quote)?;
    rest.trim_start().starts_with(')').then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Target, links_of};

    #[test]
    fn only_what_is_literal_counts() {
        let source = "<a href=\"{{ href('models/') }}\">\n<a href=\"/about/\"> {{ href(kind.folder) }}\n\
                      <img src=\"//example.org/x\"> {{ iri('a' ~ b) }}";
        let found: Vec<(usize, Target)> =
            links_of("x.html", source).into_iter().map(|it| (it.line, it.target)).collect();
        let path = Target::Path("models/".to_owned());
        assert_eq!(found, [(1, path), (2, Target::Host("about/".to_owned()))]);
    }
}
