//! A recomputed claim and a compared output as people read them, by the rule of [`figures`].

use serde::{Deserialize, Serialize};

use super::{ControlSetRun, OutputDifference, Recomputed};
use crate::figures;

/// A claim in words; the same on the command line, on pages and in the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownClaim {
    /// Value with unit, as `0.9595 ± 0.0035`.
    pub declared: String,
    /// As `0.9595 ± 0.0035` or `> 270`; `None` where nothing was recomputed.
    pub recomputed: Option<String>,
    /// Difference of the two, as `1.2 × 10⁻⁷`.
    pub apart: Option<String>,
    pub tolerance: Option<String>,
}

/// The difference of an output in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownOutput {
    pub largest: Option<String>,
    pub tolerance: Option<String>,
}

/// Something found, as JSON with its figures in words beside it, as `shown`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told<T, S> {
    #[serde(flatten)]
    pub found: T,
    pub shown: S,
}

/// A whole run as a page gets it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToldRun {
    pub items: usize,
    pub outputs: Vec<Told<OutputDifference, ShownOutput>>,
    pub claims: Vec<Told<Recomputed, ShownClaim>>,
    pub confusion: Vec<Vec<u64>>,
    /// As [`ControlSetRun::holds`].
    pub holds: Option<bool>,
}

impl ControlSetRun {
    #[must_use]
    pub fn told(self) -> ToldRun {
        ToldRun {
            holds: self.holds(),
            items: self.items,
            outputs: self.outputs.into_iter().map(OutputDifference::told).collect(),
            claims: self.claims.into_iter().map(Recomputed::told).collect(),
            confusion: self.confusion,
        }
    }
}

impl Recomputed {
    #[must_use]
    pub fn told(self) -> Told<Recomputed, ShownClaim> {
        Told { shown: self.shown(), found: self }
    }

    #[must_use]
    pub fn shown(&self) -> ShownClaim {
        let claim = &self.claim;
        let unit = claim.unit.as_deref().filter(|unit| *unit != "1");
        let with_unit = |text: String| match unit {
            Some(unit) => format!("{text} {unit}"),
            None => text,
        };
        let value = match (self.limit, self.value, self.interval) {
            (Some(limit), _, _) => Some(figures::above(limit)),
            (None, Some(value), Some(interval)) => Some(figures::with_interval(value, interval)),
            (None, Some(value), None) => Some(figures::with_uncertainty(value, self.uncertainty)),
            (None, None, _) => None,
        };
        let known = self.value.filter(|_| self.limit.is_none());
        ShownClaim {
            declared: with_unit(figures::with_uncertainty(claim.value, claim.uncertainty)),
            recomputed: value.map(with_unit),
            apart: known.map(|value| figures::width((value - claim.value).abs())),
            tolerance: claim.tolerance.map(figures::width),
        }
    }
}

impl OutputDifference {
    #[must_use]
    pub fn told(self) -> Told<OutputDifference, ShownOutput> {
        Told { shown: self.shown(), found: self }
    }

    #[must_use]
    pub fn shown(&self) -> ShownOutput {
        ShownOutput {
            largest: self.largest.map(figures::width),
            tolerance: self.tolerance.map(figures::width),
        }
    }
}
