//! What running the model showed: its claims beside what every engine made of them.

use serde::Serialize;

use super::scorecard::VerdictView;
use super::strip::{Mark, strip};
use crate::dossier::Dossier;
use crate::evidence::claims::{Claim, Tally, claims, tally};
use crate::evidence::verification::{
    Agreement, EngineRun, FileCheck, Machine, MetricCheck, OutputCheck, Verdict, Verification,
};
use crate::linked_data::Source;
use crate::pages::Html;
use crate::record::Work;

/// The verification of a model.
#[derive(Serialize)]
pub(super) struct VerificationView<'a> {
    pub date: &'a str,
    pub faircat: &'a str,
    pub machine: &'a Machine,
    /// The command that verifies the model.
    pub command: String,
    pub verdict: VerdictView,
    pub tally: TallyView,
    /// Why the verification is not about the files at hand; then nothing else of it is shown.
    pub outdated: &'a [String],
    pub control_set: FileLink<'a>,
    pub items: usize,
    pub claims: Vec<ClaimView<'a>>,
    pub table: AgreementTable<'a>,
    pub pairs: Vec<PairView<'a>>,
    pub files: Vec<FileView<'a>>,
    pub signature_differences: &'a [String],
}

/// Counts for the line at the top of the page.
#[derive(Serialize)]
pub(super) struct TallyView {
    pub checked: usize,
    pub holding: usize,
    pub engines: usize,
}

/// A file of the record by its name and address.
#[derive(Serialize)]
pub(super) struct FileLink<'a> {
    pub name: &'a str,
    pub href: Option<String>,
}

/// One claim over all engines.
#[derive(Serialize)]
pub(super) struct ClaimView<'a> {
    pub metric: &'a str,
    pub condition: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub declared: String,
    pub tolerance: Option<String>,
    /// The value, or the smallest and the largest.
    pub recomputed: Option<String>,
    /// One standard deviation over bootstrap samples of the control set.
    pub uncertainty: Option<String>,
    /// Engines on which it holds, and those that checked it.
    pub held: usize,
    pub engines: usize,
    pub reason: Option<&'a str>,
    pub verdict: VerdictView,
    /// The claim with its tolerance, and what the engines found, on a line.
    pub strip: Option<Html>,
}

/// Engines by metrics and by largest difference from the reference outputs.
#[derive(Serialize)]
pub(super) struct AgreementTable<'a> {
    pub metrics: Vec<MetricColumn<'a>>,
    /// Names of the outputs.
    pub outputs: Vec<OutputColumn<'a>>,
    pub engines: Vec<EngineRow<'a>>,
}

#[derive(Serialize)]
pub(super) struct MetricColumn<'a> {
    pub metric: &'a str,
    pub condition: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub declared: String,
    pub tolerance: Option<String>,
}

#[derive(Serialize)]
pub(super) struct OutputColumn<'a> {
    pub name: &'a str,
    pub tolerance: Option<String>,
}

#[derive(Serialize)]
pub(super) struct EngineRow<'a> {
    pub run: &'a EngineRun,
    pub engine: &'static str,
    /// One for each column.
    pub metrics: Vec<Cell>,
    pub outputs: Vec<Cell>,
    pub verdict: VerdictView,
}

/// A number with what it means for a claim.
#[derive(Serialize)]
pub(super) struct Cell {
    pub text: Option<String>,
    pub verdict: VerdictView,
}

#[derive(Serialize)]
pub(super) struct PairView<'a> {
    pub first: String,
    pub second: String,
    pub output: &'a str,
    pub difference: String,
    pub verdict: VerdictView,
}

#[derive(Serialize)]
pub(super) struct FileView<'a> {
    pub link: FileLink<'a>,
    pub check: &'a FileCheck,
    pub verdict: VerdictView,
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        let (class, label) = match verdict {
            Verdict::Holds => ("pass", "Holds"),
            Verdict::Fails => ("fail", "Does not hold"),
            Verdict::NotChecked => ("unknown", "Not checked"),
        };
        VerdictView { class, label }
    }
}

