//! Weights in the format safetensors: <https://github.com/huggingface/safetensors>.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use faircat_text::beginning;
use safetensors::tensor::Metadata;
use safetensors::{Dtype, SafeTensors};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{FormatError, npy};
use crate::tensor::Tensor;

/// Longest header of a file that is read, in bytes.
pub const LONGEST_HEADER: u64 = 100_000_000;

fn damaged(reason: impl ToString) -> FormatError {
    FormatError::Damaged { format: "safetensors", reason: reason.to_string() }
}

/// All tensors by name. Half precision becomes `float32`.
///
/// Errors: a damaged file, one in which a name stands twice, or an element type that is not read.
pub fn read(bytes: &[u8]) -> Result<BTreeMap<String, Tensor>, FormatError> {
    let file = SafeTensors::deserialize(bytes).map_err(damaged)?;
    let header =
        bytes.get(..8).and_then(|length| Some(u64::from_le_bytes(length.try_into().ok()?)));
    let header = header.and_then(|length| bytes.get(8..)?.get(..usize::try_from(length).ok()?));
    serde_json::from_slice::<EachOnce>(header.unwrap_or_default()).map_err(damaged)?;
    let mut tensors = BTreeMap::new();
    for (name, view) in file.tensors() {
        let Some(descr) = descr(view.dtype()) else {
            let reason = format!("the element type {:?} is not read", view.dtype());
            return Err(FormatError::Unsupported { what: name, reason });
        };
        let header = npy::Header {
            descr: descr.to_owned(),
            fortran_order: false,
            shape: view.shape().to_vec(),
            data_start: 0,
        };
        tensors.insert(name, npy::decode(&header, view.shape().to_vec(), view.data())?);
    }
    Ok(tensors)
}

/// What a file says before its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Element type in the format's spelling, as `F32`, and shape of each tensor, by name.
    pub tensors: BTreeMap<String, (String, Vec<usize>)>,
    pub metadata: BTreeMap<String, String>,
}

impl Header {
    /// Number of elements of the tensors of floating-point numbers.
    #[must_use]
    pub fn floating_point_elements(&self) -> u64 {
        let floats = self.tensors.values().filter(|(dtype, _)| dtype.contains('F'));
        let elements = |shape: &[usize]| shape.iter().map(|it| *it as u64).product::<u64>();
        floats.map(|(_, shape)| elements(shape)).sum()
    }
}

/// Length of the header of a file that begins with `start`, in bytes.
///
/// Errors: no file of this format has such a length.
pub fn header_length(start: [u8; 8]) -> Result<u64, FormatError> {
    let length = u64::from_le_bytes(start);
    match length <= LONGEST_HEADER {
        true => Ok(length),
        false => Err(damaged("its first eight bytes are not the length of a header")),
    }
}

/// Reads `text`, the header of a file in which `data` bytes follow it.
///
/// Errors: a damaged header, one in which a name stands twice, or tensors that are not exactly the
/// bytes that follow.
pub fn header(text: &[u8], data: u64) -> Result<Header, FormatError> {
    let found: Metadata = serde_json::from_slice(text).map_err(damaged)?;
    serde_json::from_slice::<EachOnce>(text).map_err(damaged)?;
    if found.data_len() as u64 != data {
        let reason = format!("{data} bytes follow the header, not {}", found.data_len());
        return Err(damaged(reason));
    }
    let tensors = found.tensors().into_iter();
    let tensors = tensors.map(|(name, it)| (name, (it.dtype.to_string(), it.shape.clone())));
    let metadata = found.metadata().clone().unwrap_or_default().into_iter().collect();
    Ok(Header { tensors: tensors.collect(), metadata })
}

/// A header in which no name stands twice: of such the library takes the last one.
struct EachOnce;

impl<'de> Deserialize<'de> for EachOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<EachOnce, D::Error> {
        deserializer.deserialize_map(Names)
    }
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = EachOnce;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("tensors by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EachOnce, A::Error> {
        let mut known = BTreeSet::new();
        while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
            if let Some(twice) = known.replace(name) {
                let name = beginning(&twice, 40);
                return Err(A::Error::custom(format!("the name `{name}` stands twice")));
            }
        }
        Ok(EachOnce)
    }
}

/// The element type in NumPy's spelling.
fn descr(dtype: Dtype) -> Option<&'static str> {
    Some(match dtype {
        Dtype::F16 => "<f2",
        Dtype::F32 => "<f4",
        Dtype::F64 => "<f8",
        Dtype::I8 => "|i1",
        Dtype::I16 => "<i2",
        Dtype::I32 => "<i4",
        Dtype::I64 => "<i8",
        Dtype::U8 => "|u1",
        Dtype::U16 => "<u2",
        Dtype::U32 => "<u4",
        Dtype::U64 => "<u8",
        Dtype::BOOL => "|b1",
        _ => return None,
    })
}
