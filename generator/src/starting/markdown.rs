//! Plain text within Markdown, as any reader of Markdown takes it.

/// What means something to some reader of Markdown in the middle of a line.
const MEANT: &str = r"\`*_[]{}<>#|~$&";

/// `text`, one line that may begin a paragraph, with a backslash before what Markdown would take for
/// markup. A formula is none here, unlike in texts of records.
pub(super) fn escaped(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text[digits..].chars();
    // `1. ` begins a list, and so do `- ` and `+ `; `---` is a rule, and `=` underlines a heading.
    let begins = match (rest.next(), rest.next()) {
        (Some('.' | ')'), None | Some(' ')) if digits > 0 => Some(digits),
        (Some('-' | '+'), None | Some(' ' | '-')) if digits == 0 => Some(0),
        (Some('='), _) if digits == 0 => Some(0),
        _ => None,
    };
    let mut out = String::with_capacity(text.len() + 8);
    for (place, character) in text.char_indices() {
        if MEANT.contains(character) || begins == Some(place) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn only_markup_has_backslashes() {
        for text in [
            "10.5281/zenodo.1",
            "-1 and +1",
            "Photon or pion, 1. of 2",
            "shower-id (2026)",
            "é: \"x\" 'y' 1 + 2 = 3!",
        ] {
            assert_eq!(escaped(text), text);
        }
        assert_eq!(escaped("a_b [x](y) <b> $z$"), r"a\_b \[x\](y) \<b\> \$z\$");
        assert_eq!(escaped("- a - b"), r"\- a - b");
        assert_eq!(escaped("12. of all"), r"12\. of all");
        assert_eq!(escaped(""), "");
    }
}
