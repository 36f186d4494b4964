//! Diagnostics as exceptions.

use faircat::diagnostic::Diagnostic;
use pyo3::prelude::*;

/// The `faircat.Error` of some problems, which `faircat.errors` makes.
pub(crate) fn raised(py: Python<'_>, problems: &[Diagnostic]) -> PyErr {
    let made = || {
        let errors = py.import("faircat.errors")?;
        errors.call_method1("of_diagnostics", (json(problems)?,))
    };
    match made() {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// `value` as JSON, for `json.loads`.
pub(crate) fn json<T: serde::Serialize + ?Sized>(value: &T) -> PyResult<String> {
    serde_json::to_string(value)
        .map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}
