//! What a file may come to once abbreviations and references between entries are followed: biblatex
//! follows them without end where they lead in a circle.

use std::collections::HashMap;

use biblatex::{RawBibliography, RawChunk};

/// Longest chain of references.
const MAX_DEPTH: usize = 32;

/// Most that an abbreviation stands for, in bytes, and an entry, in entries.
const MAX_WEIGHT: usize = 1 << 16;

/// What something weighs by itself, and what it refers to.
type Node<'a> = (usize, Vec<&'a str>);

/// Whether `raw` stays within bounds; an error says where it does not.
pub(super) fn check(raw: &RawBibliography<'_>) -> Result<(), (usize, String)> {
    let mut abbreviations = Weights::default();
    for pair in &raw.abbreviations {
        abbreviations.nodes.insert(pair.key.v, chunks(pair.value.v.iter().map(|it| &it.v)));
    }
    for pair in &raw.abbreviations {
        if abbreviations.of(pair.key.v, 0).is_none() {
            let message =
                format!("the abbreviation `{}` stands for itself, or for too much", pair.key.v);
            return Err((pair.key.span.start, message));
        }
    }
    let mut entries = Weights::default();
    for entry in &raw.entries {
        let links = entry.v.fields.iter().filter(|it| {
            ["crossref", "xdata"].iter().any(|key| it.key.v.eq_ignore_ascii_case(key))
        });
        let chunks = links.flat_map(|it| &it.value.v).filter_map(|it| match it.v {
            RawChunk::Normal(text) => Some(text),
            RawChunk::Abbreviation(_) => None,
        });
        let names = chunks.flat_map(|text| text.split(',').map(str::trim)).collect();
        entries.nodes.insert(entry.v.key.v, (1, names));
    }
    for entry in &raw.entries {
        if entries.of(entry.v.key.v, 0).is_none() {
            let message = format!("the entry `{}` refers to itself, or to too much", entry.v.key.v);
            return Err((entry.span.start, message));
        }
    }
    Ok(())
}

fn chunks<'a>(chunks: impl Iterator<Item = &'a RawChunk<'a>>) -> Node<'a> {
    let (mut weight, mut names) = (1, Vec::new());
    for chunk in chunks {
        match chunk {
            RawChunk::Normal(text) => weight += text.len(),
            RawChunk::Abbreviation(name) => names.push(*name),
        }
    }
    (weight, names)
}

#[derive(Default)]
struct Weights<'a> {
    nodes: HashMap<&'a str, Node<'a>>,
    known: HashMap<&'a str, usize>,
}

impl<'a> Weights<'a> {
    /// What `name` comes to with all it refers to; `None` where that is too deep or too much.
    fn of(&mut self, name: &'a str, depth: usize) -> Option<usize> {
        if let Some(known) = self.known.get(name) {
            return Some(*known);
        }
        if depth > MAX_DEPTH {
            return None;
        }
        let Some((own, names)) = self.nodes.get(name).cloned() else { return Some(0) };
        let mut weight = own;
        for other in names {
            weight = weight.saturating_add(self.of(other, depth + 1)?);
        }
        if weight > MAX_WEIGHT {
            return None;
        }
        self.known.insert(name, weight);
        Some(weight)
    }
}
