//! Where a query is not well-formed.

use super::lexer::pieces;
use super::{SyntaxError, meaning, mistakes};
use crate::prefixes::Prefixes;

/// Finds the place of a mistake. `parse` returns the parser's message for a text, which begins with
/// `error at LINE:COLUMN: `, or `None` when it is well-formed.
pub(crate) fn explain(
    text: &str,
    prefixes: &Prefixes,
    parse: impl Fn(&str) -> Option<String>,
) -> SyntaxError {
    if let Some(error) = mistakes::broken_iri(text) {
        return error;
    }
    if let Some((offset, prefix)) = undeclared_prefix(text, prefixes) {
        return SyntaxError::at(
            text,
            offset,
            &format!("the prefix `{prefix}` is not declared"),
            &prefix_hint(prefixes),
        );
    }
    let spaced = Spaced::new(text);
    let message = parse(&spaced.text);
    if let Some(error) = message.as_deref().and_then(|message| meaning::explain(text, message)) {
        return error;
    }
    let offset = message
        .and_then(|message| position(&message))
        .map_or(text.len(), |(line, column)| spaced.original_offset(line, column));
    let offset = offset.min(text.trim_end().len());
    if let Some(error) = meaning::explain_at(text, offset) {
        return error;
    }
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
