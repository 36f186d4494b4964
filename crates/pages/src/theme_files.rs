//! What is hardly meant in a site's own theme folder.

use std::path::Path;

use super::built_in_theme;
use faircat_outside_world::theme_folder::ThemeFile;
use faircat_outside_world::unread_files::is_about_the_folder;
use faircat_record::diagnostic::Diagnostic;

/// Names of pages, which are published as they are, without the look of the site.
const PAGES: [&str; 5] = ["htm", "html", "php", "shtml", "xhtml"];

/// What is odd about each of the `files` of `folder`, as `themes/mine`.
pub fn odd(folder: &Path, files: &[ThemeFile]) -> Vec<Diagnostic> {
    let odd = |file: &ThemeFile| Some(odd_file(file, files)?.in_file(folder.join(&file.path)));
    files.iter().filter_map(odd).collect()
}

/// What is odd about `file`, one of `files` of a theme.
fn odd_file(file: &ThemeFile, files: &[ThemeFile]) -> Option<Diagnostic> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ending = Path::new(name).extension().and_then(|it| it.to_str()).unwrap_or_default();
    let warning =
        |code, message: &str, hint: &str| Some(Diagnostic::warning(code, message).hint(hint));
    if let Some(template) = file.path.strip_prefix("templates/") {
        let unused =
            !built_in_theme::has_template(template) && !files.iter().any(|it| names(it, template));
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
    if file.path.starts_with("words/") && ending == "ftl" {
        return None;
    }
    match file.path == "theme.toml" || is_about_the_folder(name) {
        true => None,
        false => warning(
            "unknown-file",
            "this file is not read",
            "a theme has `theme.toml`, `templates/`, `static/` and `words/`",
        ),
    }
}

/// Whether the text of `file` names `template`.
fn names(file: &ThemeFile, template: &str) -> bool {
    file.path.starts_with("templates/") && String::from_utf8_lossy(&file.content).contains(template)
}
