//! Reading a site's own theme folder, file by file.

use std::fs;
use std::io;
use std::path::Path;

use super::door::{self, Refused};
use crate::diagnostic::Diagnostic;
use crate::pages::ThemeFile;
use crate::record::reading::LARGEST_RECORD;

/// The files of `themes/<name>/` below `root`, sorted by path; none where there is no such folder.
pub fn read_theme(root: &Path, name: &str) -> Result<Vec<ThemeFile>, Diagnostic> {
    if !is_name(name) {
        let message = format!("`{name}` is no name of a theme");
        return Err(Diagnostic::error("theme", message)
            .in_file("site/site.yaml")
            .hint("name a folder below `themes/` in letters, digits, `-` and `_`"));
    }
    let folder = Path::new("themes").join(name);
    let mut files = Vec::new();
    match door::folder(root, &folder) {
        Ok(()) => collect(&root.join(&folder), "", &mut files).map_err(|error| {
            Diagnostic::error("theme", format!("the theme cannot be read: {error}")).in_file(folder)
        })?,
        Err(Refused::Absent) => {}
        Err(refused) => return Err(refused.diagnostic(&folder)),
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Whether `name` can be that of a theme, which is that of its folder.
pub fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(plain)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<ThemeFile>) -> io::Result<()> {
    for item in fs::read_dir(folder)? {
        let item = item?;
        let Ok(name) = item.file_name().into_string() else { continue };
        let path = format!("{prefix}{name}");
        let kind = item.file_type()?;
        if kind.is_dir() {
            collect(&item.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && item.metadata()?.len() <= LARGEST_RECORD {
            files.push(ThemeFile { path, content: fs::read(item.path())? });
        }
    }
    Ok(())
}
