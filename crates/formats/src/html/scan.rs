//! Tags and text of loose HTML.

/// A piece of the fragment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Tag(Element<'a>),
    /// Not empty. A `<` in it is a character.
    Text(&'a str),
}

/// The tag of an element that we know.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// In lower case.
    pub(super) name: &'static str,
    pub(super) closing: bool,
    attributes: &'a str,
}

/// Names that make `<name …>` a tag; any other is text.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// Bytes after which a `<` without its `>` is given up, so that reading stays linear.
const LONGEST_TAG: usize = 4096;

/// The first token of `html`, which is not empty, and what follows it.
pub(super) fn next(html: &str) -> (Token<'_>, &str) {
    if let Some((element, after)) = tag(html) {
        return (Token::Tag(element), after);
    }
    let end = html
        .match_indices('<')
        .map(|(at, _)| at)
        .find(|&at| at > 0 && tag(&html[at..]).is_some())
        .unwrap_or(html.len());
    (Token::Text(&html[..end]), &html[end..])
}

/// The tag at the very start of `html`.
fn tag(html: &str) -> Option<(Element<'_>, &str)> {
    let inner = html.strip_prefix('<')?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(&inner[..length]))?;
    let rest = &inner[length..];
    if !rest.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace()) {
        return None;
    }
    let end = tag_end(rest)?;
    Some((Element { name, closing, attributes: &rest[..end] }, &rest[end + 1..]))
}

/// Place of the `>` that ends a tag, outside quotes. Another `<` first means that it was no tag.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

impl<'a> Element<'a> {
    /// The value of an attribute, with its entities decoded.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes.trim_start_matches(is_separator);
        while !rest.is_empty() {
            let end = rest.find(|c| c == '=' || is_separator(c)).unwrap_or(rest.len());
            let name = &rest[..end];
            let (value, after) = value(&rest[end..]);
            if name.eq_ignore_ascii_case(wanted) {
                return Some(decode(value));
            }
            rest = after.trim_start_matches(|c| c == '=' || is_separator(c));
        }
        None
    }
}

fn is_separator(c: char) -> bool {
    c == '/' || c.is_ascii_whitespace()
}

/// The value after an attribute's name (empty where there is none) and what follows it.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    (&text[..end], &text[end..])
}

/// `text` with the entities decoded that stand for characters of the markup itself.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    const ENTITIES: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        // Last, so that `&amp;lt;` becomes `&lt;` and stays so.
        ("&amp;", "&"),
    ];
    ENTITIES
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
