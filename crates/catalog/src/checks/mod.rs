//! Checks beyond shape, one file for each family.
//!
//! Those of a record are pure over the record and the facts about its files. Those of the
//! catalogue use only what is held of every record, in time linear in its links.

mod addresses;
mod agents;
mod artifacts;
mod claims;
mod control_set;
mod dataset;
mod dates;
mod deposits;
mod drafts;
mod identifiers;
mod keywords;
mod languages;
pub mod licence;
mod links;
mod model;
mod moves;
mod no_files;
pub mod onnx;
pub mod placeholders;
pub mod site;
mod slug;
mod texts;
pub mod tolerances;
pub mod unseen;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::diagnostic::{Diagnostic, Location, MOST_OF_A_FILE, and_more};
use faircat_record::positions::{Place, Positions};
use faircat_record::{Kind, Record};
use jiff::civil::Date;

pub use artifacts::{Arrays, FileState, LARGEST_ARTIFACT, OwnFiles, unusable};
pub use dates::FUTURE;
pub use drafts::of_drafts;
pub use links::{of_catalog, of_left_out};
pub use no_files::NoFiles;
pub use slug::{LONGEST_SLUG, plain_slug, slug_problem, uncut_slug};
pub use work::CONTRIBUTOR_TYPES;

/// What is wrong with one record, whose place is found only when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer (RFC 6901) of the value that is wrong or missing.
    pub pointer: String,
    pub diagnostic: Diagnostic,
}

impl Fault {
    fn new(pointer: impl Into<String>, diagnostic: Diagnostic) -> Fault {
        Fault { pointer: pointer.into(), diagnostic }
    }
}

/// Everything wrong with `record`, which lies in the folder of `kind` under the name `slug`. Without
/// knowing `today` nothing is said of days that have not come.
pub fn of_record(
    kind: Kind,
    slug: &str,
    record: &Record,
    files: &dyn OwnFiles,
    today: Option<Date>,
) -> Vec<Fault> {
    let mut found = Vec::new();
    slug::check(slug, files, &mut found);
    if record.kind() != kind {
        let message = format!(
            "`kind` is `{}`, but the record lies in the folder `{}`",
            record.kind().name(),
            kind.folder()
        );
        let hint = format!("write `kind: {}`, or move the file", kind.name());
        found.push(Fault::new("/kind", Diagnostic::error("wrong-folder", message).hint(hint)));
    }
    texts::check(record, &mut found);
    moves::check(kind, slug, record, &mut found);
    identifiers::check(record, &mut found);
    addresses::check(record, &mut found);
    agents::check(record, &mut found);
    if let Record::Work(it) = record {
        work::check(it, &mut found);
        dates::check(it, today, &mut found);
        deposits::check(it, &mut found);
        artifacts::check(&it.artifacts, files, &mut found);
        if let Some(section) = &it.dataset {
            dataset::check(section, &mut found);
        }
        if let Some(section) = &it.model {
            model::check(section, &mut found);
            claims::check(section, &mut found);
            control_set::check(section, files, &mut found);
        }
    }
    found
}

/// The diagnostics of `findings` with their places in `source`, the text of `file`: errors first
/// where there are too many.
pub fn place(mut findings: Vec<Fault>, source: &str, file: &Arc<PathBuf>) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new();
    }
    let at = |place: Place| Location {
        file: Arc::clone(file),
        line: place.line,
        column: place.column,
        length: place.length,
    };
    let more = findings.len().saturating_sub(MOST_OF_A_FILE);
    let mut last = None;
    if more > 0 {
        findings.sort_by_key(|finding| finding.diagnostic.severity);
        let is_error = findings.split_off(MOST_OF_A_FILE)[0].diagnostic.is_error();
        let end = Place { line: source.lines().count(), column: 0, length: 0 };
        last = Some(and_more(more, is_error).at(at(end)));
    }
    let positions = Positions::of(source);
    let located = findings
        .into_iter()
        .map(|finding| finding.diagnostic.at(at(positions.nearest(&finding.pointer))));
    located.chain(last).collect()
}
