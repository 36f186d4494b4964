//! What an ONNX file says of itself, read without running it and without trusting it.
//!
//! The format is that of `onnx.proto3` (IR version 3 and later). A file is refused before any
//! engine sees it when it names data outside itself, holds sizes that its bytes cannot back,
//! has a cycle, or would make memory grow out of proportion.

mod budget;
mod cutting;
#[cfg(feature = "onnxruntime")]
mod division;
pub mod external;
mod graph;
mod growth;
mod initializers;
mod multiplications;
pub mod proto;

use std::collections::{BTreeMap, BTreeSet};

use prost::Message;
use serde::Serialize;
use thiserror::Error;

pub use cutting::without_defaults;
#[cfg(feature = "tract")]
pub(crate) use graph::node_name;
pub(crate) use initializers::dtype_name;
pub(crate) use initializers::read as read_tensor;

use crate::tensor::Tensor;
use proto::{self as pb, DimensionValue};

/// Forms of a network that a file can say it has, under `form` of its metadata.
pub const FORMS: [&str; 2] = ["published", "factorised"];

/// Largest file that is read, in bytes: the limit of protobuf itself is 2 GiB.
pub const LARGEST_FILE: usize = 1 << 30;

/// Why a file is not taken for an ONNX model.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OnnxError {
    #[error("the file is not ONNX, or is cut short: {0}")]
    NotOnnx(String),
    #[error("the file has {0} bytes; at most {LARGEST_FILE} are read")]
    TooLarge(usize),
    #[error("the file holds more than {limit} {what}")]
    TooMany { what: &'static str, limit: usize },
    #[error("tensor `{0}` keeps its data in another file; save the model as one file")]
    ExternalData(String),
    #[error("tensor `{tensor}` keeps its numbers in `{location}`, {reason}")]
    External { tensor: String, location: String, reason: String },
    #[error("tensor `{name}` is declared with {declared} but holds {held}")]
    TensorSize { name: String, declared: String, held: String },
    #[error("tensor `{name}` has the element type {dtype}, which is not read")]
    ElementType { name: String, dtype: i32 },
    #[error("`{0}` is taken before it is made: a cycle, or nodes out of order")]
    Cycle(String),
    #[error(
        "`{value}`, which node `{node}` takes, is made by no earlier node, input or initializer"
    )]
    Undefined { node: String, value: String },
    #[error("`{0}` is made twice in the graph")]
    MadeTwice(String),
    #[error("node `{node}` ({operator}) would make {elements} elements of constants alone")]
    Growth { node: String, operator: String, elements: u64 },
    #[error("`{0}` is no tensor with a known element type")]
    NotATensor(String),
    #[error("axis {axis} of `{name}` is {size}")]
    Dimension { name: String, axis: usize, size: String },
}

/// Size of one axis of an input or output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Axis {
    Size(u64),
    /// A name for a size that varies, as `batch`; the same name, the same size.
    Symbol(String),
    /// A size that varies and has no name.
    Unknown(()),
}

impl std::fmt::Display for Axis {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Axis::Size(size) => write!(formatter, "{size}"),
            Axis::Symbol(name) => formatter.write_str(name),
            Axis::Unknown(()) => formatter.write_str("?"),
        }
    }
}

/// An input or output of the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Port {
    pub name: String,
    /// Element type in ONNX's spelling, as `float32`.
    pub dtype: String,
    /// `None` where the file leaves the shape open.
    pub shape: Option<Vec<Axis>>,
}

/// What an ONNX file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct OnnxFile {
    /// Inputs in the graph's order, without those that have a default ([`OnnxFile::defaults`]).
    pub inputs: Vec<Port>,
    pub outputs: Vec<Port>,
    /// Version of the operator set of the default domain, 0 where the file names none.
    pub opset: i64,
    pub ir_version: i64,
    /// Program that wrote the file, with its version, as `pytorch 2.9`.
    pub producer: String,
    /// `metadata_props`, by key.
    pub metadata: BTreeMap<String, String>,
    /// Types of the nodes, each with how often it stands in the graph.
    pub operators: BTreeMap<String, usize>,
    model: pb::ModelProto,
}

