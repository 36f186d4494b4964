//! Preambles, which are TeX for a list of references, and entries in parentheses.

use std::borrow::Cow;

/// `text` with blanks where `@preamble{…}` stands, and with braces around entries that stand in
/// parentheses, which mean the same (btxdoc, section 2.1); every line and offset stays.
pub(super) fn in_braces(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    let mut from = 0;
    while let Some(start) = text[from..].find('@').map(|at| from + at) {
        from = start + 1;
        let begins_line = text[..start].trim_end_matches([' ', '\t']).ends_with('\n')
            || text[..start].trim().is_empty();
        let letters = text[from..].bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, behind) = text[from..].split_at(letters);
        let Some(open) = behind.find(['{', '(']).filter(|at| behind[..*at].trim().is_empty())
        else {
            continue;
        };
        let is_preamble = word.eq_ignore_ascii_case("preamble");
        let in_parentheses = behind[open..].starts_with('(');
        if !begins_line || word.is_empty() || !(is_preamble || in_parentheses) {
            continue;
        }
        let open = from + letters + open;
        let Some(length) = block(&text[open..]) else { continue };
        let end = open + length;
        if is_preamble {
            let blank = |it| if it == b'\n' { '\n' } else { ' ' };
            let blank: String = text[start..end].bytes().map(blank).collect();
            plain.to_mut().replace_range(start..end, &blank);
        } else {
            let plain = plain.to_mut();
            plain.replace_range(open..=open, "{");
            plain.replace_range(end - 1..end, "}");
        }
        from = end;
    }
    plain
}

/// The length of the block at the beginning of `text`, which opens one: where it ends at a parenthesis,
/// to the first that stands neither in braces nor in quotes.
fn block(text: &str) -> Option<usize> {
    let in_parentheses = text.starts_with('(');
    let (mut depth, mut is_quoted) = (0_usize, false);
    let end = text.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => is_quoted = !is_quoted,
            _ => {}
        }
        match in_parentheses {
            true => depth == 0 && !is_quoted && byte == b')',
            false => depth == 0 && byte == b'}',
        }
    });
    end.map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::in_braces;

    #[test]
    fn entries_in_parentheses_get_braces_at_the_same_offsets() {
        let written = "@Data (k,\n title = {a)},\n note = \")\"\n)\n@misc{m, title={f(x)}}\n";
        let wanted = "@Data {k,\n title = {a)},\n note = \")\"\n}\n@misc{m, title={f(x)}}\n";
        assert_eq!(in_braces(written), wanted);
        let blanks = " ".repeat("@preamble{a".len());
        assert_eq!(in_braces("@preamble{a\n{b}}x"), format!("{blanks}\n    x"));
        assert_eq!(in_braces("@dataset(k, title = {a}"), "@dataset(k, title = {a}");
    }
}
