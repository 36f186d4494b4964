//! `faircat verify`.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};

use super::printer;
use crate::diagnostic::Diagnostic;
use crate::evidence::verification::{EngineRun, Verdict, Verification};
use crate::outside_world::one_record::{self, OneWork};
use crate::outside_world::{catalog_folder, evidence_files};
use crate::record::Kind;
use crate::running::engines::{DeviceName, EngineName};
use crate::running::verifying::{self, Wanted};

/// Recomputes what models claim.
///
/// Runs the control set of each model through every engine on this machine, recomputes the declared
/// evaluations that have `control_set: true`, compares the outputs with the reference outputs, and
/// checks files, shapes and signature. The result is written to `evidence/verification.json` beside
/// the record, for the next build to publish.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code 1 where a claim does not hold, 2 where a model does not exist.")]
pub(super) struct Args {
    /// Models, as `slug` or `models/slug`. Without any: all that have a control set.
    #[arg(value_name = "MODEL")]
    models: Vec<String>,
    /// Only these engines, which must be on this machine.
    #[arg(long, value_enum, value_delimiter = ',')]
    engine: Vec<EngineName>,
    /// Where the models run.
    #[arg(long, value_enum, default_value_t)]
    device: DeviceName,
    /// Threads that one run may use. Without it: all processors.
    #[arg(long, value_name = "N", value_parser = super::positive)]
    threads: Option<usize>,
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
    let wanted = Wanted {
        engines: args.engine.clone(),
        device: args.device,
        threads: args.threads.unwrap_or_else(super::processors),
    };
    let mut holds = true;
    for work in works {
        let id = work.id();
        let folder = work.file.folder.clone();
        let bar = spinner(&id);
        let verified = verifying::verify(&args.root, work, &wanted);
        bar.finish_and_clear();
        let kept = verified.and_then(|verified| {
            keep(&args.root, folder.as_deref(), &verified.evidence)?;
            Ok(verified)
        });
        match kept {
            Ok(verified) => {
                super::say(&report(&id, &verified.evidence, &verified.notes));
                holds &= verified.evidence.verdict != Verdict::Fails;
            }
            Err(problems) => {
                printer::report(&problems, &args.root);
                holds = false;
            }
        }
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::from(super::PROBLEMS) }
}

fn works(args: &Args) -> Result<Vec<OneWork>, Vec<Diagnostic>> {
    let find = |name: &str| one_record::find(&args.root, name, &[Kind::Model]);
    if !args.models.is_empty() {
        return args.models.iter().map(|name| find(name)).collect();
    }
    let (files, problems) = catalog_folder::list_records(&args.root);
    if let Some(problem) = problems.into_iter().find(Diagnostic::is_error) {
        return Err(vec![problem]);
    }
    let models = files.iter().filter(|file| file.kind == Kind::Model);
    let found = models.map(|file| find(&format!("models/{}", file.slug)));
    let works: Vec<OneWork> = found.collect::<Result<_, _>>()?;
    let checkable =
        |work: &OneWork| work.work.model.as_deref().is_some_and(verifying::has_control_set);
    Ok(works.into_iter().filter(checkable).collect())
}

fn keep(
    root: &Path,
    folder: Option<&Path>,
    evidence: &Verification,
) -> Result<(), Vec<Diagnostic>> {
    let Some(folder) = folder else { return Ok(()) };
    evidence_files::write(&root.join(folder), "verification.json", evidence)
        .map_err(|problem| vec![problem])
}

fn spinner(id: &str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
    let bar = ProgressBar::new_spinner().with_message(id.to_owned());
    let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

fn report(id: &str, evidence: &Verification, notes: &[String]) -> String {
    let mut text = format!("{id}: {}\n", word(evidence.verdict));
    // Writing to a string cannot fail.
    for note in notes {
        let _ = writeln!(text, "  note: {note}");
    }
    for difference in &evidence.signature_differences {
        let _ = writeln!(text, "  signature: {difference}");
    }
    for file in evidence.files.iter().filter(|file| file.verdict == Verdict::Fails) {
        let _ = writeln!(text, "  file: `{}` is not the one that the record describes", file.file);
    }
    for run in &evidence.runs {
        if let Some(failure) = &run.failure {
            let _ = writeln!(text, "  {}: {failure}", title(run));
        }
    }
    let _ = writeln!(text, "{}", metrics(evidence));
    for agreement in evidence.agreement.iter().filter(|it| it.verdict == Verdict::Fails) {
        let [first, second] = agreement.runs.map(|index| title(&evidence.runs[index]));
        let apart = number(agreement.largest_difference);
        let _ =
            writeln!(text, "  {first} and {second} differ by {apart} in `{}`", agreement.output);
    }
    text.trim_end().to_owned()
}

/// `onnxruntime 1.31.1, model.onnx`.
fn title(run: &EngineRun) -> String {
    format!("{} {} ({}), {}", run.engine, run.version, run.device, run.file)
}

fn metrics(evidence: &Verification) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["engine", "claim", "declared", "recomputed", "tolerance", "verdict"]);
    for run in &evidence.runs {
        for metric in &run.metrics {
            let recomputed = match (metric.recomputed, metric.uncertainty) {
                (Some(value), Some(spread)) => format!("{value:.6} ± {}", number(spread)),
                (Some(value), None) => format!("{value:.6}"),
                (None, _) => metric.reason.clone().unwrap_or_default(),
            };
            table.add_row([
                title(run),
                metric.metric.clone(),
                format!("{}", metric.declared),
                recomputed,
                metric.tolerance.map(number).unwrap_or_default(),
                word(metric.verdict).to_owned(),
            ]);
        }
        for output in &run.outputs {
            table.add_row([
                title(run),
                format!("output `{}`", output.name),
                "reference".to_owned(),
                output
                    .largest_difference
                    .map(|it| format!("{} apart", number(it)))
                    .unwrap_or_default(),
                output.tolerance.map(number).unwrap_or_default(),
                word(output.verdict).to_owned(),
            ]);
        }
    }
    table
}

fn number(value: f64) -> String {
    format!("{value:.1e}")
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "FAILS",
        Verdict::NotChecked => "not checked",
    }
}
