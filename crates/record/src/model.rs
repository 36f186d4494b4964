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
    /// Inputs and outputs, in the order in which the model takes and gives them.
    pub signature: Option<Signature>,
    /// Choices made before training.
    pub hyperparameters: Vec<Hyperparameter>,
    /// How the parameters came about.
    pub training: Option<Training>,
    /// Datasets used for validation during training.
    pub validated_on: Vec<DatasetUse>,
    /// Datasets used for the final test, following the train/validation/test split.
    pub tested_on: Vec<DatasetUse>,
    /// Datasets outside that split on which it was evaluated.
    pub evaluated_on: Vec<DatasetUse>,
    /// Model this one was fine-tuned from: a reference, an identifier, or a URL.
    pub fine_tuned_from: Option<String>,
    /// How good it is: metrics, each with the data it was computed on.
    pub evaluations: Vec<Evaluation>,
    /// The small dataset with expected results on which `faircat verify` checks the claims.
    pub control_set: Option<ControlSet>,
}

/// How the parameters came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Training {
    /// What it was trained on.
    pub datasets: Vec<DatasetUse>,
    /// Procedure: loss, optimiser, stopping, as Markdown.
    pub procedure: Option<String>,
    /// Training code: a reference, an identifier, or a URL.
    pub code: Option<String>,
    /// Container, environment file or list of packages.
    pub environment: Option<String>,
    /// What the training ran on, as `one NVIDIA A100`.
    pub hardware: Option<String>,
    /// ISO 8601 date of the run.
    pub date: Option<String>,
    /// Seed of the random numbers.
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
    /// Split of the dataset, by its name there, as `train`.
    pub split: Option<String>,
    /// Number of items used.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub samples: Option<u64>,
    /// How it was used, in plain words.
    pub description: Option<String>,
}

/// A choice made before training.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hyperparameter {
    /// Name of the choice, as `learning rate`.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// What was chosen, as `0.001`.
    pub value: String,
    /// What it means, or why it was chosen.
    pub description: Option<String>,
}
