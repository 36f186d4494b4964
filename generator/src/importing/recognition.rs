//! Of which formats files are.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::assessor::charset;
use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::format::Format;
use crate::formats::list;
use crate::formats::reader::Input;
use crate::outside_world::import_sources::{Neighbours, SourceFile};

/// The format of `file`, told by what is in it, where any that is read has that.
///
/// # Errors
/// The file cannot be read, or is a broken description.
pub fn recognise(file: &SourceFile) -> Result<Option<&'static Format>, Diagnostic> {
    format_of(file, true)
}

/// The bytes of `file`, in UTF-8 where it is text in another encoding that says so.
///
/// # Errors
/// The file cannot be read.
pub(super) fn description(file: &SourceFile) -> Result<Cow<'_, [u8]>, Diagnostic> {
    let bytes = file.read()?;
    match charset::text(&bytes, None) {
        Some(Cow::Owned(text)) => Ok(Cow::Owned(text.into_bytes())),
        _ => Ok(bytes),
    }
}

fn format_of(file: &SourceFile, is_alone: bool) -> Result<Option<&'static Format>, Diagnostic> {
    let bytes = description(file)?;
    let input = Input::new(&file.place, &bytes);
    match list::recognised(&input) {
        None => list::malformed(&input, is_alone).map_or(Ok(None), Err),
        found => Ok(found),
    }
}

/// Of the files of a folder or an archive, those with records.
#[derive(Debug, Default)]
pub struct Recognised {
    /// Each with its format.
    pub files: Vec<(&'static Format, SourceFile)>,
    /// What is wrong with those that were to be descriptions; warnings.
    pub problems: Vec<Diagnostic>,
}

/// Those of `files` that are of a format. A page that shows what a file beside it holds is not read.
/// Beside them lie `large` files, which hold no description.
pub fn recognised(files: &[SourceFile], large: &[SourceFile]) -> Recognised {
    let places: HashSet<&Path> = files.iter().map(|file| file.place.as_path()).collect();
    let is_preview =
        |place: &Path| list::shown_by(place).is_some_and(|file| places.contains(&*file));
    let described = files.par_iter().filter(|file| !is_preview(&file.place));
    let found: Vec<_> = described.map(|file| (file, format_of(file, false))).collect();
    let (mut known, mut problems) = (Vec::new(), Vec::new());
    for (file, found) in found {
        match found {
            Ok(Some(format)) => known.push((format, file.clone(), home(format, file))),
            Ok(None) => {}
            Err(problem) => problems.push(Diagnostic { severity: Severity::Warning, ..problem }),
        }
    }
    let mut found = joined(known);
    let telling = found.iter_mut().filter(|(format, _)| list::tells_of_others(format));
    let mut around: Option<Arc<Neighbours>> = None;
    for (_, file) in telling {
        let around =
            around.get_or_insert_with(|| Arc::new(Neighbours::of(files.iter().chain(large))));
        file.around = Some(Arc::clone(around));
    }
    Recognised { files: found, problems }
}

/// The file of whose record `file` says more, where it holds none itself.
fn home(format: &Format, file: &SourceFile) -> Option<PathBuf> {
    let bytes = description(file).ok()?;
    format.reader.and_then(|reader| (reader.adds_to)(&Input::new(&file.place, &bytes)))
}

/// Files that say more of the record of another, beside that one, where it is there too.
fn joined(
    found: Vec<(&'static Format, SourceFile, Option<PathBuf>)>,
) -> Vec<(&'static Format, SourceFile)> {
    let (adding, mut files): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(.., to)| to.is_some());
    for (format, file, to) in adding {
        let is_meant = |(it, home, _): &&mut (&Format, SourceFile, Option<PathBuf>)| {
            it.name == format.name && to.as_ref() == Some(&home.place)
        };
        match files.iter_mut().find(is_meant) {
            Some((_, home, _)) => home.beside.push(file),
            None => files.push((format, file, None)),
        }
    }
    files.into_iter().map(|(format, file, _)| (format, file)).collect()
}
