//! The package of one record in one format, without building a site.

use std::path::{Path, PathBuf};

use super::companion::{Named, draft_note, with_view};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::formats::format::Format;
use crate::formats::package::{
    Content, Digests, PackageFile, PackedWork, Packer, Payload, Suits, Tested, payload_of,
};
use crate::formats::view::RecordView;
use crate::outside_world::bounded_file::unreadable;
use crate::outside_world::checksum;
use crate::outside_world::package_files::{Bytes, Part};
use crate::record::{Artifact, Kind};

/// The files of a package.
#[derive(Debug)]
pub struct MadePackage {
    /// What a folder for it is called.
    pub slug: String,
    /// The record's file below the root.
    pub record: PathBuf,
    /// What whoever made it should know.
    pub notes: Vec<Diagnostic>,
    files: Vec<PackageFile>,
    /// Where the bytes of the record's own files are, by their place in the list.
    payload: Vec<Option<PathBuf>>,
}

/// Where the file of an artifact lies on this machine; `None` where it is told of by its address.
pub type Placed<'a> = dyn Fn(&Entry, &Artifact) -> Result<Option<PathBuf>, Diagnostic> + 'a;

/// What a model's file makes of a few items of its control set, which are good for a test.
pub type Testing<'a> = dyn Fn(&Entry, Suits) -> Result<Tested, Vec<Diagnostic>> + 'a;

/// Makes the package of the record in `format`. The files that it describes are where `placed` says,
/// and a format that wants a model tested gets what `tested` says.
///
/// Errors: of the record or of `site.yaml`; no such record; those of `placed` and of `tested`; and what
/// the format cannot hold.
pub fn package_of(
    record: &Named,
    format: &Format,
    placed: &Placed,
    tested: &Testing,
) -> Result<MadePackage, Vec<Diagnostic>> {
    with_view(record, |view| {
        let entry = view.dossier.source.entry;
        let refuse = |why: &str| {
            let message = format!("`{}` cannot be told as {}: {why}", entry.id(), format.title);
            vec![Diagnostic::error("export", message).in_file(entry.file.as_ref())]
        };
        let Some(of) = &view.work else {
            return Err(refuse("it is no model, dataset or other work"));
        };
        let (payload, places) = payload(view, placed)?;
        let packed = PackedWork { view, of, payload: &payload };
        let made = match format.package.map(|package| package.packer) {
            Some(Packer::Work(pack)) => pack(&packed),
            Some(Packer::Tested { .. }) if of.work.kind != Kind::Model => {
                Err("it is no model, and the format tells of models".to_owned())
            }
            Some(Packer::Tested { suits, pack }) => pack(&packed, &tested(entry, suits)?),
            Some(Packer::Model(_)) | None => Err("it has no package".to_owned()),
        };
        let made = made.map_err(|why| refuse(&why))?;
        let note = |text| Diagnostic::warning("not-packed", text).in_file(entry.file.as_ref());
        let notes = made.notes.into_iter().map(note);
        let notes = draft_note(entry).into_iter().chain(notes).collect();
        let (slug, record) = (entry.slug.clone(), entry.file.to_path_buf());
        Ok(MadePackage { slug, record, notes, files: made.files, payload: places })
    })
}

/// Files that a record describes, and in the same order where those are that lie here.
type PlacedPayload<'a> = (Vec<Payload<'a>>, Vec<Option<PathBuf>>);

/// The files that the record describes, with those that `placed` finds here, and where these are.
pub(crate) fn payload<'a>(
    view: &RecordView<'a>,
    placed: &Placed,
) -> Result<PlacedPayload<'a>, Vec<Diagnostic>> {
    let entry = view.dossier.source.entry;
    let work = view.work.as_ref().map(|of| of.work);
    let mut payload = work.map(payload_of).unwrap_or_default();
    let (mut places, mut problems) = (Vec::new(), Vec::new());
    for file in &mut payload {
        let found = placed(entry, file.artifact).and_then(|place| {
            file.packed = place.as_deref().map(digests).transpose()?;
            Ok(place)
        });
        match found {
            Ok(place) => places.push(place),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok((payload, places)) } else { Err(problems) }
}

fn digests(file: &Path) -> Result<Digests, Diagnostic> {
    let checksum::AllDigests { size, md5, sha256, sha512 } =
        checksum::all_of_file(file).map_err(|error| unreadable(file, &error))?;
    Ok(Digests { size, md5, sha256, sha512 })
}

impl MadePackage {
    /// The files with their bytes, by path.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts: Vec<Part> = self.files.iter().filter_map(|file| self.part(file)).collect();
        parts.sort_by_key(|part| part.path);
        parts
    }

    /// The file at `path` that was made for the package.
    pub fn made(&self, path: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|it| it.path == path)?;
        match &file.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Payload(_) => None,
        }
    }

    fn part<'a>(&'a self, file: &'a PackageFile) -> Option<Part<'a>> {
        let bytes = match &file.content {
            Content::Bytes(bytes) => Bytes::Made(bytes),
            Content::Payload(at) => Bytes::Of(self.payload.get(*at)?.as_deref()?),
        };
        Some(Part { path: &file.path, bytes })
    }
}
