//! `faircat build`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::printer;
use crate::build::{BuildOptions, Silent, build};
use crate::diagnostic::Diagnostic;

/// Builds the website of a folder of records.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder that holds `catalog/`, and may hold `site/` and `themes/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Folder of the website, `_site` in the root folder if not given. It is replaced as a whole.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Address at which the site will be published, path included.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Build nothing if any record has an error.
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let out = args.out.unwrap_or_else(|| args.root.join("_site"));
    let options =
        BuildOptions { root: args.root, out, base_url: args.base_url, strict: args.strict };
    let report = build(&options, &Silent);
    printer::report(&report.diagnostics, &options.root);
    let failed = !report.published || report.diagnostics.iter().any(Diagnostic::is_error);
    if failed { ExitCode::from(super::PROBLEMS) } else { ExitCode::SUCCESS }
}
