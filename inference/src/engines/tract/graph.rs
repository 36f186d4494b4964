//! An ONNX graph, for inputs of known shapes, as a graph of tract's operators.
//!
//! tract has a reader of its own, `tract-onnx`, for every operator of ONNX and for shapes that
//! are not known. It is five times as large as what networks of physics need, and a visitor's
//! browser has to load it: so the operators of [`super::operators`] are read here.

use std::collections::BTreeMap;

use tract_core::internal::{
    OutletId, SpecialOps, TVec, TractResult, TypedFact, TypedModel, bail, format_err,
};

use super::operators;
use super::values::{constant, datum_type};
use crate::onnx::proto::{GraphProto, NodeProto};
use crate::onnx::{Axis, OnnxFile, Port};

/// Versions of ONNX's operators that are read: from 13 on, axes are inputs and a softmax is over
/// one axis.
const OPSETS: std::ops::RangeInclusive<i64> = 13..=28;

/// Why `file` is not read here, in words; `None` where it is.
pub(super) fn refusal(file: &OnnxFile) -> Option<String> {
    if !OPSETS.contains(&file.opset) {
        let (first, last) = (OPSETS.start(), OPSETS.end());
        return Some(format!("its operator set is {}; {first} to {last} are read", file.opset));
    }
    let graph = file.graph();
    if !graph.sparse_initializer.is_empty() {
        return Some("it has sparse initializers".to_owned());
    }
    let unknown =
        |node: &&NodeProto| !is_standard(node) || operators::find(&node.op_type).is_none();
    let mut unknown: Vec<&str> =
        graph.node.iter().filter(unknown).map(|node| node.op_type.as_str()).collect();
    unknown.sort_unstable();
    unknown.dedup();
    (!unknown.is_empty()).then(|| format!("it uses the operators {}", unknown.join(", ")))
}

fn is_standard(node: &NodeProto) -> bool {
    matches!(node.domain.as_str(), "" | "ai.onnx")
}

/// The graph of `file` for inputs of `shapes`, in the order of its inputs.
pub(super) fn typed_model(file: &OnnxFile, shapes: &[Vec<usize>]) -> TractResult<TypedModel> {
    let mut graph = Graph { model: TypedModel::default(), values: BTreeMap::new() };
    for (port, shape) in file.inputs.iter().zip(shapes) {
        if !is_of(port, shape) {
            bail!("input `{}` cannot have the shape {shape:?}", port.name);
        }
        let Some(dtype) = datum_type(&port.dtype) else {
            bail!("input `{}` has the element type {}", port.name, port.dtype);
        };
        let source = graph.model.add_source(&port.name, TypedFact::dt_shape(dtype, shape))?;
        graph.values.insert(&port.name, source);
    }
    let proto: &GraphProto = file.graph();
    for initializer in &proto.initializer {
        let value = constant(initializer)?;
        let outlet = graph.model.add_const(&initializer.name, value)?;
        graph.values.insert(&initializer.name, outlet);
    }
    for (index, node) in proto.node.iter().enumerate() {
        graph.add(index, node)?;
    }
    let outputs = proto.output.iter().map(|port| graph.value(&port.name));
    let outputs = outputs.collect::<TractResult<Vec<_>>>()?;
    graph.model.select_output_outlets(&outputs)?;
    Ok(graph.model)
}

/// Whether an input may have this shape, as far as the file says.
fn is_of(port: &Port, shape: &[usize]) -> bool {
    let Some(axes) = &port.shape else { return true };
    let fits = |(axis, &size): (&Axis, &usize)| match axis {
        Axis::Size(known) => *known == size as u64,
        Axis::Symbol(_) | Axis::Unknown(()) => true,
    };
    axes.len() == shape.len() && axes.iter().zip(shape).all(fits)
}

struct Graph<'a> {
    model: TypedModel,
    /// What makes each named value.
    values: BTreeMap<&'a str, OutletId>,
}

impl<'a> Graph<'a> {
    fn value(&self, name: &str) -> TractResult<OutletId> {
        self.values.get(name).copied().ok_or_else(|| format_err!("nothing makes `{name}`"))
    }

    fn add(&mut self, index: usize, node: &'a NodeProto) -> TractResult<()> {
        let inputs = node.input.iter().map(|name| match name.as_str() {
            "" => Ok(None),
            name => self.value(name).map(Some),
        });
        let inputs = inputs.collect::<TractResult<TVec<_>>>()?;
        let Some(wire) = operators::find(&node.op_type) else {
            bail!("the operator {} is not read", node.op_type);
        };
        // Names of nodes may be missing or twice in a file.
        let name = format!("{index}.{}", node.op_type);
        let outlets = wire(&mut operators::Node::new(node, name, inputs, &mut self.model))
            .map_err(|error| error.context(format!("node `{}` ({})", node.name, node.op_type)))?;
        for (name, outlet) in node.output.iter().zip(outlets).filter(|(name, _)| !name.is_empty()) {
            self.values.insert(name, outlet);
        }
        Ok(())
    }
}
