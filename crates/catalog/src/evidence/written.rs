//! The form in which `verification.json` holds what was recomputed and compared: flat, and with
//! verdicts in words.

use faircat_inference::verification::{Claim, OutputDifference, Recomputed, Verdict};
use serde::{Deserialize, Serialize};

use super::verification::OutputCheck;

/// One output against the reference that the control set holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    pub name: String,
    pub dtype: String,
    /// Shape of the output for the whole control set.
    pub shape: Vec<usize>,
    /// Shape that the record's signature promises, as `[batch, 2]`.
    pub declared_shape: Option<Vec<String>>,
    /// Largest absolute difference from the reference, where there is one.
    pub largest_difference: Option<f64>,
    /// Row of it; not in evidence of before it was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Largest difference at which the output agrees, as it was applied: the declared tolerance,
    /// for real numbers times the largest magnitude of the reference where that is above 1.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
    /// Why nothing was compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One declared evaluation, recomputed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// As the record spells it.
    pub metric: String,
    pub condition: Option<String>,
    pub unit: Option<String>,
    pub declared: f64,
    /// As declared: one standard deviation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_uncertainty: Option<f64>,
    /// Output that the record names for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_output: Option<String>,
    /// Output that it was computed from.
    #[serde(default)]
    pub output: Option<String>,
    /// `None` where the metric is not one that faircat knows or the data do not allow it.
    pub recomputed: Option<f64>,
    /// Standard deviation of `recomputed` over bootstrap samples of the control set.
    pub uncertainty: Option<f64>,
    /// In its place where few items were counted: the interval of 68.3 %.
    #[serde(default)]
    pub interval: Option<[f64; 2]>,
    /// In place of a value where the items are too few for one: the metric is above this at a
    /// confidence of 95 %, and the claim is not checked.
    #[serde(default)]
    pub limit: Option<f64>,
    /// Largest difference at which the claim does not fail.
    pub tolerance: Option<f64>,
    pub verdict: Verdict,
    /// Why nothing was decided.
    pub reason: Option<String>,
}

impl From<Output> for OutputCheck {
    fn from(written: Output) -> OutputCheck {
        OutputCheck {
            found: OutputDifference {
                name: written.name,
                dtype: written.dtype,
                shape: written.shape,
                largest: written.largest_difference,
                row: written.row,
                tolerance: written.tolerance,
                holds: written.verdict.holds(),
                reason: written.reason,
            },
            declared_shape: written.declared_shape,
        }
    }
}

impl From<OutputCheck> for Output {
    fn from(OutputCheck { found, declared_shape }: OutputCheck) -> Output {
        Output {
            verdict: found.verdict(),
            name: found.name,
            dtype: found.dtype,
            shape: found.shape,
            declared_shape,
            largest_difference: found.largest,
            row: found.row,
            tolerance: found.tolerance,
            reason: found.reason,
        }
    }
}

impl From<Metric> for Recomputed {
    fn from(written: Metric) -> Recomputed {
        Recomputed {
            claim: Claim {
                metric: written.metric,
                condition: written.condition,
                output: written.declared_output,
                value: written.declared,
                uncertainty: written.declared_uncertainty,
                unit: written.unit,
                tolerance: written.tolerance,
            },
            output: written.output,
            value: written.recomputed,
            uncertainty: written.uncertainty,
            interval: written.interval,
            limit: written.limit,
            holds: written.verdict.holds(),
            reason: written.reason,
        }
    }
}

impl From<&Recomputed> for Metric {
    fn from(found: &Recomputed) -> Metric {
        let Recomputed { claim, output, value, .. } = found.clone();
        Metric {
            metric: claim.metric,
            condition: claim.condition,
            unit: claim.unit,
            declared: claim.value,
            declared_uncertainty: claim.uncertainty,
            declared_output: claim.output,
            output,
            recomputed: value,
            uncertainty: found.uncertainty,
            interval: found.interval,
            limit: found.limit,
            tolerance: claim.tolerance,
            verdict: found.verdict(),
            reason: found.reason.clone(),
        }
    }
}

/// Of a run, as [`Metric`]s.
pub(super) mod metrics {
    use faircat_inference::verification::Recomputed;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Metric;

    pub(in crate::evidence) fn serialize<S: Serializer>(
        metrics: &[Recomputed],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(metrics.iter().map(Metric::from))
    }

    pub(in crate::evidence) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Recomputed>, D::Error> {
        let written = Vec::<Metric>::deserialize(deserializer)?;
        Ok(written.into_iter().map(Recomputed::from).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Metric, Output};
    use crate::evidence::verification::{OutputCheck, Verdict};

    fn output() -> Value {
        json!({
            "name": "logits", "dtype": "float32", "shape": [4, 2],
            "declared_shape": ["batch", "2"], "largest_difference": 0.25, "tolerance": 0.1,
            "verdict": "fails"
        })
    }

    #[test]
    fn evidence_of_before_rows_were_noted_is_read_and_written_as_it_was() {
        let read: OutputCheck = serde_json::from_value(output()).expect("an output");
        assert_eq!((read.found.row, read.found.verdict()), (None, Verdict::Fails));
        assert_eq!(serde_json::to_value(&read).expect("JSON"), output());
    }

    #[test]
    fn the_row_of_the_largest_difference_is_kept() {
        let mut told = output();
        told["row"] = json!(3);
        let read: OutputCheck = serde_json::from_value(told.clone()).expect("an output");
        assert_eq!(read.found.row, Some(3));
        assert_eq!(serde_json::to_value(&read).expect("JSON"), told);
        told["column"] = json!(1);
        assert!(serde_json::from_value::<Output>(told).is_err());
    }

    #[test]
    fn claims_come_through_whole() {
        for (verdict, holds) in
            [("holds", Some(true)), ("fails", Some(false)), ("not-checked", None)]
        {
            let told = json!({
                "metric": "ROC AUC", "condition": "pt > 1", "unit": "%", "declared": 95.5,
                "declared_uncertainty": 0.5, "declared_output": "p", "output": "p",
                "recomputed": 95.25, "uncertainty": 0.4, "interval": [95.0, 96.0], "limit": 1.0,
                "tolerance": 2.0, "verdict": verdict, "reason": "because"
            });
            let written: Metric = serde_json::from_value(told.clone()).expect("a metric");
            let read = faircat_inference::verification::Recomputed::from(written);
            assert_eq!((read.holds, read.claim.value, read.value), (holds, 95.5, Some(95.25)));
            assert_eq!(serde_json::to_value(Metric::from(&read)).expect("JSON"), told);
        }
    }
}
