//! A dataset for each output, in chunks along the items.

use std::path::Path;

use faircat_inference::tensor::{Data, Tensor};
use rust_hdf5::{H5Dataset, H5File};

use super::Sink;
use crate::running::data_error::DataError;
use crate::running::wanted::Output;

const KIND: &str = "HDF5";
/// Elements of a chunk, about.
const CHUNK: usize = 16 * 1024;

pub(super) struct Hdf5 {
    file: H5File,
    datasets: Vec<(Output, H5Dataset)>,
    items: usize,
}

impl Hdf5 {
    pub(super) fn create(path: &Path, outputs: &[Output]) -> Result<Hdf5, DataError> {
        let file = H5File::options().no_locking().create(path).map_err(of_hdf5)?;
        file.set_track_times(false).map_err(of_hdf5)?;
        let datasets = outputs.iter().map(|wanted| Ok((wanted.clone(), dataset(&file, wanted)?)));
        let datasets = datasets.collect::<Result<_, DataError>>()?;
        Ok(Hdf5 { file, datasets, items: 0 })
    }
}

fn dataset(file: &H5File, wanted: &Output) -> Result<H5Dataset, DataError> {
    let mut shape = vec![0];
    shape.extend(&wanted.item);
    let mut chunk = shape.clone();
    chunk[0] = (CHUNK / wanted.item_len().max(1)).max(1);
    let mut most = vec![None];
    most.extend(wanted.item.iter().map(|&size| Some(size)));
    macro_rules! made {
        ($type:ty) => {
            file.new_dataset::<$type>()
                .shape(&shape)
                .chunk(&chunk)
                .max_shape(&most)
                .deflate(4)
                .create(&wanted.name)
        };
    }
    let made = match wanted.dtype.as_str() {
        "float64" => made!(f64),
        "int32" => made!(i32),
        "int64" => made!(i64),
        "uint8" | "bool" => made!(u8),
        "float32" => made!(f32),
        other => return Err(DataError::format(KIND, format!("{other} is not written"))),
    };
    made.map_err(of_hdf5)
}

impl Sink for Hdf5 {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let count = outputs.first().map_or(0, Tensor::items);
        for ((wanted, dataset), tensor) in self.datasets.iter().zip(outputs) {
            let mut shape = vec![self.items + count];
            shape.extend(&wanted.item);
            dataset.extend(&shape).map_err(of_hdf5)?;
            let mut starts = vec![0; shape.len()];
            starts[0] = self.items;
            shape[0] = count;
            let written = match tensor.data() {
                Data::Float32(values) => dataset.write_slice(&starts, &shape, values),
                Data::Float64(values) => dataset.write_slice(&starts, &shape, values),
                Data::Int32(values) => dataset.write_slice(&starts, &shape, values),
                Data::Int64(values) => dataset.write_slice(&starts, &shape, values),
                Data::Uint8(values) => dataset.write_slice(&starts, &shape, values),
                Data::Bool(values) => {
                    let bytes: Vec<u8> = values.iter().map(|&value| u8::from(value)).collect();
                    dataset.write_slice(&starts, &shape, &bytes)
                }
                other => {
                    let problem = format!("{} is not written", other.dtype());
                    return Err(DataError::format(KIND, problem));
                }
            };
            written.map_err(of_hdf5)?;
        }
        self.items += count;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        drop(self.datasets);
        self.file.close().map_err(of_hdf5)
    }
}

fn of_hdf5(error: rust_hdf5::Hdf5Error) -> DataError {
    match error {
        rust_hdf5::Hdf5Error::Io(error) => DataError::Unwritable(error),
        error => DataError::format(KIND, error),
    }
}
