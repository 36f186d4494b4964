//! Numbers of a model that lie in other files (`TensorProto.external_data`), put into the model.
//!
//! Only the wire format is rewritten, so that nothing of the file is lost that is not known here.

use prost::Message;

use super::budget::{self, Field, Kind, child, next_field};
use super::initializers::{elements, width};
use super::proto::{self as pb, DataLocation};
use super::{LARGEST_FILE, OnnxError};

/// Fields of `TensorProto`.
const RAW_DATA: u64 = 9;
const EXTERNAL_DATA: u64 = 13;
const DATA_LOCATION: u64 = 14;

/// Where the numbers of a tensor lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    pub tensor: String,
    /// A path from the model's folder, as the file has it.
    pub location: String,
    /// Bytes before the first number.
    pub offset: u64,
    /// Bytes of all numbers.
    pub length: u64,
}

/// The model with all numbers in it; `None` where it keeps none in other files. `load` gives the
/// bytes of one tensor, or says why it cannot.
///
/// # Errors
/// A damaged file, a tensor whose length is not that of its dimensions, more than
/// [`LARGEST_FILE`] in all, and what `load` says.
pub fn embedded(
    bytes: &[u8],
    load: &mut dyn FnMut(&External) -> Result<Vec<u8>, String>,
) -> Result<Option<Vec<u8>>, OnnxError> {
    budget::check(bytes)?;
    let mut rewriting = Rewriting { load, left: LARGEST_FILE as u64, found: false };
    let whole = rewriting.message(Kind::Model, bytes)?;
    Ok(rewriting.found.then_some(whole))
}

struct Rewriting<'a> {
    load: &'a mut dyn FnMut(&External) -> Result<Vec<u8>, String>,
    /// Bytes that may still be put in.
    left: u64,
    found: bool,
}

impl Rewriting<'_> {
    fn message(&mut self, kind: Kind, bytes: &[u8]) -> Result<Vec<u8>, OnnxError> {
        if matches!(kind, Kind::Tensor)
            && let Some(external) = external(bytes)?
        {
            return self.tensor(bytes, &external);
        }
        let mut written = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some((field, after)) = next_field(rest)? {
            let inner = match field {
                Field::Bytes(number, content) => {
                    child(kind, number).map(|it| (number, it, content))
                }
                Field::Other(_) => None,
            };
            match inner {
                Some((number, inner, content)) if !matches!(inner, Kind::Leaf) => {
                    put(&mut written, number, &self.message(inner, content)?);
                }
                _ => written.extend_from_slice(&rest[..rest.len() - after.len()]),
            }
            rest = after;
        }
        Ok(written)
    }

    /// The tensor in `bytes` with its numbers in place of where they lie.
    fn tensor(&mut self, bytes: &[u8], external: &External) -> Result<Vec<u8>, OnnxError> {
        self.found = true;
        let too_large = || OnnxError::TooLarge(LARGEST_FILE.saturating_add(1));
        self.left = self.left.checked_sub(external.length).ok_or_else(too_large)?;
        let numbers = (self.load)(external).map_err(|reason| OnnxError::External {
            tensor: external.tensor.clone(),
            location: external.location.clone(),
            reason,
        })?;
        let mut written = Vec::with_capacity(bytes.len() + numbers.len());
        let mut rest = bytes;
        while let Some((field, after)) = next_field(rest)? {
            let number = match field {
                Field::Bytes(number, _) | Field::Other(number) => number,
            };
            if ![RAW_DATA, EXTERNAL_DATA, DATA_LOCATION].contains(&number) {
                written.extend_from_slice(&rest[..rest.len() - after.len()]);
            }
            rest = after;
        }
        put(&mut written, RAW_DATA, &numbers);
        Ok(written)
    }
}

/// Where all numbers lie that are not in the model, in the order of the file.
pub(super) fn all(bytes: &[u8]) -> Result<Vec<External>, OnnxError> {
    let mut found = Vec::new();
    collect(Kind::Model, bytes, &mut found)?;
    Ok(found)
}

fn collect(kind: Kind, bytes: &[u8], found: &mut Vec<External>) -> Result<(), OnnxError> {
    if matches!(kind, Kind::Tensor)
        && let Some(external) = external(bytes)?
    {
        found.push(external);
        return Ok(());
    }
    let mut rest = bytes;
    while let Some((field, after)) = next_field(rest)? {
        if let Field::Bytes(number, content) = field
            && let Some(inner) = child(kind, number).filter(|it| !matches!(it, Kind::Leaf))
        {
            collect(inner, content, found)?;
        }
        rest = after;
    }
    Ok(())
}

/// Where the numbers of the tensor in `bytes` lie; `None` where that is in the model.
fn external(bytes: &[u8]) -> Result<Option<External>, OnnxError> {
    let tensor = pb::TensorProto::decode(bytes);
    of(&tensor.map_err(|error| OnnxError::NotOnnx(error.to_string()))?)
}

/// Where the numbers of `tensor` lie; `None` where that is in the model.
pub(super) fn of(tensor: &pb::TensorProto) -> Result<Option<External>, OnnxError> {
    if tensor.data_location != Some(DataLocation::External as i32) {
        return Ok(None);
    }
    let name = || tensor.name.clone();
    let entry = |key: &str| tensor.external_data.iter().find(|it| it.key == key);
    let dtype = tensor.data_type;
    let width = width(dtype).ok_or_else(|| OnnxError::ElementType { name: name(), dtype })?;
    let wanted = elements(tensor).saturating_mul(width);
    let number = |key: &str| entry(key).map(|it| it.value.trim().parse::<u64>()).transpose();
    let bad = |held: &str| OnnxError::TensorSize {
        name: name(),
        declared: format!("the dimensions {:?}", tensor.dims),
        held: held.to_owned(),
    };
    let offset = number("offset").map_err(|_| bad("no offset that is a number"))?.unwrap_or(0);
    let length = number("length").map_err(|_| bad("no length that is a number"))?;
    if let Some(length) = length.filter(|&length| length != wanted) {
        return Err(bad(&format!("{length} bytes in another file")));
    }
    let location = entry("location").map(|it| it.value.clone()).unwrap_or_default();
    Ok(Some(External { tensor: tensor.name.clone(), location, offset, length: wanted }))
}

/// Adds a field with `content`.
pub(super) fn put(written: &mut Vec<u8>, number: u64, content: &[u8]) {
    prost::encoding::encode_varint(number << 3 | 2, written);
    prost::encoding::encode_varint(content.len() as u64, written);
    written.extend_from_slice(content);
}
