//! Which models are verified.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::outside_world::catalog_folder;
use crate::outside_world::one_record::{self, OneWork};
use crate::record::Kind;
use crate::running::verifying;

/// What is to be verified.
#[derive(Default)]
pub(super) struct Works {
    pub works: Vec<OneWork>,
    pub problems: Vec<Diagnostic>,
    /// Whether the problems are of the command line, so that nothing is done.
    pub is_usage: bool,
}

/// The models that were named; without any, all that have a control set. A record that cannot be
/// read is a problem, and does not keep the others from being verified.
pub(super) fn works(root: &Path, models: &[String]) -> Works {
    let find = |name: &str| one_record::find(root, name, &[Kind::Model]);
    let mut found = Works::default();
    if !models.is_empty() {
        for name in models {
            match find(name) {
                Ok(work) => found.works.push(work),
                Err(problems) => found.problems.extend(problems),
            }
        }
        let of_usage = ["unknown-record", "no-catalog", "ambiguous-record"];
        found.is_usage = found.problems.iter().any(|problem| of_usage.contains(&&*problem.code));
        return found;
    }
    match with_control_set(root) {
        Ok((works, problems)) => Works { works, problems, is_usage: false },
        Err(problem) => Works { problems: vec![problem], is_usage: true, ..found },
    }
}

/// All models that have a control set, with the problems of records that cannot be read.
///
/// Errors: there is no catalogue in `root`.
pub(in crate::cli) fn with_control_set(
    root: &Path,
) -> Result<(Vec<OneWork>, Vec<Diagnostic>), Diagnostic> {
    let (files, told) = catalog_folder::list_records(root);
    if let Some(problem) = told.into_iter().find(Diagnostic::is_error) {
        return Err(problem);
    }
    let (mut works, mut problems) = (Vec::new(), Vec::new());
    for file in files.iter().filter(|file| file.kind == Kind::Model) {
        match one_record::find(root, &format!("models/{}", file.slug), &[Kind::Model]) {
            Ok(work) => works.push(work),
            Err(found) => problems.extend(found),
        }
    }
    works.retain(|work| work.work.model.as_deref().is_some_and(verifying::has_control_set));
    Ok((works, problems))
}
