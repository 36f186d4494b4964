//! Which arrays of a file hold something of a model's inputs.

use thiserror::Error;

use crate::signature::{Declared, Feature, Signature};

/// Most names that an error lists.
const MOST_NAMES: usize = 12;

/// A file that holds nothing of an input.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("there is no `{input}`{detail}; the file has {found}")]
pub struct MissingInput {
    pub input: String,
    /// Which of its features is missing, where others are there.
    pub detail: String,
    /// Whether the signature names the input's features, so that columns can be called so.
    pub has_features: bool,
    /// What it has instead, as a list for people.
    pub found: String,
}

/// Of the names that a file has, those that hold something of the inputs: an input's own name, or
/// else the names of its features.
///
/// # Errors
/// An input of which neither it nor all of its features are there.
pub fn used<'a>(signature: &Signature, has: &[&'a str]) -> Result<Vec<&'a str>, MissingInput> {
    let mut found = Vec::new();
    for input in &signature.inputs {
        let own = has.iter().filter(|name| **name == input.name);
        let features =
            has.iter().filter(|name| input.features.iter().any(|feature| feature.name == **name));
        let own: Vec<&'a str> = own.copied().collect();
        let names: Vec<&'a str> = if own.is_empty() { features.copied().collect() } else { own };
        let is_own = names.contains(&input.name.as_str());
        let absent = input.features.iter().find(|it| !is_own && !has.contains(&it.name.as_str()));
        if names.is_empty() || absent.is_some() {
            return Err(missing(input, absent.filter(|_| !names.is_empty()), has));
        }
        found.extend(names);
    }
    Ok(found)
}

fn missing(input: &Declared, absent: Option<&Feature>, has: &[&str]) -> MissingInput {
    let detail = absent.map(|it| format!(", and of its features `{}` is missing", it.name));
    MissingInput {
        input: input.name.clone(),
        detail: detail.unwrap_or_default(),
        has_features: !input.features.is_empty(),
        found: listed(has),
    }
}

/// Whether an array called `name` may hold something of the inputs.
#[must_use]
pub fn mentions(signature: &Signature, name: &str) -> bool {
    let is_feature = |input: &Declared| input.features.iter().any(|it| it.name == name);
    signature.inputs.iter().any(|input| input.name == name || is_feature(input))
}

/// `names` for a message, not too many.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> =
        names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => "nothing".to_owned(),
        1..=MOST_NAMES => quoted.join(", "),
        more => format!("{}, … ({more} in all)", quoted.join(", ")),
    }
}
