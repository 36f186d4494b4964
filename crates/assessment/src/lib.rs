//! Stage 5, *assessment*: scorecards.
//!
//! A verdict rests on the published graph, on the files, and on evidence; nothing that a record
//! says about its own FAIRness counts.
//!
//! [`principles()`] are what a rubric asks, [`indicators()`] are the automated tests of them. The
//! tests live in one file per family below [`indicators`](mod@indicators).

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
mod subject;

use serde::{Deserialize, Serialize};

pub use indicators::{Indicator, indicators};
pub use principles::{Principle, principles};
pub use scorecard::{Counts, Finding, Scorecard, Standing, principle_verdicts};
pub use subject::{LocalFile, Published, Signposting, Subject};

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
pub struct Source {
    /// Authors, title, journal and year in one line.
    pub citation: &'static str,
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

    pub fn source(self) -> Source {
        match self {
            Rubric::Model => Source {
                citation: "Duarte et al., FAIR AI models in high energy physics, Machine Learning: \
                           Science and Technology 4 (2023) 045062, table 1",
                doi: "10.1088/2632-2153/ad12e3",
            },
            Rubric::Dataset => Source {
                citation: "Wilkinson et al., The FAIR Guiding Principles for scientific data \
                           management and stewardship, Scientific Data 3 (2016) 160018",
                doi: "10.1038/sdata.2016.18",
            },
            Rubric::Software => Source {
                citation: "Barker et al., Introducing the FAIR Principles for research software, \
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
pub enum Verdict {
    Pass,
    Fail,
    NotApplicable,
    /// It takes evidence that has not been gathered.
    Unknown,
}

impl Verdict {
    pub const ALL: [Verdict; 4] =
        [Verdict::Pass, Verdict::Fail, Verdict::NotApplicable, Verdict::Unknown];

    /// As it is written in JSON and RDF.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::NotApplicable => "not-applicable",
            Verdict::Unknown => "unknown",
        }
    }

    /// As a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::NotApplicable => "not applicable",
            Verdict::Unknown => "not yet known",
        }
    }

    /// One character that stands for it beside its label.
    pub fn symbol(self) -> &'static str {
        match self {
            Verdict::Pass => "✓",
            Verdict::Fail => "✗",
            Verdict::NotApplicable => "–",
            Verdict::Unknown => "?",
        }
    }

    /// The verdict on several tests taken together: fail if one fails, unknown if one that applies
    /// is undecided, not applicable if none applies.
    pub fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
        verdicts.into_iter().fold(Verdict::NotApplicable, |sum, verdict| match (sum, verdict) {
            (Verdict::Fail, _) | (_, Verdict::Fail) => Verdict::Fail,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
            (Verdict::Pass, _) | (_, Verdict::Pass) => Verdict::Pass,
            (Verdict::NotApplicable, Verdict::NotApplicable) => Verdict::NotApplicable,
        })
    }
}

/// The scorecard of `subject`: every indicator of `rubric`, tested.
pub fn assess(rubric: Rubric, subject: &Subject<'_>) -> Scorecard {
    let view = subject::View::new(rubric, subject);
    let findings = indicators(rubric).iter().map(|indicator| indicator.test(&view)).collect();
    let evidence = subject.evidence;
    let verified_by = evidence.current().map(|_| evidence.verified_by.clone());
    Scorecard { rubric, findings, verified_by }
}
