//! Groups of queries that select nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::grouping::ENDS;
use super::lexer::pieces;
use super::mistakes::is_one_of;

/// `text` with a query within the query, where ASK or CONSTRUCT makes groups (SPARQL 1.1, section
/// 19.8, rules 10 and 12): spargebra reads both as `SELECT *`, which has no groups. What follows
/// keeps its place where there are as many spaces before the patterns.
pub(crate) fn with_selected_groups(text: &str) -> Cow<'_, str> {
    let Some(patterns) = grouped_patterns(text) else { return Cow::Borrowed(text) };
    let (before, rest) = text.split_at(patterns.offset);
    let names = if patterns.is_template_filled { visible(rest) } else { String::new() };
    let selected = format!("{{SELECT(1 AS {}){names} ", unused(text));
    let spaces = before.len() - before.trim_end_matches(' ').len();
    let kept = &before[..before.len() - spaces.min(selected.len())];
    // On a line of its own, as the last one may end in a comment.
    Cow::Owned(format!("{kept}{selected}{rest}\n}}"))
}

/// Patterns that groups are made of.
struct Patterns {
    /// Of their bracket.
    offset: usize,
    /// Whether the names of the groups are asked for, as by the template of CONSTRUCT.
    is_template_filled: bool,
}

fn grouped_patterns(text: &str) -> Option<Patterns> {
    let mut pieces = pieces(text);
    let (_, form) =
        pieces.find(|(_, piece)| is_one_of(&["ASK", "CONSTRUCT", "SELECT", "DESCRIBE"], piece))?;
    let groups_before = match form.to_ascii_uppercase().as_str() {
        "ASK" => 0,
        "CONSTRUCT" => 1,
        _ => return None,
    };
    let (mut depth, mut groups, mut start) = (0_usize, 0, None);
    for (offset, piece) in pieces {
        match piece {
            "{" => {
                if depth == 0 && groups == groups_before {
                    start = Some(offset);
                }
                groups += usize::from(depth == 0);
                depth += 1;
            }
            "}" => depth = depth.checked_sub(1)?,
            word if depth == 0 && is_one_of(&["GROUP", "HAVING"], word) => {
                return start
                    .map(|offset| Patterns { offset, is_template_filled: groups_before == 1 });
            }
            _ => {}
        }
    }
    None
}

/// Names that a group has, each once, with spaces before them: those of GROUP BY that stand alone
/// or behind AS.
fn visible(patterns: &str) -> String {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    let (mut is_grouping, mut previous) = (false, "");
    let mut names = BTreeSet::new();
    for (_, piece) in pieces(patterns) {
        match piece {
            "{" => braces += 1,
            "}" => braces = braces.saturating_sub(1),
            "(" => brackets += 1,
            ")" => brackets = brackets.saturating_sub(1),
            _ if braces == 0 && is_one_of(&["GROUP"], piece) => is_grouping = true,
            _ if is_one_of(&ENDS, piece) => is_grouping &= braces > 0,
            name if is_grouping && braces == 0 && name.starts_with(['?', '$']) => {
                let is_named = brackets == 1 && previous.eq_ignore_ascii_case("AS");
                if brackets == 0 || is_named {
                    names.insert(&name[1..]);
                }
            }
            _ => {}
        }
        previous = piece;
    }
    names.into_iter().map(|name| format!(" ?{name}")).collect()
}

/// A variable that `text` does not name.
fn unused(text: &str) -> String {
    let mut name = "any".to_owned();
    while text.contains(&name) {
        name.push('_');
    }
    format!("?{name}")
}
