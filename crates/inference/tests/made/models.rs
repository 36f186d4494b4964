//! ONNX models of a few nodes.

use faircat_inference::onnx::proto::{
    AttributeProto, AttributeType, DataType, Dimension, DimensionValue, GraphProto, ModelProto,
    NodeProto, OperatorSetIdProto, TensorProto, TensorShapeProto, TensorType, TypeProto, TypeValue,
    ValueInfoProto,
};
use faircat_inference::tensor::{Data, Tensor};
use prost::Message;

/// An input or output; a size that is no number is a name.
pub(crate) fn port(name: &str, dtype: DataType, shape: &[&str]) -> ValueInfoProto {
    let dimension = |size: &&str| {
        let value = match size.parse() {
            Ok(size) => DimensionValue::DimValue(size),
            Err(_) => DimensionValue::DimParam((*size).to_owned()),
        };
        Dimension { value: Some(value) }
    };
    let shape = Some(TensorShapeProto { dim: shape.iter().map(dimension).collect() });
    let tensor = TensorType { elem_type: dtype as i32, shape };
    let value = Some(TypeValue::TensorType(tensor));
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { value }) }
}

pub(crate) fn node(
    operator: &str,
    inputs: &[&str],
    output: &str,
    attribute: Option<AttributeProto>,
) -> NodeProto {
    NodeProto {
        op_type: operator.to_owned(),
        input: inputs.iter().map(|&it| it.to_owned()).collect(),
        output: vec![output.to_owned()],
        attribute: attribute.into_iter().collect(),
        ..NodeProto::default()
    }
}

pub(crate) fn integers(name: &str, values: &[i64]) -> Option<AttributeProto> {
    let (name, ints) = (name.to_owned(), values.to_vec());
    let r#type = AttributeType::Ints as i32;
    Some(AttributeProto { name, r#type, ints, ..AttributeProto::default() })
}

pub(crate) fn integer(name: &str, value: i64) -> Option<AttributeProto> {
    let (name, r#type) = (name.to_owned(), AttributeType::Int as i32);
    Some(AttributeProto { name, r#type, i: value, ..AttributeProto::default() })
}

pub(crate) fn text(name: &str, value: &str) -> Option<AttributeProto> {
    let (name, r#type) = (name.to_owned(), AttributeType::String as i32);
    Some(AttributeProto { name, r#type, s: value.as_bytes().to_vec(), ..AttributeProto::default() })
}

pub(crate) fn constant(name: &str, dims: &[i64], values: &[f32]) -> TensorProto {
    TensorProto {
        name: name.to_owned(),
        dims: dims.to_vec(),
        data_type: DataType::Float as i32,
        float_data: values.to_vec(),
        ..TensorProto::default()
    }
}

/// The bytes of a model of operator set 17.
pub(crate) fn model(graph: GraphProto) -> Vec<u8> {
    let model = ModelProto {
        ir_version: 8,
        graph: Some(graph),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: 17 }],
        ..ModelProto::default()
    };
    model.encode_to_vec()
}

/// `y`, of rows `x` less their mean.
pub(crate) fn less_the_mean(rows: &str) -> Vec<u8> {
    model(GraphProto {
        node: vec![
            node("ReduceMean", &["x"], "m", integers("axes", &[0])),
            node("Sub", &["x", "m"], "y", None),
        ],
        input: vec![port("x", DataType::Float, &[rows, "2"])],
        output: vec![port("y", DataType::Float, &[rows, "2"])],
        ..GraphProto::default()
    })
}

/// `y` = `x` + 1, row by row.
pub(crate) fn one_more(rows: &str) -> Vec<u8> {
    model(GraphProto {
        node: vec![node("Add", &["x", "one"], "y", None)],
        input: vec![port("x", DataType::Float, &[rows, "2"])],
        output: vec![port("y", DataType::Float, &[rows, "2"])],
        initializer: vec![constant("one", &[1], &[1.0])],
        ..GraphProto::default()
    })
}

/// Rows of two numbers, none like another.
pub(crate) fn rows(count: usize) -> Tensor {
    let values = (0..2 * count).map(|it| (it * it) as f32 / 8.0).collect();
    Tensor::new(vec![count, 2], Data::Float32(values)).unwrap()
}
