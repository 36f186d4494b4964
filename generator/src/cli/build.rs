//! `faircat build`.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use super::printer;
use super::progress::TerminalProgress;
use crate::build::{BuildOptions, Scope, build};

/// Builds the website of a folder of records.
///
/// A record with errors is reported and left out. The finished site takes the place of the old one
/// in a single step; the exit code is 0 when it did, and 1 when the old one stayed.
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
    /// Make pages and lists only, for a quick look: no scorecards, other formats, dump or search.
    #[arg(long)]
    pages_only: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let out = args.out.unwrap_or_else(|| args.root.join("_site"));
    let scope = if args.pages_only { Scope::Pages } else { Scope::Everything };
    let options =
        BuildOptions { root: args.root, out, base_url: args.base_url, strict: args.strict, scope };
    let progress = TerminalProgress::new();
    let report = build(&options, &progress);
    progress.finish();
    printer::report(&report.diagnostics, &options.root);
    if report.published && io::stderr().is_terminal() {
        let (records, statements) = (report.records, report.statements);
        eprintln!("{records} records, {statements} statements: `{}`", options.out.display());
    }
    // Records with errors are left out and told of; whoever wants them to fail says `--strict`.
    if report.published { ExitCode::SUCCESS } else { ExitCode::from(super::PROBLEMS) }
}
