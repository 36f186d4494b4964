//! A model's inputs and outputs, and the contract for preparing them.

use faircat_signature_terms::{Direction, FeatureRole, Longer, Role, Scale};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Inputs and outputs of a model, in the order in which it takes them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What the model takes, in order.
    pub inputs: Vec<Tensor>,
    /// What the model answers, in order.
    pub outputs: Vec<Tensor>,
    /// What to do to raw data before the first input, as Markdown.
    pub preprocessing: Option<String>,
}

/// One named array.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tensor {
    /// Name in the model's file.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Element type in ONNX's spelling: `float32`, `float64`, `int64`, `uint8`, `bool`, …
    pub dtype: String,
    /// Sizes of the axes; a name such as `batch` stands for a size that varies.
    pub shape: Vec<String>,
    /// What the array holds.
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
    /// The scaling of an input's rows in a form that pages follow where a visitor makes or changes
    /// one. Data files are taken as they are, scaled already.
    pub scale: Option<Scale>,
    /// What it is, for pages that draw it.
    pub role: Option<Role>,
    /// Order of the items along the item axis, as `by sip2dSig, largest first`.
    pub order: Option<String>,
    /// The same of an input's lists of items in a form that `faircat run` follows.
    pub items: Option<Items>,
    /// `true` where NaN and infinities may stand in it; else `faircat run` refuses them.
    #[serde(default, deserialize_with = "super::scalars::truth")]
    pub non_finite: bool,
    /// Unit in which evaluations state an output's values, where the output has another.
    pub conversion: Option<Conversion>,
}

/// How a list of items (tracks, vertices, …) fills an axis of fixed size.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Items {
    /// Value of every feature of the items that a shorter list lacks.
    #[serde(default, deserialize_with = "super::scalars::number")]
    pub fill: f64,
    /// What is done with a longer list: `cut` leaves its last items out.
    #[serde(default)]
    pub longer: Longer,
    /// The feature by which the items are ordered before a list is cut.
    pub order_by: Option<String>,
    /// Which item comes first.
    #[serde(default)]
    pub direction: Direction,
}

/// A unit that an output's values have once they are multiplied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// What to multiply by, as 11 where a fraction of 11 pixels becomes pixels.
    #[serde(deserialize_with = "super::scalars::number")]
    pub factor: f64,
    /// The unit that the values then have.
    pub unit: String,
}

/// One quantity along a tensor's feature axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Name of the quantity, as data files have it.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Unit in UCUM or plain notation, as `GeV` or `1`.
    pub unit: Option<String>,
    /// What the quantity is.
    pub meaning: Option<String>,
    /// Smallest value that it had in the training data. `faircat run`, the Python package and
    /// pages warn of inputs below.
    #[serde(default, deserialize_with = "super::scalars::optional_number")]
    pub minimum: Option<f64>,
    /// Largest value that it had in the training data, likewise.
    #[serde(default, deserialize_with = "super::scalars::optional_number")]
    pub maximum: Option<f64>,
    /// The same for pages that draw it, whatever its name.
    pub role: Option<FeatureRole>,
}

impl Tensor {
    /// Type and shape in one line, as `float32[batch, 60, 30]`.
    pub fn type_line(&self) -> String {
        format!("{}[{}]", self.dtype, self.shape.join(", "))
    }
}
