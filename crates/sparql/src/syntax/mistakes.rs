//! Mistakes that are made often, and that the parser blames something else for.

use super::SyntaxError;
use super::lexer::pieces;
use super::meaning::AGGREGATES;

/// An IRI with a character that none can hold: the parser takes `<` for "less than".
pub(super) fn broken_iri(text: &str) -> Option<SyntaxError> {
    let (offset, inner) = pieces(text).filter(|(_, piece)| *piece == "<").find_map(|(at, _)| {
        let line = text[at + 1..].lines().next()?;
        let (inner, _) = line.split_once('>')?;
        let (scheme, _) = inner.split_once("://")?;
        let is_scheme = !scheme.is_empty() && scheme.chars().all(|it| it.is_ascii_alphanumeric());
        is_scheme.then_some((at, inner))
    })?;
    let what = match inner.find(|c: char| c <= ' ' || "<\"{}|^`".contains(c)).map(|it| &inner[it..])
    {
        Some(rest) if rest.starts_with(' ') => "a blank".to_owned(),
        Some(rest) => rest.chars().take(1).map(|it| format!("`{it}`")).collect(),
        None => return None,
    };
    let shown: String = inner.chars().filter(|it| !it.is_control()).take(60).collect();
    let message = format!("`<{shown}>` is no IRI: it holds {what}, which none can");
    let hint = "leave it out, or write it as % and two hexadecimal digits, as %20 for a blank";
    Some(SyntaxError::at(text, offset, &message, hint))
}

/// An aggregate among the patterns, where there are no groups yet.
pub(super) fn misplaced_aggregate(text: &str) -> Option<SyntaxError> {
    let mut around = Vec::new();
    let mut place = Place::Before;
    let mut word = (0, "");
    for (offset, piece) in pieces(text) {
        match piece {
            "{" => {
                around.push(place);
                place = Place::Patterns;
            }
            "}" => {
                place = match around.pop() {
                    Some(Place::Patterns) => Place::Patterns,
                    _ => Place::After,
                };
            }
            "(" if place == Place::Patterns && is_one_of(&AGGREGATES, word.1) => {
                let name = word.1.to_uppercase();
                let message =
                    format!("{name} stands among the patterns, where there are no groups");
                let hint = "aggregate in SELECT, as in (COUNT(*) AS ?count), and ask for some groups \
                            with HAVING behind GROUP BY";
                return Some(SyntaxError::at(text, word.0, &message, hint));
            }
            _ if piece.eq_ignore_ascii_case("SELECT") => {
                // In the braces of a query within the query, which begin and end with it.
                place = Place::Before;
            }
            _ => {}
        }
        word = (offset, piece);
    }
    None
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// What is asked for.
    Before,
    Patterns,
    /// Groups, orders and limits.
    After,
}

/// An expression of SELECT without brackets or without a name, where the parser gave up at `offset`.
pub(super) fn nameless(text: &str, offset: usize) -> Option<SyntaxError> {
    let before: Vec<&str> = pieces(&text[..offset]).map(|(_, piece)| piece).collect();
    let select = before.iter().rposition(|piece| piece.eq_ignore_ascii_case("SELECT"))?;
    let selection = &before[select + 1..];
    if selection.iter().any(|piece| *piece == "{" || piece.eq_ignore_ascii_case("WHERE")) {
        return None;
    }
    let mut rest = pieces(&text[offset..]).map(|(_, piece)| piece);
    let (piece, next) = (rest.next()?, rest.next());
    let count = |wanted: &str| selection.iter().filter(|piece| **piece == wanted).count();
    let open = count("(").saturating_sub(count(")"));
    let is_call = open == 0 && next == Some("(") && piece.starts_with(char::is_alphabetic);
    let closes = open == 1 && piece == ")";
    if !is_call && !closes {
        return None;
    }
    let message = "an expression of SELECT needs brackets and a name";
    Some(SyntaxError::at(text, offset, message, "write it as in (COUNT(*) AS ?count)"))
}

/// A blank node at `offset`, where the parser gave up, whose label stands before it too.
pub(super) fn repeated_label(text: &str, offset: usize) -> Option<SyntaxError> {
    let (_, label) = pieces(&text[offset..]).next().filter(|(_, it)| it.starts_with("_:"))?;
    let stands_before = pieces(&text[..offset]).any(|(_, piece)| piece == label);
    let message = format!("the blank node `{label}` stands in two groups of patterns");
    let hint = "use a variable instead: a label tells of one node within one group alone";
    stands_before.then(|| SyntaxError::at(text, offset, &message, hint))
}

pub(super) fn is_one_of(words: &[&str], piece: &str) -> bool {
    words.iter().any(|word| piece.eq_ignore_ascii_case(word))
}
