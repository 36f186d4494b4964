//! What running the model showed: its claims beside what every engine made of them.

use faircat_inference::engines::list::listed;
use faircat_inference::figures::width;
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::scorecard::MarkView;
use super::strip::{Mark, strip};
use crate::Html;
use crate::words::Words;
use faircat_catalog::evidence::checked_claims::{CheckedClaim, Tally, checked_claims, tally};
use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::evidence::verification::{
    Agreement, EngineRun, FileCheck, Machine, OutputCheck, Verdict, Verification,
};
use faircat_formats::dossier::Dossier;
use faircat_linked_data::content_url;
use faircat_record::Work;

/// The verification of a model.
#[derive(JsonSchema, Serialize)]
pub(super) struct VerificationView<'a> {
    pub date: &'a str,
    pub faircat: &'a str,
    #[schemars(with = "Anything")]
    pub machine: &'a Machine,
    /// The command that verifies the model.
    pub command: String,
    pub verdict: MarkView,
    /// Why it neither holds nor fails.
    pub reasons: &'a [String],
    pub tally: TallyView,
    /// Who recomputed the claims.
    pub origin: OriginView,
    /// Why the verification is not about the files at hand; then nothing else of it is shown.
    pub outdated: &'a [String],
    /// How many reasons there are not to believe it; then nothing at all of it is shown.
    pub refused: usize,
    pub control_set: FileLink<'a>,
    pub items: usize,
    pub claims: Vec<ClaimView<'a>>,
    pub table: AgreementTable<'a>,
    pub pairs: Vec<PairView<'a>>,
    pub files: Vec<FileView<'a>>,
    pub signature_differences: &'a [String],
}

/// Counts for the line at the top of the page.
#[derive(JsonSchema, Serialize)]
pub(super) struct TallyView {
    /// All that name the control set.
    pub claims: usize,
    pub checked: usize,
    pub holding: usize,
    pub engines: usize,
}

/// Who computed a piece of evidence.
#[derive(JsonSchema, Serialize)]
pub(super) struct OriginView {
    /// `site` or `submitted`.
    pub name: &'static str,
    /// The key with which the site's workflow signed.
    pub key: Option<String>,
    /// Address of the run that computed it.
    pub run: Option<String>,
}

impl OriginView {
    pub(super) fn of(origin: &Origin) -> OriginView {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        OriginView { name: origin.name(), key: owned(origin.key()), run: owned(origin.run()) }
    }
}

/// A file of the record by its name and address.
#[derive(JsonSchema, Serialize)]
pub(super) struct FileLink<'a> {
    pub name: &'a str,
    pub href: Option<String>,
}

/// One claim over all engines.
#[derive(JsonSchema, Serialize)]
pub(super) struct ClaimView<'a> {
    pub metric: &'a str,
    pub condition: Option<&'a str>,
    pub declared: String,
    pub tolerance: Option<String>,
    /// Why the tolerance is too wide to say much, where it is.
    pub wide: Option<String>,
    /// What the engines found, each figure once.
    pub recomputed: Option<String>,
    /// Engines on which it holds, and those that checked it.
    pub held: usize,
    pub engines: usize,
    pub reason: Option<&'a str>,
    pub verdict: MarkView,
    /// The claim with its tolerance, and what the engines found, on a line.
    pub strip: Option<Html>,
}

/// Engines by metrics and by largest difference from the reference outputs.
#[derive(JsonSchema, Serialize)]
pub(super) struct AgreementTable<'a> {
    pub metrics: Vec<MetricColumn<'a>>,
    /// Names of the outputs.
    pub outputs: Vec<OutputColumn<'a>>,
    pub engines: Vec<EngineRow<'a>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct MetricColumn<'a> {
    pub metric: &'a str,
    pub condition: Option<&'a str>,
    pub declared: String,
    pub tolerance: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct OutputColumn<'a> {
    pub name: &'a str,
    pub tolerance: Option<String>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct EngineRow<'a> {
    #[schemars(with = "Anything")]
    pub run: &'a EngineRun,
    pub engine: String,
    /// One for each column.
    pub metrics: Vec<Cell>,
    pub outputs: Vec<Cell>,
    pub verdict: MarkView,
}

