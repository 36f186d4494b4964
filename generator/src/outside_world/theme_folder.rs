//! Reading a site's own theme folder, file by file.

use std::fs;
use std::io;
use std::path::Path;

use super::door::{self, Refused};
use super::unread_files::is_about_the_folder;
use crate::diagnostic::{self, Diagnostic};
use crate::pages::{Theme, ThemeFile};

/// Largest file of a theme, in bytes.
const LARGEST_FILE: u64 = 16 << 20;

/// Names of pages, which are published as they are, without the look of the site.
const PAGES: [&str; 5] = ["htm", "html", "php", "shtml", "xhtml"];

/// What `themes/<name>/` holds.
#[derive(Debug, Default)]
pub struct ThemeFolder {
    /// Sorted by path.
    pub files: Vec<ThemeFile>,
    /// About what is left out, or is hardly meant.
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
    let odd = found
        .files
        .iter()
        .filter_map(|file| Some(odd(file, &found.files)?.in_file(folder.join(&file.path))));
    let odd: Vec<Diagnostic> = odd.collect();
    found.problems.extend(odd);
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

/// What is odd about `file`, one of `files` of a theme.
fn odd(file: &ThemeFile, files: &[ThemeFile]) -> Option<Diagnostic> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ending = Path::new(name).extension().and_then(|it| it.to_str()).unwrap_or_default();
    let warning =
        |code, message: &str, hint: &str| Some(Diagnostic::warning(code, message).hint(hint));
    if let Some(template) = file.path.strip_prefix("templates/") {
        let unused = !Theme::has_template(template) && !files.iter().any(|it| names(it, template));
        return match unused {
            true => warning(
                "unknown-file",
                "no page is made from this template, and no template of the theme names it",
                "name it as the template of the default theme in whose place it is to be",
            ),
            false => None,
        };
    }
    if file.path.starts_with("static/") {
        return match name.starts_with('.') || PAGES.contains(&ending) {
            true => warning(
                "theme-file",
                "this is published as it is, where web servers may act on it or show it as a page",
                "remove it if that is not meant; pages are written in `site/pages/`",
            ),
            false => None,
        };
    }
    match file.path == "theme.toml" || is_about_the_folder(name) {
        true => None,
        false => warning(
            "unknown-file",
            "this file is not read",
            "a theme has `theme.toml`, `templates/` and `static/`",
        ),
    }
}

/// Whether the text of `file` names `template`.
fn names(file: &ThemeFile, template: &str) -> bool {
    file.path.starts_with("templates/") && String::from_utf8_lossy(&file.content).contains(template)
}
