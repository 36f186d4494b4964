//! The record's signature beside what its ONNX files say of themselves.

use faircat_inference::onnx::external::embedded;
use faircat_inference::onnx::{OnnxError, OnnxFile, describe};
use faircat_inference::signature::{self as inference, Declared};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, ArtifactRole, Record, Signature, Tensor};

use super::Fault;
use crate::evidence::SignatureCheck;

/// Largest file that is read for its signature, in bytes.
pub const LARGEST_FILE: u64 = 1 << 28;

/// A file that is read for its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// It is not there, or leads out of the record's folder; other checks say so.
    Absent,
    /// It has this many bytes, more than [`LARGEST_FILE`].
    TooLarge(u64),
    Read(Vec<u8>),
}

/// Compares every ONNX file beside the record with the record, and tells what is wrong.
///
/// `read` gives a file below the record's folder. Without ONNX files nothing is read.
pub fn of_onnx_files(
    record: &Record,
    read: &dyn Fn(&str) -> Bytes,
) -> (Vec<SignatureCheck>, Vec<Fault>) {
    let (mut checks, mut found) = (Vec::new(), Vec::new());
    let Record::Work(work) = record else { return (checks, found) };
    let declared = work.model.as_ref().and_then(|model| model.signature.as_ref());
    for (index, artifact) in work.artifacts.iter().enumerate() {
        let Some(path) = onnx_path(artifact) else { continue };
        let pointer = format!("/artifacts/{index}");
        let broken = |message: String, hint: &str, found: &mut Vec<Fault>| {
            let problem = Diagnostic::warning("onnx", message);
            let problem = problem.hint(hint);
            found.push(Fault::new(format!("{pointer}/path"), problem));
        };
        let bytes = match read(path) {
            Bytes::Absent => continue,
            Bytes::TooLarge(size) => {
                let message = format!(
                    "`{path}` has {size} bytes and is not compared with the record; at most \
                     {LARGEST_FILE} are read"
                );
                broken(message, "`faircat verify` compares it when it runs the model", &mut found);
                continue;
            }
            Bytes::Read(bytes) => bytes,
        };
        match with_numbers(path, bytes, read).and_then(|bytes| describe(&bytes)) {
            Ok(file) => {
                opset(&pointer, path, artifact, &file, &mut found);
                checks.extend(declared.map(|it| check(path, it, &file, &mut found)));
            }
            Err(error) => {
                let message = format!("`{path}` cannot be used: {error}");
                checks.push(SignatureCheck {
                    file: path.to_owned(),
                    differences: vec![error.to_string()],
                    correction: format!("# {}", remedy(&error)),
                });
                broken(message, remedy(&error), &mut found);
            }
        }
    }
    (checks, found)
}

/// What makes a file usable of which `error` says why it is not.
pub fn remedy(error: &OnnxError) -> &'static str {
    match error {
        OnnxError::External { .. } | OnnxError::ExternalData(_) => {
            "put that file beside the model, or make one file of both: \
             `onnx.save_model(onnx.load(path), path, save_as_external_data=False)`"
        }
        OnnxError::NotATensor(_) => {
            "faircat runs models of tensors; where scikit-learn's converter made lists of maps, \
             convert with `options={'zipmap': False}`"
        }
        OnnxError::NotOnnx(_) => {
            "get the file again and compare its SHA-256 with that of its record"
        }
        OnnxError::Growth { .. } => {
            "export it with what is computed of constants alone folded, as `onnxsim` does; the \
             file itself may be sound"
        }
        OnnxError::TooLarge(_) => "export it in a smaller element type, or run it elsewhere",
        OnnxError::TooMany { .. } => {
            "no model that is known needs so many; the file itself may be sound ONNX"
        }
        _ => "export the model again, and check it with `onnx.checker.check_model`",
    }
}

