//! Artifacts of records, brought to this machine and checked against what the records say.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::artifact_cache::{ArtifactCache, Remembered};
use super::atomic_file;
use super::checksum::{self, Digests};
use super::download::{DownloadError, Downloader};
use super::listing::is_listing;
use super::local_files::local_file;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, Checksum};

/// An artifact on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub file: PathBuf,
    pub size: u64,
    pub sha256: String,
    pub origin: Origin,
}

/// Where an artifact came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It lies beside its record.
    Record,
    /// It was fetched before.
    Cache,
    /// It was fetched now.
    Server,
}

/// Whether files that were fetched before are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    Cached,
    Nothing,
}

/// Why an artifact was not had.
#[derive(Debug, Error)]
pub enum FetchError {
    #[error(transparent)]
    Download(#[from] DownloadError),
    #[error("its {algorithm} is {actual}, the record says {declared}")]
    Checksum { algorithm: String, declared: String, actual: String },
    #[error("it has {actual} bytes, the record says {declared}")]
    Size { declared: u64, actual: u64 },
    #[error("it is not beside its record")]
    Missing,
    #[error(
        "its address is that of a folder, and what the server sends is a list of the files in it"
    )]
    Listing,
    #[error("it cannot be kept on this disk: {0}")]
    Disk(#[from] io::Error),
}

impl FetchError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            FetchError::Download(DownloadError::Address) => {
                "open the address with the program that it is meant for"
            }
            FetchError::Download(DownloadError::Private(_)) => {
                "--allow-private asks there too; use it for records whose authors you trust"
            }
            FetchError::Download(DownloadError::Disk(_)) | FetchError::Disk(_) => {
                "make space, or let XDG_CACHE_HOME name another folder"
            }
            FetchError::Download(DownloadError::Cut { .. } | DownloadError::Silence) => {
                "run the command again; it goes on where the connection broke off"
            }
            FetchError::Download(DownloadError::Status(404 | 410)) => {
                "the file is gone; ask the maintainer of the record for its new address"
            }
            FetchError::Checksum { .. } | FetchError::Size { .. } => {
                "the bytes were not kept; ask the maintainer of the record which is right"
            }
            FetchError::Download(DownloadError::TooLarge { .. }) => {
                "declare its `size` in the record, or allow more with --max-size"
            }
            FetchError::Download(DownloadError::TooSlow { .. }) => {
                "run the command again, which goes on from there, or allow more with --max-time"
            }
            FetchError::Download(DownloadError::Size { .. } | DownloadError::TooMuch { .. }) => {
                "nothing was kept; ask the maintainer of the record which is right"
            }
            FetchError::Listing => "name each file of the folder by its own `url`",
            FetchError::Missing => "the record is incomplete; `faircat check` says more",
            FetchError::Download(_) => "try again later",
        }
    }
}

/// The artifact as it is on this machine already, without asking anybody.
pub fn held(artifact: &Artifact, root: &Path, folder: Option<&Path>) -> Option<Held> {
    match &artifact.path {
        Some(path) => {
            let file = local_file(root, folder?, path)?;
            let digests = checksum::of_file(&file).ok()?;
            Some(of_digests(file, digests, Origin::Record))
        }
        None => cached(artifact, &ArtifactCache::of_user()?),
    }
}

fn of_digests(file: PathBuf, digests: Digests, origin: Origin) -> Held {
    Held { file, size: digests.size, sha256: digests.sha256, origin }
}

/// The artifact from `cache`. Without a SHA-256 in the record, what its address last gave counts.
fn cached(artifact: &Artifact, cache: &ArtifactCache) -> Option<Held> {
    let remembered = || cache.remembered(artifact.url.as_deref()?).map(|found| found.sha256);
    let sha256 = artifact.sha256.clone().or_else(remembered)?;
    let (file, digests) = cache.find(&sha256)?;
    Some(of_digests(file, digests, Origin::Cache))
}

/// Brings `artifact` to this machine: from beside its record, from `cache`, or from its address.
/// `told` gets the bytes that are there and how many there will be.
pub fn fetch(
    artifact: &Artifact,
    place: (&Path, Option<&Path>),
    cache: &ArtifactCache,
    downloader: &Downloader,
    reuse: Reuse,
    told: &dyn Fn(u64, Option<u64>),
) -> Result<Held, FetchError> {
    let held = brought(artifact, place, cache, downloader, reuse, told)?;
    // What has the size or the checksum of the record is what the record means.
    let is_open =
        artifact.sha256.is_none() && artifact.size.is_none() && artifact.checksums.is_empty();
    match &artifact.url {
        Some(url) if is_open && is_listing(url, &held.file)? => Err(FetchError::Listing),
        _ => Ok(held),
    }
}

