//! What lies in a catalogue and is read by nobody: told of, because it was meant to be.

use std::fs;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::record::Kind;
use crate::record::shape::nearest;

/// Names, before the first dot and in capitals, of files that a repository has beside its records.
const ABOUT_THE_FOLDER: [&str; 9] = [
    "AUTHORS",
    "CHANGELOG",
    "CITATION",
    "CODEOWNERS",
    "CONTRIBUTING",
    "COPYING",
    "LICENSE",
    "NOTICE",
    "README",
];

/// Adds what lies in `catalog/` beside the folders of the kinds.
pub(super) fn beside_kinds(root: &Path, diagnostics: &mut Vec<Diagnostic>) {
    let Ok(items) = fs::read_dir(root.join("catalog")) else { return };
    for item in items.flatten() {
        let name = item.file_name().to_string_lossy().into_owned();
        let path = Path::new("catalog").join(item.file_name());
        if name.starts_with('.') || Kind::of_folder(&name).is_some() {
            continue;
        }
        let is_folder = item.file_type().is_ok_and(|found| found.is_dir());
        match is_folder {
            true => diagnostics.push(no_kind(&path, &name)),
            false => diagnostics.extend(beside_records(&path, &name)),
        }
    }
}

fn no_kind(path: &Path, name: &str) -> Diagnostic {
    let message = format!("`{name}` is the folder of no kind of record, so nothing in it is read");
    let of_kind = Kind::ALL.iter().find(|kind| kind.name().eq_ignore_ascii_case(name));
    let folders = Kind::ALL.iter().map(|kind| kind.folder());
    let meant = of_kind.map(|kind| kind.folder()).or_else(|| nearest(name, folders));
    let problem = Diagnostic::error("unknown-folder", message).in_file(path);
    match meant {
        Some(folder) => problem.hint(format!("rename it to `{folder}`")),
        None => {
            let known: Vec<String> =
                Kind::ALL.iter().map(|kind| format!("`{}`", kind.folder())).collect();
            problem.hint(format!("the folders of records are {}", known.join(", ")))
        }
    }
}

/// What to say of the file `name` at `path`, which is no record.
pub(super) fn beside_records(path: &Path, name: &str) -> Option<Diagnostic> {
    let first = name.split('.').next().unwrap_or_default();
    if ABOUT_THE_FOLDER.contains(&first.to_ascii_uppercase().as_str()) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    Some(if lower.ends_with(".yml") || lower.ends_with(".yaml") {
        wrong_name(path)
    } else {
        Diagnostic::warning("unknown-file", "this file belongs to no record and is not read")
            .in_file(path)
            .hint("the files of a record lie in `<kind>/<slug>/`, beside its `record.yaml`")
    })
}

/// What to say of the folder `own`, in which there is no `record.yaml`; it may be that of a record
/// that is `described` in a file beside it.
pub(super) fn without_record(root: &Path, own: &Path, described: bool) -> Option<Diagnostic> {
    let mut names: Vec<String> = fs::read_dir(root.join(own))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|item| item.file_name().into_string().ok())
        .collect();
    names.sort();
    let is_record = |name: &&String| {
        let lower = name.to_ascii_lowercase();
        lower.starts_with("record.") && (lower.ends_with(".yml") || lower.ends_with(".yaml"))
    };
    if let Some(name) = names.iter().find(is_record) {
        return Some(wrong_name(&own.join(name)));
    }
    let has_files = names.iter().any(|name| !name.starts_with('.'));
    let problem = Diagnostic::warning("no-record", "the folder holds no record and is not read");
    (has_files && !described)
        .then(|| problem.in_file(own).hint("describe its files in a file `record.yaml` there"))
}

fn wrong_name(path: &Path) -> Diagnostic {
    Diagnostic::error("file-extension", "this file is not read as a record because of its name")
        .in_file(path)
        .hint("name it `<kind>/<slug>.yaml` or `<kind>/<slug>/record.yaml`")
}

/// The problem of a file in the place of the folder `path`.
pub(super) fn no_folder(path: &Path) -> Diagnostic {
    Diagnostic::error("no-folder", "this is no folder")
        .in_file(path)
        .hint("make a folder in this place, or remove the file")
}
