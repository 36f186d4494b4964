//! A row for each item, a column for each element of each output.

use std::io::{BufWriter, Write};

use faircat_inference::tensor::Tensor;

use super::Sink;
use super::elements::text;
use crate::data_error::DataError;
use crate::output::Output;

pub(super) struct Csv {
    writer: csv::Writer<BufWriter<Box<dyn Write>>>,
}

impl Csv {
    pub(super) fn new(out: Box<dyn Write>, outputs: &[Output]) -> Result<Csv, DataError> {
        let mut writer = csv::Writer::from_writer(BufWriter::new(out));
        let mut names = Vec::new();
        for output in outputs {
            names.extend(output.columns()?);
        }
        writer.write_record(names).map_err(of_csv)?;
        Ok(Csv { writer })
    }
}

impl Sink for Csv {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let items = outputs.first().map_or(0, Tensor::items);
        for item in 0..items {
            let row = outputs.iter().flat_map(|tensor| {
                let width = tensor.item_len();
                (item * width..(item + 1) * width).map(|index| text(tensor.data(), index))
            });
            self.writer.write_record(row).map_err(of_csv)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), DataError> {
        self.writer.flush().map_err(DataError::Unwritable)
    }
}

fn of_csv(error: csv::Error) -> DataError {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => DataError::Unwritable(error),
        _ => DataError::format("CSV", text),
    }
}
