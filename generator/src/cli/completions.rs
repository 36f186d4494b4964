//! `faircat completions`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

/// Writes the completion script of a shell to standard output.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Shell to complete for.
    shell: Shell,
}

pub(super) fn run(args: Args) -> ExitCode {
    let mut command = super::Cli::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "faircat", &mut script);
    // Nobody is left to tell where standard output is closed.
    drop(io::stdout().write_all(&script));
    ExitCode::SUCCESS
}
