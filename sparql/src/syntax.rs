//! What is wrong with the text of a query, and where.

use std::fmt;

use crate::prefixes::Prefixes;

/// Deeper nesting than any person writes would exhaust the parser.
const MAX_DEPTH: usize = 64;
/// In bytes.
const MAX_LENGTH: usize = 1 << 16;

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
    fn whole(message: &str, hint: &str) -> SyntaxError {
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

/// Refuses what must not reach the parser or the evaluator: `SERVICE`, and nesting or length that
/// no person writes.
pub fn refuse(text: &str) -> Result<(), SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::whole(
            "the query is longer than 64 kB",
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

/// An update where a query was expected, if `text` holds a verb of one.
pub(super) fn update(text: &str) -> Option<SyntaxError> {
    let verbs = ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"];
    let is_verb = |token: &str| verbs.iter().any(|verb| token.eq_ignore_ascii_case(verb));
    let (offset, _) = tokens(text).find(|(_, token)| is_verb(token))?;
    let message = "this is an update, and the statements can only be read";
    let hint =
        "ask with SELECT, ASK, CONSTRUCT or DESCRIBE; to change statements, edit the records";
    Some(SyntaxError::at(text, offset, message, hint))
}

/// Finds the place of a mistake. `parse` returns the parser's message for a text, which begins with
/// `error at LINE:COLUMN: `, or `None` when it is well-formed.
pub(super) fn explain(
    text: &str,
    prefixes: &Prefixes,
    parse: impl Fn(&str) -> Option<String>,
) -> SyntaxError {
    if let Some((offset, prefix)) = undeclared_prefix(text, prefixes) {
        return SyntaxError::at(
            text,
            offset,
            &format!("the prefix `{prefix}` is not declared"),
            &prefix_hint(prefixes),
        );
    }
    let spaced = Spaced::new(text);
    let offset = parse(&spaced.text)
        .and_then(|message| position(&message))
        .map_or(text.len(), |(line, column)| spaced.original_offset(line, column));
    let offset = offset.min(text.trim_end().len());
    let (message, hint) = match text[offset..].split_whitespace().next() {
        None => (
            "the query ends too early".to_owned(),
            "close every bracket and quotation mark, and ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
        ),
        Some(_) => (
            format!("the query is not well-formed at `{}`", piece_at(text, offset)),
            "look at what stands just before it too: a full stop, a bracket or a name may be missing",
        ),
    };
    SyntaxError::at(text, offset, &message, hint)
}

fn piece_at(text: &str, offset: usize) -> String {
    let rest = &text[offset..];
    let piece = pieces(rest).next().map_or(rest, |(_, piece)| piece);
    let first_line = piece.lines().next().unwrap_or_default();
    first_line.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// The parser reports the furthest place it has looked at, which is behind the mistake when it
/// tried a long keyword. In a text whose words stand far apart that place tells the word.
struct Spaced {
    text: String,
    /// Offsets of each piece: in `text`, and in the original.
    pieces: Vec<(usize, usize)>,
    original_length: usize,
}

/// Longer than any keyword.
const GAP: &str = "                                        ";

impl Spaced {
    fn new(original: &str) -> Spaced {
        let mut spaced = Spaced {
            text: String::with_capacity(original.len() * 4),
            pieces: Vec::new(),
            original_length: original.len(),
        };
        let mut end = 0;
        for (offset, piece) in pieces(original) {
            let bracket = matches!(piece, "{" | "}" | "(" | ")");
            if offset > end || bracket || original[..offset].ends_with(['{', '}', '(', ')']) {
                spaced.text.push_str(GAP);
            }
            spaced.pieces.push((spaced.text.len(), offset));
            spaced.text.push_str(piece);
            end = offset + piece.len();
        }
        spaced.text.push_str(GAP);
        spaced
    }

    /// Start of the piece at `line` and `column`, both counted from 1, the latter in characters.
    fn original_offset(&self, line: usize, column: usize) -> usize {
        let before: usize = self.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = &self.text[before..];
        let within = rest.char_indices().nth(column - 1).map_or(rest.len(), |(index, _)| index);
        let offset = before + within;
        if offset >= self.text.len() {
            return self.original_length;
        }
        let next = self.pieces.partition_point(|&(start, _)| start <= offset);
        next.checked_sub(1).map_or(0, |index| self.pieces[index].1)
    }
}

fn position(message: &str) -> Option<(usize, usize)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, _) = rest.split_once(": ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    (line > 0 && column > 0).then_some((line, column))
}

/// The first prefixed name whose prefix is neither declared nor known.
fn undeclared_prefix<'a>(text: &'a str, prefixes: &'a Prefixes) -> Option<(usize, &'a str)> {
    let mut declared: Vec<&str> = prefixes.iter().map(|(prefix, _)| prefix).chain(["_"]).collect();
    let mut previous = "";
    for (offset, piece) in pieces(text) {
        let is_name = piece.starts_with(|c: char| c.is_alphabetic() || c == ':' || c == '_');
        if let Some((prefix, _)) = piece.split_once(':').filter(|_| is_name) {
            if previous.eq_ignore_ascii_case("PREFIX") {
                declared.push(prefix);
            } else if !declared.contains(&prefix) {
                return Some((offset, prefix));
            }
        }
        previous = piece;
    }
    None
}

fn prefix_hint(prefixes: &Prefixes) -> String {
    let known: Vec<&str> = prefixes.iter().map(|(prefix, _)| prefix).collect();
    format!("add `PREFIX name: <http://…>` above; known without it: {}", known.join(", "))
}

/// Words and brackets of a query with their byte offsets, without strings, IRIs, variables and
/// prefixed names.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    pieces(text).filter(|(_, piece)| {
        let is_word = piece.starts_with(char::is_alphabetic) && !piece.contains(':');
        is_word || matches!(*piece, "{" | "}" | "(" | ")" | "[" | "]")
    })
}

/// What a query consists of, with byte offsets, without comments and white space.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        while let Some(first) = text[offset..].chars().next() {
            let start = offset;
            let rest = &text[start..];
            let length = length(rest, first);
            offset += length;
            if first != '#' && !first.is_whitespace() {
                return Some((start, &rest[..length]));
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
