//! Data of a visitor with their truth beside them, and what a model's outputs come to on them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::control_set::{labels, targets};
use super::recomputing::second_of_two;
use super::{
    Claim, ControlSet, Outputs, Recomputed, ShownClaim, Told, VerificationError, confusion,
    recompute,
};
use crate::formats::selection::mentions;
use crate::formats::{Raw, RawData};
use crate::metrics::{Needs, Point, Spread, Truth, metric_by_name, roc, spread};
use crate::number::Number;
use crate::signature::Signature;
use crate::tensor::{Data, Tensor};

/// Metrics of a model whose record claims none that such data can tell.
const OF_CLASSES: [&str; 2] = ["ROC AUC", "accuracy"];
const OF_VALUES: [&str; 2] = ["mean absolute error", "root mean squared error"];

/// Names of the arrays that hold classes or values, as in a control set.
const TRUTHS: [&str; 2] = ["label", "target"];

/// What a model's outputs come to beside the truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    pub items: usize,
    /// The metrics that the record claims, here on other data: only what was recomputed counts.
    pub metrics: Vec<Told<Recomputed, ShownClaim>>,
    /// Rows of true classes, columns of most probable ones; empty for a regression.
    pub confusion: Vec<Vec<u64>>,
    /// Of two classes that both are there.
    pub roc: Option<Vec<Point>>,
    /// Of two classes.
    pub spread: Option<Spread>,
}

/// Whether the array `name` of a file says the truth, and is no input.
#[must_use]
pub fn is_truth(signature: &Signature, name: &str) -> bool {
    TRUTHS.contains(&name) && !mentions(signature, name)
}

/// The truth that stands beside the inputs; `None` where there is none.
///
/// # Errors
/// Why it cannot be used, as a sentence without a full stop.
pub fn truth_of(signature: &Signature, data: &RawData) -> Result<Option<Truth>, String> {
    for name in TRUTHS {
        if !is_truth(signature, name) {
            continue;
        }
        if let Some(reason) = data.unreadable.get(name) {
            return Err(format!("`{name}` is not used: {reason}"));
        }
        if let Some(raw) = data.arrays.get(name) {
            let tensor = tensor(raw).ok_or_else(|| format!("`{name}` is not used: it is no array"));
            let read = |tensor: &Tensor| match name {
                "label" => labels(tensor).map(Truth::Labels),
                _ => targets(tensor),
            };
            return match read(&tensor?) {
                Ok(truth) => Ok(Some(truth)),
                Err(VerificationError::Array { name, reason }) => {
                    Err(format!("`{name}` is not used: it {reason}"))
                }
                Err(other) => Err(other.to_string()),
            };
        }
    }
    Ok(None)
}

fn tensor(raw: &Raw) -> Option<Tensor> {
    match raw {
        Raw::Binary(tensor) | Raw::Lists(tensor) => Some(tensor.clone()),
        Raw::Decimal { shape, values } => Tensor::new(shape.clone(), decimals(values)).ok(),
        Raw::Named { .. } | Raw::Ragged(_) => None,
    }
}

/// Integers where all numbers are.
fn decimals(values: &[Number]) -> Data {
    let whole = values.iter().map(|it| match it {
        Number::Int(value) => Some(*value),
        _ => None,
    });
    match whole.collect() {
        Some(whole) => Data::Int64(whole),
        None => Data::Float64(values.iter().map(|it| it.to_f64()).collect()),
    }
}

/// What `outputs`, in the order of the signature, come to beside `truth`. Of `claims` only metric,
/// output and unit count.
///
/// # Errors
/// Outputs that are not those of the signature, or of another number of items.
pub fn measures(
    signature: &Signature,
    truth: Truth,
    outputs: &[Tensor],
    claims: &[Claim],
) -> Result<Measures, VerificationError> {
    let items = truth.items();
    let (given, declared) = (outputs.len(), signature.outputs.len());
    if given != declared {
        return Err(VerificationError::Outputs { given, declared });
    }
    for (declared, output) in signature.outputs.iter().zip(outputs) {
        if output.items() != items {
            let (name, given) = (declared.name.clone(), output.items());
            return Err(VerificationError::Items { name, given, wanted: items });
        }
    }
    let scored = match &truth {
        Truth::Labels(labels) => Some(labels.clone()),
        Truth::Targets { .. } => None,
    };
    let control = ControlSet {
        inputs: Vec::new(),
        truth: Some(truth),
        references: Vec::new(),
        notes: Vec::new(),
    };
    let all = Outputs { signature, tensors: outputs, control: Some(&control) };
    let scores = second_of_two(all);
    let scored = scored.as_deref().zip(scores.as_deref());
    Ok(Measures {
        items,
        metrics: metrics(claims, all),
        confusion: confusion(all),
        roc: scored.and_then(|(labels, scores)| roc(labels, scores)),
        spread: scored.map(|(labels, scores)| spread(labels, scores)),
    })
}

