//! `faircat serve`.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::CommandFactory;
use faircat_inference::figures::noun;
use faircat_sparql::limited::Limits;

use super::printer;
use super::site_folders::SiteFolders;
use crate::build::{BuildOptions, BuildReport, Scope};
use crate::diagnostic::Diagnostic;
use crate::outside_world::{catalog_folder, clock};
use crate::serve::{Event, ServeOptions, serve};
use crate::site_writer::refuse_within;

/// Builds, serves and rebuilds the site while you edit, with a SPARQL endpoint.
///
/// Drafts (`status: draft`) have pages here; `build` leaves them out.
///
/// Pages that are open reload after each build. The endpoint answers SPARQL 1.1 queries at
/// `sparql` below the site's path, and at `sparql/federated` over the catalogues that were harvested
/// too; it takes no updates and asks no other server.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    folders: SiteFolders,
    /// Port to listen at; 0 takes any that is free.
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Address to listen at. Others than this computer can reach the site if it is 0.0.0.0.
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Name or address by which the server may be asked besides `localhost` and the address at which
    /// the request comes in; may be repeated.
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Seconds after which a SPARQL query is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    query_timeout: u32,
    /// Megabytes of memory above which a SPARQL query is given up.
    #[arg(long, value_name = "MEGABYTES", default_value_t = 512, value_parser = clap::value_parser!(u32).range(16..))]
    query_memory: u32,
}

pub(super) fn run(args: Args) -> ExitCode {
    let root = args.folders.root.clone();
    if let Some(problem) = nothing_to_serve(&root) {
        printer::report(&[problem], &root);
        return ExitCode::from(super::PROBLEMS);
    }
    let build = BuildOptions {
        out: args.folders.out(),
        root: args.folders.root,
        base_url: args.folders.base_url,
        strict: false,
        scope: Scope::Everything,
        drafts: true,
        today: Some(clock::today()),
        command: super::Cli::command(),
    };
    if let Err(problem) = refuse_within(&build.root, &build.out) {
        printer::report(&[problem], &root);
        return ExitCode::from(super::PROBLEMS);
    }
    let query_limits = Limits {
        time: Duration::from_secs(args.query_timeout.into()),
        memory: args.query_memory as usize * 1_000_000,
        ..Limits::default()
    };
    let (host, names) = (args.host, args.allow_host);
    let options = ServeOptions { build, host, names, port: args.port, query_limits };
    let place = format!("{}:{}", options.host, options.port);
    let told_root = root.clone();
    let known = Mutex::new(Vec::new());
    match serve(options, move |event| tell(&event, &told_root, &known)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let problem = Diagnostic::error("serve", format!("cannot serve at {place}: {error}"))
                .hint("choose another port with --port, or 0 for any that is free");
            printer::report(&[problem], &root);
            ExitCode::from(super::PROBLEMS)
        }
    }
}

/// Why there is no catalogue below `root`, where there is none.
#[allow(clippy::disallowed_methods, reason = "whether what a user names is there")]
fn nothing_to_serve(root: &Path) -> Option<Diagnostic> {
    if catalog_folder::exists(root) {
        return None;
    }
    let shown = root.display();
    let problem = match root.is_dir() {
        true => Diagnostic::error("no-catalog", format!("`{shown}` has no folder `catalog`")),
        false => Diagnostic::error("no-folder", format!("there is no folder `{shown}`")),
    };
    let hint = "name the folder that holds `catalog/` with --root, or make one with `faircat new`";
    Some(problem.hint(hint))
}

/// `known` are the problems that were told before.
fn tell(event: &Event, root: &Path, known: &Mutex<Vec<Diagnostic>>) {
    match event {
        Event::Listening(address) => {
            super::say(&format!("serving {address} (Ctrl-C stops)"));
        }
        Event::Building => {}
        Event::Built(report, time) => tell_build(report, *time, root, known),
        Event::NotWatching(reason) => {
            let message = format!("changes are not noticed: {reason}");
            let problem = Diagnostic::warning("watch", message)
                .hint("raise the system's limit of watched files, or start again after changes");
            printer::report(&[problem], root);
        }
    }
}

fn tell_build(report: &BuildReport, time: Duration, root: &Path, known: &Mutex<Vec<Diagnostic>>) {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    let (old, new): (Vec<_>, Vec<_>) = {
        let known: HashSet<&Diagnostic> = known.iter().collect();
        report.diagnostics.iter().cloned().partition(|problem| known.contains(problem))
    };
    printer::report(&new, root);
    known.clone_from(&report.diagnostics);
    let outcome = if report.published {
        let records = noun(report.records as u64, "record", "records");
        format!("built {} {records} in {:.2} s", report.records, time.as_secs_f64())
    } else {
        "not built: the site stays as it was".to_owned()
    };
    let as_before = match old.is_empty() {
        true => String::new(),
        false => format!("; {} as before", printer::count(&old)),
    };
    super::say(&format!("{outcome}{as_before}"));
}
