//! Files that Git LFS keeps beside the repository: in a revision a pointer stands in their place
//! (<https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md>).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

use faircat_record::checksum;
use faircat_record::diagnostic::Diagnostic;

use crate::door;

/// Most bytes of a pointer.
const LARGEST_POINTER: u64 = 1024;

/// What a pointer begins with.
const VERSION: &str = "version https://git-lfs.github.com/spec/v1\n";

/// The folder of LFS's objects in the repository that has `root`; `asked` is Git's answer for where it
/// keeps its own.
pub(super) fn objects(asked: &io::Result<Output>, root: &Path) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt as _;
    let answer = asked.as_ref().ok().filter(|it| it.status.success())?;
    let path = answer.stdout.strip_suffix(b"\n").unwrap_or(&answer.stdout);
    Some(root.join(std::ffi::OsStr::from_bytes(path)).join("lfs/objects"))
}

/// Puts what pointers among `files` below `folder` stand for in their place, as far as it is among
/// `objects`; warns of the others.
pub(super) fn resolve<'a>(
    files: impl Iterator<Item = &'a PathBuf>,
    folder: &Path,
    objects: Option<&Path>,
) -> io::Result<Vec<Diagnostic>> {
    let mut said = Vec::new();
    for file in files {
        let place = folder.join(file);
        let Some(object) = object_of(&place) else { continue };
        let (first, second) = (&object[..2], &object[2..4]);
        let kept = objects.map(|it| it.join(first).join(second).join(&object));
        match kept.filter(|it| door::open_file(it).is_ok()) {
            Some(kept) => drop(fs::copy(kept, &place)?),
            None => said.push(
                Diagnostic::warning(
                    "unreadable",
                    "this is a pointer of Git LFS to what is not here",
                )
                .in_file(file)
                .hint("bring it here with `git lfs fetch`"),
            ),
        }
    }
    Ok(said)
}

/// The SHA-256 that the pointer at `place` names; `None` where there is no pointer.
fn object_of(place: &Path) -> Option<String> {
    let size = fs::symlink_metadata(place).ok().filter(|it| it.is_file())?.len();
    if size > LARGEST_POINTER {
        return None;
    }
    let text = String::from_utf8(door::read_file(place, LARGEST_POINTER).ok()?).ok()?;
    let lines = text.strip_prefix(VERSION)?.lines();
    let object = lines.filter_map(|line| line.strip_prefix("oid sha256:")).next()?;
    checksum::digest(object, checksum::SHA256)
}
