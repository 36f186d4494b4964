//! Depositing a record and its files in a repository, which gives it a DOI.

mod datacite;
mod edit;
mod exchange;
mod expected;
mod files;
mod invenio;
mod memory;
pub mod minid;
mod ownership;
mod refusals;
pub mod target;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::build::{self, Named, Placed};
use crate::diagnostic::Diagnostic;
use crate::formats::package::Digests;
use crate::formats::view::{RecordView, WorkView};
use crate::formats::{datacite as datacite_format, zenodo};
use crate::outside_world::repository_api::{Answer, NoAnswer, Repository, Request};
use crate::outside_world::{checksum, clock};
use exchange::{Exchange, Pretended};
use expected::{Unsaid, unsaid};
use memory::{Published, RecordFile};
use target::{Service, System, Target};

/// What is to become of a deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A draft, with a DOI that leads nowhere yet.
    Draft,
    /// A draft, which is then published.
    Publish,
    /// The draft is deleted, or the DOI hidden.
    Withdraw,
}

/// What is asked for.
pub struct Order<'a> {
    pub record: Named<'a>,
    pub target: &'a Target,
    pub action: Action,
    /// Where files lie that are to be sent.
    pub placed: &'a Placed<'a>,
    /// Below which DataCite's user has DOIs.
    pub prefix: Option<&'a str>,
    /// Whether the requests are shown and nothing is asked or written.
    pub dry_run: bool,
    /// Called before each pause that the repository asks for.
    pub waits: fn(Duration),
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was done, a sentence each.
    pub said: Vec<String>,
    /// The requests that would be made, in a dry run.
    pub requests: Vec<String>,
    pub problems: Vec<Diagnostic>,
}

/// A file to send.
struct File {
    /// Its name in the deposit.
    key: String,
    path: PathBuf,
    digests: Digests,
}

/// What is sent, all of it.
struct Plan {
    metadata: Value,
    files: Vec<File>,
    /// By which a draft is found again, and known to be of this record.
    mark: String,
    prefix: Option<String>,
    /// Of a DOI.
    suffix: String,
    /// The record's file below the root.
    record: PathBuf,
    /// Whether the record has no date of publication, so that the metadata have that of the day.
    is_undated: bool,
    /// What the record does not say, and a reader of the deposit asks for.
    unsaid: Vec<Unsaid>,
    /// What the record says, and a deposit has no place for.
    untold: Option<String>,
}

impl Plan {
    /// By which is known whether what was published has changed.
    fn digests(&self) -> Published {
        let mut metadata = self.metadata.clone();
        if let Some(metadata) = metadata["metadata"].as_object_mut().filter(|_| self.is_undated) {
            metadata.remove("publication_date");
        }
        let version = self.metadata.pointer("/metadata/version").cloned();
        let of_file = |file: &File| json!([file.key, file.digests.size, file.digests.sha256]);
        let files: Vec<Value> = self.files.iter().map(of_file).collect();
        let digest = |value: Value| checksum::of_bytes(value.to_string().as_bytes());
        Published { metadata: digest(metadata), files: digest(json!([version, files])) }
    }
}

/// Why a deposit stopped.
enum Failed {
    Because(Vec<Diagnostic>),
    /// It is told already.
    Told,
}

impl From<Diagnostic> for Failed {
    fn from(problem: Diagnostic) -> Failed {
        Failed::Because(vec![problem])
    }
}

/// A deposit on its way.
struct Deposit<'a> {
    exchange: &'a dyn Exchange,
    target: &'a Target,
    plan: Plan,
    record: RecordFile,
    sentences: RefCell<Vec<String>>,
    told: RefCell<Vec<Diagnostic>>,
}

/// Of what a diagnostic speaks.
struct Said<'a> {
    service: &'a Service,
    /// Whether it was not asked in truth.
    is_pretended: bool,
    file: &'a Path,
}

/// Deposits a record. What was done before a problem stays done, and is gone on from.
pub fn deposit(order: &Order) -> Outcome {
    let prepared = plan(order).and_then(|plan| {
        let record = open(order, &plan.record)?;
        let known = record.deposited().map_err(|problem| vec![problem])?;
        Ok((plan, record, known))
    });
    let (plan, record, known) = match prepared {
        Ok(prepared) => prepared,
        Err(problems) => return Outcome { problems, ..Outcome::default() },
    };
    if order.dry_run {
        let pretended = Pretended::new(order.target, known.unwrap_or_default());
        let outcome = carried_out(order, &pretended, plan, record);
        return Outcome { requests: pretended.shown(), ..outcome };
    }
    match asked(order) {
        Ok(repository) => carried_out(order, &repository, plan, record),
        Err(problem) => Outcome { problems: vec![problem], ..Outcome::default() },
    }
}

