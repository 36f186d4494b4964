//! What a model inherits from the data it was trained on: I2 and R1.2 of models.

use oxrdf::Term;

use super::learning;
use super::outcome::{
    Tested, count, fail, no_address_yet, not_applicable, pass, shortened, some_of, some_phrases,
    unknown,
};
use crate::view::{Alternatives, View, plain, values};
use crate::{Outcome, Standing, principle_outcomes, principles};
use faircat_linked_data::vocabulary::fair4ml;

const TRAINED_ON: Alternatives = &[fair4ml::TRAINED_ON];
const EVALUATED_ON: Alternatives =
    &[fair4ml::TESTED_ON, fair4ml::EVALUATED_ON, fair4ml::VALIDATED_ON];

const ADD_TRAINING_DATA: &str = "model:\n  training:\n    datasets:\n      - dataset: \
     \"<slug, DOI or URL of the training data>\"";

/// The training data is linked by an IRI.
pub(super) fn linked(view: &View<'_>) -> Tested {
    links(view, view.values(TRAINED_ON), "No training data is linked.", ADD_TRAINING_DATA)
}

/// The data that it was tested on, or that its evaluations name, is linked by an IRI.
pub(super) fn evaluation_data_linked(view: &View<'_>) -> Tested {
    let evaluations = learning::declared_evaluations(view);
    let of_evaluations =
        evaluations.flat_map(|one| values(view.about(one), &[fair4ml::EVALUATION_DATASET]));
    links(
        view,
        view.values(EVALUATED_ON).chain(of_evaluations),
        "No data for validation or test is linked.",
        "model:\n  tested_on:\n    - dataset: \"<slug, DOI or URL of the test data>\"\n      split: test",
    )
}

fn links<'a>(
    view: &View<'a>,
    datasets: impl Iterator<Item = &'a Term>,
    none: &str,
    remedy: &str,
) -> Tested {
    let linked: Vec<&Term> = datasets.filter(|term| is_linked(view, plain(term))).collect();
    let mut names: Vec<&str> = linked.iter().map(|term| view.text_of(term)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return fail(none, remedy);
    }
    if linked.iter().all(|term| view.is_stand_in(plain(term))) {
        return no_address_yet(plain(linked[0]));
    }
    pass(format!("{}: {}.", count(names.len(), "dataset"), some_of(names, 3)))
}

fn is_linked(view: &View<'_>, iri: &str) -> bool {
    iri.contains(':') && !super::identification::is_part_of_page(view, iri)
}

/// The training data passes every principle of its own scorecard.
pub(super) fn fair(view: &View<'_>) -> Tested {
    inherit(view, |standing| {
        let outcomes = principle_outcomes(standing);
        let failing: Vec<&str> = principles(standing.rubric)
            .iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| **outcome == Outcome::Fail)
            .map(|(principle, _)| principle.id)
            .collect();
        let passed = outcomes.iter().filter(|outcome| **outcome == Outcome::Pass).count();
        let applicable =
            outcomes.iter().filter(|outcome| **outcome != Outcome::NotApplicable).count();
        let summary = format!("passes {passed} of {applicable} principles");
        match failing.is_empty() {
            true => (Outcome::all(outcomes), summary),
            false => (Outcome::Fail, format!("{summary} and fails {}", failing.join(", "))),
        }
    })
}

/// The history of the training data is told as its own principle R1.2 asks.
pub(super) fn provenance(view: &View<'_>) -> Tested {
    inherit(view, |standing| {
        let outcome = standing.principle("R1.2").unwrap_or(Outcome::NotApplicable);
        (outcome, format!("R1.2: {}", outcome.label()))
    })
}

/// The worst of what `judge` says of each dataset that the model was trained on.
fn inherit(view: &View<'_>, judge: impl Fn(&Standing) -> (Outcome, String)) -> Tested {
    let mut worst = Outcome::NotApplicable;
    let mut lines: Vec<String> = Vec::new();
    let mut blamed = None;
    for term in view.values(TRAINED_ON) {
        let iri = plain(term);
        let name = shortened(view.text_of(term));
        let (outcome, summary) = match (view.assessed.dataset_standing)(iri) {
            Some(standing) => judge(&standing),
            None => (Outcome::Unknown, "has no scorecard here".to_owned()),
        };
        lines.push(format!("`{name}` {summary}"));
        if outcome == Outcome::Fail && blamed.is_none() {
            blamed = Some(iri);
        }
        worst = Outcome::all([worst, outcome]);
    }
    let evidence = format!("{}.", some_phrases(&lines, 3));
    match worst {
        Outcome::Pass => pass(evidence),
        Outcome::Fail => {
            let dataset = blamed.unwrap_or_default();
            fail(evidence, format!("# The remedies stand on the scorecard of {dataset}"))
        }
        Outcome::Unknown => unknown(evidence),
        Outcome::NotApplicable if lines.is_empty() => {
            fail("No training data is linked.", ADD_TRAINING_DATA)
        }
        Outcome::NotApplicable => not_applicable(evidence),
    }
}
