//! What a record knows of its deposits.
//!
//! It stands in `extensions.deposit`, under the host of each repository: the record is what carries
//! the DOI, so both are changed by one writing of one file, are reviewed and committed together, and
//! go wherever the record goes. Evidence would be the wrong place: a build believes none of its
//! words, and it is removed and gathered anew.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::edit;
use crate::diagnostic::Diagnostic;
use crate::outside_world::atomic_file;
use crate::outside_world::imported_records::{self, Existing};
use crate::record::deposits::{self, NAME};
use crate::record::identifier::{Identifier, Scheme};
use crate::record::{Relation, RelationType, Status, Work, reading};

/// What is known of the deposit at one repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Deposited {
    /// An identifier that the repository's copy carries, and no other: by it a draft is found again
    /// whose making was not answered, and what is there is known to be of this record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// What the repository calls the draft or record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Without its scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// What was published of it; none of a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The version that was published before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Box<Deposited>>,
}

/// What was published last, by which a change of the record is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Published {
    /// SHA-256 of the metadata, but for a date that is of the day alone.
    pub metadata: String,
    /// SHA-256 of the version and of the list of files.
    pub files: String,
}

impl Deposited {
    /// Errors: what is no identifier that `faircat deposit` would have written.
    fn sound(self) -> Result<Deposited, String> {
        let known = std::iter::successors(Some(&self), |it| it.previous.as_deref());
        for Deposited { mark, id, doi, .. } in known {
            if let Some(id) = id.as_ref().filter(|it| !is_name(it)) {
                return Err(format!("{id:?} is no name of a deposit"));
            }
            if let Some(doi) = doi.as_ref().filter(|it| !is_plain_doi(it)) {
                return Err(format!("{doi:?} is no DOI"));
            }
            if let Some(mark) = mark.as_ref().filter(|it| !it.starts_with("urn:uuid:")) {
                return Err(format!("{mark:?} is no `urn:uuid:…`"));
            }
        }
        Ok(self)
    }
}

/// Whether a repository may call a deposit so: letters, digits, hyphens and underscores.
pub(super) fn is_name(id: &str) -> bool {
    let is_sign = |it: u8| it.is_ascii_alphanumeric() || b"-_".contains(&it);
    !id.is_empty() && id.bytes().all(is_sign)
}

/// Whether `doi` is one in its normal form, of signs that repositories use.
pub(super) fn is_plain_doi(doi: &str) -> bool {
    // Parts of an address are left out of it that are dots alone.
    let is_dots = |it: &str| it.bytes().all(|it| it == b'.');
    let is_plain = !doi.split('/').any(is_dots)
        && doi.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._;()/:+".contains(&it));
    is_plain && doi_of(&format!("doi:{doi}")).as_deref() == Some(doi)
}

/// The file of a record, which is changed as a deposit goes on.
pub(super) struct RecordFile {
    path: PathBuf,
    /// As diagnostics name it.
    pub(super) shown: PathBuf,
    text: String,
    work: Work,
    host: String,
    /// Whether nothing is written.
    dry_run: bool,
}

impl RecordFile {
    /// The record at `shown` below `root`, and what it knows of `host`.
    pub(super) fn open(
        root: &Path,
        shown: &Path,
        host: String,
        dry_run: bool,
    ) -> Result<RecordFile, Diagnostic> {
        let path = root.join(shown);
        let text = match imported_records::existing(&path)? {
            Existing::Text(text) => text,
            Existing::Nothing => String::new(),
        };
        let shown = shown.to_owned();
        let work = reading::parse::<Work>(&text).map_err(|error| {
            Diagnostic::error("deposit-record", format!("the record cannot be read: {error}"))
                .in_file(&shown)
                .hint("`faircat check` says what is wrong with it")
        })?;
        Ok(RecordFile { path, shown, text, work, host, dry_run })
    }

