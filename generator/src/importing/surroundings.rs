//! The files around a description, which its record may have.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::formats::format::Format;
use crate::formats::list;
use crate::formats::reader::{Around, FileFacts, MadeFile};
use crate::outside_world::import_sources::{Facts, Neighbours, SourceFile};
use crate::outside_world::imported_records as disk;
use crate::record::{Work, is_of_record, is_portable};

/// The files around a description.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    /// The folder from which the description names them.
    home: PathBuf,
    files: &'a Neighbours,
}

impl<'a> Surroundings<'a> {
    pub(super) fn of(file: &'a SourceFile, format: &Format) -> Option<Surroundings<'a>> {
        let home = list::home(format, &file.place)?.to_owned();
        Some(Surroundings { home, files: file.around.as_deref()? })
    }

    /// Brings the files of `work` into the folder of the record `slug`. `here` is the record that is
    /// there, whose files may be replaced where they are as it says.
    pub(super) fn bring(
        &self,
        catalog: &Path,
        slug: &str,
        (work, made): (&Work, &[MadeFile]),
        here: Option<&Work>,
    ) -> Result<(), Box<Diagnostic>> {
        let known = |path: &str| {
            let there = here.iter().flat_map(|it| &it.artifacts);
            let mut there = there.filter(|it| it.path.as_deref() == Some(path));
            there.find_map(|it| it.sha256.clone())
        };
        let paths = work.artifacts.iter().filter_map(|it| it.path.as_deref());
        for path in paths.filter(|it| is_portable(it) && !is_of_record(it)) {
            let place = self.home.join(path);
            if let Some(made) = made.iter().find(|it| it.path == path) {
                let (file, facts) = SourceFile::made(place, &made.bytes);
                let known = known(path);
                disk::bring(catalog, (work.kind, slug), path, (&file, &facts), known.as_deref())?;
                continue;
            }
            if let (Some(file), Some(facts)) = (self.files.file(&place), self.files.facts(&place)) {
                let known = known(path);
                disk::bring(catalog, (work.kind, slug), path, (file, facts), known.as_deref())?;
            }
        }
        Ok(())
    }
}

impl Around for Surroundings<'_> {
    fn facts(&self, path: &str) -> Option<FileFacts> {
        let Facts { size, sha256, head } = self.files.facts(&self.home.join(path))?.clone();
        Some(FileFacts { size, sha256, head })
    }

    fn read(&self, path: &str, most: u64) -> Option<Vec<u8>> {
        let file = self.files.file(&self.home.join(path))?;
        file.read_at_most(most).ok().map(|it| it.into_owned())
    }

    fn has_within(&self, path: &str) -> bool {
        self.files.below(&self.home.join(path)).next().is_some()
    }

    fn paths(&self) -> Vec<String> {
        let below = self.files.below(&self.home);
        let below = below.filter_map(|it| it.strip_prefix(&self.home).ok()?.to_str());
        below.map(|it| it.replace('\\', "/")).collect()
    }
}
