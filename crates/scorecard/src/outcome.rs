//! What a test may find.

use serde::{Deserialize, Serialize};

/// What a test of an indicator found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Pass,
    Fail,
    NotApplicable,
    /// It takes evidence that has not been gathered.
    Unknown,
}

impl Outcome {
    pub const ALL: [Outcome; 4] =
        [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::Unknown];

    /// As it is written in JSON and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::NotApplicable => "not-applicable",
            Outcome::Unknown => "unknown",
        }
    }

    /// As a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::NotApplicable => "not applicable",
            Outcome::Unknown => "not yet known",
        }
    }

    /// One character that stands for it beside its label.
    pub fn symbol(self) -> &'static str {
        match self {
            Outcome::Pass => "✓",
            Outcome::Fail => "✗",
            Outcome::NotApplicable => "–",
            Outcome::Unknown => "?",
        }
    }

    /// The outcome of several tests taken together: fail if one fails, unknown if one that applies
    /// is undecided, not applicable if none applies.
    pub fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
        outcomes.into_iter().fold(Outcome::NotApplicable, |sum, outcome| match (sum, outcome) {
            (Outcome::Fail, _) | (_, Outcome::Fail) => Outcome::Fail,
            (Outcome::Unknown, _) | (_, Outcome::Unknown) => Outcome::Unknown,
            (Outcome::Pass, _) | (_, Outcome::Pass) => Outcome::Pass,
            (Outcome::NotApplicable, Outcome::NotApplicable) => Outcome::NotApplicable,
        })
    }
}
