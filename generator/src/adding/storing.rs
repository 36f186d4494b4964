//! Puts a record and its files where they belong.

use std::io;
use std::path::Path;

use super::external::OtherFile;
use super::{Adding, LARGEST_COPY, State};
use crate::diagnostic::Diagnostic;
use crate::outside_world::bounded_file::unreadable;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::outside_world::{atomic_file, checksum, copying};
use crate::record::hosting;

impl Adding<'_> {
    /// Fails where the file may not be published as it is.
    pub(super) fn check_hosting(&self) -> Result<(), Box<Diagnostic>> {
        let head = copying::head(self.file, hosting::HEAD)
            .map_err(|error| Box::new(unreadable(self.file, &error)))?;
        hosting::judge(self.name, &head).map_err(|refused| {
            let problem = Diagnostic::error("hosted-file", refused.message(self.name));
            Box::new(problem.in_file(self.file).hint(refused.remedy()))
        })
    }

    /// Writes the record with its file, unless another is there.
    pub(super) fn store(
        &self,
        file: &Path,
        text: &str,
        beside: &[OtherFile],
    ) -> Result<State, Box<Diagnostic>> {
        let single = disk::home(self.target.catalog, self.kind, &self.slug);
        if single != file && matches!(disk::existing(&single)?, Existing::Text(_)) {
            return Err(self.taken(&single));
        }
        let state = match disk::existing(file)? {
            Existing::Text(old) if old == text => State::Unchanged,
            Existing::Text(_) => return Err(self.taken(file)),
            Existing::Nothing => State::Written,
        };
        if self.is_copied() {
            self.copy_to(self.file, &self.digests, &file.with_file_name(self.name))?;
            for other in beside.iter().filter(|it| it.digests.size <= LARGEST_COPY) {
                let copy = file.parent().unwrap_or(file).join(&other.path);
                self.copy_to(&other.file, &other.digests, &copy)?;
            }
        }
        if state == State::Written {
            atomic_file::write(file, text.as_bytes())?;
        }
        Ok(state)
    }

    fn copy_to(
        &self,
        file: &Path,
        digests: &checksum::Digests,
        copy: &Path,
    ) -> Result<(), Box<Diagnostic>> {
        match checksum::of_file(copy) {
            Ok(there) if there == *digests => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            _ => return Err(self.taken(copy)),
        }
        let copied = copying::copy(file, copy, LARGEST_COPY)?;
        match copied == digests.sha256 {
            true => Ok(()),
            false => Err(Box::new(self.problem("the file changed while it was read"))),
        }
    }

    fn taken(&self, place: &Path) -> Box<Diagnostic> {
        let message = format!("`{}` is there already", self.slug);
        let problem = Diagnostic::error("add-exists", message).in_file(place);
        Box::new(problem.hint("choose another word with `--slug`, or remove that record"))
    }
}
