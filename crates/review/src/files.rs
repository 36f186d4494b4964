//! A record's own files, of which the bytes change.

use serde::Serialize;

/// A file whose bytes are others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileTurn {
    /// Path below the record's folder.
    pub file: String,
    /// `new`, `changed` or `removed`.
    pub change: &'static str,
}

/// The files, each a path with what is the same for the same bytes, that differ.
pub(crate) fn turns(old: &[(String, String)], new: &[(String, String)]) -> Vec<FileTurn> {
    let find = |all: &[(String, String)], path: &str| {
        all.iter().find(|(it, _)| it == path).map(|(_, digest)| digest.clone())
    };
    let turn = |file: &str, change| FileTurn { file: file.to_owned(), change };
    let there = new.iter().filter_map(|(path, digest)| match find(old, path) {
        None => Some(turn(path, "new")),
        Some(before) if before != *digest => Some(turn(path, "changed")),
        Some(_) => None,
    });
    let gone = old.iter().filter(|(path, _)| find(new, path).is_none());
    there.chain(gone.map(|(path, _)| turn(path, "removed"))).collect()
}