/// A number with what it means for a claim.
#[derive(JsonSchema, Serialize)]
pub(super) struct Cell {
    pub text: Option<String>,
    pub verdict: MarkView,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct PairView<'a> {
    pub first: String,
    pub second: String,
    pub output: &'a str,
    pub difference: String,
    pub verdict: MarkView,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct FileView<'a> {
    pub link: FileLink<'a>,
    #[schemars(with = "Anything")]
    pub check: &'a FileCheck,
    pub verdict: MarkView,
}

impl From<Verdict> for MarkView {
    fn from(verdict: Verdict) -> Self {
        let (class, label) = match verdict {
            Verdict::Holds => ("pass", "verdict-holds"),
            Verdict::Fails => ("fail", "verdict-fails"),
            Verdict::NotChecked => ("unknown", "verdict-not-checked"),
        };
        MarkView { class, label }
    }
}

/// `None` where the model was not verified.
pub(super) fn view<'a>(
    dossier: &'a Dossier,
    work: &Work,
    words: &Words,
) -> Option<VerificationView<'a>> {
    let verification = dossier.evidence.verification.as_deref()?;
    let page = dossier.source.site.link(&dossier.source.entry.page());
    let link = |file: &'a str| FileLink { name: file, href: address(work, file, &page) };
    let claims = checked_claims(verification);
    let Tally { checked, holding, engines } = tally(verification);
    let files = verification.files.iter();
    Some(VerificationView {
        date: &verification.date,
        faircat: &verification.faircat,
        machine: &verification.machine,
        command: format!("faircat verify {}", dossier.source.entry.slug),
        verdict: verification.verdict.into(),
        reasons: &verification.reasons,
        tally: TallyView { claims: claims.len(), checked, holding, engines },
        origin: OriginView::of(&dossier.evidence.verified_by),
        outdated: &dossier.evidence.outdated,
        refused: dossier.evidence.refused.len(),
        control_set: link(&verification.control_set.file),
        items: verification.control_set.items,
        claims: claims.iter().map(|claim| claim_view(verification, claim, words)).collect(),
        table: table(verification, &claims, words),
        pairs: verification
            .agreement
            .iter()
            .map(|pair| pair_view(verification, pair, words))
            .collect(),
        files: files
            .map(|check| FileView { link: link(&check.file), check, verdict: check.verdict.into() })
            .collect(),
        signature_differences: &verification.signature_differences,
    })
}

/// Where the site publishes `file`, if it is one of the record's artifacts.
fn address(work: &Work, file: &str, page: &str) -> Option<String> {
    let found = work.artifacts.iter().find(|artifact| artifact.path.as_deref() == Some(file))?;
    content_url(found, page)
}

fn claim_view<'a>(
    verification: &Verification,
    claim: &CheckedClaim<'a>,
    words: &Words,
) -> ClaimView<'a> {
    let declared = claim.declared;
    let shown = declared.shown();
    let marks: Vec<Mark> = claim
        .checks
        .iter()
        .filter_map(|(place, check)| {
            let engine = verification.runs.get(*place).map(|run| name(&run.engine, words))?;
            Some(Mark {
                label: engine,
                value: check.value?,
                shown: check.shown().recomputed?,
                holds: check.verdict() != Verdict::Fails,
            })
        })
        .collect();
    let widest = claim.checks.iter().find_map(|(_, check)| check.exceeded_tolerance());
    ClaimView {
        metric: &declared.claim.metric,
        condition: declared.claim.condition.as_deref(),
        declared: shown.declared,
        tolerance: shown.tolerance,
        wide: widest
            .map(|widest| words.say("verification-wide", &[("width", width(widest).into())])),
        recomputed: found(claim, words),
        held: claim.checks.iter().filter(|(_, check)| check.verdict() == Verdict::Holds).count(),
        engines: claim.checks.len(),
        reason: claim.checks.iter().find_map(|(_, check)| check.reason.as_deref()),
        verdict: claim.verdict.into(),
        strip: strip(declared, &marks, words),
    }
}

