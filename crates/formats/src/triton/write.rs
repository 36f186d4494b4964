//! The repository: a folder of the model's name with its configuration, its file, and the names of
//! its classes.

use std::fmt::Write as _;

use faircat_inference::onnx::{Axis, Port};

use crate::dossier::OutputFile;
use crate::package::PackedModel;

pub(super) const SPECIFICATION: &str = "https://docs.nvidia.com/deeplearning/\
    triton-inference-server/user-guide/docs/user_guide/model_configuration.html";

/// Largest batch that the server puts together.
const LARGEST_BATCH: usize = 1024;
/// Longest wait for other requests, in microseconds.
const LONGEST_WAIT: u32 = 2000;

/// The repository of one model: configuration, names of classes, and the ONNX file as version 1.
///
/// Errors: an output or input that the server cannot take.
pub fn repository(model: &PackedModel) -> Result<Vec<OutputFile>, String> {
    let PackedModel { slug, bytes, onnx, signature } = *model;
    let batched = onnx.items_are_independent();
    let mut config = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(config, "name: {}", quoted(slug));
    let _ = writeln!(config, "backend: \"onnxruntime\"");
    let _ = writeln!(config, "max_batch_size: {}", if batched { LARGEST_BATCH } else { 0 });
    let mut files = Vec::new();
    for input in &onnx.inputs {
        let _ = writeln!(config, "input [\n  {{\n{}  }}\n]", port(input, batched)?);
    }
    for output in &onnx.outputs {
        let classes = signature.and_then(|it| it.outputs.iter().find(|it| it.name == output.name));
        let classes = classes.map(|it| it.classes.as_slice()).unwrap_or_default();
        let mut text = port(output, batched)?;
        if !classes.is_empty() {
            let name = format!("{}_labels.txt", file_name(&output.name));
            let _ = writeln!(text, "    label_filename: {}", quoted(&name));
            // One label a line.
            let lines = classes.iter().map(|class| class.replace(['\n', '\r'], " ") + "\n");
            files.push(file(slug, &name, lines.collect::<String>().into_bytes()));
        }
        let _ = writeln!(config, "output [\n  {{\n{text}  }}\n]");
    }
    if batched {
        let _ = writeln!(
            config,
            "dynamic_batching {{\n  preferred_batch_size: [ 64, 256, {LARGEST_BATCH} ]\n  \
             max_queue_delay_microseconds: {LONGEST_WAIT}\n}}"
        );
    }
    let _ = writeln!(config, "instance_group [\n  {{\n    kind: KIND_AUTO\n    count: 1\n  }}\n]");
    let _ = writeln!(config, "version_policy {{\n  latest {{\n    num_versions: 1\n  }}\n}}");
    files.push(file(slug, "config.pbtxt", config.into_bytes()));
    files.push(file(slug, "1/model.onnx", bytes.to_vec()));
    Ok(files)
}

fn file(slug: &str, name: &str, content: Vec<u8>) -> OutputFile {
    OutputFile { path: format!("{slug}/{name}"), content }
}

fn port(port: &Port, batched: bool) -> Result<String, String> {
    let kind = match port.dtype.as_str() {
        "float16" => "TYPE_FP16",
        "bfloat16" => "TYPE_BF16",
        "float32" => "TYPE_FP32",
        "float64" => "TYPE_FP64",
        "int8" => "TYPE_INT8",
        "int16" => "TYPE_INT16",
        "int32" => "TYPE_INT32",
        "int64" => "TYPE_INT64",
        "uint8" => "TYPE_UINT8",
        "uint16" => "TYPE_UINT16",
        "uint32" => "TYPE_UINT32",
        "uint64" => "TYPE_UINT64",
        "bool" => "TYPE_BOOL",
        other => return Err(format!("`{}` is {other}, which Triton does not know", port.name)),
    };
    let Some(shape) = &port.shape else {
        return Err(format!("the model leaves the shape of `{}` open", port.name));
    };
    let axes = shape.iter().skip(usize::from(batched)).map(|axis| match axis {
        Axis::Size(size) => size.to_string(),
        // A size that varies.
        Axis::Symbol(_) | Axis::Unknown(()) => "-1".to_owned(),
    });
    let dims = axes.collect::<Vec<_>>().join(", ");
    let name = quoted(&port.name);
    Ok(format!("    name: {name}\n    data_type: {kind}\n    dims: [ {dims} ]\n"))
}

/// A string of protobuf's text format: everything but plain ASCII is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => {
                quoted.push('\\');
                quoted.push(char::from(byte));
            }
            b' '..=b'~' => quoted.push(char::from(byte)),
            _ => {
                let _ = write!(quoted, "\\{byte:03o}");
            }
        }
    }
    quoted.push('"');
    quoted
}

fn file_name(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    text.chars().map(plain).collect()
}
