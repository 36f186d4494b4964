//! A model that gives what stands within its graph.

use prost::Message;

use super::OnnxFile;
use super::proto as pb;
use super::proto::DataType;

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
