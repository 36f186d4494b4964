//! Claims about how good a model is, and the data to check them on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One declared metric of a model on one split of one dataset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Name of the metric, as `ROC AUC` or `accuracy`.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub metric: String,
    /// The number.
    #[serde(deserialize_with = "super::scalars::number")]
    pub value: f64,
    /// One standard deviation, in the unit of `value`.
    #[serde(default, deserialize_with = "super::scalars::optional_number")]
    pub uncertainty: Option<f64>,
    /// Unit of `value`, where it has one.
    pub unit: Option<String>,
    /// Largest difference at which a recomputed value still agrees, in the unit of `value`.
    #[serde(default, deserialize_with = "super::scalars::optional_number")]
    pub tolerance: Option<f64>,
    /// Dataset evaluated on: a reference to a record, an identifier, or a URL.
    pub dataset: Option<String>,
    /// Split of that dataset, as `test`.
    pub split: Option<String>,
    /// Variant of the model or of the procedure, as `seed 3` or `TensorRT, 16 bit`.
    pub condition: Option<String>,
    /// Output of the model that the metric is of, by its name in the signature. Without it the
    /// metric decides: accuracy takes class labels, ROC AUC probabilities, an error positions.
    pub output: Option<String>,
    /// `true` where the control set of this record recomputes it.
    #[serde(default, deserialize_with = "super::scalars::truth")]
    pub control_set: bool,
    /// How the value was had, in plain words.
    pub method: Option<String>,
    /// Where the value is published: an identifier or a URL.
    pub source: Option<String>,
    /// Place within the source, as `table 4`.
    pub locator: Option<String>,
    /// When it was computed: year, year and month, or date.
    pub date: Option<String>,
    /// Code that evaluated: a reference to a record, an identifier, or a URL.
    pub software: Option<String>,
    /// `true` where done with a finished model on data outside its training scope.
    #[serde(default, deserialize_with = "super::scalars::optional_truth")]
    pub extrinsic: Option<bool>,
}

/// The small dataset with expected results on which a model's claims are checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlSet {
    /// Number of items.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub items: Option<u64>,
    /// Dataset the items were taken from: a reference, an identifier, or a URL.
    pub dataset: Option<String>,
    /// How the items were chosen, in plain words.
    pub description: Option<String>,
    /// File below the record's folder, or URL, of the inputs and labels.
    pub data: Option<String>,
    /// Largest difference from the reference outputs that still agrees; where an output's largest
    /// reference is above 1, as a share of that.
    #[serde(default, deserialize_with = "super::scalars::optional_number")]
    pub tolerance: Option<f64>,
}

impl Evaluation {
    /// Metric, split and condition in one line, as `ROC AUC, test split`.
    pub fn title(&self) -> String {
        let split = self.split.as_ref().map(|split| format!(", {split} split"));
        let condition = self.condition.as_ref().map(|condition| format!(", {condition}"));
        format!("{}{}{}", self.metric, split.unwrap_or_default(), condition.unwrap_or_default())
    }
}
