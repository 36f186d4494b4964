//! How good a model is: its evaluations as charts and as a table.

use faircat_inference::figures::{width, with_uncertainty};
use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, basis};
use super::charts::{Bar, Chart, chart};
use super::links::{IdentifierView, WorkLink, identifier, work_link};
use crate::words::Words;
use faircat_formats::dossier::Dossier;
use faircat_record::references::LinkRole;
use faircat_record::{Evaluation, ModelSection};

/// Most evaluations that the page of a model has a table of.
const MOST_ROWS: usize = 6;

/// All evaluations of a model.
#[derive(JsonSchema, Serialize)]
pub(super) struct Evaluations<'a> {
    pub charts: Vec<Chart>,
    /// Whether the table, and charts beyond the first, stand on the page of figures.
    pub is_long: bool,
    pub rows: Vec<Row<'a>>,
}

/// One evaluation.
#[derive(JsonSchema, Serialize)]
pub(super) struct Row<'a> {
    pub metric: &'a str,
    /// Value with uncertainty.
    pub value: String,
    pub unit: Option<&'a str>,
    pub tolerance: Option<String>,
    pub dataset: Option<WorkLink>,
    pub condition: Option<&'a str>,
    pub method: Option<&'a str>,
    pub source: Option<IdentifierView>,
    pub locator: Option<&'a str>,
    pub date: Option<&'a str>,
    pub software: Option<WorkLink>,
    pub basis: Basis,
    pub extrinsic: bool,
}

/// `None` where nothing was evaluated.
pub(super) fn view<'a>(
    dossier: &Dossier,
    section: &'a ModelSection,
    words: &Words,
) -> Option<Evaluations<'a>> {
    let evaluations = &section.evaluations;
    if evaluations.is_empty() {
        return None;
    }
    let rows: Vec<Row> =
        evaluations.iter().map(|evaluation| row(dossier, section, evaluation, words)).collect();
    let control_set = words.word("basis-control-set");
    let charts = charts(evaluations, &rows, &control_set);
    let is_long = !charts.is_empty() && rows.len() > MOST_ROWS;
    Some(Evaluations { charts, is_long, rows })
}

fn row<'a>(
    dossier: &Dossier,
    section: &ModelSection,
    evaluation: &'a Evaluation,
    words: &Words,
) -> Row<'a> {
    let link = |text: &Option<String>, role| {
        text.as_deref().map(|text| work_link(dossier, text, role, None))
    };
    Row {
        metric: &evaluation.metric,
        value: with_uncertainty(evaluation.value, evaluation.uncertainty),
        unit: evaluation.unit.as_deref(),
        tolerance: evaluation.tolerance.map(width),
        dataset: link(&evaluation.dataset, LinkRole::EvaluatedOn),
        condition: evaluation.condition.as_deref(),
        method: evaluation.method.as_deref(),
        source: evaluation.source.as_deref().map(identifier),
        locator: evaluation.locator.as_deref(),
        date: evaluation.date.as_deref(),
        software: link(&evaluation.software, LinkRole::EvaluatedWith),
        basis: basis(section, evaluation, dossier.evidence, words),
        extrinsic: evaluation.extrinsic == Some(true),
    }
}

/// A chart for each metric, in the order in which the record first names it.
fn charts(evaluations: &[Evaluation], rows: &[Row], control_set: &str) -> Vec<Chart> {
    // By metric and unit: places of the evaluations.
    type Group<'a> = ((&'a str, Option<&'a str>), Vec<usize>);
    let mut groups: Vec<Group> = Vec::new();
    for (index, evaluation) in evaluations.iter().enumerate() {
        let key = (evaluation.metric.as_str(), evaluation.unit.as_deref());
        match groups.iter_mut().find(|group| group.0 == key) {
            Some(group) => group.1.push(index),
            None => groups.push((key, vec![index])),
        }
    }
    let bars = |members: &[usize]| -> Vec<Bar> {
        let group: Vec<&Row> = members.iter().map(|&index| &rows[index]).collect();
        members
            .iter()
            .map(|&index| Bar {
                label: label(&rows[index], &group, control_set),
                value: evaluations[index].value,
                uncertainty: evaluations[index].uncertainty,
                unit: evaluations[index].unit.as_deref(),
            })
            .collect()
    };
    groups.iter().filter_map(|((metric, _), members)| chart(metric, &bars(members))).collect()
}

/// What tells `row` from the others of its group.
fn label(row: &Row, group: &[&Row], control_set: &str) -> String {
    let title = |row: &Row| row.dataset.as_ref().map(|dataset| dataset.title.clone());
    // The data say it too where the value is one of the control set.
    let said = |condition: &str| condition == "control set" && row.basis.data.contains(control_set);
    let condition = row.condition.filter(|condition| !said(condition));
    let mut parts: Vec<String> = condition.map(str::to_owned).into_iter().collect();
    if group.iter().any(|other| other.basis.data != row.basis.data) || parts.is_empty() {
        parts.extend(Some(row.basis.data.clone()).filter(|data| !data.is_empty()));
    }
    if group.iter().any(|other| title(other) != title(row)) {
        parts.extend(title(row));
    }
    if parts.is_empty() { row.metric.to_owned() } else { parts.join(", ") }
}
