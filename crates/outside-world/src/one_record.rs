//! One record of a catalogue, found by its name without reading the others.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use faircat_catalog::RecordFile;
use faircat_record::credentials;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Kind, Record, Work, reading, shape};

use super::catalog_folder::read_text;
use super::door::{self, Refused};

/// A work and where it lies.
#[derive(Clone, Debug)]
pub struct OneWork {
    pub file: RecordFile,
    pub work: Work,
}

impl OneWork {
    /// `folder/slug`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.file.kind.folder(), self.file.slug)
    }
}

/// The record that `name` (`slug` or `folder/slug`) names, if it is a work of one of `kinds`.
pub fn find(root: &Path, name: &str, kinds: &[Kind]) -> Result<OneWork, Vec<Diagnostic>> {
    let file = locate(root, name, kinds).map_err(|problem| vec![problem])?;
    let yaml = read_text(root, &file.file).map_err(|problem| vec![problem])?;
    let yaml = credentials::hidden(&yaml);
    match reading::read_record(file.kind, &yaml) {
        Ok(Record::Work(work)) => Ok(OneWork { file, work: *work }),
        Ok(_) => Err(vec![unknown(root, name, kinds)]),
        Err(error) => Err(shape::refusal(&yaml, file.kind, &Arc::new(file.file.clone()), &error)),
    }
}

fn locate(root: &Path, name: &str, kinds: &[Kind]) -> Result<RecordFile, Diagnostic> {
    let (folder, slug) = match name.split_once('/') {
        Some((folder, slug)) => (Some(folder), slug),
        None => (None, name),
    };
    let plain = !slug.is_empty() && !slug.starts_with('.') && !slug.contains(['/', '\\']);
    let wanted = kinds.iter().filter(|kind| folder.is_none_or(|folder| folder == kind.folder()));
    let found: Vec<RecordFile> =
        wanted.filter(|_| plain).filter_map(|&kind| at(root, kind, slug)).collect();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => {
            let others = Kind::ALL.into_iter().filter(|it| !kinds.contains(it));
            let others = others.filter(|it| folder.is_none_or(|folder| folder == it.folder()));
            match others.filter(|_| plain).find(|it| at(root, *it, slug).is_some()) {
                Some(other) => Err(of_other_kind(name, other, kinds)),
                None => Err(unknown(root, name, kinds)),
            }
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|it| format!("`{}/{slug}`", it.kind.folder())).collect();
            let message = format!("`{name}` names {}", names.join(" and "));
            Err(Diagnostic::error("ambiguous-record", message).hint("name the kind too"))
        }
    }
}

fn at(root: &Path, kind: Kind, slug: &str) -> Option<RecordFile> {
    let folder = Path::new("catalog").join(kind.folder());
    let own = folder.join(slug);
    let files = [own.join("record.yaml"), folder.join(format!("{slug}.yaml"))];
    // A link or a device in its place is found, and refused when it is read.
    let file = files.into_iter().find(|file| {
        !matches!(door::open(root, file), Err(Refused::Absent | Refused::Unreadable(_)))
    })?;
    let folder = door::folder(root, &own).is_ok().then_some(own);
    Some(RecordFile { kind, slug: slug.to_owned(), file, folder })
}

fn of_other_kind(name: &str, kind: Kind, wanted: &[Kind]) -> Diagnostic {
    let wanted: Vec<&str> = wanted.iter().map(|it| it.in_words()).collect();
    let message = format!("`{name}` is {}, and not {}", kind.in_words(), wanted.join(" or "));
    Diagnostic::error("unknown-record", message).hint("name a record of that kind")
}

fn unknown(root: &Path, name: &str, kinds: &[Kind]) -> Diagnostic {
    let what = match kinds {
        [kind] => kind.name(),
        _ => "record",
    };
    if !root.join("catalog").is_dir() {
        let message = format!("there is no {what} `{name}`, because there is no folder `catalog`");
        return Diagnostic::error("no-catalog", message)
            .hint("run faircat in the folder that holds `catalog/`, or name it with --root");
    }
    let mut known: Vec<String> = kinds.iter().flat_map(|&kind| names(root, kind)).collect();
    known.sort();
    let problem = Diagnostic::error("unknown-record", format!("there is no {what} `{name}`"));
    match nearest(&known, name) {
        Some(candidate) => problem.hint(format!("did you mean `{candidate}`?")),
        None => problem.hint("the names are those of the files below `catalog/`"),
    }
}

/// The one of `known`, each `folder/slug`, that `name` was probably meant to be: also where it is
/// the path of the record's file.
pub fn nearest<'a>(known: &'a [String], name: &str) -> Option<&'a String> {
    let name = name_of_file(name).unwrap_or_else(|| name.to_owned());
    let near = |candidate: &&String| {
        let slug = candidate.rsplit('/').next().unwrap_or_default();
        let nearest = likeness(slug, &name).max(likeness(candidate, &name));
        (nearest * 1000.0) as u32
    };
    known.iter().max_by_key(near).filter(|candidate| near(candidate) > 700)
}

/// `folder/slug` of the record that lies at `path`, where that names a record's file or folder.
pub fn name_of_file(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let [kind, slug, rest @ ..] =
        parts.get(parts.iter().rposition(|it| *it == "catalog")? + 1..)?
    else {
        return None;
    };
    let is_record = matches!(rest, [] | ["record.yaml"]) && Kind::of_folder(kind).is_some();
    is_record.then(|| format!("{kind}/{}", slug.strip_suffix(".yaml").unwrap_or(slug)))
}

/// How alike two names are, from 0 to 1. In short ones a slip of the finger, as `mpl` for `mlp`,
/// leaves little that Jaro and Winkler's measure counts as the same.
fn likeness(known: &str, typed: &str) -> f64 {
    let slips = strsim::osa_distance(known, typed);
    let few = slips == 1 && known.chars().count() > 2;
    strsim::jaro_winkler(known, typed).max(if few { 0.9 } else { 0.0 })
}

/// `folder/slug` of every record of `kind`.
fn names(root: &Path, kind: Kind) -> Vec<String> {
    let folder = kind.folder();
    let items = fs::read_dir(root.join("catalog").join(folder)).into_iter().flatten().flatten();
    let name = |item: fs::DirEntry| {
        let name = item.file_name().into_string().ok()?;
        let slug = match name.strip_suffix(".yaml") {
            Some(slug) => slug,
            None if item.path().join("record.yaml").symlink_metadata().is_ok() => &name,
            None => return None,
        };
        Some(format!("{folder}/{slug}"))
    };
    items.filter_map(name).collect()
}
