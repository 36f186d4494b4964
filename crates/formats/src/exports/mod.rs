//! *Exports*: a record, and the catalogue, as bytes in every other format.
//!
//! One file per format. A new one is that file and a line in [`RECORD_EXPORTS`] or in
//! [`site::SITE_EXPORTS`].

mod bibtex;
mod cff;
mod citation;
mod codemeta;
mod croissant;
mod csl;
mod datacite;
mod datacite_json;
mod datacite_xml;
mod json_ld;
mod linkset;
mod party;
mod scorecard;
pub mod site;
mod subject;
pub mod triton;
mod turtle;
mod xml;

pub use citation::Citations;
pub use party::Party;
pub use subject::{Subject, WorkSubject};

use serde::Serialize;

use crate::dossier::{Format, OutputFile};

/// A file that accompanies the page of a record.
pub struct RecordExport {
    pub format: Format,
    maker: Maker,
}

/// For which records a format is made, and how.
enum Maker {
    /// Of every record.
    Record(fn(&Subject) -> Vec<u8>),
    /// Of works that can be told in the format.
    Work {
        applies: fn(&Subject, &WorkSubject) -> bool,
        write: fn(&Subject, &WorkSubject) -> Vec<u8>,
    },
}

/// Every format of a record, in the order in which pages offer them.
pub const RECORD_EXPORTS: &[RecordExport] = &[
    json_ld::EXPORT,
    turtle::EXPORT,
    croissant::EXPORT,
    codemeta::EXPORT,
    datacite_json::EXPORT,
    datacite_xml::EXPORT,
    cff::EXPORT,
    bibtex::EXPORT,
    csl::EXPORT,
    scorecard::EXPORT,
    scorecard::BADGE,
    linkset::EXPORT,
];

impl RecordExport {
    /// Whether `subject` has a file in this format.
    pub fn applies(&self, subject: &Subject) -> bool {
        match (&self.maker, &subject.work) {
            (Maker::Record(_), _) => true,
            (Maker::Work { applies, .. }, Some(work)) => applies(subject, work),
            (Maker::Work { .. }, None) => false,
        }
    }

    /// The content of the file; empty where the format does not apply.
    pub fn write(&self, subject: &Subject) -> Vec<u8> {
        match (&self.maker, &subject.work) {
            (Maker::Record(write), _) => write(subject),
            (Maker::Work { write, .. }, Some(work)) => write(subject, work),
            (Maker::Work { .. }, None) => Vec::new(),
        }
    }
}

/// The files that `subject` has, for its page to link.
pub fn formats(subject: &Subject) -> Vec<Format> {
    exports_of(subject).map(|export| export.format).collect()
}

/// The files of `subject` in every format that applies.
pub fn record_files(subject: &Subject) -> Vec<OutputFile> {
    let folder = subject.dossier.source.entry.page();
    exports_of(subject)
        .map(|export| OutputFile {
            path: format!("{folder}{}", export.format.file_name),
            content: export.write(subject),
        })
        .collect()
}

fn exports_of<'a>(subject: &'a Subject) -> impl Iterator<Item = &'static RecordExport> + 'a {
    RECORD_EXPORTS.iter().filter(|export| export.applies(subject))
}

/// `value` as indented JSON with a final line break.
fn pretty_json<T: Serialize>(value: &T) -> Vec<u8> {
    // Maps with text keys and finite numbers, which is all that the formats hold, always serialise.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
