//! Evidence as people read it: by the one rule for figures, which the browser uses too.

use faircat_inference::verification::{
    Claim, OutputDifference, Recomputed, ShownClaim, ShownOutput,
};

use super::verification::{MetricCheck, OutputCheck, Verdict};

impl MetricCheck {
    /// The same in the form that engines in a browser give.
    pub fn recomputed(&self) -> Recomputed {
        Recomputed {
            claim: Claim {
                metric: self.metric.clone(),
                condition: self.condition.clone(),
                output: self.declared_output.clone(),
                value: self.declared,
                uncertainty: self.declared_uncertainty,
                unit: self.unit.clone(),
                tolerance: self.tolerance,
            },
            output: self.output.clone(),
            value: self.recomputed,
            uncertainty: self.uncertainty,
            interval: self.interval,
            limit: self.limit,
            holds: holds(self.verdict),
            reason: self.reason.clone(),
        }
    }

    /// Its figures in words.
    pub fn shown(&self) -> ShownClaim {
        self.recomputed().shown()
    }
}

impl OutputCheck {
    /// The same in the form that engines in a browser give.
    pub fn difference(&self) -> OutputDifference {
        OutputDifference {
            name: self.name.clone(),
            dtype: self.dtype.clone(),
            shape: self.shape.clone(),
            largest: self.largest_difference,
            row: None,
            tolerance: self.tolerance,
            holds: holds(self.verdict),
            reason: self.reason.clone(),
        }
    }

    /// Its figures in words.
    pub fn shown(&self) -> ShownOutput {
        self.difference().shown()
    }
}

fn holds(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Holds => Some(true),
        Verdict::Fails => Some(false),
        Verdict::NotChecked => None,
    }
}
