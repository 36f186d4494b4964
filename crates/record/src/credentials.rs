//! Names and passwords in addresses, as `https://user:password@host/`.
//!
//! A record is public, so what stands there is known to everybody already. All the same it goes no
//! further: pages, evidence, exports and messages have the address without it.

use std::borrow::Cow;
use std::ops::Range;

/// `text` without the names and passwords of its addresses.
pub fn hidden(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut end = 0;
    for range in found {
        clean.push_str(&text[end..range.start]);
        end = range.end;
    }
    clean.push_str(&text[end..]);
    Cow::Owned(clean)
}

/// Where in `text` names and passwords of addresses begin, the first `most` of them: line and column
/// in characters, from 1.
pub fn places(text: &str, most: usize) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let (mut line, mut column, mut seen) = (1, 1, 0);
    for range in find(text).into_iter().take(most) {
        for character in text[seen..range.start].chars() {
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        seen = range.start;
        places.push((line, column));
    }
    places
}

/// The user information of every address in `text`, with its `@` (RFC 3986, section 3.2.1).
fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (separator, _) in text.match_indices("://") {
        let start = separator + "://".len();
        let rest = &text[start..];
        let authority = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let Some(at) = authority.rfind('@') else { continue };
        if is_secret(&text[..separator], &authority[..at]) {
            found.push(start..start + at + 1);
        }
    }
    found
}

/// What cannot stand in the authority of an address, or ends it in the texts around it.
fn is_end(character: char) -> bool {
    character.is_whitespace() || character.is_control() || "/?#\\<>\"`{}|^()".contains(character)
}

/// `git@` of `ssh://git@host` is no secret; the name alone before a web server is often a token.
fn is_secret(before: &str, user: &str) -> bool {
    let web = ["http", "https", "ftp"].iter().any(|scheme| before.ends_with(scheme));
    user.contains(':') || (web && !user.is_empty() && user != "git")
}

#[cfg(test)]
mod tests {
    use super::{hidden, places};

    #[test]
    fn passwords_go_and_the_address_stays() {
        for (text, clean) in [
            ("see https://me:secret@example.org/a@b.", "see https://example.org/a@b."),
            ("https://token@example.org", "https://example.org"),
            ("git+ssh://git@github.com/a/b", "git+ssh://git@github.com/a/b"),
            ("root://u:p@host//f and ftp://u:p@h", "root://host//f and ftp://h"),
            ("https://example.org/@someone, a@b.c", "https://example.org/@someone, a@b.c"),
            ("https://a:b@c@host/", "https://host/"),
        ] {
            assert_eq!(hidden(text), clean);
        }
    }

    #[test]
    fn the_places_are_named() {
        let found = places("a\nü https://u:p@h\n\nhttps://u:p@h https://u:p@h", 2);
        assert_eq!(found, [(2, 11), (4, 9)]);
    }
}
