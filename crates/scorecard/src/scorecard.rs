//! What the indicators found.

use serde::Serialize;

use super::{Indicator, Outcome, Rubric, principles};
use faircat_catalog::evidence::origin::Origin;

/// What one indicator found in one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the indicator.
    pub indicator: &'static str,
    #[serde(rename = "verdict")]
    pub outcome: Outcome,
    /// What the outcome rests on, in a sentence that names the value or the file.
    pub evidence: String,
    /// The same as the page of the work says it, where that need not spell out its own address.
    #[serde(skip)]
    pub on_page: Option<String>,
    /// For a fail: the exact line, or lines, to add to the record, as YAML. Where the record has
    /// no say in the matter, a YAML comment that says who has.
    pub remedy: Option<String>,
}

/// A record's findings, in the order of the rubric's indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    pub rubric: Rubric,
    /// Those of the rubric.
    pub indicators: &'static [Indicator],
    pub findings: Vec<Finding>,
    /// Who recomputed the claims that findings rest on; `None` where no recomputation is used.
    pub verified_by: Option<Origin>,
}

/// A scorecard without its words, held for all records at once: outcomes in the order of the
/// rubric's indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub rubric: Rubric,
    /// Those of the rubric.
    pub indicators: &'static [Indicator],
    pub outcomes: Box<[Outcome]>,
}

/// How many outcomes of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    pub pass: usize,
    pub fail: usize,
    pub not_applicable: usize,
    pub unknown: usize,
}

impl Counts {
    pub fn of(outcomes: impl IntoIterator<Item = Outcome>) -> Counts {
        let mut counts = Counts::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Pass => counts.pass += 1,
                Outcome::Fail => counts.fail += 1,
                Outcome::NotApplicable => counts.not_applicable += 1,
                Outcome::Unknown => counts.unknown += 1,
            }
        }
        counts
    }

    /// All but those that do not apply.
    pub fn applicable(&self) -> usize {
        self.pass + self.fail + self.unknown
    }
}

impl Scorecard {
    pub fn standing(&self) -> Standing {
        Standing {
            rubric: self.rubric,
            indicators: self.indicators,
            outcomes: self.findings.iter().map(|finding| finding.outcome).collect(),
        }
    }

    /// Counts over the indicators.
    pub fn counts(&self) -> Counts {
        Counts::of(self.findings.iter().map(|finding| finding.outcome))
    }

    /// Each finding with its indicator.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Indicator, &Finding)> {
        self.indicators.iter().zip(&self.findings)
    }
}

impl Standing {
    /// Counts over the principles.
    pub fn principle_counts(&self) -> Counts {
        Counts::of(principle_outcomes(self))
    }

    /// The outcome of the principle `id`, as `R1.2`; `None` where the rubric has no such principle.
    pub fn principle(&self, id: &str) -> Option<Outcome> {
        principles(self.rubric)
            .iter()
            .any(|principle| principle.id == id)
            .then(|| outcome_of(self, id))
    }
}

/// The outcome of each principle, in the order of [`principles`]: a principle fails if one of its
/// indicators fails, and passes if all that apply pass.
pub fn principle_outcomes(standing: &Standing) -> Vec<Outcome> {
    principles(standing.rubric).iter().map(|principle| outcome_of(standing, principle.id)).collect()
}

fn outcome_of(standing: &Standing, principle: &str) -> Outcome {
    Outcome::all(
        standing
            .indicators
            .iter()
            .zip(&standing.outcomes)
            .filter(|(indicator, _)| indicator.principle == principle)
            .map(|(_, outcome)| *outcome),
    )
}
