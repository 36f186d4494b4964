//! Files beside a model in which it keeps numbers.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use faircat_inference::onnx::OnnxError;
use faircat_inference::onnx::external::{External, embedded};

use crate::outside_world::door;

/// A model with all numbers in it, and the files that some of them came from.
pub(super) type Joined = (Vec<u8>, Vec<PathBuf>);

/// The model with all numbers in it, and the files beside it that they came from; `None` where
/// they are in it. `path` is that of the model, and nothing outside its folder is read.
///
/// Errors: a file that is not there, lies elsewhere or is too short, and what is wrong with the
/// model.
pub(super) fn joined(path: &Path, bytes: &[u8]) -> Result<Option<Joined>, OnnxError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut files: Vec<PathBuf> = Vec::new();
    let whole = embedded(bytes, &mut |external| {
        let file = door::file_in(folder, Path::new(&external.location));
        let file = file.map_err(|_| "which is no file in the model's folder")?;
        let numbers = part(&file, external)?;
        if !files.contains(&file) {
            files.push(file);
        }
        Ok(numbers)
    })?;
    Ok(whole.map(|whole| (whole, files)))
}

fn part(file: &Path, external: &External) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| format!("which cannot be read: {error}");
    let mut opened = File::open(file).map_err(unreadable)?;
    let size = opened.metadata().map_err(unreadable)?.len();
    let end = external.offset.checked_add(external.length);
    if end.is_none_or(|end| end > size) {
        return Err(format!("which has {size} bytes and ends before them"));
    }
    opened.seek(SeekFrom::Start(external.offset)).map_err(unreadable)?;
    let mut numbers = Vec::new();
    opened.take(external.length).read_to_end(&mut numbers).map_err(unreadable)?;
    Ok(numbers)
}
