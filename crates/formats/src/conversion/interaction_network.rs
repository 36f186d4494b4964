//! The interaction network of Moreno et al., Phys. Rev. D 102 (2020) 012010, section IV, from its
//! published state dict.

use super::state_dict::{Array, StateDict};
use super::{ConversionError, interaction_network_graph, state_dict};

/// Name of the architecture on the command line and in the metadata of ONNX files.
pub const NAME: &str = "interaction-network";
/// Tracks of one jet, padding included.
pub const TRACKS: usize = 60;
/// Vertices of one jet, padding included.
pub const VERTICES: usize = 5;
/// QCD and H→bb.
pub const CLASSES: usize = 2;

/// How the same function is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One-hot matrices pick the ends of every edge, as in the paper's equations.
    Published,
    /// The first layer of the edge functions is computed for tracks and vertices and added up for
    /// the edges, because W·\[a; b\] = W₁·a + W₂·b.
    Factorised,
}

impl Form {
    /// Value of `form` in the metadata of ONNX files.
    pub fn name(self) -> &'static str {
        match self {
            Form::Published => "published",
            Form::Factorised => "factorised",
        }
    }
}

/// The sizes that the shapes of the weights imply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Features of a track.
    pub track_features: usize,
    /// Features of a vertex.
    pub vertex_features: usize,
    /// Width of the hidden layers.
    pub hidden: usize,
    /// Numbers that describe an edge, D_E.
    pub edge: usize,
    /// Numbers that describe a track with all its edges, D_O.
    pub object: usize,
}

impl Sizes {
    /// Names and shapes of the state dict, in its published order.
    pub fn shapes(&self) -> Vec<(String, Vec<usize>)> {
        let Sizes { track_features, vertex_features, hidden, edge, object } = *self;
        let layers = [
            ("fr1", hidden, 2 * track_features),
            ("fr2", hidden, hidden),
            ("fr3", edge, hidden),
            ("fr1_pv", hidden, track_features + vertex_features),
            ("fr2_pv", hidden, hidden),
            ("fr3_pv", edge, hidden),
            ("fo1", hidden, track_features + 2 * edge),
            ("fo2", hidden, hidden),
            ("fo3", object, hidden),
            ("fc_fixed", CLASSES, object),
        ];
        let named = |(name, outputs, inputs)| {
            let weight = (format!("{name}.weight"), vec![outputs, inputs]);
            [weight, (format!("{name}.bias"), vec![outputs])]
        };
        layers.into_iter().flat_map(named).collect()
    }

    /// Number of trainable parameters.
    pub fn parameters(&self) -> usize {
        self.shapes().iter().map(|(_, shape)| shape.iter().product::<usize>()).sum()
    }
}

/// A converted network.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// The ONNX file.
    pub onnx: Vec<u8>,
    pub sizes: Sizes,
}

/// Converts the state dict in `bytes` to ONNX. Inputs `tracks` float32 \[batch, P, 60\] and
/// `vertices` float32 \[batch, S, 5\]; outputs `logits` and `probabilities` float32 \[batch, 2\].
pub fn convert(bytes: &[u8], form: Form) -> Result<Converted, ConversionError> {
    let state = state_dict::unwrapped(state_dict::read(bytes)?);
    let state = state_dict::found_within(state, "fr1.weight");
    let sizes = sizes(&state)?;
    let onnx = interaction_network_graph::write(&state, sizes, form);
    Ok(Converted { onnx, sizes })
}

/// The sizes of the network, if `state` holds exactly its weights.
pub fn sizes(state: &StateDict) -> Result<Sizes, ConversionError> {
    let matrix = |name: &str| -> Result<[usize; 2], ConversionError> {
        let found = find(state, name).ok_or_else(|| missing(state, name))?;
        let size = found.shape.as_slice().try_into().ok();
        size.filter(|size: &[usize; 2]| !size.contains(&0)).ok_or_else(|| {
            wrong(format!("`{name}` has the shape {:?}; a matrix is expected", found.shape))
        })
    };
    let [hidden, ends] = matrix("fr1.weight")?;
    let [edge, _] = matrix("fr3.weight")?;
    let [object, _] = matrix("fo3.weight")?;
    let [_, mixed] = matrix("fr1_pv.weight")?;
    let track_features = ends / 2;
    let vertex_features = mixed.checked_sub(track_features).filter(|&size| size > 0);
    let Some(vertex_features) = vertex_features else {
        let message = format!(
            "`fr1_pv.weight` takes {mixed} features, but a track alone has {track_features}"
        );
        return Err(wrong(message));
    };
    let sizes = Sizes { track_features, vertex_features, hidden, edge, object };
    check_shapes(state, sizes).map(|()| sizes)
}

fn check_shapes(state: &StateDict, sizes: Sizes) -> Result<(), ConversionError> {
    let expected = sizes.shapes();
    for (name, shape) in &expected {
        let found = find(state, name).ok_or_else(|| missing(state, name))?;
        if found.shape != *shape {
            let found = &found.shape;
            return Err(wrong(format!("`{name}` has the shape {found:?}; {shape:?} is expected")));
        }
    }
    match state.iter().find(|(name, _)| !expected.iter().any(|(known, _)| known == name)) {
        Some((name, _)) => Err(wrong(format!("it has no `{name}`"))),
        None => Ok(()),
    }
}

fn find<'a>(state: &'a StateDict, name: &str) -> Option<&'a Array> {
    state.iter().find(|(known, _)| known == name).map(|(_, array)| array)
}

/// Says also where the tensor stands under a longer name.
fn missing(state: &StateDict, name: &str) -> ConversionError {
    let is_longer = |known: &str| known.strip_suffix(name).is_some_and(|it| it.ends_with('.'));
    match state.iter().find(|(known, _)| is_longer(known)) {
        Some((known, _)) => {
            let known = faircat_text::beginning(known, 100);
            wrong(format!("`{name}` is missing, though `{known}` is there"))
        }
        None => wrong(format!("`{name}` is missing")),
    }
}

fn wrong(problem: String) -> ConversionError {
    ConversionError::Architecture { architecture: "interaction network", problem }
}
