//! Texts as scalars of YAML.

use std::fmt::Write as _;

/// `text` as a value within `[…]` or `{…}`: with quotes where it would be read as anything else.
pub fn flow(text: &str) -> String {
    let is_special = |c: char| ",[]{}#&*!|>'\"%@`".contains(c) || is_escaped(c);
    let begins = |c: char| !c.is_whitespace() && !"-?:.+~".contains(c);
    let is_plain = text.starts_with(begins)
        && !text.contains(is_special)
        && !text.contains(": ")
        && !text.ends_with([':', ' ']);
    let is_word = |word: &&str| text.eq_ignore_ascii_case(word);
    let is_number_of_yaml = |text: &str| {
        ["0x", "0o", "0b"].iter().any(|it| text.starts_with(it))
            || text.contains('_') && text.chars().all(|c| c.is_ascii_digit() || "_.".contains(c))
    };
    let is_other = text.parse::<f64>().is_ok()
        || is_number_of_yaml(text)
        || text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(':')
        || ["null", "true", "false", "yes", "no", "on", "off"].iter().any(is_word);
    match is_plain && !is_other {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// `text` in double quotes (YAML 1.2, section 7.3.1).
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_escaped(character) => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\u{:04X}", character as u32);
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether `character` is not printable in YAML, or a line break or a space of its own to some readers.
fn is_escaped(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{a0}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{flow, quoted};

    #[test]
    fn quotes_hold_any_text() {
        let text = "a \"b\" \\ c\n\t\u{7}\u{a0}\u{2028}é\u{1f600}";
        assert_eq!(quoted(text), "\"a \\\"b\\\" \\\\ c\\n\\t\\u0007\\u00A0\\u2028é\u{1f600}\"");
        let read: Vec<String> =
            serde_saphyr::from_str(&format!("- {}", quoted(text))).expect("YAML");
        assert_eq!(read, [text]);
    }

    #[test]
    fn only_what_needs_quotes_has_them() {
        for text in ["open", "A. Person", "https://example.org/a", "doi:10.1/a", "a/b.h5", "p-q"] {
            assert_eq!(flow(text), text);
        }
        for text in [
            "3", "true", "a, b", "a: b", "- a", "[x]", "#a", "1e5", "null", "~", "~/a", "0x1F",
            "1_000", "",
        ] {
            assert_eq!(flow(text), format!("\"{text}\""));
        }
    }
}
