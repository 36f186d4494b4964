//! Models that answer the same items, run side by side.
//!
//! Models belong together where inputs and truth of their control sets are the same
//! ([`items_digest`]); each is run on its own control set by the engine that is preferred for it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use faircat_catalog::evidence::comparison::{
    ComparedOn, Comparison, Figure, Given, Pair, items_digest,
};
use faircat_catalog::evidence::contract;
use faircat_inference::batching::{Division, USUAL_BLOCK};
use faircat_inference::engine::Options;
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::metrics::{
    Metric, PAIRED_RESAMPLINGS, Resampled, SEED, metric_by_name, resampled,
};
use faircat_inference::verification::{self, Outputs, judged_by};
use faircat_outside_world::one_record::OneWork;
use faircat_outside_world::online;
use faircat_record::ModelSection;
use faircat_record::diagnostic::Diagnostic;

use crate::timed::{self, Limit};
use crate::verifying::control_set;
use crate::{engines, machine, model, pass};

/// What to compare with.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// Without one, the engine that is preferred for each model.
    pub engine: Option<&'static ListedEngine>,
    pub threads: usize,
    /// Time that an engine may take for a model.
    pub timeout: Duration,
}

/// One model that ran, before it is held against others.
pub struct Ran {
    pub work: OneWork,
    pub comparison: Comparison,
    /// Of each figure, in their order.
    resampled: Vec<(Metric, Resampled)>,
}

/// Runs the model of `work` on its control set.
///
/// Errors: a record without a control set or a claim on it, a file that is not the one described,
/// and those of the engine.
pub fn run(root: &Path, work: OneWork, options: &CompareOptions) -> Result<Ran, Vec<Diagnostic>> {
    let model = model::of_work(root, work)?;
    of_model(root, &model, options).map_err(|problem| vec![problem])
}

fn of_model(
    root: &Path,
    model: &model::Model,
    options: &CompareOptions,
) -> Result<Ran, Diagnostic> {
    let model = control_set::taken(root, model)?;
    let model = model.as_ref();
    let (Some(work), Some(section)) = (&model.work, model.section()) else {
        return Err(Diagnostic::error("no-control-set", "the model has no record"));
    };
    let file = model.file();
    file.check_described()?;
    let signature = model.contract(file);
    let control = control_set::read(root, work, section, &signature)?;
    let batch = pass::block_size(&file.onnx, None);
    let settings = Options { threads: options.threads, batch, ..Options::default() };
    let limit = Limit::Together(options.timeout);
    let loaded = timed::load_with(options.engine, &file.bytes, &settings, limit);
    let (listed, mut session) = loaded.map_err(|it| pass::of_engine(&it).in_file(&file.path))?;
    let version = engines::engine(listed).and_then(|it| it.version().ok()).unwrap_or_default();
    let problem = |message: String| {
        let hint = format!("run `faircat verify {}`, which says more", work.id());
        Diagnostic::error("not-compared", message).in_file(&work.file.file).hint(hint)
    };
    let division = Division::of(&file.onnx, listed, USUAL_BLOCK);
    let (tensors, _) = verification::run_together(&control.set, session.as_mut(), division)
        .map_err(|error| problem(format!("the model does not run on its control set: {error}")))?;
    let outputs = Outputs { signature: &signature, tensors: &tensors, control: Some(&control.set) };
    let (place, figures, resampled) = figures(section, outputs);
    let given = place.and_then(|at| Given::of(&signature.outputs[at].name, tensors.get(at)?));
    let Some(output) = given else {
        let message = "no claim on the control set can be recomputed of an output of float32";
        return Err(problem(message.to_owned()));
    };
    let comparison = Comparison {
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        engine: listed.name.to_owned(),
        version,
        device: settings.device.name().to_owned(),
        file: file.name.clone(),
        sha256: file.sha256.clone(),
        control_set: ComparedOn {
            file: control.used.file.clone(),
            sha256: control.used.sha256.clone(),
            items: control.set.items(),
            items_sha256: items_digest(&control.set, &signature),
        },
        output,
        metrics: figures,
        pairs: Vec::new(),
    };
    Ok(Ran { work: work.clone(), comparison, resampled })
}

/// The claims of `section` on one output, anew, and each over many resamplings; first, the place of
/// that output.
fn figures(
    section: &ModelSection,
    outputs: Outputs,
) -> (Option<usize>, Vec<Figure>, Vec<(Metric, Resampled)>) {
    let mut place = None;
    let (mut figures, mut all) = (Vec::new(), Vec::new());
    for claim in contract::claims(section) {
        let Ok(judged) = judged_by(&claim, outputs) else { continue };
        // One output is kept, and what is said is derived from it.
        if *place.get_or_insert(judged.place) != judged.place {
            continue;
        }
        let Ok(found) = resampled(judged.metric, &judged.truth, &judged.answers) else { continue };
        let found = found.scaled(judged.factor);
        let Some(uncertainty) = found.uncertainty() else { continue };
        if figures.iter().any(|it: &Figure| it.metric == claim.metric) {
            continue;
        }
        figures.push(Figure {
            metric: claim.metric,
            unit: claim.unit,
            value: found.value,
            uncertainty,
        });
        all.push((judged.metric, found));
    }
    (place, figures, all)
}

/// Holds models that answered the same items against each other; `told` names those that share
/// theirs with nobody. Returns those that are in a pair, by name.
pub fn paired(models: Vec<Ran>, told: &mut dyn FnMut(&Ran)) -> Vec<Ran> {
    let mut groups: BTreeMap<String, Vec<Ran>> = BTreeMap::new();
    for ran in models {
        groups.entry(ran.comparison.control_set.items_sha256.clone()).or_default().push(ran);
    }
    let mut done = Vec::new();
    for mut group in groups.into_values() {
        let pairs: Vec<Vec<Pair>> = group.iter().map(|own| pairs_of(own, &group)).collect();
        for (ran, pairs) in group.iter_mut().zip(pairs) {
            ran.comparison.pairs = pairs;
        }
        let (with, alone): (Vec<Ran>, Vec<Ran>) =
            group.into_iter().partition(|it| !it.comparison.pairs.is_empty());
        alone.iter().for_each(&mut *told);
        done.extend(with);
    }
    done.sort_by_key(|ran| ran.work.id());
    done
}

fn pairs_of(own: &Ran, group: &[Ran]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for other in group.iter().filter(|other| other.work.id() != own.work.id()) {
        for (place, figure) in own.comparison.metrics.iter().enumerate() {
            let (metric, values) = &own.resampled[place];
            let same = |(_, it): &(usize, &Figure)| {
                metric_by_name(&it.metric) == Some(*metric) && it.unit == figure.unit
            };
            let found = other.comparison.metrics.iter().enumerate().find(same);
            let Some((at, _)) = found else { continue };
            let others = &other.resampled[at].1;
            let Some(standard_error) = values.standard_error(others) else { continue };
            pairs.push(Pair {
                model: other.work.id(),
                sha256: other.comparison.sha256.clone(),
                metric: figure.metric.clone(),
                difference: values.difference(others),
                standard_error,
                items: own.comparison.control_set.items,
                replicates: PAIRED_RESAMPLINGS,
                seed: SEED,
            });
        }
    }
    pairs
}
