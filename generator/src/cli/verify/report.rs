//! What `faircat verify` prints of one model.

use std::fmt::Write as _;

use comfy_table::{ContentArrangement, Table, presets};
use faircat_inference::figures;
use faircat_inference::verification::Recomputed;

use crate::catalog::checks::tolerances::wide_claim;
use crate::evidence::checked_claims::checked_claims;
use crate::evidence::verification::{EngineRun, OutputCheck, Verdict, Verification};

/// The verdict, why it is that, and a table of all that was compared.
pub(super) fn report(id: &str, evidence: &Verification, notes: &[String]) -> String {
    let mut text = format!("{id}: {}\n", word(evidence.verdict));
    // Writing to a string cannot fail.
    for reason in &evidence.reasons {
        let _ = writeln!(text, "  because: {reason}");
    }
    for note in notes {
        let _ = writeln!(text, "  note: {note}");
    }
    for warning in wide_tolerances(evidence) {
        let _ = writeln!(text, "  warning: {warning}");
    }
    for difference in &evidence.signature_differences {
        let _ = writeln!(text, "  signature: {difference}");
    }
    for file in evidence.files.iter().filter(|file| file.verdict == Verdict::Fails) {
        let _ = writeln!(text, "  file: `{}` is not the one that the record describes", file.file);
    }
    for run in &evidence.runs {
        if let Some(failure) = &run.failure {
            let _ = writeln!(text, "  {}: not checked: {failure}", title(run));
        }
    }
    if evidence.runs.iter().any(|run| run.failure.is_none()) {
        let _ = writeln!(text, "{}", table(evidence));
    }
    for agreement in evidence.agreement.iter().filter(|it| it.verdict == Verdict::Fails) {
        let [first, second] = agreement.runs.map(|index| title(&evidence.runs[index]));
        let apart = figures::width(agreement.largest_difference);
        let _ =
            writeln!(text, "  {first} and {second} differ by {apart} in `{}`", agreement.output);
    }
    text.trim_end().to_owned()
}

/// Claims whose tolerance is wider than says something.
fn wide_tolerances(evidence: &Verification) -> Vec<String> {
    let claims = checked_claims(evidence);
    let warning = |check: &Recomputed| {
        Some(wide_claim(&claim(check), check.claim.tolerance?, check.exceeded_tolerance()?))
    };
    claims.iter().filter_map(|claim| warning(claim.declared)).collect()
}

/// `onnxruntime 1.31.1 (cpu), model.onnx`.
fn title(run: &EngineRun) -> String {
    format!("{} {} ({}), {}", run.engine, run.version, run.device, run.file)
}

fn claim(check: &Recomputed) -> String {
    match &check.claim.condition {
        Some(condition) => format!("{}, {condition}", check.claim.metric),
        None => check.claim.metric.clone(),
    }
}

fn table(evidence: &Verification) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "engine",
        "claim",
        "declared",
        "recomputed",
        "apart",
        "tolerance",
        "verdict",
    ]);
    for run in &evidence.runs {
        for metric in &run.metrics {
            table.add_row(metric_row(run, metric));
        }
        for output in &run.outputs {
            table.add_row(output_row(run, output));
        }
    }
    table
}

fn metric_row(run: &EngineRun, check: &Recomputed) -> [String; 7] {
    let shown = check.shown();
    [
        title(run),
        claim(check),
        shown.declared,
        shown.recomputed.or_else(|| check.reason.clone()).unwrap_or_default(),
        shown.apart.unwrap_or_default(),
        shown.tolerance.unwrap_or_default(),
        word(check.verdict()).to_owned(),
    ]
}

fn output_row(run: &EngineRun, check: &OutputCheck) -> [String; 7] {
    let shown = check.found.shown();
    [
        title(run),
        format!("output `{}`", check.found.name),
        "reference".to_owned(),
        check.found.reason.clone().unwrap_or_default(),
        shown.largest.unwrap_or_default(),
        shown.tolerance.unwrap_or_default(),
        word(check.found.verdict()).to_owned(),
    ]
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fails => "FAILS",
        other => other.words(),
    }
}
