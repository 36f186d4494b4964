//! `faircat query`.

use std::process::ExitCode;

/// Asks a SPARQL query of a dump.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> ExitCode {
    ExitCode::SUCCESS
}