    /// Whether it says that the work was withdrawn.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.work.status == Status::Withdrawn && self.work.withdrawn.is_some()
    }

    /// What it knows of its deposit at the repository.
    pub(super) fn deposited(&self) -> Result<Option<Deposited>, Diagnostic> {
        let Some(known) = self.work.extensions.get(NAME).and_then(|it| it.get(&self.host)) else {
            return Ok(None);
        };
        let read = serde_json::from_value::<Deposited>(known.clone());
        let sound = read.map_err(|error| error.to_string()).and_then(Deposited::sound);
        sound.map(Some).map_err(|error| {
            let place = format!("extensions.{NAME}.{}", self.host);
            Diagnostic::error("deposit-record", format!("`{place}` cannot be read: {error}"))
                .in_file(&self.shown)
                .hint("put back what `faircat deposit` wrote there, or remove it to begin anew")
        })
    }

    /// A DOI of the record that is not of a deposit for tests, nor of this repository.
    pub(super) fn other_doi(&self) -> Option<String> {
        let known = self.work.extensions.get(NAME).and_then(Value::as_object);
        let known = known.into_iter().flatten();
        let replaceable: Vec<&str> = known
            .filter(|(host, _)| **host == self.host || deposits::is_for_tests(host))
            .filter_map(|(_, it)| it.get("doi").and_then(Value::as_str))
            .collect();
        let dois = self.work.identifiers.iter().filter_map(|text| doi_of(text));
        dois.into_iter().find(|doi| !replaceable.iter().any(|it| it.eq_ignore_ascii_case(doi)))
    }

    /// Writes what is `known` now, with its DOI as the record's first identifier.
    pub(super) fn remember(&mut self, known: &Deposited) -> Result<(), Diagnostic> {
        let mut wanted = self.work.clone();
        let of_tests = self.replaced(known);
        wanted.identifiers.retain(|text| {
            doi_of(text).is_none_or(|doi| !of_tests.iter().any(|it| it.eq_ignore_ascii_case(&doi)))
        });
        if let Some(doi) = &known.doi {
            wanted.identifiers.retain(|it| doi_of(it).as_ref() != Some(doi));
            wanted.identifiers.insert(0, format!("doi:{doi}"));
        }
        let previous = known.previous.as_ref().and_then(|it| it.doi.as_ref());
        if let (Some(_), Some(previous)) = (&known.doi, previous) {
            supersede(&mut wanted, previous);
        }
        let all = wanted.extensions.entry(NAME.to_owned()).or_insert_with(|| json!({}));
        all[&self.host] = json!(known);
        self.write(wanted)
    }

    /// Removes what is known of the repository, and the DOI, after the draft is gone; `back` is the
    /// deposit before.
    pub(super) fn forget(&mut self, back: Option<&Deposited>) -> Result<(), Diagnostic> {
        let gone = self.deposited()?.and_then(|it| it.doi);
        let mut wanted = self.work.clone();
        wanted.identifiers.retain(|text| gone.is_none() || doi_of(text) != gone);
        if let Some(Value::Object(all)) = wanted.extensions.get_mut(NAME) {
            all.shift_remove(&self.host);
            if all.is_empty() && back.is_none() {
                wanted.extensions.remove(NAME);
            }
        }
        let Some(back) = back else { return self.write(wanted) };
        if let Some(doi) = &back.doi {
            wanted.identifiers.insert(0, format!("doi:{doi}"));
            let target = format!("doi:{doi}");
            let is_it =
                |it: &Relation| it.kind == RelationType::IsNewVersionOf && it.target == target;
            wanted.relations.retain(|it| !is_it(it));
        }
        let all = wanted.extensions.entry(NAME.to_owned()).or_insert_with(|| json!({}));
        all[&self.host] = json!(back);
        self.write(wanted)
    }

    /// DOIs that give way to that of `known`: the one before at this repository, and those of tests.
    fn replaced(&self, known: &Deposited) -> Vec<String> {
        if known.doi.is_none() {
            return Vec::new();
        }
        let all = self.work.extensions.get(NAME).and_then(Value::as_object);
        let replaced = all.into_iter().flatten();
        let replaced =
            replaced.filter(|(host, _)| **host == self.host || deposits::is_for_tests(host));
        let doi = |(_, it): (&String, &Value)| Some(it.get("doi")?.as_str()?.to_owned());
        let previous = known.previous.as_ref().and_then(|it| it.doi.clone());
        replaced.filter_map(doi).chain(previous).collect()
    }

    fn write(&mut self, wanted: Work) -> Result<(), Diagnostic> {
        if wanted == self.work {
            return Ok(());
        }
        let text = edit::edited(&self.text, &self.work, &wanted)
            .ok_or_else(|| self.unwritable(&wanted))?;
        if !self.dry_run {
            atomic_file::write(&self.path, text.as_bytes())?;
        }
        (self.text, self.work) = (text, wanted);
        Ok(())
    }

    fn unwritable(&self, wanted: &Work) -> Diagnostic {
        let lines = json!({ NAME: wanted.extensions.get(NAME) });
        let message = "the record is not written so that a line could be added to it";
        Diagnostic::error("deposit-record", message)
            .in_file(&self.shown)
            .hint(format!("write each field at the margin, and this below `extensions`: {lines}"))
    }
}

/// The record is a new version of what has the DOI `previous`.
fn supersede(work: &mut Work, previous: &str) {
    let target = format!("doi:{previous}");
    if !work.relations.iter().any(|it| it.target == target) {
        let kind = RelationType::IsNewVersionOf;
        work.relations.push(Relation { kind, target, title: None, description: None });
    }
}

/// The DOI that `text` is, without its scheme.
fn doi_of(text: &str) -> Option<String> {
    let identifier = Identifier::parse(text).ok()?;
    (identifier.scheme == Scheme::Doi).then_some(identifier.value)
}
