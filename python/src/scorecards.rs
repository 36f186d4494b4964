//! What scorecards ask, which their files leave to the site that published them.

use faircat::assessment::{Rubric, indicators};
use pyo3::prelude::*;
use serde_json::{Map, Value, json};

/// The questions of scorecards as JSON: by the ids of indicators `question`, `method` and the ids of
/// counterparts elsewhere.
#[pyfunction]
pub(crate) fn asked() -> String {
    let all = Rubric::ALL.iter().flat_map(|&rubric| indicators(rubric));
    let told = all.map(|it| {
        let asked = json!({
            "question": it.question, "method": it.method,
            "rda": it.rda, "fuji": it.fuji, "fairshake": it.fairshake,
        });
        (it.id.to_owned(), asked)
    });
    Value::Object(told.collect::<Map<_, _>>()).to_string()
}
