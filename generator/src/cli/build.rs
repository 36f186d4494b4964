//! `faircat build`.

use std::process::ExitCode;

/// Builds the website of a folder of records.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> ExitCode {
    ExitCode::SUCCESS
}
