//! The control set of a record, read once: its SHA-256 is of the bytes that run.

use faircat_inference::figures::noun;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

use faircat_inference::formats::Limit;
use faircat_inference::signature::Signature;
use faircat_inference::verification::{ControlSet, VerificationError};

use crate::data_error::DataError;
use crate::model::Model;
use faircat_catalog::evidence::verification::{ControlSetUsed, Verdict};
use faircat_outside_world::local_files::local_file;
use faircat_outside_world::one_record::OneWork;
use faircat_outside_world::{bounded_file, checksum, fetching};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ModelSection};

/// Largest control set that is read.
const LARGEST: u64 = 1 << 30;

/// A control set, what evidence says of it, and the size of its file in bytes.
pub(crate) struct Read {
    pub set: ControlSet,
    pub used: ControlSetUsed,
    pub size: u64,
}

/// Reads the control set that `section` names.
pub(crate) fn read(
    root: &Path,
    work: &OneWork,
    section: &ModelSection,
    signature: &Signature,
) -> Result<Read, Diagnostic> {
    let declared = section.control_set.as_ref();
    let data = declared.and_then(|set| set.data.as_deref());
    let data = data.ok_or_else(|| {
        Diagnostic::error("control-set", "the record names no control set")
            .in_file(&work.file.file)
            .hint("`model.control_set.data` names the .npz file below the record's folder")
    })?;
    let file = here(root, work, data).ok_or_else(|| absent(work, data))?;
    let bytes = bounded_file::read(&file, LARGEST)?;
    let set = ControlSet::read(&bytes, signature, Limit::default())
        .map_err(|error| unusable(&file, data, error))?;
    let declared_items = declared.and_then(|set| set.items);
    let used = ControlSetUsed {
        file: data.to_owned(),
        sha256: checksum::of_bytes(&bytes),
        items: set.items(),
        declared_items,
        tolerance: declared.and_then(|set| set.tolerance),
        verdict: declared_items.map(|items| items == set.items() as u64).into(),
    };
    Ok(Read { set, used, size: bytes.len() as u64 })
}

/// `model` for the arrays of its control set, of which inputs that have a default are taken. A set
/// that is not here is for `verify` and others to refuse.
///
/// # Errors
/// One that cannot be read.
pub fn taken<'a>(root: &Path, model: &'a Model) -> Result<Cow<'a, Model>, Diagnostic> {
    if model.files.iter().all(|file| file.onnx.defaults().is_empty()) {
        return Ok(Cow::Borrowed(model));
    }
    let set = model.section().and_then(|section| section.control_set.as_ref());
    let data = set.and_then(|set| set.data.as_deref());
    let named = model.work.as_ref().zip(data);
    let Some(file) = named.and_then(|(work, data)| here(root, work, data)) else {
        return Ok(Cow::Borrowed(model));
    };
    let files = model.files.iter().map(|it| model.for_input(it, &file).map(Cow::into_owned));
    let files = files.collect::<Result<Vec<_>, Diagnostic>>()?;
    Ok(Cow::Owned(Model { work: model.work.clone(), files }))
}

/// The file `data` below the record's folder, or of an artifact with that address that was fetched.
fn here(root: &Path, work: &OneWork, data: &str) -> Option<PathBuf> {
    let folder = work.file.folder.as_deref();
    if let Some(file) = folder.and_then(|folder| local_file(root, folder, data)) {
        return Some(file);
    }
    let elsewhere = work.work.artifacts.iter().find(|it| is_at(it, data))?;
    fetching::held(elsewhere, root, folder).map(|held| held.file)
}

/// Whether the artifact's file is elsewhere, at the address `data`.
fn is_at(artifact: &Artifact, data: &str) -> bool {
    artifact.path.is_none() && artifact.url.as_deref() == Some(data)
}

fn absent(work: &OneWork, data: &str) -> Diagnostic {
    let problem = Diagnostic::error("control-set", format!("there is no control set `{data}`"))
        .in_file(&work.file.file);
    if work.work.artifacts.iter().any(|it| is_at(it, data)) {
        let command = format!("`faircat fetch {}` brings it", work.id());
        return problem.hint(command);
    }
    problem.hint(
        "`model.control_set.data` names the .npz file below the record's folder, or the address of \
         one of its artifacts",
    )
}

/// What is wrong within the file `data`, with the remedy of its cause.
fn unusable(file: &Path, data: &str, error: VerificationError) -> Diagnostic {
    let message = format!("the control set cannot be used: {error}");
    let hint = match error {
        VerificationError::Format(error) => DataError::from(error).hint().to_owned(),
        VerificationError::Contract(error) => DataError::from(error).hint().to_owned(),
        VerificationError::Empty => format!("give `{data}` at least one item"),
        // Labels that are no classes; how many there are is the same question for every array.
        VerificationError::Array { name, reason }
            if name == "label" && !reason.starts_with("has ") =>
        {
            "write `label` as one integer an item, the index of its class counted from 0".to_owned()
        }
        _ => format!("write one row for each item into every array of `{data}`"),
    };
    Diagnostic::error("control-set", message).in_file(file).hint(hint)
}

/// Why the control set contradicts the record, where it does.
pub(super) fn contradiction(used: &ControlSetUsed) -> Option<String> {
    let declared = used.declared_items.filter(|_| used.verdict == Verdict::Fails)?;
    let items = noun(used.items as u64, "item", "items");
    Some(format!("`{}` has {} {items}, the record says {declared}", used.file, used.items))
}
