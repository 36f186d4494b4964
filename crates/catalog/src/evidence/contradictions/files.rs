//! What shows that files were not those of the record, or were not run.

use faircat_record::{Artifact, Work};

use super::short;
use crate::evidence::verification::Verification;

/// What is told of files that the record does not have, or of runs of what is no model.
pub(super) fn of_files(verification: &Verification, work: Option<&Work>) -> Vec<String> {
    let Some(work) = work else { return Vec::new() };
    let mut found = Vec::new();
    for check in &verification.files {
        if described(work, &check.file).next().is_none() {
            found.push(format!("`{}` is no file that the record describes", short(&check.file)));
        }
    }
    for run in &verification.runs {
        let mut artifacts = described(work, &run.file).peekable();
        if artifacts.peek().is_some() && !artifacts.any(|it| it.is_onnx()) {
            let (engine, file) = (short(&run.engine), short(&run.file));
            found.push(format!("{engine} is said to have run `{file}`, which is no ONNX model"));
        }
    }
    found
}

/// The artifacts of `work` that are `file`, a path or URL.
fn described<'a>(work: &'a Work, file: &'a str) -> impl Iterator<Item = &'a Artifact> {
    let named = move |name: &Option<String>| name.as_deref() == Some(file);
    work.artifacts.iter().filter(move |it| named(&it.path) || named(&it.url))
}
