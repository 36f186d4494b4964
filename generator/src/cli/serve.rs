//! `faircat serve`.

use std::process::ExitCode;

/// Builds, serves and rebuilds the site while you edit, with a SPARQL endpoint.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> ExitCode {
    ExitCode::SUCCESS
}
