//! The two or three numbers at the top of a page.

use faircat_inference::figures::{count, size, with_uncertainty};
use schemars::JsonSchema;
use serde::Serialize;

use super::basis::basis;
use crate::words::Words;
use faircat_catalog::evidence::Evidence;
use faircat_record::{Evaluation, ModelSection, Work};

/// A number at the top of the page.
#[derive(JsonSchema, Serialize)]
pub(super) struct Figure {
    pub value: String,
    pub label: String,
    /// Which split and how many items it is of, and what was checked of it; empty for what is no
    /// evaluation.
    pub basis: String,
}

impl Figure {
    fn plain(value: String, label: String) -> Figure {
        Figure { value, label, basis: String::new() }
    }
}

/// Two metrics of a model and its size, or the size of a dataset.
pub(super) fn figures(work: &Work, evidence: &Evidence, words: &Words) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    if let Some(model) = &work.model {
        let chosen = chosen(&model.evaluations);
        figures.extend(chosen.into_iter().map(|it| of_evaluation(model, it, evidence, words)));
    }
    let mut add = |value: Option<String>, label: String| {
        figures.extend(value.map(|value| Figure::plain(value, label)));
    };
    if let Some(model) = &work.model {
        add(model.parameters.map(count), words.word("figure-parameters"));
    }
    if let Some(dataset) = &work.dataset {
        add(dataset.size.map(|it| words.decimal(&size(it))), words.word("figure-total"));
        let items = dataset.item.as_ref().map(|item| format!("{item}s"));
        let items = items.unwrap_or_else(|| words.word("figure-items"));
        add(dataset.number_of_items.map(count), items);
        add(dataset.number_of_files.map(count), words.word("figure-files"));
        let fields = dataset.fields.len() as u64;
        add((fields > 0).then(|| count(fields)), words.word("figure-fields"));
    }
    figures
}

fn of_evaluation(
    model: &ModelSection,
    evaluation: &Evaluation,
    evidence: &Evidence,
    words: &Words,
) -> Figure {
    let basis = basis(model, evaluation, evidence, words);
    let condition = evaluation.condition.as_deref().unwrap_or_default();
    let check = words.word(basis.check.label);
    let uncertain = evaluation.uncertainty.is_none().then(|| words.word("basis-no-uncertainty"));
    let parts = [basis.data.as_str(), condition, uncertain.as_deref().unwrap_or_default(), &check];
    let told: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    let (value, label) = (value(evaluation), evaluation.metric.clone());
    Figure { value, label, basis: told.join("; ") }
}

/// The value that stands first on a model's page.
pub(crate) fn headline(evaluations: &[Evaluation]) -> Option<&Evaluation> {
    chosen(evaluations).into_iter().next()
}

/// Values of two metrics, of each that which says most: of the test split before others, in general
/// before under a condition. What a variant of the model has in common with it says nothing of how
/// good it is, and stands nowhere here.
fn chosen(evaluations: &[Evaluation]) -> Vec<&Evaluation> {
    let rank = |evaluation: &Evaluation| (of_split(evaluation), evaluation.condition.is_some());
    let mut chosen: Vec<&Evaluation> = Vec::new();
    for evaluation in evaluations.iter().filter(|it| !is_trivial(it)) {
        match chosen.iter_mut().find(|it| it.metric == evaluation.metric) {
            Some(known) if rank(evaluation) < rank(known) => *known = evaluation,
            Some(_) => {}
            None => chosen.push(evaluation),
        }
    }
    chosen.sort_by_key(|it| (of_split(it), !is_of_all_thresholds(it)));
    chosen.truncate(2);
    chosen
}

/// Whether it says how well classes are told apart whatever threshold one takes, which stands before
/// what hangs on a threshold.
fn is_of_all_thresholds(evaluation: &Evaluation) -> bool {
    evaluation.metric.to_lowercase().starts_with("roc auc")
}

/// Whether it compares the model, or a variant of it, with itself.
fn is_trivial(evaluation: &Evaluation) -> bool {
    evaluation.metric.to_lowercase().contains("fidelity") && evaluation.condition.is_some()
}

/// How much a value of its split says of new data, the most first.
fn of_split(evaluation: &Evaluation) -> u8 {
    let split = evaluation.split.as_deref().unwrap_or_default().trim().to_lowercase();
    match split.as_str() {
        it if it.starts_with("test") => 0,
        "" => 1,
        it if it.starts_with("train") => 3,
        _ => 2,
    }
}

/// The value with its unit, rounded to its uncertainty.
pub(crate) fn value(evaluation: &Evaluation) -> String {
    let unit = evaluation.unit.as_deref().map(|unit| format!(" {unit}"));
    let value = with_uncertainty(evaluation.value, evaluation.uncertainty);
    format!("{value}{}", unit.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::chosen;
    use faircat_record::Evaluation;

    fn evaluation(metric: &str, split: &str, condition: Option<&str>, value: f64) -> Evaluation {
        Evaluation {
            metric: metric.to_owned(),
            value,
            split: Some(split.to_owned()).filter(|it| !it.is_empty()),
            condition: condition.map(str::to_owned),
            ..Evaluation::default()
        }
    }

    #[test]
    fn the_top_of_a_page_has_values_of_the_test_split() {
        let all = [
            evaluation("fidelity", "test", Some("float32, the baseline"), 1.0),
            evaluation("accuracy", "train", None, 0.99),
            evaluation("log loss", "train", None, 0.1),
            evaluation("accuracy", "test", Some("seed 3"), 0.8),
            evaluation("accuracy", "test", None, 0.9),
            evaluation("ROC AUC", "test", None, 0.95),
        ];
        let values: Vec<f64> = chosen(&all).iter().map(|it| it.value).collect();
        assert_eq!(values, [0.95, 0.9]);
        assert!(chosen(&all[..1]).is_empty());
        assert_eq!(chosen(&all[..2]).len(), 1);
    }
}
