//! Writing ONNX graphs node by node, <https://github.com/onnx/onnx/blob/main/docs/IR.md>.

use faircat_inference::onnx::proto::{self as pb, AttributeType, DataType, DimensionValue};

/// Version of the operators.
pub(super) const OPSET: i64 = 17;
/// The first version of the file format that has these operators.
pub(super) const IR_VERSION: i64 = 8;

/// Nodes in the order in which they are computed.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<pb::NodeProto>,
}

impl Graph {
    /// A node whose output gets a name of its own, which is returned.
    pub(super) fn add(
        &mut self,
        operator: &str,
        inputs: &[&str],
        attributes: Vec<pb::AttributeProto>,
    ) -> String {
        let output = format!("{}_{}", operator.to_lowercase(), self.nodes.len());
        self.add_named(&output, operator, inputs, attributes);
        output
    }

    /// A node whose output is `output`.
    pub(super) fn add_named(
        &mut self,
        output: &str,
        operator: &str,
        inputs: &[&str],
        attribute: Vec<pb::AttributeProto>,
    ) {
        self.nodes.push(pb::NodeProto {
            name: format!("node_{output}"),
            op_type: operator.to_owned(),
            input: inputs.iter().map(|&input| input.to_owned()).collect(),
            output: vec![output.to_owned()],
            attribute,
            ..pb::NodeProto::default()
        });
    }

    /// A constant named `name`.
    pub(super) fn constant(&mut self, name: &str, value: pb::TensorProto) -> String {
        let attribute = pb::AttributeProto {
            name: "value".to_owned(),
            r#type: AttributeType::Tensor as i32,
            t: Some(value),
            ..pb::AttributeProto::default()
        };
        self.add_named(name, "Constant", &[], vec![attribute]);
        name.to_owned()
    }

    /// A constant list of integers.
    pub(super) fn integers(&mut self, values: &[i64]) -> String {
        let name = format!("constant_{}", self.nodes.len());
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.constant(&name, tensor(DataType::Int64, &[values.len()], bytes))
    }

    /// The axes of `values` in another order.
    pub(super) fn transposed(&mut self, values: &str, order: &[i64]) -> String {
        self.add("Transpose", &[values], vec![ints("perm", order)])
    }

    /// values · Wᵀ + b along the last axis, with the weights of `layer`.
    pub(super) fn linear(&mut self, values: &str, layer: &str) -> String {
        let weight = self.transposed(&format!("{layer}.weight"), &[1, 0]);
        let product = self.add("MatMul", &[values, &weight], Vec::new());
        self.add("Add", &[&product, &format!("{layer}.bias")], Vec::new())
    }

    /// Linear layers, each followed by a ReLU.
    pub(super) fn perceptron(&mut self, values: &str, layers: &[&str]) -> String {
        layers.iter().fold(values.to_owned(), |values, layer| {
            let sum = self.linear(&values, layer);
            self.add("Relu", &[&sum], Vec::new())
        })
    }

    /// The sum over `axis`, which vanishes.
    pub(super) fn summed(&mut self, values: &str, axis: i64) -> String {
        let axes = self.integers(&[axis]);
        self.add("ReduceSum", &[values, &axes], vec![int("keepdims", 0)])
    }
}

pub(super) fn int(name: &str, value: i64) -> pb::AttributeProto {
    pb::AttributeProto {
        name: name.to_owned(),
        r#type: AttributeType::Int as i32,
        i: value,
        ..pb::AttributeProto::default()
    }
}

pub(super) fn ints(name: &str, values: &[i64]) -> pb::AttributeProto {
    pb::AttributeProto {
        name: name.to_owned(),
        r#type: AttributeType::Ints as i32,
        ints: values.to_vec(),
        ..pb::AttributeProto::default()
    }
}

/// A tensor of `shape` whose little-endian elements are `bytes`.
pub(super) fn tensor(kind: DataType, shape: &[usize], bytes: Vec<u8>) -> pb::TensorProto {
    pb::TensorProto {
        dims: shape.iter().map(|&size| size as i64).collect(),
        data_type: kind as i32,
        raw_data: bytes,
        ..pb::TensorProto::default()
    }
}

/// A `float32` tensor named `name`.
pub(super) fn floats(name: &str, shape: &[usize], values: &[f32]) -> pb::TensorProto {
    let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    pb::TensorProto { name: name.to_owned(), ..tensor(DataType::Float, shape, bytes) }
}

/// An input or output of type `float32` with the shape \[batch, `sizes`…\].
pub(super) fn value(name: &str, sizes: &[usize]) -> pb::ValueInfoProto {
    let fixed = sizes.iter().map(|&size| DimensionValue::DimValue(size as i64));
    let batch = DimensionValue::DimParam("batch".to_owned());
    let dim = std::iter::once(batch).chain(fixed);
    let dim = dim.map(|value| pb::Dimension { value: Some(value) }).collect();
    let tensor = pb::TensorType {
        elem_type: DataType::Float as i32,
        shape: Some(pb::TensorShapeProto { dim }),
    };
    let tensor = pb::TypeValue::TensorType(tensor);
    pb::ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(pb::TypeProto { value: Some(tensor) }),
    }
}

/// A model with one graph and `metadata`.
pub(super) fn model(graph: pb::GraphProto, metadata: &[(&str, &str)]) -> pb::ModelProto {
    let entry = |&(key, value): &(&str, &str)| pb::StringStringEntryProto {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    pb::ModelProto {
        ir_version: IR_VERSION,
        opset_import: vec![pb::OperatorSetIdProto { domain: String::new(), version: OPSET }],
        producer_name: "faircat".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(graph),
        metadata_props: metadata.iter().map(entry).collect(),
        functions: Vec::new(),
    }
}
