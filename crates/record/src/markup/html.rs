//! Tags within a budget: what a parser of HTML gets holds no surprise.
//!
//! A parser of HTML takes time that grows with the square of open elements and of attributes, and
//! opens elements again that were never closed. So only tags as CommonMark defines them pass, every
//! other `<` is text, and open elements are counted, rather too many than too few.

use super::Excess;

/// Most elements that are open at once.
const MOST_OPEN: usize = 256;

/// Most attributes of a tag.
const MOST_ATTRIBUTES: usize = 64;

/// Most bytes of tags that are opened again in later blocks because nothing closes them.
const MOST_REOPENED: usize = 1 << 22;

/// Elements that have no content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that HTML opens again in the next block (HTML, section 13.2.4.3).
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// `html` without comments, and with every other `<` that begins no tag as text; an error where it
/// is too expensive to parse.
pub(super) fn within_budget(html: &str) -> Result<String, Excess> {
    let mut clean = String::with_capacity(html.len());
    let mut open = Open::default();
    // Looked for once only: where it is missing, it is missing for every comment.
    let last_comment_end = html.rfind("-->").unwrap_or_default();
    let mut place = 0;
    while let Some(start) = html[place..].find('<').map(|start| place + start) {
        clean.push_str(&html[place..start]);
        let here = &html[start..];
        if here.starts_with("<!--") && start < last_comment_end {
            place = start + here.find("-->").map_or(1, |end| end + "-->".len());
        } else if let Some(found) = tag(here) {
            open.take(&found)?;
            clean.push_str(&here[..found.length]);
            place = start + found.length;
        } else {
            clean.push_str("&lt;");
            place = start + 1;
        }
    }
    clean.push_str(&html[place..]);
    Ok(clean)
}

/// The elements that are open, as far as their tags tell.
#[derive(Default)]
struct Open {
    names: Vec<String>,
    /// Bytes of the open tags of [`FORMATTING`] elements.
    formatting: Vec<usize>,
    reopened: usize,
}

impl Open {
    fn take(&mut self, tag: &Tag<'_>) -> Result<(), Excess> {
        if tag.attributes > MOST_ATTRIBUTES {
            return Err(Excess::Elements);
        }
        let name = tag.name.to_ascii_lowercase();
        let is_formatting = FORMATTING.contains(&name.as_str());
        if tag.closes {
            // A tag that closes something further up may be ignored by a parser, and is here.
            if self.names.last() == Some(&name) {
                self.names.pop();
                if is_formatting {
                    self.formatting.pop();
                }
            }
            return Ok(());
        }
        self.reopened += self.formatting.iter().sum::<usize>();
        if !VOID.contains(&name.as_str()) {
            self.names.push(name);
            if is_formatting {
                self.formatting.push(tag.length);
            }
        }
        let within = self.names.len() <= MOST_OPEN && self.reopened <= MOST_REOPENED;
        within.then_some(()).ok_or(Excess::Elements)
    }
}

/// A tag as CommonMark defines them (0.31, section 6.6).
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    attributes: usize,
    /// Bytes from `<` to `>`.
    length: usize,
}

/// The tag that `text` begins with.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (name, mut rest) = split(inner, is_name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut attributes = 0;
    loop {
        let trimmed = rest.trim_ascii_start();
        let end = trimmed.strip_prefix("/>").filter(|_| !closes).or(trimmed.strip_prefix('>'));
        if let Some(after) = end {
            return Some(Tag { name, closes, attributes, length: text.len() - after.len() });
        }
        if closes || trimmed.len() == rest.len() {
            return None;
        }
        rest = attribute(trimmed)?;
        attributes += 1;
    }
}

/// What follows the attribute that `text` begins with.
fn attribute(text: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
    let (name, rest) = split(text, is_name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == ':') {
        return None;
    }
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else { return Some(rest) };
    let value = value.trim_ascii_start();
    let quote = value.chars().next()?;
    if quote == '"' || quote == '\'' {
        let inner = &value[1..];
        return Some(&inner[inner.find(quote)? + 1..]);
    }
    let (plain, rest) = split(value, |c| !c.is_ascii_whitespace() && !"\"'=<>`".contains(c));
    (!plain.is_empty()).then_some(rest)
}

/// `text` before and from the first character that does not belong.
fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}
