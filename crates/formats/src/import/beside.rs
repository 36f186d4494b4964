//! Files that lie around a description, in its folder or archive, and may be its record's.

use std::collections::{BTreeMap, BTreeSet};

use faircat_inference::figures::counted;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, Checksum, hosting, is_of_record, referred_path};
use serde_json::{Map, Value};

use super::files;
use crate::json_fields::{JsonFields, Notes, TEXT};
use crate::reader::{Around, FileFacts};

/// Files by the names that the description has for them.
#[derive(Debug, Default)]
pub(crate) struct FilesBeside {
    found: BTreeMap<String, FileBeside>,
    /// Names of files that are not there, though the files around the description are known.
    missing: BTreeSet<String>,
    /// Files that are made of what lies around the description.
    pub made: Vec<MadeFile>,
}

/// A file that an import makes, for the record's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeFile {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Where schema.org and Croissant have the address of a file, or its path.
const CONTENTS: [&str; 2] = ["contentUrl", "downloadUrl"];

/// Why nothing is known of a file that is not around its description.
pub(crate) const MISSING: &str =
    "there is no such file in the folder or archive of the description";

/// A file around a description.
#[derive(Clone, Debug)]
pub(crate) struct FileBeside {
    /// Below the folder of the description.
    pub path: String,
    /// Bytes.
    pub size: u64,
    pub sha256: String,
    /// Why no record has it.
    pub refused: Option<String>,
}

impl FilesBeside {
    /// Those that `fields` name as the content of something, at any depth.
    pub(crate) fn of_contents(
        fields: &Map<String, Value>,
        around: Option<&dyn Around>,
    ) -> FilesBeside {
        let mut found = FilesBeside::default();
        if let Some(around) = around {
            found.add_contents(fields, around);
        }
        found
    }

    fn add_contents(&mut self, fields: &Map<String, Value>, around: &dyn Around) {
        for (key, value) in fields {
            let of_key = CONTENTS.contains(&&**key).then(|| value.as_str()).flatten();
            of_key.into_iter().for_each(|name| self.add(name.trim(), around));
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            items.iter().filter_map(Value::as_object).for_each(|it| self.add_contents(it, around));
        }
    }

    /// Those that texts within `fields` name.
    pub(crate) fn named_in(
        fields: &Map<String, Value>,
        around: Option<&dyn Around>,
    ) -> FilesBeside {
        let mut found = FilesBeside::default();
        if let Some(around) = around {
            fields.values().for_each(|it| found.add_named_in(it, around));
        }
        found
    }

    fn add_named_in(&mut self, value: &Value, around: &dyn Around) {
        match value {
            Value::String(text) => self.add(text.trim(), around),
            Value::Array(items) => items.iter().for_each(|it| self.add_named_in(it, around)),
            Value::Object(fields) => fields.values().for_each(|it| self.add_named_in(it, around)),
            _ => {}
        }
    }

    /// Adds the file that a description calls `name`, if it lies around it.
    pub(crate) fn add(&mut self, name: &str, around: &dyn Around) {
        let is_new = !self.found.contains_key(name);
        let Some(path) = referred_path(name).filter(|_| is_new) else { return };
        let Some(FileFacts { size, sha256, head }) = around.facts(&path) else {
            if !around.has_within(&path) {
                self.missing.insert(name.to_owned());
            }
            return;
        };
        let of_record = is_of_record(&path)
            .then(|| format!("`{path}` is the name of a file of the record itself"));
        let refused =
            of_record.or_else(|| hosting::judge(&path, &head).err().map(|it| it.message(&path)));
        self.found.insert(name.to_owned(), FileBeside { path, size, sha256, refused });
    }

    /// The file that the description calls `name`.
    pub(crate) fn get(&self, name: &str) -> Option<&FileBeside> {
        self.found.get(name)
    }

    /// The file that the description calls `name`, where a record may have it.
    pub(crate) fn allowed(&self, name: &str) -> Option<&FileBeside> {
        self.get(name).filter(|it| it.refused.is_none())
    }

