//! A model's claims, recomputed on its control set by every engine.

pub(crate) mod control_set;
mod engine_run;
mod files;
mod previous;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use faircat_inference::engine::Cancel;
use faircat_inference::engines::list::{ENGINES, ListedEngine};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{ControlSet, compared};

pub use self::control_set::taken as for_control_set;
use self::engine_run::{Absent, Task};
use self::files::{Known, differences, file_checks};
pub use self::previous::Previous;
use super::engines::{self, DeviceName};
use super::explaining::{Beside, ExplainOptions, repeated};
use super::model::{Model, ModelFile};
use super::timed::Limit;
use super::{machine, model};
use faircat_catalog::checks::tolerances::wide_outputs;
use faircat_catalog::evidence::contradictions::Grounds;
use faircat_catalog::evidence::explanation::ComputedAgain;
use faircat_catalog::evidence::verification::{Agreement, EngineRun, Verdict, Verification};
use faircat_catalog::evidence::{contradictions, other_data, stated, verdict};
use faircat_loading::judge::{Doubts, Judge};
use faircat_outside_world::local_files::{described_file, local_file};
use faircat_outside_world::one_record::{self, OneWork};
use faircat_outside_world::{checksum, clock, evidence_files, online};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::Identifier;
use faircat_record::own_identifiers::own_identifiers;
use faircat_record::{Kind, ModelSection, Record, Work};

/// What to verify with.
#[derive(Clone, Debug)]
pub struct VerifyOptions {
    /// Engines that must be there; where empty, all that are.
    pub engines: Vec<&'static ListedEngine>,
    pub device: DeviceName,
    pub threads: usize,
    /// Time that an engine may take for a model.
    pub timeout: Duration,
    /// Ends all of it, of which no word is to be believed then.
    pub stop: Cancel,
}

/// What came of it.
#[derive(Debug)]
pub struct Verified {
    pub evidence: Verification,
    /// Engines that are not on this machine, and what was noted.
    pub notes: Vec<String>,
    /// The evidence beside the record, from before.
    pub previous: Option<Previous>,
}

/// Whether a model has a control set to be verified on.
pub fn has_control_set(section: &ModelSection) -> bool {
    section.control_set.as_ref().is_some_and(|set| set.data.is_some())
}

/// Verifies the model of `work`, a record below `root`.
pub fn verify(
    root: &Path,
    work: OneWork,
    options: &VerifyOptions,
) -> Result<Verified, Vec<Diagnostic>> {
    let model = model::of_work(root, work)?;
    of_model(root, &model, options).map_err(|problem| vec![problem])
}

fn of_model(
    root: &Path,
    described: &Model,
    options: &VerifyOptions,
) -> Result<Verified, Diagnostic> {
    let model = control_set::taken(root, described)?;
    let model = model.as_ref();
    let (Some(work), Some(section)) = (&model.work, model.section()) else {
        return Err(Diagnostic::error("no-control-set", "the model has no record"));
    };
    let signature = model.contract(model.file());
    let mut control = control_set::read(root, work, section, &signature)?;
    let made = runs(model, section, options, &control)
        .map_err(|problem| problem.in_file(&work.file.file))?;
    let used = control.used.clone();
    let known = |path: &str| {
        let of_model = model.files.iter().find(|file| file.name == path);
        let of_model = of_model.map(|file| (file.size, file.sha256.clone()));
        let beside = || {
            let file = local_file(root, work.file.folder.as_deref()?, path)?;
            let mut beside = model.files.iter().flat_map(|file| &file.beside);
            let found = beside.find(|it| it.path == file)?;
            Some((found.size, found.sha256.clone()))
        };
        let of_set = (path == used.file).then(|| (control.size, used.sha256.clone()));
        of_model.or(of_set).or_else(beside)
    };
    let mut evidence = Verification {
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        verdict: Verdict::NotChecked,
        reasons: Vec::new(),
        stated: Some(stated::of(section)),
        files: file_checks(root, work, &known),
        signature_differences: differences(section, described),
        agreement: agreement(&made.outputs, control.used.tolerance),
        control_set: used.clone(),
        runs: made.runs,
        explanation: None,
    };
    (evidence.verdict, evidence.reasons) = verdict::of(&evidence);
    let elsewhere = other_data::of_other_data(section, &|a, b| are_one(root, a, b));
    take_back(&mut evidence, elsewhere.into_iter().map(|(_, reason)| reason).collect());
    take_back(&mut evidence, made.wanting);
    let mut notes = std::mem::take(&mut control.set.notes);
    notes.extend(control_set::contradiction(&evidence.control_set));
    let tolerance = evidence.control_set.tolerance;
    let wide = tolerance.and_then(|it| wide_outputs(it, section.signature.as_ref()));
    notes.extend(wide);
    notes.extend(doubted(&mut evidence, &work.work));
    notes.extend(made.notes);
    let beside = work.file.folder.as_deref().and_then(|it| Beside::read(&root.join(it)));
    let again = beside.map(|it| computed_again(model, &control, &it, (options, &evidence.date)));
    match again.transpose() {
        Ok(again) => evidence.explanation = again.flatten(),
        Err(reason) => notes.push(format!("the explanation was not computed again: {reason}")),
    }
    let previous = previous(root, work, &known, &control.set);
    Ok(Verified { evidence, notes, previous })
}

