//! The folder `federation/` of a site: what was learnt of other catalogues, kept between harvests and
//! committed, so that a build needs no network.
//!
//! A harvest is an index and a file of statements that it names. The latter has a name of its own for
//! each content, and the index is replaced in one step, so at any moment the folder holds a whole
//! harvest: the last one or the new one. One that goes on, or was interrupted, lies beside it under
//! names of its own, which a build does not read.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::atomic_file;
use super::door::{self, Refused};
use faircat_record::diagnostic::Diagnostic;

/// The folder, below the root of a site.
pub const FOLDER: &str = "federation";
/// How the name of a file of statements ends.
const ENDING: &str = ".nq.gz";

/// Which harvest of a catalogue is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// That which is shown.
    Whole,
    /// That which goes on, or was interrupted.
    Unfinished,
}

impl Stage {
    /// The file that names all else.
    fn index(self) -> &'static str {
        match self {
            Stage::Whole => "harvest.json",
            Stage::Unfinished => "unfinished.json",
        }
    }

    /// How names of files of statements begin.
    fn beginning(self) -> &'static str {
        match self {
            Stage::Whole => "statements-",
            Stage::Unfinished => "unfinished-",
        }
    }

    fn is_statements(self, name: &str) -> bool {
        name.starts_with(self.beginning()) && name.ends_with(ENDING)
    }

    /// The name of a file of statements whose content has this digest.
    pub fn statements_file(self, digest: &str) -> String {
        format!("{}{digest}{ENDING}", self.beginning())
    }
}

/// Largest files that are read, in bytes.
const LARGEST_INDEX: u64 = 1 << 29;
const LARGEST_STATEMENTS: u64 = 1 << 29;

/// Path of the index of the catalogue `name`, below the root of the site.
pub fn index_file(name: &str) -> PathBuf {
    path_of(name, Stage::Whole)
}

fn path_of(name: &str, stage: Stage) -> PathBuf {
    Path::new(FOLDER).join(name).join(stage.index())
}

/// The index of the harvest of `name`; `None` where there is none.
///
/// # Errors
/// It is of another form, or may not be read.
pub fn read<T: DeserializeOwned>(
    root: &Path,
    name: &str,
    stage: Stage,
) -> Result<Option<T>, Diagnostic> {
    let file = path_of(name, stage);
    let bytes = match door::read(root, &file, LARGEST_INDEX) {
        Ok(bytes) => bytes,
        Err(Refused::Absent) => return Ok(None),
        Err(refused) => return Err(refused.diagnostic(&file)),
    };
    serde_json::from_slice(&bytes).map(Some).map_err(|error| {
        let message = format!("this is no harvest as `faircat harvest` writes it: {error}");
        let problem = Diagnostic::error("federation", message).in_file(&file);
        problem.hint("run `faircat harvest` again, and leave the file as it is")
    })
}

/// The bytes of the statements `file` of the catalogue `name`.
///
/// # Errors
/// It is missing, or may not be read.
pub fn read_statements(root: &Path, name: &str, file: &str) -> Result<Vec<u8>, Diagnostic> {
    let path = Path::new(FOLDER).join(name).join(file);
    let is_one = [Stage::Whole, Stage::Unfinished].iter().any(|it| it.is_statements(file));
    let read = match is_one {
        true => door::read(root, &path, LARGEST_STATEMENTS),
        false => Err(Refused::Outside),
    };
    read.map_err(|refused| refused.diagnostic(&path).hint("run `faircat harvest` again"))
}

/// Keeps a harvest of the catalogue `name` instead of the last one of this `stage`: `index`, and the
/// file `statements` that it names, of which there are `bytes` where it is a new one.
///
/// # Errors
/// The disk, or a symbolic link where the folder should be.
pub fn write<T: Serialize>(
    root: &Path,
    name: &str,
    stage: Stage,
    index: &T,
    (statements, bytes): (&str, &[u8]),
) -> Result<(), Diagnostic> {
    let own = Path::new(FOLDER).join(name);
    match door::folder(root, &own) {
        Ok(()) | Err(Refused::Absent) => {}
        Err(refused) => return Err(refused.diagnostic(&own)),
    }
    let folder = root.join(&own);
    if !bytes.is_empty() && !folder.join(statements).exists() {
        atomic_file::write(&folder.join(statements), bytes)?;
    }
    let file = folder.join(stage.index());
    let mut text = serde_json::to_vec_pretty(index)
        .map_err(|error| Diagnostic::error("federation", error.to_string()).in_file(&file))?;
    text.push(b'\n');
    atomic_file::write(&file, &text)?;
    forget_others(&folder, stage, statements);
    Ok(())
}

/// Removes the harvest of the catalogue `name` that went on.
pub fn forget_unfinished(root: &Path, name: &str) {
    let folder = Path::new(FOLDER).join(name);
    if door::folder(root, &folder).is_ok() {
        // What cannot be removed now is after the next harvest.
        drop(fs::remove_file(root.join(path_of(name, Stage::Unfinished))));
        forget_others(&root.join(folder), Stage::Unfinished, "");
    }
}

/// Removes the statements of earlier harvests. What cannot be removed now is at the next harvest.
fn forget_others(folder: &Path, stage: Stage, statements: &str) {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    for item in items {
        let name = item.file_name();
        let name = name.to_string_lossy();
        if stage.is_statements(&name) && name != statements {
            drop(fs::remove_file(item.path()));
        }
    }
}

/// The folders below `federation/`, sorted.
pub fn names(root: &Path) -> Vec<String> {
    if door::folder(root, Path::new(FOLDER)).is_err() {
        return Vec::new();
    }
    let items = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    let folders = items.filter(|item| item.file_type().is_ok_and(|found| found.is_dir()));
    let mut names: Vec<String> =
        folders.filter_map(|item| item.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}
