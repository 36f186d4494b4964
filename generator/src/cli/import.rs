//! `faircat import`.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use crate::import::into_catalog::{self, Outcome};

/// Turns records of another catalogue into YAML records.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, Subcommand)]
enum Source {
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
    let Source::CernOpendata(source) = args.source;
    let bar = progress_bar();
    let outcome = into_catalog::cern_opendata(&source.files, &source.into, &|| bar.inc(1));
    bar.finish_and_clear();
    report(&outcome);
    let into = source.into.display();
    let summary =
        format!("{} written, {} unchanged in `{into}`\n", outcome.written, outcome.unchanged);
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

fn report(outcome: &Outcome) {
    let mut stderr = io::stderr().lock();
    for diagnostic in &outcome.diagnostics {
        let severity = if diagnostic.is_error() { "error" } else { "warning" };
        let mut text = format!("{severity}[{}]: {}\n", diagnostic.code, diagnostic.message);
        if let Some(location) = &diagnostic.location {
            text.push_str(&format!("  --> {}", location.file.display()));
            if location.line > 0 {
                text.push_str(&format!(":{}:{}", location.line, location.column));
            }
            text.push('\n');
        }
        if let Some(hint) = &diagnostic.hint {
            text.push_str(&format!("  = help: {hint}\n"));
        }
        drop(stderr.write_all(text.as_bytes()));
    }
}
