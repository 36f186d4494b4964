//! `faircat import`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use super::printer;
use crate::formats::cern_opendata;
use crate::importing;

/// Turns records of another catalogue into YAML records.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    portal: Portal,
}

#[derive(Debug, Subcommand)]
enum Portal {
    CernOpendata(CernOpendata),
}

/// Imports JSON records of the CERN Open Data portal.
///
/// Reads lists of records, single records and answers of the portal's API. Each becomes one YAML
/// file, `datasets/cern-opendata-NUMBER.yaml` or the same in another folder. Nothing is lost: what
/// has no place in a record is kept under `extensions: cern-opendata:`. A file that somebody wrote
/// by hand is never replaced; one that was imported before is.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  faircat import cern-opendata cms-derived-*.json --into catalog"
)]
struct CernOpendata {
    /// JSON files of the portal.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder of the catalogue; made where missing.
    #[arg(long, value_name = "CATALOG_DIR")]
    into: PathBuf,
}

pub(super) fn run(args: Args) -> ExitCode {
    let Portal::CernOpendata(given) = args.portal;
    let bar = progress_bar();
    let outcome =
        importing::import(&cern_opendata::FORMAT, &given.files, &given.into, &|| bar.inc(1));
    bar.finish_and_clear();
    printer::report(&outcome.diagnostics, Path::new(""));
    let into = given.into.display();
    let mut summary = format!("{} written, {} unchanged", outcome.written, outcome.unchanged);
    if !outcome.diagnostics.is_empty() {
        summary = format!("{summary}, {}", printer::count(&outcome.diagnostics));
    }
    let summary = format!("{summary} in `{into}`\n");
    // Nobody is left to tell if standard output is closed.
    drop(io::stdout().write_all(summary.as_bytes()));
    match outcome.diagnostics.iter().any(|diagnostic| diagnostic.is_error()) {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

/// Counts records on standard error; hidden unless that is a terminal.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    ProgressBar::new_spinner().with_style(
        ProgressStyle::with_template("{spinner} {pos} records, {per_sec}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    )
}
