//! `faircat verify`.

mod explained;
mod report;
mod works;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use faircat_inference::engine::Cancel;
use faircat_inference::engines::list::ListedEngine;
use indicatif::{ProgressBar, ProgressStyle};

use self::report::report;
pub(super) use self::works::with_control_set;
use self::works::{Works, works};
use super::{engines, printer};
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::Resource;
use crate::evidence::verification::{Verdict, Verification};
use crate::loading;
use crate::outside_world::attesting::{self, Said};
use crate::outside_world::one_record::OneWork;
use crate::running::engines::DeviceName;
use crate::running::timed;
use crate::running::verifying::{self, Verified, VerifyOptions};

/// Recomputes what models claim.
///
/// Runs the control set of each model through every engine on this machine, recomputes the declared
/// evaluations that have `control_set: true`, compares the outputs with the reference outputs, and
/// checks files, shapes and signature. The result is written to `evidence/verification.json` beside
/// the record, for the next build to publish. A verification holds where at least one claim was
/// recomputed, every claim that names the control set was, and all agree.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes:
  0  every model holds
  1  something does not hold, or a record or its files are wrong
  2  a model does not exist, or the command line makes no sense
  3  nothing fails, but something was not checked")]
pub(super) struct Args {
    /// Models, as `slug` or `models/slug`. Without any: all that have a control set.
    #[arg(value_name = "MODEL")]
    models: Vec<String>,
    /// Only these engines, which must be on this machine.
    #[arg(long, value_parser = engines::of_list(), value_delimiter = ',')]
    engine: Vec<&'static ListedEngine>,
    /// Where the models run.
    #[arg(long, value_enum, default_value_t)]
    device: DeviceName,
    /// Threads that one run may use. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
    /// Seconds that an engine may take for a model, and so may each part of an explanation beside
    /// it; what took longer was not checked.
    ///
    /// An engine stops between two operators; an operator that is still at work after two seconds
    /// is left behind, and may slow down what follows until the program ends.
    #[arg(long, value_name = "SECONDS", default_value_t = timed::DEFAULT_SECONDS, value_parser = super::seconds)]
    timeout: u64,
    /// Write nothing, and compare with the evidence that lies beside the record.
    #[arg(long, conflicts_with = "overwrite")]
    check: bool,
    /// Replace evidence of the same files and claims that ran on more engines.
    #[arg(long)]
    overwrite: bool,
    /// Sign the evidence with the secret key in FAIRCAT_ATTESTATION_KEY, and replace what others
    /// submitted: for the site's own workflow (see `faircat attest`).
    #[arg(long, conflicts_with = "check")]
    attest: bool,
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Exit code where nothing fails, but something was not checked.
const NOT_CHECKED: u8 = 3;

pub(super) fn run(args: Args) -> ExitCode {
    let Works { works, problems, is_usage } = works(&args.root, &args.models);
    printer::report(&problems, &args.root);
    if is_usage {
        return ExitCode::from(super::USAGE);
    }
    if let Some(problem) = args.attest.then(attesting::secret_key).and_then(Result::err) {
        printer::report(&[problem], &args.root);
        return ExitCode::from(super::USAGE);
    }
    super::warn_of_unknown_key(args.attest, &args.root);
    let options = VerifyOptions {
        engines: args.engine.clone(),
        device: args.device,
        threads: args.threads.unwrap_or_else(super::processors),
        timeout: Duration::from_secs(args.timeout),
        stop: Cancel::default(),
    };
    if works.is_empty() && problems.is_empty() {
        super::say("not checked: no model of this catalogue has a control set");
    }
    let nothing = if works.is_empty() { Verdict::NotChecked } else { Verdict::Holds };
    let start = if problems.is_empty() { nothing } else { Verdict::Fails };
    let refused = if works.is_empty() { Vec::new() } else { refused_records(&args.root) };
    let verdicts = works.into_iter().map(|work| one(&args, work, &options, &refused));
    match verdicts.fold(start, worse) {
        Verdict::Holds => ExitCode::SUCCESS,
        Verdict::Fails => ExitCode::from(super::PROBLEMS),
        Verdict::NotChecked => ExitCode::from(NOT_CHECKED),
    }
}

fn worse(one: Verdict, other: Verdict) -> Verdict {
    let rank = |verdict: Verdict| match verdict {
        Verdict::Holds => 0,
        Verdict::NotChecked => 1,
        Verdict::Fails => 2,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// Errors that `faircat check` finds in records. Files that are not those of their record are a
/// verification's own to tell.
fn refused_records(root: &Path) -> Vec<Diagnostic> {
    let of_files = ["artifact-size", "artifact-sha256"];
    let (_, mut problems) = loading::load(root);
    problems.retain(|it| it.is_error() && !of_files.contains(&&*it.code));
    problems
}

/// Whether `problem` is of a file of `work`'s record.
fn is_of(problem: &Diagnostic, work: &OneWork) -> bool {
    let file = problem.location.as_ref().map(|it| it.file.as_path());
    file.is_some_and(|file| {
        file == work.file.file || work.file.folder.as_ref().is_some_and(|it| file.starts_with(it))
    })
}

/// Verifies one model, and says and keeps what came of it. `refused` are the errors of the
/// catalogue's records: of one that no site publishes, nothing holds.
fn one(args: &Args, work: OneWork, options: &VerifyOptions, refused: &[Diagnostic]) -> Verdict {
    let id = work.id();
    let own: Vec<Diagnostic> = refused.iter().filter(|it| is_of(it, &work)).cloned().collect();
    if !own.is_empty() {
        printer::report(&own, &args.root);
        return Verdict::Fails;
    }
    if !work.work.model.as_deref().is_some_and(verifying::has_control_set) {
        super::say(&format!("{id}: not checked\n  because: the record names no control set"));
        return Verdict::NotChecked;
    }
    let folder = work.file.folder.clone();
    let bar = spinner(&id);
    let verified = verifying::verify(&args.root, work, options);
    bar.finish_and_clear();
    match verified {
        Ok(verified) => {
            super::say(&report(&id, &verified.evidence, &verified.notes));
            let explained = verified.evidence.explanation.as_ref();
            let explained = explained.map_or(Verdict::Holds, explained::told);
            let kept =
                if args.check { compared(&verified) } else { keep(args, &id, folder, &verified) };
            kept.map(|verdict| worse(verdict, explained)).unwrap_or_else(|problem| {
                printer::report(&[problem], &args.root);
                Verdict::Fails
            })
        }
        Err(problems) => {
            printer::report(&problems, &args.root);
            let is_open =
                |problem: &Diagnostic| ["engine-missing", "no-engine"].contains(&&*problem.code);
            if !problems.iter().all(is_open) {
                return Verdict::Fails;
            }
            super::say(&format!("{id}: not checked"));
            Verdict::NotChecked
        }
    }
}

/// The verdict, after a comparison with the evidence that was there before.
fn compared(verified: &Verified) -> Result<Verdict, Diagnostic> {
    let found = &verified.evidence;
    let Some(previous) = &verified.previous else {
        super::say("  no evidence lies beside the record");
        return Ok(found.verdict);
    };
    let date = &previous.evidence.date;
    for run in previous.not_repeated_by(found) {
        super::say(&format!("  the run of {date} with {run} was not repeated"));
    }
    let differences = previous.contradicted_by(found);
    if differences.is_empty() {
        super::say(&format!("  the evidence of {date} says the same"));
        return Ok(found.verdict);
    }
    for difference in &differences {
        super::say(&format!("  the evidence of {date} differs: {difference}"));
    }
    Ok(Verdict::Fails)
}

/// Writes the evidence where it is not worse than what is there; the verdict.
fn keep(
    args: &Args,
    id: &str,
    folder: Option<PathBuf>,
    verified: &Verified,
) -> Result<Verdict, Diagnostic> {
    let evidence = &verified.evidence;
    let Some(folder) = folder else { return Ok(evidence.verdict) };
    if evidence.runs.is_empty() {
        super::say("  nothing was written, because nothing was run");
        return Ok(evidence.verdict);
    }
    // What others submitted is no reason not to sign what was found here.
    let previous = verified.previous.as_ref().filter(|_| !args.overwrite && !args.attest);
    let lost = previous.map(|previous| (previous, previous.lost_by(evidence)));
    if let Some((previous, lost)) = lost.filter(|(_, lost)| !lost.is_empty()) {
        let (date, lost) = (&previous.evidence.date, lost.join(", "));
        super::say(&format!(
            "  the evidence of {date} is kept, because it ran what was not run now: {lost}; \
             --overwrite replaces it"
        ));
        return Ok(evidence.verdict);
    }
    let key = args.attest.then(attesting::secret_key).transpose()?;
    let used = used(evidence);
    let passed = evidence.verdict == Verdict::Holds;
    let said = Said { id, name: "verification", passed, used: &used };
    attesting::write(&args.root.join(folder), evidence, said, key.as_ref())?;
    Ok(evidence.verdict)
}

/// The control set and the model's files that ran, each once.
fn used(evidence: &Verification) -> Vec<Resource> {
    let set = &evidence.control_set;
    let mut used = vec![Resource::new(set.file.as_str(), set.sha256.as_str())];
    for run in &evidence.runs {
        let file = Resource::new(run.file.as_str(), run.sha256.as_str());
        if !used.contains(&file) {
            used.push(file);
        }
    }
    used
}

fn spinner(id: &str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
    let bar = ProgressBar::new_spinner().with_message(id.to_owned());
    let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
