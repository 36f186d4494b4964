//! A model's claims, recomputed on its control set by every engine.

use std::path::Path;

use faircat_inference::engine::{Engine, EngineError, Options};
use faircat_inference::formats::Limit;
use faircat_inference::signature::{self, Signature};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{self, Claim, ControlSet};

use super::engines::{self, DeviceName, EngineName};
use super::model::{Model, ModelFile};
use super::{machine, model, pass};
use crate::diagnostic::Diagnostic;
use crate::evidence::verification::{
    Agreement, ControlSetUsed, EngineRun, FileCheck, MetricCheck, OutputCheck, Verdict,
    Verification,
};
use crate::outside_world::local_files::local_file;
use crate::outside_world::one_record::OneWork;
use crate::outside_world::{bounded_file, checksum, online};
use crate::record::{Artifact, ModelSection};

/// Largest control set that is read.
const LARGEST_CONTROL_SET: u64 = 1 << 30;
/// Items that are run at once.
const BATCH: usize = 128;

/// What to verify with.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Engines that must be there; where empty, all that are.
    pub engines: Vec<EngineName>,
    pub device: DeviceName,
    pub threads: usize,
}

/// What came of it.
#[derive(Debug)]
pub struct Verified {
    pub evidence: Verification,
    /// Engines that are not on this machine, and what was noted.
    pub notes: Vec<String>,
}

/// Whether a model has a control set to be verified on.
pub fn has_control_set(section: &ModelSection) -> bool {
    section.control_set.as_ref().is_some_and(|set| set.data.is_some())
}

/// Verifies the model of `work`, a record below `root`.
pub fn verify(root: &Path, work: OneWork, wanted: &Wanted) -> Result<Verified, Vec<Diagnostic>> {
    let model = model::of_work(root, work)?;
    of_model(root, &model, wanted).map_err(|problem| vec![problem])
}

fn of_model(root: &Path, model: &Model, wanted: &Wanted) -> Result<Verified, Diagnostic> {
    let (Some(work), Some(section)) = (&model.work, model.section()) else {
        return Err(Diagnostic::error("no-control-set", "the model has no record"));
    };
    let signature = model.contract(model.file());
    let (used, control) = control_set(root, work, section, &signature)?;
    let mut notes = control.notes.clone();
    let mut runs = Vec::new();
    let mut outputs = Vec::new();
    for (name, file) in plan(model, wanted) {
        match run(name, file, wanted, &control, &model.contract(file), section) {
            Ok((run, given)) => {
                runs.push(run);
                outputs.push(given);
            }
            Err(Absent::NotHere(reason)) if wanted.engines.is_empty() => {
                notes.push(format!("without {}: {reason}", name.text()));
            }
            Err(Absent::Unsuitable(reason)) if wanted.engines.is_empty() => {
                notes.push(format!("without {}: {reason}", name.text()));
            }
            Err(Absent::NotHere(reason) | Absent::Unsuitable(reason)) => {
                return Err(Diagnostic::error("engine-missing", reason).in_file(&work.file.file));
            }
        }
    }
    let files = file_checks(root, work);
    let differences: Vec<String> = differences(section, model);
    let agreement = agreement(&signature, &outputs, used.tolerance);
    let verdicts = runs.iter().map(|run| run.verdict).chain(files.iter().map(|file| file.verdict));
    let verdicts = verdicts.chain(agreement.iter().map(|it| it.verdict)).chain([used.verdict]);
    let agrees = if differences.is_empty() { Verdict::Holds } else { Verdict::Fails };
    let evidence = Verification {
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        verdict: Verdict::all(verdicts.chain([agrees])),
        control_set: used,
        files,
        signature_differences: differences,
        runs,
        agreement,
    };
    Ok(Verified { evidence, notes })
}

/// Which engine runs which file: every engine the preferred one, and one engine each other file.
fn plan<'a>(model: &'a Model, wanted: &Wanted) -> Vec<(EngineName, &'a ModelFile)> {
    let engines = match (wanted.engines.as_slice(), wanted.device) {
        ([], DeviceName::Cpu) => EngineName::ALL.to_vec(),
        ([], DeviceName::Cuda) => vec![EngineName::Onnxruntime],
        (named, _) => named.to_vec(),
    };
    let mut plan: Vec<_> = engines.iter().map(|&engine| (engine, model.file())).collect();
    let others = |engine: EngineName| model.files.iter().skip(1).map(move |file| (engine, file));
    let any = |name| engines.contains(&name).then_some(name);
    let here = |name: &EngineName| engines::engine(*name).is_some_and(|it| it.version().is_ok());
    let general = any(EngineName::Onnxruntime).filter(here).or_else(|| any(EngineName::Tract));
    plan.extend(general.into_iter().flat_map(others));
    plan
}

