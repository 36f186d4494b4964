//! Plain text where Markdown is read.

/// Appends `text` with a backslash before what Markdown would take for markup. TeX between
/// dollar signs is left alone, as its backslashes and underscores mean something else.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = tex(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let after = &rest[character.len_utf8()..];
        if is_markup(character, out.chars().next_back(), after.chars().next()) {
            out.push('\\');
        }
        out.push(character);
        rest = after;
    }
}

/// Length of the formula `$…$` at the start of `text`.
fn tex(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('$')?;
    let inner = &inner[..inner.find('$')?];
    let sound = !inner.is_empty() && inner.trim() == inner && !inner.contains(['<', '`']);
    let after = text[inner.len() + 2..].chars().next();
    let ends = after.is_none_or(|c| !c.is_ascii_digit() && c != '$') && !inner.ends_with('\\');
    (sound && ends).then_some(inner.len() + 2)
}

fn is_markup(character: char, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match character {
        '*' | '`' | '[' | ']' | '$' => true,
        '_' => !(word(before) && word(after)),
        '~' => after == Some('~') || before == Some('~'),
        '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
        _ => false,
    }
}

/// Escapes what would make a line a heading, a list item, a quotation or a rule.
pub(super) fn escape_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..10).contains(&digits) && line[digits..].starts_with(['.', ')']) {
        let (number, rest) = line.split_at(digits);
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '>', '=']) || line.starts_with("- ") || line.starts_with("+ ") {
        return format!("\\{line}");
    }
    if line.starts_with("---") || line == "-" || line == "+" {
        return format!("\\{line}");
    }
    line.to_owned()
}
