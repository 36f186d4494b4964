//! `faircat new model`, and so on for each kind.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::super::{PROBLEMS, USAGE, add, printer, say};
use crate::adding::Target;
use crate::catalog::checks::plain_slug;
use crate::diagnostic::Diagnostic;
use crate::record::Kind;
use crate::starting;

/// What every kind of record is made of.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The record's word in addresses, as `my-model`; else it follows from the title or the file.
    slug: Option<String>,
    /// File of the model or data of which the record is made, as `faircat add` does.
    #[arg(long, visible_alias = "onnx", value_name = "FILE")]
    file: Option<PathBuf>,
    /// Title of the work, or name of the person or organization.
    #[arg(long, visible_alias = "name")]
    title: Option<String>,
    /// Folder of the catalogue; made where missing.
    #[arg(long, value_name = "CATALOG_DIR", default_value = "catalog")]
    into: PathBuf,
    /// Show the record and write nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(kind: Kind, args: Args) -> ExitCode {
    if let Some(file) = &args.file {
        let target = Target {
            catalog: &args.into,
            kind: Some(kind),
            slug: args.slug.as_deref(),
            title: args.title.as_deref(),
            offers: true,
            url: None,
            dry_run: args.dry_run,
        };
        return add::add_all(std::slice::from_ref(file), target);
    }
    let slug = args.slug.clone().or_else(|| args.title.as_deref().map(plain_slug));
    let Some(slug) = slug.filter(|slug| !slug.is_empty()) else {
        let message = match args.title.as_deref() {
            Some(title) if !title.is_empty() => "its title has no letter that addresses have",
            _ => "the record has no name yet",
        };
        let command = kind.name();
        let hint = format!(
            "give its word in addresses, as `faircat new {command} my-{command}`, or its `--title`"
        );
        let problem = Diagnostic::error("no-name", message).hint(hint);
        printer::report(&[problem], Path::new(""));
        return ExitCode::from(USAGE);
    };
    let place = starting::Place { catalog: &args.into, kind, slug: &slug };
    match starting::record(place, args.title.as_deref(), args.dry_run) {
        Ok(made) => {
            tell(&made, args.dry_run);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            printer::report(&[*problem], Path::new(""));
            ExitCode::from(PROBLEMS)
        }
    }
}

fn tell(made: &starting::Made, dry_run: bool) {
    let file = made.file.display();
    if dry_run {
        say(&made.text);
        say(&format!("`{file}` would be written"));
    } else {
        say(&format!("`{file}` written; `faircat check` names what is left to fill in"));
    }
}
