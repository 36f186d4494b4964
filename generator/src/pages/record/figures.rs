//! The two or three numbers at the top of a page.

use faircat_inference::figures::with_uncertainty;
use serde::Serialize;

use super::basis::basis;
use crate::evidence::Evidence;
use crate::pages::filters;
use crate::record::{Evaluation, Work};

/// A number at the top of the page.
#[derive(Serialize)]
pub(super) struct Figure {
    pub value: String,
    pub label: String,
    /// Which split and how many items it is of, and what was checked of it; empty for what is no
    /// evaluation.
    pub basis: String,
}

impl Figure {
    fn plain(value: String, label: &str) -> Figure {
        Figure { value, label: label.to_owned(), basis: String::new() }
    }
}

/// The first two metrics of a model and its size, or the size of a dataset.
pub(super) fn figures(work: &Work, evidence: &Evidence) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    if let Some(model) = &work.model {
        let mut seen: Vec<&str> = Vec::new();
        for evaluation in &model.evaluations {
            if seen.len() < 2 && !seen.contains(&evaluation.metric.as_str()) {
                seen.push(&evaluation.metric);
                let basis = basis(model, evaluation, evidence);
                let words = [basis.data.as_str(), basis.check.label];
                let told: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
                figures.push(Figure {
                    value: value(evaluation),
                    label: evaluation.metric.clone(),
                    basis: told.join("; "),
                });
            }
        }
    }
    let mut add = |value: Option<String>, label: &str| {
        figures.extend(value.map(|value| Figure::plain(value, label)));
    };
    if let Some(model) = &work.model {
        add(model.parameters.map(filters::number), "trainable parameters");
    }
    if let Some(dataset) = &work.dataset {
        add(dataset.size.map(filters::filesize), "in total");
        let item = dataset.item.as_deref().unwrap_or("item");
        add(dataset.number_of_items.map(filters::number), &format!("{item}s"));
        add(dataset.number_of_files.map(filters::number), "files");
        let fields = dataset.fields.len() as u64;
        add((fields > 0).then(|| filters::number(fields)), "fields");
    }
    figures
}

/// The value with its unit, rounded to its uncertainty.
fn value(evaluation: &Evaluation) -> String {
    let unit = evaluation.unit.as_deref().map(|unit| format!(" {unit}"));
    let value = with_uncertainty(evaluation.value, evaluation.uncertainty);
    format!("{value}{}", unit.unwrap_or_default())
}
