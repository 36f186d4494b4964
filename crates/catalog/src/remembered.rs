//! What is kept of a record from one reading of the catalogue to the next.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::references::LinkRole;
use faircat_record::text_links::TextLink;
use serde::{Deserialize, Serialize, Serializer};
use serde_bytes::{ByteBuf, Bytes};

use super::entry::packed_of;
use super::summary::ModelSummary;
use super::{Entry, OldName, Summary};

/// A record as an earlier reading left it in a memory.
#[derive(Debug, Deserialize)]
pub struct Remembered {
    /// Nothing of one that was refused.
    pub(super) packed: ByteBuf,
    /// Warnings, or why it was refused, as JSON; nothing for none.
    pub(super) said: ByteBuf,
    pub(super) gist: ByteBuf,
    /// See [`Entry::mark`].
    pub mark: Option<[u8; 32]>,
}

impl Remembered {
    /// Why the record was refused; `None` of a sound one.
    pub fn refusal(&self) -> Option<Vec<Diagnostic>> {
        if self.packed.is_empty() { serde_json::from_slice(&self.said).ok() } else { None }
    }
}

/// A record that cannot be read, as its texts alone tell: the next reading refuses it as well.
#[derive(Clone, Debug)]
pub struct Refused {
    /// BLAKE3 of the record's texts.
    digest: [u8; 32],
    /// See [`Entry::mark`].
    mark: Option<[u8; 32]>,
    problems: Box<[u8]>,
}

impl Refused {
    /// That of the texts with that digest, because of `problems`; `None` where these cannot be kept.
    pub fn new(
        digest: [u8; 32],
        mark: Option<[u8; 32]>,
        problems: &[Diagnostic],
    ) -> Option<Refused> {
        let problems = serde_json::to_vec(problems).ok()?.into_boxed_slice();
        Some(Refused { digest, mark, problems })
    }
}

/// A record on its way to a memory: its digest, and the fields of [`Remembered`] in their order.
#[derive(Clone, Copy, Debug)]
pub struct Lasting<'a> {
    /// BLAKE3 of the record's texts.
    pub digest: &'a [u8; 32],
    /// See [`Entry::mark`].
    pub mark: Option<[u8; 32]>,
    /// `None` of a record that was refused.
    pub entry: Option<&'a Entry>,
    said: &'a [u8],
}

impl<'a> Lasting<'a> {
    pub(super) fn of_entry(entry: &'a Entry) -> Option<Lasting<'a>> {
        let said = entry.lasting.as_deref()?;
        Some(Lasting { digest: &entry.digest, mark: entry.mark, entry: Some(entry), said })
    }

    pub(super) fn of_refused(refused: &'a Refused) -> Lasting<'a> {
        let Refused { digest, mark, problems } = refused;
        Lasting { digest, mark: *mark, entry: None, said: problems }
    }
}

impl Serialize for Lasting<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only now, as those of all records take room.
        let gist = self.entry.map(Gist::packed).unwrap_or_default();
        let packed = self.entry.map(Entry::packed).unwrap_or_default();
        let [packed, said, gist] = [packed, self.said, gist.as_slice()].map(Bytes::new);
        (self.digest, packed, said, gist, &self.mark).serialize(serializer)
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
    /// Packed as a record is.
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
        packed_of(&gist)
    }
}
