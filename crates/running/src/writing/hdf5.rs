//! A dataset for each output, in chunks along the items.

use std::path::Path;

use faircat_inference::tensor::{Data, Tensor};
use rust_hdf5::{H5Dataset, H5File, HBool};

use super::Sink;
use crate::data_error::DataError;
use crate::output::Output;

const KIND: &str = "HDF5";
/// Elements of a chunk, about.
const CHUNK: usize = 16 * 1024;

pub(super) struct Hdf5 {
    file: H5File,
    outputs: Vec<Written>,
}

struct Written {
    output: Output,
    dataset: H5Dataset,
    items: usize,
}

/// `$body` with `$type` for the element type that ONNX calls `$dtype`.
macro_rules! typed {
    ($dtype:expr, $type:ident => $body:expr) => {
        match $dtype {
            "float32" => typed!(@ $type f32; $body),
            "float64" => typed!(@ $type f64; $body),
            "int8" => typed!(@ $type i8; $body),
            "int16" => typed!(@ $type i16; $body),
            "int32" => typed!(@ $type i32; $body),
            "int64" => typed!(@ $type i64; $body),
            "uint8" => typed!(@ $type u8; $body),
            "uint16" => typed!(@ $type u16; $body),
            "uint32" => typed!(@ $type u32; $body),
            "uint64" => typed!(@ $type u64; $body),
            _ => typed!(@ $type HBool; $body),
        }
    };
    (@ $type:ident $element:ty; $body:expr) => {{
        type $type = $element;
        $body
    }};
}

impl Hdf5 {
    #[allow(clippy::disallowed_methods, reason = "the library writes a file only by its name")]
    pub(super) fn create(path: &Path, outputs: &[Output]) -> Result<Hdf5, DataError> {
        let file = H5File::options().no_locking().create(path).map_err(of_hdf5)?;
        file.set_track_times(false).map_err(of_hdf5)?;
        let mut groups = Vec::new();
        for output in outputs {
            make_groups(&file, output.name(), &mut groups)?;
        }
        let written = |output: &Output| {
            Ok(Written { output: output.clone(), dataset: dataset(&file, output)?, items: 0 })
        };
        let outputs = outputs.iter().map(written).collect::<Result<_, DataError>>()?;
        Ok(Hdf5 { file, outputs })
    }
}

/// The groups that stand before the last part of `name`, each once.
fn make_groups(file: &H5File, name: &str, made: &mut Vec<String>) -> Result<(), DataError> {
    for (end, _) in name.match_indices('/') {
        let group = &name[..end];
        if !made.iter().any(|known| known == group) {
            file.create_group(group).map_err(of_hdf5)?;
            made.push(group.to_owned());
        }
    }
    Ok(())
}

fn dataset(file: &H5File, output: &Output) -> Result<H5Dataset, DataError> {
    if output.is_scalar {
        let made = typed!(output.dtype, Element => file.new_dataset::<Element>().scalar().create(output.name()));
        return made.map_err(of_hdf5);
    }
    let mut shape = vec![0];
    shape.extend(&output.item);
    let mut chunk: Vec<usize> = shape.iter().map(|&size| size.max(1)).collect();
    chunk[0] = (CHUNK / output.item_len().max(1)).max(1);
    let mut most = vec![None];
    most.extend(output.item.iter().map(|&size| Some(size)));
    let made = typed!(output.dtype, Element => {
        let builder = file.new_dataset::<Element>().shape(&shape).chunk(&chunk).max_shape(&most);
        builder.deflate(4).create(output.name())
    });
    made.map_err(of_hdf5)
}

impl Sink for Hdf5 {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        self.outputs.iter_mut().zip(outputs).try_for_each(|(written, it)| written.add(it))
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        drop(self.outputs);
        self.file.close().map_err(of_hdf5)
    }
}

impl Written {
    fn add(&mut self, tensor: &Tensor) -> Result<(), DataError> {
        let count = tensor.items();
        let mut shape = vec![self.items + count];
        shape.extend(&self.output.item);
        if !self.output.is_scalar {
            self.dataset.extend(&shape).map_err(of_hdf5)?;
        }
        if tensor.data().is_empty() {
            self.items += count;
            return Ok(());
        }
        let mut starts = vec![0; shape.len()];
        starts[0] = self.items;
        shape[0] = count;
        let (dataset, is_scalar) = (&self.dataset, self.output.is_scalar);
        macro_rules! write {
            ($values:expr) => {
                match is_scalar {
                    true => dataset.write_raw($values),
                    false => dataset.write_slice(&starts, &shape, $values),
                }
            };
        }
        let written = match tensor.data() {
            Data::Float32(values) => write!(values),
            Data::Float64(values) => write!(values),
            Data::Int8(values) => write!(values),
            Data::Int16(values) => write!(values),
            Data::Int32(values) => write!(values),
            Data::Int64(values) => write!(values),
            Data::Uint8(values) => write!(values),
            Data::Uint16(values) => write!(values),
            Data::Uint32(values) => write!(values),
            Data::Uint64(values) => write!(values),
            Data::Bool(values) => {
                let values: Vec<HBool> = values.iter().map(|&value| HBool::from(value)).collect();
                write!(&values)
            }
        };
        self.items += count;
        written.map_err(of_hdf5)
    }
}

fn of_hdf5(error: rust_hdf5::Hdf5Error) -> DataError {
    match error {
        rust_hdf5::Hdf5Error::Io(error) => DataError::Unwritable(error),
        error => DataError::format(KIND, error),
    }
}