fn asked(order: &Order) -> Result<Repository, Diagnostic> {
    let secret = order.target.service.secret()?;
    Repository::new(order.target.service.base.clone(), secret, order.waits).map_err(|error| {
        Diagnostic::error("deposit", format!("no repository can be asked: {error}"))
    })
}

fn open(order: &Order, file: &Path) -> Result<RecordFile, Vec<Diagnostic>> {
    let host = order.target.service.host();
    let record = RecordFile::open(order.record.root, file, host, order.dry_run);
    let record = record.map_err(|problem| vec![problem])?;
    match record.other_doi() {
        Some(doi) if order.action != Action::Withdraw => Err(vec![has_doi(&record, &doi)]),
        _ => Ok(record),
    }
}

fn has_doi(record: &RecordFile, doi: &str) -> Diagnostic {
    let message = format!("the record has the DOI {doi} already, and a work has one");
    let hint =
        "to deposit it once more, make that a relation: `type: is-identical-to`, `target: doi:…`";
    Diagnostic::error("deposit-has-doi", message).in_file(&record.shown).hint(hint)
}

fn carried_out(order: &Order, exchange: &dyn Exchange, plan: Plan, record: RecordFile) -> Outcome {
    let (sentences, told) = (RefCell::default(), RefCell::default());
    let target = order.target;
    let mut deposit = Deposit { exchange, target, plan, record, sentences, told };
    if order.action != Action::Withdraw {
        deposit.tell_unsaid();
    }
    let done = match target.system {
        System::Invenio => deposit.by_invenio(order.action),
        System::DataCite => deposit.by_datacite(order.action),
    };
    let mut problems = deposit.told.into_inner();
    match done {
        Err(Failed::Because(more)) => problems.extend(more),
        // What a draft lacks is no fault of a draft.
        Ok(()) => {
            problems.iter_mut().for_each(|it| it.severity = crate::diagnostic::Severity::Warning)
        }
        Err(Failed::Told) => {}
    }
    Outcome { said: deposit.sentences.into_inner(), requests: Vec::new(), problems }
}

fn plan(order: &Order) -> Result<Plan, Vec<Diagnostic>> {
    build::with_view(&order.record, |view| {
        let entry = view.dossier.source.entry;
        let Some(of) = &view.work else {
            let problem = Diagnostic::error("deposit", format!("`{}` is no work", entry.id()));
            return Err(vec![problem.hint("models, datasets and other works are deposited")]);
        };
        let takes_files =
            order.target.system == System::Invenio && order.action != Action::Withdraw;
        if takes_files && let Some(withdrawal) = of.withdrawal() {
            let message = format!("`{}` is not deposited: {withdrawal}", entry.id());
            let problem = Diagnostic::error("deposit", message).in_file(entry.file.as_ref());
            return Err(vec![problem.hint("--withdraw takes back what was deposited")]);
        }
        if order.action == Action::Publish && entry.is_draft() {
            let message = format!("`{}` is a draft, and what is published stays", entry.id());
            let problem = Diagnostic::error("deposit", message).in_file(entry.file.as_ref());
            return Err(vec![
                problem.hint("take out `status: draft`, or deposit without --publish"),
            ]);
        }
        let files = if takes_files { files(view, order.placed)? } else { Vec::new() };
        Ok(Plan {
            metadata: metadata(order.target.system, view, of, !files.is_empty()),
            files,
            mark: match order.dry_run {
                true => "urn:uuid:{new}".to_owned(),
                false => format!("urn:uuid:{}", uuid().map_err(|problem| vec![problem])?),
            },
            prefix: order.prefix.map(|it| it.trim_end_matches('/').to_owned()),
            suffix: match order.dry_run {
                true => "{new}".to_owned(),
                false => suffix().map_err(|problem| vec![problem])?,
            },
            record: entry.file.to_path_buf(),
            is_undated: of.work.date_published.is_none(),
            unsaid: unsaid(order.target.system, of),
            // A DOI of DataCite leads to the record's page, which says all.
            untold: Some(of.work)
                .filter(|_| order.target.system == System::Invenio)
                .and_then(zenodo::untold),
        })
    })
}

