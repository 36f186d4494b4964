//! Data through a model, block by block.

use faircat_inference::batching::{Batching, Division, USUAL_BLOCK, dependent, fixed_firsts};
use faircat_inference::contract::{self, Outside};
use faircat_inference::engine::{EngineError, Session};
use faircat_inference::engines::list::{ENGINES, ListedEngine, listed};
use faircat_inference::formats::RawData;
use faircat_inference::onnx::OnnxFile;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::Tensor;

use super::data_error::{DataError, TAKE_FLOAT32};
use super::reading::BlockReader;
use faircat_record::diagnostic::Diagnostic;

/// How data go through.
#[derive(Clone, Debug)]
pub struct Blocks {
    division: Division,
    /// Whether somebody asked for blocks of this size.
    is_asked: bool,
    /// Of each output, the size of its first axis where that may count something else than items.
    fixed_firsts: Vec<Option<usize>>,
}

impl Blocks {
    /// Those in which `engine` runs the model of `file`: of the size that is `asked` for, or as a
    /// fixed batch wants it.
    #[must_use]
    pub fn of(file: &OnnxFile, engine: &ListedEngine, asked: Option<usize>) -> Blocks {
        Blocks {
            division: Division::of(file, engine, asked.unwrap_or(USUAL_BLOCK)),
            is_asked: asked.is_some(),
            fixed_firsts: fixed_firsts(file),
        }
    }

    /// What is to be said of the first block, after which there are more: that rows depend on the
    /// others of their block.
    ///
    /// Errors: that they do, where nobody asked for blocks of this size.
    fn dependence(
        &self,
        signature: &Signature,
        session: &mut dyn Session,
        (inputs, outputs): (&[Tensor], &[Tensor]),
    ) -> Result<Option<String>, Diagnostic> {
        if !self.division.is_doubtful {
            return Ok(None);
        }
        let found = dependent(session, inputs, outputs).map_err(|error| of_engine(&error))?;
        let Some(place) = found else { return Ok(None) };
        let name = signature.outputs.get(place).map_or("an output", |it| &it.name);
        let size = self.division.size;
        let said = format!("the rows of `{name}` depend on the others of their block");
        if self.is_asked {
            return Ok(Some(format!("{said}, and were run in blocks of {size}")));
        }
        let message = format!("{said}: all at once, they are others than {size} at a time");
        Err(Diagnostic::error("dependent-rows", message).hint(
            "give `--batch` the number of items to run together; all are, where it is no less",
        ))
    }
}

/// Items of a block of `file`, where so many are `asked` for.
#[must_use]
pub fn block_size(file: &OnnxFile, asked: Option<usize>) -> usize {
    Batching::of(file).block(asked.unwrap_or(USUAL_BLOCK))
}

/// What a model gave.
#[derive(Clone, Copy, Debug)]
pub enum Results<'a> {
    /// The next items of every output.
    Items(&'a [Tensor]),
    /// All that there is, whatever its axes mean.
    Whole(&'a [Tensor]),
}

/// What came of a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    pub items: u64,
    /// What was done to the data that a reader should know, each once.
    pub notes: Vec<String>,
}

/// Takes what a model gave.
pub type Take<'a> = &'a mut dyn FnMut(Results) -> Result<(), Diagnostic>;

/// Runs everything that `source` holds and hands the outputs on to `take`; `told` gets the number
/// of items that are done.
///
/// An output without an item for each item of the inputs, as a mean over all, is what it should be
/// only where one run takes everything. So it is where rows depend on the others of their block,
/// which is looked for in the first of several.
pub fn all(
    source: &mut dyn BlockReader,
    signature: &Signature,
    session: &mut dyn Session,
    blocks: &Blocks,
    take: Take,
    told: &dyn Fn(u64),
) -> Result<Passed, Diagnostic> {
    let mut passed = Passed::default();
    let mut fixed = blocks.fixed_firsts.clone();
    let mut outside = Outside::default();
    // The second block, which is read before anything of the first is given away.
    let mut ahead = None;
    while let Some(data) = following(source, &mut ahead, blocks.division.size)? {
        let prepared = contract::prepare(signature, data, passed.items as usize);
        let prepared = prepared.map_err(|error| of_data(&error.into()))?;
        let count = prepared.tensors.first().map_or(0, Tensor::items);
        let outputs = session.run(&prepared.tensors).map_err(|error| of_engine(&error))?;
        if passed.items == 0 {
            ahead = source.read(blocks.division.size).map_err(|error| of_data(&error))?;
        }
        match without_items(&outputs, &mut fixed, count) {
            None => {
                if passed.items == 0 && ahead.is_some() {
                    let block = (prepared.tensors.as_slice(), outputs.as_slice());
                    passed.notes.extend(blocks.dependence(signature, session, block)?);
                }
                take(Results::Items(&outputs))?;
            }
            Some(output) => {
                if passed.items > 0 || ahead.is_some() {
                    return Err(of_data(&not_by_row(signature, &outputs, output, count)));
                }
                take(Results::Whole(&outputs))?;
            }
        }
        outside.add(&prepared.outside);
        for note in prepared.notes {
            if !passed.notes.contains(&note) {
                passed.notes.push(note);
            }
        }
        passed.items += count as u64;
        told(passed.items);
    }
    passed.notes.extend(outside.sentence());
    if passed.items == 0 { Err(of_data(&DataError::Empty)) } else { Ok(passed) }
}

