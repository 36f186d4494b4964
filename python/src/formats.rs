//! Formats that a site has beside the pages of its records.

use faircat::formats::list::FORMATS;
use pyo3::prelude::*;

/// Names of the formats of single files, each with that of its file.
#[pyfunction]
pub(crate) fn companions() -> Vec<(&'static str, &'static str)> {
    let file = |format: &faircat::formats::format::Format| Some(format.companion?.file_name);
    FORMATS.iter().filter_map(|format| Some((format.name, file(format)?))).collect()
}
