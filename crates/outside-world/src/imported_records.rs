//! The files that an import reads.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::door::Refused;
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;

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

/// The people or organizations that the folder `catalog` has: slug and text of each, in the order of
/// the slugs. What is no ordinary file is left out.
pub fn agents(catalog: &Path, kind: Kind) -> Vec<(String, String)> {
    let folder = catalog.join(kind.folder());
    let Ok(items) = fs::read_dir(&folder) else { return Vec::new() };
    let names = items.flatten().filter_map(|item| item.file_name().into_string().ok());
    let slugs = names.map(|name| name.strip_suffix(".yaml").unwrap_or(&name).to_owned());
    let slugs: BTreeSet<String> = slugs.collect();
    let text = |slug: String| match existing(&home(catalog, kind, &slug)) {
        Ok(Existing::Text(text)) => Some((slug, text)),
        _ => None,
    };
    slugs.into_iter().filter_map(text).collect()
}

/// The file of a record: in a folder of its own where there is one, else beside the others.
pub fn home(catalog: &Path, kind: Kind, slug: &str) -> PathBuf {
    let folder = catalog.join(kind.folder());
    let own = folder.join(slug).join("record.yaml");
    if own.is_file() { own } else { folder.join(format!("{slug}.yaml")) }
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
    match fs::read_to_string(file) {
        Ok(text) => Ok(Existing::Text(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Existing::Nothing),
        Err(error) => Err(unreadable(file, &error)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("import-file", format!("cannot read `{}`: {error}", path.display()))
        .in_file(path)
        .hint("check the path and its permissions")
}
