//! Features that were masked together, by threshold.

use faircat_inference::explanation::{Cumulative, Masking};
use faircat_inference::figures::{brief, plain, with_uncertainty};
use faircat_record::Evaluation;
use schemars::JsonSchema;
use serde::Serialize;

use super::networks::FIDELITY;
use crate::record::charts::with_minus;
use crate::record::links::{IdentifierView, identifier};

/// How the condition of such an evaluation begins, as `masked below 0.01%: 11 track features`.
const MASKED: &str = "masked below ";

/// How far a threshold and another may lie apart, for they were written in per cent.
const ROUNDING: f64 = 1e-9;

/// One table of a paper, and the same thresholds here.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct MaskedBeside {
    pub metric: String,
    /// Where the published values stand.
    pub source: Option<IdentifierView>,
    pub locator: Option<String>,
    pub rows: Vec<ThresholdRow>,
}

/// One threshold.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct ThresholdRow {
    pub threshold: String,
    /// Which features were masked, in the words of the record.
    pub their_features: String,
    pub their_value: String,
    pub their_fidelity: Option<String>,
    /// `None` where nothing was masked by this threshold here.
    pub ours: Option<MaskedHere>,
}

/// What masking came to here.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct MaskedHere {
    pub count: usize,
    pub value: String,
    /// Change of the value, with its uncertainty; `None` where no feature was masked.
    pub change: Option<String>,
    pub fidelity: Option<String>,
}

/// An evaluation with features masked.
struct Published<'a> {
    /// As a share of 1.
    threshold: f64,
    features: &'a str,
    evaluation: &'a Evaluation,
}

impl Published<'_> {
    fn is_at(&self, threshold: f64) -> bool {
        (self.threshold - threshold).abs() < ROUNDING
    }
}

/// `None` where nothing was published with features masked by a threshold.
pub(super) fn view(theirs: &[Evaluation], own: Option<&Masking>) -> Option<MaskedBeside> {
    let all: Vec<Published> = theirs.iter().filter_map(published).collect();
    let first = all.iter().find(|it| it.evaluation.metric != FIDELITY)?.evaluation;
    let own = own.filter(|it| it.metric.eq_ignore_ascii_case(&first.metric));
    let fidelity = |threshold: f64| {
        let is_it = |it: &&Published| it.evaluation.metric == FIDELITY && it.is_at(threshold);
        all.iter().find(is_it).map(|it| plain(it.evaluation.value))
    };
    let rows =
        all.iter().filter(|it| it.evaluation.metric == first.metric).map(|it| ThresholdRow {
            threshold: format!("{}\u{a0}%", plain(100.0 * it.threshold)),
            their_features: it.features.to_owned(),
            their_value: with_uncertainty(it.evaluation.value, it.evaluation.uncertainty),
            their_fidelity: fidelity(it.threshold),
            ours: own.and_then(|masking| here(masking, it.threshold)),
        });
    Some(MaskedBeside {
        metric: first.metric.clone(),
        source: first.source.as_deref().map(identifier),
        locator: first.locator.clone(),
        rows: rows.collect(),
    })
}

fn published(evaluation: &Evaluation) -> Option<Published<'_>> {
    let (threshold, features) = masked_below(evaluation.condition.as_deref()?)?;
    Some(Published { threshold, features, evaluation })
}

/// The threshold that `condition` names, as a share of 1, and which features were masked.
pub(super) fn masked_below(condition: &str) -> Option<(f64, &str)> {
    let (_, rest) = condition.split_once(MASKED)?;
    let (percent, features) = rest.split_once('%')?;
    let percent: f64 = percent.trim().parse().ok()?;
    let features = features.trim_start_matches(':').trim();
    (percent >= 0.0).then_some((percent / 100.0, features))
}

fn here(masking: &Masking, threshold: f64) -> Option<MaskedHere> {
    let found: &Cumulative =
        masking.cumulative.iter().find(|it| (it.threshold - threshold).abs() < ROUNDING)?;
    let change = &found.change;
    let (value, told) = match found.masked.is_empty() {
        true => (with_uncertainty(masking.value, masking.uncertainty), None),
        false => {
            let told = with_minus(&with_uncertainty(change.change, change.uncertainty));
            (brief(change.value), Some(told))
        }
    };
    let fidelity = change.fidelity.map(brief);
    Some(MaskedHere { count: found.masked.len(), value, change: told, fidelity })
}

#[cfg(test)]
mod tests {
    use faircat_inference::explanation::{Change, Cumulative, FeatureName, Masking};
    use faircat_record::Evaluation;

    use super::{masked_below, view};

    fn evaluation(metric: &str, value: f64, condition: &str) -> Evaluation {
        Evaluation {
            metric: metric.to_owned(),
            value,
            condition: Some(condition.to_owned()),
            ..Evaluation::default()
        }
    }

    fn masking() -> Masking {
        let change = Change { value: 0.9, change: -0.05, uncertainty: Some(0.02), fidelity: None };
        let masked = vec![FeatureName { input: "jets".to_owned(), feature: "mass".to_owned() }];
        Masking {
            metric: "ROC AUC".to_owned(),
            unit: None,
            output: "scores".to_owned(),
            value: 0.95,
            uncertainty: Some(0.01),
            features: Vec::new(),
            cumulative: vec![Cumulative { threshold: 0.0001, masked, change }],
            dropped: Vec::new(),
            shuffled: Vec::new(),
        }
    }

    #[test]
    fn a_condition_names_its_threshold() {
        let found = masked_below("best.pth, masked below 0.05%: 14 track features");
        assert_eq!(found, Some((0.0005, "14 track features")));
        assert_eq!(masked_below("masked below 1 %"), Some((0.01, "")));
        assert_eq!(masked_below("8 track features masked"), None);
    }

    #[test]
    fn each_threshold_has_what_was_published_and_what_was_measured() {
        let theirs = [
            evaluation("ROC AUC", 0.99, "masked below 0.01%: 11 features"),
            evaluation("fidelity", 0.98, "masked below 0.01%: 11 features"),
            evaluation("ROC AUC", 0.8, "masked below 1%: 33 features"),
        ];
        let found = view(&theirs, Some(&masking())).unwrap();
        let [small, large] = found.rows.as_slice() else { panic!("{}", found.rows.len()) };
        assert_eq!((small.their_value.as_str(), small.threshold.as_str()), ("0.99", "0.01\u{a0}%"));
        assert_eq!(small.their_fidelity.as_deref(), Some("0.98"));
        let ours = small.ours.as_ref().unwrap();
        assert_eq!((ours.count, ours.value.as_str()), (1, "0.9"));
        assert_eq!(ours.change.as_deref(), Some("−0.05 ± 0.02"));
        assert!(large.ours.is_none() && large.their_fidelity.is_none());
        assert!(view(&theirs[1..2], None).is_none());
    }
}
