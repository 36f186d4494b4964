//! `faircat theme`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::outside_world::{atomic_file, theme_folder};
use crate::pages::template_variables::{self, Variable};
use crate::pages::{built_in_theme, theme};
use crate::record::shape::nearest;

/// Copies files of the built-in theme to where you can change them, or tells what templates are given.
///
/// Without FILE it lists what the built-in theme has.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  faircat theme templates/base.html static/css/00-tokens.css
  faircat theme variables site-list.html"
)]
pub(super) struct Args {
    #[command(subcommand)]
    asked: Option<Asked>,
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

#[derive(Debug, clap::Subcommand)]
enum Asked {
    /// Lists the variables that templates are given, with their types and meanings.
    Variables {
        /// Template of the theme, as `work.html`; without it, what every template has.
        template: Option<String>,
    },
}

fn name(text: &str) -> Result<String, String> {
    match theme_folder::is_name(text) {
        true => Ok(text.to_owned()),
        false => Err("it is a word of letters, digits, `-` and `_`".to_owned()),
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    if let Some(Asked::Variables { template }) = &args.asked {
        return match variables(template.as_deref()) {
            Ok(variables) => {
                variables.iter().for_each(|it| super::say(&line(it)));
                ExitCode::SUCCESS
            }
            Err(problem) => {
                printer::report(&[problem], &args.root);
                ExitCode::from(super::PROBLEMS)
            }
        };
    }
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

fn variables(template: Option<&str>) -> Result<Vec<Variable>, Diagnostic> {
    let Some(name) = template else { return Ok(template_variables::everywhere()) };
    let name = name.trim_start_matches("templates/");
    let all = template_variables::templates();
    let names: Vec<&str> = all.iter().map(|it| it.name).collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(like) => format!("did you mean `{like}`?"),
        None => format!("there are {}", names.join(", ")),
    };
    // Others are parts of those, and see what these are given.
    let is_part = built_in_theme::content(&format!("templates/{name}")).is_some();
    let of_part = || is_part.then(template_variables::everywhere);
    let found = all.into_iter().find(|it| it.name == name).map(|it| it.variables);
    found.or_else(of_part).ok_or_else(|| {
        let message = format!("the built-in theme has no template `{name}`");
        Diagnostic::error("unknown-template", message).hint(hint)
    })
}

/// A variable as `path: kind. Meaning`.
fn line(variable: &Variable) -> String {
    let Variable { path, kind, meaning } = variable;
    match meaning.is_empty() {
        true => format!("{path}: {kind}"),
        false => format!("{path}: {kind}. {meaning}"),
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
