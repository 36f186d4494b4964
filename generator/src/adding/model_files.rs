//! What files of models say of themselves. Nothing in them is run.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use faircat_catalog::checks::onnx::remedy;
use faircat_catalog::checks::{licence, placeholders};
use faircat_inference::formats::safetensors as weights;
use faircat_inference::onnx::proto::Documentation;
use faircat_inference::onnx::{self, OnnxError, OnnxFile};
use faircat_inference::signature as stated;
use serde_json::{Map, Value};

use super::{Content, Described, external};
use crate::conversion::ConversionError;
use crate::conversion::interaction_network::{self, Form};
use crate::conversion::state_dict;
use crate::diagnostic::Diagnostic;
use crate::formats::reader::says_nothing;
use crate::outside_world::bounded_file::{self, unreadable};
use crate::outside_world::door;
use crate::record::{Signature, Tensor, invisible};
use crate::running::data_error::DataError;
use faircat_text::visible;

/// Largest state dict that is read, in bytes.
const LARGEST_STATE_DICT: u64 = 1 << 30;
/// Most tensors that are listed.
const MOST_TENSORS: usize = 2_000;
/// Longest text of a file that is kept, in bytes.
const LONGEST_TEXT: usize = 2_000;

pub(super) fn onnx(file: &Path) -> Described {
    let bytes = bounded_file::read(file, onnx::LARGEST_FILE as u64)?;
    let told = onnx::told(&bytes).map_err(|error| of_onnx(file, &error))?;
    let onnx::Told { file: found, others, apart } = told;
    let mut content = Content {
        signature: signature(&found),
        opset: u32::try_from(found.opset).ok().filter(|it| *it > 0),
        ..Content::default()
    };
    content.state(&found.metadata);
    document(&mut content, &onnx::documentation(&bytes));
    content.keep("producer", &found.producer);
    content.facts.insert("ir_version".to_owned(), Value::from(found.ir_version));
    content.facts.insert("floating_point_elements".to_owned(), Value::from(found.parameters()));
    let operators = found.operators.iter().map(|(name, count)| (name.clone(), (*count).into()));
    content.facts.insert("operators".to_owned(), Value::Object(operators.collect()));
    if content.signature.is_none() {
        content.unread.push(open_shapes(&found));
    }
    content.unread.extend(others.into_iter().map(|name| {
        let error = OnnxError::NotATensor(name);
        format!("inputs and outputs: {error}; {}", remedy(&error))
    }));
    (content.beside, content.problems) = external::beside(file, &apart);
    Ok(content)
}

/// Inputs and outputs with what the file tells of them, of which it leaves a shape open.
fn open_shapes(file: &OnnxFile) -> String {
    let found = stated::Signature::of_file(file);
    let told = |it: &stated::Declared| match it.open_shape {
        true => format!("`{}` {} of any shape", visible(&it.name), it.dtype),
        false => format!("`{}` {} [{}]", visible(&it.name), it.dtype, it.shape.join(", ")),
    };
    let all =
        |tensors: &[stated::Declared]| tensors.iter().map(told).collect::<Vec<_>>().join(", ");
    format!(
        "the file leaves a shape open, so no signature is written; its inputs are {}, its outputs {}",
        all(&found.inputs),
        all(&found.outputs)
    )
}

/// Takes what people wrote into the file: texts on the model, its inputs and its outputs.
fn document(content: &mut Content, said: &Documentation) {
    let graph = said.graph.clone().unwrap_or_default();
    let texts = [("doc_string", &said.doc_string), ("graph.doc_string", &graph.doc_string)];
    let mut texts: BTreeMap<String, String> =
        texts.into_iter().map(|(key, text)| (key.to_owned(), text.trim().to_owned())).collect();
    // A record's description is of the model; what the graph says beside it is kept.
    let first = ["doc_string", "graph.doc_string"]
        .into_iter()
        .find(|key| texts.get(*key).is_some_and(|text| is_plain(text) && !text.is_empty()));
    if let (Some(key), true) = (first, content.description.is_none()) {
        content.description = texts.remove(key);
    }
    texts.insert("domain".to_owned(), said.domain.clone());
    let version = (said.model_version > 0).then(|| said.model_version.to_string());
    match (&content.version, version) {
        (None, version) => content.version = version,
        (Some(_), Some(version)) => drop(texts.insert("model_version".to_owned(), version)),
        (Some(_), None) => {}
    }
    content.state(&texts);
    let Some(signature) = &mut content.signature else { return };
    let sides = [(&mut signature.inputs, &graph.input), (&mut signature.outputs, &graph.output)];
    for (tensors, documented) in sides {
        for tensor in tensors {
            let said = documented.iter().find(|it| it.name == tensor.name);
            let text = said.map(|it| it.doc_string.trim()).filter(|text| !text.is_empty());
            tensor.description = text.filter(|text| is_plain(text)).map(str::to_owned);
        }
    }
}

/// Inputs and outputs; `None` where the file leaves a shape open.
fn signature(file: &OnnxFile) -> Option<Signature> {
    let found = stated::Signature::of_file(file);
    let mut unnamed = 0;
    let mut side = |tensors: &[stated::Declared]| {
        let mut axis = |size: &String| match size.as_str() {
            // Of these no two need be equal, as those of one name are.
            "?" => {
                unnamed += 1;
                format!("size{unnamed}")
            }
            size => size.to_owned(),
        };
        let tensor = |it: &stated::Declared| {
            (!it.open_shape).then(|| Tensor {
                name: it.name.clone(),
                dtype: it.dtype.clone(),
                shape: it.shape.iter().map(&mut axis).collect(),
                ..Tensor::default()
            })
        };
        tensors.iter().map(tensor).collect::<Option<Vec<_>>>()
    };
    let (inputs, outputs) = (side(&found.inputs)?, side(&found.outputs)?);
    Some(Signature { inputs, outputs, preprocessing: None })
}

