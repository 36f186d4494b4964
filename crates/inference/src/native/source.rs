//! Networks from files: ONNX, where the initializers carry the state dict's names, and
//! safetensors of the state dict itself.

use safetensors::{Dtype, SafeTensors};

use super::NAME;
use super::network::{Array, InteractionNetwork, StateDict};
use crate::engine::EngineError;
use crate::onnx::{Axis, OnnxFile, Port, describe};
use crate::tensor::{Data, Tensor};

/// What a network gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The classifier's values.
    Logits,
    /// Their softmax.
    Probabilities,
}

/// The arrays of an interaction network.
const LAYERS: [&str; 10] =
    ["fr1", "fr2", "fr3", "fr1_pv", "fr2_pv", "fr3_pv", "fo1", "fo2", "fo3", "fc_fixed"];

/// Operators that the two forms of the network are written with. None but ReLU, once for each
/// layer, and softmax is other than linear.
const OPERATORS: &str = "Add Cast Concat Constant ConstantOfShape Einsum Expand Gather Gemm \
    Identity MatMul Mul OneHot ReduceSum Relu Reshape Shape Slice Softmax Split Squeeze Sub \
    Transpose Unsqueeze";

/// The interaction network of an ONNX file, and its outputs in the graph's order.
///
/// # Errors
/// [`EngineError::Unsupported`] where the file does not say that it is an interaction network or
/// its graph cannot be one; [`EngineError::BadModel`] where it is broken.
pub fn from_onnx(bytes: &[u8]) -> Result<(InteractionNetwork, Vec<Output>), EngineError> {
    let file = describe(bytes).map_err(|error| EngineError::BadModel(error.to_string()))?;
    check_architecture(&file)?;
    let [tracks, vertices] = file.inputs.as_slice() else {
        return unsupported(format!(
            "it has {} inputs, not tracks and vertices",
            file.inputs.len()
        ));
    };
    let (track_features, tracks) = item_shape("tracks", tracks)?;
    let (vertex_features, vertices) = item_shape("vertices", vertices)?;
    let network = InteractionNetwork::new(&state_dict(&file)?, tracks, vertices)?;
    if (network.track_features, network.vertex_features) != (track_features, vertex_features) {
        return Err(EngineError::BadModel(format!(
            "the inputs have {track_features} and {vertex_features} features, but the weights are \
             for {} and {}",
            network.track_features, network.vertex_features
        )));
    }
    let outputs = file.outputs.iter().map(output).collect::<Result<_, _>>()?;
    Ok((network, outputs))
}

/// The interaction network of a state dict in safetensors, for jets of `tracks` tracks and
/// `vertices` vertices, which the format does not say.
///
/// # Errors
/// [`EngineError::BadModel`] where the file is broken or holds another network.
pub fn from_safetensors(
    bytes: &[u8],
    tracks: usize,
    vertices: usize,
) -> Result<InteractionNetwork, EngineError> {
    let bad = |error: safetensors::SafeTensorError| EngineError::BadModel(error.to_string());
    let file = SafeTensors::deserialize(bytes).map_err(bad)?;
    let mut state = StateDict::new();
    for (name, view) in file.iter() {
        if view.dtype() != Dtype::F32 {
            let message = format!("`{name}` is {:?}; only float32 is read", view.dtype());
            return Err(EngineError::BadModel(message));
        }
        let (values, _) = view.data().as_chunks::<4>();
        let values = values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        state.insert(name.to_owned(), Array { shape: view.shape().to_vec(), values });
    }
    InteractionNetwork::new(&state, tracks, vertices)
}

fn unsupported<T>(reason: String) -> Result<T, EngineError> {
    Err(EngineError::Unsupported { engine: NAME, reason })
}

/// Refuses a file that does not declare the architecture, or whose graph shows another.
fn check_architecture(file: &OnnxFile) -> Result<(), EngineError> {
    match file.metadata.get("architecture").map(String::as_str) {
        Some("interaction-network") => {}
        Some(other) => return unsupported(format!("its architecture is `{other}`")),
        None => return unsupported("its metadata names no `architecture`".to_owned()),
    }
    let known = |name: &&String| OPERATORS.split_whitespace().any(|it| it == name.as_str());
    if let Some(other) = file.operators.keys().find(|name| !known(name)) {
        return unsupported(format!("an interaction network has no operator `{other}`"));
    }
    let relus = file.operators.get("Relu").copied().unwrap_or(0);
    if relus != LAYERS.len() - 1 {
        return unsupported(format!(
            "its graph has {relus} ReLU; an interaction network has one after each of {} layers",
            LAYERS.len() - 1
        ));
    }
    Ok(())
}

/// Features and items of an input float32 [batch, features, items] called `name`.
fn item_shape(name: &str, port: &Port) -> Result<(usize, usize), EngineError> {
    if port.name != name {
        return unsupported(format!("it has the input `{}` where `{name}` belongs", port.name));
    }
    let sizes = match port.shape.as_deref() {
        Some(&[_, Axis::Size(features), Axis::Size(items)]) if port.dtype == "float32" => {
            usize::try_from(features).ok().zip(usize::try_from(items).ok())
        }
        _ => None,
    };
    sizes.map_or_else(
        || unsupported(format!("its input `{name}` is not float32 of a known shape")),
        Ok,
    )
}

fn output(port: &Port) -> Result<Output, EngineError> {
    match port.name.as_str() {
        "logits" => Ok(Output::Logits),
        "probabilities" => Ok(Output::Probabilities),
        other => unsupported(format!("it has the output `{other}`")),
    }
}

/// The network's arrays among the initializers.
fn state_dict(file: &OnnxFile) -> Result<StateDict, EngineError> {
    let mut state = StateDict::new();
    for name in LAYERS.iter().flat_map(|it| [format!("{it}.weight"), format!("{it}.bias")]) {
        if let Some(tensor) = file.initializer(&name) {
            let tensor = tensor.map_err(|error| EngineError::BadModel(error.to_string()))?;
            let array = array(&name, &tensor)?;
            state.insert(name, array);
        }
    }
    Ok(state)
}

fn array(name: &str, tensor: &Tensor) -> Result<Array, EngineError> {
    if let Data::Float32(values) = tensor.data() {
        return Ok(Array { shape: tensor.shape().to_vec(), values: values.clone() });
    }
    Err(EngineError::BadModel(format!("`{name}` is {}; it must be float32", tensor.dtype())))
}
