//! The words under which pages show kinds, roles and verdicts.

use crate::assessment::Verdict;
use crate::record::{Kind, Status};

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

/// Several records of `kind`.
pub fn kinds(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "Models",
        Kind::Dataset => "Datasets",
        Kind::Software => "Software",
        Kind::Workflow => "Workflows",
        Kind::TrainingMaterial => "Training materials",
        Kind::Person => "People",
        Kind::Organization => "Organizations",
    }
}

/// A verdict, as its class in the style sheet and the name of its icon.
pub fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::NotApplicable => "na",
        Verdict::Unknown => "unknown",
    }
}

/// A verdict in words.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "Pass",
        Verdict::Fail => "Fail",
        Verdict::NotApplicable => "Not applicable",
        Verdict::Unknown => "Not yet known",
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
