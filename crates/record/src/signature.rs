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
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
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

/// How the values of each row of an input are scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Not at all.
    None,
    /// From 0 for the smallest value of the row to 1 for its largest.
    MinMax,
}

/// What an input or an output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Charged-particle tracks of a jet, features by tracks.
    Tracks,
    /// Secondary vertices of a jet, features by vertices.
    Vertices,
    /// A square image of one channel.
    Image,
    /// A place in the image as column and row.
    Position,
}

/// What a feature of tracks or vertices is. Lengths are in cm, angles in radians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FeatureRole {
    /// Transverse momentum over that of the jet.
    MomentumShare,
    /// Energy over that of the jet.
    EnergyShare,
    /// Pseudorapidity relative to the jet axis.
    Eta,
    /// Azimuth relative to the jet axis.
    Phi,
    /// Angular distance of a track from the jet axis.
    DeltaR,
    /// Transverse impact parameter with the sign of the side on which the track passes.
    ImpactParameter,
    /// Transverse impact parameter, positive where the track crosses the jet axis ahead of the
    /// primary vertex.
    SignedImpactParameter,
    /// That over its uncertainty.
    ImpactSignificance,
    /// Transverse distance of a vertex from the primary one.
    FlightDistance,
    /// In GeV.
    Mass,
    /// Number of tracks of a vertex.
    NumberOfTracks,
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
    #[serde(default)]
    pub direction: Direction,
}

/// What is done with a list that is longer than its axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Longer {
    #[default]
    Refuse,
    Cut,
}

/// Which item comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The largest.
    #[default]
    Descending,
    /// The smallest.
    Ascending,
}

/// A unit that an output's values have once they are multiplied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// What to multiply by, as 11 where a fraction of 11 pixels becomes pixels.
    #[serde(deserialize_with = "super::scalars::number")]
    pub factor: f64,
    pub unit: String,
}

/// One quantity along a tensor's feature axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Unit in UCUM or plain notation, as `GeV` or `1`.
    pub unit: Option<String>,
    /// What the quantity is.
    pub meaning: Option<String>,
    /// The same for pages that draw it, whatever its name.
    pub role: Option<FeatureRole>,
}

impl Tensor {
    /// Type and shape in one line, as `float32[batch, 60, 30]`.
    pub fn type_line(&self) -> String {
        format!("{}[{}]", self.dtype, self.shape.join(", "))
    }
}
