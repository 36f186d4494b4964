//! Single operators that are taken from the crate `tract-onnx`, which knows nearly all of ONNX's
//! but passes over attributes that it does not know: those that ONNX's test cases show to be
//! right, with the attributes that are known to be.

use prost::Message;
use tract_core::internal::{
    DatumType, OutletId, TVec, Tensor, TractResult, TypedModel, bail, format_err,
};
use tract_onnx::prelude::{Framework, InferenceModelExt};
use tract_onnx::tract_hir::infer::InferenceFact;

use super::{Node, Wire, equation};
use crate::onnx::proto as pb;

/// What is borrowed: the operator and the attributes that may stand at it. Element types are
/// float32 throughout.
const BORROWED: [(&str, &[&str]); 5] = [
    (
        "ConvTranspose",
        &["auto_pad", "dilations", "group", "kernel_shape", "output_padding", "pads", "strides"],
    ),
    ("Einsum", &["equation"]),
    ("InstanceNormalization", &["epsilon"]),
    ("LRN", &["alpha", "beta", "bias", "size"]),
    ("LpNormalization", &["axis", "p"]),
];

pub(super) fn find(name: &str) -> Option<Wire> {
    BORROWED.iter().any(|(known, _)| *known == name).then_some(borrowed as Wire)
}

fn borrowed(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let known = BORROWED.iter().find(|(name, _)| *name == node.operator());
    for attribute in known.map(|(_, attributes)| *attributes).unwrap_or_default() {
        node.pass_over(attribute);
    }
    check(node)?;
    let inputs: TVec<Option<OutletId>> =
        (0..node.proto().input.len()).map(|index| node.optional(index)).collect();
    for &input in inputs.iter().flatten() {
        let dtype = node.dtype(input)?;
        if dtype != DatumType::F32 && node.known(input).is_err() {
            bail!("it is computed with float32 only, not {dtype:?}");
        }
    }
    let mut proto = node.proto().clone();
    if node.operator() == "Einsum" {
        write_out(node, &mut proto, &inputs)?;
    }
    let alone = alone(node, proto, &inputs)?;
    let given: TVec<OutletId> = inputs.into_iter().flatten().collect();
    splice(node, &alone, &given)
}

/// Errors: values of attributes with which the crate is not right.
fn check(node: &Node) -> TractResult<()> {
    match node.operator() {
        "Einsum" => {
            let equation = node.text("equation").unwrap_or_default();
            if equation.split_once("->").is_none_or(|(_, output)| output.trim().is_empty()) {
                bail!("its equation `{equation}` names no axis of its output");
            }
        }
        "LRN" if node.integer("size").is_some_and(|size| size % 2 == 0) => {
            bail!("its `size` is even");
        }
        "ConvTranspose" => {
            for name in ["dilations", "kernel_shape", "output_padding", "pads", "strides"] {
                node.sizes(name)?;
            }
            // Of a size below what the kernel reaches the crate computes pads below zero.
            if node.integers("output_shape").is_some() {
                bail!("its attribute `output_shape` is not known");
            }
        }
        _ => {}
    }
    Ok(())
}

/// Gives the equation of a sum letters in place of its ellipses, of which the crate takes each for
/// the axes of another operand.
fn write_out(
    node: &Node,
    proto: &mut pb::NodeProto,
    inputs: &[Option<OutletId>],
) -> TractResult<()> {
    let ranks: Vec<usize> =
        inputs.iter().flatten().map(|&input| node.rank(input)).collect::<TractResult<_>>()?;
    for attribute in proto.attribute.iter_mut().filter(|it| it.name == "equation") {
        let equation = String::from_utf8_lossy(&attribute.s).into_owned();
        attribute.s = equation::without_ellipses(&equation, &ranks)?.into_bytes();
    }
    Ok(())
}

/// A model of this node alone, whose known inputs are constants.
fn alone(
    node: &Node,
    mut proto: pb::NodeProto,
    inputs: &[Option<OutletId>],
) -> TractResult<TypedModel> {
    let name = |(index, input): (usize, &Option<OutletId>)| match input {
        Some(_) => format!("input{index}"),
        None => String::new(),
    };
    proto.input = inputs.iter().enumerate().map(name).collect();
    proto.output = (0..node.outputs()).map(|index| format!("output{index}")).collect();
    let given = proto.input.iter().filter(|name| !name.is_empty());
    let graph = pb::GraphProto {
        input: given.map(|name| port(name)).collect(),
        output: proto.output.iter().map(|name| port(name)).collect(),
        node: vec![proto],
        ..pb::GraphProto::default()
    };
    let opset = pb::OperatorSetIdProto { domain: String::new(), version: node.version() };
    let bytes = pb::ModelProto {
        ir_version: 8,
        graph: Some(graph),
        opset_import: vec![opset],
        ..pb::ModelProto::default()
    };
    let reader = tract_onnx::onnx().with_ignore_output_shapes(true).with_ignore_value_info(true);
    let mut model = reader.model_for_read(&mut bytes.encode_to_vec().as_slice())?;
    for (index, &input) in inputs.iter().flatten().enumerate() {
        let fact = match node.known(input) {
            Ok(value) => InferenceFact::from(value.clone()),
            Err(_) => InferenceFact::dt_shape(node.dtype(input)?, node.shape(input)?.as_slice()),
        };
        model.set_input_fact(index, fact)?;
    }
    model.into_typed()
}

/// A value of float32; the types of inputs are said later.
fn port(name: &str) -> pb::ValueInfoProto {
    let tensor = pb::TensorType { elem_type: pb::DataType::Float as i32, shape: None };
    let value = Some(pb::TypeValue::TensorType(tensor));
    pb::ValueInfoProto { name: name.to_owned(), r#type: Some(pb::TypeProto { value }) }
}

/// Adds what the model is made of to that of the node; gives the node's outputs.
fn splice(node: &mut Node, model: &TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
    let mut made: Vec<TVec<OutletId>> = vec![TVec::new(); model.nodes().len()];
    for (source, &input) in model.input_outlets()?.iter().zip(inputs) {
        made[source.node] = TVec::from_slice(&[input]);
    }
    for id in model.eval_order()? {
        if !made[id].is_empty() {
            continue;
        }
        let known = model.node(id).outputs.first().and_then(|it| it.fact.konst.as_deref());
        made[id] = match known {
            Some(value) if model.node(id).inputs.is_empty() => {
                TVec::from_slice(&[node.constant(Tensor::clone(value))?])
            }
            _ => {
                let of = |outlet: &OutletId| made[outlet.node].get(outlet.slot).copied();
                let inputs: Option<TVec<OutletId>> = model.node(id).inputs.iter().map(of).collect();
                let inputs = inputs.ok_or_else(|| format_err!("an operator has no input"))?;
                node.add(model.node(id).op.clone(), &inputs)?
            }
        };
    }
    let outputs = model.output_outlets()?.iter();
    let outputs: Option<TVec<OutletId>> =
        outputs.map(|it| made[it.node].get(it.slot).copied()).collect();
    outputs.ok_or_else(|| format_err!("an output is made by nothing"))
}
