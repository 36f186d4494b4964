//! What only a model has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ControlSet, Evaluation, Signature};

/// The `model:` section of a record of kind `model`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ModelSection {
    /// Tasks, as `binary classification` (fair4ml:mlTask).
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub task: Vec<String>,
    /// Kinds of model, as `supervised` or `graph neural network` (fair4ml:modelCategory).
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub category: Vec<String>,
    /// Frameworks in which it is published, as `PyTorch`.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub framework: Vec<String>,
    /// The computational graph in words, as Markdown.
    pub architecture: Option<String>,
    /// Number of trainable parameters.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub parameters: Option<u64>,
    pub signature: Option<Signature>,
    pub hyperparameters: Vec<Hyperparameter>,
    pub training: Option<Training>,
    /// Datasets used for validation during training.
    pub validated_on: Vec<DatasetUse>,
    /// Datasets used for the final test, following the train/validation/test split.
    pub tested_on: Vec<DatasetUse>,
    /// Datasets outside that split on which it was evaluated.
    pub evaluated_on: Vec<DatasetUse>,
    /// Model this one was fine-tuned from: a reference, an identifier, or a URL.
    pub fine_tuned_from: Option<String>,
    pub evaluations: Vec<Evaluation>,
    pub control_set: Option<ControlSet>,
}

/// How the parameters came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Training {
    pub datasets: Vec<DatasetUse>,
    /// Procedure: loss, optimiser, stopping, as Markdown.
    pub procedure: Option<String>,
    /// Training code: a reference, an identifier, or a URL.
    pub code: Option<String>,
    /// Container, environment file or list of packages.
    pub environment: Option<String>,
    pub hardware: Option<String>,
    /// ISO 8601 date of the run.
    pub date: Option<String>,
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub seed: Option<u64>,
    /// Wall time of the training, as written by the authors.
    pub duration: Option<String>,
    /// CO2 equivalent emitted, with its unit, as `12 kg`.
    pub co2e: Option<String>,
}

/// A dataset and the part of it that was used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatasetUse {
    /// A reference to a record, an identifier, or a URL.
    pub dataset: String,
    pub split: Option<String>,
    /// Number of items used.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub samples: Option<u64>,
    pub description: Option<String>,
}

/// A choice made before training.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hyperparameter {
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    pub value: String,
    pub description: Option<String>,
}
