//! What nobody sees in a text, made visible.

use std::fmt::Write as _;

/// `text` in one line: control characters, ends of lines, and those that turn the direction of
/// writing become `\u{…}`, so that a record cannot command the terminal, show other words than it
/// has, or end a comment.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        if character.is_control() || ends_line(character) || turns(character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
        shown
    })
}

/// Unicode's ends of lines beside those that control, and what YAML takes for no text.
fn ends_line(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Unicode's bidirectional formatting characters (UAX #9, table 4).
fn turns(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
