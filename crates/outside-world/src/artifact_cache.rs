//! The files that were fetched before, kept by their SHA-256 in the user's cache.
//!
//! `${XDG_CACHE_HOME:-~/.cache}/faircat/artifacts/`: `sha256/` holds whole files, `partial/` what a
//! broken transfer left, `addresses/` what each address gave, for records without a SHA-256.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use faircat_record::checksum::{SHA256, digest};
use serde::{Deserialize, Serialize};

use super::atomic_file;
use super::checksum::{self, Digests};

/// A folder of fetched files.
#[derive(Clone, Debug)]
pub struct ArtifactCache {
    folder: PathBuf,
}

/// What a server says of a file so that one can tell later whether it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validator {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What an address gave when it was last fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    pub url: String,
    pub sha256: String,
    pub validator: Validator,
}

/// Where the program keeps what the user may delete; `None` where the environment names no home.
pub fn folder_of_user() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    let cache =
        absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("faircat"))
}

impl ArtifactCache {
    /// The user's cache; `None` where the environment names no home.
    pub fn of_user() -> Option<ArtifactCache> {
        Some(ArtifactCache { folder: folder_of_user()?.join("artifacts") })
    }

    /// The whole file with the digest `sha256`, if it is here and intact; a damaged one is removed.
    pub fn find(&self, sha256: &str) -> Option<(PathBuf, Digests)> {
        let file = self.place(sha256)?;
        let digests = checksum::of_file(&file).ok()?;
        if digests.sha256.eq_ignore_ascii_case(sha256) {
            return Some((file, digests));
        }
        drop(fs::remove_file(&file));
        None
    }

    /// Takes the file at `partial` over as the one with the digest `sha256`.
    pub fn adopt(&self, partial: &Path, sha256: &str) -> io::Result<PathBuf> {
        let file = self.place(sha256).ok_or(io::ErrorKind::InvalidInput)?;
        fs::create_dir_all(file.parent().unwrap_or(&self.folder))?;
        fs::rename(partial, &file)?;
        Ok(file)
    }

    /// What `url` gave when it was last fetched.
    pub fn remembered(&self, url: &str) -> Option<Remembered> {
        let text = fs::read(self.address(url)).ok()?;
        serde_json::from_slice(&text).ok().filter(|found: &Remembered| found.url == url)
    }

    /// Keeps what an address gave.
    pub fn remember(&self, found: &Remembered) -> io::Result<()> {
        let file = self.address(&found.url);
        let written = atomic_file::write(&file, &serde_json::to_vec_pretty(found)?);
        written.map_err(|problem| io::Error::other(problem.message))
    }

    /// The file in which a transfer from `url` is collected, locked against other processes.
    pub fn partial(&self, url: &str) -> io::Result<Partial> {
        let folder = self.folder.join("partial");
        fs::create_dir_all(&folder)?;
        Partial::open(&folder.join(name_of(url)))
    }

    fn place(&self, sha256: &str) -> Option<PathBuf> {
        let sha256 = digest(sha256, SHA256)?;
        Some(self.folder.join("sha256").join(&sha256[..2]).join(&sha256))
    }

    fn address(&self, url: &str) -> PathBuf {
        self.folder.join("addresses").join(format!("{}.json", name_of(url)))
    }
}

/// The name under which a transfer from `url` is kept.
pub fn name_of(url: &str) -> String {
    blake3::hash(url.as_bytes()).to_hex()[..32].to_owned()
}

/// A transfer as far as it came.
#[derive(Debug)]
pub struct Partial {
    pub path: PathBuf,
    pub file: File,
    /// What the server said when the transfer began; without it nothing can be added later.
    pub validator: Option<Validator>,
}

impl Partial {
    fn open(path: &Path) -> io::Result<Partial> {
        loop {
            let file =
                File::options().read(true).write(true).create(true).truncate(false).open(path)?;
            file.lock()?;
            // Whoever held the lock may have moved the file into its place.
            if same_file(&file, path) {
                let validator = fs::read(path.with_extension("json")).ok();
                let validator = validator.and_then(|text| serde_json::from_slice(&text).ok());
                return Ok(Partial { path: path.to_owned(), file, validator });
            }
        }
    }

    /// Bytes that are there.
    pub fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Begins anew, with a file that the server describes by `validator`.
    pub fn restart(&mut self, validator: Option<Validator>) -> io::Result<()> {
        self.file.set_len(0)?;
        let notes = self.path.with_extension("json");
        match &validator {
            Some(validator) => fs::write(notes, serde_json::to_vec(validator)?)?,
            None => drop(fs::remove_file(notes)),
        }
        self.validator = validator;
        Ok(())
    }

    /// Removes what was collected.
    pub fn discard(self) {
        drop(fs::remove_file(self.path.with_extension("json")));
        drop(fs::remove_file(&self.path));
    }

    /// Removes the notes on a transfer that is over.
    pub fn forget_notes(&self) {
        drop(fs::remove_file(self.path.with_extension("json")));
    }
}

/// Whether `file` is the one that now lies at `path`.
pub fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}
