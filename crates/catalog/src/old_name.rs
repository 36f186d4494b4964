//! Names under which records were published before.

use faircat_record::{Kind, Record};
use serde::{Deserialize, Serialize};

/// A name that a record had: its address then leads to the present one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OldName {
    pub kind: Kind,
    pub slug: Box<str>,
}

impl OldName {
    /// What `text` in `moved_from` of a record of `kind` means; `None` where its folder is none.
    pub fn parse(kind: Kind, text: &str) -> Option<OldName> {
        let (kind, slug) = match text.split_once('/') {
            Some((folder, slug)) => (Kind::of_folder(folder)?, slug),
            None => (kind, text),
        };
        Some(OldName { kind, slug: slug.into() })
    }

    /// Those of `record` that can be understood.
    pub(super) fn all_of(record: &Record) -> Box<[OldName]> {
        let names = record.moved_from().iter();
        names.filter_map(|text| OldName::parse(record.kind(), text)).collect()
    }

    /// `folder/slug`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.kind.folder(), self.slug)
    }

    /// Folder of the page that was there, relative to the site's root, with its final slash.
    pub fn page(&self) -> String {
        format!("{}/", self.id())
    }
}
