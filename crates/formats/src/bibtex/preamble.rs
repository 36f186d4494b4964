//! Preambles, which are TeX for a list of references.

use std::borrow::Cow;

/// `text` with blanks where `@preamble{…}` stands; every line and offset stays.
pub(super) fn without_preambles(text: &str) -> Cow<'_, str> {
    const WORD: &str = "@preamble";
    let mut plain = Cow::Borrowed(text);
    let mut from = 0;
    while let Some(start) = text[from..].find('@').map(|at| from + at) {
        from = start + 1;
        let word = text.get(start..start + WORD.len());
        let begins_line = text[..start].trim_end_matches([' ', '\t']).ends_with('\n')
            || text[..start].trim().is_empty();
        if !begins_line || !word.is_some_and(|it| it.eq_ignore_ascii_case(WORD)) {
            continue;
        }
        let Some(length) = block(&text[start + WORD.len()..]) else { break };
        let end = start + WORD.len() + length;
        let blank: String =
            text[start..end].bytes().map(|it| if it == b'\n' { '\n' } else { ' ' }).collect();
        plain.to_mut().replace_range(start..end, &blank);
        from = end;
    }
    plain
}

/// The length of the block in braces at the beginning of `text`.
fn block(text: &str) -> Option<usize> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut depth = 0_usize;
    let end = text.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => return false,
        }
        depth == 0
    });
    end.map(|at| at + 1)
}
