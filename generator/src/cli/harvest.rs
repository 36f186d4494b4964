//! `faircat harvest`.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use faircat_inference::figures::counted;
use faircat_inference::panics::caught;
use indicatif::{ProgressBar, ProgressDrawTarget};

use super::printer;
use crate::catalog::federation::{OtherCatalog, sources};
use crate::diagnostic::{self, Diagnostic};
use crate::harvesting::{self, Outcome, Wish};
use crate::outside_world::polite::Manners;
use crate::outside_world::{online, site_folder};

/// Reads the other catalogues that `site/site.yaml` names.
///
/// What they say of their works is kept in the folder `federation/`, from which `faircat build` makes
/// one search and one SPARQL dataset over all. Each is read politely: its robots.txt is obeyed, one
/// request follows another with a pause, and what has not changed is not sent again. A catalogue that
/// cannot be read costs no other, and what it had before is kept. An interrupted harvest goes on where
/// it was, if you run it again on the same day.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat harvest
  faircat harvest example-org --max-time 10

Commit the folder federation/: a build needs no network then. Exit code 1 where no catalogue could be \
                         read, 2 where the settings name none.")]
pub(super) struct Args {
    /// Catalogues, by the names of their folders below `federation/`; without one, all.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Folder that holds `catalog/` and `site/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Seconds between two requests to one host; more where its robots.txt asks for more.
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = pause)]
    pause: f64,
    /// Minutes for one catalogue, at most. What is not known yet comes first, so the next harvest goes
    /// on from there.
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    max_time: u32,
    /// Seconds for one answer, at most.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = super::seconds)]
    timeout: u64,
    /// Megabytes of one catalogue, at most.
    #[arg(long, value_name = "MEGABYTES", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    max_size: u32,
    /// Harvest in private networks and on this computer too. Only for catalogues that are trusted.
    #[arg(long)]
    allow_private: bool,
}

fn pause(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.0..=3600.0).contains(&value) => Ok(value),
        _ => Err("it is a number of seconds from 0 to 3600".to_owned()),
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    let (site, problems) = site_folder::read_site(&args.root, None);
    let Some(site) = site.filter(|_| !problems.iter().any(Diagnostic::is_error)) else {
        printer::report(&problems, &args.root);
        return ExitCode::from(super::USAGE);
    };
    let (named, _) = sources(&site.config.federation);
    let chosen = match chosen(named, &args.names) {
        Ok(chosen) => chosen,
        Err(problem) => {
            printer::report(&[problem], &args.root);
            return ExitCode::from(super::USAGE);
        }
    };
    let manners = Manners {
        pause: Duration::from_secs_f64(args.pause),
        answer: Duration::from_secs(args.timeout),
        total: Duration::from_secs(60 * u64::from(args.max_time)),
        most_bytes: u64::from(args.max_size) * 1_000_000,
        allow_private: args.allow_private,
        ..Manners::default()
    };
    let today = online::today();
    let own = site.has_address.then(|| site.base_url.as_str());
    let wish = Wish { root: &args.root, own, manners, today: &today };
    let (read, mut problems) = harvest_all(&chosen, wish);
    diagnostic::sort(&mut problems);
    printer::report(&problems, &args.root);
    match read == 0 || problems.iter().any(Diagnostic::is_error) {
        true => ExitCode::from(super::PROBLEMS),
        false => ExitCode::SUCCESS,
    }
}

fn chosen(named: Vec<OtherCatalog>, names: &[String]) -> Result<Vec<OtherCatalog>, Diagnostic> {
    let all: Vec<String> = named.iter().map(|it| it.name.clone()).collect();
    if named.is_empty() {
        let problem = Diagnostic::error("federation", "the settings name no other catalogue");
        let hint = "add `federation:` with `- catalog: https://…` to it";
        return Err(problem.in_file("site/site.yaml").hint(hint));
    }
    if let Some(unknown) = names.iter().find(|name| !all.contains(name)) {
        let problem =
            Diagnostic::error("federation", format!("no catalogue is called `{unknown}`"));
        let hint = format!("there is {}", all.join(", "));
        return Err(problem.in_file("site/site.yaml").hint(hint));
    }
    let is_chosen = |it: &OtherCatalog| names.is_empty() || names.contains(&it.name);
    Ok(named.into_iter().filter(is_chosen).collect())
}

/// Harvests catalogues of different hosts beside one another. Returns how many could be read.
fn harvest_all(chosen: &[OtherCatalog], wish: Wish<'_>) -> (usize, Vec<Diagnostic>) {
    let mut hosts: BTreeMap<String, Vec<&OtherCatalog>> = BTreeMap::new();
    for source in chosen {
        let host = source.endpoint.address().origin().ascii_serialization();
        hosts.entry(host).or_default().push(source);
    }
    let bar = ProgressBar::new_spinner();
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let found = Mutex::new((0, Vec::new()));
    let visit = |source: &OtherCatalog| {
        let told = |text: &str| {
            bar.set_message(format!("{}: {text}", source.name));
            bar.tick();
        };
        // What breaks a reader must not cost the other catalogues.
        let outcome = caught(|| harvesting::harvest(source, wish, &told));
        let outcome = outcome.unwrap_or_else(|panic| Err(broken(source, &panic.reason)));
        if let Ok(outcome) = &outcome {
            bar.suspend(|| super::say(&line(source, outcome)));
        }
        let mut found = found.lock().unwrap_or_else(|error| error.into_inner());
        match outcome {
            Ok(outcome) => {
                found.0 += usize::from(outcome.harvest.failed.is_none());
                found.1.extend(outcome.diagnostics);
            }
            Err(problem) => found.1.push(problem),
        }
    };
    std::thread::scope(|scope| {
        for sources in hosts.values() {
            scope.spawn(|| sources.iter().for_each(|source| visit(source)));
        }
    });
    bar.finish_and_clear();
    found.into_inner().unwrap_or_else(|error| error.into_inner())
}

fn broken(source: &OtherCatalog, reason: &str) -> Diagnostic {
    let message =
        format!("the catalogue `{}` cannot be read, its reader broke: {reason}", source.name);
    Diagnostic::error("not-harvested", message).hint("please report this; nothing was changed")
}

/// One catalogue in a line.
fn line(source: &OtherCatalog, outcome: &Outcome) -> String {
    let harvest = &outcome.harvest;
    let works = counted(harvest.works.len() as u64, "work", "works");
    let requests = counted(outcome.requests as u64, "request", "requests");
    let state = match (&harvest.failed, harvest.complete) {
        (Some(_), _) => "cannot be read now",
        (None, true) => "read",
        (None, false) => "read in part",
    };
    let name = &source.name;
    format!("{name}: {state}, {works} ({}, {requests})", harvest.read_as)
}
