//! The names by which messages, icons and style classes know what records and scorecards say.

use faircat_record::{Kind, Status};
use faircat_scorecard::Outcome;

use super::Words;

impl Words {
    /// What one record of `kind` is called.
    pub fn kind(&self, kind: Kind) -> String {
        self.word(&format!("kind-{}", kind.name()))
    }

    /// What several records of `kind` are called.
    pub fn kinds(&self, kind: Kind) -> String {
        self.word(&format!("kinds-{}", kind.name()))
    }

    /// What the principle is called whose English name is `title`.
    pub fn principle(&self, title: &str) -> String {
        let name = title.to_lowercase().replace(',', "").replace(' ', "-");
        self.word(&format!("principle-{name}"))
    }
}

/// An outcome, as its class in the style sheet, the name of its icon, and the end of its message.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::NotApplicable => "na",
        Outcome::Unknown => "unknown",
    }
}

/// Where a work is in its life, as its class in the style sheet and the end of its message.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Draft => "draft",
        Status::Deprecated => "deprecated",
        Status::Withdrawn => "withdrawn",
    }
}
