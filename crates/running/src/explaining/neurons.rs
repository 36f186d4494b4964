//! The neurons of a model on a control set.

use faircat_catalog::evidence::explanation::Neurons;
use faircat_inference::engine::Options;
use faircat_inference::explanation::{Activity, Relus};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::ControlSet;

use super::lacking::Lacking;
use super::{ExplainOptions, some, used};
use crate::model::{Model, ModelFile};
use crate::timed;

/// Items that are run at once: the activations of a graph network are a thousand times its inputs.
pub(super) const BATCH: usize = 8;

/// The relative activity of all ReLUs.
///
/// # Errors
/// Why there is none, as a sentence without a full stop.
pub(super) fn neurons(
    model: &Model,
    control: &ControlSet,
    grouped: (&[String], &[usize]),
    options: &ExplainOptions,
) -> Result<Neurons, String> {
    let rows: Vec<usize> = (0..control.items()).collect();
    let found = activity(model, (control, &rows), grouped, &|_| false, options);
    let activity =
        found.map_err(|lacking| format!("the neurons were not looked at: {}", lacking.reason()))?;
    Ok(Neurons { file: used(looked_at(model)), activity })
}

/// The file whose neurons are looked at: that in the form of the papers, where the record has it,
/// because others may compute edges that they leave out later.
pub(super) fn looked_at(model: &Model) -> &ModelFile {
    let published = model.files.iter().find(|file| file.form() == Some("published"));
    published.unwrap_or_else(|| model.file())
}

/// The relative activity on the items `rows` of `control`, of which there are classes, and the
/// class of each item. Where `ends` says so of the activity on the first of them, that of no others.
pub(super) fn activity(
    model: &Model,
    (control, rows): (&ControlSet, &[usize]),
    (classes, groups): (&[String], &[usize]),
    ends: &dyn Fn(&Activity) -> bool,
    options: &ExplainOptions,
) -> Result<Activity, Lacking> {
    let file = looked_at(model);
    file.check_described().map_err(|problem| Lacking::undone(problem.message))?;
    let relus = Relus::of(&file.onnx).map_err(Lacking::impossible)?;
    let cancel = options.stop.child();
    let with = Options { threads: options.threads, batch: BATCH, cancel, ..Options::default() };
    let loaded = timed::load_with(None, &relus.bytes, &with, options.limit);
    let (_, mut session) = loaded.map_err(Lacking::undone)?;
    // In the order of this file, whose names are those of the other.
    let signature = model.contract(model.file());
    let place = |name: &str| signature.inputs.iter().position(|it| it.name == name);
    let places: Option<Vec<usize>> = file.onnx.inputs.iter().map(|it| place(&it.name)).collect();
    let places = places.ok_or_else(|| Lacking::impossible("its files have different inputs"))?;
    let mut sums = Vec::new();
    for (batch, rows) in rows.chunks(BATCH).enumerate() {
        let inputs: Vec<Tensor> =
            places.iter().map(|&it| some::picked(&control.inputs[it], rows)).collect();
        let groups: Vec<usize> = rows.iter().map(|&row| groups[row]).collect();
        let outputs = session.run(&inputs).map_err(Lacking::undone)?;
        let added = relus.add(&mut sums, &outputs, &groups, classes.len());
        added.map_err(Lacking::impossible)?;
        if batch == 0 && ends(&relus.activity(&sums, classes.to_vec())) {
            break;
        }
    }
    Ok(relus.activity(&sums, classes.to_vec()))
}
