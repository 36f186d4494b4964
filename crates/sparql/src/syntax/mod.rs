//! What is wrong with the text of a query, and where.

mod explanation;
mod grouping;
mod lexer;
mod meaning;
mod mistakes;
mod nesting;
mod selection;

use std::fmt;

pub(crate) use explanation::explain;
pub(crate) use grouping::with_named_groups;
use lexer::tokens;
pub(crate) use nesting::refuse;
pub(crate) use selection::with_selected_groups;

/// A query that is refused before it is evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// One sentence without a full stop.
    pub message: String,
    /// Counted from 1; 0 where the whole query is meant.
    pub line: usize,
    /// Counted from 1 in characters.
    pub column: usize,
    /// The line or what is near the mistake, without control characters.
    pub excerpt: String,
    /// Characters of the excerpt before the mistake.
    pub caret: usize,
    pub hint: Option<String>,
}

impl std::error::Error for SyntaxError {}

/// The message with its place, the line and a caret below it.
impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return formatter.write_str(&self.message);
        }
        let margin = self.line.to_string();
        writeln!(formatter, "{} (line {}, column {})", self.message, self.line, self.column)?;
        writeln!(formatter, "{:width$} |", "", width = margin.len())?;
        writeln!(formatter, "{margin} | {}", self.excerpt)?;
        let (width, caret) = (margin.len(), self.caret);
        write!(formatter, "{:width$} | {:caret$}^", "", "")
    }
}

impl SyntaxError {
    pub(crate) fn whole(message: &str, hint: &str) -> SyntaxError {
        SyntaxError {
            message: message.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            caret: 0,
            hint: Some(hint.to_owned()),
        }
    }

    /// `offset` is in bytes and at the start of a character.
    fn at(text: &str, offset: usize, message: &str, hint: &str) -> SyntaxError {
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        let (excerpt, caret) = excerpt(text, line, column);
        SyntaxError { line, column, excerpt, caret, ..SyntaxError::whole(message, hint) }
    }
}

/// Characters shown of a long line on either side of a mistake.
const CONTEXT: usize = 70;

/// What is near `column` in `line`, and the characters before it; one for each of the line, so that
/// the caret stays in its place.
fn excerpt(text: &str, line: usize, column: usize) -> (String, usize) {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default().trim_end();
    let before = column.saturating_sub(1);
    let skipped = before.saturating_sub(CONTEXT);
    let shown = line.chars().skip(skipped).take(2 * CONTEXT);
    (shown.map(|c| if c.is_control() { ' ' } else { c }).collect(), before - skipped)
}

/// The first `SERVICE` of a query that asks another server.
pub(crate) fn service(text: &str) -> SyntaxError {
    let message = "SERVICE is not allowed: a query is answered from this catalogue alone";
    let hint = "leave the SERVICE block out";
    tokens(text).find(|(_, token)| token.eq_ignore_ascii_case("SERVICE")).map_or_else(
        || SyntaxError::whole(message, hint),
        |(offset, _)| SyntaxError::at(text, offset, message, hint),
    )
}

/// A query of more than `most` of `what`.
pub(crate) fn too_much(what: &str, most: usize, hint: &str) -> SyntaxError {
    SyntaxError::whole(&format!("the query has more than {most} {what}"), hint)
}

/// Whether the first keyword after the prologue is CONSTRUCT or DESCRIBE.
pub(crate) fn asks_for_graph(text: &str) -> bool {
    tokens(text)
        .map(|(_, token)| token.to_ascii_uppercase())
        .find(|word| matches!(word.as_str(), "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE"))
        .is_some_and(|word| word == "CONSTRUCT" || word == "DESCRIBE")
}

/// Words that begin an update (SPARQL 1.1 Update), beside WITH.
const UPDATES: [&str; 9] =
    ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"];

/// Whether the first word after the prologue is one that begins an update.
pub(crate) fn begins_as_update(text: &str) -> bool {
    let is = |token: &str, word: &str| token.eq_ignore_ascii_case(word);
    let mut words = tokens(text).map(|(_, token)| token);
    let first = words.find(|token| !is(token, "PREFIX") && !is(token, "BASE"));
    first.is_some_and(|token| UPDATES.iter().any(|verb| is(token, verb)))
}

/// An update where a query was expected, if `text` holds a verb of one.
pub(crate) fn update(text: &str) -> Option<SyntaxError> {
    let is_verb = |token: &str| UPDATES.iter().any(|verb| token.eq_ignore_ascii_case(verb));
    let (offset, _) = tokens(text).find(|(_, token)| is_verb(token))?;
    let message = "this is an update, and the statements can only be read";
    let hint =
        "ask with SELECT, ASK, CONSTRUCT or DESCRIBE; to change statements, edit the records";
    Some(SyntaxError::at(text, offset, message, hint))
}
