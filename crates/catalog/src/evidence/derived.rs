//! Verdicts on the parts of a verification, derived from their numbers: the rules with which they
//! were written, so that no `verdict` of a file has to be believed.

use faircat_inference::verification::decided;

use super::verdict;
use super::verification::{
    Agreement, ControlSetUsed, EngineRun, FileCheck, OutputCheck, Verdict, Verification,
};

impl OutputCheck {
    /// What the difference from the reference decides at the tolerance that the record declares,
    /// and the output's shape and type; `dtype` is the type that the record declares.
    pub fn derived(&self, tolerance: Option<f64>, dtype: Option<&str>) -> Verdict {
        let fits = self.declared_shape.as_ref().is_none_or(|it| fits(&self.found.shape, it));
        if !fits || dtype.is_some_and(|dtype| dtype != self.found.dtype) {
            return Verdict::Fails;
        }
        match (self.found.largest, tolerance, self.found.tolerance) {
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
    /// Whether the two were compared within `tolerance`, the declared one, and that decides nothing.
    pub fn is_open(&self, tolerance: Option<f64>) -> bool {
        self.verdict == Verdict::NotChecked && tolerance.is_some()
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
        if self.outputs.iter().any(|output| output.found.verdict() == Verdict::Fails) {
            return Verdict::Fails;
        }
        match Verdict::of_claims(self.metrics.iter().map(|check| check.verdict())) {
            Verdict::Holds if self.outputs.iter().any(|output| output.found.is_open()) => {
                Verdict::NotChecked
            }
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
