//! How records of other catalogues are read.
//!
//! A reader is pure: it gets the bytes of a file and gives typed records with diagnostics. What has
//! no place in our types is kept in `extensions` under the name of the format, or reported; it is a
//! [`Loss`] in either case. The program reads the files and writes the records.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use faircat_record::diagnostic::{Diagnostic, Severity};
use faircat_record::{Kind, Work};
use serde_json::Value;

pub use crate::import::statements::says_nothing;

/// A file that may hold records.
#[derive(Debug)]
pub struct Input<'a> {
    /// Where it lies, for diagnostics; its name may tell what is in it.
    pub place: &'a Path,
    pub bytes: &'a [u8],
    /// Files beside it that say more of the same record.
    pub beside: &'a [Beside],
    /// What it is as JSON and as YAML, once a format has asked: others ask again.
    pub(crate) json: OnceLock<Option<Json>>,
    pub(crate) yaml: OnceLock<Option<Value>>,
}

impl<'a> Input<'a> {
    pub fn new(place: &'a Path, bytes: &'a [u8]) -> Input<'a> {
        Input { place, bytes, beside: &[], json: OnceLock::new(), yaml: OnceLock::new() }
    }

    /// What stands beside what was read of it, in the same form, and could not be read; as warnings.
    pub fn left_out(&self) -> Vec<Diagnostic> {
        let read = self.json.get().and_then(Option::as_ref);
        let problems = read.into_iter().flat_map(|it| &it.problems).cloned();
        problems.map(|it| Diagnostic { severity: Severity::Warning, ..it }).collect()
    }

    /// The same with the files `beside` it.
    pub fn with(self, beside: &'a [Beside]) -> Input<'a> {
        Input { beside, ..self }
    }
}

/// A file that holds no record by itself, and says more of that of another file.
#[derive(Clone, Debug)]
pub struct Beside {
    pub place: PathBuf,
    pub bytes: Vec<u8>,
}

/// What a file of JSON says.
#[derive(Debug)]
pub(crate) struct Json {
    /// Of JSON-LD, in the names by which people customarily write it.
    pub value: Value,
    /// Whether that is what stands in the file.
    pub as_written: bool,
    /// What else is meant for it and could not be read.
    pub problems: Vec<Diagnostic>,
}

/// How records are read of a format.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Whether a file is of the format. It must not take what another format has.
    pub recognise: fn(&Input) -> bool,
    /// The records of a file that is said to be of the format.
    pub read: fn(&Input) -> Found,
    /// Where the file lies to whose record a file of the format only adds; `None` for one with a record
    /// of its own.
    pub adds_to: fn(&Input) -> Option<PathBuf>,
}

/// Of formats whose files each hold a record of their own.
pub(crate) fn adds_to_none(_: &Input) -> Option<PathBuf> {
    None
}

/// What is in a file.
#[derive(Default)]
pub struct Found {
    pub records: Vec<Box<dyn ForeignRecord>>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// Records of no kind that their source tells: they can be imported by whoever knows it.
    pub undecided: Vec<Undecided>,
}

/// A record whose source does not say of which kind it is.
pub struct Undecided {
    pub record: Box<dyn ForeignRecord>,
    /// The error that says so, which stands among the diagnostics too.
    pub why: Diagnostic,
}

impl Found {
    /// What is in a file of one record; else why there is none.
    pub(crate) fn one<R: ForeignRecord + 'static>(read: Result<R, Box<Diagnostic>>) -> Found {
        Found::one_told(read.map(|record| (record, None)))
    }

    /// As [`Found::one`], with a warning about the record.
    pub(crate) fn one_told<R: ForeignRecord + 'static>(
        read: Result<(R, Option<Diagnostic>), Box<Diagnostic>>,
    ) -> Found {
        match read {
            Ok((record, warning)) => {
                let diagnostics = warning.into_iter().collect();
                Found { records: vec![Box::new(record)], diagnostics, ..Found::default() }
            }
            Err(problem) => Found::refused(*problem),
        }
    }

    /// Nothing of the file, and why.
    pub fn refused(problem: Diagnostic) -> Found {
        Found { diagnostics: vec![problem], ..Found::default() }
    }
}

/// A record as its source has it, whose references are not looked up yet.
pub trait ForeignRecord: Send {
    /// What its source calls it.
    fn id(&self) -> &str;

    /// What the catalogue will call it: the same at each import, and of no other record of the
    /// format.
    fn slug(&self) -> String;

    /// The kind under which it is imported.
    fn kind(&self) -> Kind;

    /// Lets the record be of `kind`, where its source leaves that open; whether it does.
    fn set_kind(&mut self, _kind: Kind) -> bool {
        false
    }

    /// The record in our words. `known` says which records references may point to.
    fn import(self: Box<Self>, known: &Known) -> Imported;
}

/// Records that a reference may point to, by slug: those of one import and those already there.
pub type Known = HashMap<String, Kind>;

/// A record of another catalogue, in our words.
#[derive(Debug)]
pub struct Imported {
    pub slug: String,
    pub work: Work,
    pub diagnostics: Vec<Diagnostic>,
    pub losses: Vec<Loss>,
}

/// Something that the source says and no field of a record does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Its place in the source, as `methodology.steps`.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Whether it is kept in `extensions`, under the name of the format; else it is gone.
    pub kept: bool,
    /// Why, where it is more than that a record has no such field.
    pub why: Option<String>,
}
