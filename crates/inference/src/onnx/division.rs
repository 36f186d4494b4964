//! Finds divisions of integers that could end the process.
//!
//! Processors trap where an integer is divided by 0, and where the least integer is divided by −1.
//! ONNX Runtime 1.31 does not look for the latter, and in some operators not for the former. So an
//! integer may be divided only by a constant that holds neither; the types of values are followed
//! as far as that takes, and what is not known to be floating-point counts as an integer.

use std::collections::BTreeSet;

use super::graph::node_name;
use super::initializers::{self, is_floating};
use super::proto::{self as pb, TypeValue};
use crate::tensor::Data;

/// Operators whose inputs are floating-point in every version of ONNX: so are their outputs.
const FLOATING: &[&str] = &[
    "Acos",
    "Acosh",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "AveragePool",
    "BatchNormalization",
    "Ceil",
    "Celu",
    "Conv",
    "ConvTranspose",
    "Cos",
    "Cosh",
    "Elu",
    "Erf",
    "Exp",
    "Floor",
    "GRU",
    "Gelu",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "GroupNormalization",
    "HardSigmoid",
    "HardSwish",
    "Hardmax",
    "InstanceNormalization",
    "LRN",
    "LSTM",
    "LayerNormalization",
    "LeakyRelu",
    "Log",
    "LogSoftmax",
    "LpNormalization",
    "LpPool",
    "MeanVarianceNormalization",
    "Mish",
    "RNN",
    "RMSNormalization",
    "RandomNormal",
    "RandomUniform",
    "Reciprocal",
    "Round",
    "Selu",
    "Sigmoid",
    "Sin",
    "Sinh",
    "Softmax",
    "Softplus",
    "Softsign",
    "Sqrt",
    "Swish",
    "Tan",
    "Tanh",
    "ThresholdedRelu",
];

/// Operators of `ai.onnx.ml` whose outputs are floating-point.
const FLOATING_ML: &[&str] = &[
    "FeatureVectorizer",
    "LinearRegressor",
    "Normalizer",
    "SVMRegressor",
    "Scaler",
    "TreeEnsembleRegressor",
];

/// Operators whose first output has the element type of their first input.
const AS_FIRST: &[&str] = &[
    "Abs",
    "Add",
    "Clip",
    "Compress",
    "Concat",
    "CumSum",
    "DepthToSpace",
    "Div",
    "Dropout",
    "Einsum",
    "Expand",
    "Flatten",
    "Gather",
    "GatherElements",
    "GatherND",
    "Gemm",
    "Identity",
    "MatMul",
    "Max",
    "MaxPool",
    "Mean",
    "Min",
    "Mod",
    "Mul",
    "Neg",
    "PRelu",
    "Pad",
    "Pow",
    "Range",
    "ReduceL1",
    "ReduceL2",
    "ReduceLogSum",
    "ReduceLogSumExp",
    "ReduceMax",
    "ReduceMean",
    "ReduceMin",
    "ReduceProd",
    "ReduceSum",
    "ReduceSumSquare",
    "Relu",
    "Reshape",
    "Resize",
    "ReverseSequence",
    "Scatter",
    "ScatterElements",
    "ScatterND",
    "Shrink",
    "Sign",
    "Slice",
    "SpaceToDepth",
    "Split",
    "Squeeze",
    "Sub",
    "Sum",
    "Tile",
    "TopK",
    "Transpose",
    "Trilu",
    "Unique",
    "Unsqueeze",
    "Upsample",
];

/// Attributes by which sizes are divided.
const DIVIDING: &[&str] = &["group", "kv_num_heads", "q_num_heads"];

