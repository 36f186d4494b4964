//! A few items of a model's control set, and what the model makes of them.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use faircat_inference::batching::Batching;
use faircat_inference::engine::{Options, Session};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{self, ControlSet};
use faircat_record::diagnostic::Diagnostic;

use crate::model::{Model, ModelFile};
use crate::pass;
use crate::timed::{self, DEFAULT_SECONDS, Limit};
use crate::verifying::control_set;

/// Items that are looked through.
const LOOKED_THROUGH: usize = 64;
/// Items that are chosen of them.
const CHOSEN: usize = 4;

/// The items with the outputs for them, each in the order of the model's file.
pub struct ItemsTested {
    pub inputs: Vec<Tensor>,
    pub outputs: Vec<Tensor>,
    /// What ran, as `tract 0.23.9`.
    pub engine: String,
}

/// The first items of the control set that `is_good` takes with what the preferred file makes of
/// them, or else the very first: at most 4, or as many as the file wants.
///
/// Errors: a record without a control set, a control set that cannot be read, or a file that does not
/// run on it.
pub fn items(
    root: &Path,
    model: &Model,
    is_good: &dyn Fn(&[Tensor]) -> bool,
) -> Result<ItemsTested, Diagnostic> {
    let (Some(work), Some(section)) = (&model.work, model.section()) else {
        return Err(Diagnostic::error("no-control-set", "the model has no record"));
    };
    let file = model.file();
    let control = control_set::read(root, work, section, &model.contract(file))?.set;
    let batch = Batching::of(&file.onnx).block(CHOSEN);
    let (mut session, engine) = session(file, batch)?;
    let few = slice(&control, 0..control.items().min(LOOKED_THROUGH.max(batch)));
    let outputs = verification::run(&few, session.as_mut(), batch).map_err(|error| {
        let message = format!("the model does not run on its control set: {error}");
        let hint = format!("run `faircat verify {}`, which says more", work.id());
        Diagnostic::error("control-set", message).in_file(&file.path).hint(hint)
    })?;
    let chosen = |start: usize| {
        let range = start..few.items().min(start + batch);
        let of = |all: &[Tensor]| all.iter().map(|it| it.slice(range.clone())).collect::<Vec<_>>();
        (of(&few.inputs), of(&outputs))
    };
    let mut starts = (0..few.items()).step_by(batch);
    let good = starts.find(|start| {
        let (inputs, outputs) = chosen(*start);
        is_good(&inputs) && is_good(&outputs)
    });
    let (inputs, outputs) = chosen(good.unwrap_or_default());
    Ok(ItemsTested { inputs, outputs, engine })
}

/// One thread, so that the outputs are the same on every machine of a kind.
fn session(file: &ModelFile, batch: usize) -> Result<(Box<dyn Session>, String), Diagnostic> {
    let options = Options { threads: 1, batch, ..Options::default() };
    let limit = Limit::Together(Duration::from_secs(DEFAULT_SECONDS));
    let loaded = timed::load_with(None, &file.bytes, &options, limit);
    let (listed, session) = loaded.map_err(|it| pass::of_engine(&it).in_file(&file.path))?;
    let version = crate::engines::engine(listed).and_then(|it| it.version().ok());
    Ok((session, format!("{} {}", listed.title, version.unwrap_or_default()).trim_end().to_owned()))
}

/// The inputs of some items.
fn slice(control: &ControlSet, range: Range<usize>) -> ControlSet {
    ControlSet {
        inputs: control.inputs.iter().map(|it| it.slice(range.clone())).collect(),
        truth: None,
        references: Vec::new(),
        notes: Vec::new(),
    }
}
