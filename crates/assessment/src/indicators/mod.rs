//! The automated tests of the principles.
//!
//! The tests stand by family, one file each. `model`, `dataset` and `software` list which of them
//! a rubric uses, under which id, and what they correspond to elsewhere.

mod access;
mod dataset;
mod description;
mod discovery;
mod files;
mod formats;
mod identification;
mod learning;
mod licence;
mod licence_statements;
mod model;
mod outcome;
mod provenance;
mod references;
mod representation;
mod software;
mod software_description;
mod training_data;
mod verification;

use outcome::Tested;
pub(super) use outcome::{shortened, some_phrases};

use super::view::View;
use super::{Finding, Rubric};

/// One automated test of a principle.
pub struct Indicator {
    /// As `model-R1.1-licence`: stable, part of addresses.
    pub id: &'static str,
    /// Id of the principle it tests.
    pub principle: &'static str,
    /// What is asked, as a question.
    pub question: &'static str,
    /// How it is tested, in a sentence.
    pub method: &'static str,
    /// Indicators of the RDA FAIR Data Maturity Model (doi:10.15497/rda00050).
    pub rda: &'static [&'static str],
    /// Metrics of F-UJI: FAIRsFAIR metrics 0.8 (doi:10.5281/zenodo.4081213) for models and
    /// datasets, FRSM metrics (doi:10.5281/zenodo.10047401) for software.
    pub fuji: &'static [&'static str],
    /// Metrics of FAIRshake's rubric 146, FAIR for Machine Learning Models.
    pub fairshake: &'static [&'static str],
    test: Test,
}

type Test = fn(&View<'_>) -> Tested;

impl Indicator {
    const fn new(
        id: &'static str,
        principle: &'static str,
        question: &'static str,
        method: &'static str,
        test: Test,
    ) -> Indicator {
        Indicator { id, principle, question, method, rda: &[], fuji: &[], fairshake: &[], test }
    }

    const fn rda(self, rda: &'static [&'static str]) -> Indicator {
        Indicator { rda, ..self }
    }

    const fn fuji(self, fuji: &'static [&'static str]) -> Indicator {
        Indicator { fuji, ..self }
    }

    const fn fairshake(self, fairshake: &'static [&'static str]) -> Indicator {
        Indicator { fairshake, ..self }
    }

    pub(super) fn test(&self, view: &View<'_>) -> Finding {
        let tested = (self.test)(view);
        Finding {
            indicator: self.id,
            outcome: tested.outcome,
            evidence: tested.evidence,
            remedy: tested.remedy,
        }
    }
}

impl std::fmt::Debug for Indicator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Indicator").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The indicators of `rubric`, in the order of its principles.
pub fn indicators(rubric: Rubric) -> &'static [Indicator] {
    match rubric {
        Rubric::Model => model::INDICATORS,
        Rubric::Dataset => dataset::INDICATORS,
        Rubric::Software => software::INDICATORS,
    }
}