/// `None` where the model was not verified.
pub(super) fn view<'a>(dossier: &'a Dossier, work: &Work) -> Option<VerificationView<'a>> {
    let verification = dossier.evidence.verification.as_deref()?;
    let source = Source {
        site: dossier.site,
        catalog: dossier.catalog,
        entry: dossier.entry,
        record: dossier.record,
    };
    let iri = source.iri();
    let link = |file: &'a str| FileLink { name: file, href: address(work, file, &iri) };
    let claims = claims(verification);
    let Tally { checked, holding, engines } = tally(verification);
    let files = verification.files.iter();
    Some(VerificationView {
        date: &verification.date,
        faircat: &verification.faircat,
        machine: &verification.machine,
        command: format!("faircat verify {}", dossier.entry.slug),
        verdict: verification.verdict.into(),
        tally: TallyView { checked, holding, engines },
        outdated: &dossier.evidence.outdated,
        control_set: link(&verification.control_set.file),
        items: verification.control_set.items,
        claims: claims.iter().map(|claim| claim_view(verification, claim)).collect(),
        table: table(verification, &claims),
        pairs: verification.agreement.iter().map(|pair| pair_view(verification, pair)).collect(),
        files: files
            .map(|check| FileView { link: link(&check.file), check, verdict: check.verdict.into() })
            .collect(),
        signature_differences: &verification.signature_differences,
    })
}

/// Where the site publishes `file`, if it is one of the record's artifacts.
fn address(work: &Work, file: &str, iri: &str) -> Option<String> {
    let found = work.artifacts.iter().find(|artifact| artifact.path.as_deref() == Some(file))?;
    found.content_url(iri)
}

fn claim_view<'a>(verification: &Verification, claim: &Claim<'a>) -> ClaimView<'a> {
    let declared = claim.declared;
    let values: Vec<f64> = claim.checks.iter().filter_map(|(_, check)| check.recomputed).collect();
    let marks: Vec<Mark> = claim
        .checks
        .iter()
        .filter_map(|(place, check)| {
            let engine = verification.runs.get(*place).map(|run| name(&run.engine))?;
            Some(Mark {
                label: engine,
                value: check.recomputed?,
                holds: check.verdict != Verdict::Fails,
            })
        })
        .collect();
    let uncertainty = claim.checks.iter().find_map(|(_, check)| check.uncertainty);
    ClaimView {
        metric: &declared.metric,
        condition: declared.condition.as_deref(),
        unit: declared.unit.as_deref(),
        declared: declared.declared.to_string(),
        tolerance: declared.tolerance.map(size),
        recomputed: range(declared, &values),
        uncertainty: uncertainty.map(two_digits).map(size),
        held: claim.checks.iter().filter(|(_, check)| check.verdict == Verdict::Holds).count(),
        engines: claim.checks.len(),
        reason: claim.checks.iter().find_map(|(_, check)| check.reason.as_deref()),
        verdict: claim.verdict.into(),
        strip: strip(&declared.metric, declared.declared, declared.tolerance, &marks),
    }
}

/// `0.9871`, or `0.9871 to 0.9874` where the engines differ in the digits that are shown.
fn range(declared: &MetricCheck, values: &[f64]) -> Option<String> {
    let low = values.iter().copied().reduce(f64::min)?;
    let high = values.iter().copied().reduce(f64::max)?;
    let (low, high) = (digits(declared, low), digits(declared, high));
    Some(if low == high { low } else { format!("{low} to {high}") })
}

/// `value` with the decimals that tell whether it is within the tolerance, at most nine.
fn digits(declared: &MetricCheck, value: f64) -> String {
    let written = declared.declared.to_string();
    let stated = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let needed = match declared.tolerance {
        Some(tolerance) if tolerance > 0.0 => (1.0 - tolerance.log10().floor()).max(0.0) as usize,
        _ => stated,
    };
    format!("{value:.*}", needed.max(stated).min(9))
}

