//! What is kept of a record from one reading of the catalogue to the next.

use faircat_record::references::LinkRole;
use faircat_record::text_links::TextLink;
use serde::{Deserialize, Serialize, Serializer};
use serde_bytes::{ByteBuf, Bytes};

use super::summary::ModelSummary;
use super::{Entry, OldName, Summary};

/// A record as an earlier reading left it in a memory.
#[derive(Debug, Deserialize)]
pub struct Remembered {
    pub(super) packed: ByteBuf,
    /// As JSON, nothing for none.
    pub(super) warnings: ByteBuf,
    pub(super) gist: ByteBuf,
    /// See [`Entry::mark`].
    pub mark: Option<[u8; 32]>,
}

/// A record on its way to a memory: its digest, and the fields of [`Remembered`] in their order.
#[derive(Clone, Copy, Debug)]
pub struct Lasting<'a> {
    pub entry: &'a Entry,
    pub(super) warnings: &'a [u8],
}

impl Serialize for Lasting<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only now, as those of all records take room.
        let gist = Gist::packed(self.entry);
        let texts = [self.entry.packed(), self.warnings, gist.as_slice()];
        let [packed, warnings, gist] = texts.map(Bytes::new);
        (&self.entry.digest, packed, warnings, gist, &self.entry.mark).serialize(serializer)
    }
}

/// What an entry says of its record, so that this need not be unpacked for it.
#[derive(Deserialize)]
pub(super) struct Gist {
    pub(super) summary: Summary,
    pub(super) model: Option<Box<ModelSummary>>,
    pub(super) links: Box<[(LinkRole, Box<str>)]>,
    pub(super) text_links: Box<[TextLink]>,
    pub(super) old_names: Box<[OldName]>,
    pub(super) own_identifiers: Box<[Box<str>]>,
    pub(super) is_translated: bool,
}

impl Gist {
    /// Packed as a record is, in whose form every value of it comes back as it was.
    fn packed(entry: &Entry) -> Vec<u8> {
        #[derive(Serialize)]
        struct Borrowed<'a> {
            summary: &'a Summary,
            model: Option<&'a ModelSummary>,
            links: &'a [(LinkRole, Box<str>)],
            text_links: &'a [TextLink],
            old_names: &'a [OldName],
            own_identifiers: &'a [Box<str>],
            is_translated: bool,
        }
        // That of the entry may be told in the language of a site.
        let own = entry.is_translated.then(|| Summary::of(&entry.record()));
        let summary = own.as_ref().unwrap_or(&entry.summary);
        let gist = Borrowed {
            summary,
            model: summary.model.as_deref(),
            links: &entry.links,
            text_links: &entry.text_links,
            old_names: &entry.old_names,
            own_identifiers: &entry.own_identifiers,
            is_translated: entry.is_translated,
        };
        let json = serde_json::to_vec(&gist).unwrap_or_default();
        lz4_flex::compress_prepend_size(&json)
    }

    /// `None` where `packed` is none.
    pub(super) fn unpacked(packed: &[u8]) -> Option<Gist> {
        let json = lz4_flex::decompress_size_prepended(packed).ok()?;
        serde_json::from_slice(&json).ok()
    }
}
