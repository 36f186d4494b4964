//! `faircat completions`.

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
    super::output::tell(&script);
    ExitCode::SUCCESS
}
