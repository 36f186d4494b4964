//! An object for each item, in a list or on a line of its own.

use std::io::{BufWriter, Write};

use faircat_inference::tensor::Tensor;

use super::Sink;
use super::elements::{is_finite, text};
use crate::data_error::DataError;
use crate::output::Output;

pub(super) struct Json {
    out: BufWriter<Box<dyn Write>>,
    outputs: Vec<Output>,
    /// What stands before the first item, between two, and after the last.
    around: [&'static str; 3],
    first: bool,
}

impl Json {
    pub(super) fn list(out: Box<dyn Write>, outputs: &[Output]) -> Json {
        Json::new(out, outputs, ["[\n", ",\n", "\n]\n"])
    }

    pub(super) fn lines(out: Box<dyn Write>, outputs: &[Output]) -> Json {
        Json::new(out, outputs, ["", "\n", "\n"])
    }

    fn new(out: Box<dyn Write>, outputs: &[Output], around: [&'static str; 3]) -> Json {
        Json { out: BufWriter::new(out), outputs: outputs.to_vec(), around, first: true }
    }

    fn item(&mut self, outputs: &[Tensor], item: usize) -> std::io::Result<()> {
        let before = if self.first { self.around[0] } else { self.around[1] };
        self.first = false;
        write!(self.out, "{before}{{")?;
        for (index, (wanted, tensor)) in self.outputs.iter().zip(outputs).enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            let name = serde_json::Value::from(wanted.name());
            write!(self.out, "{comma}{name}: ")?;
            let mut next = item * tensor.item_len();
            let item = tensor.shape().get(1..).unwrap_or_default();
            nested(&mut self.out, tensor, item, &mut next)?;
        }
        write!(self.out, "}}")
    }
}

/// The elements from `next` on as lists of the sizes `shape`.
fn nested(
    out: &mut dyn Write,
    tensor: &Tensor,
    shape: &[usize],
    next: &mut usize,
) -> std::io::Result<()> {
    let Some((size, inner)) = shape.split_first() else {
        let value = match is_finite(tensor.data(), *next) {
            true => text(tensor.data(), *next),
            false => "null".to_owned(),
        };
        *next += 1;
        return write!(out, "{value}");
    };
    write!(out, "[")?;
    for index in 0..*size {
        if index > 0 {
            write!(out, ", ")?;
        }
        nested(out, tensor, inner, next)?;
    }
    write!(out, "]")
}

impl Sink for Json {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let items = outputs.first().map_or(0, Tensor::items);
        (0..items).try_for_each(|item| self.item(outputs, item)).map_err(DataError::Unwritable)
    }

    fn finish(mut self: Box<Self>) -> Result<(), DataError> {
        let before = if self.first { self.around[0] } else { "" };
        let end = write!(self.out, "{before}{}", self.around[2]);
        end.and_then(|()| self.out.flush()).map_err(DataError::Unwritable)
    }
}
