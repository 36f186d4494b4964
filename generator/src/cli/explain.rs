//! `faircat explain`.

mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use faircat_inference::engine::Cancel;
use faircat_inference::engines::list::ListedEngine;
use indicatif::ProgressBar;

use super::results::ResultFormat;
use super::{engines, printer, progress};
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::Resource;
use crate::evidence::explanation::{Explanation, FileUsed, differences};
use crate::outside_world::attesting::{self, Said};
use crate::outside_world::evidence_files;
use crate::outside_world::one_record::OneWork;
use crate::running::explaining::{self, ExplainOptions};
use crate::running::model::Model;
use crate::running::timed::{self, Limit};

/// Tells what a model's answers rest on.
///
/// Runs the control set without one feature at a time, without several, without some items, and in
/// another order, and tells what becomes of the metric that the record claims; looks at which
/// neurons are active, at the features themselves, at what each feature contributes to the answers
/// (integrated gradients), and at how the features share the answers (relevance). The result is
/// written to `evidence/explanation.json` beside the record, for the next build to publish.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat explain hbb-in-pythia
  faircat explain hbb-in-pythia-2842 --items 100 --format json")]
pub(super) struct Args {
    /// Model: the slug of a record that has a control set and names its features.
    #[arg(value_name = "MODEL")]
    model: String,
    /// The engine. Without it: the best that is on this machine.
    #[arg(long, value_parser = engines::of_list())]
    engine: Option<&'static ListedEngine>,
    /// Threads. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
    /// Features that order the items of which the first and last are left out. Without any: those by
    /// which the record says that items are ordered.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    features: Vec<String>,
    /// Look at only so many items, spread over the control set; nothing is kept.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    items: Option<usize>,
    /// Seconds that loading the model may take, and each batch, and relevance and integrated
    /// gradients each as a whole.
    ///
    /// What of relevance, of integrated gradients and of the neurons is not done by then, is left out,
    /// with the reason; an engine stops between two operators.
    #[arg(long, value_name = "SECONDS", default_value_t = timed::DEFAULT_SECONDS, value_parser = super::seconds)]
    timeout: u64,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t)]
    format: ResultFormat,
    /// Write nothing, and compare with the evidence that lies beside the record.
    #[arg(long, conflicts_with = "items")]
    check: bool,
    /// Sign the evidence with the secret key in FAIRCAT_ATTESTATION_KEY: for the site's own workflow
    /// (see `faircat attest`).
    #[arg(long, conflicts_with_all = ["check", "items"])]
    attest: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(super) fn run(args: Args) -> ExitCode {
    let model = match super::open_model(&args.root, &args.model) {
        Ok(model) => model,
        Err(code) => return code,
    };
    super::warn_of_unknown_key(args.attest, &args.root);
    match explained(&args, &model) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(super::PROBLEMS),
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(super::PROBLEMS)
        }
    }
}

/// Whether the evidence beside the record says the same, where that is asked.
fn explained(args: &Args, model: &Model) -> Result<bool, Diagnostic> {
    let key = args.attest.then(attesting::secret_key).transpose()?;
    let options = ExplainOptions {
        engine: args.engine,
        threads: args.threads.unwrap_or_else(super::processors),
        features: args.features.clone(),
        items: args.items,
        limit: Limit::Each(Duration::from_secs(args.timeout)),
        stop: Cancel::default(),
    };
    let bar = progress_bar();
    let told = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let explanation = explaining::explain(&args.root, model, &options, &told);
    bar.finish_and_clear();
    let explanation = explanation?;
    match args.format {
        ResultFormat::Json => super::say(&json(&explanation)?),
        ResultFormat::Human => super::say(&report::report(&explanation)),
    }
    let folder = model.work.as_ref().and_then(|work| work.file.folder.as_ref());
    let Some(folder) = folder.map(|folder| args.root.join(folder)) else { return Ok(true) };
    if args.check {
        return Ok(compared(&folder, &explanation));
    }
    if args.items.is_none() {
        let id = model.work.as_ref().map(OneWork::id).unwrap_or_default();
        let resource = |it: &FileUsed| Resource::new(it.file.as_str(), it.sha256.as_str());
        let used = [resource(&explanation.file), resource(&explanation.control_set)];
        let said = Said { id: &id, name: "explanation", passed: true, used: &used };
        attesting::write(&folder, &explanation, said, key.as_ref())?;
    }
    Ok(true)
}

fn json(explanation: &Explanation) -> Result<String, Diagnostic> {
    serde_json::to_string_pretty(explanation)
        .map_err(|error| Diagnostic::error("explain", error.to_string()))
}

/// Says where the evidence in `folder` differs; `false` where it does, or there is none.
fn compared(folder: &Path, now: &Explanation) -> bool {
    let Some(before) = evidence_files::read::<Explanation>(folder, "explanation.json") else {
        super::say("no explanation lies beside the record");
        return false;
    };
    let found = differences(&before, now);
    if found.is_empty() {
        super::say(&format!("the evidence of {} says the same", before.date));
    }
    for difference in &found {
        super::say(&format!("the evidence of {} differs: {difference}", before.date));
    }
    found.is_empty()
}

fn progress_bar() -> ProgressBar {
    progress::bar(0, "{msg} [{bar:30}] {pos}/{len} {eta}", "masking")
}
