//! Stage 5, *assessment*: scorecards.
//!
//! A verdict rests on the published graph, on the files, and on evidence; nothing that a record
//! says about its own FAIRness counts.

use serde::{Deserialize, Serialize};

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

/// One principle of a rubric.
#[derive(Debug)]
pub struct Principle {
    /// As `R1.1`.
    pub id: &'static str,
    /// A few words, as `Clear licence`.
    pub title: &'static str,
    /// What it asks, in our words.
    pub text: &'static str,
}

/// One automated test of a principle.
pub struct Indicator {
    /// As `model-R1.1-license`: stable, part of addresses.
    pub id: &'static str,
    /// Id of the principle it tests.
    pub principle: &'static str,
    /// What is asked, as a question.
    pub question: &'static str,
    /// How it is tested, in a sentence.
    pub method: &'static str,
    /// Counterparts: RDA indicators, F-UJI metrics and FAIRshake questions.
    pub rda: &'static [&'static str],
    pub fuji: &'static [&'static str],
    pub fairshake: &'static [&'static str],
}

/// What one indicator found in one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the indicator.
    pub indicator: &'static str,
    pub verdict: Verdict,
    /// What the verdict rests on, in a sentence that names the value or the file.
    pub evidence: String,
    /// For a fail: the exact line, or lines, to add to the record.
    pub remedy: Option<String>,
}

/// A record's findings, in the order of the rubric's indicators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scorecard {
    pub rubric: Rubric,
    pub findings: Vec<Finding>,
}

/// A scorecard without its words, held for all records at once: verdicts in the order of the
/// rubric's indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub rubric: Rubric,
    pub verdicts: Box<[Verdict]>,
}
