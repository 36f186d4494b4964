//! What only software, workflows and training materials have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The `software:` section of a record of kind `software`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SoftwareSection {
    /// As `library`, `command-line tool`, `template`, `virtual machine`.
    pub category: Option<String>,
    /// What it can do, a phrase each.
    pub features: Vec<String>,
    /// Data formats it reads and writes, or standards its interface follows.
    pub standards: Vec<String>,
}

/// The `workflow:` section of a record of kind `workflow`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WorkflowSection {
    /// Workflow language or engine, as `Make`, `CWL` or `Snakemake`.
    pub language: Option<String>,
    /// What it does, in order.
    pub steps: Vec<WorkflowStep>,
    /// Datasets read: references, identifiers or URLs.
    pub inputs: Vec<String>,
    /// Datasets and models made: references, identifiers or URLs.
    pub outputs: Vec<String>,
}

/// One step of a workflow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkflowStep {
    /// What the step does, in a few words.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// How it does it, in plain words.
    pub description: Option<String>,
    /// Program run: a reference, an identifier, a URL or a command line.
    pub software: Option<String>,
}

/// The `training_material:` section of a record of kind `training-material`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingMaterialSection {
    /// As `course`, `tutorial`, `guide`, `report`.
    pub resource_type: Option<String>,
    /// As `undergraduate students`.
    pub audience: Vec<String>,
    /// What one learns.
    pub teaches: Vec<String>,
    /// As `beginner`.
    pub level: Option<String>,
    /// Works used in it: references, identifiers or URLs.
    pub uses: Vec<String>,
}
