//! What a declared value rests on: which split, how many items, and what was checked of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::scorecard::MarkView;
use crate::words::Words;
use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::checked_claims::checked_claims;
use faircat_catalog::evidence::currency::is_about;
use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::evidence::verification::Verdict;
use faircat_record::{Evaluation, ModelSection};

/// What a value rests on, in words.
#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub(super) struct Basis {
    /// As `test split, 15,000 items`; empty where the record does not say.
    pub data: String,
    /// As `recomputed`, or `not rechecked`.
    pub check: MarkView,
}

/// What `evaluation`, one of `section`, rests on.
pub(super) fn basis(
    section: &ModelSection,
    evaluation: &Evaluation,
    evidence: &Evidence,
    words: &Words,
) -> Basis {
    let split = evaluation.split.as_ref();
    let split = split.map(|split| words.say("basis-split", &[("split", split.into())]));
    let items = match evaluation.control_set {
        true => section.control_set.as_ref().and_then(|set| set.items),
        false => samples(section, evaluation),
    };
    let counted = |message, items: u64| words.say(message, &[("count", items.into())]);
    let data = match (evaluation.control_set, items) {
        (true, Some(items)) => Some(counted("basis-control-set-of", items)),
        (true, None) => Some(words.word("basis-control-set")),
        (false, items) => items.map(|items| counted("count-items", items)),
    };
    Basis {
        data: [split, data].into_iter().flatten().collect::<Vec<_>>().join(", "),
        check: check(evaluation, evidence),
    }
}

/// Items of the split that the value is of, as the record states them where it names its data.
fn samples(section: &ModelSection, evaluation: &Evaluation) -> Option<u64> {
    let training = section.training.iter().flat_map(|training| &training.datasets);
    let uses = section.tested_on.iter().chain(&section.validated_on).chain(&section.evaluated_on);
    let is_it = |dataset: &str, split: &Option<String>| {
        evaluation.dataset.as_deref() == Some(dataset) && evaluation.split == *split
    };
    let mut found = uses.chain(training).filter(|one| is_it(&one.dataset, &one.split));
    found.find_map(|one| one.samples)
}

/// What was checked of the value.
fn check(evaluation: &Evaluation, evidence: &Evidence) -> MarkView {
    let label = |class, label| MarkView { class, label };
    if !evaluation.control_set {
        return label("na", "basis-declared");
    }
    let Some(verification) = evidence.current() else {
        return label("unknown", "basis-not-recomputed");
    };
    let claims = checked_claims(verification);
    match claims
        .iter()
        .find(|claim| is_about(&claim.declared.claim, evaluation))
        .map(|it| it.verdict)
    {
        Some(Verdict::Holds) => match evidence.verified_by {
            Origin::Site { .. } => label("pass", "basis-holds"),
            Origin::Submitted => label("pass", "basis-holds-submitted"),
        },
        Some(Verdict::Fails) => label("fail", "basis-fails"),
        Some(Verdict::NotChecked) => label("unknown", "basis-not-checked"),
        None => label("unknown", "basis-not-recomputed"),
    }
}

#[cfg(test)]
mod tests {
    use super::basis;
    use faircat_catalog::evidence::Evidence;
    use faircat_record::{ControlSet, DatasetUse, Evaluation, ModelSection};

    fn section() -> ModelSection {
        ModelSection {
            tested_on: vec![DatasetUse {
                dataset: "jets".to_owned(),
                split: Some("test".to_owned()),
                samples: Some(15_000),
                ..DatasetUse::default()
            }],
            control_set: Some(ControlSet { items: Some(4000), ..ControlSet::default() }),
            ..ModelSection::default()
        }
    }

    fn of(split: &str, control_set: bool) -> (String, &'static str) {
        let evaluation = Evaluation {
            dataset: Some("jets".to_owned()),
            split: Some(split.to_owned()),
            control_set,
            ..Evaluation::default()
        };
        let basis = basis(&section(), &evaluation, &Evidence::default(), &crate::words::english());
        (basis.data, basis.check.label)
    }

    #[test]
    fn a_value_says_its_split_its_items_and_what_was_checked() {
        let said = |data: &str, check| (data.to_owned(), check);
        assert_eq!(of("test", false), said("test split, 15\u{202f}000 items", "basis-declared"));
        assert_eq!(of("train", false), said("train split", "basis-declared"));
        assert_eq!(
            of("test", true),
            said("test split, control set of 4000 items", "basis-not-recomputed")
        );
    }
}