fn brought(
    artifact: &Artifact,
    (root, folder): (&Path, Option<&Path>),
    cache: &ArtifactCache,
    downloader: &Downloader,
    reuse: Reuse,
    told: &dyn Fn(u64, Option<u64>),
) -> Result<Held, FetchError> {
    let Some(url) = &artifact.url else {
        let held = held(artifact, root, folder).ok_or(FetchError::Missing)?;
        let digests = checksum::of_file(&held.file)?;
        return check(artifact, &held.file, &digests).map(|()| held);
    };
    if reuse == Reuse::Cached
        && let Some(held) = cached(artifact, cache)
        && (artifact.sha256.is_some() || is_current(url, cache, downloader))
        && other_checksums(artifact, &held.file).is_ok()
    {
        return Ok(held);
    }
    let mut partial = cache.partial(url)?;
    if reuse == Reuse::Nothing {
        partial.restart(None)?;
    }
    downloader.download(url, artifact.size, &mut partial, told)?;
    partial.file.sync_data()?;
    let digests = checksum::of_file(&partial.path)?;
    if let Err(error) = check(artifact, &partial.path, &digests) {
        partial.discard();
        return Err(error);
    }
    let file = cache.adopt(&partial.path, &digests.sha256)?;
    partial.forget_notes();
    if let Some(validator) = partial.validator {
        let (url, sha256) = (url.clone(), digests.sha256.clone());
        cache.remember(&Remembered { url, sha256, validator })?;
    }
    Ok(of_digests(file, digests, Origin::Server))
}

fn is_current(url: &str, cache: &ArtifactCache, downloader: &Downloader) -> bool {
    let remembered = cache.remembered(url);
    remembered.is_some_and(|found| downloader.is_unchanged(url, &found.validator))
}

/// Compares with everything that the record says of the bytes of `file`.
fn check(artifact: &Artifact, file: &Path, digests: &Digests) -> Result<(), FetchError> {
    if let Some(declared) = artifact.size.filter(|&declared| declared != digests.size) {
        return Err(FetchError::Size { declared, actual: digests.size });
    }
    if let Some(declared) = &artifact.sha256 {
        same("SHA-256", declared, &digests.sha256)?;
    }
    other_checksums(artifact, file)
}

/// Whether `file` has the checksums by other algorithms that the record gives, those of which are
/// compared that [`checksum::named`] knows.
pub fn other_checksums(artifact: &Artifact, file: &Path) -> Result<(), FetchError> {
    artifact.checksums.iter().try_for_each(|Checksum { algorithm, value }| {
        match checksum::named(algorithm, file) {
            Some(actual) => same(algorithm, value, &actual?),
            None => Ok(()),
        }
    })
}

fn same(algorithm: &str, declared: &str, actual: &str) -> Result<(), FetchError> {
    if declared.trim().eq_ignore_ascii_case(actual) {
        return Ok(());
    }
    let (declared, actual) = (declared.to_owned(), actual.to_owned());
    Err(FetchError::Checksum { algorithm: algorithm.to_owned(), declared, actual })
}

/// Algorithms of the checksums that the record gives: those that are compared, or those that are not.
pub fn algorithms(artifact: &Artifact, compared: bool) -> impl Iterator<Item = &str> {
    let all = artifact.checksums.iter().map(|checksum| checksum.algorithm.as_str());
    all.filter(move |algorithm| checksum::is_known(algorithm) == compared)
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    Written,
    /// The same bytes were there.
    Same,
    /// Other bytes are there, and were left.
    Other,
}

/// Copies `held` to `file`, whole or not at all. Other bytes are replaced where `replace` says so.
pub fn place(held: &Held, file: &Path, replace: Replace) -> Result<Placed, Diagnostic> {
    if file.symlink_metadata().is_ok() {
        let same = checksum::of_file(file).is_ok_and(|it| it.sha256 == held.sha256);
        if same {
            return Ok(Placed::Same);
        }
        if replace == Replace::Never {
            return Ok(Placed::Other);
        }
    }
    let mut staged = atomic_file::stage(file)?;
    let copied = File::open(&held.file).and_then(|mut from| io::copy(&mut from, &mut staged));
    copied.map_err(|error| atomic_file::unwritable(file, &error))?;
    atomic_file::finish(staged, file)?;
    Ok(Placed::Written)
}

/// Whether a file with other bytes may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    Never,
    Always,
}

/// Whether `folder` exists or can be made.
pub fn make_folder(folder: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(folder).map_err(|error| atomic_file::unwritable(folder, &error))
}
