//! The words under which pages show kinds, roles and outcomes.

use faircat_record::{Kind, Status};
use faircat_scorecard::Outcome;

/// One record of `kind`.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "Model",
        Kind::Dataset => "Dataset",
        Kind::Software => "Software",
        Kind::Workflow => "Workflow",
        Kind::TrainingMaterial => "Training material",
        Kind::Person => "Person",
        Kind::Organization => "Organization",
    }
}

/// An outcome, as its class in the style sheet and the name of its icon.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::NotApplicable => "na",
        Outcome::Unknown => "unknown",
    }
}

/// An outcome in words.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "Pass",
        Outcome::Fail => "Fail",
        Outcome::NotApplicable => "Not applicable",
        Outcome::Unknown => "Not yet known",
    }
}

/// Where a work is in its life, as its class in the style sheet and in words.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Draft => "draft",
        Status::Deprecated => "deprecated",
        Status::Withdrawn => "withdrawn",
    }
}
