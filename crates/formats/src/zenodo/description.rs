//! Markdown as the HTML of a description at InvenioRDM (reference of its metadata, `description`).

use faircat_record::markup;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use faircat_text::escape;

use crate::html::is_web_address;

/// `markdown` as HTML of headings, paragraphs, lists, tables, quotations, code and links; what it has of
/// HTML itself stands there as text, and of pictures their words. `None` where it says nothing.
pub(super) fn html(markdown: &str) -> Option<String> {
    if markdown.trim().is_empty() {
        return None;
    }
    if !markup::is_parsable(markdown) {
        return Some(format!("<p>{}</p>", escape(markdown.trim())));
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    // Of links within links none can be closed twice.
    let mut closed = Vec::new();
    let events = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { dest_url, link_type, .. }) => {
            let is_kept = is_web_address(&dest_url);
            closed.push(is_kept);
            let (title, id) = (CowStr::from(""), CowStr::from(""));
            is_kept.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => closed.pop().filter(|it| *it).map(|_| event),
        event => Some(event),
    });
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events);
    Some(html.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn links_lists_and_headings_stay() {
        let text = "See [the paper](https://example.org/paper):\n\n- one\n- two\n\n## Head\n\n$x^2$, `code`";
        let wanted = "<p>See <a href=\"https://example.org/paper\">the paper</a>:</p>\n<ul>\n\
                      <li>one</li>\n<li>two</li>\n</ul>\n<h2>Head</h2>\n<p>$x^2$, <code>code</code></p>";
        assert_eq!(html(text).as_deref(), Some(wanted));
    }

    #[test]
    fn html_is_text_and_only_web_addresses_are_links() {
        let text =
            "<script>a</script> [x](javascript:alert(1)) ![a picture](https://example.org/a.png)";
        let made = html(text).unwrap_or_default();
        assert!(!made.contains("<script") && !made.contains("href"), "{made}");
        assert!(made.contains("a picture"), "{made}");
        assert_eq!(html(" \n"), None);
    }
}
