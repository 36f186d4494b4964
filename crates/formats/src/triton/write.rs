//! The repository: a folder of the model's name with its configuration, its file, and the names of
//! its classes.

use std::fmt::Write as _;

use faircat_inference::onnx::{Axis, Port};

use super::deploy;
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
    let batched = is_batched(model);
    let (config, mut files) = config(model, batched)?;
    files.push(file(model.slug, "config.pbtxt", config.into_bytes()));
    files.push(file(model.slug, "1/model.onnx", model.bytes.to_vec()));
    // The server passes over folders of a model whose names are no numbers.
    let deployed = deploy::files(model.slug, batched).into_iter();
    files.extend(deployed.map(|(name, text)| file(model.slug, name, text.into_bytes())));
    Ok(files)
}

/// Whether requests may be put together: all inputs and outputs count items along their first axes.
///
/// That an axis has no name says nothing against it, as many exporters write none. Axes of two
/// different names count different things, unless the record says that they do not.
fn is_batched(model: &PackedModel) -> bool {
    let mut ports = model.onnx.inputs.iter().chain(&model.onnx.outputs);
    let is_open = |port: &Port| {
        let first = port.shape.as_ref().and_then(|shape| shape.first());
        matches!(first, Some(Axis::Symbol(_) | Axis::Unknown(())))
    };
    if model.onnx.inputs.is_empty() || !ports.all(is_open) {
        return false;
    }
    let declared = model.contract.inputs.iter().chain(&model.contract.outputs);
    let mut names: Vec<&str> = declared
        .filter_map(|it| it.shape.first())
        .map(|it| it.trim())
        .filter(|it| *it != "?" && it.parse::<u64>().is_err())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len() <= 1
}

/// The configuration, and the files of labels that it names.
fn config(model: &PackedModel, batched: bool) -> Result<(String, Vec<OutputFile>), String> {
    let PackedModel { slug, onnx, contract, .. } = *model;
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
        let classes = contract.outputs.iter().find(|it| it.name == output.name);
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
    Ok((config, files))
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
        "string" => "TYPE_STRING",
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
    // The server refuses a port without sizes, but takes one of which nothing is left when it is laid
    // out as the model has it.
    let dims = match dims.as_str() {
        "" => "dims: [ 1 ]\n    reshape {\n      shape: [ ]\n    }".to_owned(),
        sizes => format!("dims: [ {sizes} ]"),
    };
    Ok(format!("    name: {name}\n    data_type: {kind}\n    {dims}\n"))
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
