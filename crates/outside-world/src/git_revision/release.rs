//! What was released last.

use std::path::Path;

use faircat_record::diagnostic::Diagnostic;
use tempfile::TempDir;

use super::{git, taken_out_where};

/// The newest tag that the present commit comes after, or has; `None` without Git, repository or tag.
pub fn last_release(root: &Path) -> Option<String> {
    let answer = git(root).args(["describe", "--tags", "--abbrev=0"]).output().ok()?;
    let name = String::from_utf8(answer.stdout).ok()?.trim().to_owned();
    (answer.status.success() && !name.is_empty()).then_some(name)
}

/// A folder with the texts of the records of `revision`, without what lies beside them, and the pages
/// that are the site's own.
///
/// # Errors
/// Those of [`super::taken_out`].
pub fn pages_of(root: &Path, revision: &str) -> Result<TempDir, Diagnostic> {
    taken_out_where(root, revision, &makes_pages).map(|(folder, _)| folder)
}

/// `catalog/<folder>/<slug>.yaml`, `catalog/<folder>/<slug>/record.yaml` or `site/pages/….md`.
fn makes_pages(path: &Path) -> bool {
    let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
    match parts.as_slice() {
        ["catalog", _, file] => file.ends_with(".yaml"),
        ["catalog", _, _, file] => *file == "record.yaml",
        ["site", "pages", .., file] => file.ends_with(".md"),
        _ => false,
    }
}
