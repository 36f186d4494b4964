//! What only a dataset has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The `dataset:` section of a record of kind `dataset`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DatasetSection {
    /// Columns, branches or arrays of the data.
    pub fields: Vec<Field>,
    /// Parts set apart for training, validation and test.
    pub splits: Vec<Split>,
    /// Formats of the data, as `HDF5`.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub formats: Vec<String>,
    /// Total size in bytes.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub size: Option<u64>,
    /// Number of files.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub number_of_files: Option<u64>,
    /// Number of items (events, jets, images, …).
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub number_of_items: Option<u64>,
    /// What an item is, as `jet`.
    pub item: Option<String>,
    /// How the data was collected or simulated, as Markdown.
    pub collection: Option<String>,
    /// What was done to it afterwards, as Markdown.
    pub preparation: Option<String>,
    /// Instruments or methods, as `CMS detector simulation`.
    pub measurement_techniques: Vec<String>,
    /// When the data was collected or made: ISO 8601 interval or date.
    pub collected: Option<String>,
    /// Time that the data is about: ISO 8601 interval or date.
    pub temporal_coverage: Option<String>,
    /// Place that the data is about.
    pub spatial_coverage: Option<String>,
    /// Whether people could be harmed by the data.
    pub sensitive_data: Option<SensitiveData>,
    /// Generators and other programs that made the data: references or names.
    pub generators: Vec<String>,
}

/// A column, branch or array of the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name shown to people.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Type of the values, as the file has it (`Float_t`, `int64`, `string`).
    pub data_type: Option<String>,
    /// Unit in UCUM or plain notation, as `GeV` or `1`.
    pub unit: Option<String>,
    /// What the values mean.
    pub description: Option<String>,
    /// Name of the column or branch in the file, where that is another than `name`.
    pub column: Option<String>,
    /// Table, tree or group that the field belongs to.
    pub group: Option<String>,
}

/// A part of the data set apart for one use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// Name, as `train`, by which models refer to it.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Number of items in it.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub items: Option<u64>,
    /// How it was set apart, in plain words.
    pub description: Option<String>,
}

/// Whether people could be harmed by the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SensitiveData {
    /// `true` where the data holds personal or otherwise sensitive information.
    #[serde(deserialize_with = "super::scalars::truth")]
    pub present: bool,
    /// What is sensitive in it, and how people are protected.
    pub description: Option<String>,
}
