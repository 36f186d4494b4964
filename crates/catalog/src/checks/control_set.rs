//! The control set of a model: that its file is there, can be one, and is the one described.

mod arrays;
mod numbers;

use faircat_inference::figures::noun;
use faircat_inference::verification::FEWEST_ITEMS;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{ControlSet, ModelSection, Tensor};

use super::artifacts::{self, FileState, OwnFiles};
use super::{Arrays, Fault};

/// What `faircat verify` reads.
const FORMAT: &str = "give a NumPy archive (.npz), the one format that `faircat verify` reads: the \
                      inputs by name, `label` or `target`, and `reference_NAME` for each output";

const POINTER: &str = "/model/control_set";

pub(super) fn check(model: &ModelSection, files: &dyn OwnFiles, found: &mut Vec<Fault>) {
    let Some(set) = &model.control_set else { return };
    // What lies elsewhere is not asked for here.
    let Some(data) = set.data.as_deref().filter(|data| !data.contains("://")) else { return };
    if let Some((message, hint)) = unusable(data, files) {
        let problem = Diagnostic::error("control-set", message).hint(hint);
        return found.push(Fault::new(format!("{POINTER}/data"), problem));
    }
    // A ZIP archive begins so.
    if files.head(data, 2) != b"PK" {
        let message = format!("`{data}` is no NumPy archive, as a control set must be");
        return warn("data", message, FORMAT.to_owned(), found);
    }
    match files.arrays(data) {
        Ok(arrays) => {
            if let Some((message, hint)) = unfit(data, model, &arrays) {
                warn("data", message, hint, found);
            }
            items(set, data, model, &arrays, found);
            arrays::check(data, model, &arrays, found);
            numbers::check(data, model, &arrays, files, found);
        }
        Err(reason) => {
            let message = format!("`{data}` cannot be a control set: {reason}");
            warn("data", message, FORMAT.to_owned(), found);
        }
    }
}

/// What keeps a model from being verified, and not its record from being published.
fn warn(field: &str, message: String, hint: String, found: &mut Vec<Fault>) {
    let problem = Diagnostic::warning("control-set", message).hint(hint);
    found.push(Fault::new(format!("{POINTER}/{field}"), problem));
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

/// Why `faircat verify` cannot use the arrays, as far as their shapes tell, and what to do.
fn unfit(data: &str, model: &ModelSection, arrays: &Arrays) -> Option<(String, String)> {
    let shape =
        |name: &str| arrays.iter().find(|(known, _)| known == name).map(|(_, it)| &it.shape);
    let inputs = &model.signature.as_ref()?.inputs;
    let has = |name: &str| shape(name).is_some();
    let absent = inputs.iter().find(|input| {
        let by_features =
            !input.features.is_empty() && input.features.iter().all(|it| has(&it.name));
        !has(&input.name) && !by_features
    });
    if let Some(Tensor { name, .. }) = absent {
        let message = format!("`{data}` has no array `{name}`, the model's input");
        return Some((message, format!("name the array of that input `{name}`")));
    }
    if shape("label").is_some_and(|it| it.iter().skip(1).product::<usize>() != 1 || it.is_empty()) {
        let message = format!("`label` in `{data}` is not one class an item");
        let hint = "write it as one integer an item, the index of its class counted from 0";
        return Some((message, hint.to_owned()));
    }
    let (first, items) =
        inputs.iter().find_map(|it| Some((&it.name, *shape(&it.name)?.first()?)))?;
    let others = arrays.iter().filter(|(name, _)| is_known(model, name));
    let odd = others.filter_map(|(name, header)| Some((name, *header.shape.first()?)));
    let (name, has) = odd.into_iter().find(|(_, has)| *has != items)?;
    let message = format!(
        "`{name}` in `{data}` has {has} {}, but `{first}` has {items}",
        noun(has as u64, "item", "items")
    );
    Some((message, "write one row for each item into every array".to_owned()))
}

/// The number of items is the one that the record declares.
fn items(
    set: &ControlSet,
    data: &str,
    model: &ModelSection,
    arrays: &Arrays,
    found: &mut Vec<Fault>,
) {
    let Some(actual) = counted(model, arrays) else { return };
    if actual < FEWEST_ITEMS as u64 {
        let message = format!(
            "`{data}` has {actual} {}, too few for a claim to hold",
            noun(actual, "item", "items")
        );
        warn("data", message, format!("put at least {FEWEST_ITEMS} items into it"), found);
    }
    if let Some(declared) = set.items
        && declared != actual
    {
        let message =
            format!("`{data}` has {actual} {}, not {declared}", noun(actual, "item", "items"));
        let hint = format!("write `items: {actual}`, or restore the file");
        warn("items", message, hint, found);
    }
}

/// Number of items, where all arrays whose meaning is known agree on it.
fn counted(model: &ModelSection, arrays: &Arrays) -> Option<u64> {
    let known = arrays.iter().filter(|(name, _)| is_known(model, name));
    let mut lengths = known.map(|(_, header)| header.shape.first().copied());
    let first = lengths.next().flatten()?;
    lengths.all(|length| length == Some(first)).then_some(first as u64)
}

/// Whether it is known what the array `name` holds, an item in each row.
pub(super) fn is_known(model: &ModelSection, name: &str) -> bool {
    let signature = model.signature.as_ref();
    let is_input = || signature.is_some_and(|it| it.inputs.iter().any(|input| input.name == name));
    matches!(name, "label" | "target") || name.starts_with("reference_") || is_input()
}
