//! Queries that would take the parser too long, or too deep, found before it sees them.

use super::SyntaxError;
use super::lexer::pieces;

/// Deeper nesting than any person writes would exhaust the parser.
const MAX_DEPTH: usize = 64;
/// In bytes.
const MAX_LENGTH: usize = 1 << 16;
/// Pieces that the parser may read again; a fraction of a second.
const MAX_WORK: u64 = 1 << 15;

/// Functions whose arguments the parser reads twice, first as those of a longer form.
const READ_TWICE: [&str; 4] = ["GROUP_CONCAT", "REGEX", "REPLACE", "SUBSTR"];

/// Refuses length and nesting that no person writes.
pub(crate) fn refuse(text: &str) -> Result<(), SyntaxError> {
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError::whole(
            "the query is longer than 64 kB",
            "shorten it, or ask several queries",
        ));
    }
    let mut nesting = Nesting::default();
    for (offset, piece) in pieces(text) {
        nesting.read(piece);
        let message = if nesting.depth(piece) > MAX_DEPTH {
            "the query is nested more than 64 levels deep"
        } else if nesting.work > MAX_WORK {
            "the query nests `!`, REGEX, REPLACE, SUBSTR or GROUP_CONCAT too often to be read"
        } else {
            continue;
        };
        return Err(SyntaxError::at(text, offset, message, "flatten it"));
    }
    Ok(())
}

/// What is open, and how often it is read.
#[derive(Default)]
struct Nesting {
    /// For each open bracket, whether what it holds is read twice.
    open: Vec<bool>,
    doubled: u32,
    work: u64,
    /// Whether the next bracket belongs to what is read twice.
    is_read_twice: bool,
    previous: Previous,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Previous {
    #[default]
    Other,
    Negation,
    /// A name after a negation: that of a function, or EXISTS.
    NegatedName,
}

impl Nesting {
    fn read(&mut self, piece: &str) {
        let again = 1_u64.checked_shl(self.doubled).unwrap_or(u64::MAX) - 1;
        self.work = self.work.saturating_add(again);
        match piece {
            "{" | "(" | "[" => self.open(),
            "}" | ")" | "]" => {
                self.doubled -= u32::from(self.open.pop().unwrap_or(false));
                self.follow(false, Previous::Other);
            }
            "!" => self.follow(true, Previous::Negation),
            name if is_name(name) => {
                let is_negated = self.previous == Previous::Negation;
                let is_read_twice = READ_TWICE.iter().any(|one| name.eq_ignore_ascii_case(one));
                let previous = if is_negated { Previous::NegatedName } else { Previous::Other };
                self.follow(is_negated || is_read_twice, previous);
            }
            _ => self.follow(false, Previous::Other),
        }
    }

    fn open(&mut self) {
        self.open.push(self.is_read_twice);
        self.doubled += u32::from(self.is_read_twice);
        self.follow(false, Previous::Other);
    }

    fn follow(&mut self, is_read_twice: bool, previous: Previous) {
        (self.is_read_twice, self.previous) = (is_read_twice, previous);
    }

    /// Whether `<` begins an IRI or compares, only the parser knows: brackets of an IRI count too.
    fn depth(&self, piece: &str) -> usize {
        let in_iri = if piece.starts_with('<') { piece.matches(['(', '[']).count() } else { 0 };
        self.open.len() + in_iri
    }
}

fn is_name(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_alphabetic() || matches!(c, ':' | '_' | '<'))
        && piece.len() > 1
}