/// Takes back that all holds where a build will not believe it. What fails does so all the same, and
/// the doubts are notes.
fn doubted(evidence: &mut Verification, work: &Work) -> Vec<String> {
    let grounds = Grounds { today: Some(clock::today()), keys: Vec::new() };
    let doubts = contradictions::of_verification(evidence, Some(work), &grounds);
    let doubts = doubts.into_iter().map(|doubt| format!("a build will not believe this: {doubt}"));
    let doubts = doubts.collect();
    if evidence.verdict == Verdict::Fails {
        return doubts;
    }
    take_back(evidence, doubts);
    Vec::new()
}

/// Takes back that all holds, for `reasons`; what fails does so all the same.
fn take_back(evidence: &mut Verification, reasons: Vec<String>) {
    if evidence.verdict != Verdict::Fails && !reasons.is_empty() {
        evidence.verdict = Verdict::NotChecked;
        evidence.reasons.extend(reasons);
    }
}

/// Whether two texts name one dataset: by an identifier that both have, or that the record of one has.
fn are_one(root: &Path, a: &str, b: &str) -> bool {
    let names = |text: &str| -> BTreeSet<String> {
        if let Ok(identifier) = Identifier::recognize(text) {
            return BTreeSet::from([identifier.key()]);
        }
        let Ok(found) = one_record::find(root, text, &[Kind::Dataset]) else {
            return BTreeSet::from([text.to_owned()]);
        };
        let id = found.id();
        let record = Record::Work(Box::new(found.work));
        let own = own_identifiers(&record).into_iter().map(|it| it.identifier.key());
        own.chain([id]).collect()
    };
    a == b || !names(a).is_disjoint(&names(b))
}

/// What becomes of the explanation `beside` the record, of which parts are computed again.
fn computed_again(
    model: &Model,
    control: &control_set::Read,
    beside: &Beside,
    (options, date): (&VerifyOptions, &str),
) -> Result<Option<ComputedAgain>, String> {
    let options = ExplainOptions {
        engine: options.engines.first().copied(),
        threads: options.threads,
        features: Vec::new(),
        items: None,
        limit: Limit::Together(options.timeout),
        stop: options.stop.child(),
    };
    repeated(model, (&control.set, &control.used.sha256), beside, (&options, date))
}

/// The claims of `model`, a record, on its control set by every engine that can run it, on each of
/// `files`. What an engine cannot run is left out.
pub(crate) fn every_pair(
    model: &Model,
    control: &ControlSet,
    files: &[&ModelFile],
    options: &VerifyOptions,
) -> Vec<EngineRun> {
    let Some(section) = model.section() else { return Vec::new() };
    let mut found = Vec::new();
    for &engine in &options.engines {
        for file in files {
            let signature = model.contract(file);
            let task = Task { control, signature, section, options };
            found.extend(task.run(engine, file).ok().map(|(run, _)| run));
        }
    }
    found
}