fn table<'a>(verification: &'a Verification, claims: &[Claim<'a>]) -> AgreementTable<'a> {
    let mut outputs: Vec<OutputColumn> = Vec::new();
    for output in verification.runs.iter().flat_map(|run| &run.outputs) {
        if outputs.iter().all(|known| known.name != output.name) {
            let tolerance = output.tolerance.map(size);
            outputs.push(OutputColumn { name: &output.name, tolerance });
        }
    }
    let runs = verification.runs.iter().enumerate();
    let engines = runs.map(|(place, run)| EngineRow {
        run,
        engine: name(&run.engine),
        metrics: claims.iter().map(|claim| metric_cell(claim, place)).collect(),
        outputs: outputs.iter().map(|column| output_cell(run, column.name)).collect(),
        verdict: run.verdict.into(),
    });
    AgreementTable {
        engines: engines.collect(),
        metrics: claims
            .iter()
            .map(|claim| MetricColumn {
                metric: &claim.declared.metric,
                condition: claim.declared.condition.as_deref(),
                unit: claim.declared.unit.as_deref(),
                declared: claim.declared.declared.to_string(),
                tolerance: claim.declared.tolerance.map(size),
            })
            .collect(),
        outputs,
    }
}

fn metric_cell(claim: &Claim, run: usize) -> Cell {
    let check = claim.checks.iter().find(|(place, _)| *place == run).map(|(_, check)| *check);
    Cell {
        text: check.and_then(|check| Some(digits(check, check.recomputed?))),
        verdict: check.map_or(Verdict::NotChecked, |check| check.verdict).into(),
    }
}

fn output_cell(run: &EngineRun, name: &str) -> Cell {
    let output: Option<&OutputCheck> = run.outputs.iter().find(|output| output.name == name);
    Cell {
        text: output.and_then(|output| output.largest_difference).map(size),
        verdict: output.map_or(Verdict::NotChecked, |output| output.verdict).into(),
    }
}

fn pair_view<'a>(verification: &Verification, pair: &'a Agreement) -> PairView<'a> {
    let engine = |place: usize| {
        let run = verification.runs.get(place);
        run.map_or_else(String::new, |run| format!("{} on {}", name(&run.engine), run.device))
    };
    PairView {
        first: engine(pair.runs[0]),
        second: engine(pair.runs[1]),
        output: &pair.output,
        difference: size(pair.largest_difference),
        verdict: pair.verdict.into(),
    }
}

/// What people call an engine.
pub(super) fn name(engine: &str) -> &'static str {
    match engine {
        "onnxruntime" => "ONNX Runtime",
        "native" => "faircat native",
        "tract" => "tract",
        _ => "Another engine",
    }
}

/// A small number in two digits, as `3.1 × 10⁻⁶`.
pub(super) fn size(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    if (0.001..10_000.0).contains(&value.abs()) {
        return value.to_string();
    }
    let scientific = format!("{value:.1e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let mantissa = mantissa.trim_end_matches(".0");
    let exponent: String = exponent.chars().map(raised).collect();
    if mantissa == "1" { format!("10{exponent}") } else { format!("{mantissa} × 10{exponent}") }
}

/// `value` to two significant digits, which is all that a statistical uncertainty has.
fn two_digits(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

fn raised(digit: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match digit.to_digit(10) {
        Some(value) => DIGITS[value as usize],
        None => '⁻',
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn small_numbers_read_as_powers_of_ten() {
        assert_eq!(size(1e-5), "10⁻⁵");
        assert_eq!(size(3.14e-6), "3.1 × 10⁻⁶");
        assert_eq!(size(0.002), "0.002");
        assert_eq!(size(0.0), "0");
    }
}
