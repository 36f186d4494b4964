//! For which version of the program a theme was written.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::VERSION;
use faircat_outside_world::theme_folder::ThemeFile;
use faircat_record::diagnostic::{Diagnostic, Location};

/// A folder of overrides must say for which version of the program it was written.
pub(super) fn check_version(name: &str, overrides: &[ThemeFile]) -> Result<(), Diagnostic> {
    let folder = PathBuf::from(format!("themes/{name}"));
    if overrides.is_empty() {
        if name == "default" {
            return Ok(());
        }
        return Err(Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"))
            .in_file("site/site.yaml")
            .hint(format!("create `{}/theme.toml`, or set `theme: default`", folder.display())));
    }
    let file = folder.join("theme.toml");
    let hint = format!("write `faircat = \"{VERSION}\"` there once the templates fit this version");
    let Some(settings) = overrides.iter().find(|file| file.path == "theme.toml") else {
        return Err(Diagnostic::error(
            "theme-version",
            format!("the theme `{name}` does not say which version of faircat it was written for"),
        )
        .in_file(file)
        .hint(hint));
    };
    let text = String::from_utf8_lossy(&settings.content);
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| 1 + text[..span.start].matches('\n').count());
        let file = Arc::new(file.clone());
        Diagnostic::error("theme-version", format!("this is no TOML: {}", error.message()))
            .at(Location { file, line, column: 0, length: 0 })
    })?;
    if settings.faircat.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let version = settings.faircat.as_deref().unwrap_or("of an unknown version");
    let what =
        format!("the theme `{name}` was written for faircat {version}, and this is {VERSION}");
    Err(Diagnostic::error("theme-version", what).in_file(file).hint(hint))
}

/// What `theme.toml` tells the program.
#[derive(Deserialize)]
struct Settings {
    /// Version of the program that the theme was written for.
    faircat: Option<String>,
}
