//! Other people's JSON-LD: measured before anything is done with it, expanded with contexts that are
//! built in, and brought to the names by which people customarily write it. Pages that hold it are
//! scanned as they stream by. Nothing remote is loaded.

mod budget;
pub mod charset;
mod contexts;
pub mod customary;
pub mod expansion;
pub mod html;

use serde_json::Value;

pub use contexts::tidy;

/// Why a document is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{0}")]
    Malformed(String),
    #[error("there are more than {0} values")]
    TooLarge(usize),
}

/// How a sentence calls `node`.
#[must_use]
pub fn label(node: &Value) -> String {
    let stated = ["name", "@id", "@type"].iter().find_map(|key| node.get(key)?.as_str());
    stated
        .map_or_else(|| "a node".to_owned(), |text| format!("`{}`", faircat_text::first_line(text)))
}

/// Refuses `document` where expanding it would take more than a moment, or a stack without end.
///
/// # Errors
/// In words, what it has too much of.
pub fn check(document: &Value) -> Result<(), Refused> {
    budget::check(document)?;
    faircat_sparql::contexts::check_value(document).map_err(Refused::Malformed)
}
