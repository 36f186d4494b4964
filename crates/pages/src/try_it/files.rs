//! The ONNX files of a record that a browser can run.

use faircat_inference::engines::list::{self, ListedEngine};
use faircat_inference::onnx::{self, OnnxFile};
use faircat_inference::signature::Signature;

use super::Read;
use faircat_catalog::evidence::contract;
use faircat_outside_world::checksum;
use faircat_record::{Artifact, ArtifactRole, ModelSection, Work};

/// Largest model that a page offers to run, in bytes.
const LARGEST_MODEL: u64 = 64 << 20;

/// One ONNX file.
pub(super) struct OnnxArtifact {
    /// Below the record's folder.
    pub path: String,
    pub sha256: String,
    /// In bytes.
    pub size: usize,
    /// `published`, `factorised`, or what else the file says of itself.
    pub form: Option<String>,
    file: OnnxFile,
}

/// The file to run, and the same network as it was published where that is another file.
pub(super) struct OnnxPair {
    pub model: OnnxArtifact,
    pub published: Option<OnnxArtifact>,
}

impl OnnxPair {
    /// What the record declares, in the order of the file; else what the file states.
    pub(super) fn contract(&self, section: &ModelSection) -> Signature {
        match &section.signature {
            Some(declared) => contract::signature(declared).in_order_of(&self.model.file),
            None => Signature::of_file(&self.model.file),
        }
    }

    /// The engines that run it in a browser, in the order of preference.
    pub(super) fn engines(&self) -> Vec<&'static ListedEngine> {
        let architecture = self.model.file.metadata.get("architecture").map(String::as_str);
        let mut engines = list::preferred();
        engines.retain(|engine| engine.in_browser.is_some() && engine.is_for(architecture));
        engines
    }
}

/// The first ONNX file that can be read, which is the one that other commands run too. What is
/// wrong with the others is reported where records are read.
pub(super) fn find(work: &Work, read: &Read) -> Option<OnnxPair> {
    let mut files = work.artifacts.iter().filter_map(path).filter_map(|path| open(path, read));
    let model = files.next()?;
    let published = files.find(|file| file.form.as_deref() == Some("published"));
    Some(OnnxPair { model, published })
}

fn path(artifact: &Artifact) -> Option<&str> {
    let path = artifact.path.as_deref().filter(|_| artifact.role == ArtifactRole::Weights)?;
    path.to_ascii_lowercase().ends_with(".onnx").then_some(path)
}

fn open(path: &str, read: &Read) -> Option<OnnxArtifact> {
    let bytes = read(path, LARGEST_MODEL).ok()?;
    let file = onnx::describe(&bytes).ok()?;
    Some(OnnxArtifact {
        path: path.to_owned(),
        sha256: checksum::of_bytes(&bytes),
        size: bytes.len(),
        form: file.form().map(str::to_owned),
        file,
    })
}
