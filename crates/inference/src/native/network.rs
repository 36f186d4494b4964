//! The weights of an interaction network and the sizes that follow from them: Moreno et al.,
//! arXiv:1909.12285, section IV; Duarte et al., 2023. Layers keep the state dict's names and
//! order, so that whatever explains the network can walk through them.

use std::collections::BTreeMap;

use crate::engine::EngineError;

/// Largest number of items of one kind in a jet and largest width of a layer: what memory is
/// reserved for.
const LIMIT: usize = 4096;

/// An array of a state dict: its shape, and its values in row-major order.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    pub shape: Vec<usize>,
    pub values: Vec<f32>,
}

/// Arrays by their names in the state dict, as `fr1.weight`.
pub type StateDict = BTreeMap<String, Array>;

/// A dense layer, `y = W x + b`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    pub inputs: usize,
    pub outputs: usize,
    /// `outputs × inputs`, row-major.
    pub weights: Vec<f32>,
    /// One for each output.
    pub bias: Vec<f32>,
}

/// An interaction network: ReLU after every layer but the classifier.
#[derive(Clone, Debug, PartialEq)]
pub struct InteractionNetwork {
    /// Tracks of a jet, padding included.
    pub tracks: usize,
    pub track_features: usize,
    /// Secondary vertices of a jet, padding included.
    pub vertices: usize,
    pub vertex_features: usize,
    /// `fr1`, `fr2`, `fr3`: of a receiving and a sending track, for each ordered pair of
    /// different tracks.
    pub track_track: [Dense; 3],
    /// `fr1_pv`, `fr2_pv`, `fr3_pv`: of a receiving track and a vertex, for each pair.
    pub track_vertex: [Dense; 3],
    /// `fo1`, `fo2`, `fo3`: of a track, the sum of its track–track effects and the sum of its
    /// track–vertex effects.
    pub object: [Dense; 3],
    /// `fc_fixed`: of the sum of the tracks' outputs.
    pub classifier: Dense,
}

impl InteractionNetwork {
    /// The network of `state`, for jets of `tracks` tracks and `vertices` vertices.
    ///
    /// # Errors
    /// [`EngineError::BadModel`] names the array that is missing, does not fit the others or
    /// holds a value that is not finite.
    pub fn new(
        state: &StateDict,
        tracks: usize,
        vertices: usize,
    ) -> Result<InteractionNetwork, EngineError> {
        let track_track = mlp(state, ["fr1", "fr2", "fr3"])?;
        let track_vertex = mlp(state, ["fr1_pv", "fr2_pv", "fr3_pv"])?;
        let object = mlp(state, ["fo1", "fo2", "fo3"])?;
        let classifier = dense(state, "fc_fixed")?;
        if track_track[0].inputs % 2 == 1 {
            return bad("`fr1.weight` has an odd number of columns; it needs two tracks' features");
        }
        let track_features = track_track[0].inputs / 2;
        let vertex_features = track_vertex[0].inputs.saturating_sub(track_features);
        if vertex_features == 0 {
            return bad("`fr1_pv.weight` has no columns for a vertex beside the track's features");
        }
        let effects = track_track[2].outputs + track_vertex[2].outputs;
        follows("fo1", &object[0], track_features + effects)?;
        follows("fc_fixed", &classifier, object[2].outputs)?;
        for (what, count) in [("tracks", tracks), ("vertices", vertices)] {
            if count == 0 || count > LIMIT {
                return bad(&format!("{count} {what} in a jet; 1 to {LIMIT} are possible"));
            }
        }
        Ok(InteractionNetwork {
            tracks,
            track_features,
            vertices,
            vertex_features,
            track_track,
            track_vertex,
            object,
            classifier,
        })
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classifier.outputs
    }

