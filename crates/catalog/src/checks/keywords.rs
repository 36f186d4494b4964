//! Keywords that share a page, and may mean two things.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

use faircat_record::diagnostic::Diagnostic;

use super::Fault;
use crate::keywords::{spelling, tag};
use crate::{Catalog, Entry};

/// A warning for each spelling of a tag that differs from its first one in more than blanks,
/// hyphens between words and capitals of longer words; of the first record that has it.
pub(super) fn of_catalog(catalog: &Catalog, found: &mut Vec<(usize, Fault)>) {
    let mut tags: HashMap<String, Spellings<'_>> = HashMap::new();
    for entry in &catalog.entries {
        for (number, keyword) in entry.summary.keywords.iter().enumerate() {
            let spelling = spelling(keyword);
            let spellings = match tags.entry(tag(keyword)) {
                Place::Vacant(place) => {
                    let known = vec![spelling];
                    place.insert(Spellings { keyword, entry, known });
                    continue;
                }
                Place::Occupied(place) => place.into_mut(),
            };
            if !spellings.known.contains(&spelling) {
                let fault = Fault::new(format!("/keywords/{number}"), spellings.beside(keyword));
                found.push((entry.index, fault));
                spellings.known.push(spelling);
            }
        }
    }
}

/// How a tag is spelt.
struct Spellings<'a> {
    /// The first one, with the entry that has it.
    keyword: &'a str,
    entry: &'a Entry,
    known: Vec<String>,
}

impl Spellings<'_> {
    fn beside(&self, keyword: &str) -> Diagnostic {
        let (first, id) = (self.keyword, self.entry.id());
        let message = format!("`{keyword}` has one page with `{first}` of `{id}`");
        Diagnostic::warning("keyword", message)
            .hint("spell both alike; where they mean two things, write one out")
    }
}
