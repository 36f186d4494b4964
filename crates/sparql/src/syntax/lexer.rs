//! The pieces of which a query consists.

/// Words and brackets of a query with their byte offsets, without strings, IRIs, variables and
/// prefixed names.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    pieces(text).filter(|(_, piece)| {
        let is_word = piece.starts_with(char::is_alphabetic) && !piece.contains(':');
        is_word || matches!(*piece, "{" | "}" | "(" | ")" | "[" | "]")
    })
}

/// What a query consists of, with byte offsets, without comments and white space.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        while let Some(first) = text[offset..].chars().next() {
            let start = offset;
            let rest = &text[start..];
            let length = length(rest, first);
            offset += length;
            if first != '#' && !first.is_whitespace() {
                return Some((start, &rest[..length]));
            }
        }
        None
    })
}

/// Length in bytes of what begins with `first`.
fn length(rest: &str, first: char) -> usize {
    match first {
        '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
        '"' | '\'' => string_length(rest, first),
        '<' => iri_length(rest),
        '?' | '$' | '@' => 1 + name_length(&rest[1..]),
        c if is_name(c) => name_length(rest),
        c => c.len_utf8(),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '%' | '\\')
}

/// A backslash takes the next character into the name, and a full stop is part of it unless it
/// ends it.
fn name_length(rest: &str) -> usize {
    let mut length = 0;
    let mut characters = rest.char_indices();
    while let Some((index, c)) = characters.next() {
        if is_name(c) {
            let end = index + c.len_utf8();
            length = if c == '\\' {
                end + characters.next().map_or(0, |(_, c)| c.len_utf8())
            } else {
                end
            };
        } else if c != '.' || index == 0 {
            break;
        }
    }
    length
}

/// `<` begins an IRI only if it ends before any character that an IRI cannot hold.
fn iri_length(rest: &str) -> usize {
    let inner = &rest[1..];
    let end = inner.find(|c: char| c <= ' ' || "<>\"{}|^`".contains(c));
    match end {
        Some(end) if inner[end..].starts_with('>') => end + 2,
        _ => 1,
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    let delimiter = if rest.starts_with(&long) { long.as_str() } else { &rest[..1] };
    let mut position = delimiter.len();
    while position < rest.len() {
        let tail = &rest[position..];
        if tail.starts_with(delimiter) {
            return position + delimiter.len();
        }
        let mut characters = tail.chars();
        let escaped = characters.next() == Some('\\');
        if escaped {
            characters.next();
        }
        position = rest.len() - characters.as_str().len();
    }
    rest.len()
}
