//! Data as a model takes them: row by row, or all at once.

use std::path::Path;

use faircat_inference::batching::Batching;
use faircat_inference::engine::Session;
use faircat_inference::formats::RawData;
use faircat_inference::onnx::OnnxFile;
use faircat_inference::signature::Signature;
use faircat_record::diagnostic::Diagnostic;

use super::arrays::{self, Array, Arrays};
use super::data_error::DataError;
use super::pass::{self, Blocks, Passed};
use super::reading::{self, BlockReader};

/// Data for a model.
pub enum Rows<'a> {
    Blocks(Box<dyn BlockReader + 'a>),
    /// Of inputs that do not all have rows.
    Whole(RawData),
}

impl<'a> Rows<'a> {
    /// What the file `input` holds.
    pub fn of_file(
        input: &Path,
        signature: &Signature,
        file: &OnnxFile,
    ) -> Result<Rows<'static>, DataError> {
        let blocks = || reading::open(input, signature).map(Rows::Blocks);
        chosen(signature, file, blocks, || reading::whole(input, signature).map(Rows::Whole))
    }

    /// Arrays that are held already.
    pub fn of_arrays(
        arrays: Vec<Array<'a>>,
        signature: &Signature,
        file: &OnnxFile,
    ) -> Result<Rows<'a>, DataError> {
        let blocks = || Ok(Rows::Blocks(Box::new(Arrays::new(arrays.clone())?)));
        chosen(signature, file, blocks, || arrays::whole(&arrays).map(Rows::Whole))
    }

    /// How many rows there are in all, where that is known.
    pub fn items(&self) -> Option<u64> {
        match self {
            Rows::Blocks(source) => source.items(),
            Rows::Whole(_) => None,
        }
    }

    /// Runs all of it; see [`pass::all`] and [`pass::whole`].
    pub fn through(
        self,
        signature: &Signature,
        session: &mut dyn Session,
        blocks: &Blocks,
        take: pass::Take,
        told: &dyn Fn(u64),
    ) -> Result<Passed, Diagnostic> {
        match self {
            Rows::Whole(data) => pass::whole(data, signature, session, take),
            Rows::Blocks(mut source) => {
                pass::all(source.as_mut(), signature, session, blocks, take, told)
            }
        }
    }
}

/// Rows where the model of `file` takes them, else everything at once.
fn chosen<'a>(
    signature: &Signature,
    file: &OnnxFile,
    blocks: impl FnOnce() -> Result<Rows<'a>, DataError>,
    whole: impl FnOnce() -> Result<Rows<'a>, DataError>,
) -> Result<Rows<'a>, DataError> {
    match Batching::of(file) {
        Batching::Whole => whole(),
        Batching::Fixed(_) => blocks(),
        // Inputs whose first axes have different names need not have as many rows.
        Batching::Any => match blocks() {
            Err(DataError::Length { .. }) if !share_rows(signature) => whole(),
            opened => opened,
        },
    }
}

fn share_rows(signature: &Signature) -> bool {
    let mut first = signature.inputs.iter().map(|input| input.shape.first());
    let one = first.next();
    first.all(|it| Some(it) == one)
}
