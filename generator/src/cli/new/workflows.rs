//! `faircat new workflows`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::super::{PROBLEMS, printer, say};
use crate::outside_world::fetching::Replace;
use crate::starting;

/// Writes the files by which GitHub and GitLab check each change and publish the site, for a catalogue
/// that is there.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder that holds `catalog/`.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args) -> ExitCode {
    let replace = if args.force { Replace::Always } else { Replace::Never };
    match starting::workflows(&args.folder, super::VERSION, replace) {
        Ok(files) => {
            files.iter().for_each(|file| say(&args.folder.join(file).display().to_string()));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(PROBLEMS)
        }
    }
}
