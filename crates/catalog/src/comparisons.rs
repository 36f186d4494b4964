//! Models ranked by what they claim: one table for each task, dataset, split and metric that two or
//! more models share.

mod ranking;
mod rows;

pub use ranking::{Rule, Tie};
pub use rows::{Row, Tier};

use std::collections::BTreeMap;

use faircat_inference::metrics::metric_by_name;
use faircat_record::references::LinkRole;
use faircat_record::{Evaluation, Kind, Status};

use crate::{Catalog, Entry, Target};

/// What all models of a table share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    /// As the records state them.
    pub tasks: Vec<String>,
    /// The reference that the records give, brought to one form.
    pub dataset: Option<String>,
    pub split: Option<String>,
    pub metric: String,
    pub unit: Option<String>,
    /// Whether the claims are those that a control set recomputes.
    pub on_control_set: bool,
}

/// One ranked table.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Its name in addresses; unique among the tables.
    pub slug: String,
    pub shared: Shared,
    /// The dataset's record, where the catalogue has it.
    pub dataset: Option<&'a Entry>,
    /// Whether more is better; `None` where nobody can say, and nothing is ranked.
    pub more_is_better: Option<bool>,
    /// Best first.
    pub rows: Vec<Row<'a>>,
    /// Models that claim this for several conditions, so that none of them stands for the model.
    pub ambiguous: Vec<&'a Entry>,
}

/// The tables of `catalog`, by what they share. They are made of summaries and evidence alone.
pub fn tables(catalog: &Catalog) -> Vec<Table<'_>> {
    let mut groups: BTreeMap<Shared, Vec<(&Entry, &Evaluation)>> = BTreeMap::new();
    for entry in catalog.of_kind(Kind::Model) {
        let Some(model) = entry.summary.model.as_deref() else { continue };
        if entry.summary.status == Status::Withdrawn {
            continue;
        }
        for evaluation in &model.evaluations {
            if evaluation.value.is_finite() {
                let shared = shared(catalog, entry, evaluation);
                groups.entry(shared).or_default().push((entry, evaluation));
            }
        }
    }
    let mut slugs: BTreeMap<String, usize> = BTreeMap::new();
    let tables = groups.into_iter().filter_map(|(shared, claims)| table(catalog, shared, &claims));
    tables
        .map(|mut table| {
            let times = slugs.entry(table.slug.clone()).or_default();
            *times += 1;
            if *times > 1 {
                table.slug = format!("{}-{times}", table.slug);
            }
            table
        })
        .collect()
}

fn shared(catalog: &Catalog, entry: &Entry, evaluation: &Evaluation) -> Shared {
    let dataset = evaluation.dataset.as_deref().map(|text| match dataset(catalog, text) {
        Some(found) => found.id(),
        None => text.to_owned(),
    });
    let mut tasks = entry.summary.tasks.clone();
    tasks.sort();
    Shared {
        tasks,
        dataset,
        split: evaluation.split.clone(),
        metric: evaluation.metric.clone(),
        unit: evaluation.unit.clone(),
        on_control_set: evaluation.control_set,
    }
}

fn dataset<'a>(catalog: &'a Catalog, text: &str) -> Option<&'a Entry> {
    match catalog.resolve(text, LinkRole::EvaluatedOn) {
        Target::Entry(entry) => catalog.entries.get(entry.index),
        Target::External(_) | Target::Name(_) => None,
    }
}

/// `None` where fewer than two models have one claim each.
fn table<'a>(
    catalog: &'a Catalog,
    shared: Shared,
    claims: &[(&'a Entry, &'a Evaluation)],
) -> Option<Table<'a>> {
    let mut rows = Vec::new();
    let mut ambiguous = Vec::new();
    for of_model in claims.chunk_by(|(a, _), (b, _)| a.index == b.index) {
        let entry = of_model[0].0;
        let plain: Vec<_> = of_model.iter().filter(|(_, it)| it.condition.is_none()).collect();
        match (of_model, plain.as_slice()) {
            ([(_, only)], _) | (_, [(_, only)]) => rows.push(Row::new(entry, only)),
            _ => ambiguous.push(entry),
        }
    }
    if rows.len() < 2 {
        return None;
    }
    let more_is_better = metric_by_name(&shared.metric).map(|it| it.more_is_better());
    ranking::rank(&mut rows, more_is_better);
    let found = shared.dataset.as_deref().and_then(|text| dataset(catalog, text));
    Some(Table {
        slug: slug(&shared, found),
        dataset: found,
        shared,
        more_is_better,
        rows,
        ambiguous,
    })
}

/// Letters and digits of dataset, split, metric, and whether a control set was asked.
fn slug(shared: &Shared, dataset: Option<&Entry>) -> String {
    let dataset = dataset.map(|it| it.slug.as_str()).or(shared.dataset.as_deref());
    let set = shared.on_control_set.then_some("control set");
    let parts = [dataset, shared.split.as_deref(), Some(shared.metric.as_str()), set];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut slug = String::new();
    for one in text.chars().take(120) {
        match one.to_ascii_lowercase() {
            one if one.is_ascii_alphanumeric() => slug.push(one),
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}
