//! Reading sitemaps ([sitemaps.org](https://www.sitemaps.org/protocol.html)).

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use url::Url;

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
}

/// Reads the sitemap `text`, found at `address`.
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
    let mut known = false;
    loop {
        match reader.read_event().map_err(|error| format!("it is no XML: {error}"))? {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                known |= matches!(name.as_str(), "urlset" | "sitemapindex");
                reading.begin(&name);
            }
            Event::End(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                reading.end(&name);
            }
            Event::Text(words) => reading.add(&words),
            Event::CData(words) => reading.add(&words),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                if let Ok(sign) = unescape(&entity) {
                    reading.add(&sign);
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if reading.found.pages.len() >= MOST {
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
        let Ok(url) = self.address.join(place.trim()) else { return };
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
    fn what_is_no_sitemap_is_told() {
        let at = "https://x.org/".parse().unwrap();
        for text in ["", "<html></html>", "<urlset><url></urlset>", "nothing"] {
            assert!(read(text, &at).is_err(), "{text}");
        }
    }
}
