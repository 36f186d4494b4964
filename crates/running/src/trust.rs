//! Whether files are those that a record describes.

use faircat_inference::figures::noun;
use std::path::Path;

use super::external_data::Beside;
use faircat_outside_world::local_files::local_file;
use faircat_outside_world::one_record::OneWork;
use faircat_outside_world::{checksum, fetching};
use faircat_record::Artifact;
use faircat_record::diagnostic::Diagnostic;

/// What a record says of `file`, of `size` bytes, that it is not; `None` where they agree.
pub fn contradiction(artifact: &Artifact, file: &Path, size: u64, sha256: &str) -> Option<String> {
    if let Some(declared) = artifact.size.filter(|&declared| declared != size) {
        return Some(format!(
            "it has {size} {}, the record says {declared}",
            noun(size, "byte", "bytes")
        ));
    }
    if let Some(declared) = artifact.sha256.as_ref().filter(|it| !it.eq_ignore_ascii_case(sha256)) {
        return Some(format!("its SHA-256 is {sha256}, the record says {declared}"));
    }
    fetching::other_checksums(artifact, file).err().map(|error| error.to_string())
}

/// What the record of `work`, below `root`, says of `file` that it is not; `None` where they agree
/// or the record does not describe it.
#[allow(
    clippy::disallowed_methods,
    reason = "the file is one that a user names, looked for among those of a record"
)]
pub fn contradiction_of(root: &Path, work: &OneWork, file: &Path) -> Option<String> {
    let file = file.canonicalize().ok()?;
    let artifacts = describing(root, work, &file);
    let says_nothing =
        |it: &&Artifact| it.size.is_none() && it.sha256.is_none() && it.checksums.is_empty();
    if artifacts.iter().all(says_nothing) {
        return None;
    }
    let found = checksum::of_file(&file).ok()?;
    artifacts.into_iter().find_map(|it| contradiction(it, &file, found.size, &found.sha256))
}

/// The same of a file beside the model, as it was read.
pub(super) fn contradiction_beside(root: &Path, work: &OneWork, file: &Beside) -> Option<String> {
    let artifacts = describing(root, work, &file.path);
    artifacts.into_iter().find_map(|it| contradiction(it, &file.path, file.size, &file.sha256))
}

/// The artifacts that are `file`, a path without links.
fn describing<'a>(root: &Path, work: &'a OneWork, file: &Path) -> Vec<&'a Artifact> {
    let Some(folder) = work.file.folder.as_deref() else { return Vec::new() };
    let is_it = |artifact: &&Artifact| {
        let path = artifact.path.as_deref();
        path.and_then(|path| local_file(root, folder, path)).is_some_and(|it| it == file)
    };
    work.work.artifacts.iter().filter(is_it).collect()
}

/// The refusal of `file`, which is not what its record says.
pub fn refusal(file: &Path, contradiction: &str) -> Diagnostic {
    let message = format!("this is not the file that the record describes: {contradiction}");
    Diagnostic::error("unverified", message)
        .in_file(file)
        .hint("get the file again, or correct the record; --unverified uses it as it is")
}
