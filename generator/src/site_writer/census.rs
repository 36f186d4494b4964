//! Whether a site is still as the last build left it.
//!
//! A build takes over what it made before. So it must know whether somebody else has changed,
//! added or removed a file since: of every file count its path, its size and its time of change.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// All files of a site, told by their number, their bytes and the sum of their hashes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    files: u64,
    bytes: u64,
    sum: u64,
}

impl Census {
    /// The census of the site in `folder`, which is empty where there is none.
    pub fn of(folder: &Path) -> Census {
        let mut census = Census::default();
        let mut level = vec![String::new()];
        while !level.is_empty() {
            let found: Vec<(Census, Vec<String>)> =
                level.par_iter().map(|below| files_in(folder, below)).collect();
            level = Vec::new();
            for (files, folders) in found {
                census.files += files.files;
                census.bytes += files.bytes;
                census.sum = census.sum.wrapping_add(files.sum);
                level.extend(folders);
            }
        }
        census
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files == 0
    }

    /// The bytes in all files.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes note that `path` is no longer as it is in the folder `before`, but as in `after`.
    pub(super) fn change(&mut self, path: &str, before: &Path, after: &Path) {
        if let Ok(metadata) = fs::symlink_metadata(before.join(path)) {
            self.files = self.files.wrapping_sub(1);
            self.bytes = self.bytes.wrapping_sub(metadata.len());
            self.sum = self.sum.wrapping_sub(hash(path, &metadata));
        }
        if let Ok(metadata) = fs::symlink_metadata(after.join(path)) {
            self.add(path, &metadata);
        }
    }

    fn add(&mut self, path: &str, metadata: &Metadata) {
        self.files = self.files.wrapping_add(1);
        self.bytes = self.bytes.wrapping_add(metadata.len());
        self.sum = self.sum.wrapping_add(hash(path, metadata));
    }
}

/// The files directly in `below`, which is empty or ends with a slash, and the folders in it.
fn files_in(site: &Path, below: &str) -> (Census, Vec<String>) {
    let (mut census, mut folders) = (Census::default(), Vec::new());
    let items = fs::read_dir(site.join(below)).into_iter().flatten().flatten();
    for item in items {
        let path = format!("{below}{}", item.file_name().to_string_lossy());
        // Of a link itself, not of what it leads to: no site of ours has any.
        match item.metadata() {
            Ok(metadata) if metadata.is_dir() => folders.push(format!("{path}/")),
            Ok(metadata) => census.add(&path, &metadata),
            Err(_) => {}
        }
    }
    (census, folders)
}

fn hash(path: &str, metadata: &Metadata) -> u64 {
    let time = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let time = time.unwrap_or_default().as_nanos();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&metadata.len().to_le_bytes());
    hasher.update(&time.to_le_bytes());
    hasher.update(path.as_bytes());
    let digest = hasher.finalize();
    u64::from_le_bytes(digest.as_bytes()[..8].try_into().unwrap_or_default())
}
