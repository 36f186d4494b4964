//! What the program knows of an exchange format.

use serde::Serialize;

use crate::package::Package;
use crate::reader::Reader;
use crate::view::{RecordView, WorkView};

/// Why a work that was withdrawn has no file of a format for those who use it.
pub(crate) const WITHDRAWN: &str = "it is withdrawn";

/// An exchange format: what it is called, and what is read and written of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Format {
    /// The word for it on the command line, and in `extensions` of what was read of it.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Who reads files of it, as a phrase.
    pub used_by: &'static str,
    pub media_type: &'static str,
    /// Address of its specification; formats of our own have none.
    pub specification: Option<&'static str>,
    /// How records are read of it.
    #[serde(skip)]
    pub reader: Option<Reader>,
    /// The file that a record's page has beside it.
    #[serde(flatten)]
    pub companion: Option<Companion>,
    /// Files that are made of a record when somebody asks for them.
    #[serde(skip)]
    pub package: Option<Package>,
}

/// A file beside a record's page that holds the record in a format.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Companion {
    /// In the folder of the page.
    pub file_name: &'static str,
    /// IRI of the profile that the content follows.
    pub profile: Option<&'static str>,
    /// Link relation of the IANA registry, as `describedby`.
    pub relation: &'static str,
    /// Among which files pages show it.
    pub purpose: Purpose,
    /// Its short title among the ways to cite the work, where it is one of them.
    #[serde(skip)]
    pub citation: Option<&'static str>,
    #[serde(skip)]
    pub writer: Writer,
}

/// What a file is for, in the order of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    Citing,
    /// By people, or by language models.
    Reading,
    /// Read by catalogues, search engines and libraries.
    Harvesting,
    Assessing,
    /// Taken along with the work's own files.
    Packaging,
}

impl Purpose {
    pub const ALL: [Purpose; 5] = [
        Purpose::Citing,
        Purpose::Reading,
        Purpose::Harvesting,
        Purpose::Assessing,
        Purpose::Packaging,
    ];

    /// What one wants a file of it for, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Purpose::Citing => "To cite",
            Purpose::Reading => "To read",
            Purpose::Harvesting => "To harvest",
            Purpose::Assessing => "To assess",
            Purpose::Packaging => "To run and pack",
        }
    }
}

/// For which records a file is made, and how.
#[derive(Clone, Copy, Debug)]
pub enum Writer {
    /// Of every record.
    Record(fn(&RecordView) -> Vec<u8>),
    /// Of works that can be told in the format.
    Work {
        /// Which these are, in the words of records.
        of: &'static str,
        /// Why a work has no such file, in a phrase; `None` where it has.
        lacks: fn(&RecordView, &WorkView) -> Option<&'static str>,
        write: fn(&RecordView, &WorkView) -> Vec<u8>,
    },
    /// As `Work`, in a format that cannot tell of every file; `left_out` says of which it does not,
    /// and why, a sentence each.
    WorkInPart {
        of: &'static str,
        lacks: fn(&RecordView, &WorkView) -> Option<&'static str>,
        write: fn(&RecordView, &WorkView) -> Vec<u8>,
        left_out: fn(&RecordView, &WorkView) -> Vec<String>,
    },
}

impl Format {
    /// Whether anything is written of it.
    pub fn is_written(&self) -> bool {
        self.companion.is_some() || self.package.is_some()
    }

    /// The name of the file beside a record's page; empty where there is none.
    pub fn file_name(&self) -> &'static str {
        self.companion.map_or("", |companion| companion.file_name)
    }
}

impl Companion {
    /// Whether the record of `view` has this file.
    pub fn applies(&self, view: &RecordView) -> bool {
        self.lacks(view).is_none()
    }

    /// Why the record of `view` does not have this file, in a phrase.
    pub fn lacks(&self, view: &RecordView) -> Option<&'static str> {
        match (&self.writer, &view.work) {
            (Writer::Record(_), _) => None,
            (Writer::Work { lacks, .. } | Writer::WorkInPart { lacks, .. }, Some(work)) => {
                lacks(view, work)
            }
            (Writer::Work { .. } | Writer::WorkInPart { .. }, None) => {
                Some("it is no model, dataset or other work")
            }
        }
    }

    /// Of which records it is made.
    pub fn of(&self) -> &'static str {
        match self.writer {
            Writer::Record(_) => "records of every kind",
            Writer::Work { of, .. } | Writer::WorkInPart { of, .. } => of,
        }
    }

    /// The content of the file; empty where the format does not apply.
    pub fn write(&self, view: &RecordView) -> Vec<u8> {
        match (&self.writer, &view.work) {
            (Writer::Record(write), _) => write(view),
            (Writer::Work { write, .. } | Writer::WorkInPart { write, .. }, Some(work)) => {
                write(view, work)
            }
            (Writer::Work { .. } | Writer::WorkInPart { .. }, None) => Vec::new(),
        }
    }

    /// Of which files of the record the file does not tell, a sentence each.
    pub fn left_out(&self, view: &RecordView) -> Vec<String> {
        match (&self.writer, &view.work) {
            (Writer::WorkInPart { left_out, .. }, Some(work)) => left_out(view, work),
            _ => Vec::new(),
        }
    }
}
