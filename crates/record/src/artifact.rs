//! Files and URLs that a record describes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file beside the record, or a file or folder at a URL. Exactly one of `path` and `url`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Artifact {
    /// Name shown to people; the last part of the path or URL where absent.
    pub name: Option<String>,
    /// What the file is for: `data` where absent.
    #[serde(default)]
    pub role: ArtifactRole,
    /// File below the record's own folder. It is copied to `files/` of the record's page.
    pub path: Option<String>,
    /// Address of a file that lives elsewhere.
    #[schemars(url)]
    pub url: Option<String>,
    /// IANA media type, as `application/x-hdf5`.
    pub media_type: Option<String>,
    /// Short name of the format, as `ONNX`, `HDF5` or `ROOT`.
    pub format: Option<String>,
    /// Size in bytes.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub size: Option<u64>,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: Option<String>,
    /// Checksums by other algorithms, where the publisher gives only those.
    #[serde(default)]
    pub checksums: Vec<Checksum>,
    /// What is in the file, in plain words.
    pub description: Option<String>,
    /// The version of the record this file belongs to, where not the newest.
    #[serde(default, deserialize_with = "super::scalars::optional_filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub version: Option<String>,
    /// SPDX expression, where it differs from the record's own.
    pub license: Option<String>,
    /// ISO 8601 date.
    pub date_modified: Option<String>,
    /// Version of the ONNX operator set, for ONNX files.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub opset: Option<u32>,
}

impl Artifact {
    /// Whether it is a model in ONNX.
    pub fn is_onnx(&self) -> bool {
        let named = [&self.path, &self.url, &self.name].into_iter().flatten();
        let by_name = || named.into_iter().any(|name| name.to_ascii_lowercase().ends_with(".onnx"));
        let by_format = self.format.as_ref().map(|format| format.eq_ignore_ascii_case("onnx"));
        self.role == ArtifactRole::Weights && by_format.unwrap_or_else(by_name)
    }
}

/// What a file is for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ArtifactRole {
    /// Trained parameters or a whole executable model.
    Weights,
    /// Data, or an archive of it.
    #[default]
    Data,
    /// A list of the files of the dataset.
    FileIndex,
    /// Source code, or an archive of it.
    Code,
    /// A container image.
    Container,
    /// A configuration file.
    Configuration,
    /// Documentation to read.
    Documentation,
    /// Notebook to run.
    Notebook,
    /// The small dataset with expected results on which claims are checked.
    ControlSet,
    /// Anything else.
    Other,
}

/// A checksum by an algorithm other than SHA-256.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checksum {
    /// Name of the algorithm, as `adler32` or `md5`.
    pub algorithm: String,
    /// Hexadecimal digits.
    pub value: String,
}

impl Artifact {
    /// Name shown to people.
    pub fn display_name(&self) -> &str {
        let address = || self.path.as_deref().or(self.url.as_deref()).unwrap_or("file");
        self.name.as_deref().unwrap_or_else(|| {
            let address = address();
            address.trim_end_matches('/').rsplit('/').next().unwrap_or(address)
        })
    }

    /// Whether it is the `training.json` that a training run writes about itself.
    pub fn is_training_log(&self) -> bool {
        self.path.as_deref().and_then(|path| path.rsplit('/').next()) == Some("training.json")
    }
}
