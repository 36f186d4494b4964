//! Which neurons a model's answers go through: relative neural activity (Duarte et al., 2023,
//! equation 7, after Khot, Neubauer and Roy, arXiv:2210.04371) of every ReLU of a graph.
//!
//! `RNA(j, k) = Σᵢ a_jk(sᵢ) / maxⱼ Σᵢ a_jk(sᵢ)`, where `a_jk(sᵢ)` is the activation of neuron j of
//! layer k for item i. Where a layer is applied several times to an item, as to each edge of a
//! graph or each pixel of an image, its activations are added up, padding included, as the graph
//! computes them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::onnx::OnnxFile;
use crate::onnx::proto::{GraphProto, NodeProto};
use crate::tensor::Tensor;

/// Neurons with a smaller relative activity are silent (table 10).
pub const RELATIVELY_SILENT: f64 = 0.2;

/// Most neurons of a model that are told of one by one.
const MOST_NEURONS: usize = 20_000;
/// Nodes back from a ReLU at which the layer before it is looked for.
const DEEPEST: usize = 6;

/// Why a model's neurons cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NeuronError {
    #[error("its graph has no ReLU")]
    NoRelu,
    #[error("its file defines operators of its own")]
    Functions,
    #[error("it has more than {MOST_NEURONS} neurons")]
    TooMany,
    #[error("a ReLU has not one row for each item")]
    Rows,
    #[error("a ReLU does not give float32")]
    Type,
}

/// A model that gives the outputs of its ReLUs.
#[derive(Clone, Debug)]
pub struct Relus {
    /// The ONNX file.
    pub bytes: Vec<u8>,
    layers: Vec<Place>,
}

/// A layer, and the axis along which its neurons stand.
#[derive(Clone, Debug)]
struct Place {
    name: String,
    axis: Axis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    /// The channels of a convolution.
    Second,
    /// What a matrix product gives.
    Last,
    /// By the number of axes: channels of images, else as after a matrix product.
    Unknown,
}

/// The relative activity of all neurons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// The groups of items: the classes of the labels, or all items together.
    pub classes: Vec<String>,
    /// In the order of the graph.
    pub layers: Vec<Layer>,
    /// Of each class, the share of neurons whose activity is below [`RELATIVELY_SILENT`].
    pub sparsity: Vec<f64>,
}

/// One ReLU.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// That of its weights, as far as the file tells.
    pub name: String,
    /// Classes × neurons, from 0 to 1.
    pub activity: Vec<Vec<f64>>,
}

impl Relus {
    /// `file` with the outputs of its ReLUs in place of its own.
    ///
    /// # Errors
    /// It has none, or cannot be changed.
    pub fn of(file: &OnnxFile) -> Result<Relus, NeuronError> {
        let graph = file.graph();
        let relus: Vec<&NodeProto> = graph.node.iter().filter(|it| is_relu(it)).collect();
        let names: Vec<&str> = relus.iter().map(|it| it.output[0].as_str()).collect();
        if names.is_empty() {
            return Err(NeuronError::NoRelu);
        }
        let bytes = file.with_outputs(&names).ok_or(NeuronError::Functions)?;
        let mut known = BTreeSet::new();
        let layers = relus.iter().map(|relu| {
            let (weights, axis) = layer_before(graph, relu);
            let name = weights.unwrap_or_else(|| relu.output[0].clone());
            let mut unique = name.clone();
            let mut count = 1;
            while !known.insert(unique.clone()) {
                count += 1;
                unique = format!("{name} ({count})");
            }
            Place { name: unique, axis }
        });
        Ok(Relus { layers: layers.collect(), bytes })
    }

    /// The sums of a batch of outputs, added to those of others: layers × groups × neurons.
    ///
    /// `groups` names the group of each item, of `count`.
    ///
    /// # Errors
    /// Outputs that are not of the items, or not of numbers.
    pub fn add(
        &self,
        sums: &mut Vec<Vec<Vec<f64>>>,
        outputs: &[Tensor],
        groups: &[usize],
        count: usize,
    ) -> Result<(), NeuronError> {
        sums.resize(self.layers.len(), vec![Vec::new(); count]);
        let mut neurons = 0;
        for ((place, output), sums) in self.layers.iter().zip(outputs).zip(sums) {
            if output.shape().first() != Some(&groups.len()) || output.shape().len() < 2 {
                return Err(NeuronError::Rows);
            }
            let values = output.as_f32().ok_or(NeuronError::Type)?;
            let axis = place.axis.of(output.shape());
            let (width, inner) =
                (output.shape()[axis], output.shape()[axis + 1..].iter().product::<usize>());
            neurons += width;
            if neurons > MOST_NEURONS {
                return Err(NeuronError::TooMany);
            }
            sums.iter_mut().for_each(|sums| sums.resize(width, 0.0));
            let items = values.chunks_exact(output.item_len().max(1));
            for (item, &group) in items.zip(groups) {
                add_item(&mut sums[group], item, inner);
            }
        }
        Ok(())
    }

