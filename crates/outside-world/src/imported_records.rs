//! The files that an import reads.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::door::{self, Refused};
use super::import_sources::{Facts, SourceFile};
use super::{atomic_file, checksum};
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::reading::LARGEST_RECORD;

/// What is in the place of a record.
#[derive(Debug)]
pub enum Existing {
    Nothing,
    Text(String),
}

/// The works that the folder `catalog` has, by slug.
pub fn known_works(catalog: &Path) -> HashMap<String, Kind> {
    let mut known = HashMap::new();
    for kind in Kind::WORKS {
        let Ok(items) = fs::read_dir(catalog.join(kind.folder())) else { continue };
        for item in items.flatten() {
            let name = item.file_name();
            let Some(name) = name.to_str() else { continue };
            let slug = name.strip_suffix(".yaml").unwrap_or(name);
            known.insert(slug.to_owned(), kind);
        }
    }
    known
}

/// A slug, and the text of its record; an error says why that cannot be read.
pub type Found = (String, Result<String, Diagnostic>);

/// The people or organizations that the folder `catalog` has, in the order of their slugs. An error
/// of the whole says that no record can be put there.
pub fn agents(catalog: &Path, kind: Kind) -> Result<Vec<Found>, Diagnostic> {
    let folder = catalog.join(kind.folder());
    if folder.is_symlink() {
        return Err(Refused::Link(folder.clone()).diagnostic(&folder));
    }
    let Ok(items) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let names = items.flatten().filter_map(|item| item.file_name().into_string().ok());
    let slugs = names.map(|name| name.strip_suffix(".yaml").unwrap_or(&name).to_owned());
    let slugs: BTreeSet<String> = slugs.collect();
    let found = |slug: String| {
        let file = home(catalog, kind, &slug);
        let text = existing(&file).and_then(|found| match found {
            Existing::Text(text) => Ok(text),
            Existing::Nothing => Err(Refused::Absent.diagnostic(&file)),
        });
        (slug, text)
    };
    Ok(slugs.into_iter().map(found).collect())
}

/// The file of a record: in a folder of its own where there is one, else beside the others.
pub fn home(catalog: &Path, kind: Kind, slug: &str) -> PathBuf {
    let folder = catalog.join(kind.folder());
    let own = folder.join(slug).join("record.yaml");
    if own.symlink_metadata().is_ok() { own } else { folder.join(format!("{slug}.yaml")) }
}

/// What is in `file`.
///
/// Neither the file nor its folder may be a symbolic link: what that leads to is no record.
pub fn existing(file: &Path) -> Result<Existing, Diagnostic> {
    for place in [file.parent().unwrap_or(file), file] {
        if place.is_symlink() {
            return Err(Refused::Link(place.to_owned()).diagnostic(place));
        }
    }
    match door::read_file(file, LARGEST_RECORD) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Existing::Text(text)),
            Err(_) => Err(unreadable(file, &io::Error::other("it is not in UTF-8"))),
        },
        Err(Refused::Absent) => Ok(Existing::Nothing),
        Err(Refused::Unreadable(error)) => Err(unreadable(file, &error)),
        Err(refused) => Err(refused.diagnostic(file)),
    }
}

/// Puts the bytes of `from`, which come to `facts`, into the file at `path` of the folder of the record
/// `slug`. What is there and has the SHA-256 `known` is replaced.
///
/// # Errors
/// Something else is there, or the way to it leads through a symbolic link; or `from` is no longer as it
/// was.
pub fn bring(
    catalog: &Path,
    (kind, slug): (Kind, &str),
    path: &str,
    (from, facts): (&SourceFile, &Facts),
    known: Option<&str>,
) -> Result<(), Diagnostic> {
    let folder = catalog.join(kind.folder());
    let file = folder.join(slug).join(path);
    let ways = file.ancestors().take_while(|it| *it != catalog);
    if let Some(link) = ways.into_iter().find(|it| it.is_symlink()) {
        return Err(Refused::Link(link.to_owned()).diagnostic(link));
    }
    match door::open_file(&file) {
        Ok(_) => {
            let there = checksum::of_file(&file).map(|it| it.sha256).ok();
            if there.as_ref() == Some(&facts.sha256) {
                return Ok(());
            }
            if there.is_none() || there.as_deref() != known {
                let message = format!("`{path}` of `{slug}` is there already with other bytes");
                let problem = Diagnostic::error("import-not-ours", message).in_file(&file);
                return Err(problem.hint("rename or remove that file to have the imported one"));
            }
        }
        Err(Refused::Absent) => {}
        Err(Refused::Unreadable(error)) => return Err(unreadable(&file, &error)),
        Err(refused) => return Err(refused.diagnostic(&file)),
    }
    copied(from, facts, &file)
}

/// Copies `from` to `file`, in blocks.
fn copied(from: &SourceFile, facts: &Facts, file: &Path) -> Result<(), Diagnostic> {
    let mut staged = atomic_file::stage(file)?;
    let (mut hasher, mut failed) = (Sha256::new(), None);
    let read = from.stream(&mut |block| {
        hasher.update(block);
        let written = staged.write_all(block);
        written.inspect_err(|error| failed = Some(atomic_file::unwritable(file, error)))
    });
    match (failed, read) {
        (Some(problem), _) | (None, Err(problem)) => return Err(problem),
        (None, Ok(())) => {}
    }
    if hex::encode(hasher.finalize()) != facts.sha256 {
        let message = "the file changed while it was imported";
        let problem = Diagnostic::error("import-file", message).in_file(&from.place);
        return Err(problem.hint("import it again, when nothing writes it any more"));
    }
    atomic_file::finish(staged, file)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("import-file", format!("cannot read `{}`: {error}", path.display()))
        .in_file(path)
        .hint("check the path and its permissions")
}
