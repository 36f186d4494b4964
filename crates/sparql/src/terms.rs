//! A dictionary of RDF terms: each one is a number, its text stands once in one long string.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal, LiteralRef, NamedNode, Term, TermRef};

/// First byte of an encoded term.
const IRI: char = 'I';
const BLANK: char = 'B';
const STRING: char = 'S';
const LANGUAGE: char = 'L';
const TYPED: char = 'T';

/// Terms by number, and numbers by term.
#[derive(Debug, Default)]
pub(super) struct Terms {
    text: String,
    /// End of each encoded term in `text`.
    ends: Vec<usize>,
    /// Hash of an encoded term to its number. Where two hashes agree, the later term stands under
    /// the next free key.
    numbers: HashMap<u64, u32>,
    scratch: String,
}

impl Terms {
    /// Number of `term`, which is a new one if the term is. `None` when 2³² terms are exceeded.
    pub(super) fn intern(&mut self, term: TermRef<'_>) -> Option<u32> {
        let mut encoded = std::mem::take(&mut self.scratch);
        encoded.clear();
        encode(term, &mut encoded);
        let number = match self.slot(&encoded) {
            Ok(number) => Some(number),
            Err(key) => self.append(key, &encoded),
        };
        self.scratch = encoded;
        number
    }

    /// Number of `term`, if it occurs.
    pub(super) fn find(&self, term: TermRef<'_>) -> Option<u32> {
        let mut encoded = String::new();
        encode(term, &mut encoded);
        self.slot(&encoded).ok()
    }

    /// The term with `number`, which must come from this dictionary.
    pub(super) fn term(&self, number: u32) -> Term {
        decode(self.encoded(number))
    }

    fn encoded(&self, number: u32) -> &str {
        let index = number as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..self.ends[index]]
    }

    fn slot(&self, encoded: &str) -> Result<u32, u64> {
        let mut hasher = DefaultHasher::new();
        hasher.write(encoded.as_bytes());
        let mut key = hasher.finish();
        loop {
            match self.numbers.get(&key) {
                None => return Err(key),
                Some(&number) if self.encoded(number) == encoded => return Ok(number),
                Some(_) => key = key.wrapping_add(1),
            }
        }
    }

    fn append(&mut self, key: u64, encoded: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        self.text.push_str(encoded);
        self.ends.push(self.text.len());
        self.numbers.insert(key, number);
        Some(number)
    }
}

fn encode(term: TermRef<'_>, text: &mut String) {
    match term {
        TermRef::NamedNode(node) => push(text, IRI, &[node.as_str()]),
        TermRef::BlankNode(node) => push(text, BLANK, &[node.as_str()]),
        TermRef::Literal(literal) => encode_literal(literal, text),
    }
}

fn encode_literal(literal: LiteralRef<'_>, text: &mut String) {
    if let Some(language) = literal.language() {
        push(text, LANGUAGE, &[language, " ", literal.value()]);
    } else if literal.datatype() == xsd::STRING {
        push(text, STRING, &[literal.value()]);
    } else {
        push(text, TYPED, &[literal.datatype().as_str(), " ", literal.value()]);
    }
}

fn push(text: &mut String, kind: char, parts: &[&str]) {
    text.push(kind);
    parts.iter().for_each(|part| text.push_str(part));
}

/// Neither a language tag nor an IRI holds a space, so the first one ends it.
fn decode(encoded: &str) -> Term {
    let (kind, rest) = encoded.split_at(1);
    let (head, value) = rest.split_once(' ').unwrap_or((rest, ""));
    match kind {
        "I" => NamedNode::new_unchecked(rest).into(),
        "B" => BlankNode::new_unchecked(rest).into(),
        "L" => Literal::new_language_tagged_literal_unchecked(value, head).into(),
        "T" => Literal::new_typed_literal(value, NamedNode::new_unchecked(head)).into(),
        _ => Literal::new_simple_literal(rest).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_as_they_went_in() {
        let terms: Vec<Term> = vec![
            NamedNode::new_unchecked("http://example.org/a").into(),
            BlankNode::new_unchecked("b0").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_simple_literal("a b").into(),
            Literal::new_language_tagged_literal_unchecked("two words", "en-gb").into(),
            Literal::new_typed_literal("1 2", xsd::INTEGER).into(),
        ];
        let mut dictionary = Terms::default();
        let numbers: Vec<u32> =
            terms.iter().map(|term| dictionary.intern(term.as_ref()).unwrap()).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        for (term, number) in terms.iter().zip(numbers) {
            assert_eq!(&dictionary.term(number), term);
            assert_eq!(dictionary.find(term.as_ref()), Some(number));
            assert_eq!(dictionary.intern(term.as_ref()), Some(number));
        }
    }
}
