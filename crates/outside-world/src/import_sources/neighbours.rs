//! The files of a folder or an archive, found by where they lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::hosting;
use sha2::{Digest, Sha256};

use super::SourceFile;

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
    pub fn of<'f>(files: impl IntoIterator<Item = &'f SourceFile>) -> Neighbours {
        let neighbour = |file: &SourceFile| {
            let file = file.alone();
            (file.place.clone(), Neighbour { file, facts: OnceLock::new() })
        };
        Neighbours(files.into_iter().map(neighbour).collect())
    }

    /// What the file at `place` comes to, where there is one that can be read.
    pub fn facts(&self, place: &Path) -> Option<&Facts> {
        let Neighbour { file, facts } = self.0.get(place)?;
        facts.get_or_init(|| looked_at(file).ok()).as_ref()
    }

    /// The places of all files below `folder`, sorted.
    pub fn below<'n>(&'n self, folder: &'n Path) -> impl Iterator<Item = &'n Path> {
        let from = self.0.range(folder.to_owned()..).map(|(place, _)| place.as_path());
        from.take_while(move |it| it.starts_with(folder))
    }

    /// The file at `place`, where there is one.
    pub fn file(&self, place: &Path) -> Option<&SourceFile> {
        self.0.get(place).map(|it| &it.file)
    }
}

/// What `file` comes to.
fn looked_at(file: &SourceFile) -> Result<Facts, Diagnostic> {
    let (mut hasher, mut size, mut head) = (Sha256::new(), 0, Vec::new());
    file.stream(&mut |block| {
        let wanted = (hosting::HEAD as usize).saturating_sub(head.len());
        head.extend(block.iter().take(wanted));
        hasher.update(block);
        size += block.len() as u64;
        Ok(())
    })?;
    Ok(Facts { size, sha256: hex::encode(hasher.finalize()), head })
}
