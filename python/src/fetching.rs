//! Artifacts of records, in the cache that the program uses too.

use std::path::{Path, PathBuf};
use std::time::Duration;

use faircat::diagnostic::Diagnostic;
use faircat::outside_world::artifact_cache::ArtifactCache;
use faircat::outside_world::download::{Downloader, Manners};
use faircat::outside_world::fetching::{self, Reuse};
use faircat::outside_world::one_record::{self, OneWork};
use faircat::outside_world::web_page;
use faircat::record::{Artifact, Kind};
use faircat_inference::engine::Cancel;
use pyo3::prelude::*;

use super::errors::raised;
use super::interrupting::interruptible;

/// Largest file of a site that is read whole.
const LARGEST_FILE: u64 = 64 << 20;

/// Largest file whose record gives no size. A script that opens somebody's site sees no progress, and
/// cannot stop what never ends.
const LARGEST_WITHOUT_SIZE: u64 = 2_000_000_000;

/// Brings the artifact of that number of a record below `root` to this machine, checked against what
/// the record says of it; where it lies.
#[pyfunction]
pub(crate) fn fetch(
    py: Python<'_>,
    root: PathBuf,
    id: &str,
    number: usize,
    reuse: bool,
    allow_private: bool,
    seconds: u64,
) -> PyResult<PathBuf> {
    let time = Duration::from_secs(seconds);
    let manners =
        Manners { allow_private, time, largest: LARGEST_WITHOUT_SIZE, ..Manners::default() };
    let reuse = if reuse { Reuse::Cached } else { Reuse::Nothing };
    let fetched = interruptible(py, &Cancel::default(), || {
        let work = one_record::find(&root, id, &Kind::WORKS)?;
        let artifact = work.work.artifacts.get(number).ok_or_else(Vec::new)?;
        one(&root, &work, artifact, manners, reuse).map_err(|problem| vec![problem])
    })?;
    fetched.map_err(|problems: Vec<Diagnostic>| raised(py, &problems))
}

fn one(
    root: &Path,
    work: &OneWork,
    artifact: &Artifact,
    manners: Manners,
    reuse: Reuse,
) -> Result<PathBuf, Diagnostic> {
    let cache = ArtifactCache::of_user().ok_or_else(|| {
        Diagnostic::error("no-cache", "there is no folder for the cache")
            .hint("let XDG_CACHE_HOME or HOME name one")
    })?;
    let downloader = Downloader::new(manners)
        .map_err(|error| Diagnostic::error("fetch", format!("no server can be asked: {error}")))?;
    let place = (root, work.file.folder.as_deref());
    let held = fetching::fetch(artifact, place, &cache, &downloader, reuse, &|_, _| {});
    held.map(|held| held.file).map_err(|error| {
        let address = artifact.url.as_deref().or(artifact.path.as_deref()).unwrap_or_default();
        Diagnostic::error("fetch", format!("<{address}>: {error}"))
            .in_file(&work.file.file)
            .hint(error.hint())
    })
}

/// What is at an address, read within bounds of size and time.
#[pyfunction]
pub(crate) fn read_address(py: Python<'_>, address: &str) -> PyResult<Vec<u8>> {
    let read =
        interruptible(py, &Cancel::default(), || web_page::fetch_bytes(address, LARGEST_FILE))?;
    read.map_err(|problem| raised(py, &[problem]))
}
