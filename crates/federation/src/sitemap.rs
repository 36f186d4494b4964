//! Reading sitemaps ([sitemaps.org](https://www.sitemaps.org/protocol.html)).

use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use super::xml_words::words_of;

/// Most addresses of one file: the protocol's own limit.
pub const MOST: usize = 50_000;

/// What a sitemap names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Pages, each with the date of its last change where that is told.
    pub pages: Vec<(Url, Option<String>)>,
    /// Other sitemaps.
    pub parts: Vec<Url>,
    /// Number of addresses of other hosts, which a sitemap does not speak for.
    pub elsewhere: usize,
    /// Why it may name more than this, in words.
    pub cut: Option<String>,
}

/// Reads the sitemap `text`, found at `address`. What stands before it is cut short is read.
///
/// # Errors
/// In words, where it is none.
pub fn read(text: &str, address: &Url) -> Result<Sitemap, String> {
    let mut reading = Reading {
        address,
        found: Sitemap::default(),
        part: false,
        said: [None, None],
        field: None,
    };
    let mut reader = Reader::from_str(text);
    let (mut known, mut open) = (false, 0_usize);
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) if known => {
                reading.found.cut = Some(format!("it is no XML from there on: {error}"));
                break;
            }
            Err(error) => return Err(format!("it is no XML: {error}")),
        };
        if let Some(words) = words_of(&event) {
            reading.add(&words);
        }
        match event {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                known |= matches!(name.as_str(), "urlset" | "sitemapindex");
                open += 1;
                reading.begin(&name);
            }
            Event::End(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                open = open.saturating_sub(1);
                reading.end(&name);
            }
            Event::Empty(tag) => {
                known |= matches!(tag.local_name().as_ref(), "urlset" | "sitemapindex");
            }
            Event::Eof => {
                reading.found.cut = (open > 0).then(|| "it is cut short".to_owned());
                break;
            }
            _ => {}
        }
        if reading.found.pages.len() + reading.found.parts.len() > MOST {
            reading.found.pages.truncate(MOST);
            reading.found.cut = Some(format!("it names more than {MOST} addresses"));
            break;
        }
    }
    if known { Ok(reading.found) } else { Err("it is no sitemap".to_owned()) }
}

struct Reading<'a> {
    address: &'a Url,
    found: Sitemap,
    /// Whether the entry is another sitemap.
    part: bool,
    /// `loc` and `lastmod` of the entry.
    said: [Option<String>; 2],
    field: Option<usize>,
}

impl Reading<'_> {
    fn begin(&mut self, name: &str) {
        match name {
            "url" | "sitemap" => {
                self.part = name == "sitemap";
                self.said = [None, None];
            }
            "loc" => self.field = Some(0),
            "lastmod" => self.field = Some(1),
            _ => self.field = None,
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(field) = self.field {
            self.said[field].get_or_insert_default().push_str(words);
        }
    }

    fn end(&mut self, name: &str) {
        self.field = None;
        if !matches!(name, "url" | "sitemap") {
            return;
        }
        let [Some(place), changed] = std::mem::take(&mut self.said) else { return };
        let Ok(mut url) = self.address.join(place.trim()) else { return };
        // Many a host names its pages with https:// behind whatever it is asked by.
        let is_same =
            url.host_str() == self.address.host_str() && url.port() == self.address.port();
        let is_web = matches!(url.scheme(), "http" | "https");
        if is_same && is_web && url.set_scheme(self.address.scheme()).is_err() {
            return;
        }
        if url.origin() != self.address.origin() {
            self.found.elsewhere += 1;
        } else if self.part {
            self.found.parts.push(url);
        } else {
            self.found.pages.push((url, changed.map(|it| it.trim().to_owned())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn pages_of_the_same_host_are_read() {
        let text = "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
                    <url><loc>https://x.org/a?b=1&amp;c=2</loc><lastmod> 2026-01-02 </lastmod></url>\
                    <url><loc>https://y.org/</loc></url></urlset>";
        let found = read(text, &"https://x.org/sitemap.xml".parse().unwrap()).unwrap();
        assert_eq!(found.pages[0].0.as_str(), "https://x.org/a?b=1&c=2");
        assert_eq!(found.pages[0].1.as_deref(), Some("2026-01-02"));
        assert_eq!((found.pages.len(), found.elsewhere), (1, 1));
    }

    #[test]
    fn http_and_https_are_one_host() {
        let text = "<urlset><url><loc>https://x.org/a</loc></url><url><loc>https://x.org:8/b</loc></url>\
                    <url><loc>ftp://x.org/c</loc></url></urlset>";
        let found = read(text, &"http://x.org/sitemap.xml".parse().unwrap()).unwrap();
        assert_eq!(found.pages[0].0.as_str(), "http://x.org/a");
        assert_eq!((found.pages.len(), found.elsewhere), (1, 2));
    }

    #[test]
    fn what_is_no_sitemap_is_told() {
        let at = "https://x.org/".parse().unwrap();
        for text in ["", "<html></html>", "nothing", "<url"] {
            assert!(read(text, &at).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_cut_short_is_told() {
        let at = "https://x.org/".parse().unwrap();
        let whole = "<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>";
        assert_eq!(read(whole, &at).unwrap().cut, None);
        let start = whole.find("/b").unwrap();
        for end in start..whole.len() {
            let found = read(&whole[..end], &at).unwrap();
            assert!(found.cut.is_some() && !found.pages.is_empty(), "{}", &whole[..end]);
        }
        assert!(read("<urlset><url></urlset>", &at).unwrap().cut.is_some());
        let many = format!("<urlset>{}</urlset>", "<url><loc>/a</loc></url>".repeat(50_001));
        let found = read(&many, &at).unwrap();
        assert_eq!((found.pages.len(), found.cut.is_some()), (50_000, true));
    }
}
