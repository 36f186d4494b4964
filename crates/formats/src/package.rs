//! What is made of a record when somebody asks for it: files in a folder or an archive.
//!
//! A packer is pure. It gets the record and what is known of the files that it describes, and says
//! which files a package has; the bytes of those that are described stay where they are until the
//! program copies them. Files of Python that a package holds are the same for all models; what a record
//! says goes into literals only (`coffea/python.rs`).

use faircat_inference::batching::Batching;
use faircat_inference::onnx::OnnxFile;
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::Tensor;
use faircat_record::identifier::Identifier;
use faircat_record::{Artifact, Work, package_paths};

use crate::dossier::OutputFile;
use crate::view::{RecordView, WorkView};

/// The file of a package that has what a service of minids wants to know: `title`, `checksums`, of
/// what they are, and `location`.
pub const REGISTRATION: &str = "metadata/minid.json";

/// Whether the identifier `text` is a minid, by which such a service knows a package.
pub fn is_minid(text: &str) -> bool {
    Identifier::parse(text).is_ok_and(|it| it.prefix == "minid")
}

/// How the package of a format is made.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    pub packer: Packer,
    /// Whether an archive of it has one folder at its top, which is called as the record.
    pub has_top_folder: bool,
}

/// Of what a package is made. Errors say what the format cannot hold.
#[derive(Clone, Copy, Debug)]
pub enum Packer {
    /// Of a model's ONNX file. The paths are below the folder that they are for.
    Model(fn(&PackedModel) -> Result<Vec<OutputFile>, String>),
    /// Of a work and the files that it describes.
    Work(fn(&PackedWork) -> Result<Made, String>),
    /// The same of a model, with what its ONNX file makes of a few items of its control set.
    Tested {
        /// Whether inputs or outputs of these values are good for a test.
        suits: Suits,
        pack: fn(&PackedWork, &Tested) -> Result<Made, String>,
    },
}

/// Whether a format takes values for a test.
pub type Suits = fn(&[Tensor]) -> bool;

/// A model of the catalogue with the bytes of its file.
pub struct PackedModel<'a> {
    pub slug: &'a str,
    /// The ONNX file.
    pub bytes: &'a [u8],
    /// What it says of itself.
    pub onnx: &'a OnnxFile,
    /// What its inputs and outputs are: what the record says, in the order of the file.
    pub contract: &'a Signature,
}

/// A work with the files that it describes.
pub struct PackedWork<'a> {
    pub view: &'a RecordView<'a>,
    pub of: &'a WorkView<'a>,
    /// Each file once, in the order of the record.
    pub payload: &'a [Payload<'a>],
}

/// A file that a work describes.
#[derive(Clone, Debug)]
pub struct Payload<'a> {
    pub artifact: &'a Artifact,
    /// Where it lies in a folder of its own with the others, with `/`; no other has this path.
    pub path: String,
    /// What its bytes come to, where they are packed; else it is told of by its address.
    pub packed: Option<Digests>,
}

/// Size and checksums of a file, the latter as hexadecimal digits in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Bytes.
    pub size: u64,
    pub md5: String,
    pub sha256: String,
    pub sha512: String,
}

/// A model's ONNX file, run on a few items.
#[derive(Clone, Debug)]
pub struct Tested {
    /// The file, below the record's folder, or its address.
    pub file: String,
    pub bytes: Vec<u8>,
    /// Version of the operator set.
    pub opset: i64,
    /// How many items it takes at once.
    pub batching: Batching,
    /// In the order of the file.
    pub inputs: Vec<TestedTensor>,
    pub outputs: Vec<TestedTensor>,
    /// What ran, as `ONNX Runtime 1.31.1`.
    pub engine: String,
}

/// An input or output with its values.
#[derive(Clone, Debug)]
pub struct TestedTensor {
    pub declared: Declared,
    pub values: Tensor,
}

/// A package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub files: Vec<PackageFile>,
    /// What whoever made it should know, a sentence each.
    pub notes: Vec<String>,
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Below the package's folder, with `/`, never leaving it.
    pub path: String,
    pub content: Content,
}

/// What is in a file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Bytes(Vec<u8>),
    /// The bytes of the payload at this place of the list.
    Payload(usize),
}

impl PackageFile {
    /// A file that was made for the package.
    pub fn made(path: impl Into<String>, bytes: Vec<u8>) -> PackageFile {
        PackageFile { path: path.into(), content: Content::Bytes(bytes) }
    }
}

/// The files of `work`, none of them packed yet.
pub fn payload_of(work: &Work) -> Vec<Payload<'_>> {
    let mut payload: Vec<Payload> = Vec::new();
    for (artifact, path) in work.artifacts.iter().zip(package_paths(&work.artifacts)) {
        if !payload.iter().any(|it| it.path == path) {
            payload.push(Payload { artifact, path, packed: None });
        }
    }
    payload
}

/// `payload` for a folder that has files of the names `own` itself: a file of one of these goes into
/// `files/`.
pub(crate) fn apart<'a>(payload: &[Payload<'a>], own: &[&str]) -> Vec<Payload<'a>> {
    let mut apart = payload.to_vec();
    for at in 0..apart.len() {
        loop {
            let path = apart[at].path.as_str();
            let first = path.split('/').next().unwrap_or_default();
            let is_own = own.iter().any(|it| it.eq_ignore_ascii_case(first));
            let is_twice = apart[..at].iter().any(|it| it.path == path);
            if !is_own && !is_twice {
                break;
            }
            apart[at].path = format!("files/{path}");
        }
    }
    apart
}

/// Refuses what nobody is to publish any more. The error says why, and what to do.
pub(crate) fn refuse_withdrawn(of: &WorkView) -> Result<(), String> {
    let replaced = of.work.withdrawn.as_ref().and_then(|it| it.replaced_by.as_ref());
    match of.withdrawal() {
        None => Ok(()),
        Some(withdrawal) if replaced.is_some() => Err(withdrawal),
        Some(withdrawal) => Err(format!("{withdrawal} Nobody should publish it anew.")),
    }
}

/// Those of `payload` that are packed, below `folder`, which is empty or ends in `/`.
pub(crate) fn packed_files(payload: &[Payload], folder: &str) -> Vec<PackageFile> {
    let packed = payload.iter().enumerate().filter(|(_, it)| it.packed.is_some());
    let file = |(at, it): (usize, &Payload)| PackageFile {
        path: format!("{folder}{}", it.path),
        content: Content::Payload(at),
    };
    packed.map(file).collect()
}

#[cfg(test)]
mod tests {
    use faircat_record::Artifact;

    use super::{Payload, apart};

    #[test]
    fn files_with_the_names_of_the_package_go_into_a_folder() {
        let artifact = Artifact::default();
        let payload = ["DLHub.json", "files/dlhub.json", "a/dlhub.json"];
        let payload = payload.map(|path| Payload {
            artifact: &artifact,
            path: path.to_owned(),
            packed: None,
        });
        let paths: Vec<String> =
            apart(&payload, &["dlhub.json"]).into_iter().map(|it| it.path).collect();
        assert_eq!(paths, ["files/DLHub.json", "files/dlhub.json", "a/dlhub.json"]);
    }
}
