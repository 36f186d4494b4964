//! The neurons of a model on a control set.

use faircat_catalog::evidence::explanation::Neurons;
use faircat_inference::engine::Options;
use faircat_inference::explanation::Relus;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::ControlSet;

use super::{ExplainOptions, used};
use crate::model::{Model, ModelFile};
use crate::timed::{self, Limit};

/// Items that are run at once: the activations of a graph network are a thousand times its inputs.
const BATCH: usize = 8;

/// The relative activity of all ReLUs; of the form of the papers, where the record has it, because
/// others may compute edges that they leave out later.
///
/// # Errors
/// Why there is none, as a sentence without a full stop.
pub(super) fn neurons(
    model: &Model,
    control: &ControlSet,
    (classes, groups): (&[String], &[usize]),
    options: &ExplainOptions,
) -> Result<Neurons, String> {
    let published = model.files.iter().find(|file| file.form() == Some("published"));
    let file = published.unwrap_or_else(|| model.file());
    summed(model, file, control, (classes, groups), options)
        .map_err(|reason| format!("the neurons were not looked at: {reason}"))
}

fn summed(
    model: &Model,
    file: &ModelFile,
    control: &ControlSet,
    (classes, groups): (&[String], &[usize]),
    options: &ExplainOptions,
) -> Result<Neurons, String> {
    file.check_described().map_err(|problem| problem.message)?;
    let relus = Relus::of(&file.onnx).map_err(|error| error.to_string())?;
    let with = Options { threads: options.threads, batch: BATCH, ..Options::default() };
    let limit = Limit::Each(options.timeout);
    let loaded = timed::load_with(None, &relus.bytes, &with, limit);
    let (_, mut session) = loaded.map_err(|error| error.to_string())?;
    // In the order of this file, whose names are those of the other.
    let signature = model.contract(model.file());
    let place = |name: &str| signature.inputs.iter().position(|it| it.name == name);
    let places: Option<Vec<usize>> = file.onnx.inputs.iter().map(|it| place(&it.name)).collect();
    let places = places.ok_or("its files have different inputs")?;
    let mut sums = Vec::new();
    for (start, groups) in (0..).step_by(BATCH).zip(groups.chunks(BATCH)) {
        let rows = start..start + groups.len();
        let inputs: Vec<Tensor> =
            places.iter().map(|&it| control.inputs[it].slice(rows.clone())).collect();
        let outputs = session.run(&inputs).map_err(|error| error.to_string())?;
        let added = relus.add(&mut sums, &outputs, groups, classes.len());
        added.map_err(|error| error.to_string())?;
    }
    Ok(Neurons { file: used(file), activity: relus.activity(&sums, classes.to_vec()) })
}