    /// The relative activity that `sums` of the groups `classes` come to.
    #[must_use]
    pub fn activity(&self, sums: &[Vec<Vec<f64>>], classes: Vec<String>) -> Activity {
        let relative = |sums: &Vec<f64>| -> Vec<f64> {
            let largest = sums.iter().copied().fold(0.0, f64::max);
            let relative = |sum: &f64| if largest > 0.0 { sum / largest } else { 0.0 };
            sums.iter().map(relative).map(rounded).collect()
        };
        let layers = self.layers.iter().zip(sums).map(|(place, groups)| Layer {
            name: place.name.clone(),
            activity: groups.iter().map(relative).collect(),
        });
        let mut activity = Activity { classes, layers: layers.collect(), sparsity: Vec::new() };
        activity.sparsity = activity.silent_shares();
        activity
    }
}

impl Activity {
    /// Of each class, the share of all neurons whose activity is below [`RELATIVELY_SILENT`].
    #[must_use]
    pub fn silent_shares(&self) -> Vec<f64> {
        let share = |class: usize| {
            let of_class = self.layers.iter().filter_map(|layer| layer.activity.get(class));
            let all: Vec<f64> = of_class.flatten().copied().collect();
            let silent = all.iter().filter(|it| **it < RELATIVELY_SILENT).count();
            rounded(silent as f64 / all.len().max(1) as f64)
        };
        (0..self.classes.len()).map(share).collect()
    }
}

/// Six decimals: what is written is read by people, and compared to 10⁻⁴.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Adds the activations of an item, whose neurons are `inner` values apart.
fn add_item(sums: &mut [f64], item: &[f32], inner: usize) {
    let width = sums.len();
    for block in item.chunks_exact((width * inner).max(1)) {
        for (sum, values) in sums.iter_mut().zip(block.chunks_exact(inner.max(1))) {
            *sum += values.iter().map(|&value| f64::from(value)).sum::<f64>();
        }
    }
}

impl Axis {
    fn of(self, shape: &[usize]) -> usize {
        match self {
            Axis::Second => 1,
            Axis::Last => shape.len() - 1,
            Axis::Unknown if shape.len() > 3 => 1,
            Axis::Unknown => shape.len() - 1,
        }
    }
}

fn is_relu(node: &NodeProto) -> bool {
    node.op_type == "Relu" && node.domain.is_empty() && node.output.len() == 1
}

/// The name of the nearest weights before `relu`, and what stands along which axis of it.
fn layer_before(graph: &GraphProto, relu: &NodeProto) -> (Option<String>, Axis) {
    let (mut name, mut axis) = (None, Axis::Unknown);
    let mut values: Vec<&str> = relu.input.iter().map(String::as_str).collect();
    for _ in 0..DEEPEST {
        let mut before = Vec::new();
        for value in values {
            if name.is_none() && graph.initializer.iter().any(|it| it.name == value) {
                name = Some(weights_name(value));
            }
            let maker = graph.node.iter().find(|it| it.output.iter().any(|it| it == value));
            let Some(maker) = maker.filter(|it| !is_relu(it)) else { continue };
            if axis == Axis::Unknown {
                axis = match maker.op_type.as_str() {
                    "Conv" | "ConvTranspose" => Axis::Second,
                    "Gemm" | "MatMul" => Axis::Last,
                    _ => axis,
                };
            }
            before.extend(maker.input.iter().map(String::as_str));
        }
        values = before;
    }
    (name, axis)
}

/// `fr1` of `fr1.weight`.
fn weights_name(name: &str) -> String {
    let stem = name.strip_suffix(".weight").or_else(|| name.strip_suffix(".bias"));
    stem.unwrap_or(name).to_owned()
}
