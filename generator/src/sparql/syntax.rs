//! What is wrong with the text of a query, and where.

use std::fmt;

/// Deeper nesting than any person writes would exhaust the parser.
const MAX_DEPTH: usize = 64;
/// In bytes.
const MAX_LENGTH: usize = 1 << 18;

/// A query that is refused before it is evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// One sentence without a full stop.
    pub message: String,
    /// Counted from 1; 0 where the whole query is meant.
    pub line: usize,
    /// Counted from 1 in characters.
    pub column: usize,
    /// The line, without control characters.
    pub excerpt: String,
    pub hint: Option<String>,
    /// Whether the text is an update, which is well-formed but not answered.
    pub is_update: bool,
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
        let before = self.column.saturating_sub(1);
        write!(formatter, "{:width$} | {:before$}^", "", "", width = margin.len())
    }
}

impl SyntaxError {
    fn whole(message: &str, hint: &str) -> SyntaxError {
        SyntaxError {
            message: message.to_owned(),
            line: 0,
            column: 0,
            excerpt: String::new(),
            hint: Some(hint.to_owned()),
            is_update: false,
        }
    }

    /// `offset` is in bytes and at the start of a character.
    fn at(text: &str, offset: usize, message: &str, hint: &str) -> SyntaxError {
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        SyntaxError {
            line,
            column,
            excerpt: excerpt(text, line),
            ..SyntaxError::whole(message, hint)
        }
    }
}

/// Line `line` of `text`; one character for each, so that the caret stays in its place.
fn excerpt(text: &str, line: usize) -> String {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    line.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Refuses what must not reach the parser or the evaluator: `SERVICE`, and nesting or length that
/// no person writes.
pub fn refuse(text: &str) -> Result<(), SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::whole(
            "the query is longer than 256 kB",
            "shorten it, or ask several queries",
        ));
    }
    let mut depth = 0_usize;
    for (offset, token) in tokens(text) {
        match token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            word if word.eq_ignore_ascii_case("SERVICE") => {
                return Err(SyntaxError::at(
                    text,
                    offset,
                    "SERVICE is not allowed: a query is answered from this catalogue alone",
                    "leave the SERVICE block out",
                ));
            }
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(SyntaxError::at(
                text,
                offset,
                "the query is nested more than 64 levels deep",
                "flatten it",
            ));
        }
    }
    Ok(())
}

/// Whether the first keyword after the prologue is CONSTRUCT or DESCRIBE.
pub(super) fn asks_for_graph(text: &str) -> bool {
    tokens(text)
        .map(|(_, token)| token.to_ascii_uppercase())
        .find(|word| matches!(word.as_str(), "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE"))
        .is_some_and(|word| word == "CONSTRUCT" || word == "DESCRIBE")
}

/// An update where a query was expected.
pub(super) fn update(text: &str) -> SyntaxError {
    let verbs =
        ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"];
    let verb = tokens(text).find(|(_, token)| verbs.iter().any(|v| token.eq_ignore_ascii_case(v)));
    let message = "this is an update, and the statements can only be read";
    let hint =
        "ask with SELECT, ASK, CONSTRUCT or DESCRIBE; to change statements, edit the records";
    let error = match verb {
        Some((offset, _)) => SyntaxError::at(text, offset, message, hint),
        None => SyntaxError::whole(message, hint),
    };
    SyntaxError { is_update: true, ..error }
}

/// Makes an error of the parser's `message`, which begins with `error at LINE:COLUMN: `.
pub(super) fn explain(text: &str, message: &str) -> SyntaxError {
    let Some((line, column, rest)) = position(message) else {
        return SyntaxError::whole(message, "see https://www.w3.org/TR/sparql11-query/");
    };
    let expected = rest.strip_prefix("expected ").unwrap_or(rest);
    let (message, hint) = if expected == "Prefix not found" {
        ("a prefix is not declared".to_owned(), prefix_hint())
    } else {
        let excerpt = excerpt(text, line);
        let found = found(&excerpt, column);
        (format!("the query is not well-formed: {found}"), expectation(expected))
    };
    SyntaxError {
        message,
        line,
        column,
        excerpt: excerpt(text, line),
        hint: Some(hint),
        is_update: false,
    }
}

fn found(excerpt: &str, column: usize) -> String {
    let rest: String = excerpt.chars().skip(column.saturating_sub(1)).collect();
    match rest.split_whitespace().next() {
        None => "it ends here too early".to_owned(),
        Some(word) => format!("unexpected `{word}`"),
    }
}

/// The parser lists everything that could follow; a long list helps nobody.
fn expectation(expected: &str) -> String {
    let list = expected.strip_prefix("one of ").unwrap_or(expected);
    let shown: Vec<&str> = list.split(", ").filter(|item| !item.starts_with('[')).take(9).collect();
    match shown.as_slice() {
        [] => "compare the query with those of the catalogue's SPARQL page".to_owned(),
        [one] => format!("expected here: {one}"),
        [first @ .., last] if shown.len() < 9 => {
            format!("expected here: {} or {last}", first.join(", "))
        }
        [first @ .., _] => format!("expected here: {}, …", first.join(", ")),
    }
}

fn prefix_hint() -> String {
    let known: Vec<&str> = super::prefixes::prefixes().map(|(prefix, _)| prefix).collect();
    format!("add `PREFIX name: <http://…>` above; known without it: {}", known.join(", "))
}

fn position(message: &str) -> Option<(usize, usize, &str)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, rest) = rest.split_once(": ")?;
    Some((line.parse().ok()?, column.parse().ok()?, rest))
}

/// Words and single signs of a query with their byte offsets, without comments, strings, IRIs,
/// variables and prefixed names.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        while let Some(first) = text[offset..].chars().next() {
            let start = offset;
            let rest = &text[start..];
            let length = length(rest, first);
            offset += length;
            let token = &rest[..length];
            let is_word = first.is_alphabetic() && !token.contains(':');
            if is_word || matches!(first, '{' | '}' | '(' | ')' | '[' | ']') {
                return Some((start, token));
            }
        }
        None
    })
}

/// Length in bytes of what begins with `first`.
fn length(rest: &str, first: char) -> usize {
    match first {
        '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
        '"' | '\'' => string_length(rest, first),
        '<' => iri_length(rest),
        '?' | '$' | '@' => 1 + name_length(&rest[1..]),
        c if is_name(c) => name_length(rest),
        c => c.len_utf8(),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '%' | '\\')
}

fn name_length(rest: &str) -> usize {
    rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())
}

/// `<` begins an IRI only if it ends before any character that an IRI cannot hold.
fn iri_length(rest: &str) -> usize {
    let inner = &rest[1..];
    let end = inner.find(|c: char| c <= ' ' || "<>\"{}|^`".contains(c));
    match end {
        Some(end) if inner[end..].starts_with('>') => end + 2,
        _ => 1,
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    let delimiter = if rest.starts_with(&long) { long.as_str() } else { &rest[..1] };
    let mut position = delimiter.len();
    while position < rest.len() {
        let tail = &rest[position..];
        if tail.starts_with(delimiter) {
            return position + delimiter.len();
        }
        let mut characters = tail.chars();
        let escaped = characters.next() == Some('\\');
        if escaped {
            characters.next();
        }
        position = rest.len() - characters.as_str().len();
    }
    rest.len()
}