fn control_set(
    root: &Path,
    work: &OneWork,
    section: &ModelSection,
    signature: &Signature,
) -> Result<(ControlSetUsed, ControlSet), Diagnostic> {
    let problem = |message: String| {
        Diagnostic::error("control-set", message)
            .in_file(&work.file.file)
            .hint("`model.control_set.data` names the .npz file below the record's folder")
    };
    let declared = section.control_set.as_ref();
    let data = declared.and_then(|set| set.data.as_deref());
    let data = data.ok_or_else(|| problem("the record names no control set".to_owned()))?;
    let folder = work.file.folder.as_deref();
    let file = folder.and_then(|folder| local_file(root, folder, data));
    let file = file.ok_or_else(|| problem(format!("there is no control set `{data}`")))?;
    let bytes = bounded_file::read(&file, LARGEST_CONTROL_SET)?;
    let set = ControlSet::read(&bytes, signature, Limit::default())
        .map_err(|error| problem(format!("the control set cannot be used: {error}")))?;
    let digests =
        checksum::of_file(&file).map_err(|error| bounded_file::unreadable(&file, &error))?;
    let declared_items = declared.and_then(|set| set.items);
    let used = ControlSetUsed {
        file: data.to_owned(),
        sha256: digests.sha256,
        items: set.items(),
        declared_items,
        tolerance: declared.and_then(|set| set.tolerance),
        verdict: match declared_items {
            Some(items) => Verdict::of(items == set.items() as u64),
            None => Verdict::NotChecked,
        },
    };
    Ok((used, set))
}

/// Why there is no run.
enum Absent {
    NotHere(String),
    Unsuitable(String),
}

fn run(
    name: EngineName,
    file: &ModelFile,
    wanted: &Wanted,
    control: &ControlSet,
    signature: &Signature,
    section: &ModelSection,
) -> Result<(EngineRun, Vec<Tensor>), Absent> {
    let missing = || Absent::NotHere(format!("this faircat was built without {}", name.text()));
    let engine = engines::engine(name).ok_or_else(missing)?;
    let version = engine.version().map_err(|error| Absent::NotHere(error.to_string()))?;
    let mut run = EngineRun {
        engine: name.text().to_owned(),
        version,
        device: wanted.device.text().to_owned(),
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        form: file.form().map(str::to_owned),
        items: control.items(),
        failure: None,
        outputs: Vec::new(),
        metrics: Vec::new(),
        verdict: Verdict::Fails,
    };
    match judged(engine.as_ref(), file, wanted, control, signature, section) {
        Ok((judged, outputs)) => {
            run.outputs = output_checks(&judged, signature, section);
            run.metrics = judged.claims.iter().zip(claimed(section)).map(metric_check).collect();
            let verdicts = run.outputs.iter().map(|it| it.verdict);
            run.verdict = Verdict::all(verdicts.chain(run.metrics.iter().map(|it| it.verdict)));
            Ok((run, outputs))
        }
        Err(Failure::Engine(EngineError::Unsupported { reason, .. })) => {
            Err(Absent::Unsuitable(reason))
        }
        Err(Failure::Engine(EngineError::Unavailable(reason))) => Err(Absent::NotHere(reason)),
        Err(Failure::Engine(error)) => {
            run.failure = Some(pass::of_engine(&error).message);
            Ok((run, Vec::new()))
        }
        Err(Failure::Other(reason)) => {
            run.failure = Some(reason);
            Ok((run, Vec::new()))
        }
    }
}

enum Failure {
    Engine(EngineError),
    Other(String),
}

fn judged(
    engine: &dyn Engine,
    file: &ModelFile,
    wanted: &Wanted,
    control: &ControlSet,
    signature: &Signature,
    section: &ModelSection,
) -> Result<(verification::Verification, Vec<Tensor>), Failure> {
    let (device, threads) = (wanted.device.device(), wanted.threads);
    let options = Options { device, threads, batch: BATCH };
    let mut session = engine.load(&file.bytes, &options).map_err(Failure::Engine)?;
    let of_verification = |error| match error {
        verification::VerificationError::Engine(error) => Failure::Engine(error),
        other => Failure::Other(other.to_string()),
    };
    let outputs = verification::run(control, session.as_mut(), BATCH).map_err(of_verification)?;
    let claims: Vec<Claim> = claimed(section).map(claim).collect();
    let tolerance = section.control_set.as_ref().and_then(|set| set.tolerance);
    let judged = verification::judge(control, signature, &outputs, &claims, tolerance);
    Ok((judged.map_err(of_verification)?, outputs))
}

fn claimed(section: &ModelSection) -> impl Iterator<Item = &crate::record::Evaluation> {
    section.evaluations.iter().filter(|evaluation| evaluation.control_set)
}

