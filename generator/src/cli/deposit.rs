//! `faircat deposit`.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use faircat_text::visible;

use super::export::package::Files;
use super::fetch::{Limits, Tools};
use super::printer;
use crate::build::Named;
use crate::catalog::Entry;
use crate::depositing::target::Target;
use crate::depositing::{self, Action, Order, Outcome};
use crate::diagnostic::Diagnostic;
use crate::outside_world::clock;
use crate::record::Artifact;

/// Deposits a record and its files in a repository, which gives it a DOI.
///
/// A draft is made, a DOI reserved and written into the record, metadata and files are sent, and what
/// the repository received is compared with what lies here. It is published with --publish only. A run
/// that was stopped goes on where it stopped; what was published before becomes a new version where
/// its files or its `version` differ. Commit the record: it knows its deposit.
///
/// DataCite registers a DOI for the record's page and takes no files.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Tokens are read from the environment, and sent over https to their host alone:
  --to zenodo              ZENODO_TOKEN; with --sandbox ZENODO_SANDBOX_TOKEN
  --to https://…           INVENIO_TOKEN
  --to datacite            DATACITE_ID and DATACITE_PASSWORD

Examples:
  faircat deposit bragg-peaks-simulated --to zenodo --sandbox --dry-run
  faircat deposit bragg-peaks-simulated --to zenodo --publish
  faircat deposit bragg-peaks-simulated --to datacite --prefix 10.1234
  faircat deposit bragg-peaks-simulated --to zenodo --withdraw

Exit code 1 where something was not done, 2 where a record does not exist."
)]
pub(super) struct Args {
    /// Record, as `slug` or `models/slug`.
    #[arg(value_name = "SLUG")]
    slug: String,
    /// `zenodo`, `datacite`, or the address of a repository that runs InvenioRDM; `datacite:https://…`
    /// where DataCite's interface is elsewhere.
    #[arg(long, value_name = "REPOSITORY")]
    to: String,
    /// The repository's place for tests, whose DOIs lead nowhere.
    #[arg(long)]
    sandbox: bool,
    /// Publish it, which cannot be taken back.
    #[arg(long, conflicts_with = "withdraw")]
    publish: bool,
    /// Delete the draft; of DataCite, hide what is published.
    #[arg(long)]
    withdraw: bool,
    /// Show every request and change nothing; needs neither token nor network.
    #[arg(long)]
    dry_run: bool,
    /// Fetch the files that are elsewhere, and send them too.
    #[arg(long)]
    with_files: bool,
    /// The prefix of your DOIs at DataCite; else `DATACITE_PREFIX`.
    #[arg(long, value_name = "10.…", value_parser = prefix)]
    prefix: Option<String>,
    /// Fetch from private networks too. Only for records whose authors are trusted.
    #[arg(long)]
    allow_private: bool,
    /// Address of the published site, which is part of what is sent.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

fn prefix(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix("10.").filter(|it| !it.is_empty());
    let is_prefix = |it: &str| {
        it.split('.').all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
    };
    match digits.is_some_and(is_prefix) {
        true => Ok(text.to_owned()),
        false => Err("it is `10.` and a number".to_owned()),
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    let outcome = match deposit(&args) {
        Ok(outcome) => outcome,
        Err(problem) => {
            printer::report(&[problem], &args.root);
            return ExitCode::from(super::USAGE);
        }
    };
    for request in &outcome.requests {
        super::say(request);
    }
    if !args.dry_run {
        outcome.said.iter().for_each(|sentence| super::say(&visible(sentence)));
    }
    printer::report(&outcome.problems, &args.root);
    let of_usage = ["unknown-record", "ambiguous-record"];
    match outcome.problems.iter().find(|it| it.is_error()) {
        None => ExitCode::SUCCESS,
        Some(problem) if of_usage.contains(&&*problem.code) => ExitCode::from(super::USAGE),
        Some(_) => ExitCode::from(super::PROBLEMS),
    }
}

fn deposit(args: &Args) -> Result<Outcome, Diagnostic> {
    let target = Target::named(&args.to, args.sandbox)?;
    let of_environment = env::var("DATACITE_PREFIX").ok().filter(|it| !it.is_empty());
    let of_environment = of_environment.filter(|_| args.prefix.is_none());
    let prefix_of = |text: String| {
        prefix(&text).map_err(|why| {
            Diagnostic::error("no-prefix", format!("`DATACITE_PREFIX` is no prefix: {why}"))
        })
    };
    let of_environment = of_environment.map(prefix_of).transpose()?;
    let tools = match args.with_files {
        true => {
            Some(Tools::new(&Limits { allow_private: args.allow_private, ..Limits::default() })?)
        }
        false => None,
    };
    let files = Files { root: &args.root, tools: tools.as_ref(), unverified: false };
    let placed = |entry: &Entry, artifact: &Artifact| files.placed(entry, artifact);
    Ok(depositing::deposit(&Order {
        record: named(args),
        target: &target,
        action: match (args.publish, args.withdraw) {
            (_, true) => Action::Withdraw,
            (true, false) => Action::Publish,
            (false, false) => Action::Draft,
        },
        placed: &placed,
        prefix: args.prefix.as_deref().or(of_environment.as_deref()),
        dry_run: args.dry_run,
        waits,
    }))
}

/// Says why nothing happens, on standard error.
pub(super) fn waits(pause: Duration) {
    // Nobody is left to tell if standard error is closed.
    drop(writeln!(io::stderr(), "the repository asks to wait for {} s", pause.as_secs()));
}

fn named(args: &Args) -> Named<'_> {
    let root: &Path = &args.root;
    let today = Some(clock::today());
    Named { root, name: &args.slug, base_url: args.base_url.as_deref(), today }
}
