//! The card of a record, as lists show it. Made once and shown in every list.

use std::borrow::Cow;

use faircat_text::shorten;
use lz4_flex::block;
use minijinja::Value;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::model_facts::{ModelFacts, model_facts};
use super::standing::{Glance, glance};
use super::{Press, SiteInput, standing_of};
use faircat_catalog::{Entry, Summary, Target};
use faircat_record::Status;
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;

/// Longest summary on a card, in characters.
const LONGEST_SUMMARY: usize = 220;
/// Authors and tags on a card.
const MOST_AUTHORS: usize = 3;
const MOST_TAGS: usize = 4;

/// HTML of all works, by the index of their entries; people and organizations have none.
pub(super) struct Cards {
    cards: Pack,
    lines: Pack,
}

impl Cards {
    /// The cards of `entries`, as HTML that needs no escaping.
    pub(super) fn of(&self, entries: &[u32]) -> Vec<Value> {
        self.cards.pick(entries)
    }

    /// The cards of `entries`, and in their place a line for each where `as_lines` asks for that, as in
    /// lists in which a record stands many times over.
    pub(super) fn or_lines(&self, entries: &[u32], as_lines: bool) -> (Vec<Value>, Vec<Value>) {
        match as_lines {
            true => (Vec::new(), self.lines.pick(entries)),
            false => (self.of(entries), Vec::new()),
        }
    }
}

/// Pieces of HTML that are much alike, each compressed against one of them: a hundred thousand
/// cards are hundreds of megabytes, most of it the same words.
struct Pack {
    model: String,
    pieces: Vec<Box<[u8]>>,
}

impl Pack {
    fn new(model: String) -> Pack {
        Pack { model, pieces: Vec::new() }
    }

    fn squeeze(&self, piece: &str) -> Box<[u8]> {
        block::compress_prepend_size_with_dict(piece.as_bytes(), self.model.as_bytes()).into()
    }

    fn pick(&self, entries: &[u32]) -> Vec<Value> {
        let pieces = entries.iter().filter_map(|&index| self.pieces.get(index as usize));
        pieces.map(|piece| Value::from_safe_string(self.restore(piece))).collect()
    }

    fn restore(&self, piece: &[u8]) -> String {
        let bytes = block::decompress_size_prepended_with_dict(piece, self.model.as_bytes());
        String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }
}

#[derive(JsonSchema, Serialize)]
pub(super) struct CardView<'a> {
    path: String,
    /// Name of its kind.
    kind: &'static str,
    title: &'a str,
    /// Tag of the title's language, where the record tells it.
    title_language: Option<&'a str>,
    summary: Cow<'a, str>,
    /// Tag of the summary's language, where the record tells it.
    summary_language: Option<&'a str>,
    year: Option<i16>,
    withdrawn: bool,
    deprecated: bool,
    draft: bool,
    license: Option<&'a str>,
    authors: Vec<&'a str>,
    more_authors: usize,
    /// What the record is about: tasks and experiments first, then keywords.
    tags: Vec<CardTag<'a>>,
    glance: Option<Glance>,
    /// Of models.
    facts: Option<ModelFacts<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct CardTag<'a> {
    label: &'a str,
    /// Tag of the label's language, where the record tells it.
    language: Option<&'a str>,
}

/// Makes the cards and lines of all works of the catalogue.
pub(super) fn cards(press: &Press, input: &SiteInput) -> Cards {
    let entries = &input.catalog.entries;
    let render = |entry: &Entry| {
        let (id, view) = (entry.id(), view(input, entry));
        (press.html("site-card.html", &id, &view), press.html("site-line.html", &id, &view))
    };
    let first = entries.iter().find(|entry| !entry.kind.is_agent());
    let (card, line) = first.map(render).unwrap_or_default();
    let (mut cards, mut lines) = (Pack::new(card), Pack::new(line));
    (cards.pieces, lines.pieces) = entries
        .par_iter()
        .map(|entry| {
            let (card, line) =
                if entry.kind.is_agent() { Default::default() } else { render(entry) };
            (cards.squeeze(&card), lines.squeeze(&line))
        })
        .unzip();
    Cards { cards, lines }
}

fn view<'a>(input: &SiteInput<'a>, entry: &'a Entry) -> CardView<'a> {
    let summary = &entry.summary;
    CardView {
        path: entry.page(),
        kind: entry.kind.name(),
        title: &summary.title,
        title_language: summary.title_language(),
        summary_language: summary.summary_language(),
        summary: shorten(&summary.summary, LONGEST_SUMMARY),
        year: summary.date.as_deref().and_then(PartialDate::parse).map(PartialDate::year),
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
        tags: tags(summary),
        glance: standing_of(input, entry).map(glance),
        facts: model_facts(input.catalog, entry),
    }
}

fn tags(summary: &Summary) -> Vec<CardTag<'_>> {
    let names = summary.tasks.iter().chain(&summary.experiments);
    let names = names.map(|label| CardTag { label, language: None });
    let language = summary.own_language();
    let keywords = summary.keywords.iter().map(|label| CardTag { label, language });
    let mut tags: Vec<CardTag> = Vec::new();
    for tag in names.chain(keywords) {
        if tags.len() < MOST_TAGS && tags.iter().all(|it| it.label != tag.label) {
            tags.push(tag);
        }
    }
    tags
}

/// The name behind an author who is given by the slug of a person or organization.
fn author_name<'a>(input: &SiteInput<'a>, author: &'a str) -> &'a str {
    match input.catalog.resolve(author, LinkRole::Author) {
        Target::Entry(entry) => &entry.summary.title,
        _ => author,
    }
}
