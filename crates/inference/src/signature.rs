//! A model's inputs and outputs as its record declares them, and how an ONNX file differs.

mod difference;

use serde::{Deserialize, Serialize};

use crate::onnx::{Axis, OnnxFile, Port};

pub use difference::{Difference, Side, compare};
pub use faircat_signature_terms::{Direction, FeatureRole, Longer, Role, Scale};

/// Inputs and outputs of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// In the order in which the model takes them.
    pub inputs: Vec<Declared>,
    pub outputs: Vec<Declared>,
}

/// One named array, whose first axis counts rows (jets, images, …).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    pub name: String,
    /// Element type in ONNX's spelling, as `float32`.
    pub dtype: String,
    /// Sizes of the axes: a number, or a name for a size that varies.
    pub shape: Vec<String>,
    /// Whether an ONNX file leaves the shape open, and with it the number of axes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_shape: bool,
    /// What stands along the feature axis, in order.
    pub features: Vec<Feature>,
    /// Names of the classes of an output, in order.
    pub classes: Vec<String>,
    /// How lists of items become an array of a fixed size; `None` where the model has none.
    pub items: Option<Items>,
    /// Whether NaN and infinities may stand in it.
    pub non_finite: NonFinite,
    /// What an output's values are to be multiplied by, as 11 to have pixels.
    pub conversion: Option<Conversion>,
    /// How each row of an input is scaled before it comes here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// What it is, where the record says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// One quantity along the feature axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    pub name: String,
    pub unit: Option<String>,
    /// What it is, where the record says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FeatureRole>,
    /// Smallest value in the training data, where the record says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    /// Largest value in the training data, where the record says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
}

/// How a list of items (tracks, vertices, …) fills the item axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Items {
    /// What stands where a list is shorter than the axis.
    pub fill: f64,
    pub longer: Longer,
    pub order: Option<Order>,
}

/// Order of the items along the item axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Name of the feature that decides.
    pub by: String,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NonFinite {
    #[default]
    Refused,
    Allowed,
}

/// A unit in which people state an output's values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    pub factor: f64,
    pub unit: String,
}

impl Declared {
    /// Fixed size of `axis`; `None` where it varies, or is no axis.
    #[must_use]
    pub fn size(&self, axis: usize) -> Option<usize> {
        self.shape.get(axis)?.trim().parse().ok()
    }

    /// The axis along which the features stand: the first after the rows that is as long.
    #[must_use]
    pub fn feature_axis(&self) -> Option<usize> {
        let axes = 1..self.shape.len();
        let count = self.features.len();
        axes.into_iter().find(|&axis| count > 0 && self.size(axis) == Some(count))
    }

    /// The axis along which the items stand: the one that is neither rows nor features.
    #[must_use]
    pub fn item_axis(&self) -> Option<usize> {
        match (self.shape.len(), self.feature_axis()) {
            (3, Some(features)) => Some(3 - features),
            _ => None,
        }
    }
}

impl Signature {
    /// The signature with its inputs and outputs in the order of `file`, which is the order in
    /// which sessions take and give them. What is not declared is taken from the file, and what
    /// the file does not have is left out.
    #[must_use]
    pub fn in_order_of(&self, file: &OnnxFile) -> Signature {
        let pick = |declared: &[Declared], stated: Vec<Declared>| -> Vec<Declared> {
            let find = |it: &Declared| declared.iter().find(|known| known.name == it.name).cloned();
            stated.into_iter().map(|it| find(&it).unwrap_or(it)).collect()
        };
        let stated = Signature::of_file(file);
        Signature {
            inputs: pick(&self.inputs, stated.inputs),
            outputs: pick(&self.outputs, stated.outputs),
        }
    }

    /// The signature that an ONNX file states by itself: names, types and shapes.
    #[must_use]
    pub fn of_file(file: &OnnxFile) -> Signature {
        let declared = |port: &Port| Declared {
            name: port.name.clone(),
            dtype: port.dtype.clone(),
            shape: port.shape.iter().flatten().map(Axis::to_string).collect(),
            open_shape: port.shape.is_none(),
            ..Declared::default()
        };
        Signature {
            inputs: file.inputs.iter().map(declared).collect(),
            outputs: file.outputs.iter().map(declared).collect(),
        }
    }
}
