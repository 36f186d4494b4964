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

use std::sync::LazyLock;

pub(super) use faircat_text::first_line as shortened;
use outcome::Tested;
pub(super) use outcome::some_phrases;

use super::view::View;
use super::{Finding, Indicator, Rubric};

/// An indicator with what tests it.
pub(super) struct Test {
    indicator: Indicator,
    run: Run,
}

type Run = fn(&View<'_>) -> Tested;

impl Test {
    const fn new(
        id: &'static str,
        principle: &'static str,
        question: &'static str,
        method: &'static str,
        run: Run,
    ) -> Test {
        let indicator =
            Indicator { id, principle, question, method, rda: &[], fuji: &[], fairshake: &[] };
        Test { indicator, run }
    }

    const fn rda(self, rda: &'static [&'static str]) -> Test {
        Test { indicator: Indicator { rda, ..self.indicator }, ..self }
    }

    const fn fuji(self, fuji: &'static [&'static str]) -> Test {
        Test { indicator: Indicator { fuji, ..self.indicator }, ..self }
    }

    const fn fairshake(self, fairshake: &'static [&'static str]) -> Test {
        Test { indicator: Indicator { fairshake, ..self.indicator }, ..self }
    }

    pub(super) fn finding(&self, view: &View<'_>) -> Finding {
        let tested = (self.run)(view);
        Finding {
            indicator: self.indicator.id,
            outcome: tested.outcome,
            evidence: tested.evidence,
            on_page: tested.on_page,
            remedy: tested.remedy,
        }
    }
}

/// The tests of `rubric`, in the order of its principles.
pub(super) fn tests(rubric: Rubric) -> &'static [Test] {
    match rubric {
        Rubric::Model => model::TESTS,
        Rubric::Dataset => dataset::TESTS,
        Rubric::Software => software::TESTS,
    }
}

/// The indicators of `rubric`, in the order of its principles.
pub fn indicators(rubric: Rubric) -> &'static [Indicator] {
    static ALL: LazyLock<[Vec<Indicator>; 3]> = LazyLock::new(|| {
        Rubric::ALL.map(|rubric| tests(rubric).iter().map(|test| test.indicator).collect())
    });
    let [model, dataset, software] = &*ALL;
    match rubric {
        Rubric::Model => model,
        Rubric::Dataset => dataset,
        Rubric::Software => software,
    }
}
