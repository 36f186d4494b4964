//! A catalogue in a folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use faircat::build::Loaded;
use faircat::catalog::{Entry, Summary};
use faircat::diagnostic::Diagnostic;
use faircat::formats;
use faircat::outside_world::{clock, local_files, one_record};
use faircat::record::{Kind, Record};
use jiff::civil::Date;
use pyo3::prelude::*;
use serde::Serialize;

use super::errors::{json, raised};
use super::interrupting::abandonable;
use super::threads::detached;

/// The records of a folder that holds `catalog/`. Texts are JSON.
#[pyclass(frozen)]
pub(crate) struct Folder {
    root: PathBuf,
    /// As it was opened: lists and records stay what they were.
    opened: Arc<Loaded>,
    /// As it was when a record was last told in a format.
    latest: Mutex<Read>,
}

/// A folder that was read.
struct Read {
    /// Path, size and time of change of each file that it was read from.
    of: Vec<(String, u64, u64)>,
    /// Evidence of a later day is not believed.
    day: Date,
    loaded: Arc<Loaded>,
}

impl Read {
    fn of(root: &Path) -> Read {
        // Before it is read: what changes meanwhile is read again.
        let (of, day) = (stamps(root), clock::today());
        Read { of, day, loaded: Arc::new(Loaded::remembered(root, Some(day))) }
    }
}

fn stamps(root: &Path) -> Vec<(String, u64, u64)> {
    [local_files::stamps(&root.join("site")), local_files::stamps(&root.join("catalog"))].concat()
}

#[pymethods]
impl Folder {
    #[new]
    fn new(py: Python<'_>, root: PathBuf) -> PyResult<Folder> {
        let opened = root.clone();
        let read = abandonable(py, move || Read::of(&opened))?;
        match read.loaded.problems.iter().find(|it| it.code == "no-catalog") {
            Some(problem) => Err(raised(py, std::slice::from_ref(problem))),
            None => Ok(Folder { root, opened: read.loaded.clone(), latest: Mutex::new(read) }),
        }
    }

    /// What is wrong with the records; those with errors are left out.
    fn problems(&self) -> PyResult<String> {
        json(&self.opened.problems)
    }

    /// What lists show of the works of a kind, in the order of their slugs.
    fn summaries(&self, py: Python<'_>, kind: &str) -> PyResult<String> {
        let entries =
            Kind::of_folder(kind).map_or(&[][..], |kind| self.opened.catalog.of_kind(kind));
        detached(py, || json(&entries.iter().map(Listed::of).collect::<Vec<_>>()))
    }

    /// The record `slug` of a kind, every field; `None` where there is none.
    fn record(&self, kind: &str, slug: &str) -> PyResult<Option<String>> {
        let Some(entry) = self.entry(kind, slug) else { return Ok(None) };
        let record = match entry.record() {
            Record::Work(work) => json(&work),
            Record::Person(person) => json(&person),
            Record::Organization(organization) => json(&organization),
        };
        record.map(Some)
    }

    /// The folder of the record's other files.
    fn files(&self, kind: &str, slug: &str) -> Option<PathBuf> {
        Some(self.root.join(self.entry(kind, slug)?.folder.as_deref()?))
    }

    /// The record in a format of single files, as `bibtex`.
    fn told_as(&self, py: Python<'_>, id: &str, format: &str) -> PyResult<Vec<u8>> {
        let known = formats::list::FORMATS.iter().find(|it| it.name == format);
        let Some(format) = known else {
            let names: Vec<&str> = formats::list::FORMATS.iter().map(|it| it.name).collect();
            let message = format!("there is no format `{format}`");
            let problem = Diagnostic::error("no-such-format", message);
            return Err(raised(py, &[problem.hint(format!("there are {}", names.join(", ")))]));
        };
        let file = detached(py, || self.latest().companion_file(id, format));
        file.map(|file| file.content).map_err(|problems| raised(py, &problems))
    }
}

impl Folder {
    /// The folder as it is now, which is read again only where a file of it changed.
    fn latest(&self) -> Arc<Loaded> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.day != clock::today() || latest.of != stamps(&self.root) {
            *latest = Read::of(&self.root);
        }
        latest.loaded.clone()
    }

    fn entry(&self, kind: &str, slug: &str) -> Option<&Entry> {
        self.opened.catalog.get(Kind::of_folder(kind)?, slug)
    }
}

/// What lists show of a work.
#[derive(Serialize)]
struct Listed<'a> {
    slug: &'a str,
    #[serde(flatten)]
    summary: &'a Summary,
}

impl Listed<'_> {
    fn of(entry: &Entry) -> Listed<'_> {
        Listed { slug: &entry.slug, summary: &entry.summary }
    }
}

/// One work of the folder `root` by `folder/slug`, as it is written and without the checks of a whole
/// catalogue.
#[pyfunction]
pub(crate) fn read_record(py: Python<'_>, root: PathBuf, id: &str) -> PyResult<String> {
    match detached(py, || one_record::find(&root, id, &Kind::WORKS)) {
        Ok(found) => json(&found.work),
        Err(problems) => Err(raised(py, &problems)),
    }
}
