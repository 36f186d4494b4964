//! Scorecards of the whole catalogue: an overview, and for each rubric a matrix of records by
//! principle.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::paging::{PER_PAGE, Paging, page_count, page_items, paging};
use super::standing::{folder, kinds, letter};
use super::{Meta, Press, SiteInput, order, standing_of};
use faircat_record::Kind;
use faircat_scorecard::{Counts, Outcome, Principle, Rubric, principle_outcomes, principles};

/// Records of a rubric up to which the overview holds its whole matrix.
const FITS_OVERVIEW: usize = 30;

#[derive(JsonSchema, Serialize)]
pub(super) struct OverviewView<'a> {
    rubrics: Vec<RubricView<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct RubricView<'a> {
    folder: &'static str,
    records: usize,
    principles: Vec<PrincipleTally>,
    /// The whole matrix where it is small.
    rows: Vec<Row<'a>>,
}

/// A principle and how many records meet it.
#[derive(Clone, JsonSchema, Serialize)]
struct PrincipleTally {
    id: &'static str,
    title: &'static str,
    #[schemars(with = "Anything")]
    tally: Counts,
    /// Shares in hundredths of the bar's length: where each part begins, and how long it is.
    bar: Vec<BarPart>,
    /// Address of the records that fail it, by kind.
    failing: Vec<FailingLink>,
}

#[derive(Clone, JsonSchema, Serialize)]
struct BarPart {
    class: &'static str,
    start: f64,
    length: f64,
}

#[derive(Clone, JsonSchema, Serialize)]
struct FailingLink {
    /// Name of the kind of the records.
    kind: &'static str,
    path: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct MatrixView<'a> {
    folder: &'static str,
    rubrics: Vec<RubricLink>,
    kinds: Vec<&'static str>,
    principles: &'a [PrincipleTally],
    paging: Paging,
    rows: Vec<Row<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct RubricLink {
    folder: &'static str,
    records: usize,
}

#[derive(Clone, JsonSchema, Serialize)]
struct Row<'a> {
    path: String,
    title: &'a str,
    title_language: Option<&'a str>,
    passed: usize,
    of: usize,
    /// One letter for each principle.
    verdicts: String,
}

/// The overview and the matrices.
pub(super) fn scorecard_pages(press: &Press, input: &SiteInput) {
    let sheets: Vec<Sheet> = Rubric::ALL.into_iter().map(|rubric| sheet(input, rubric)).collect();
    overview(press, input, &sheets);
    sheets.par_iter().for_each(|sheet| matrix(press, input, &sheets, sheet));
}

/// All records that are held to one rubric.
struct Sheet {
    rubric: Rubric,
    order: Vec<u32>,
    principles: Vec<PrincipleTally>,
}

fn sheet(input: &SiteInput, rubric: Rubric) -> Sheet {
    let order: Vec<u32> = kinds(rubric)
        .flat_map(|kind| order(input, kind))
        .filter(|&index| standing_of(input, &input.catalog.entries[index as usize]).is_some())
        .collect();
    let outcomes: Vec<Vec<Outcome>> = order
        .par_iter()
        .filter_map(|&index| standing_of(input, &input.catalog.entries[index as usize]))
        .map(principle_outcomes)
        .collect();
    let tallies = (0..principles(rubric).len())
        .map(|place| Counts::of(outcomes.iter().map(|outcomes| outcomes[place])));
    let principles = principles(rubric)
        .iter()
        .zip(tallies)
        .map(|(principle, tally)| principle_tally(input, rubric, principle, tally))
        .collect();
    Sheet { rubric, order, principles }
}

fn principle_tally(
    input: &SiteInput,
    rubric: Rubric,
    principle: &Principle,
    tally: Counts,
) -> PrincipleTally {
    let failing = kinds(rubric)
        .filter(|kind| any_fails(input, *kind, principle.id))
        .map(|kind| FailingLink {
            kind: kind.name(),
            path: super::lists::failing_path(kind, principle.id),
        })
        .collect();
    PrincipleTally { id: principle.id, title: principle.title, tally, bar: bar(tally), failing }
}

