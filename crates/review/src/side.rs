//! What is known of one side of a comparison.

use std::collections::{BTreeMap, BTreeSet};

use faircat_catalog::evidence::Evidence;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Kind, Record, Status};
use faircat_scorecard::Scorecard;
use serde::Serialize;
use serde_json::Value;

use crate::addresses::{self, Address};
use crate::claims::{self, Claim};
use crate::evidence::EvidenceFile;
use crate::fields;
use crate::licences::{self, Licence};
use crate::scores::{self, Judged};

/// What a side is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A folder with records.
    #[default]
    Folder,
    /// A revision of a Git repository.
    Revision,
    /// A site that was built.
    Site,
}

/// A catalogue as it is on one side.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// As whoever asks named it.
    pub name: String,
    pub form: Form,
    /// By `folder/slug`, the sound records that are not the same on the other side.
    pub records: BTreeMap<String, State>,
    /// The records that could not be read.
    pub broken: BTreeSet<String>,
    /// What is wrong with records, errors all.
    pub problems: Vec<Diagnostic>,
    /// Address of the site, with its final slash; `None` where nobody gave one.
    pub address: Option<String>,
    /// The site's own pages, as `about/`, and the files beside all records' pages, as
    /// `*/*/croissant.json`; `None` where they are not known.
    pub own: Option<BTreeSet<Address>>,
    /// The folder in which its claims were recomputed.
    pub recomputed: Option<String>,
    /// The licence of its descriptions; `None` where it is not known.
    pub licence: Option<String>,
    /// Names and public keys of the site's own workflow.
    pub keys: Vec<(String, String)>,
}

/// One record as it is on one side.
#[derive(Clone, Debug)]
pub struct State {
    pub kind: Kind,
    pub title: String,
    pub status: Status,
    /// Its fields as JSON, without those that say nothing.
    pub fields: Value,
    pub licences: Vec<Licence>,
    pub addresses: Vec<Address>,
    pub claims: Vec<Claim>,
    pub evidence: Vec<EvidenceFile>,
    /// Its own files: path below its folder, and what is the same for the same bytes.
    pub files: Vec<(String, String)>,
    /// What the indicators found; nothing for people and organizations.
    pub findings: Vec<Judged>,
    /// The formats in which it has a file, by their names.
    pub formats: Vec<&'static str>,
}

/// What lies beside a record, and what was made of it.
#[derive(Clone, Debug, Default)]
pub struct Beside<'a> {
    pub evidence: Vec<EvidenceFile>,
    /// As [`State::files`].
    pub files: Vec<(String, String)>,
    pub scorecard: Option<&'a Scorecard>,
    /// As [`State::formats`].
    pub formats: Vec<&'static str>,
}

impl Side {
    /// Takes over what became of the claims in a copy that was verified anew, `verified`, of which
    /// `before` are the records as it was copied. What changed on neither side, and does not hold
    /// there, becomes a change from `old`.
    pub fn take_claims(
        &mut self,
        old: &mut Side,
        before: &BTreeMap<String, State>,
        verified: &Side,
    ) {
        self.recomputed = Some(verified.name.clone());
        for (id, state) in &verified.records {
            let Some(then) = before.get(id) else { continue };
            if !self.records.contains_key(id)
                && claims::turns(&then.claims, &state.claims, false).iter().any(|it| it.broken)
            {
                old.records.insert(id.clone(), then.clone());
                self.records.insert(id.clone(), then.clone());
            }
            if let Some(own) = self.records.get_mut(id) {
                own.claims.clone_from(&state.claims);
            }
        }
    }
}

impl State {
    /// The record `id` with what is known about it.
    #[must_use]
    pub fn of(id: &str, record: &Record, evidence: &Evidence, beside: Beside<'_>) -> State {
        let work = match record {
            Record::Work(work) => Some(work.as_ref()),
            Record::Person(_) | Record::Organization(_) => None,
        };
        State {
            kind: record.kind(),
            title: record.title().to_owned(),
            status: work.map(|work| work.status).unwrap_or_default(),
            // Texts, numbers and lists of them always serialise.
            fields: fields::telling(serde_json::to_value(record).unwrap_or_default()),
            licences: work.map(licences::of_work).unwrap_or_default(),
            addresses: addresses::addresses_of(id, record),
            claims: work.map(|work| claims::of_work(work, evidence)).unwrap_or_default(),
            evidence: beside.evidence,
            files: beside.files,
            findings: beside.scorecard.map(scores::of_scorecard).unwrap_or_default(),
            formats: beside.formats,
        }
    }
}
