//! The card of a record, as lists show it. Made once and shown in every list.

use minijinja::Value;
use rayon::prelude::*;
use serde::Serialize;

use super::filter_index::shorten;
use super::standing::{Glance, glance};
use super::{Press, SiteInput, standing_of};
use crate::catalog::{Entry, Target};
use crate::pages::words;
use crate::record::Status;
use crate::record::references::LinkRole;

/// Longest summary on a card, in characters.
const LONGEST_SUMMARY: usize = 220;
/// Authors and tags on a card.
const MOST_AUTHORS: usize = 3;
const MOST_TAGS: usize = 4;

/// HTML of all works, by the index of their entries; people and organizations have none.
pub(super) struct Cards {
    cards: Vec<Value>,
    lines: Vec<Value>,
}

impl Cards {
    /// The cards of `entries`, as HTML that needs no escaping.
    pub(super) fn of(&self, entries: &[u32]) -> Vec<Value> {
        pick(&self.cards, entries)
    }

    /// One line for each of `entries`, for lists in which a record stands many times over.
    pub(super) fn lines_of(&self, entries: &[u32]) -> Vec<Value> {
        pick(&self.lines, entries)
    }
}

fn pick(all: &[Value], entries: &[u32]) -> Vec<Value> {
    entries.iter().filter_map(|&index| all.get(index as usize).cloned()).collect()
}

#[derive(Serialize)]
struct CardView<'a> {
    path: String,
    kind_label: &'static str,
    title: &'a str,
    summary: String,
    year: Option<&'a str>,
    withdrawn: bool,
    deprecated: bool,
    draft: bool,
    license: Option<&'a str>,
    authors: Vec<&'a str>,
    more_authors: usize,
    /// What the record is about: tasks and experiments first, then keywords.
    tags: Vec<&'a str>,
    glance: Option<Glance>,
}

/// Makes the cards and lines of all works of the catalogue.
pub(super) fn cards(press: &Press, input: &SiteInput) -> Cards {
    let (cards, lines) = input
        .catalog
        .entries
        .par_iter()
        .map(|entry| {
            if entry.kind.is_agent() {
                return (Value::UNDEFINED, Value::UNDEFINED);
            }
            let view = view(input, entry);
            let id = entry.id();
            (
                press.fragment("site-card.html", &id, &view),
                press.fragment("site-line.html", &id, &view),
            )
        })
        .unzip();
    Cards { cards, lines }
}

fn view<'a>(input: &SiteInput<'a>, entry: &'a Entry) -> CardView<'a> {
    let summary = &entry.summary;
    let mut tags: Vec<&str> = Vec::new();
    let texts = summary.tasks.iter().chain(&summary.experiments).chain(&summary.keywords);
    for text in texts {
        if tags.len() < MOST_TAGS && !tags.contains(&text.as_str()) {
            tags.push(text);
        }
    }
    CardView {
        path: entry.page(),
        kind_label: words::kind(entry.kind),
        title: &summary.title,
        summary: shorten(&summary.summary, LONGEST_SUMMARY),
        year: summary.date.as_deref().map(|date| date.get(..4).unwrap_or(date)),
        withdrawn: summary.status == Status::Withdrawn,
        deprecated: summary.status == Status::Deprecated,
        draft: summary.status == Status::Draft,
        license: summary.license.as_deref(),
        authors: summary
            .authors
            .iter()
            .take(MOST_AUTHORS)
            .map(|author| author_name(input, author))
            .collect(),
        more_authors: summary.authors.len().saturating_sub(MOST_AUTHORS),
        tags,
        glance: standing_of(input, entry).map(glance),
    }
}

/// The name behind an author who is given by the slug of a person or organization.
fn author_name<'a>(input: &SiteInput<'a>, author: &'a str) -> &'a str {
    match input.catalog.resolve(author, LinkRole::Author) {
        Target::Entry(entry) => &entry.summary.title,
        _ => author,
    }
}
