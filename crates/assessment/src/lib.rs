//! Stage 5, *assessment*: scorecards.
//!
//! An outcome rests on the published graph, on the files, and on evidence; nothing that a record
//! says about its own FAIRness counts.
//!
//! [`principles()`] are what a rubric asks, [`indicators()`] are the automated tests of them. The
//! tests live in one file per family below [`indicators`](mod@indicators).

mod assessed;
pub mod badge;
mod checksums;
pub mod foreign;
mod identifiers;
pub mod indicators;
mod licences;
mod plain_statements;
pub mod principles;
pub mod quality;
mod scorecard;
mod view;

use serde::{Deserialize, Serialize};

pub use assessed::{Assessed, LocalFile, Published, Signposting};
pub use indicators::{Indicator, indicators};
pub use principles::{Principle, principles};
pub use scorecard::{Counts, Finding, Scorecard, Standing, principle_outcomes};

use faircat_record::Kind;

/// Which set of principles a record is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rubric {
    /// Duarte et al. (2023), table 1: fifteen principles for AI models.
    Model,
    /// Wilkinson et al. (2016): the original principles, for datasets and training materials.
    Dataset,
    /// FAIR4RS (Barker et al. 2022), for software and workflows.
    Software,
}

/// Where the principles of a rubric were first stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Authors, title, journal and year in one line.
    pub line: &'static str,
    pub doi: &'static str,
}

impl Rubric {
    pub const ALL: [Rubric; 3] = [Rubric::Model, Rubric::Dataset, Rubric::Software];

    /// The rubric for records of `kind`; people and organizations have none.
    pub fn of(kind: Kind) -> Option<Rubric> {
        match kind {
            Kind::Model => Some(Rubric::Model),
            Kind::Dataset | Kind::TrainingMaterial => Some(Rubric::Dataset),
            Kind::Software | Kind::Workflow => Some(Rubric::Software),
            Kind::Person | Kind::Organization => None,
        }
    }

    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rubric::Model => "model",
            Rubric::Dataset => "dataset",
            Rubric::Software => "software",
        }
    }

    /// Name of the whole set of principles, for headings.
    pub fn title(self) -> &'static str {
        match self {
            Rubric::Model => "FAIR principles for AI models",
            Rubric::Dataset => "FAIR principles for data",
            Rubric::Software => "FAIR principles for research software",
        }
    }

    /// Page of the principles, relative to the site's root, with its final slash.
    pub fn page(self) -> &'static str {
        match self {
            Rubric::Model => "principles/models/",
            Rubric::Dataset => "principles/datasets/",
            Rubric::Software => "principles/software/",
        }
    }

    pub fn source(self) -> Citation {
        match self {
            Rubric::Model => Citation {
                line: "Duarte et al., FAIR AI models in high energy physics, Machine Learning: \
                           Science and Technology 4 (2023) 045062, table 1",
                doi: "10.1088/2632-2153/ad12e3",
            },
            Rubric::Dataset => Citation {
                line: "Wilkinson et al., The FAIR Guiding Principles for scientific data \
                           management and stewardship, Scientific Data 3 (2016) 160018",
                doi: "10.1038/sdata.2016.18",
            },
            Rubric::Software => Citation {
                line: "Barker et al., Introducing the FAIR Principles for research software, \
                           Scientific Data 9 (2022) 622",
                doi: "10.1038/s41597-022-01710-x",
            },
        }
    }

    /// What the assessed thing is called in a sentence.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Rubric::Model => "model",
            Rubric::Dataset => "dataset",
            Rubric::Software => "software",
        }
    }
}

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

/// The scorecard of `assessed`: every indicator of `rubric`, tested.
pub fn assess(rubric: Rubric, assessed: &Assessed<'_>) -> Scorecard {
    let view = view::View::new(rubric, assessed);
    let findings = indicators(rubric).iter().map(|indicator| indicator.test(&view)).collect();
    let evidence = assessed.evidence;
    let verified_by = evidence.current().map(|_| evidence.verified_by.clone());
    Scorecard { rubric, findings, verified_by }
}
