//! What a look at the lines of a text tells, before it is parsed.

use super::{DEEPEST, Excess, LONGEST_TEXT};

/// Deepest nesting of braces in a text with formulas: the parser of Markdown follows them.
const DEEPEST_BRACES: usize = 200;

/// Most columns of a table: every row is filled up to them.
pub(super) const MOST_COLUMNS: usize = 500;

/// Most definitions of links and footnotes: each is looked up by its name, and kept to the end.
pub(super) const MOST_DEFINITIONS: usize = 5000;

/// Whether parsing `text` takes time in proportion to its length.
pub(super) fn within_budget(text: &str) -> Result<(), Excess> {
    if text.len() > LONGEST_TEXT {
        return Err(Excess::Length);
    }
    if text.lines().any(|line| containers(line) > DEEPEST) {
        return Err(Excess::Depth);
    }
    if text.lines().any(|line| line.matches('|').count() > MOST_COLUMNS) {
        return Err(Excess::Columns);
    }
    // A line ends at most one (CommonMark 0.31, section 4.7), whose label may begin before.
    if text.lines().filter(|line| line.contains("]:")).nth(MOST_DEFINITIONS).is_some() {
        return Err(Excess::Definitions);
    }
    if text.contains('$') && braces(text) > DEEPEST_BRACES {
        return Err(Excess::Formula);
    }
    Ok(())
}

/// Lists and quotes that `line` may open or go on with (CommonMark 0.31, sections 5.1 and 5.2).
fn containers(line: &str) -> usize {
    let mut rest = line.trim_start();
    let mut found = 0;
    // A line across is made of one mark and blanks (section 4.1); quotes may go before it.
    while found <= DEEPEST && !is_break(rest) {
        let Some(after) = after_mark(rest) else { break };
        found += 1;
        rest = after.trim_start();
    }
    found
}

fn after_mark(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let end = match text.as_bytes().get(digits)? {
        b'>' if digits == 0 => return Some(&text[1..]),
        b'-' | b'+' | b'*' if digits == 0 => 1,
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let after = &text[end..];
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some(after)
}

fn is_break(text: &str) -> bool {
    let Some(mark @ ('-' | '*' | '_')) = text.chars().next() else { return false };
    let marks = text.chars().filter(|c| *c == mark).count();
    marks >= 3 && text.chars().all(|c| c == mark || c == ' ' || c == '\t')
}

fn braces(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
