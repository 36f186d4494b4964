//! Tables, which stay HTML in Markdown: its own tables have no spans and one line per cell.

use super::addresses::{absolute, is_web_address};
use super::scan::{self, Element, Token};

const KEPT: &[&str] = &[
    "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "b", "strong", "i", "em", "code",
    "sub", "sup", "br", "a", "p", "ul", "ol", "li",
];

/// The table whose start tag comes before `html`, without blank lines (a blank line would end the
/// block), and what follows the table.
pub(super) fn table<'a>(html: &'a str, base: &str) -> (String, &'a str) {
    let mut out = "<table>".to_owned();
    let mut depth = 1;
    let mut rest = html;
    while depth > 0 && !rest.is_empty() {
        let (token, after) = scan::next(rest);
        rest = after;
        match token {
            Token::Tag(tag) if tag.name == "table" && tag.closing => depth -= 1,
            Token::Tag(tag) if tag.name == "table" => depth += 1,
            Token::Tag(tag) if KEPT.contains(&tag.name) => push_tag(&mut out, &tag, base),
            Token::Tag(_) => {}
            Token::Text(text) => push_text(&mut out, text),
        }
    }
    out.push_str("\n</table>");
    (out, rest)
}

fn push_tag(out: &mut String, tag: &Element<'_>, base: &str) {
    if matches!(tag.name, "caption" | "thead" | "tbody" | "tfoot" | "tr") {
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out.push_str(if tag.closing { "</" } else { "<" });
    out.push_str(tag.name);
    if !tag.closing {
        for name in ["colspan", "rowspan"] {
            if let Some(span) = tag.attribute(name).and_then(|span| span.parse::<u16>().ok()) {
                out.push_str(&format!(" {name}=\"{span}\""));
            }
        }
        if let Some(href) = tag.attribute("href").map(|href| absolute(&href, base))
            && is_web_address(&href)
        {
            out.push_str(&format!(" href=\"{href}\""));
        }
    }
    out.push('>');
}

fn push_text(out: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
    let words = faircat_text::single_spaced(text);
    out.push_str(&words.replace('<', "&lt;"));
    if !words.is_empty() && text.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}
