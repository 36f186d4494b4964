//! Files that lie around a description, in its folder or archive, and may be its record's.

use std::collections::BTreeMap;

use faircat_record::{Artifact, ArtifactRole, hosting, is_of_record, referred_path};
use serde_json::{Map, Value};

use super::files;
use crate::json_fields::JsonFields;
use crate::reader::{Around, FileFacts};

/// Files by the names that the description has for them.
#[derive(Debug, Default)]
pub(crate) struct FilesBeside(BTreeMap<String, FileBeside>);

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
        let Some(path) = referred_path(name).filter(|_| !self.0.contains_key(name)) else { return };
        let Some(FileFacts { size, sha256, head }) = around.facts(&path) else { return };
        let of_record = is_of_record(&path)
            .then(|| format!("`{path}` is the name of a file of the record itself"));
        let refused =
            of_record.or_else(|| hosting::judge(&path, &head).err().map(|it| it.message(&path)));
        self.0.insert(name.to_owned(), FileBeside { path, size, sha256, refused });
    }

    /// The file that the description calls `name`.
    pub(crate) fn get(&self, name: &str) -> Option<&FileBeside> {
        self.0.get(name)
    }

    /// The file that the description calls `name`, where a record may have it.
    pub(crate) fn allowed(&self, name: &str) -> Option<&FileBeside> {
        self.get(name).filter(|it| it.refused.is_none())
    }

    /// Those that a record may have, as weights; which it may not have, is told.
    pub(crate) fn weights(&self, source: &JsonFields<'_>) -> Vec<Artifact> {
        self.tell_refused(source);
        let allowed = self.0.values().filter(|it| it.refused.is_none());
        allowed.map(|it| it.artifact(ArtifactRole::Weights)).collect()
    }

    /// Says which files no record has, and why.
    pub(crate) fn tell_refused(&self, source: &JsonFields<'_>) {
        for why in self.0.values().filter_map(|it| it.refused.as_deref()) {
            source.notes.warn("import-not-published", why);
        }
    }
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
}