    /// Products that a jet of so many `tracks` and `vertices` takes at least: those of a layer before
    /// a sum, or of the features of one side of a pair, once for each track or vertex.
    #[must_use]
    pub fn least_products(&self, tracks: usize, vertices: usize) -> u64 {
        let weights = |layer: &Dense| layer.weights.len();
        let [first, second, third] = self.track_track.each_ref().map(weights);
        let of_pairs = tracks * tracks.saturating_sub(1) * second + tracks * (first + third);
        let [_, second, third] = self.track_vertex.each_ref().map(weights);
        let of_vertices = tracks * (vertices * second + third);
        let [first, second, _] = self.object.each_ref().map(weights);
        let of_tracks = tracks * (first + second);
        (of_pairs + of_vertices + of_tracks + weights(&self.classifier)) as u64
    }

    /// Elements of one item of the input `tracks`.
    pub fn track_elements(&self) -> usize {
        self.track_features * self.tracks
    }

    /// Elements of one item of the input `vertices`.
    pub fn vertex_elements(&self) -> usize {
        self.vertex_features * self.vertices
    }
}

impl Dense {
    /// The layer of the inputs `columns` alone, without the bias: with its complement's outputs
    /// added it gives the whole layer, for `W [x; y] = W_x x + W_y y`.
    #[must_use]
    pub fn columns(&self, columns: std::ops::Range<usize>) -> Dense {
        let rows = self.weights.chunks_exact(self.inputs);
        Dense {
            inputs: columns.len(),
            outputs: self.outputs,
            weights: rows.flat_map(|row| &row[columns.clone()]).copied().collect(),
            bias: vec![0.0; self.outputs],
        }
    }
}

fn bad<T>(message: &str) -> Result<T, EngineError> {
    Err(EngineError::BadModel(message.to_owned()))
}

/// Three layers, each taking what the one before gives.
fn mlp(state: &StateDict, names: [&str; 3]) -> Result<[Dense; 3], EngineError> {
    let layers = [dense(state, names[0])?, dense(state, names[1])?, dense(state, names[2])?];
    follows(names[1], &layers[1], layers[0].outputs)?;
    follows(names[2], &layers[2], layers[1].outputs)?;
    Ok(layers)
}

fn follows(name: &str, layer: &Dense, inputs: usize) -> Result<(), EngineError> {
    if layer.inputs == inputs {
        return Ok(());
    }
    bad(&format!("`{name}.weight` has {} columns; the layers before give {inputs}", layer.inputs))
}

/// The layer whose arrays are `name.weight` and `name.bias`.
fn dense(state: &StateDict, name: &str) -> Result<Dense, EngineError> {
    let weight_name = format!("{name}.weight");
    let weights = array(state, &weight_name)?;
    let &[outputs, inputs] = weights.shape.as_slice() else {
        return bad(&format!("`{weight_name}` has the shape {:?}, not two axes", weights.shape));
    };
    if !(1..=LIMIT).contains(&outputs) || !(1..=2 * LIMIT).contains(&inputs) {
        return bad(&format!("`{weight_name}` is {outputs} × {inputs}, beyond {LIMIT} a layer"));
    }
    let bias_name = format!("{name}.bias");
    let bias = array(state, &bias_name)?;
    if bias.shape != [outputs] {
        return bad(&format!("`{bias_name}` has the shape {:?}, not [{outputs}]", bias.shape));
    }
    Ok(Dense { inputs, outputs, weights: weights.values.clone(), bias: bias.values.clone() })
}

/// An array whose values are finite and fill its shape.
fn array<'a>(state: &'a StateDict, name: &str) -> Result<&'a Array, EngineError> {
    let Some(array) = state.get(name) else {
        return bad(&format!("the array `{name}` of an interaction network is missing"));
    };
    let elements = array.shape.iter().try_fold(1usize, |n, &size| n.checked_mul(size));
    if elements != Some(array.values.len()) {
        let (count, shape) = (array.values.len(), &array.shape);
        return bad(&format!("`{name}` has {count} values, which do not fill {shape:?}"));
    }
    match array.values.iter().position(|value| !value.is_finite()) {
        Some(at) => bad(&format!("`{name}` holds {} at place {at}", array.values[at])),
        None => Ok(array),
    }
}