fn claim(evaluation: &crate::record::Evaluation) -> Claim {
    Claim {
        metric: evaluation.metric.clone(),
        value: evaluation.value,
        unit: evaluation.unit.clone(),
        tolerance: evaluation.tolerance,
    }
}

fn metric_check(
    (found, evaluation): (&verification::Recomputed, &crate::record::Evaluation),
) -> MetricCheck {
    MetricCheck {
        metric: evaluation.metric.clone(),
        condition: evaluation.condition.clone(),
        unit: evaluation.unit.clone(),
        declared: evaluation.value,
        recomputed: found.value,
        uncertainty: found.uncertainty,
        tolerance: evaluation.tolerance,
        verdict: verdict(found.holds),
        reason: found.reason.clone(),
    }
}

fn verdict(holds: Option<bool>) -> Verdict {
    holds.map_or(Verdict::NotChecked, Verdict::of)
}

fn output_checks(
    judged: &verification::Verification,
    signature: &Signature,
    section: &ModelSection,
) -> Vec<OutputCheck> {
    let declared_shape = |name: &str| {
        let declared = section.signature.as_ref()?.outputs.iter().find(|it| it.name == name)?;
        Some(declared.shape.clone())
    };
    let check = |output: &verification::OutputDifference| {
        let declared = declared_shape(&output.name);
        let fits = declared.as_ref().map(|shape| fits(&output.shape, shape));
        let dtype = signature.outputs.iter().find(|it| it.name == output.name);
        let typed = dtype.map(|declared| declared.dtype == output.dtype);
        OutputCheck {
            name: output.name.clone(),
            dtype: output.dtype.clone(),
            shape: output.shape.clone(),
            declared_shape: declared,
            largest_difference: output.largest.filter(|largest| largest.is_finite()),
            tolerance: section.control_set.as_ref().and_then(|set| set.tolerance),
            verdict: Verdict::all([output.holds, fits, typed].map(verdict)),
        }
    };
    judged.outputs.iter().map(check).collect()
}

/// Whether the sizes that `declared` gives are those of `shape`; names stand for any size.
fn fits(shape: &[usize], declared: &[String]) -> bool {
    let fits = |(size, declared): (&usize, &String)| {
        declared.trim().parse::<usize>().map_or(true, |declared| declared == *size)
    };
    shape.len() == declared.len() && shape.iter().zip(declared).all(fits)
}

/// Size and SHA-256 of every file of the record that lies beside it.
fn file_checks(root: &Path, work: &OneWork) -> Vec<FileCheck> {
    let folder = work.file.folder.as_deref();
    let check = |artifact: &Artifact| {
        let path = artifact.path.as_deref()?;
        let digests = checksum::of_file(&local_file(root, folder?, path)?).ok()?;
        let size = artifact.size.map(|size| size == digests.size);
        let declared = artifact.sha256.as_ref();
        let sha256 = declared.map(|it| it.eq_ignore_ascii_case(&digests.sha256));
        Some(FileCheck {
            file: path.to_owned(),
            size: digests.size,
            sha256: digests.sha256,
            declared_size: artifact.size,
            declared_sha256: declared.cloned(),
            verdict: Verdict::all([size, sha256].map(verdict)),
        })
    };
    work.work.artifacts.iter().filter_map(check).collect()
}

/// Where the declared signature differs from the files.
fn differences(section: &ModelSection, model: &Model) -> Vec<String> {
    let Some(declared) = &section.signature else { return Vec::new() };
    let declared = Signature::from(declared);
    let of = |file: &ModelFile| -> Vec<String> {
        let found = signature::compare(&declared, &file.onnx);
        found.iter().map(|difference| format!("{}: {difference}", file.name)).collect()
    };
    model.files.iter().flat_map(of).collect()
}

/// Every pair of runs, output by output.
fn agreement(
    signature: &Signature,
    outputs: &[Vec<Tensor>],
    tolerance: Option<f64>,
) -> Vec<Agreement> {
    let mut found = Vec::new();
    for (second, right) in outputs.iter().enumerate() {
        for (first, left) in outputs[..second].iter().enumerate() {
            for ((declared, a), b) in signature.outputs.iter().zip(left).zip(right) {
                let largest = verification::largest_difference(a, b).map(|(largest, _)| largest);
                let largest = largest.filter(|largest| largest.is_finite()).unwrap_or(f64::MAX);
                let within = |tolerance| verification::agrees(a, b, tolerance);
                found.push(Agreement {
                    runs: [first, second],
                    output: declared.name.clone(),
                    largest_difference: largest,
                    tolerance,
                    verdict: verdict(tolerance.map(within)),
                });
            }
        }
    }
    found
}
