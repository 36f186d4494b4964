//! The command line: one file per command. Nothing else in the crate prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the one place that prints")]

mod assess;
mod build;
mod check;
mod completions;
mod import;
mod online;
pub mod printer;
mod progress;
mod query;
mod serve;
mod site_folders;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns a folder of YAML records on AI models and datasets into a FAIR, checkable website.
#[derive(Debug, Parser)]
#[command(name = "faircat", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Serve(serve::Args),
    Query(query::Args),
    Assess(assess::Args),
    Import(import::Args),
    Completions(completions::Args),
}

/// Exit code for problems found in the input.
pub const PROBLEMS: u8 = 1;
/// Exit code for a command line that makes no sense, as clap uses it.
pub const USAGE: u8 = 2;

/// Runs the command that `cli` names.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Query(args) => query::run(args),
        Command::Assess(args) => assess::run(args),
        Command::Import(args) => import::run(args),
        Command::Completions(args) => completions::run(args),
    }
}
