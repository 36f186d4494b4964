//! Reading a site's own theme folder, file by file.

use std::fs;
use std::io;
use std::path::Path;

use super::door::{self, Refused};
use faircat_record::diagnostic::{self, Diagnostic};

/// Largest file of a theme, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// A file of a site's own theme folder.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Relative to the theme's folder, with `/`.
    pub path: String,
    pub content: Vec<u8>,
}

/// What `themes/<name>/` holds.
#[derive(Debug, Default)]
pub struct ThemeFolder {
    /// Sorted by path.
    pub files: Vec<ThemeFile>,
    /// About what is left out.
    pub problems: Vec<Diagnostic>,
}

/// The files of `themes/<name>/` below `root`; none where there is no such folder.
pub fn read_theme(root: &Path, name: &str) -> Result<ThemeFolder, Diagnostic> {
    if !is_name(name) {
        let message = format!("`{name}` is no name of a theme");
        return Err(Diagnostic::error("theme", message)
            .in_file("site/site.yaml")
            .hint("name a folder below `themes/` in letters, digits, `-` and `_`"));
    }
    let folder = Path::new("themes").join(name);
    let mut found = ThemeFolder::default();
    match door::folder(root, &folder) {
        Ok(()) => collect(root, &folder, "", &mut found).map_err(|error| {
            let message = format!("the theme cannot be read: {error}");
            Diagnostic::error("theme", message).in_file(&folder).hint("check its permissions")
        })?,
        Err(Refused::Absent) => {}
        Err(refused) => return Err(refused.diagnostic(&folder)),
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostic::sort(&mut found.problems);
    Ok(found)
}

/// Whether `name` can be that of a theme, which is that of its folder.
pub fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(plain)
}

/// Adds the files in `inner` of `theme`, a folder below `root`.
fn collect(root: &Path, theme: &Path, inner: &str, found: &mut ThemeFolder) -> io::Result<()> {
    for item in fs::read_dir(root.join(theme).join(inner))? {
        let item = item?;
        let name = item.file_name();
        let path = format!("{inner}{}", name.to_string_lossy());
        let shown = theme.join(&path);
        if name.to_str().is_none() {
            let problem = Diagnostic::error("file-name", "the name of this file is not UTF-8");
            found.problems.push(problem.in_file(shown).hint("rename it"));
        } else if path.starts_with('.') {
            // What systems and programs keep beside the files of a folder.
        } else if item.file_type()?.is_dir() {
            collect(root, theme, &format!("{path}/"), found)?;
        } else {
            match door::read(root, &shown, LARGEST_FILE) {
                Ok(content) => found.files.push(ThemeFile { path, content }),
                Err(refused) => found.problems.push(left_out(&refused, &shown)),
            }
        }
    }
    Ok(())
}

fn left_out(refused: &Refused, file: &Path) -> Diagnostic {
    let problem = refused.diagnostic(file);
    match refused {
        Refused::TooLarge { .. } => problem.hint("make it smaller, or host it elsewhere"),
        _ => problem,
    }
}
