//! Files beside a model in which it keeps numbers.

use std::path::{Path, PathBuf};

use faircat_inference::onnx::external::{External, embedded};
use faircat_inference::onnx::{LARGEST_FILE, OnnxError};

use faircat_outside_world::{bounded_file, checksum, door};

/// A file beside a model, as it was read.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    /// Without links and dots.
    pub path: PathBuf,
    pub size: u64,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// A model with all numbers in it, and the files that some of them came from.
pub(super) type Joined = (Vec<u8>, Vec<Beside>);

/// The model with all numbers in it, and the files beside it that they came from; `None` where
/// they are in it. `path` is that of the model, and nothing outside its folder is read. Each file is
/// read once, so its SHA-256 is of the bytes that run.
///
/// Errors: a file that is not there, lies elsewhere, is too short or too large, and what is wrong
/// with the model.
pub(super) fn joined(path: &Path, bytes: &[u8]) -> Result<Option<Joined>, OnnxError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let whole = embedded(bytes, &mut |external| {
        let file = door::file_in(folder, Path::new(&external.location));
        let file = file.map_err(|_| "which is no file in the model's folder")?;
        let place = match files.iter().position(|(known, _)| *known == file) {
            Some(place) => place,
            None => {
                let read = bounded_file::read(&file, LARGEST_FILE as u64);
                let read =
                    read.map_err(|problem| format!("which cannot be used: {}", problem.message))?;
                files.push((file, read));
                files.len() - 1
            }
        };
        part(&files[place].1, external)
    })?;
    Ok(whole.map(|whole| (whole, files.into_iter().map(beside).collect())))
}

#[allow(
    clippy::disallowed_methods,
    reason = "the file was opened by the door, and is compared with others by where it is"
)]
fn beside((path, bytes): (PathBuf, Vec<u8>)) -> Beside {
    let path = path.canonicalize().unwrap_or(path);
    Beside { path, size: bytes.len() as u64, sha256: checksum::of_bytes(&bytes) }
}

fn part(file: &[u8], external: &External) -> Result<Vec<u8>, String> {
    let start = usize::try_from(external.offset).ok();
    let numbers = start.and_then(|start| {
        let end = start.checked_add(usize::try_from(external.length).ok()?)?;
        file.get(start..end)
    });
    let numbers =
        numbers.ok_or_else(|| format!("which has {} bytes and ends before them", file.len()))?;
    Ok(numbers.to_vec())
}
