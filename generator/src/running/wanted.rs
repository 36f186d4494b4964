//! Shapes and names of what a model takes and gives, as far as files are concerned.

use std::collections::BTreeSet;

use faircat_inference::onnx::{Axis, OnnxFile};
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::Tensor;

/// Most elements of one item.
const LARGEST_ITEM: usize = 1 << 28;

/// One output, with sizes that are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub name: String,
    /// Element type in ONNX's spelling.
    pub dtype: String,
    /// Shape of one item.
    pub item: Vec<usize>,
    /// Names of the elements of an item in tables.
    pub columns: Vec<String>,
}

impl Output {
    /// Elements of one item.
    pub fn item_len(&self) -> usize {
        self.item.iter().product()
    }
}

/// The outputs of `signature`. Errors: an axis, besides the first, that varies.
pub fn outputs(signature: &Signature) -> Result<Vec<Output>, String> {
    signature.outputs.iter().map(output).collect()
}

fn output(declared: &Declared) -> Result<Output, String> {
    let axes = 1..declared.shape.len();
    let sizes = axes.map(|axis| {
        declared.size(axis).ok_or_else(|| {
            format!("the axis {axis} of `{}` varies; only the first may", declared.name)
        })
    });
    let item: Vec<usize> = sizes.collect::<Result<_, _>>()?;
    let length = item.iter().try_fold(1usize, |product, &size| product.checked_mul(size));
    let length = length.filter(|&length| length <= LARGEST_ITEM);
    let length =
        length.ok_or_else(|| format!("one item of `{}` has too many elements", declared.name))?;
    let (name, dtype) = (declared.name.clone(), declared.dtype.clone());
    Ok(Output { name, dtype, item, columns: columns(declared, length) })
}

/// `probabilities_Hbb`, `logits_0`, or the name of the output where an item is one number.
fn columns(declared: &Declared, length: usize) -> Vec<String> {
    let name = &declared.name;
    if length == 1 {
        return vec![name.clone()];
    }
    let features: Vec<&String> = declared.features.iter().map(|feature| &feature.name).collect();
    let classes: Vec<&String> = declared.classes.iter().collect();
    let labels = [classes, features].into_iter().find(|labels| labels.len() == length);
    match labels {
        Some(labels) => labels.iter().map(|label| format!("{name}_{label}")).collect(),
        None => (0..length).map(|index| format!("{name}_{index}")).collect(),
    }
}

/// Every name under which a file may hold something of the inputs.
pub fn names(signature: &Signature) -> BTreeSet<&str> {
    let inputs = signature.inputs.iter();
    inputs
        .flat_map(|input| {
            let features = input.features.iter().map(|feature| feature.name.as_str());
            std::iter::once(input.name.as_str()).chain(features)
        })
        .collect()
}

/// The number of items that the model takes at a time, where it takes no other.
pub fn fixed_batch(file: &OnnxFile) -> Option<usize> {
    file.inputs.iter().find_map(|port| match port.shape.as_ref()?.first()? {
        Axis::Size(size) => Some(*size as usize),
        _ => None,
    })
}

/// `tensor` with its last item repeated until there are `count`.
pub fn filled_up(tensor: &Tensor, count: usize) -> Option<Tensor> {
    let items = tensor.items();
    let last = tensor.slice(items.checked_sub(1)?..items);
    let mut parts = vec![tensor];
    parts.extend(std::iter::repeat_n(&last, count.saturating_sub(items)));
    Tensor::concatenate(&parts).ok()
}
