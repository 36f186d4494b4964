//! A model that gives what stands within its graph, or takes what it has a default for.

use prost::Message;

use super::budget::{Field, next_field};
use super::external::put;
use super::proto as pb;
use super::proto::DataType;
use super::{OnnxError, OnnxFile};

/// Fields of `ModelProto` and of `GraphProto`.
const GRAPH: u64 = 7;
const INITIALIZER: u64 = 5;

/// What a tensor is called.
#[derive(Clone, PartialEq, Message)]
struct Named {
    #[prost(string, tag = "8")]
    name: String,
}

/// The ONNX file `bytes` without the initializers `names`, so that inputs of these names have no
/// default and are taken as all others. Only the wire format is rewritten.
///
/// # Errors
/// A damaged file.
pub fn without_defaults(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, OnnxError> {
    rewritten(bytes, &|number, content| match number {
        GRAPH => Ok(Some(rewritten(content, &|number, content| {
            let is_left_out = number == INITIALIZER && names.contains(&called(content)?.as_str());
            Ok((!is_left_out).then(|| content.to_vec()))
        })?)),
        _ => Ok(Some(content.to_vec())),
    })
}

fn called(tensor: &[u8]) -> Result<String, OnnxError> {
    let named = Named::decode(tensor).map_err(|error| OnnxError::NotOnnx(error.to_string()))?;
    Ok(named.name)
}

/// What becomes of a field with its number and content; `None` where it is left out.
type Rewrite<'a> = &'a dyn Fn(u64, &[u8]) -> Result<Option<Vec<u8>>, OnnxError>;

/// The message `bytes` with each field that has bytes as `rewrite` makes it.
fn rewritten(bytes: &[u8], rewrite: Rewrite) -> Result<Vec<u8>, OnnxError> {
    let mut written = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((field, after)) = next_field(rest)? {
        match field {
            Field::Bytes(number, content) => {
                if let Some(content) = rewrite(number, content)? {
                    put(&mut written, number, &content);
                }
            }
            Field::Other(_) => written.extend_from_slice(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    Ok(written)
}

impl OnnxFile {
    /// The file with the values `names` for outputs, which are float32 of any shape.
    ///
    /// `None` where the file defines functions of its own, which are not read whole.
    pub(crate) fn with_outputs(&self, names: &[&str]) -> Option<Vec<u8>> {
        if !self.model.functions.is_empty() {
            return None;
        }
        let mut model = self.model.clone();
        model.graph.as_mut()?.output = names.iter().map(|name| float32(name)).collect();
        Some(model.encode_to_vec())
    }
}

fn float32(name: &str) -> pb::ValueInfoProto {
    let tensor = pb::TensorType { elem_type: DataType::Float as i32, shape: None };
    let value = Some(pb::TypeValue::TensorType(tensor));
    pb::ValueInfoProto { name: name.to_owned(), r#type: Some(pb::TypeProto { value }) }
}
