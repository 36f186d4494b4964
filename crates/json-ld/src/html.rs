//! What is read of an HTML page: its JSON-LD and its typed links.
//!
//! The page is scanned as it streams by and no tree of it is built, so one that is nested or full
//! of attributes without end costs no more than its length.

use std::cell::RefCell;

use lol_html::{HtmlRewriter, MemorySettings, Settings, element, text};

/// Most bytes that the scanner may hold: one tag, and the names of the elements that are open.
const MOST_MEMORY: usize = 64 * 1024 * 1024;
/// Most script elements, and most links, that are looked at.
const MOST_ELEMENTS: usize = 1000;

const JSON_LD: &str = r#"script[type*="application/ld+json" i]"#;

/// What a page holds, in its order.
#[derive(Debug, Default)]
pub struct Page {
    /// Its script elements of type `application/ld+json`.
    pub scripts: Vec<Script>,
    /// Its `link` elements.
    pub links: Vec<Link>,
    /// Another way in which it marks up what it describes.
    pub other_markup: Option<&'static str>,
}

/// A script element.
#[derive(Debug, Default)]
pub struct Script {
    /// Its text, without marks that hide it from readers of XML or of old HTML.
    pub text: String,
    /// Where the text begins in the page, in bytes.
    pub start: usize,
}

/// What stands before a script's text to hide it, and what then stands behind it.
const COVERS: [(&str, &str); 2] = [("<![CDATA[", "]]>"), ("<!--", "-->")];

impl Script {
    /// Takes the marks away between which the text may stand, commented out as `//<![CDATA[` or not.
    fn uncover(&mut self) {
        let text = self.text.trim_start();
        let is_comment = |sign: char| sign.is_whitespace() || matches!(sign, '/' | '*');
        let begun = text.trim_start_matches(is_comment);
        let Some((inner, end)) =
            COVERS.iter().find_map(|(start, end)| Some((begun.strip_prefix(start)?, end)))
        else {
            return;
        };
        let inner = inner.trim_start_matches(is_comment);
        let start = self.text.len() - inner.len();
        let inner = inner.trim_end_matches(is_comment);
        let inner =
            inner.strip_suffix(end).unwrap_or(inner).trim_end_matches(is_comment).to_owned();
        self.start += start;
        self.text = inner;
    }
}

/// A `link` element.
#[derive(Debug, Default)]
pub struct Link {
    rel: String,
    pub media_type: String,
    pub href: String,
}

impl Link {
    /// Whether `rel` is one of the words that say where the link leads.
    pub fn is(&self, rel: &str) -> bool {
        self.rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(rel))
    }
}

/// Scans `html`. Errors: in words, where that takes more memory than there is for it.
pub fn scan(html: &str) -> Result<Page, String> {
    let found = RefCell::new(Page::default());
    let settings = Settings::new()
        .with_strict(false)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MOST_MEMORY))
        .append_element_content_handler(element!(JSON_LD, |element| {
            let start = element.source_location().bytes().end;
            found.borrow_mut().scripts.push(Script { text: String::new(), start });
            Ok(())
        }))
        .append_element_content_handler(text!(JSON_LD, |chunk| {
            if let Some(script) = found.borrow_mut().scripts.last_mut() {
                script.text.push_str(chunk.as_str());
            }
            Ok(())
        }))
        .append_element_content_handler(element!("link[rel]", |link| {
            // An ampersand is the one character that addresses have to be written with.
            let text = |name| link.get_attribute(name).unwrap_or_default().replace("&amp;", "&");
            let link = Link { rel: text("rel"), media_type: text("type"), href: text("href") };
            found.borrow_mut().links.push(link);
            Ok(())
        }));
    let other = |name| found.borrow_mut().other_markup = Some(name);
    let settings = settings
        .append_element_content_handler(element!("[itemtype*='schema.org']", |_| {
            other("microdata");
            Ok(())
        }))
        .append_element_content_handler(element!("[typeof]", |_| {
            other("RDFa");
            Ok(())
        }));
    let mut scanner = HtmlRewriter::new(settings, |_: &[u8]| ());
    let scanned = scanner.write(html.as_bytes()).and_then(|()| scanner.end());
    scanned.map_err(|error| error.to_string())?;
    let mut page = found.into_inner();
    page.scripts.truncate(MOST_ELEMENTS);
    page.scripts.iter_mut().for_each(Script::uncover);
    page.links.truncate(MOST_ELEMENTS);
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn marks_that_hide_a_script_are_no_part_of_it() {
        for (before, after) in [
            ("", ""),
            ("\n//<![CDATA[\n", "\n//]]>\n"),
            ("/*<![CDATA[*/ ", " /*]]>*/"),
            ("<![CDATA[", "]]>"),
            ("<!--\n", "\n//-->"),
        ] {
            let text = r#"{"@type": "Dataset"}"#;
            let page =
                format!("<p><script type=\"application/ld+json\">{before}{text}{after}</script>");
            let found = scan(&page).unwrap().scripts.remove(0);
            assert_eq!(found.text.trim(), text, "{before}");
            assert!(page[found.start..].trim_start().starts_with(text), "{before}");
        }
    }
}
