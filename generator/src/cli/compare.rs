//! `faircat compare`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use faircat_inference::engines::list::ListedEngine;
use faircat_inference::figures::with_uncertainty;
use faircat_inference::metrics::is_significant;

use super::{engines, printer, verify};
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::Resource;
use crate::outside_world::attesting::{self, Said};
use crate::outside_world::one_record::{self, OneWork};
use crate::record::Kind;
use crate::running::comparing::{self, CompareOptions, Ran};
use crate::running::timed;

/// Compares models that answer the same items.
///
/// Runs every model on its control set. Models whose control sets hold the same inputs and truth are
/// compared pair by pair: the difference of each metric that both claim, and its standard error by
/// the paired bootstrap. What came of it is written to `evidence/comparison.json` beside each of
/// them, for the next build to rank by.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  models were compared
  1  a model could not be run, or no two models share their items
  2  a model does not exist, or the command line makes no sense")]
pub(super) struct Args {
    /// Models, as `slug` or `models/slug`. Without any: all that have a control set.
    #[arg(value_name = "MODEL")]
    models: Vec<String>,
    /// The engine that runs them. Without it, the one that is preferred for each.
    #[arg(long, value_parser = engines::of_list())]
    engine: Option<&'static ListedEngine>,
    /// Threads that one run may use. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
    /// Seconds that an engine may take for a model.
    #[arg(long, value_name = "SECONDS", default_value_t = timed::DEFAULT_SECONDS, value_parser = super::seconds)]
    timeout: u64,
    /// Write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Sign the evidence with the secret key in FAIRCAT_ATTESTATION_KEY: for the site's own workflow
    /// (see `faircat attest`).
    #[arg(long, conflicts_with = "dry_run")]
    attest: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(super) fn run(args: Args) -> ExitCode {
    let works = match works(&args) {
        Ok(works) => works,
        Err(problems) => {
            printer::report(&problems, &args.root);
            return ExitCode::from(super::USAGE);
        }
    };
    if let Some(problem) = args.attest.then(attesting::secret_key).and_then(Result::err) {
        printer::report(&[problem], &args.root);
        return ExitCode::from(super::USAGE);
    }
    let options = CompareOptions {
        engine: args.engine,
        threads: args.threads.unwrap_or_else(super::processors),
        timeout: Duration::from_secs(args.timeout),
    };
    let mut problems = Vec::new();
    let mut ran = Vec::new();
    for work in works {
        match comparing::run(&args.root, work, &options) {
            Ok(one) => ran.push(one),
            Err(found) => problems.extend(found),
        }
    }
    let compared = comparing::paired(ran, &mut |alone| {
        super::say(&format!("{}: no other model answers the same items", alone.work.id()));
    });
    for one in &compared {
        super::say(&report(one));
        if !args.dry_run {
            problems.extend(keep(&args, one).err());
        }
    }
    if compared.is_empty() && problems.is_empty() {
        super::say("not compared: no two models of this catalogue answer the same items");
    }
    printer::report(&problems, &args.root);
    let is_done = problems.is_empty() && !compared.is_empty();
    if is_done { ExitCode::SUCCESS } else { ExitCode::from(super::PROBLEMS) }
}

/// The models that were named; without any, all that have a control set.
fn works(args: &Args) -> Result<Vec<OneWork>, Vec<Diagnostic>> {
    let find = |name: &str| one_record::find(&args.root, name, &[Kind::Model]);
    if !args.models.is_empty() {
        return args.models.iter().map(|name| find(name)).collect();
    }
    // A record with errors is `check`'s to tell of; it is not compared.
    verify::with_control_set(&args.root).map(|(works, _)| works).map_err(|problem| vec![problem])
}

/// What a person reads of one model.
fn report(ran: &Ran) -> String {
    let comparison = &ran.comparison;
    let mut lines = vec![format!(
        "{}: {} items, {} {}",
        ran.work.id(),
        comparison.control_set.items,
        comparison.engine,
        comparison.version
    )];
    for figure in &comparison.metrics {
        let unit = figure.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let value = with_uncertainty(figure.value, Some(figure.uncertainty));
        lines.push(format!("  {}: {value}{unit}", figure.metric));
        for pair in comparison.pairs.iter().filter(|pair| pair.metric == figure.metric) {
            let apart = with_uncertainty(pair.difference, Some(pair.standard_error));
            let differs = is_significant(pair.difference, pair.standard_error);
            let words = if differs { "differs" } else { "tied" };
            lines.push(format!("    against {}: {apart} ({words})", pair.model));
        }
    }
    lines.join("\n")
}

/// Writes the evidence beside the record.
fn keep(args: &Args, ran: &Ran) -> Result<(), Diagnostic> {
    let id = ran.work.id();
    let Some(folder) = &ran.work.file.folder else {
        let message = format!("`{id}` has no folder in which its evidence could lie");
        return Err(Diagnostic::error("no-folder", message).in_file(&ran.work.file.file));
    };
    let key = args.attest.then(attesting::secret_key).transpose()?;
    let comparison = &ran.comparison;
    let set = &comparison.control_set;
    let used = [
        Resource::new(set.file.as_str(), set.sha256.as_str()),
        Resource::new(comparison.file.as_str(), comparison.sha256.as_str()),
    ];
    let said = Said { id: &id, name: "comparison", passed: true, used: &used };
    attesting::write(&args.root.join(folder), comparison, said, key.as_ref())
}