/// The metrics that the record claims, each once; where none of them can be had, some of their sort.
fn metrics(claims: &[Claim], outputs: Outputs) -> Vec<Told<Recomputed, ShownClaim>> {
    let found = recomputed(claims.iter().cloned(), outputs);
    if !found.is_empty() {
        return found;
    }
    let is_of_classes =
        outputs.control.is_some_and(|it| matches!(it.truth, Some(Truth::Labels(_))));
    let usual = if is_of_classes { OF_CLASSES } else { OF_VALUES };
    let claim = |name: &str| Claim { metric: name.to_owned(), ..Claim::default() };
    recomputed(usual.iter().map(|name| claim(name)), outputs)
}

fn recomputed(
    claims: impl Iterator<Item = Claim>,
    outputs: Outputs,
) -> Vec<Told<Recomputed, ShownClaim>> {
    let mut seen = BTreeSet::new();
    let is_of_truth = |claim: &Claim| {
        metric_by_name(&claim.metric).is_some_and(|metric| metric.needs() != Needs::References)
    };
    claims
        .filter(|it| seen.insert((it.metric.clone(), it.output.clone(), it.unit.clone())))
        .filter(is_of_truth)
        .map(|claim| recompute(&claim, outputs))
        .filter(|it| it.value.or(it.limit).is_some())
        .map(Recomputed::told)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_truth, measures, truth_of};
    use crate::formats::{Limit, csv};
    use crate::metrics::Truth;
    use crate::signature::{Declared, Feature, Signature};
    use crate::tensor::{Data, Tensor};
    use crate::verification::Claim;

    fn signature(feature: &str) -> Signature {
        let named = |name: &str| Declared {
            name: name.to_owned(),
            dtype: "float32".to_owned(),
            shape: vec!["batch".to_owned(), "2".to_owned()],
            ..Declared::default()
        };
        let features = vec![Feature { name: feature.to_owned(), ..Feature::default() }];
        let classes = vec!["a".to_owned(), "b".to_owned()];
        Signature {
            inputs: vec![Declared { features, ..named("x") }],
            outputs: vec![Declared { classes, ..named("y") }],
        }
    }

    fn read(text: &str) -> crate::formats::RawData {
        csv::read(text.as_bytes(), Limit::default()).unwrap()
    }

    #[test]
    fn a_column_of_labels_is_the_truth_unless_it_is_a_feature() {
        let data = read("pt,label\n1.5,0\n2.5,1\n");
        assert_eq!(truth_of(&signature("pt"), &data), Ok(Some(Truth::Labels(vec![0, 1]))));
        assert_eq!(truth_of(&signature("label"), &data), Ok(None));
        assert!(!is_truth(&signature("pt"), "pt"));
    }

    #[test]
    fn what_is_no_class_is_told() {
        let said = |text| truth_of(&signature("pt"), &read(text)).unwrap_err();
        assert_eq!(said("label\n0.5\n"), "`label` is not used: it is not a list of integers");
        assert_eq!(
            said("label\nHbb\n"),
            "`label` is not used: line 2 holds `Hbb`, which is no number"
        );
    }

    #[test]
    fn outputs_are_measured_by_what_the_record_claims_else_by_what_is_usual() {
        let shares = vec![0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7];
        let outputs = [Tensor::new(vec![4, 2], Data::Float32(shares)).unwrap()];
        let truth = || Truth::Labels(vec![0, 1, 1, 0]);
        let claim = |metric: &str| Claim { metric: metric.to_owned(), ..Claim::default() };
        let claims = [claim("accuracy"), claim("accuracy"), claim("throughput")];
        let found = measures(&signature("pt"), truth(), &outputs, &claims).unwrap();
        assert_eq!(found.metrics.len(), 1);
        assert_eq!(found.metrics[0].found.value, Some(0.5));
        assert_eq!(found.spread.unwrap()[1].iter().sum::<usize>(), 2);
        assert_eq!(found.roc.unwrap().last(), Some(&[1.0, 1.0]));
        let usual = measures(&signature("pt"), truth(), &outputs, &[]).unwrap();
        let names: Vec<&str> =
            usual.metrics.iter().map(|it| it.found.claim.metric.as_str()).collect();
        assert_eq!(names, ["ROC AUC", "accuracy"]);
        assert!(measures(&signature("pt"), Truth::Labels(vec![0]), &outputs, &[]).is_err());
    }
}
