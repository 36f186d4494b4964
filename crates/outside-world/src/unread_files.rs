//! What lies in a catalogue and is read by nobody: told of, because it was meant to be.

use std::fs;
use std::path::Path;

use super::catalog_folder::{read_text, translated_into};
use super::door;
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::shape::nearest;

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
    let is_meant = |kind: &&Kind| {
        let names = [kind.name(), kind.folder()];
        names.iter().any(|it| it.eq_ignore_ascii_case(name) || *it == plural_stem(name))
    };
    let of_kind = Kind::ALL.iter().find(is_meant);
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

/// `persons` without its ending, which is not the plural of that kind.
fn plural_stem(name: &str) -> String {
    name.to_ascii_lowercase().trim_end_matches('s').to_owned()
}

pub fn is_about_the_folder(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    ABOUT_THE_FOLDER.contains(&first.to_ascii_uppercase().as_str())
}

/// Files of evidence, in the folder `evidence` of a record.
const EVIDENCE: [&str; 9] = [
    "comparison.attestation.json",
    "comparison.json",
    "explanation.attestation.json",
    "explanation.json",
    "online.json",
    "throughput.attestation.json",
    "throughput.json",
    "verification.attestation.json",
    "verification.json",
];

/// Most files of a record's folder that are told of.
const MOST_TOLD: usize = 20;

/// What to say of the files in the folder `own` of a record that were meant to be read and are not
/// because of their names. What `yaml`, the record, names is an artifact.
pub(super) fn in_record_folder(root: &Path, own: &Path, yaml: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for name in sorted_names(&root.join(own)) {
        let lower = name.to_ascii_lowercase();
        let meant = match lower.as_str() {
            "description.md" | "description.markdown" | "description.txt" => "description.md",
            "evidence" => "evidence",
            "record.yml" | "record.yaml" => "record.yaml",
            _ if is_misnamed_translation(&lower) => {
                found.push(no_language(&own.join(&name)));
                continue;
            }
            _ => continue,
        };
        if name != meant && !yaml.contains(&name) {
            let there = own.join(meant);
            found.push(misnamed(&own.join(&name), &there, root.join(&there).exists()));
        }
    }
    let evidence = own.join("evidence");
    let names = door::folder(root, &evidence).map(|()| sorted_names(&root.join(&evidence)));
    for name in names.unwrap_or_default() {
        if !EVIDENCE.contains(&name.as_str()) && !name.starts_with('.') && !yaml.contains(&name) {
            let problem = Diagnostic::warning("unknown-file", "this file is not read as evidence");
            let hint =
                format!("the files there are {}", EVIDENCE.map(|it| format!("`{it}`")).join(", "));
            found.push(problem.in_file(evidence.join(&name)).hint(hint));
        }
    }
    // More would help nobody.
    found.truncate(MOST_TOLD);
    found
}

/// Whether the file `lower` was meant to be a description in another language: what stands between
/// is no language tag.
fn is_misnamed_translation(lower: &str) -> bool {
    let tag = lower.strip_prefix("description.").and_then(|it| it.strip_suffix(".md"));
    tag.is_some() && translated_into(lower).is_none()
}

fn no_language(path: &Path) -> Diagnostic {
    let message = "this is not read: what stands before `.md` is no language tag";
    Diagnostic::warning("unknown-file", message)
        .in_file(path)
        .hint("name it after its language, as `description.de.md`")
}

fn misnamed(path: &Path, meant: &Path, exists: bool) -> Diagnostic {
    let problem = Diagnostic::warning("unknown-file", "this is not read, because of its name");
    let name = meant.file_name().unwrap_or_default().to_string_lossy();
    problem.in_file(path).hint(match exists {
        true => format!("`{name}` is read; remove one of the two"),
        false => format!("rename it to `{name}`"),
    })
}

pub(super) fn sorted_names(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = items.filter_map(|it| it.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// What to say of the file `name` at `path`, which is no record.
pub(super) fn beside_records(path: &Path, name: &str) -> Option<Diagnostic> {
    if is_about_the_folder(name) {
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
    let names = sorted_names(&root.join(own));
    let is_record = |name: &&String| {
        let lower = name.to_ascii_lowercase();
        lower.starts_with("record.") && (lower.ends_with(".yml") || lower.ends_with(".yaml"))
    };
    if let Some(name) = names.iter().find(is_record) {
        return Some(wrong_name(&own.join(name)));
    }
    if !described && let Some(inner) = names.iter().find(|it| is_record_folder(&root.join(own), it))
    {
        return Some(too_deep(own, inner));
    }
    if !described && let Some(name) = only_record(&root.join(own), &names) {
        let message = "this record is not read, because of its name";
        let problem = Diagnostic::error("no-record", message).in_file(own.join(name));
        return Some(problem.hint(format!("rename `{name}` to `record.yaml`")));
    }
    let has_files = names.iter().any(|name| !name.starts_with('.'));
    let problem = Diagnostic::warning("no-record", "the folder holds no record and is not read");
    (has_files && !described)
        .then(|| problem.in_file(own).hint("describe its files in a file `record.yaml` there"))
}

/// The one YAML file in the folder `own`, where it says of which kind it is, as records do.
fn only_record<'a>(own: &Path, names: &'a [String]) -> Option<&'a str> {
    let is_yaml = |name: &&String| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with(".yml") || lower.ends_with(".yaml")
    };
    let mut found = names.iter().filter(is_yaml);
    let name = found.next().filter(|_| found.next().is_none())?;
    let text = read_text(own, Path::new(name)).ok()?;
    let is_kind = |line: &str| line.strip_prefix("kind:").is_some_and(|it| !it.trim().is_empty());
    text.lines().any(is_kind).then_some(name)
}

fn is_record_folder(own: &Path, name: &str) -> bool {
    own.join(name).join("record.yaml").symlink_metadata().is_ok()
}

/// The record in the folder `inner` of `own`, where none is looked for.
fn too_deep(own: &Path, inner: &str) -> Diagnostic {
    let kind = own.parent().unwrap_or(own);
    let message = "this record is not read, because its folder lies one level too deep";
    Diagnostic::error("no-record", message)
        .in_file(own.join(inner).join("record.yaml"))
        .hint(format!("move the folder `{inner}` to `{}`", kind.join(inner).display()))
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