fn metadata(system: System, view: &RecordView, of: &WorkView, has_files: bool) -> Value {
    match system {
        System::Invenio => zenodo::record(view, of, Some(&clock::today().to_string()), has_files),
        System::DataCite => {
            datacite_format::attributes(view, of).map_or(Value::Null, Value::Object)
        }
    }
}

/// The record's files that lie here.
fn files(view: &RecordView, placed: &Placed) -> Result<Vec<File>, Vec<Diagnostic>> {
    let (payload, places) = build::payload(view, placed)?;
    let mut files: Vec<File> = Vec::new();
    for (file, place) in payload.into_iter().zip(places) {
        let (Some(path), Some(digests)) = (place, file.packed) else { continue };
        // A deposit has no folders.
        let mut key = file.path.replace('/', "_");
        while files.iter().any(|it| it.key.eq_ignore_ascii_case(&key)) {
            key.insert(0, '_');
        }
        files.push(File { key, path, digests });
    }
    Ok(files)
}

/// A UUID of chance (RFC 9562, version 4).
fn uuid() -> Result<String, Diagnostic> {
    let mut bytes = chance::<16>()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex::encode(bytes);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    Ok(parts.join("-"))
}

/// Eight signs in two halves, none of which is taken for another.
fn suffix() -> Result<String, Diagnostic> {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let signs = chance::<8>()?.map(|byte| char::from(SIGNS[usize::from(byte % 32)]));
    let text: String = signs.iter().collect();
    Ok(format!("{}-{}", &text[..4], &text[4..]))
}

fn chance<const LENGTH: usize>() -> Result<[u8; LENGTH], Diagnostic> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| {
        Diagnostic::error("deposit", format!("the system gives no random numbers: {error}"))
    })?;
    Ok(bytes)
}

impl Deposit<'_> {
    fn say(&self, sentence: String) {
        self.sentences.borrow_mut().push(sentence);
    }

    fn warn(&self, message: &str) {
        let problem = Diagnostic::warning("deposit", message).in_file(&self.record.shown);
        self.told.borrow_mut().push(problem);
    }

    fn tell_unsaid(&self) {
        let told = |(message, hint): &Unsaid| {
            Diagnostic::warning("deposit-unsaid", *message).in_file(&self.record.shown).hint(*hint)
        };
        let mut all = self.told.borrow_mut();
        all.extend(self.plan.unsaid.iter().map(told));
        let untold = self.plan.untold.iter().map(|message| {
            Diagnostic::warning("deposit-untold", message.as_str()).in_file(&self.record.shown)
        });
        all.extend(untold);
    }

    fn said(&self) -> Said<'_> {
        Said {
            service: &self.target.service,
            is_pretended: self.exchange.is_pretended(),
            file: &self.record.shown,
        }
    }

    /// The address of a page of the repository.
    fn page(&self, path: &[&str]) -> String {
        let mut url = self.target.service.base.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path);
        }
        url.to_string().replace("%7B", "{").replace("%7D", "}")
    }

    fn ask(&self, what: &str, request: &Request) -> Result<Answer, Failed> {
        self.exchange.ask(request).map_err(|why| self.unanswered(what, &why))
    }

    fn refused(&self, what: &str, answer: &Answer) -> Failed {
        Failed::Because(refusals::refused(&self.said(), what, answer))
    }

    fn unanswered(&self, what: &str, why: &NoAnswer) -> Failed {
        Failed::Because(refusals::unanswered(&self.said(), what, why))
    }

    /// The repository says what its interface does not allow.
    fn odd(&self, what: &str) -> Failed {
        let host = self.target.service.host();
        let system = match self.target.system {
            System::Invenio => "InvenioRDM",
            System::DataCite => "DataCite",
        };
        let message = format!("{host} does not answer as {system} does: {what}");
        let hint = "check the address that --to names, and whether your network asks you to log in";
        Diagnostic::error("deposit", message).hint(hint).into()
    }

    fn nothing_to_withdraw(&self) -> Failed {
        let message = format!("the record knows of no deposit at {}", self.target.service.host());
        let hint = "withdraw it where it was deposited, as `extensions.deposit` names that";
        Diagnostic::error("deposit-none", message).in_file(&self.record.shown).hint(hint).into()
    }
}
