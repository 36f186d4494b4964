//! `faircat theme`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::outside_world::{atomic_file, theme_folder};
use crate::pages::{built_in_theme, theme};

/// Copies files of the built-in theme to where you can change them.
///
/// Without FILE it lists what the built-in theme has.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  faircat theme templates/base.html static/css/00-tokens.css")]
pub(super) struct Args {
    /// File of the theme, as `templates/base.html`.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Theme to copy into: the folder `themes/NAME/`.
    #[arg(long, value_name = "NAME", default_value = "mine", value_parser = name)]
    name: String,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

fn name(text: &str) -> Result<String, String> {
    match theme_folder::is_name(text) {
        true => Ok(text.to_owned()),
        false => Err("it is a word of letters, digits, `-` and `_`".to_owned()),
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    if args.files.is_empty() {
        built_in_theme::paths().iter().for_each(|file| super::say(file));
        return ExitCode::SUCCESS;
    }
    match copy(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            printer::report(&[problem], &args.root);
            ExitCode::from(super::PROBLEMS)
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "no file of a user is replaced")]
fn copy(args: &Args) -> Result<(), Diagnostic> {
    let folder = args.root.join("themes").join(&args.name);
    let mut files = Vec::new();
    for file in &args.files {
        let content = built_in_theme::content(file).ok_or_else(|| {
            Diagnostic::error("unknown-file", format!("the built-in theme has no file `{file}`"))
                .hint("`faircat theme` lists its files")
        })?;
        files.push((folder.join(file), content.bytes()?.into_owned()));
    }
    let settings = folder.join("theme.toml");
    if !settings.exists() {
        let content = format!("faircat = \"{}\"\n", theme::VERSION);
        files.insert(0, (settings, content.into_bytes()));
    }
    if let Some((there, _)) = files.iter().find(|(file, _)| file.exists()) {
        return Err(Diagnostic::error("file-exists", "the file is there already")
            .in_file(there.clone())
            .hint("nothing was copied; remove it to have the built-in one again"));
    }
    for (file, content) in files {
        atomic_file::write(&file, &content)?;
        super::say(&file.display().to_string());
    }
    Ok(())
}
