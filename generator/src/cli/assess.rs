//! `faircat assess`.

use std::process::ExitCode;

/// Computes FAIR scorecards, also of pages that faircat did not make.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_args: Args) -> ExitCode {
    ExitCode::SUCCESS
}
