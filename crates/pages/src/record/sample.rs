//! What the first rows of a dataset's file hold, field by field: a sketch of the distribution, its
//! ends, and the first values.

use std::collections::BTreeMap;

use faircat_display::{digits, sketch};
use faircat_inference::figures::plain;
use faircat_record::Field;
use faircat_text::beginning;
use schemars::JsonSchema;
use serde::Serialize;

use super::charts::with_minus;
use crate::Html;
use crate::words::Words;

/// Bars of a sketch.
const BINS: usize = 30;
/// Different values that have a bar each.
const MOST_BARS: usize = 16;
/// Values of the first rows that are shown, and letters of a text among them.
const MOST_FIRST: usize = 3;
const LONGEST: usize = 24;
/// Fields of which whole rows are shown, and these rows.
const MOST_COLUMNS: usize = 12;
const MOST_ROWS: usize = 5;
/// The part of the values at each end that stands in the outermost bars.
const TAIL: f64 = 0.005;

/// The first rows of a data file, as the build read them.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Path of the file below the record's folder.
    pub path: String,
    pub rows: usize,
    /// Whether the file has no more rows.
    pub is_all: bool,
    /// By the place of the field in the record.
    pub fields: BTreeMap<usize, Values>,
}

/// One entry for each row.
#[derive(Clone, Debug)]
pub enum Values {
    /// Several numbers where the field belongs to the items of a row.
    Numbers(Vec<Vec<f64>>),
    Texts(Vec<String>),
}

/// Where the sketches come from.
#[derive(JsonSchema, Serialize)]
pub(super) struct SampleView {
    pub name: String,
    pub href: String,
    pub rows: usize,
    pub is_all: bool,
    /// Whole rows, where the fields are few and have one value each.
    pub table: Option<SampleTable>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct SampleTable {
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A field of the dataset, with what the sample holds of it.
#[derive(JsonSchema, Serialize)]
pub(super) struct FieldView<'a> {
    pub field: &'a Field,
    pub sketch: Option<Html>,
    /// The least and the greatest number.
    pub ends: Option<[String; 2]>,
    /// The most frequent texts, with how often they stand there.
    pub frequent: Vec<(String, usize)>,
    /// How many different texts there are.
    pub different: usize,
    /// The first values, of the first rows or of the items of the first row.
    pub first: Option<String>,
}

pub(super) fn view(sample: &Sample, fields: &[Field], page: &str) -> SampleView {
    SampleView {
        name: sample.path.rsplit('/').next().unwrap_or(&sample.path).to_owned(),
        href: format!("{page}files/{}", sample.path),
        rows: sample.rows,
        is_all: sample.is_all,
        table: table(sample, fields),
    }
}

pub(super) fn fields<'a>(
    fields: &'a [Field],
    sample: Option<&Sample>,
    words: &Words,
) -> Vec<FieldView<'a>> {
    let values = |index| sample.and_then(|sample| sample.fields.get(&index));
    fields
        .iter()
        .enumerate()
        .map(|(index, field)| match values(index) {
            Some(Values::Numbers(rows)) => of_numbers(field, rows, words),
            Some(Values::Texts(texts)) => of_texts(field, texts, words),
            None => bare(field),
        })
        .collect()
}

fn bare(field: &Field) -> FieldView<'_> {
    FieldView { field, sketch: None, ends: None, frequent: Vec::new(), different: 0, first: None }
}

fn of_numbers<'a>(field: &'a Field, rows: &[Vec<f64>], words: &Words) -> FieldView<'a> {
    let mut sorted: Vec<f64> = rows.iter().flatten().copied().filter(|it| it.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let ends = sorted.first().zip(sorted.last());
    let ends = ends.map(|(low, high)| [shown(*low), shown(*high)]);
    let svg = ends.as_ref().map(|[low, high]| {
        let spoken = words.say(
            "field-sketch",
            &[
                ("field", field.name.as_str().into()),
                ("low", low.as_str().into()),
                ("high", high.as_str().into()),
                ("middle", shown(sorted[sorted.len() / 2]).as_str().into()),
            ],
        );
        Html::from_trusted(sketch(&counts(&sorted), &spoken))
    });
    FieldView { sketch: svg, ends, first: first(rows), ..bare(field) }
}

/// How many of the `sorted` values are in each bin, or equal each value where these are few.
fn counts(sorted: &[f64]) -> Vec<u64> {
    let groups = || sorted.chunk_by(|a, b| a == b).map(|group| group.len() as u64);
    if groups().take(MOST_BARS + 1).count() <= MOST_BARS {
        return groups().collect();
    }
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    let (low, high) = match (at(TAIL), at(1.0 - TAIL)) {
        (low, high) if low < high => (low, high),
        _ => (sorted[0], sorted[sorted.len() - 1]),
    };
    let mut counts = vec![0; BINS];
    for value in sorted {
        let bin = ((value - low) / (high - low) * BINS as f64).floor();
        counts[bin.clamp(0.0, BINS as f64 - 1.0) as usize] += 1;
    }
    counts
}