/// What the engines found, each figure once.
fn found(claim: &CheckedClaim, words: &Words) -> Option<String> {
    let mut figures: Vec<String> = Vec::new();
    for figure in claim.checks.iter().filter_map(|(_, check)| check.shown().recomputed) {
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    let or = |first: String, second| {
        words.say("verification-or", &[("first", first.into()), ("second", second)])
    };
    figures.into_iter().reduce(|first, second| or(first, second.into()))
}

fn table<'a>(
    verification: &'a Verification,
    claims: &[CheckedClaim<'a>],
    words: &Words,
) -> AgreementTable<'a> {
    let mut outputs: Vec<OutputColumn> = Vec::new();
    for output in verification.runs.iter().flat_map(|run| &run.outputs) {
        if outputs.iter().all(|known| known.name != output.found.name) {
            let tolerance = output.found.shown().tolerance;
            outputs.push(OutputColumn { name: &output.found.name, tolerance });
        }
    }
    let runs = verification.runs.iter().enumerate();
    let engines = runs.map(|(place, run)| EngineRow {
        run,
        engine: name(&run.engine, words),
        metrics: claims.iter().map(|claim| metric_cell(claim, place)).collect(),
        outputs: outputs.iter().map(|column| output_cell(run, column.name)).collect(),
        verdict: run.verdict.into(),
    });
    AgreementTable {
        engines: engines.collect(),
        metrics: claims
            .iter()
            .map(|claim| MetricColumn {
                metric: &claim.declared.claim.metric,
                condition: claim.declared.claim.condition.as_deref(),
                declared: claim.declared.shown().declared,
                tolerance: claim.declared.shown().tolerance,
            })
            .collect(),
        outputs,
    }
}

fn metric_cell(claim: &CheckedClaim, run: usize) -> Cell {
    let check = claim.checks.iter().find(|(place, _)| *place == run).map(|(_, check)| *check);
    Cell {
        text: check.and_then(|check| check.shown().recomputed),
        verdict: check.map_or(Verdict::NotChecked, |check| check.verdict()).into(),
    }
}

fn output_cell(run: &EngineRun, name: &str) -> Cell {
    let output: Option<&OutputCheck> = run.outputs.iter().find(|output| output.found.name == name);
    Cell {
        text: output.and_then(|output| {
            let failed =
                || output.found.reason.clone().filter(|_| output.found.verdict() == Verdict::Fails);
            output.found.shown().largest.or_else(failed)
        }),
        verdict: output.map_or(Verdict::NotChecked, |output| output.found.verdict()).into(),
    }
}

fn pair_view<'a>(verification: &Verification, pair: &'a Agreement, words: &Words) -> PairView<'a> {
    let run = |place: usize| verification.runs.get(place);
    let engine = |place: usize| run(place).map(|it| title(it, words)).unwrap_or_default();
    PairView {
        first: engine(pair.runs[0]),
        second: engine(pair.runs[1]),
        output: &pair.output,
        difference: width(pair.largest_difference),
        verdict: pair.verdict.into(),
    }
}

/// A run by its engine, device and form of the network, or where the file says no form, by that.
fn title(run: &EngineRun, words: &Words) -> String {
    let form = run.form.as_ref().map(|form| words.say("form-of", &[("form", form.into())]));
    let values = [
        ("engine", name(&run.engine, words).into()),
        ("device", (&run.device).into()),
        ("form", form.unwrap_or_else(|| run.file.clone()).into()),
    ];
    words.say("verification-run", &values)
}

/// What people call an engine.
pub(super) fn name(engine: &str, words: &Words) -> String {
    listed(engine).map_or_else(|| words.word("engine-other"), |engine| engine.title.to_owned())
}
