//! NumPy's `.npy` and `.npz`. How many items there are is known at the end only, so the header of an
//! array is written last, into the room left for it; arrays of an archive wait in files of their own.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use faircat_inference::formats::npy::{self, Header};
use faircat_inference::formats::npz;
use faircat_inference::tensor::Tensor;

use super::Sink;
use crate::data_error::DataError;
use crate::output::Output;

/// Bytes of a header: a multiple of 64, with room for every shape that occurs.
const HEADER: usize = 192;

/// One array.
pub(super) struct Npy {
    out: BufWriter<File>,
    wanted: Output,
    items: usize,
}

impl Npy {
    pub(super) fn create(file: File, outputs: &[Output]) -> Result<Npy, DataError> {
        let [wanted] = outputs else {
            return Err(DataError::OneArray { kind: "a .npy file", arrays: outputs.len() });
        };
        Npy::begin(file, wanted).map_err(DataError::Unwritable)
    }

    fn begin(file: File, wanted: &Output) -> io::Result<Npy> {
        let mut out = BufWriter::new(file);
        out.write_all(&[0; HEADER])?;
        Ok(Npy { out, wanted: wanted.clone(), items: 0 })
    }

    fn add(&mut self, tensor: &Tensor) -> io::Result<()> {
        self.items += tensor.items();
        let mut bytes = Vec::new();
        npy::append_elements(&mut bytes, tensor.data());
        self.out.write_all(&bytes)
    }

    /// Writes the header and gives the file back.
    fn complete(mut self) -> io::Result<File> {
        let items = std::iter::once(self.items).filter(|_| !self.wanted.is_scalar);
        let shape = items.chain(self.wanted.item.iter().copied()).collect();
        let header = Header::of(self.wanted.dtype, shape).starting_data_at(HEADER);
        let header = header.ok_or_else(|| io::Error::other("the shape has too many axes"))?;
        let elements = header.bytes().map_err(io::Error::other)?;
        if self.out.stream_position()? != elements.saturating_add(HEADER as u64) {
            return Err(io::Error::other("the array is not whole"));
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header.to_bytes())?;
        let mut file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

impl Sink for Npy {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        outputs.iter().try_for_each(|tensor| self.add(tensor)).map_err(DataError::Unwritable)
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        self.complete().map(drop).map_err(DataError::Unwritable)
    }
}

/// Several arrays.
pub(super) struct Npz {
    file: File,
    arrays: Vec<Npy>,
}

impl Npz {
    #[allow(clippy::disallowed_methods, reason = "arrays wait in files that nobody else sees")]
    pub(super) fn create(file: File, outputs: &[Output]) -> Result<Npz, DataError> {
        let array = |wanted: &Output| Npy::begin(tempfile::tempfile()?, wanted);
        let arrays: io::Result<Vec<Npy>> = outputs.iter().map(array).collect();
        Ok(Npz { file, arrays: arrays.map_err(DataError::Unwritable)? })
    }
}

impl Sink for Npz {
    fn write(&mut self, outputs: &[Tensor]) -> Result<(), DataError> {
        let mut pairs = self.arrays.iter_mut().zip(outputs);
        pairs.try_for_each(|(array, tensor)| array.add(tensor)).map_err(DataError::Unwritable)
    }

    fn finish(self: Box<Self>) -> Result<(), DataError> {
        let mut archive = npz::Writer::new(BufWriter::new(self.file), true);
        for array in self.arrays {
            let name = array.wanted.name().to_owned();
            let mut file = array.complete().map_err(DataError::Unwritable)?;
            archive.add(&name, &mut file).map_err(of_zip)?;
        }
        archive.finish().map_err(of_zip)?.flush().map_err(DataError::Unwritable)
    }
}

fn of_zip(error: zip::result::ZipError) -> DataError {
    match error {
        zip::result::ZipError::Io(error) => DataError::Unwritable(error),
        error => DataError::format("NumPy archive", error),
    }
}
