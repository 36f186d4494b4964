//! HTML fragments to Markdown.
//!
//! Catalogues keep their texts as loose HTML: paragraphs that are never closed, entities, comparison
//! signs and C++ templates (`vector<float>`) that look like tags. The reading is therefore lenient:
//! only the names of real formatting elements are tags, and everything else is text, escaped. So
//! no text is lost; what goes is presentation (`class`, `style`, `width`, runs of spaces).
//! Nothing here has to be safe: pages sanitise Markdown whatever its origin.

mod addresses;
mod escaping;
mod scan;
mod table;
mod writer;

pub use addresses::{absolute, is_web_address};

use faircat_text::{shorten, single_spaced};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Markdown that says what the fragment `html` says. Addresses relative to `base`, an origin as
/// `https://example.org`, become absolute.
pub fn to_markdown(html: &str, base: &str) -> String {
    let mut writer = writer::Writer::new(base);
    let mut rest = html;
    while !rest.is_empty() {
        let (token, after) = scan::next(rest);
        rest = match token {
            scan::Token::Tag(tag) => writer.tag(&tag, after),
            scan::Token::Text(text) => {
                writer.text(text);
                after
            }
        };
    }
    writer.finish()
}

/// `text`, which is plain, with what Markdown would take for markup escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escaping::escape(text, &mut out);
    out
}

/// A Markdown link that shows `text`, which is plain.
pub fn link(text: &str, address: &str) -> String {
    if text == address {
        return format!("<{address}>");
    }
    format!("[{}]({})", escape(text), addresses::destination(address))
}

/// The fragment `html` as one line of plain text; the address of a link follows it in parentheses.
pub fn to_plain_text(html: &str, base: &str) -> String {
    if !html.contains(['<', '&']) {
        return single_spaced(html);
    }
    let mut text = String::new();
    let mut address = None;
    for event in Parser::new_ext(&to_markdown(html, base), Options::ENABLE_MATH) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                address = Some((text.len(), dest_url.into_string()));
            }
            Event::End(TagEnd::Link) => {
                if let Some((start, address)) = address.take()
                    && !text[start..].contains(&address)
                {
                    text.push_str(&format!(" ({address})"));
                }
            }
            event => push_text(&mut text, &event),
        }
    }
    single_spaced(&text)
}

/// The first sentences of `markdown` as plain text, at most `limit` characters.
pub fn first_sentences(markdown: &str, limit: usize) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_MATH) {
        let is_list = matches!(event, Event::Start(Tag::List(_)));
        if text.len() > 8 * limit || (is_list && !text.is_empty()) {
            break;
        }
        push_text(&mut text, &event);
    }
    cut(&single_spaced(&text), limit)
}

fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(part) | Event::Code(part) => text.push_str(part),
        Event::InlineMath(tex) => text.push_str(&format!("${tex}$")),
        Event::DisplayMath(tex) => text.push_str(&format!("$${tex}$$")),
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
            text.push(' ');
        }
        Event::End(TagEnd::Heading(_)) => text.push_str(". "),
        _ => {}
    }
}

/// `text` up to the last end of a sentence within `limit` characters, or else of a word.
fn cut(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..end];
    let sentence = head
        .match_indices(". ")
        .filter(|(at, _)| starts_sentence(&text[at + 2..]))
        .map(|(at, _)| at + 1)
        .last();
    if let Some(sentence) = sentence {
        return head[..sentence].to_owned();
    }
    shorten(text, limit).into_owned()
}

fn starts_sentence(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