    /// Those that a record may have, as weights; which it may not have, is told.
    pub(crate) fn weights(&self, source: &JsonFields<'_>) -> Vec<Artifact> {
        self.tell_refused(source);
        let allowed = self.found.values().filter(|it| it.refused.is_none());
        allowed.map(|it| it.artifact(ArtifactRole::Weights)).collect()
    }

    /// Whether a file that the description calls `name` would lie around it, and is not there.
    pub(crate) fn is_missing(&self, name: &str) -> bool {
        self.missing.contains(name.trim())
    }

    /// Says which files are not there that what is left of `source` names at one of the `keys`.
    pub(crate) fn tell_missing(&self, source: &JsonFields<'_>, keys: &[&str]) {
        if self.missing.is_empty() {
            return;
        }
        let mut found = Vec::new();
        for key in source.keys() {
            if let Some(value) = source.look(&key) {
                self.find_missing(value, source.path_of(&key), (&key, keys), &mut found);
            }
        }
        tell_missing(source.notes, &found);
    }

    /// Adds the names and paths of missing files within `value`, which is at `path`.
    fn find_missing(
        &self,
        value: &Value,
        path: String,
        (key, keys): (&str, &[&str]),
        found: &mut Vec<(String, String)>,
    ) {
        match value {
            Value::String(name) if keys.contains(&key) && self.is_missing(name) => {
                found.push((name.clone(), path));
            }
            Value::Array(items) => items.iter().enumerate().for_each(|(at, it)| {
                self.find_missing(it, format!("{path}[{at}]"), (key, keys), found);
            }),
            Value::Object(fields) => fields.iter().for_each(|(key, it)| {
                self.find_missing(it, format!("{path}.{key}"), (key, keys), found);
            }),
            _ => {}
        }
    }

    /// Says which files no record has, and why.
    pub(crate) fn tell_refused(&self, source: &JsonFields<'_>) {
        for why in self.found.values().filter_map(|it| it.refused.as_deref()) {
            source.notes.warn("import-not-published", why);
        }
    }
}

/// Says that files are missing, of which `found` has the names and where the source has these.
pub(crate) fn tell_missing(notes: &Notes, found: &[(String, String)]) {
    let [(first, path), rest @ ..] = found else { return };
    found.iter().for_each(|(_, path)| notes.reason(path, MISSING));
    let others = match rest.len() {
        0 => "is".to_owned(),
        more => format!("and {} are", counted(more as u64, "other file", "other files")),
    };
    let message = format!("`{first}` {others} not in the folder or archive of the description");
    let hint =
        "put there what is missing, or take it out of the description; `--losses` names each";
    notes.tell(path, Diagnostic::warning("import-file-missing", message).hint(hint));
}

impl FileBeside {
    /// The file as an artifact.
    pub(crate) fn artifact(&self, role: ArtifactRole) -> Artifact {
        // No file of an active type is published, whatever its ending.
        let media_type = files::media_type(&self.path).filter(|it| !hosting::is_active(it));
        Artifact {
            role,
            path: Some(self.path.clone()),
            media_type: media_type.map(str::to_owned),
            size: Some(self.size),
            sha256: Some(self.sha256.clone()),
            ..Artifact::default()
        }
    }

    /// Lets `artifact` be the file, with what that comes to in the place of what `it` says of it.
    pub(crate) fn stands_for(self, it: &JsonFields<'_>, artifact: &mut Artifact) {
        let FileBeside { path, size, sha256, .. } = self;
        let is_other = artifact.size.is_some_and(|it| it != size)
            || artifact.sha256.as_ref().is_some_and(|it| *it != sha256);
        if is_other {
            let message = format!("`{path}` has another size or SHA-256 than is said here");
            let problem = Diagnostic::warning("import-other-bytes", message);
            it.notes.tell(&it.path_of(TEXT), problem.hint("the record has those of the file"));
        }
        // No file of an active type is published, whatever its ending.
        artifact.media_type = artifact.media_type.take().filter(|it| !hosting::is_active(it));
        for Checksum { algorithm, value } in std::mem::take(&mut artifact.checksums) {
            let why = "the SHA-256 of the file stands in its place";
            it.notes.drop_because(&it.path_of(&algorithm), &value, why);
        }
        (artifact.size, artifact.sha256) = (Some(size), Some(sha256));
        artifact.path = Some(path);
    }
}
