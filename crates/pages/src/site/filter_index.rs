//! What the browser filters by: one small index for each kind, loaded when a reader first filters.
//!
//! `browse/<folder>/index.json` names the facets and their values; `browse/<folder>/part-<n>.json`
//! hold the records by the thousand, values as numbers, so that the first results show before the
//! last part has come.

use std::borrow::Cow;

use faircat_text::shorten;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use super::facets::{Facet, FacetValue, FacetValues};
use super::model_facts::{ModelFacts, Numbers, model_facts};
use super::standing::{letter, outcomes};
use super::{Press, SiteInput, standing_of};
use faircat_catalog::Entry;
use faircat_formats::dossier::OutputFile;
use faircat_record::language::other_than;
use faircat_record::{Kind, Status};
use faircat_scorecard::{Rubric, principles};

/// Records in one part of the index.
const PER_PART: usize = 5000;

/// Longest summary, in characters, in the index.
const LONGEST_SUMMARY: usize = 180;

/// One record: an array, since its names would be most of the file. The last stands for models only.
#[derive(Serialize)]
struct Row<'a>(
    &'a str,
    Told<&'a str>,
    Told<Cow<'a, str>>,
    &'a str,
    Status,
    Vec<Vec<u32>>,
    String,
    #[serde(skip_serializing_if = "Option::is_none")] Option<ModelRow<'a>>,
);

/// A text, with the tag of its language where that is not the pages'.
#[derive(Serialize)]
#[serde(untagged)]
enum Told<T> {
    Here(T),
    Elsewhere(T, String),
}

impl<T> Told<T> {
    fn new(text: T, language: Option<&str>, own: &str) -> Told<T> {
        match other_than(own, language) {
            Some(tag) => Told::Elsewhere(text, tag.to_owned()),
            None => Told::Here(text),
        }
    }
}

/// What lists tell of a model, and the numbers that sort it.
#[derive(Serialize)]
struct ModelRow<'a>(ModelFacts<'a>, Numbers);

/// The files of the index of `kind`, whose records are `order` and whose values are `facets`.
pub(super) fn filter_index(
    press: &Press,
    input: &SiteInput,
    kind: Kind,
    order: &[u32],
    facets: &[FacetValues],
) {
    let (emit, own) = (press.emit, press.theme.words().language());
    let folder = format!("browse/{}", kind.folder());
    let listed: Vec<&FacetValues> =
        facets.iter().filter(|values| values.facet != Facet::Failing).collect();
    emit(OutputFile {
        path: format!("{folder}/index.json"),
        content: head(kind, own, order.len(), &listed).to_string().into_bytes(),
    });
    let numbers = value_numbers(&listed, input.catalog.entries.len());
    order.par_chunks(PER_PART).enumerate().for_each(|(part, indices)| {
        let rows: Vec<Row> = indices
            .iter()
            .map(|&index| row(input, own, &input.catalog.entries[index as usize], &numbers))
            .collect();
        emit(OutputFile {
            path: format!("{folder}/part-{part}.json"),
            content: serde_json::to_vec(&rows).unwrap_or_default(),
        });
    });
}

/// `own` is the tag of the pages' language.
fn head(kind: Kind, own: &str, total: usize, facets: &[&FacetValues]) -> Value {
    let facets: Vec<Value> = facets
        .iter()
        .map(|values| {
            let named: Vec<Vec<&str>> =
                values.values.iter().map(|value| named(value, own)).collect();
            json!({ "key": values.facet.key(), "values": named })
        })
        .collect();
    let principles: Vec<&str> = Rubric::of(kind)
        .map(|rubric| principles(rubric).iter().map(|principle| principle.id).collect())
        .unwrap_or_default();
    json!({
        "folder": kind.folder(),
        "total": total,
        "parts": total.div_ceil(PER_PART),
        "facets": facets,
        "principles": principles,
    })
}

/// Slug and label, and the tag of the label's language where that is not `own`.
fn named<'a>(value: &'a FacetValue, own: &str) -> Vec<&'a str> {
    let language = other_than(own, value.language.as_deref());
    [&*value.slug, &*value.label].into_iter().chain(language).collect()
}

/// For each facet and entry, the numbers of its values, packed: starts and values.
struct ValueNumbers {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl ValueNumbers {
    fn of(&self, entry: usize) -> Vec<u32> {
        let range = self.starts[entry] as usize..self.starts[entry + 1] as usize;
        self.values[range].to_vec()
    }
}

fn value_numbers(facets: &[&FacetValues], entries: usize) -> Vec<ValueNumbers> {
    facets
        .iter()
        .map(|facet| {
            let mut pairs: Vec<(u32, u32)> = facet
                .values
                .iter()
                .enumerate()
                .flat_map(|(number, value)| {
                    value.entries.iter().map(move |&entry| (entry, number as u32))
                })
                .collect();
            pairs.sort_unstable();
            let starts = (0..=entries)
                .map(|entry| pairs.partition_point(|pair| (pair.0 as usize) < entry) as u32)
                .collect();
            ValueNumbers { starts, values: pairs.into_iter().map(|pair| pair.1).collect() }
        })
        .collect()
}

/// `own` is the tag of the pages' language.
fn row<'a>(
    input: &SiteInput<'a>,
    own: &str,
    entry: &'a Entry,
    numbers: &[ValueNumbers],
) -> Row<'a> {
    let verdicts = standing_of(input, entry)
        .map(|standing| outcomes(standing).map(|(_, outcome)| letter(outcome)).collect())
        .unwrap_or_default();
    let summary = &entry.summary;
    Row(
        &entry.slug,
        Told::new(&*summary.title, summary.title_language(), own),
        Told::new(shorten(&summary.summary, LONGEST_SUMMARY), summary.summary_language(), own),
        summary.date.as_deref().unwrap_or_default(),
        summary.status,
        numbers.iter().map(|numbers| numbers.of(entry.index)).collect(),
        verdicts,
        model_facts(input.catalog, entry).map(|facts| {
            let numbers = facts.numbers;
            ModelRow(facts, numbers)
        }),
    )
}