impl OnnxFile {
    /// Form of the network, where the file names one of [`FORMS`].
    #[must_use]
    pub fn form(&self) -> Option<&'static str> {
        let named = self.metadata.get("form")?;
        FORMS.into_iter().find(|form| form == named)
    }

    /// Whether every input and output has the same symbol, as `batch`, for its first axis, so
    /// that items may be run in any grouping.
    pub fn items_are_independent(&self) -> bool {
        let mut ports = self.inputs.iter().chain(&self.outputs);
        let symbol = |port: &Port| match port.shape.as_ref().and_then(|shape| shape.first()) {
            Some(Axis::Symbol(name)) => Some(name.clone()),
            _ => None,
        };
        let Some(first) = ports.next().and_then(symbol) else { return false };
        ports.all(|port| symbol(port).as_ref() == Some(&first))
    }

    /// Bytes of one item of all inputs, from above; sizes that vary, besides the first, count as
    /// 1024.
    #[cfg(feature = "onnxruntime")]
    #[must_use]
    pub fn input_bytes(&self) -> u64 {
        let size = |(index, axis): (usize, &Axis)| match axis {
            Axis::Size(size) => *size,
            _ if index == 0 => 1,
            _ => 1024,
        };
        let bytes = |port: &Port| {
            let axes = port.shape.iter().flatten().enumerate();
            axes.map(size).fold(8, u64::saturating_mul)
        };
        self.inputs.iter().map(bytes).fold(0, u64::saturating_add)
    }

    /// The name and the operator of a node that may divide integers by 0 or −1, which ends the
    /// process of an engine that does not look.
    #[cfg(feature = "onnxruntime")]
    pub(crate) fn unsafe_division(&self) -> Option<(&str, &str)> {
        division::unsafe_node(&self.model)
    }

    /// Names of the inputs that have a default, an initializer of their name, in the graph's order.
    /// Whoever runs the model may give another value (ONNX's `IR.md`, "Graphs"). Files of IR
    /// version 3 list every weight so.
    #[must_use]
    pub fn defaults(&self) -> Vec<&str> {
        let filled: BTreeSet<&str> = self.initializer_names().collect();
        let names = self.graph().input.iter().map(|input| input.name.as_str());
        names.filter(|name| filled.contains(name)).collect()
    }

    /// The inputs, and of those that have a default the ones that `is_taken`, in the graph's order.
    #[must_use]
    pub fn inputs_with(&self, is_taken: &dyn Fn(&str) -> bool) -> Vec<Port> {
        let defaults: BTreeSet<&str> = self.defaults().into_iter().collect();
        let is_there = |input: &&pb::ValueInfoProto| {
            !defaults.contains(input.name.as_str()) || is_taken(&input.name)
        };
        // Those that are no tensors are no inputs either.
        self.graph().input.iter().filter(is_there).filter_map(|input| port(input).ok()).collect()
    }

    /// Names of the initializers, in the file's order.
    pub fn initializer_names(&self) -> impl Iterator<Item = &str> {
        self.graph().initializer.iter().map(|tensor| tensor.name.as_str())
    }

    /// The initializer `name`; `None` where there is none.
    pub fn initializer(&self, name: &str) -> Option<Result<Tensor, OnnxError>> {
        let found = self.graph().initializer.iter().find(|tensor| tensor.name == name)?;
        Some(initializers::read(found))
    }

    /// Number of elements of all floating-point initializers.
    pub fn parameters(&self) -> u64 {
        self.graph()
            .initializer
            .iter()
            .filter(|it| initializers::is_float(it))
            .map(initializers::elements)
            .sum()
    }

    /// Multiplications that an item takes at least: one for each element of a weight that is a factor.
    #[must_use]
    pub fn least_multiplications(&self) -> u64 {
        multiplications::least(self.graph())
    }

    /// Element types of all floating-point initializers, in the order of their names.
    pub fn parameter_types(&self) -> Vec<&'static str> {
        let floats = self.graph().initializer.iter().filter(|it| initializers::is_float(it));
        let types: BTreeSet<_> = floats.filter_map(|it| dtype_name(it.data_type)).collect();
        types.into_iter().collect()
    }

    /// A version of the default operator set beside [`OnnxFile::opset`], which is another one.
    #[cfg(feature = "tract")]
    pub(crate) fn other_opset(&self) -> Option<i64> {
        opsets(&self.model).find(|version| *version != self.opset)
    }

    /// Names of the functions that the file defines for itself.
    #[cfg(feature = "tract")]
    pub(crate) fn function_names(&self) -> impl Iterator<Item = &str> {
        self.model.functions.iter().map(|function| function.name.as_str())
    }

    pub(crate) fn graph(&self) -> &pb::GraphProto {
        static EMPTY: std::sync::OnceLock<pb::GraphProto> = std::sync::OnceLock::new();
        self.model.graph.as_ref().unwrap_or_else(|| EMPTY.get_or_init(pb::GraphProto::default))
    }
}

/// Reads an ONNX file and checks that it is safe to hand to an engine.
///
/// Memory stays within a small multiple of `bytes`. Errors: everything in [`OnnxError`].
pub fn describe(bytes: &[u8]) -> Result<OnnxFile, OnnxError> {
    let (file, others) = described(bytes, initializers::check)?;
    others.into_iter().next().map_or(Ok(file), |name| Err(OnnxError::NotATensor(name)))
}

/// What a file tells of itself, whether an engine could run it or not.
pub struct Told {
    pub file: OnnxFile,
    /// Inputs and outputs that the file has beside those, and that are no tensors.
    pub others: Vec<String>,
    /// Where numbers are that it keeps in other files, which are not looked for.
    pub apart: Vec<external::External>,
}

/// As [`describe`], of a file that may keep numbers in others, and take and give what is no tensor.
///
/// # Errors
/// As of [`describe`] but for that, and a tensor in another file whose length is not that of its
/// dimensions.
pub fn told(bytes: &[u8]) -> Result<Told, OnnxError> {
    let judge = |tensor: &pb::TensorProto| match external::of(tensor)? {
        Some(_) => Ok(()),
        None => initializers::check(tensor),
    };
    let (file, others) = described(bytes, judge)?;
    Ok(Told { file, others, apart: external::all(bytes)? })
}

