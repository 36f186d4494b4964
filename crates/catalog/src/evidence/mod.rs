//! Stage 2, *evidence*: facts gathered from outside the records, dated, kept as files.
//!
//! `faircat check --online`, `verify`, `bench`, `compare` and `explain` write them, a build only
//! reads them, so a build needs no network and gives the same bytes without one. Anybody who writes
//! a record can write its evidence, so a build believes it only as far as it does not contradict
//! itself, the record, or the files (`contradictions`, `currency`), and says who computed it
//! (`origin`, `attestation`).

pub mod attestation;
pub mod checked_claims;
pub mod comparison;
pub mod contract;
pub mod contradictions;
pub mod currency;
pub mod derived;
pub mod explanation;
pub mod origin;
pub mod other_data;
pub mod questions;
mod quoting;
pub mod stated;
pub mod throughput;
pub mod verdict;
pub mod verification;
mod written;

use serde::{Deserialize, Serialize};

use comparison::{Answered, Comparison};
use explanation::{ComputedAgain, Explanation};
use origin::Origin;
use throughput::Throughput;
use verification::Verification;

/// What is known about one record from outside it. The fields that are written are
/// `evidence/online.json` in the record's folder; the others have files of their own there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Evidence {
    pub facts: Vec<Fact>,
    /// `evidence/verification.json`.
    #[serde(skip)]
    pub verification: Option<Box<Verification>>,
    /// Why `verification` is not about the files and claims at hand, in phrases; empty where it is.
    #[serde(skip)]
    pub outdated: Vec<String>,
    /// Why `verification` is not believed, in phrases; empty where it is.
    #[serde(skip)]
    pub refused: Vec<String>,
    /// Who recomputed the claims.
    #[serde(skip)]
    pub verified_by: Origin,
    /// The record's signature beside that of each ONNX file at hand.
    #[serde(skip)]
    pub signatures: Vec<SignatureCheck>,
    /// `evidence/throughput.json`.
    #[serde(skip)]
    pub throughput: Option<Box<Throughput>>,
    /// Who measured the throughput.
    #[serde(skip)]
    pub measured_by: Origin,
    /// `evidence/comparison.json`.
    #[serde(skip)]
    pub comparison: Option<Box<Comparison>>,
    /// Who compared.
    #[serde(skip)]
    pub compared_by: Origin,
    /// What the model answered when it was compared.
    #[serde(skip)]
    pub answered: Option<Box<Answered>>,
    /// `evidence/explanation.json`.
    #[serde(skip)]
    pub explanation: Option<Box<Explanation>>,
    /// Who explained the model.
    #[serde(skip)]
    pub explained_by: Origin,
    /// What the verification, by whoever it is, found of the explanation.
    #[serde(skip)]
    pub computed_again: Option<ComputedAgain>,
}

/// One observation of one address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What was asked.
    pub check: Check,
    /// Address asked for.
    pub url: String,
    /// ISO 8601 date of the observation.
    pub date: String,
    /// Whether the answer was as the record says.
    pub holds: bool,
    /// What was observed, in one sentence.
    pub detail: String,
    /// HTTP status of the last answer.
    pub status: Option<u16>,
    /// Size in bytes that the server stated.
    pub size: Option<u64>,
    /// Media type that the server stated.
    pub media_type: Option<String>,
}

/// What was asked of the outside world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// A persistent identifier leads to a page.
    IdentifierResolves,
    /// An artifact's address answers, with the size and media type that the record declares.
    ArtifactAnswers,
    /// Another link of the record answers.
    LinkAnswers,
}

/// The record's signature, compared with what an ONNX file beside the record says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureCheck {
    /// File below the record's folder.
    pub file: String,
    /// One sentence for each difference; empty where they are equal.
    pub differences: Vec<String>,
    /// The signature of the file as lines of a record.
    pub correction: String,
}

/// Whether two numbers are one, but for what reading them from decimal digits may change.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

impl Evidence {
    /// The verification, where it is believed and about the files and claims at hand.
    pub fn current(&self) -> Option<&Verification> {
        let used = self.outdated.is_empty() && self.refused.is_empty();
        self.verification.as_deref().filter(|_| used)
    }

    /// The newest fact of `check` about `url`.
    pub fn find(&self, check: Check, url: &str) -> Option<&Fact> {
        self.facts
            .iter()
            .filter(|fact| fact.check == check && fact.url == url)
            .max_by(|a, b| a.date.cmp(&b.date))
    }
}
