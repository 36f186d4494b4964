//! The command line: one file per command. Nothing else in the crate prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the one place that prints")]
mod add;
mod assess;
mod attest;
mod bench;
mod build;
mod check;
mod compare;
mod completions;
mod convert;
mod deposit;
mod diff;
mod engines;
mod explain;
mod export;
mod fetch;
mod fmt;
mod formats;
mod harvest;
mod import;
mod new;
mod online;
mod output;
pub mod printer;
mod progress;
mod query;
mod results;
mod run;
mod serve;
mod site_folders;
mod theme;
mod verify;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::outside_world::attesting;
use crate::running::model::{self, Model};
use crate::running::trial;
use output::say;

/// Turns a folder of YAML records on AI models and datasets into a FAIR, checkable website.
#[derive(Debug, Parser)]
#[command(name = "faircat", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Build(build::Args),
    Check(check::Args),
    Serve(serve::Args),
    Query(query::Args),
    Assess(assess::Args),
    Diff(diff::Args),
    Import(import::Args),
    Add(add::Args),
    Fmt(fmt::Args),
    Fetch(fetch::Args),
    Convert(convert::Args),
    Run(run::Args),
    Verify(verify::Args),
    Bench(bench::Args),
    Compare(compare::Args),
    Explain(explain::Args),
    Attest(attest::Args),
    Export(export::Args),
    Deposit(deposit::Args),
    Harvest(harvest::Args),
    Theme(theme::Args),
    Completions(completions::Args),
    /// Tries a model for the faircat that starts it.
    #[command(name = trial::SUBCOMMAND, hide = true)]
    Trial {
        /// Name of the engine that is tried.
        engine: Option<String>,
    },
}

/// Exit code for problems found in the input.
pub const PROBLEMS: u8 = 1;
/// Exit code for a command line that makes no sense, as clap uses it.
pub const USAGE: u8 = 2;

/// The command line of this process; ends it where that asks for help or makes no sense.
pub fn parse() -> Cli {
    parse_from(std::env::args_os())
}

/// As [`parse`], of these arguments, the first of which is the program's name.
pub fn parse_from(arguments: impl IntoIterator<Item = OsString>) -> Cli {
    Cli::try_parse_from(arguments).unwrap_or_else(|error| {
        if error.kind() == ErrorKind::DisplayHelp {
            show_help(&error);
            let ended = output::ended(ExitCode::SUCCESS);
            std::process::exit(i32::from(ended != ExitCode::SUCCESS));
        }
        error.exit()
    })
}

/// Writes the help without the blanks that clap leaves at the ends of lines.
fn show_help(error: &clap::Error) {
    let help = error.render();
    let text = match printer::wants_color(io::stdout().is_terminal()) {
        true => help.ansi().to_string(),
        false => help.to_string(),
    };
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    say(&lines.join("\n"));
}

/// Runs the command that `cli` names.
pub fn run(cli: Cli) -> ExitCode {
    output::ended(command(cli.command))
}

fn command(command: Command) -> ExitCode {
    match command {
        Command::New(args) => new::run(args),
        Command::Build(args) => build::run(args),
        Command::Check(args) => check::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Query(args) => query::run(args),
        Command::Assess(args) => assess::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Import(args) => import::run(args),
        Command::Add(args) => add::run(args),
        Command::Fmt(args) => fmt::run(args),
        Command::Fetch(args) => fetch::run(args),
        Command::Convert(args) => convert::run(args),
        Command::Run(args) => run::run(args),
        Command::Verify(args) => verify::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Attest(args) => attest::run(args),
        Command::Export(args) => export::run(args),
        Command::Deposit(args) => deposit::run(args),
        Command::Harvest(args) => harvest::run(args),
        Command::Theme(args) => theme::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Trial { engine } => trial::answer(engine.as_deref().unwrap_or_default()),
    }
}

/// The model that a user names; where there is none that can be used, what the program ends with.
fn open_model(root: &Path, name: &str) -> Result<Model, ExitCode> {
    model::open(root, name).map_err(|problems| {
        printer::report(&problems, root);
        let usage = problems.iter().any(|problem| problem.code == "unknown-record");
        ExitCode::from(if usage { USAGE } else { PROBLEMS })
    })
}

/// Says where the site does not know the key with which evidence is to be signed.
fn warn_of_unknown_key(signs: bool, root: &Path) {
    let unknown = signs.then(|| attesting::unknown_key(root)).flatten();
    printer::report(unknown.as_slice(), root);
}

/// A number of at least 1 from the command line.
fn positive(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("it is a whole number from 1 on".to_owned()),
        Ok(number) => Ok(number),
    }
}

/// A time that is not 0.
fn seconds(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(seconds @ 1..=31_536_000) => Ok(seconds),
        _ => Err("it is a whole number of seconds from 1 to 31536000".to_owned()),
    }
}

/// Processors that this program may use.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