fn any_fails(input: &SiteInput, kind: Kind, id: &str) -> bool {
    input
        .catalog
        .of_kind(kind)
        .iter()
        .filter_map(|entry| standing_of(input, entry))
        .any(|standing| standing.principle(id) == Some(Outcome::Fail))
}

fn bar(tally: Counts) -> Vec<BarPart> {
    let total = (tally.applicable() + tally.not_applicable).max(1) as f64;
    let share = |count: usize| (count as f64 / total * 10_000.0).round() / 100.0;
    let parts = [
        ("pass", tally.pass),
        ("fail", tally.fail),
        ("unknown", tally.unknown),
        ("na", tally.not_applicable),
    ];
    let mut before = 0;
    let mut bar = Vec::new();
    for (class, count) in parts {
        if count > 0 {
            bar.push(BarPart { class, start: share(before), length: share(count) });
        }
        before += count;
    }
    bar
}

fn overview(press: &Press, input: &SiteInput, sheets: &[Sheet]) {
    let meta = Meta::new("scorecards/", press.word("scorecards"), press.word("scorecards-about"))
        .section("scorecards");
    let rubrics = sheets
        .iter()
        .filter(|sheet| !sheet.order.is_empty())
        .map(|sheet| RubricView {
            folder: folder(sheet.rubric),
            records: sheet.order.len(),
            principles: sheet.principles.clone(),
            rows: match sheet.order.len() {
                0..=FITS_OVERVIEW => rows(input, &sheet.order),
                _ => Vec::new(),
            },
        })
        .collect();
    press.page("site-scorecards.html", &meta, OverviewView { rubrics });
}

fn matrix(press: &Press, input: &SiteInput, sheets: &[Sheet], sheet: &Sheet) {
    let folder = folder(sheet.rubric);
    let path = |number| match number {
        1 => format!("scorecards/{folder}/"),
        _ => format!("scorecards/{folder}/{number}/"),
    };
    (1..=page_count(sheet.order.len(), PER_PAGE)).into_par_iter().for_each(|number| {
        let rubric = press.word(&format!("rubric-title-{folder}"));
        let count = [("count", sheet.order.len().into())];
        let meta = Meta::new(
            path(number),
            press.say("scorecards-title", &[("rubric", rubric.into())]),
            press.say("scorecards-matrix-about", &count),
        )
        .section("scorecards")
        .under(press.word("scorecards"), "scorecards/")
        .script("matrix.js");
        let view = MatrixView {
            folder,
            rubrics: rubric_links(sheets),
            kinds: kinds(sheet.rubric).map(Kind::folder).collect(),
            principles: &sheet.principles,
            paging: paging(number, sheet.order.len(), PER_PAGE, path),
            rows: rows(input, page_items(&sheet.order, number, PER_PAGE)),
        };
        press.page("site-matrix.html", &meta, view);
    });
}

fn rubric_links(sheets: &[Sheet]) -> Vec<RubricLink> {
    sheets
        .iter()
        .map(|sheet| RubricLink { folder: folder(sheet.rubric), records: sheet.order.len() })
        .collect()
}

fn rows<'a>(input: &SiteInput<'a>, indices: &[u32]) -> Vec<Row<'a>> {
    let catalog = input.catalog;
    indices
        .iter()
        .map(|&index| {
            let entry = &catalog.entries[index as usize];
            let outcomes = standing_of(input, entry).map(principle_outcomes).unwrap_or_default();
            let counts = Counts::of(outcomes.iter().copied());
            Row {
                path: entry.page(),
                title: &entry.summary.title,
                title_language: entry.summary.title_language(),
                passed: counts.pass,
                of: counts.applicable(),
                verdicts: outcomes.into_iter().map(letter).collect(),
            }
        })
        .collect()
}
