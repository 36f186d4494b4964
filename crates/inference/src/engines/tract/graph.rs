//! An ONNX graph, for inputs of known shapes, as a graph of tract's operators.
//!
//! tract has a reader of its own, `tract-onnx`, for every operator of ONNX and for shapes that
//! are not known. It is five times as large as what networks of physics need, a visitor's browser
//! has to load it, and it passes over attributes that it does not know: so graphs are read here,
//! and single operators are borrowed from it that were seen to be right.

use std::collections::BTreeMap;

use tract_core::internal::{OutletId, TVec, TractResult, TypedFact, TypedModel, bail, format_err};

use super::growth::Growth;
use super::operators;
use super::values::{add_constant, constant, datum_type};
use crate::engine::EngineError;
use crate::onnx::proto::{GraphProto, NodeProto};
use crate::onnx::{Axis, OnnxFile, Port, node_name};
use crate::tensor::Tensor;

/// Versions of ONNX's operators that are read: the last is that of the test cases.
const OPSETS: std::ops::RangeInclusive<i64> = 7..=28;

/// Versions of the format itself, whose fields mean what is read here.
const LAST_FORMAT: i64 = 14;

/// Most inputs or outputs of a node: tract's time grows with their third power.
const MOST_VALUES: usize = 256;

/// Why `file` is not read here, in words; `None` where it is.
pub(super) fn refusal(file: &OnnxFile) -> Option<String> {
    if file.ir_version > LAST_FORMAT {
        let version = file.ir_version;
        return Some(format!("its format is of version {version}; up to {LAST_FORMAT} are known"));
    }
    if let Some(other) = file.other_opset() {
        return Some(format!("it names two operator sets, {} and {other}", file.opset));
    }
    let standard = |node: &NodeProto| matches!(node.domain.as_str(), "" | "ai.onnx");
    let needed = file.opset != 0 || file.graph().node.iter().any(standard);
    if needed && !OPSETS.contains(&file.opset) {
        let (first, last) = (OPSETS.start(), OPSETS.end());
        return Some(format!("its operator set is {}; {first} to {last} are known", file.opset));
    }
    if let Some(name) = file.function_names().next() {
        return Some(format!("it has functions of its own, as `{name}`"));
    }
    let graph = file.graph();
    if !graph.sparse_initializer.is_empty() {
        return Some("it has sparse initializers".to_owned());
    }
    let unknown = |node: &&NodeProto| operators::find(node).is_none();
    let mut unknown: Vec<String> =
        graph.node.iter().filter(unknown).map(operators::full_name).collect();
    unknown.sort_unstable();
    unknown.dedup();
    match unknown.as_slice() {
        [] => None,
        [one] => Some(format!("the operator {one} is not computed")),
        several => Some(format!("the operators {} are not computed", several.join(", "))),
    }
}

/// Errors: inputs of other types or shapes than the file says.
pub(super) fn check_inputs(file: &OnnxFile, inputs: &[Tensor]) -> Result<(), EngineError> {
    for (port, input) in file.inputs.iter().zip(inputs) {
        let (name, shape) = (&port.name, input.shape());
        if port.dtype != input.dtype() {
            let (wanted, given) = (&port.dtype, input.dtype());
            return Err(EngineError::BadInput(format!("input `{name}` is {wanted}, not {given}")));
        }
        if !is_of(port, shape) {
            let text = format!("input `{name}` cannot have the shape {shape:?}");
            return Err(EngineError::BadInput(text));
        }
    }
    Ok(())
}

/// Bytes of inputs of `shapes`.
pub(super) fn bytes_of(file: &OnnxFile, shapes: &[Vec<usize>]) -> u64 {
    let bytes = |(port, shape): (&Port, &Vec<usize>)| {
        let width = datum_type(&port.dtype).map_or(8, |it| it.size_of() as u64);
        shape.iter().fold(width, |bytes, &size| bytes.saturating_mul(size as u64))
    };
    file.inputs.iter().zip(shapes).map(bytes).fold(0, u64::saturating_add)
}

/// The graph of `file`, which has `size` bytes, for inputs of `shapes`, in the order of its inputs.
pub(super) fn typed_model(
    file: &OnnxFile,
    size: u64,
    shapes: &[Vec<usize>],
) -> TractResult<TypedModel> {
    let mut graph = Graph {
        model: TypedModel::default(),
        values: BTreeMap::new(),
        growth: Growth::new(size, bytes_of(file, shapes)),
        opset: file.opset,
    };
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
        let outlet = add_constant(&mut graph.model, &initializer.name, value)?;
        graph.growth.is_constant(outlet);
        graph.values.insert(&initializer.name, outlet);
    }
    for (index, node) in proto.node.iter().enumerate() {
        graph.add(index, node)?;
    }
    let outputs = proto.output.iter().map(|port| graph.value(&port.name));
    let outputs = outputs.collect::<TractResult<Vec<_>>>()?;
    for (port, &outlet) in file.outputs.iter().zip(&outputs) {
        let made = graph.model.outlet_fact(outlet)?.datum_type;
        if datum_type(&port.dtype).is_some_and(|declared| declared != made) {
            bail!("output `{}` is declared as {}, but is {made:?}", port.name, port.dtype);
        }
    }
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

/// Errors: `node` names more outputs than there are.
fn all_are_made(node: &NodeProto, outlets: TVec<OutletId>) -> TractResult<TVec<OutletId>> {
    match node.output.iter().skip(outlets.len()).find(|name| !name.is_empty()) {
        Some(name) => bail!("its output `{name}` is not computed"),
        None => Ok(outlets),
    }
}

struct Graph<'a> {
    model: TypedModel,
    /// What makes each named value.
    values: BTreeMap<&'a str, OutletId>,
    growth: Growth,
    opset: i64,
}

impl<'a> Graph<'a> {
    fn value(&self, name: &str) -> TractResult<OutletId> {
        self.values.get(name).copied().ok_or_else(|| format_err!("nothing makes `{name}`"))
    }

    fn add(&mut self, index: usize, node: &'a NodeProto) -> TractResult<()> {
        let most = node.input.len().max(node.output.len());
        if most > MOST_VALUES {
            bail!(
                "node `{}` takes or makes {most} values, more than {MOST_VALUES}",
                node_name(node)
            );
        }
        let inputs = node.input.iter().map(|name| match name.as_str() {
            "" => Ok(None),
            name => self.value(name).map(Some),
        });
        let inputs = inputs.collect::<TractResult<TVec<_>>>()?;
        let Some(wire) = operators::find(node) else {
            bail!("the operator {} is not read", node.op_type);
        };
        // Names of nodes may be missing or twice in a file.
        let name = format!("{index}.{}", node.op_type);
        let (model, growth) = (&mut self.model, &mut self.growth);
        let mut adding = operators::Node::new(node, self.opset, name, inputs, model, growth);
        let outlets = adding.check_types().and_then(|()| wire(&mut adding));
        let outlets = outlets.and_then(|outlets| adding.all_was_read().map(|()| outlets));
        let outlets = outlets.and_then(|outlets| all_are_made(node, outlets));
        let outlets = outlets.map_err(|error| {
            error.context(format!("node `{}` ({})", node_name(node), operators::full_name(node)))
        })?;
        for (name, outlet) in node.output.iter().zip(outlets).filter(|(name, _)| !name.is_empty()) {
            self.values.insert(name, outlet);
        }
        Ok(())
    }
}
