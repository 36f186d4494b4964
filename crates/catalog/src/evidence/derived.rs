//! Verdicts on the parts of a verification, derived from their numbers: the rules with which they
//! were written, so that no `verdict` of a file has to be believed.

use faircat_inference::verification::{NO_ONE_SCALE, decided};

use super::verdict;
use super::verification::{
    Agreement, ControlSetUsed, EngineRun, FileCheck, MetricCheck, OutputCheck, Verdict,
    Verification,
};

impl MetricCheck {
    /// What the figures, of `items`, and the tolerance decide.
    pub fn derived(&self, items: usize) -> Verdict {
        self.recomputed().decided(items).into()
    }
}

impl OutputCheck {
    /// Whether it was compared within a tolerance that decides nothing, or that would have been.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::NotChecked && (self.tolerance.is_some() || self.has_no_scale())
    }

    /// Whether it is said that no one scale describes its references.
    pub fn has_no_scale(&self) -> bool {
        self.tolerance.is_none() && self.reason.as_deref() == Some(NO_ONE_SCALE)
    }

    /// What the difference from the reference decides at the tolerance that the record declares,
    /// and the output's shape and type; `dtype` is the type that the record declares.
    pub fn derived(&self, tolerance: Option<f64>, dtype: Option<&str>) -> Verdict {
        let fits = self.declared_shape.as_ref().is_none_or(|it| fits(&self.shape, it));
        if !fits || dtype.is_some_and(|dtype| dtype != self.dtype) {
            return Verdict::Fails;
        }
        match (self.largest_difference, tolerance, self.tolerance) {
            (Some(largest), Some(declared), Some(applied)) => {
                decided(largest, declared, applied).into()
            }
            // Another shape than the reference's, or numbers of which one is none.
            (None, Some(_), Some(_)) => Verdict::Fails,
            _ => Verdict::NotChecked,
        }
    }
}

/// Whether the sizes that `declared` gives are those of `shape`; names stand for any size.
pub fn fits(shape: &[usize], declared: &[String]) -> bool {
    let fits = |(size, declared): (&usize, &String)| {
        declared.trim().parse::<usize>().map_or(true, |declared| declared == *size)
    };
    shape.len() == declared.len() && shape.iter().zip(declared).all(fits)
}

impl Agreement {
    /// Whether the two were compared within a tolerance that decides nothing.
    pub fn is_open(&self) -> bool {
        self.verdict == Verdict::NotChecked && self.tolerance.is_some()
    }

    /// What the difference decides at the tolerance that the record declares.
    pub fn derived(&self, tolerance: Option<f64>) -> Verdict {
        let both = tolerance.zip(self.tolerance);
        both.and_then(|(declared, applied)| decided(self.largest_difference, declared, applied))
            .into()
    }
}

impl ControlSetUsed {
    /// Whether it has as many items as the record declares.
    pub fn derived(&self) -> Verdict {
        self.declared_items.map(|declared| declared == self.items as u64).into()
    }
}

impl FileCheck {
    /// Whether it has the size and the SHA-256 that the record declares.
    pub fn derived(&self) -> Verdict {
        let size = self.declared_size.map(|size| size == self.size);
        let declared = self.declared_sha256.as_deref();
        let sha256 = declared.map(|digest| digest.eq_ignore_ascii_case(&self.sha256));
        Verdict::all([size, sha256].map(Verdict::from))
    }
}

impl EngineRun {
    /// What the verdicts on its outputs and metrics come to.
    pub fn derived(&self) -> Verdict {
        if self.outputs.iter().any(|output| output.verdict == Verdict::Fails) {
            return Verdict::Fails;
        }
        match Verdict::of_claims(self.metrics.iter().map(|check| check.verdict)) {
            Verdict::Holds if self.outputs.iter().any(OutputCheck::is_open) => Verdict::NotChecked,
            verdict => verdict,
        }
    }
}

impl Verification {
    /// What the verdicts on its parts come to. A run may have left out what it was asked for, and
    /// then says less, with reasons.
    pub fn derived(&self) -> Verdict {
        match verdict::of(self).0 {
            Verdict::Holds if self.verdict == Verdict::NotChecked && !self.reasons.is_empty() => {
                Verdict::NotChecked
            }
            verdict => verdict,
        }
    }
}