/// The rows that were read `ahead`, or else the next of `source`.
fn following(
    source: &mut dyn BlockReader,
    ahead: &mut Option<RawData>,
    size: usize,
) -> Result<Option<RawData>, Diagnostic> {
    match ahead.take() {
        Some(data) => Ok(Some(data)),
        None => source.read(size).map_err(|error| of_data(&error)),
    }
}

/// Runs a model whose inputs do not all have rows, once.
pub fn whole(
    data: RawData,
    signature: &Signature,
    session: &mut dyn Session,
    take: Take,
) -> Result<Passed, Diagnostic> {
    let prepared = contract::prepare_whole(signature, data);
    let prepared = prepared.map_err(|error| of_data(&error.into()))?;
    let outputs = session.run(&prepared.tensors).map_err(|error| of_engine(&error))?;
    take(Results::Whole(&outputs))?;
    let notes = prepared.notes.into_iter().chain(prepared.outside.sentence());
    Ok(Passed { items: 1, notes: notes.collect() })
}

/// The first output that does not have `count` items. A size that is `fixed` in the file is
/// forgotten once another number of items has come out.
fn without_items(outputs: &[Tensor], fixed: &mut [Option<usize>], count: usize) -> Option<usize> {
    outputs.iter().enumerate().position(|(index, tensor)| {
        if tensor.shape().first() != Some(&count) {
            return true;
        }
        match fixed.get_mut(index) {
            Some(size) if size.is_some_and(|size| size != count) => {
                *size = None;
                false
            }
            Some(Some(_)) => true,
            _ => false,
        }
    })
}

fn not_by_row(signature: &Signature, outputs: &[Tensor], index: usize, rows: usize) -> DataError {
    let name = signature.outputs.get(index).map_or("an output", |it| &it.name);
    let shape = outputs[index].shape().to_vec();
    DataError::NotByRow { output: name.to_owned(), shape, rows }
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
        EngineError::Failed { .. } | EngineError::Died(_) => "engine-failed",
        EngineError::Stopped => "timeout",
    };
    let problem = Diagnostic::error(code, error.to_string());
    match error {
        // Of which no arrays are made for any engine.
        EngineError::Unsupported { reason, .. } if reason.contains("the element type float16") => {
            problem.hint(TAKE_FLOAT32)
        }
        EngineError::Unsupported { engine, reason } => with_alternative(problem, engine, reason),
        EngineError::Died(_) => {
            let library = ENGINES.into_iter().find(|engine| engine.is_library());
            let other = library.and_then(|it| Some((it.title, it.alternative()?.name)));
            match other {
                Some((title, name)) => {
                    problem.hint(format!("run it with `--engine {name}`, and report it to {title}"))
                }
                None => problem,
            }
        }
        EngineError::Stopped => problem.hint("give it more time with `--timeout`"),
        EngineError::BadInput(reason) if reason.contains("not fill one") => problem.hint(
            "give it a multiple of that many items, or export the model for any number of them",
        ),
        EngineError::Failed { reason, .. } if reason.contains("out of proportion") => {
            problem.hint("run fewer items at once with `--batch`, or such a model elsewhere")
        }
        _ => problem,
    }
}

/// The engine to take where `engine` does not run a model.
fn with_alternative(problem: Diagnostic, engine: &str, reason: &str) -> Diagnostic {
    let Some(engine) = listed(engine).filter(|engine| engine.is_general()) else { return problem };
    match engine.alternative() {
        Some(other) if other.is_library() => {
            problem.hint(format!("{} may know it: `--engine {}`", other.title, other.name))
        }
        Some(other) if reason.contains("divide") => {
            let name = other.name;
            problem.hint(format!("run it with `--engine {name}`, or make the divisor a constant"))
        }
        _ => problem,
    }
}