/// The model in `bytes` with the numbers that it keeps in files beside it.
fn with_numbers(
    path: &str,
    bytes: Vec<u8>,
    read: &dyn Fn(&str) -> Bytes,
) -> Result<Vec<u8>, OnnxError> {
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    // Many tensors lie in one file.
    let mut held: Option<(String, Vec<u8>)> = None;
    let whole = embedded(&bytes, &mut |external| {
        if held.as_ref().is_none_or(|(file, _)| *file != external.location) {
            held = match read(&format!("{folder}{}", external.location)) {
                Bytes::Read(numbers) => Some((external.location.clone(), numbers)),
                Bytes::Absent => return Err("which is no file in the record's folder".to_owned()),
                Bytes::TooLarge(size) => return Err(format!("which has {size} bytes")),
            };
        }
        let numbers = held.as_ref().map_or(&[][..], |(_, numbers)| numbers);
        let start = usize::try_from(external.offset).unwrap_or(usize::MAX);
        let length = usize::try_from(external.length).unwrap_or(usize::MAX);
        let part = numbers.get(start..).and_then(|rest| rest.get(..length));
        part.map(<[u8]>::to_vec).ok_or_else(|| "which ends before them".to_owned())
    })?;
    Ok(whole.unwrap_or(bytes))
}

fn onnx_path(artifact: &Artifact) -> Option<&str> {
    let path = artifact.path.as_deref().filter(|_| artifact.role == ArtifactRole::Weights)?;
    let (_, ending) = path.rsplit_once('.')?;
    ending.eq_ignore_ascii_case("onnx").then_some(path)
}

fn opset(pointer: &str, path: &str, artifact: &Artifact, file: &OnnxFile, found: &mut Vec<Fault>) {
    let Some(declared) = artifact.opset.filter(|declared| i64::from(*declared) != file.opset)
    else {
        return;
    };
    let message = format!("`{path}` uses operator set {}, not {declared}", file.opset);
    let problem = Diagnostic::warning("opset", message);
    let problem = problem.hint(format!("write `opset: {}`", file.opset));
    found.push(Fault::new(format!("{pointer}/opset"), problem));
}

fn check(
    path: &str,
    declared: &Signature,
    file: &OnnxFile,
    found: &mut Vec<Fault>,
) -> SignatureCheck {
    let differences: Vec<String> = inference::compare(&signature(declared), file)
        .into_iter()
        .map(|difference| difference.to_string())
        .collect();
    for difference in &differences {
        let problem = Diagnostic::warning("signature", format!("`{path}`: {difference}"));
        let problem = problem.hint("correct the signature, or export the model again");
        found.push(Fault::new("/model/signature", problem));
    }
    SignatureCheck { file: path.to_owned(), differences, correction: correction(file) }
}

/// What can be compared of a declared signature.
fn signature(declared: &Signature) -> inference::Signature {
    let side = |tensors: &[Tensor]| tensors.iter().map(tensor).collect();
    inference::Signature { inputs: side(&declared.inputs), outputs: side(&declared.outputs) }
}

fn tensor(tensor: &Tensor) -> Declared {
    let features = tensor.features.iter().map(|feature| inference::Feature {
        name: feature.name.clone(),
        unit: feature.unit.clone(),
        ..inference::Feature::default()
    });
    Declared {
        name: tensor.name.clone(),
        dtype: tensor.dtype.clone(),
        shape: tensor.shape.clone(),
        features: features.collect(),
        classes: tensor.classes.clone(),
        ..Declared::default()
    }
}

/// The signature of `file` as lines of a record.
fn correction(file: &OnnxFile) -> String {
    let stated = inference::Signature::of_file(file);
    let mut yaml = "model:\n  signature:".to_owned();
    for (side, tensors) in [("inputs", stated.inputs), ("outputs", stated.outputs)] {
        yaml.push_str(&format!("\n    {side}:"));
        for tensor in tensors {
            let name = serde_json::Value::from(tensor.name);
            let shape = serde_json::Value::from(tensor.shape);
            yaml.push_str(&format!(
                "\n      - {{name: {name}, dtype: {}, shape: {shape}}}",
                tensor.dtype
            ));
        }
    }
    yaml
}