fn of_onnx(file: &Path, error: &OnnxError) -> Box<Diagnostic> {
    let problem = Diagnostic::error("onnx", error.to_string());
    Box::new(problem.in_file(file).hint(remedy(error).to_string()))
}

pub(super) fn safetensors(file: &Path) -> Described {
    let unsound = |error| super::of_data(file, &DataError::Content(error));
    let unread = |error| Box::new(unreadable(file, &error));
    let (mut opened, size) = door::open_file(file).map_err(|it| Box::new(it.diagnostic(file)))?;
    let mut start = [0; 8];
    opened.read_exact(&mut start).map_err(unread)?;
    let length = weights::header_length(start).map_err(unsound)?;
    let mut text = Vec::new();
    opened.take(length).read_to_end(&mut text).map_err(unread)?;
    let data = size.saturating_sub(8).saturating_sub(text.len() as u64);
    let header = weights::header(&text, data).map_err(unsound)?;
    let mut content = Content::default();
    content.state(&header.metadata);
    let elements = header.floating_point_elements();
    content.facts.insert("floating_point_elements".to_owned(), Value::from(elements));
    let tensors = header.tensors.iter().map(|(name, (dtype, shape))| (name, dtype.as_str(), shape));
    content.list(tensors);
    Ok(content)
}

pub(super) fn pytorch(file: &Path) -> Described {
    let bytes = bounded_file::read(file, LARGEST_STATE_DICT)?;
    let state = match state_dict::read(&bytes) {
        Ok(state) => state_dict::unwrapped(state),
        // Counters of batches are integers, which no conversion needs.
        Err(ConversionError::BadTensor { name, problem, .. }) => {
            let sentence = format!("its tensors are not listed: `{name}` {problem}");
            return Ok(Content { unread: vec![sentence], ..Content::default() });
        }
        Err(error) => {
            let problem = Diagnostic::error(error.code(), error.to_string());
            return Err(Box::new(problem.in_file(file).hint(error.hint())));
        }
    };
    let mut content = Content { framework: vec!["PyTorch".to_owned()], ..Content::default() };
    match interaction_network::convert(&bytes, Form::Published) {
        Ok(converted) => {
            content.parameters = Some(converted.sizes.parameters() as u64);
            let network = onnx::describe(&converted.onnx).map_err(|error| of_onnx(file, &error))?;
            content.signature = signature(&network);
            content.keep("architecture", "interaction-network");
        }
        Err(_) => content.unread.push(
            "the architecture of these weights is none that `faircat convert` knows, so inputs and \
             outputs are to be written under `model.signature`"
                .to_owned(),
        ),
    }
    content.list(state.iter().map(|(name, array)| (name, "float32", &array.shape)));
    Ok(content)
}

impl Content {
    /// Takes what `metadata` says of the work as a whole; keeps the rest.
    fn state(&mut self, metadata: &BTreeMap<String, String>) {
        let mut rest = Map::new();
        for (key, value) in metadata {
            let value = value.trim();
            if !is_plain(key) || !is_plain(value) || placeholders::is_one(value) {
                let key = visible(&faircat_text::beginning(key, 60));
                self.unread.push(format!("its text `{key}` is not one that a record can hold"));
                continue;
            }
            // What stands for nothing is left to be written.
            if says_nothing(value) {
                continue;
            }
            if !self.takes(key, value) {
                rest.insert(key.clone(), Value::from(value));
            }
        }
        if rest.is_empty() {
            return;
        }
        let known = self.facts.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(known) = known {
            known.extend(rest);
        }
    }

    /// Whether `value` has a field of a record. Keys are those of ONNX's `MetadataProps.md` and of
    /// the Stability AI model metadata standard, and the plain words.
    fn takes(&mut self, key: &str, value: &str) -> bool {
        let key = key.to_ascii_lowercase();
        let plain = key.trim_start_matches("modelspec.").trim_start_matches("model_");
        let field = match plain {
            "title" => &mut self.title,
            "author" => &mut self.author,
            "description" => &mut self.description,
            "version" => &mut self.version,
            "license" | "licence" => {
                let found = licence::stated(value);
                let is_one = found.is_some();
                self.license = self.license.take().or(found);
                return is_one;
            }
            _ => return false,
        };
        let is_free = field.is_none();
        field.get_or_insert_with(|| value.to_owned());
        is_free
    }

    fn keep(&mut self, key: &str, value: &str) {
        if is_plain(value) && !value.is_empty() {
            self.facts.insert(key.to_owned(), Value::from(value));
        }
    }

    fn list<'t>(&mut self, tensors: impl Iterator<Item = (&'t String, &'t str, &'t Vec<usize>)>) {
        let mut listed = Map::new();
        let mut left_out = 0;
        for (name, dtype, shape) in tensors {
            match is_plain(name) && listed.len() < MOST_TENSORS {
                true => drop(listed.insert(name.clone(), format!("{dtype} {shape:?}").into())),
                false => left_out += 1,
            }
        }
        if left_out > 0 {
            self.unread.push(format!("{left_out} of its tensors are not listed"));
        }
        self.facts.insert("tensors".to_owned(), Value::Object(listed));
    }
}

/// Whether a record can hold `text` as it is.
fn is_plain(text: &str) -> bool {
    text.len() <= LONGEST_TEXT && invisible::visible(text) == text
}
