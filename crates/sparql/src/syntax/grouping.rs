//! What queries group by.

use std::borrow::Cow;

use super::lexer::pieces;

/// `text` with `COALESCE(?v)` in place of each variable that GROUP BY gives another name, as in
/// `(?v AS ?k)`: spargebra loses the name of what is a variable alone. Where there are spaces around
/// the variable they make room, so that what follows keeps its place.
pub(crate) fn with_named_groups(text: &str) -> Cow<'_, str> {
    let renamed = renamed(text);
    if renamed.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len() + renamed.len() * (OPEN.len() + 1));
    let mut end = 0;
    for (offset, name) in renamed {
        made.push_str(&text[end..offset]);
        if made.ends_with(ROOM) {
            made.truncate(made.len() - OPEN.len());
        }
        made.push_str(OPEN);
        made.push_str(name);
        made.push(')');
        end = offset + name.len();
        if text[end..].starts_with(ROOM) {
            end += 1;
        }
    }
    made.push_str(&text[end..]);
    Cow::Owned(made)
}

const OPEN: &str = "COALESCE(";
/// Longer than what is written before a variable.
const ROOM: &str = "            ";

/// Variables with their offsets that are all of what stands before AS in a GROUP BY.
fn renamed(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut is_grouping, mut previous) = (false, "");
    let mut condition = Condition::default();
    for (offset, piece) in pieces(text) {
        let is = |word: &str| piece.eq_ignore_ascii_case(word);
        if is("BY") && previous.eq_ignore_ascii_case("GROUP") {
            (is_grouping, condition) = (true, Condition::default());
        } else if matches!(piece, "{" | "}") || ENDS.iter().any(|word| is(word)) {
            is_grouping = false;
        } else if is_grouping && is("AS") && condition.depth == 1 {
            found.extend(condition.only_variable());
        } else if is_grouping {
            condition.see(offset, piece);
        }
        previous = piece;
    }
    found
}

/// Words that end a GROUP BY.
pub(super) const ENDS: [&str; 5] = ["HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"];

/// What a bracket of GROUP BY holds so far.
#[derive(Default)]
struct Condition<'a> {
    depth: usize,
    variable: Option<(usize, &'a str)>,
    /// Whether anything but brackets and one variable was seen.
    is_more: bool,
}

impl<'a> Condition<'a> {
    fn see(&mut self, offset: usize, piece: &'a str) {
        match piece {
            "(" if self.depth == 0 => *self = Condition { depth: 1, ..Condition::default() },
            "(" => self.depth += 1,
            ")" => self.depth = self.depth.saturating_sub(1),
            name if name.starts_with(['?', '$']) && self.variable.is_none() => {
                self.variable = Some((offset, name));
            }
            _ => self.is_more = true,
        }
    }

    fn only_variable(&self) -> Option<(usize, &'a str)> {
        self.variable.filter(|_| !self.is_more)
    }
}