/// The file, and the names of inputs and outputs that are no tensors.
fn described(bytes: &[u8], judge: graph::Judge) -> Result<(OnnxFile, Vec<String>), OnnxError> {
    if bytes.len() > LARGEST_FILE {
        return Err(OnnxError::TooLarge(bytes.len()));
    }
    budget::check(bytes)?;
    let model =
        pb::ModelProto::decode(bytes).map_err(|error| OnnxError::NotOnnx(error.to_string()))?;
    let Some(graph) = model.graph.as_ref() else {
        return Err(OnnxError::NotOnnx("it holds no graph".to_owned()));
    };
    if graph.output.is_empty() {
        return Err(OnnxError::NotOnnx("its graph has no output".to_owned()));
    }
    graph::check(graph, judge)?;
    growth::check(graph)?;
    let filled: BTreeSet<&str> =
        graph.initializer.iter().map(|tensor| tensor.name.as_str()).collect();
    let inputs = graph.input.iter().filter(|input| !filled.contains(input.name.as_str()));
    let mut others = Vec::new();
    let inputs = tensors(inputs, &mut others)?;
    let outputs = tensors(graph.output.iter(), &mut others)?;
    let opset = opsets(&model).next().unwrap_or(0);
    let file = OnnxFile {
        inputs,
        outputs,
        opset,
        ir_version: model.ir_version,
        producer: format!("{} {}", model.producer_name, model.producer_version).trim().to_owned(),
        metadata: model
            .metadata_props
            .iter()
            .map(|it| (it.key.clone(), it.value.clone()))
            .collect(),
        operators: operators(graph),
        model,
    };
    Ok((file, others))
}

/// Those of the `ports` that are tensors; the names of the `others`.
fn tensors<'a>(
    ports: impl Iterator<Item = &'a pb::ValueInfoProto>,
    others: &mut Vec<String>,
) -> Result<Vec<Port>, OnnxError> {
    let mut found = Vec::new();
    for info in ports {
        match port(info) {
            Ok(port) => found.push(port),
            Err(OnnxError::NotATensor(name)) => others.push(name),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// What people wrote into a file that [`describe`] takes; nothing of another.
#[must_use]
pub fn documentation(bytes: &[u8]) -> pb::Documentation {
    pb::Documentation::decode(bytes).unwrap_or_default()
}

/// Versions of the default operator set that the file names: one, if it is right.
fn opsets(model: &pb::ModelProto) -> impl Iterator<Item = i64> {
    let default = |it: &&pb::OperatorSetIdProto| it.domain.is_empty() || it.domain == "ai.onnx";
    model.opset_import.iter().filter(default).map(|it| it.version)
}

fn operators(graph: &pb::GraphProto) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for node in &graph.node {
        *counts.entry(node.op_type.clone()).or_default() += 1;
    }
    counts
}

fn port(info: &pb::ValueInfoProto) -> Result<Port, OnnxError> {
    let not_a_tensor = || OnnxError::NotATensor(info.name.clone());
    let value = info.r#type.as_ref().and_then(|it| it.value.as_ref());
    let pb::TypeValue::TensorType(tensor) = value.ok_or_else(not_a_tensor)?;
    let dtype = dtype_name(tensor.elem_type).ok_or_else(not_a_tensor)?;
    let axes = |shape: &pb::TensorShapeProto| {
        let axes = shape.dim.iter().enumerate();
        axes.map(|(index, dimension)| axis(&info.name, index, dimension)).collect::<Result<_, _>>()
    };
    let shape = tensor.shape.as_ref().map(axes).transpose()?;
    Ok(Port { name: info.name.clone(), dtype: dtype.to_owned(), shape })
}

/// Longest name of a symbolic axis; exporters write sums and products of short names.
const LONGEST_SYMBOL: usize = 64;

/// Largest fixed size of one axis that is believed.
pub(crate) const LARGEST_AXIS: i64 = 1 << 31;

fn axis(name: &str, index: usize, dimension: &pb::Dimension) -> Result<Axis, OnnxError> {
    let refused = |size: String| OnnxError::Dimension { name: name.to_owned(), axis: index, size };
    match &dimension.value {
        None => Ok(Axis::Unknown(())),
        // So do older exporters leave a size open.
        Some(DimensionValue::DimValue(-1)) => Ok(Axis::Unknown(())),
        Some(DimensionValue::DimValue(size)) => match u64::try_from(*size) {
            Ok(known) if *size <= LARGEST_AXIS => Ok(Axis::Size(known)),
            _ => Err(refused(size.to_string())),
        },
        Some(DimensionValue::DimParam(symbol)) if symbol.is_empty() => Ok(Axis::Unknown(())),
        Some(DimensionValue::DimParam(symbol)) if symbol.len() <= LONGEST_SYMBOL => {
            Ok(Axis::Symbol(symbol.clone()))
        }
        Some(DimensionValue::DimParam(symbol)) => {
            Err(refused(format!("a name of {} bytes", symbol.len())))
        }
    }
}
