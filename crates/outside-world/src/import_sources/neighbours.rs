//! The files of a folder or an archive, found by where they lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::hosting;

use super::SourceFile;
use crate::checksum;

/// The files of a folder or an archive.
#[derive(Debug)]
pub struct Neighbours(BTreeMap<PathBuf, Neighbour>);

#[derive(Debug)]
struct Neighbour {
    file: SourceFile,
    facts: OnceLock<Option<Facts>>,
}

/// What a file comes to.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Bytes.
    pub size: u64,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// The first bytes.
    pub head: Vec<u8>,
}

impl Neighbours {
    pub fn of(files: &[SourceFile]) -> Neighbours {
        let neighbour = |file: &SourceFile| {
            let file = SourceFile { beside: Vec::new(), around: None, ..file.clone() };
            (file.place.clone(), Neighbour { file, facts: OnceLock::new() })
        };
        Neighbours(files.iter().map(neighbour).collect())
    }

    /// What the file at `place` comes to, where there is one that can be read.
    pub fn facts(&self, place: &Path) -> Option<&Facts> {
        let Neighbour { file, facts } = self.0.get(place)?;
        let looked = facts.get_or_init(|| {
            let bytes = file.read().ok()?;
            let head = bytes.iter().take(hosting::HEAD as usize).copied().collect();
            let sha256 = checksum::of_bytes(&bytes);
            Some(Facts { size: bytes.len() as u64, sha256, head })
        });
        looked.as_ref()
    }

    /// The places of all files below `folder`, sorted.
    pub fn below<'n>(&'n self, folder: &'n Path) -> impl Iterator<Item = &'n Path> {
        let from = self.0.range(folder.to_owned()..).map(|(place, _)| place.as_path());
        from.take_while(move |it| it.starts_with(folder))
    }

    /// The bytes of the file at `place`, where there is one.
    ///
    /// # Errors
    /// It cannot be read any more.
    pub fn read(&self, place: &Path) -> Option<Result<Vec<u8>, Diagnostic>> {
        let Neighbour { file, .. } = self.0.get(place)?;
        Some(file.read().map(|it| it.into_owned()))
    }
}
