//! Files in which a model keeps numbers.

use std::path::{Path, PathBuf};

use faircat_inference::figures::counted;
use faircat_inference::onnx::external::External;
use faircat_record::{is_of_record, is_portable};
use faircat_text::visible;

use crate::diagnostic::Diagnostic;
use crate::outside_world::{checksum, door};

/// A file beside a model, which belongs to it.
#[derive(Debug)]
pub(super) struct OtherFile {
    /// From the model's folder, with `/`.
    pub path: String,
    pub file: PathBuf,
    pub digests: checksum::Digests,
}

/// The files of the folder of `model` in which the tensors `apart` have their numbers, and what is wrong
/// with those that are not there, or too short.
pub(super) fn beside(model: &Path, apart: &[External]) -> (Vec<OtherFile>, Vec<Diagnostic>) {
    let mut locations: Vec<&str> = Vec::new();
    for it in apart {
        if !locations.contains(&&*it.location) {
            locations.push(&it.location);
        }
    }
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for location in locations {
        let of_it = || apart.iter().filter(|it| it.location == location);
        let end = of_it().map(|it| it.offset.saturating_add(it.length)).max().unwrap_or_default();
        match other(model, location, end) {
            Ok(found) => files.push(found),
            Err(why) => {
                let kept = counted(of_it().count() as u64, "tensor", "tensors");
                let shown = visible(location);
                let message = format!("the model keeps {kept} in `{shown}`, {why}");
                let problem = Diagnostic::warning("onnx-other-file", message).in_file(model);
                problems.push(problem.hint("put that file beside the model, and add it again"));
            }
        }
    }
    (files, problems)
}

/// The file at `location`, of which the numbers end after `end` bytes.
fn other(model: &Path, location: &str, end: u64) -> Result<OtherFile, String> {
    let path = location.strip_prefix("./").unwrap_or(location);
    if !is_portable(path) || is_of_record(path) {
        return Err("which is the name of no file that a record may have beside it".to_owned());
    }
    let folder = model.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let absent = || "which is no file in its folder".to_owned();
    let file = door::file_in(folder, Path::new(path)).map_err(|_| absent())?;
    let digests = checksum::of_file(&file).map_err(|_| absent())?;
    match digests.size >= end {
        true => Ok(OtherFile { path: path.to_owned(), file, digests }),
        false => Err(format!("which has {} bytes and ends before them", digests.size)),
    }
}
