//! `faircat build`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::CommandFactory;
use faircat_inference::figures::counted;

use super::printer;
use super::progress::TerminalProgress;
use super::site_folders::SiteFolders;
use crate::build::{BuildOptions, Scope, build};
use crate::diagnostic::Diagnostic;
use crate::outside_world::clock;
use crate::site::PLACEHOLDER;

/// Builds the website of a folder of records.
///
/// A record with errors is reported and left out. The finished site takes the place of the old one
/// in a single step; the exit code is 0 when it did, and 1 when the old one stayed, as where a
/// template fails.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    folders: SiteFolders,
    /// Build nothing if there is any error, in records, below `site/` or in the theme.
    #[arg(long)]
    strict: bool,
    /// Make pages and lists only, for a quick look: no scorecards, other formats, dump or search.
    #[arg(long)]
    pages_only: bool,
    /// Make pages of drafts too (`status: draft`), for a look that is not published.
    #[arg(long)]
    drafts: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let options = BuildOptions {
        out: args.folders.out(),
        root: args.folders.root,
        base_url: args.folders.base_url,
        strict: args.strict,
        scope: if args.pages_only { Scope::Pages } else { Scope::Everything },
        drafts: args.drafts,
        today: Some(clock::today()),
        command: super::Cli::command(),
    };
    let progress = TerminalProgress::new();
    let report = build(&options, &progress);
    progress.finish();
    let mut diagnostics = report.diagnostics;
    if report.published && !report.has_address {
        diagnostics.push(no_address());
    }
    printer::report(&diagnostics, &options.root);
    if report.published && io::stderr().is_terminal() {
        let statements = match options.scope {
            Scope::Everything => {
                format!(", {}", counted(report.statements, "statement", "statements"))
            }
            Scope::Pages => String::new(),
        };
        let records = counted(report.records as u64, "record", "records");
        let drafts = match report.drafts {
            0 => String::new(),
            some => format!(", {} left out", counted(some as u64, "draft", "drafts")),
        };
        eprintln!("{records}{statements}{drafts}: `{}`", options.out.display());
    }
    if !report.published {
        eprintln!("nothing was built: `{}` is as it was", options.out.display());
    }
    // Records with errors are left out and told of; whoever wants them to fail says `--strict`.
    if report.published { ExitCode::SUCCESS } else { ExitCode::from(super::PROBLEMS) }
}

/// Said where a site is made to be published; `serve` shows it where its identifiers answer.
fn no_address() -> Diagnostic {
    let message = format!("the site has no address, so its identifiers begin with {PLACEHOLDER}");
    Diagnostic::warning("no-base-url", message).hint(
        "before you publish it, set `base_url` in site/site.yaml, the variable \
         FAIRCAT_BASE_URL, or --base-url",
    )
}