/// Whole numbers as they are, others in three digits.
fn shown(value: f64) -> String {
    match value.fract() == 0.0 && value.abs() < 1e6 {
        true => with_minus(&plain(value)),
        false => digits(value),
    }
}

/// Of single values those of the first rows, of lists those of the first that is not empty.
fn first(rows: &[Vec<f64>]) -> Option<String> {
    if rows.iter().all(|row| row.len() <= 1) {
        let values = rows.iter().take(MOST_FIRST);
        let texts = values.map(|row| row.first().map_or_else(|| "–".to_owned(), |it| shown(*it)));
        return Some(texts.collect::<Vec<_>>().join(", "));
    }
    let row = rows.iter().find(|row| !row.is_empty())?;
    let values: Vec<String> = row.iter().take(MOST_FIRST).map(|it| shown(*it)).collect();
    let more = if row.len() > MOST_FIRST { ", …" } else { "" };
    Some(format!("{}{more}", values.join(", ")))
}

fn of_texts<'a>(field: &'a Field, texts: &[String], words: &Words) -> FieldView<'a> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    let different = counts.len();
    let mut frequent: Vec<(String, usize)> =
        counts.into_iter().map(|(text, count)| (short(text), count)).collect();
    frequent.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let svg = (different <= MOST_BARS).then(|| {
        let bars: Vec<u64> = frequent.iter().map(|(_, count)| *count as u64).collect();
        let spoken = words.say(
            "field-sketch-texts",
            &[("field", field.name.as_str().into()), ("count", different.into())],
        );
        Html::from_trusted(sketch(&bars, &spoken))
    });
    if different > MOST_BARS {
        frequent.clear();
    }
    frequent.truncate(MOST_FIRST);
    let first = texts.iter().take(MOST_FIRST).map(|text| short(text));
    let first = Some(first.collect::<Vec<_>>().join(", "));
    FieldView { sketch: svg, frequent, different, first, ..bare(field) }
}

fn short(text: &str) -> String {
    beginning(text, LONGEST).into_owned()
}

fn table(sample: &Sample, fields: &[Field]) -> Option<SampleTable> {
    if sample.fields.len() > MOST_COLUMNS {
        return None;
    }
    let column = |values: &Values| -> Option<Vec<String>> {
        match values {
            Values::Texts(texts) => Some(texts.iter().take(MOST_ROWS).cloned().collect()),
            Values::Numbers(rows) if rows.iter().all(|row| row.len() <= 1) => {
                let rows = rows.iter().take(MOST_ROWS);
                Some(rows.map(|row| row.first().map(|it| shown(*it)).unwrap_or_default()).collect())
            }
            Values::Numbers(_) => None,
        }
    };
    let columns: Option<Vec<Vec<String>>> = sample.fields.values().map(column).collect();
    let columns = columns.filter(|columns| columns.len() > 1)?;
    let cell = |column: &Vec<String>, row: usize| column.get(row).cloned().unwrap_or_default();
    let rows = (0..sample.rows.min(MOST_ROWS))
        .map(|row| columns.iter().map(|column| cell(column, row)).collect());
    let names = sample.fields.keys().filter_map(|index| Some(fields.get(*index)?.name.clone()));
    Some(SampleTable { names: names.collect(), rows: rows.collect() })
}

#[cfg(test)]
mod tests {
    use super::{counts, first, short};

    #[test]
    fn few_values_have_a_bar_each_and_many_share_bins() {
        assert_eq!(counts(&[0.0, 0.0, 5.0]), [2, 1]);
        let many: Vec<f64> = (0..3000).map(f64::from).collect();
        let counts = counts(&many);
        assert_eq!(counts.len(), 30);
        assert_eq!(counts.iter().sum::<u64>(), 3000);
    }

    #[test]
    fn first_values_are_those_of_rows_or_of_the_first_list() {
        assert_eq!(first(&[vec![1.0], vec![], vec![0.123_456]]).as_deref(), Some("1, –, 0.123"));
        let lists = [vec![], vec![1.0, 2.0, 3.0, 4.0]];
        assert_eq!(first(&lists).as_deref(), Some("1, 2, 3, …"));
        assert_eq!(first(&[vec![-1.0], vec![-0.5]]).as_deref(), Some("−1, −0.5"));
        assert_eq!(short("short"), "short");
        assert!(short(&"long".repeat(20)).ends_with('…'));
    }
}
