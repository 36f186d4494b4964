//! How a work is got and used: repositories, what they need, and snippets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the source code is and what it needs. For models too: the code that runs them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Code {
    /// Address of the repository with the source.
    #[schemars(url)]
    pub repository: Option<String>,
    /// Where to report faults.
    #[schemars(url)]
    pub issue_tracker: Option<String>,
    /// Where users talk to each other.
    #[schemars(url)]
    pub discussion: Option<String>,
    /// Address of the README.
    #[schemars(url)]
    pub readme: Option<String>,
    /// Address of the instructions for building and installing.
    #[schemars(url)]
    pub build_instructions: Option<String>,
    /// Where users find help.
    #[schemars(url)]
    pub help: Option<String>,
    /// What is new: a text or an address.
    pub release_notes: Option<String>,
    /// A repostatus.org word, as `active` or `inactive`.
    pub development_status: Option<String>,
    /// Programming languages, as `Python`.
    #[serde(default, deserialize_with = "crate::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub programming_languages: Vec<String>,
    /// Operating systems on which it runs, as `Linux`.
    #[serde(default, deserialize_with = "crate::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub operating_systems: Vec<String>,
    /// Memory that it needs, as `8 GB`.
    pub memory_requirements: Option<String>,
    /// Processor that it needs, as `x86-64` or `a GPU`.
    pub processor_requirements: Option<String>,
    /// Room on disk that it needs, as `20 GB`.
    pub storage_requirements: Option<String>,
    /// Software that must be there.
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
    /// Address of the package or project.
    #[schemars(url)]
    pub url: Option<String>,
}

/// How to use the work, and how not to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Usage {
    /// How to run or read it, as Markdown (fair4ml:usageInstructions).
    pub instructions: Option<String>,
    /// Pieces of code that show the use.
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
    /// The code itself.
    pub code: String,
    /// What the code shows.
    pub description: Option<String>,
}
