//! NumPy's `.npy` and `.npz`. How many items there are is known at the end only, so the header of an
//! array is written last, into the room left for it; arrays of an archive wait in files of their own.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use faircat_inference::tensor::Tensor;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Sink;
use super::elements::bytes;
use crate::running::data_error::DataError;
use crate::running::wanted::Output;

/// Bytes of a header: a multiple of 64, with room for every shape that occurs.
const HEADER: usize = 192;

/// One array.
pub(super) struct Npy {
    out: BufWriter<File>,
    wanted: Output,
    items: usize,
    /// Bytes of one element.
    width: u64,
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
        Ok(Npy { out, wanted: wanted.clone(), items: 0, width: width(wanted.dtype) })
    }

    fn add(&mut self, tensor: &Tensor) -> io::Result<()> {
        self.items += tensor.items();
        self.out.write_all(&bytes(tensor.data()))
    }

    /// Writes the header and gives the file back.
    fn complete(mut self) -> io::Result<File> {
        let elements = self.items.saturating_mul(self.wanted.item_len()) as u64;
        let length = self.out.stream_position()?;
        if length != HEADER as u64 + elements.saturating_mul(self.width) {
            return Err(io::Error::other("the array is not whole"));
        }
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(&self.wanted, self.items)?)?;
        let mut file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

fn width(dtype: &str) -> u64 {
    match dtype {
        "float64" | "int64" | "uint64" => 8,
        "float32" | "int32" | "uint32" => 4,
        "int16" | "uint16" => 2,
        _ => 1,
    }
}

fn header(wanted: &Output, items: usize) -> io::Result<Vec<u8>> {
    let descr = match wanted.dtype {
        "float32" => "<f4",
        "float64" => "<f8",
        "int8" => "|i1",
        "int16" => "<i2",
        "int32" => "<i4",
        "int64" => "<i8",
        "uint8" => "|u1",
        "uint16" => "<u2",
        "uint32" => "<u4",
        "uint64" => "<u8",
        _ => "|b1",
    };
    let sizes = std::iter::once(&items).filter(|_| !wanted.is_scalar).chain(&wanted.item);
    let sizes: Vec<String> = sizes.map(|size| format!("{size},")).collect();
    let shape = sizes.join(" ");
    let text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}");
    let room = HEADER - 10;
    if text.len() >= room {
        return Err(io::Error::other("the shape has too many axes"));
    }
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((room as u16).to_le_bytes());
    bytes.extend(format!("{text:<width$}\n", width = room - 1).as_bytes());
    Ok(bytes)
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
        let mut archive = ZipWriter::new(BufWriter::new(self.file));
        // The same results are the same bytes, whenever they are written.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(true);
        for array in self.arrays {
            let name = format!("{}.npy", array.wanted.name());
            let mut file = array.complete().map_err(DataError::Unwritable)?;
            archive.start_file(name, options).map_err(of_zip)?;
            io::copy(&mut file, &mut archive).map_err(DataError::Unwritable)?;
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
