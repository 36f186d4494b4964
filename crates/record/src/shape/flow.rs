//! Texts as they stand in YAML within brackets.

/// `text` as a value within `[…]` or `{…}`: with quotes where it would be read as anything else.
pub fn flow(text: &str) -> String {
    let is_special = |c: char| ",[]{}#&*!|>'\"%@`".contains(c) || c.is_control();
    let begins = |c: char| !c.is_whitespace() && !"-?:.+".contains(c);
    let is_plain = text.starts_with(begins)
        && !text.contains(is_special)
        && !text.contains(": ")
        && !text.ends_with([':', ' ']);
    let is_word = |word: &&str| text.eq_ignore_ascii_case(word);
    let is_other = text.parse::<f64>().is_ok()
        || text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(':')
        || ["null", "true", "false", "yes", "no", "on", "off"].iter().any(is_word);
    match is_plain && !is_other {
        true => text.to_owned(),
        false => serde_json::Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::flow;

    #[test]
    fn only_what_needs_quotes_has_them() {
        for text in ["open", "A. Person", "https://example.org/a", "doi:10.1/a", "a/b.h5", "p-q"] {
            assert_eq!(flow(text), text);
        }
        for text in ["3", "true", "a, b", "a: b", "- a", "[x]", "#a", "1e5", "null", ""] {
            assert_eq!(flow(text), format!("\"{text}\""));
        }
    }
}
