//! A model's inputs and outputs, and the contract for preparing them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Inputs and outputs of a model, in the order in which it takes them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub inputs: Vec<Tensor>,
    pub outputs: Vec<Tensor>,
    /// What to do to raw data before the first input, as Markdown.
    pub preprocessing: Option<String>,
}

/// One named array.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tensor {
    pub name: String,
    /// Element type in ONNX's spelling: `float32`, `float64`, `int64`, `uint8`, `bool`, …
    pub dtype: String,
    /// Sizes of the axes; a name such as `batch` stands for a size that varies.
    pub shape: Vec<String>,
    pub description: Option<String>,
    /// What stands along the feature axis, in order.
    #[serde(default)]
    pub features: Vec<Feature>,
    /// Class names of an output, in order.
    #[serde(default)]
    pub classes: Vec<String>,
    /// How a shorter list of items is filled up, and how a longer one is cut.
    pub padding: Option<String>,
    /// Scaling applied to the values.
    pub scaling: Option<String>,
    /// Order of the items along the item axis, as `by sip2dSig, largest first`.
    pub order: Option<String>,
}

/// One quantity along a tensor's feature axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    pub name: String,
    /// Unit in UCUM or plain notation, as `GeV` or `1`.
    pub unit: Option<String>,
    /// What the quantity is.
    pub meaning: Option<String>,
}
