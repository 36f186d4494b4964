//! Why a model answers as it does, on the control set of its record.

mod integrated;
mod lacking;
mod masking;
mod neurons;
mod parts;
mod repeated;
mod shared;
mod side_by_side;
mod some;
mod workers;

use std::path::Path;

use faircat_catalog::evidence::explanation::{Explanation, FileUsed};
use faircat_catalog::evidence::{contract, stated};
use faircat_inference::engine::Cancel;
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::explanation::{
    Baseline, UnknownFeature, Values, masked_values, orderings, portrait,
};
use faircat_inference::metrics::Truth;
use faircat_inference::signature::Signature;
use faircat_inference::verification::ControlSet;
use faircat_outside_world::one_record::OneWork;
use faircat_outside_world::online;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::shape::nearest;

use self::masking::masking;
pub(crate) use self::repeated::{Beside, repeated};
use self::workers::{Workers, failed};
use crate::machine;
use crate::model::{Model, ModelFile};
use crate::timed::Limit;
use crate::verifying::control_set;

/// What to explain with.
#[derive(Clone, Debug)]
pub struct ExplainOptions {
    /// `None` for the best at hand.
    pub engine: Option<&'static ListedEngine>,
    pub threads: usize,
    /// Features that order the items which are left out; where empty, those of the record.
    pub features: Vec<String>,
    /// Only so many items of the control set, spread over it.
    pub items: Option<usize>,
    /// Time of each part: of masking and of the neurons as the limit says, of relevance and of
    /// integrated gradients as a whole.
    pub limit: Limit,
    /// Ends all of it.
    pub stop: Cancel,
}

/// Told of the steps that are done, of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Explains `model`, which has a record below `root`.
///
/// # Errors
/// What the record lacks, files that are not those of the record, and the engine's.
pub fn explain(
    root: &Path,
    model: &Model,
    options: &ExplainOptions,
    told: Progress,
) -> Result<Explanation, Diagnostic> {
    let model = control_set::taken(root, model)?;
    let model = model.as_ref();
    let (Some(work), Some(section)) = (&model.work, model.section()) else {
        return Err(Diagnostic::error("no-record", "only a model with a record is explained")
            .hint(
                "name the record, as `faircat explain SLUG`; `faircat add` makes one of a file",
            ));
    };
    let file = model.file();
    file.check_described()?;
    let signature = model.contract(file);
    let read = control_set::read(root, work, section, &signature)?;
    let control = some::of(read.set, options.items);
    let (values, mut missing) = maskable(work, &signature, &control)?;
    let orders = orderings(&signature, &values, &options.features).map_err(unknown)?;
    missing.extend(orders.missing);
    let mut workers = Workers::of(file, options)?;
    let outputs = workers.first(&control).map_err(|error| failed(error, file))?;
    let claims = contract::claims(section);
    let base = Baseline::new(&signature, &control, values, &outputs, &claims)
        .map_err(|reason| unexplained(work, reason))?;
    let masking =
        masking(&base, &workers, &orders.found, told).map_err(|error| failed(error, file))?;
    let (classes, groups) = groups(&base, &control);
    let grouped = (classes.as_slice(), groups.as_slice());
    let neurons = neurons::neurons(model, &control, grouped, options);
    let neurons = neurons.map_err(|reason| missing.push(reason)).ok();
    let network = shared::network(file);
    let how = (options, network.is_none());
    let relevance = shared::relevance(network, &control, grouped, options);
    let (integrated, lacks) = integrated::integrated(file, (&base, &control), grouped, how);
    let is_shared_out = integrated.as_ref().is_some_and(|it| it.gamma.is_some());
    let unsaid = |reason: String| missing.extend((!is_shared_out).then_some(reason));
    let relevance = relevance.map_err(unsaid).ok();
    missing.extend(lacks);
    let (resamplings, seed) = Baseline::bootstrap();
    let inputs = signature.inputs.iter().zip(&base.values).zip(&control.inputs);
    let features = inputs.filter_map(|((declared, values), tensor)| {
        Some(portrait(declared, values.as_ref()?, tensor, &groups, classes.len()))
    });
    let features = features.collect();
    Ok(Explanation {
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        stated: stated::of(section),
        file: used(file),
        engine: workers.engine.name.to_owned(),
        engine_version: workers.version.clone(),
        control_set: FileUsed { file: read.used.file, sha256: read.used.sha256 },
        items: control.items(),
        resamplings,
        seed,
        masking,
        neurons,
        relevance,
        integrated,
        classes,
        features,
        missing,
    })
}

fn unknown(error: UnknownFeature) -> Diagnostic {
    let near = nearest(&error.name, error.known.iter().map(String::as_str));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if error.known.is_empty() => "leave `--features` out".to_owned(),
        None => format!("those there are: {}", error.known.join(", ")),
    };
    Diagnostic::error("unknown-feature", error.to_string()).hint(hint)
}

/// How the values of each input lie, and why those of some cannot be masked.
fn maskable(
    work: &OneWork,
    signature: &Signature,
    control: &ControlSet,
) -> Result<(Vec<Option<Values>>, Vec<String>), Diagnostic> {
    let (values, reasons) = masked_values(signature, &control.inputs);
    if values.iter().all(Option::is_none) {
        return Err(unexplained(work, reasons.join("; ")));
    }
    Ok((values, reasons))
}

fn unexplained(work: &OneWork, reason: String) -> Diagnostic {
    Diagnostic::error("no-explanation", reason).in_file(&work.file.file).hint(
        "a model is explained by a claim with `control_set: true` and by an input whose `features` \
         name what stands along one of its axes; of images, `faircat run` shows single answers",
    )
}

fn used(file: &ModelFile) -> FileUsed {
    FileUsed { file: file.name.clone(), sha256: file.sha256.clone() }
}

/// The names of the classes of the labels, and the class of each item; one group of all where there
/// are no labels.
fn groups(base: &Baseline, control: &ControlSet) -> (Vec<String>, Vec<usize>) {
    let Some(Truth::Labels(labels)) = &control.truth else {
        return (vec!["all".to_owned()], vec![0; control.items()]);
    };
    let named = &base.signature.outputs[base.output].classes;
    let count = labels.iter().max().map_or(1, |last| last + 1).max(named.len());
    let name = |class: usize| named.get(class).cloned().unwrap_or_else(|| class.to_string());
    ((0..count).map(name).collect(), labels.clone())
}
