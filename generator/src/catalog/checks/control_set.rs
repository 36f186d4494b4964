//! The control set of a model: that its file is there, can be one, and is the one described.

use super::artifacts::{self, FileState, OwnFiles};
use super::{Arrays, Finding};
use crate::diagnostic::Diagnostic;
use crate::record::{ControlSet, ModelSection};

/// What `faircat verify` reads.
const FORMAT: &str = "give a NumPy archive (.npz), the one format that `faircat verify` reads: the \
                      inputs by name, `label` or `target`, and `reference_NAME` for each output";

const POINTER: &str = "/model/control_set";

pub(super) fn check(model: &ModelSection, files: &dyn OwnFiles, found: &mut Vec<Finding>) {
    let Some(set) = &model.control_set else { return };
    // What lies elsewhere is not asked for here.
    let Some(data) = set.data.as_deref().filter(|data| !data.contains("://")) else { return };
    if let Some((message, hint)) = unusable(data, files) {
        let problem = Diagnostic::error("control-set", message).hint(hint);
        return found.push(Finding::new(format!("{POINTER}/data"), problem));
    }
    // A ZIP archive begins so.
    if files.head(data, 2) != b"PK" {
        let message = format!("`{data}` is no NumPy archive, as a control set must be");
        return warn("data", message, FORMAT.to_owned(), found);
    }
    match files.arrays(data) {
        Ok(arrays) => items(set, data, model, &arrays, found),
        Err(reason) => {
            let message = format!("`{data}` cannot be a control set: {reason}");
            warn("data", message, FORMAT.to_owned(), found);
        }
    }
}

/// What keeps a model from being verified, and not its record from being published.
fn warn(field: &str, message: String, hint: String, found: &mut Vec<Finding>) {
    let problem = Diagnostic::warning("control-set", message).hint(hint);
    found.push(Finding::new(format!("{POINTER}/{field}"), problem));
}

/// Why there is no file `data` to read, and what to do.
fn unusable(data: &str, files: &dyn OwnFiles) -> Option<(String, String)> {
    if let Some(unusable) = artifacts::unusable(data) {
        return Some(unusable);
    }
    let message = match files.state(data) {
        FileState::File(_) => return None,
        FileState::Missing => format!("there is no control set `{data}`"),
        FileState::Outside => format!("`{data}` is, or lies behind, a symbolic link"),
        FileState::Unreadable => format!("`{data}` cannot be read"),
        FileState::NoFile => format!("`{data}` is no file"),
    };
    Some((message, "add the file to the record's folder, or correct `data`".to_owned()))
}

/// The number of items is the one that the record declares.
fn items(
    set: &ControlSet,
    data: &str,
    model: &ModelSection,
    arrays: &Arrays,
    found: &mut Vec<Finding>,
) {
    let (Some(declared), Some(actual)) = (set.items, counted(model, arrays)) else { return };
    if declared != actual {
        let message = format!("`{data}` has {actual} items, not {declared}");
        let hint = format!("write `items: {actual}`, or restore the file");
        warn("items", message, hint, found);
    }
}

/// Number of items, where all arrays whose meaning is known agree on it.
fn counted(model: &ModelSection, arrays: &Arrays) -> Option<u64> {
    let is_input = |name: &str| {
        let signature = model.signature.as_ref();
        signature.is_some_and(|it| it.inputs.iter().any(|input| input.name == name))
    };
    let is_known = |name: &str| {
        matches!(name, "label" | "target") || name.starts_with("reference_") || is_input(name)
    };
    let known = arrays.iter().filter(|(name, _)| is_known(name));
    let mut lengths = known.map(|(_, shape)| shape.first().copied());
    let first = lengths.next().flatten()?;
    lengths.all(|length| length == Some(first)).then_some(first as u64)
}
