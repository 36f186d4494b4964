//! The `faircat` program: parses the command line and hands over to [`faircat::cli`].

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    faircat::cli::run(faircat::cli::Cli::parse())
}
