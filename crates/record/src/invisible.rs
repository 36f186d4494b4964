//! Characters that nobody sees.

use std::borrow::Cow;

/// Whether `character` controls a terminal or a printer: U+0000 to U+001F and U+007F, but for tabs
/// and ends of lines.
pub fn is_control(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r')
}

/// Whether `character` turns the order of what stands beside it, whatever its script: the embeddings,
/// overrides and isolates of Unicode Standard Annex 9. Its marks, which Hebrew and Arabic need beside
/// Latin signs, do not.
pub fn is_override(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` as pages show it: without the characters above, of which checks tell.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |it: char| is_control(it) || is_override(it);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|it| !is_hidden(*it)).collect())
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn pages_hold_nothing_that_nobody_sees() {
        assert_eq!(visible("a\u{202e}b\u{2066}c\u{7}\u{1b}[0m\td\n"), "abc[0m\td\n");
        assert_eq!(visible("שלום\u{200f} é"), "שלום\u{200f} é");
    }
}