fn previous(root: &Path, work: &OneWork, known: &Known, control: &ControlSet) -> Option<Previous> {
    let folder = work.file.folder.as_deref()?;
    let evidence: Verification = evidence_files::read(&root.join(folder), "verification.json")?;
    let sha256 = |path: &str| match known(path) {
        Some((_, sha256)) => Some(sha256),
        None => Some(checksum::of_file(&described_file(root, folder, path)?).ok()?.sha256),
    };
    let grounds = Grounds { today: Some(clock::today()), keys: Vec::new() };
    let judge = Judge { root, file: &work.file, grounds: &grounds, control: Some(control) };
    let doubts = judge.doubts(&evidence, Some(&work.work), &sha256);
    Some(Previous { evidence, outdated: doubts.map(Doubts::into_phrases).unwrap_or_default() })
}

/// What the engines made of the control set.
#[derive(Default)]
struct Made {
    runs: Vec<EngineRun>,
    /// Of each run, by name; none where it failed.
    outputs: Vec<Vec<(String, Tensor)>>,
    notes: Vec<String>,
    /// What was asked for by name and could not be done.
    wanting: Vec<String>,
}

fn runs(
    model: &Model,
    section: &ModelSection,
    options: &VerifyOptions,
    control: &control_set::Read,
) -> Result<Made, Diagnostic> {
    let mut made = Made::default();
    for (engine, file) in plan(model, options) {
        let signature = model.contract(file);
        let task = Task { control: &control.set, signature, section, options };
        match task.run(engine, file) {
            Ok((run, given)) => {
                made.runs.push(run);
                made.outputs.push(task.named(given));
            }
            Err(Absent::NotHere(reason)) if !options.engines.is_empty() => {
                return Err(Diagnostic::error("engine-missing", reason));
            }
            Err(Absent::Unsuitable(reason)) if !options.engines.is_empty() => {
                made.wanting.push(format!("{} cannot run `{}`: {reason}", engine.name, file.name));
            }
            Err(Absent::NotHere(reason) | Absent::Unsuitable(reason)) => {
                made.notes.push(format!("without {}: {reason}", engine.name));
            }
        }
    }
    Ok(made)
}

/// Which engine runs which file: every engine the preferred one, and one engine each other file.
fn plan<'a>(
    model: &'a Model,
    options: &VerifyOptions,
) -> Vec<(&'static ListedEngine, &'a ModelFile)> {
    let mut engines = options.engines.clone();
    if engines.is_empty() {
        engines.extend(ENGINES.iter().filter(|engine| engine.has(options.device.device())));
    }
    let mut plan: Vec<_> = engines.iter().map(|&engine| (engine, model.file())).collect();
    let others = |engine| model.files.iter().skip(1).map(move |file| (engine, file));
    // A library of others is the more independent judge, where it is on this machine.
    let is_here = |engine: &ListedEngine| {
        !engine.is_library() || engines::engine(engine).is_some_and(|it| it.version().is_ok())
    };
    engines.retain(|engine| engine.is_general() && is_here(engine));
    let judge = engines.into_iter().min_by_key(|engine| !engine.is_library());
    plan.extend(judge.into_iter().flat_map(others));
    plan
}

/// Every pair of runs, output by output.
fn agreement(outputs: &[Vec<(String, Tensor)>], tolerance: Option<f64>) -> Vec<Agreement> {
    let mut found = Vec::new();
    for (second, right) in outputs.iter().enumerate() {
        for (first, left) in outputs[..second].iter().enumerate() {
            for (name, a) in left {
                let Some((_, b)) = right.iter().find(|(known, _)| known == name) else { continue };
                let compared = compared(a, b, tolerance);
                found.push(Agreement {
                    runs: [first, second],
                    output: name.clone(),
                    largest_difference: compared.largest.unwrap_or(f64::MAX),
                    tolerance: compared.applied,
                    verdict: compared.holds.into(),
                });
            }
        }
    }
    found
}
