//! Data through a model, block by block.

use faircat_inference::contract;
use faircat_inference::engine::{EngineError, Session};
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;

use super::data_error::DataError;
use super::reading::Source;
use super::wanted::filled_up;
use crate::diagnostic::Diagnostic;

/// How data go through.
#[derive(Clone, Copy, Debug)]
pub struct Blocks {
    /// Items of a block.
    pub size: usize,
    /// Whether the model takes blocks of this size only, so that the last is filled up.
    pub fixed: bool,
}

/// What came of a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    pub items: u64,
    /// What was done to the data that a reader should know, each once.
    pub notes: Vec<String>,
}

/// Runs everything that `source` holds and hands the outputs on to `take`; `told` gets the number
/// of items that are done.
pub fn all(
    source: &mut dyn Source,
    signature: &Signature,
    session: &mut dyn Session,
    blocks: Blocks,
    take: &mut dyn FnMut(&[Tensor]) -> Result<(), Diagnostic>,
    told: &dyn Fn(u64),
) -> Result<Passed, Diagnostic> {
    let mut passed = Passed::default();
    while let Some(data) = source.read(blocks.size).map_err(|error| of_data(&error))? {
        let prepared = contract::prepare(signature, data, passed.items as usize);
        let prepared = prepared.map_err(|error| of_data(&error.into()))?;
        let count = prepared.tensors.first().map_or(0, Tensor::items);
        let outputs = run(session, prepared.tensors, count, blocks);
        take(&outputs.map_err(|error| of_engine(&error))?)?;
        for note in prepared.notes {
            if !passed.notes.contains(&note) {
                passed.notes.push(note);
            }
        }
        passed.items += count as u64;
        told(passed.items);
    }
    if passed.items == 0 { Err(of_data(&DataError::Empty)) } else { Ok(passed) }
}

fn run(
    session: &mut dyn Session,
    block: Vec<Tensor>,
    count: usize,
    blocks: Blocks,
) -> Result<Vec<Tensor>, EngineError> {
    if !blocks.fixed || count == blocks.size {
        return session.run(&block);
    }
    let filled: Option<Vec<Tensor>> =
        block.iter().map(|tensor| filled_up(tensor, blocks.size)).collect();
    let filled =
        filled.ok_or_else(|| EngineError::BadInput("the last items cannot be filled up".into()))?;
    let outputs = session.run(&filled)?;
    Ok(outputs.iter().map(|output| output.slice(0..count)).collect())
}

/// The diagnostic of a problem with data.
pub fn of_data(error: &DataError) -> Diagnostic {
    Diagnostic::error(error.code(), error.to_string()).hint(error.hint())
}

/// The diagnostic of a problem with an engine.
pub fn of_engine(error: &EngineError) -> Diagnostic {
    let code = match error {
        EngineError::Unavailable(_) => "engine-missing",
        EngineError::Unsupported { .. } => "engine-unsupported",
        EngineError::BadModel(_) => "bad-model",
        EngineError::BadInput(_) => "bad-input",
        EngineError::Failed { .. } => "engine-failed",
    };
    Diagnostic::error(code, error.to_string())
}
