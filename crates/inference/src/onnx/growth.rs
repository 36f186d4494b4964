//! Bounds what an engine would compute of constants alone while it loads a graph.
//!
//! Engines fold constants, so that a few nodes such as `ConstantOfShape` or a chain of `Concat`
//! could fill the memory before the first run. Counted here is the number of elements of every
//! value that depends on no input, from above; the values of small integer constants are kept,
//! because they are the shapes that other nodes are given.

use std::collections::BTreeMap;

use super::proto as pb;
use super::{OnnxError, graph::node_name, initializers};
use crate::tensor::Data;

/// Most elements of one folded value: one gibibyte of `float32`.
const MOST_ELEMENTS: u64 = 1 << 28;

/// Longest list of integers that is kept as a possible shape.
const LONGEST_SHAPE: u64 = 16;

/// What is known of a value that depends on no input.
#[derive(Clone, Default)]
struct Constant {
    elements: u64,
    /// Sizes of the axes, where an operator's rule keeps them.
    shape: Option<Vec<u64>>,
    /// The values, where the constant is a short list of integers.
    integers: Option<Vec<i64>>,
}

/// Errors: [`OnnxError::Growth`].
pub(super) fn check(graph: &pb::GraphProto) -> Result<(), OnnxError> {
    let mut constants = BTreeMap::new();
    for tensor in &graph.initializer {
        constants.insert(tensor.name.as_str(), of_tensor(tensor));
    }
    for node in &graph.node {
        let inputs = node.input.iter().filter(|it| !it.is_empty());
        let inputs: Vec<Option<&Constant>> = inputs.map(|it| constants.get(it.as_str())).collect();
        let Some(made) = folded(node, &inputs) else { continue };
        if made.elements > MOST_ELEMENTS {
            return Err(OnnxError::Growth {
                node: node_name(node).to_owned(),
                operator: node.op_type.clone(),
                elements: made.elements,
            });
        }
        if inputs.iter().all(Option::is_some) {
            for output in &node.output {
                constants.insert(output, made.clone());
            }
        }
    }
    Ok(())
}

fn of_tensor(tensor: &pb::TensorProto) -> Constant {
    let elements = initializers::elements(tensor);
    let short = elements <= LONGEST_SHAPE;
    let integers = short.then(|| initializers::read(tensor).ok()).flatten();
    let integers = integers.and_then(|it| match it.data() {
        Data::Int64(values) => Some(values.clone()),
        Data::Int32(values) => Some(values.iter().map(|&value| i64::from(value)).collect()),
        _ => None,
    });
    let shape = tensor.dims.iter().map(|&size| u64::try_from(size).ok()).collect();
    Constant { elements, shape, integers }
}

/// What `node` makes, from above; `None` where that hangs on the model's inputs.
fn folded(node: &pb::NodeProto, inputs: &[Option<&Constant>]) -> Option<Constant> {
    let integers = |index: usize| inputs.get(index)?.as_ref()?.integers.as_deref();
    let elements = |index: usize| inputs.get(index)?.as_ref().map(|it| it.elements);
    let of = |elements: u64| Some(Constant { elements, ..Constant::default() });
    match node.op_type.as_str() {
        "Constant" => {
            let tensor = node.attribute.iter().find_map(|it| it.t.as_ref());
            let ints = node.attribute.iter().find(|it| it.name == "value_ints");
            match (tensor, ints) {
                (Some(tensor), _) => Some(of_tensor(tensor)),
                (None, Some(ints)) => Some(Constant {
                    elements: ints.ints.len() as u64,
                    shape: None,
                    integers: Some(ints.ints.clone()),
                }),
                (None, None) => of(1),
            }
        }
        // Shapes are given even where the values hang on the inputs.
        "ConstantOfShape" => of(product(integers(0)?)),
        "Expand" => of(product(integers(1)?).saturating_mul(elements(0).unwrap_or(1))),
        "Tile" => of(product(integers(1)?).saturating_mul(elements(0).unwrap_or(1))),
        "Range" => match (integers(0)?, integers(1)?, integers(2)?) {
            ([start], [limit], [step]) if *step != 0 => {
                of((limit.abs_diff(*start) / step.unsigned_abs()).saturating_add(1))
            }
            _ => of(0),
        },
        "Pad" => of(padded(elements(0).unwrap_or(1), integers(1)?)),
        "OneHot" => match integers(1)? {
            [depth] => of(elements(0).unwrap_or(1).saturating_mul(depth.unsigned_abs())),
            _ => of(0),
        },
        _ if inputs.is_empty() => {
            let shape = node.attribute.iter().find(|it| it.name == "shape")?;
            of(product(&shape.ints))
        }
        operator => {
            let constants = inputs.iter().copied().collect::<Option<Vec<_>>>()?;
            of_constants(operator, &constants)
        }
    }
}

/// What an operator makes of constants; `None` where that is not known here, and the engines'
/// own limits hold.
fn of_constants(operator: &str, inputs: &[&Constant]) -> Option<Constant> {
    let counts = || inputs.iter().map(|it| it.elements);
    let first = || inputs.first().copied().cloned().unwrap_or_default();
    Some(match operator {
        "Identity" | "Cast" | "QuantizeLinear" | "DequantizeLinear" | "Softmax" | "Relu"
        | "Sqrt" | "Exp" | "Neg" | "Not" => first(),
        "Unsqueeze" | "Squeeze" | "Reshape" | "Flatten" => Constant { shape: None, ..first() },
        "Transpose" | "Slice" | "Split" | "Shape" | "ReduceSum" | "ReduceMean" | "ArgMax" => {
            Constant { elements: first().elements, ..Constant::default() }
        }
        "Concat" => Constant {
            elements: counts().fold(0, u64::saturating_add),
            shape: None,
            integers: inputs
                .iter()
                .map(|it| it.integers.clone())
                .collect::<Option<Vec<_>>>()
                .map(|it| it.concat()),
        },
        "Add" | "Sub" | "Mul" | "Div" | "Pow" | "Min" | "Max" | "Equal" | "Less" | "Greater"
        | "LessOrEqual" | "GreaterOrEqual" | "And" | "Or" | "Where" => return broadcast(inputs),
        _ => return None,
    })
}

/// Each axis, counted from the last, is as long as the longest among the inputs.
fn broadcast(inputs: &[&Constant]) -> Option<Constant> {
    let shapes = inputs.iter().map(|it| it.shape.as_ref()).collect::<Option<Vec<_>>>()?;
    let rank = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
    let size = |from_last: usize| {
        let sizes = shapes.iter().filter_map(|shape| shape.iter().rev().nth(from_last));
        sizes.copied().max().unwrap_or(1)
    };
    let shape: Vec<u64> = (0..rank).rev().map(size).collect();
    let elements = shape.iter().copied().fold(1, u64::saturating_mul);
    Some(Constant { elements, shape: Some(shape), integers: None })
}

fn product(sizes: &[i64]) -> u64 {
    // In `Expand` and `Reshape`, sizes below 1 take over what is there.
    sizes.iter().map(|&size| u64::try_from(size).unwrap_or(1)).fold(1, u64::saturating_mul)
}

/// At most the elements of a tensor with `pads` on top: each axis grows by its two pads.
fn padded(elements: u64, pads: &[i64]) -> u64 {
    let half = pads.len() / 2;
    let added = (0..half).map(|axis| {
        let both = [pads[axis], pads[axis + half]];
        both.iter().map(|&pad| u64::try_from(pad).unwrap_or(0)).fold(1, u64::saturating_add)
    });
    added.fold(elements, u64::saturating_mul)
}
