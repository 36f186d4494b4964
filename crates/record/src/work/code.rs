//! How a work is got and used: repositories, what they need, and snippets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the source code is and what it needs. For models too: the code that runs them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Code {
    #[schemars(url)]
    pub repository: Option<String>,
    #[schemars(url)]
    pub issue_tracker: Option<String>,
    #[schemars(url)]
    pub discussion: Option<String>,
    #[schemars(url)]
    pub readme: Option<String>,
    #[schemars(url)]
    pub build_instructions: Option<String>,
    #[schemars(url)]
    pub help: Option<String>,
    pub release_notes: Option<String>,
    /// A repostatus.org word, as `active` or `inactive`.
    pub development_status: Option<String>,
    #[serde(default, deserialize_with = "crate::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub programming_languages: Vec<String>,
    #[serde(default, deserialize_with = "crate::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub operating_systems: Vec<String>,
    pub memory_requirements: Option<String>,
    pub processor_requirements: Option<String>,
    pub storage_requirements: Option<String>,
    pub dependencies: Vec<Dependency>,
    /// Container images, as `docker.io/…:tag`.
    pub containers: Vec<String>,
    /// Archived copy, as at Software Heritage or Zenodo.
    #[schemars(url)]
    pub archived_at: Option<String>,
}

/// Software that must be there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// Package name, or a reference to a record.
    #[serde(deserialize_with = "crate::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Version or range.
    #[serde(default, deserialize_with = "crate::scalars::optional_filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub version: Option<String>,
    #[schemars(url)]
    pub url: Option<String>,
}

/// How to use the work, and how not to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Usage {
    /// How to run or read it, as Markdown (fair4ml:usageInstructions).
    pub instructions: Option<String>,
    pub snippets: Vec<Snippet>,
    /// Purposes it is meant for (fair4ml:intendedUse), as Markdown.
    pub intended_use: Option<String>,
    /// Where it fails or was not tried, as Markdown.
    pub limitations: Option<String>,
    /// Risks and biases, as Markdown.
    pub risks: Option<String>,
    /// Ethical and social considerations, as Markdown.
    pub ethical: Option<String>,
    /// Legal considerations, as Markdown.
    pub legal: Option<String>,
}

/// A piece of code that shows the use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    /// As `python` or `sh`.
    pub language: String,
    pub code: String,
    pub description: Option<String>,
}
