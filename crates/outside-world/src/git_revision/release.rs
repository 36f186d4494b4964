//! What was released last.

use std::path::Path;
use std::process::Output;

use faircat_record::diagnostic::Diagnostic;
use tempfile::TempDir;

use super::{git, taken_out_where};

/// The newest tag that the present commit comes after, or has; `None` without Git, repository or tag.
///
/// # Errors
/// A warning: the repository belongs to somebody else, so that Git does not read it, as happens in
/// containers.
pub fn last_release(root: &Path) -> Result<Option<String>, Diagnostic> {
    let answer = git(root).args(["describe", "--tags", "--abbrev=0"]).output();
    let Ok(Output { status, stdout, stderr }) = answer else { return Ok(None) };
    let said = String::from_utf8_lossy(&stderr);
    if said.contains("dubious ownership") {
        return Err(not_ours(root, said.lines().next().unwrap_or_default()));
    }
    let name = String::from_utf8_lossy(&stdout).trim().to_owned();
    Ok((status.success() && !name.is_empty()).then_some(name))
}

fn not_ours(root: &Path, said: &str) -> Diagnostic {
    let said = said.trim_start_matches("fatal: ");
    let message = format!("nothing is compared with the newest tag: {said}");
    Diagnostic::warning("no-repository", message)
        .in_file(root)
        .hint("where you trust it, name it to Git: `git config --global --add safe.directory DIR`")
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
