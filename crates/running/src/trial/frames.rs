//! What goes to the child: lengths as 8 bytes, little-endian, each before its bytes.

use std::io::{self, ErrorKind, Read, Write};

use faircat_inference::engine::{Device, Options};
use faircat_inference::formats::{Limit, npy};
use faircat_inference::tensor::Tensor;

/// The child's answer where it has done what it was asked.
pub(super) const DONE: u8 = b'+';
/// Its answer where it found that it cannot.
pub(super) const FAILED: u8 = b'-';
/// Its answer where that took more memory than a model may.
pub(super) const TOO_LARGE: u8 = b'!';

/// Most bytes of one frame.
const MOST: u64 = 1 << 40;

pub(super) fn write(out: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

pub(super) fn read(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let length = read_number(from)?;
    let mut bytes = Vec::new();
    from.take(length.min(MOST)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn read_number(from: &mut dyn Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

pub(super) fn write_options(out: &mut dyn Write, options: &Options) -> io::Result<()> {
    let is_cuda = u64::from(options.device == Device::Cuda);
    for number in [is_cuda, options.threads as u64, options.batch as u64] {
        out.write_all(&number.to_le_bytes())?;
    }
    Ok(())
}

pub(super) fn read_options(from: &mut dyn Read) -> io::Result<Options> {
    let [is_cuda, threads, batch] = [read_number(from)?, read_number(from)?, read_number(from)?];
    let device = if is_cuda == 1 { Device::Cuda } else { Device::Cpu };
    let size = |number| usize::try_from(number).unwrap_or(1);
    let (threads, batch) = (size(threads), size(batch));
    Ok(Options { device, threads, batch, ..Options::default() })
}

pub(super) fn write_tensors(out: &mut dyn Write, tensors: &[Tensor]) -> io::Result<()> {
    out.write_all(&(tensors.len() as u64).to_le_bytes())?;
    tensors.iter().try_for_each(|tensor| write(out, &npy::write(tensor)))
}

pub(super) fn read_tensors(from: &mut dyn Read) -> io::Result<Vec<Tensor>> {
    let tensor = |bytes: Vec<u8>| {
        npy::read(&bytes, Limit { bytes: MOST })
            .map_err(|error| io::Error::other(error.to_string()))
    };
    (0..read_number(from)?).map(|_| read(from).and_then(tensor)).collect()
}

#[cfg(test)]
mod tests {
    use faircat_inference::tensor::Data;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let options =
            Options { threads: 3, batch: 128, device: Device::Cuda, ..Options::default() };
        let tensors = [
            Tensor::new(vec![2, 0], Data::Int64(vec![])).expect("a shape"),
            Tensor::new(vec![2], Data::Bool(vec![true, false])).expect("a shape"),
        ];
        let mut bytes = Vec::new();
        write_options(&mut bytes, &options).expect("memory");
        write(&mut bytes, b"model").expect("memory");
        write_tensors(&mut bytes, &tensors).expect("memory");
        let mut from = bytes.as_slice();
        let read_back = read_options(&mut from).expect("options");
        assert_eq!((read_back.threads, read_back.batch), (3, 128));
        assert_eq!(read_back.device, Device::Cuda);
        assert_eq!(read(&mut from).expect("bytes"), b"model");
        assert_eq!(read_tensors(&mut from).expect("tensors"), tensors);
        assert!(
            read(&mut from).is_err() && read(&mut b"\xff\xff\xff\xff\0\0\0\0x".as_slice()).is_err()
        );
    }
}
