//! How records of other catalogues are read.
//!
//! A reader is pure: it gets the bytes of a file and gives typed records with diagnostics. What has
//! no place in our types is kept in `extensions` under the name of the format, or reported; it is a
//! [`Loss`] in either case. The program reads the files and writes the records.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use faircat_record::diagnostic::{Diagnostic, Severity};
use faircat_record::{Kind, Work};
use serde_json::Value;

pub use crate::import::beside::MadeFile;
use crate::import::source::Part;
pub use crate::import::statements::says_nothing;

/// A file that may hold records.
#[derive(Debug)]
pub struct Input<'a> {
    /// Where it lies, for diagnostics; its name may tell what is in it.
    pub place: &'a Path,
    pub bytes: &'a [u8],
    /// Files beside it that say more of the same record.
    pub beside: &'a [Beside],
    /// The files of its folder or archive, where they are known.
    pub around: Option<&'a dyn Around>,
    /// What it is as JSON and as YAML, once a format has asked: others ask again.
    pub(crate) json: OnceLock<Option<Json>>,
    pub(crate) yaml: OnceLock<Option<Value>>,
}

impl<'a> Input<'a> {
    pub fn new(place: &'a Path, bytes: &'a [u8]) -> Input<'a> {
        Input {
            place,
            bytes,
            beside: &[],
            around: None,
            json: OnceLock::new(),
            yaml: OnceLock::new(),
        }
    }

    /// What stands beside what was read of it, in the same form, and could not be read; as warnings.
    pub fn left_out(&self) -> Vec<Diagnostic> {
        let read = self.json.get().and_then(Option::as_ref);
        let problems = read.into_iter().flat_map(|it| &it.problems).cloned();
        problems.map(|it| Diagnostic { severity: Severity::Warning, ..it }).collect()
    }

    /// The same, as if `value` stood there, which is made of `whole`.
    pub(crate) fn holding(self, value: Value, whole: Part) -> Input<'a> {
        let (doubled, problems) = (None, Vec::new());
        let parts = Some([(String::new(), whole)].into());
        let read = Json { value, doubled, as_written: false, parts, problems };
        Input { json: OnceLock::from(Some(read)), ..self }
    }

    /// The same within a folder or archive.
    pub fn within(self, around: Option<&'a dyn Around>) -> Input<'a> {
        Input { around, ..self }
    }

    /// The same with the files `beside` it.
    pub fn with(self, beside: &'a [Beside]) -> Input<'a> {
        Input { beside, ..self }
    }
}

/// Files that lie around a description, in its folder or archive.
pub trait Around: fmt::Debug {
    /// What is known of the file at `path` below the folder of the description, with `/`.
    fn facts(&self, path: &str) -> Option<FileFacts>;

    /// The bytes of the file at `path` there, where it has at most `most`.
    fn read(&self, path: &str, most: u64) -> Option<Vec<u8>>;

    /// Whether files lie in a folder at `path` there.
    fn has_within(&self, path: &str) -> bool;

    /// The paths of all files below that folder, sorted.
    fn paths(&self) -> Vec<String>;
}

/// What a file comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Bytes.
    pub size: u64,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// The first bytes, as many as [`faircat_record::hosting::HEAD`].
    pub head: Vec<u8>,
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
    /// The first name that stands twice in one object.
    pub doubled: Option<String>,
    /// Whether what stands in the file at its JSON pointers is the same by whatever names, or
    /// around it.
    pub as_written: bool,
    /// Where it is of texts within a file, these, by the JSON pointers of what they hold.
    pub parts: Option<BTreeMap<String, Part>>,
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

    /// Adds a record, or notes why there is none, with what `placed` makes of that. Beside the record may
    /// stand why its source tells no kind.
    pub(crate) fn add<R: ForeignRecord + 'static>(
        &mut self,
        read: Result<(R, Option<Diagnostic>), Box<Diagnostic>>,
        placed: impl FnOnce(Diagnostic) -> Vec<Diagnostic>,
    ) {
        match read {
            Ok((record, None)) => self.records.push(Box::new(record)),
            Ok((record, Some(why))) => {
                let why = placed(why);
                self.diagnostics.extend(why.iter().cloned());
                if let Some(why) = why.into_iter().next() {
                    self.undecided.push(Undecided { record: Box::new(record), why });
                }
            }
            Err(problem) => self.diagnostics.extend(placed(*problem)),
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
    /// Files of the record that were made of its source.
    pub made: Vec<MadeFile>,
}

/// Something that the source says and no field of a record does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its place in the source, as `methodology.steps`.
    pub field: String,
    /// Its value.
    pub value: String,
    /// Whether it is kept in `extensions`, under the name of the format; else it is gone.
    pub kept: bool,
    pub why: Why,
}

/// Why no field of a record says a value, in words: never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why(Cow<'static, str>);

impl Why {
    /// Nothing in a record is about it.
    pub const NO_FIELD: Why = Why(Cow::Borrowed("a record has no such field"));

    /// For the reason `text`.
    pub fn of(text: &str) -> Why {
        match text.trim() {
            "" => Why::NO_FIELD,
            text => Why(Cow::Owned(text.to_owned())),
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// What formats call the field of the licence.
const OF_LICENCE: [&str; 5] = ["licence", "license", "licenses", "rights", "rightsList"];

impl Loss {
    /// Whether it is what the source says of the licence.
    pub fn is_of_licence(&self) -> bool {
        let first = self.field.split(['.', '[']).next().unwrap_or_default();
        OF_LICENCE.contains(&first)
    }
}