/// Operators that change the shape of a constant and none of its values.
const RESHAPING: &[&str] =
    &["Expand", "Flatten", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze"];

/// The name and the operator of a node that divides integers by what may be 0 or −1.
pub(super) fn unsafe_node(model: &pb::ModelProto) -> Option<(&str, &str)> {
    let in_graph =
        model.graph.as_ref().and_then(|graph| Values::of(graph, None).unsafe_node(&graph.node));
    // What a function is given is not known here.
    let mut functions = model.functions.iter();
    in_graph.or_else(|| functions.find_map(|it| Values::default().unsafe_node(&it.node)))
}

/// What is known of the values that are there at a node.
#[derive(Default)]
struct Values<'a, 'o> {
    floating: BTreeSet<&'a str>,
    /// Constants by which every integer can be divided.
    divisors: BTreeSet<&'a str>,
    outer: Option<&'o Values<'a, 'o>>,
}

impl<'a> Values<'a, '_> {
    /// Those that `graph` is given or holds.
    fn of<'o>(graph: &'a pb::GraphProto, outer: Option<&'o Values<'a, 'o>>) -> Values<'a, 'o> {
        let mut values = Values { outer, ..Values::default() };
        let inputs = graph.input.iter().filter(|it| is_declared_floating(it));
        values.floating.extend(inputs.map(|it| it.name.as_str()));
        for tensor in &graph.initializer {
            values.add_constant(&tensor.name, tensor);
        }
        values
    }

    fn add_constant(&mut self, name: &'a str, tensor: &pb::TensorProto) {
        if is_floating(tensor.data_type) {
            self.floating.insert(name);
        } else if divides_all(tensor) {
            self.divisors.insert(name);
        }
    }

    fn is_floating(&self, value: &str) -> bool {
        self.floating.contains(value) || self.outer.is_some_and(|outer| outer.is_floating(value))
    }

    fn is_divisor(&self, value: &str) -> bool {
        self.divisors.contains(value) || self.outer.is_some_and(|outer| outer.is_divisor(value))
    }

    /// The first node, in the order in which they run, that is not known to be safe.
    fn unsafe_node(mut self, nodes: &'a [pb::NodeProto]) -> Option<(&'a str, &'a str)> {
        for node in nodes {
            if self.is_unsafe(node) {
                return Some((node_name(node), &node.op_type));
            }
            for graph in graphs(node) {
                if let Some(found) = Values::of(graph, Some(&self)).unsafe_node(&graph.node) {
                    return Some(found);
                }
            }
            self.add_outputs(node);
        }
        None
    }

    fn is_unsafe(&self, node: &pb::NodeProto) -> bool {
        let input = |index: usize| node.input.get(index).map_or("", String::as_str);
        let is_zero = |name: &&str| attribute(node, name).is_some_and(|it| it.i == 0);
        match node.op_type.as_str() {
            // Either input has the type of the other.
            "Div" | "Mod" => {
                let floating = self.is_floating(input(0)) || self.is_floating(input(1));
                !floating && !self.is_divisor(input(1))
            }
            "SplitToSequence" => !input(1).is_empty() && !self.is_divisor(input(1)),
            _ => DIVIDING.iter().any(is_zero),
        }
    }

    fn add_outputs(&mut self, node: &'a pb::NodeProto) {
        let Some(first) = node.output.first() else { return };
        let tensor = attribute(node, "value").and_then(|it| it.t.as_ref());
        let input = |index: usize| node.input.get(index).map_or("", String::as_str);
        match node.op_type.as_str() {
            "Constant" => match tensor {
                Some(tensor) => self.add_constant(first, tensor),
                None => self.add_listed(first, node),
            },
            "If" | "Loop" | "Scan" => self.add_declared(node),
            "Split" if self.is_floating(input(0)) => {
                self.floating.extend(node.output.iter().map(String::as_str));
            }
            operator if RESHAPING.contains(&operator) && self.is_divisor(input(0)) => {
                self.divisors.insert(first);
            }
            _ if self.makes_floating(node) => {
                self.floating.insert(first);
            }
            _ => {}
        }
    }

    /// Whether the first output of `node` is floating-point.
    fn makes_floating(&self, node: &pb::NodeProto) -> bool {
        let input = |index: usize| node.input.get(index).is_some_and(|it| self.is_floating(it));
        match (node.domain.as_str(), node.op_type.as_str()) {
            ("ai.onnx.ml", operator) => FLOATING_ML.contains(&operator),
            ("" | "ai.onnx", "Cast") => attribute(node, "to")
                .and_then(|it| i32::try_from(it.i).ok())
                .is_some_and(is_floating),
            ("" | "ai.onnx", "ConstantOfShape") => attribute(node, "value")
                .is_none_or(|it| it.t.as_ref().is_some_and(|it| is_floating(it.data_type))),
            ("" | "ai.onnx", "CastLike" | "DequantizeLinear" | "Where") => input(1),
            ("" | "ai.onnx", "OneHot") => input(2),
            ("" | "ai.onnx", operator) => {
                FLOATING.contains(&operator) || (AS_FIRST.contains(&operator) && input(0))
            }
            _ => false,
        }
    }

    /// A constant that is a number, or a list of numbers.
    fn add_listed(&mut self, output: &'a str, node: &pb::NodeProto) {
        if attribute(node, "value_float").or_else(|| attribute(node, "value_floats")).is_some() {
            self.floating.insert(output);
        }
        let one = attribute(node, "value_int").map(|it| std::slice::from_ref(&it.i));
        let integers = one.or_else(|| attribute(node, "value_ints").map(|it| it.ints.as_slice()));
        if integers.is_some_and(|it| it.iter().all(|value| !matches!(value, 0 | -1))) {
            self.divisors.insert(output);
        }
    }

    /// The outputs of a node that are those of the graphs in it, which say what they are.
    fn add_declared(&mut self, node: &'a pb::NodeProto) {
        // The first output of a loop's body says whether it goes on.
        let skipped = usize::from(node.op_type == "Loop");
        for (index, output) in node.output.iter().enumerate() {
            let mut inner = graphs(node).map(|graph| graph.output.get(index + skipped));
            if inner.all(|it| it.is_some_and(is_declared_floating)) {
                self.floating.insert(output);
            }
        }
    }
}

fn graphs(node: &pb::NodeProto) -> impl Iterator<Item = &pb::GraphProto> {
    node.attribute.iter().flat_map(|it| it.g.iter().chain(&it.graphs))
}

fn attribute<'a>(node: &'a pb::NodeProto, name: &str) -> Option<&'a pb::AttributeProto> {
    node.attribute.iter().find(|it| it.name == name)
}

fn is_declared_floating(info: &pb::ValueInfoProto) -> bool {
    let value = info.r#type.as_ref().and_then(|it| it.value.as_ref());
    value.is_some_and(|TypeValue::TensorType(tensor)| is_floating(tensor.elem_type))
}

/// Whether an integer can be divided by every number in `tensor`.
fn divides_all(tensor: &pb::TensorProto) -> bool {
    let Ok(tensor) = initializers::read(tensor) else { return false };
    match tensor.data() {
        Data::Int8(values) => values.iter().all(|it| !matches!(it, 0 | -1)),
        Data::Int16(values) => values.iter().all(|it| !matches!(it, 0 | -1)),
        Data::Int32(values) => values.iter().all(|it| !matches!(it, 0 | -1)),
        Data::Int64(values) => values.iter().all(|it| !matches!(it, 0 | -1)),
        Data::Uint8(values) => values.iter().all(|it| *it != 0),
        Data::Uint16(values) => values.iter().all(|it| *it != 0),
        Data::Uint32(values) => values.iter().all(|it| *it != 0),
        Data::Uint64(values) => values.iter().all(|it| *it != 0),
        _ => false,
    }
}
