//! The interaction network as ONNX graphs, in its two forms.
//!
//! Both hold the weights under their published names, so that a reader of the file finds them.

use faircat_inference::onnx::proto::{self as pb, DataType};
use prost::Message;

use super::interaction_network::{CLASSES, Form, NAME, Sizes, TRACKS, VERTICES};
use super::onnx_graph::{Graph, floats, int, model, tensor, value};
use super::state_dict::StateDict;

/// End of a slice that takes everything to the last column.
const TO_THE_END: i64 = i32::MAX as i64;

/// The ONNX file of a network whose `state` is complete and has the shapes of `sizes`.
pub(super) fn write(state: &StateDict, sizes: Sizes, form: Form) -> Vec<u8> {
    let mut graph = Graph::default();
    let nodes = match form {
        Form::Published => published(&mut graph),
        Form::Factorised => factorised(&mut graph, sizes.track_features),
    };
    let states = graph.perceptron(&nodes, &["fo1", "fo2", "fo3"]);
    let total = graph.summed(&states, 1);
    let weight = graph.transposed("fc_fixed.weight", &[1, 0]);
    let product = graph.add("MatMul", &[&total, &weight], Vec::new());
    graph.add_named("logits", "Add", &[&product, "fc_fixed.bias"], Vec::new());
    graph.add_named("probabilities", "Softmax", &["logits"], vec![int("axis", 1)]);
    let weights = state.iter().map(|(name, array)| floats(name, &array.shape, &array.values));
    let graph = pb::GraphProto {
        name: NAME.replace('-', "_"),
        node: graph.nodes,
        initializer: weights.collect(),
        input: vec![
            value("tracks", &[sizes.track_features, TRACKS]),
            value("vertices", &[sizes.vertex_features, VERTICES]),
        ],
        output: vec![value("logits", &[CLASSES]), value("probabilities", &[CLASSES])],
        ..pb::GraphProto::default()
    };
    model(graph, &[("architecture", NAME), ("form", form.name())]).encode_to_vec()
}

/// What f_O takes, \[batch, 60, P + 2 D_E\]: equations 1 to 6 of the paper, with its matrices R_R
/// and R_S, R_K and R_V.
fn published(graph: &mut Graph) -> String {
    let tracks = 0..TRACKS;
    let pairs: Vec<(usize, usize)> = tracks
        .clone()
        .flat_map(|to| (0..TRACKS).map(move |from| (to, from)))
        .filter(|(to, from)| to != from)
        .collect();
    let mixed: Vec<(usize, usize)> =
        tracks.flat_map(|to| (0..VERTICES).map(move |from| (to, from))).collect();
    let to_track = ends(graph, "R_R", TRACKS, pairs.iter().map(|pair| pair.0));
    let from_track = ends(graph, "R_S", TRACKS, pairs.iter().map(|pair| pair.1));
    let to_mixed = ends(graph, "R_K", TRACKS, mixed.iter().map(|pair| pair.0));
    let from_vertex = ends(graph, "R_V", VERTICES, mixed.iter().map(|pair| pair.1));
    let between = edges(graph, &to_track, ("tracks", &from_track), ["fr1", "fr2", "fr3"]);
    let from_vertices =
        edges(graph, &to_mixed, ("vertices", &from_vertex), ["fr1_pv", "fr2_pv", "fr3_pv"]);
    let whole = ["tracks", &between, &from_vertices];
    let whole = graph.add("Concat", &whole, vec![int("axis", 1)]);
    graph.transposed(&whole, &[0, 2, 1])
}

/// A matrix \[items, edges\] with a one where an edge ends at an item. It is kept in bytes.
fn ends(graph: &mut Graph, name: &str, items: usize, at: impl Iterator<Item = usize>) -> String {
    let at: Vec<usize> = at.collect();
    let mut matrix = vec![0; items * at.len()];
    for (edge, item) in at.iter().enumerate() {
        matrix[item * at.len() + edge] = 1;
    }
    let matrix = graph.constant(name, tensor(DataType::Int8, &[items, at.len()], matrix));
    graph.add("Cast", &[&matrix], vec![int("to", DataType::Float as i64)])
}

/// States of edges summed for each track, \[batch, D_E, 60\]: from the items `from.0` picked by
/// `from.1`, to the tracks picked by `to`.
fn edges(graph: &mut Graph, to: &str, from: (&str, &str), layers: [&str; 3]) -> String {
    let receiving = graph.add("MatMul", &["tracks", to], Vec::new());
    let sending = graph.add("MatMul", &[from.0, from.1], Vec::new());
    let pairs = graph.add("Concat", &[&receiving, &sending], vec![int("axis", 1)]);
    let pairs = graph.transposed(&pairs, &[0, 2, 1]);
    let states = graph.perceptron(&pairs, &layers);
    let states = graph.transposed(&states, &[0, 2, 1]);
    let back = graph.transposed(to, &[1, 0]);
    graph.add("MatMul", &[&states, &back], Vec::new())
}

/// What f_O takes, \[batch, 60, P + 2 D_E\], with the first layers taken apart by the ends.
fn factorised(graph: &mut Graph, track_features: usize) -> String {
    let tracks = graph.transposed("tracks", &[0, 2, 1]);
    let vertices = graph.transposed("vertices", &[0, 2, 1]);
    let states = pairwise(graph, (&tracks, &tracks), track_features, ["fr1", "fr2", "fr3"]);
    // No track has an edge to itself.
    let mut others = vec![1.0; TRACKS * TRACKS];
    others.iter_mut().step_by(TRACKS + 1).for_each(|own| *own = 0.0);
    let others = graph.constant("other_tracks", floats("", &[1, TRACKS, TRACKS, 1], &others));
    let states = graph.add("Mul", &[&states, &others], Vec::new());
    let between = graph.summed(&states, 2);
    let layers = ["fr1_pv", "fr2_pv", "fr3_pv"];
    let states = pairwise(graph, (&tracks, &vertices), track_features, layers);
    let from_vertices = graph.summed(&states, 2);
    graph.add("Concat", &[&tracks, &between, &from_vertices], vec![int("axis", 2)])
}

/// States \[batch, receivers, senders, D_E\] of the edges from every sender to every receiver.
fn pairwise(
    graph: &mut Graph,
    (receivers, senders): (&str, &str),
    track_features: usize,
    [first, second, third]: [&str; 3],
) -> String {
    let split = track_features as i64;
    let weight = columns(graph, first, 0, split);
    let receiving = graph.add("MatMul", &[receivers, &weight], Vec::new());
    let receiving = graph.add("Add", &[&receiving, &format!("{first}.bias")], Vec::new());
    let weight = columns(graph, first, split, TO_THE_END);
    let sending = graph.add("MatMul", &[senders, &weight], Vec::new());
    let (axis_2, axis_1) = (graph.integers(&[2]), graph.integers(&[1]));
    let receiving = graph.add("Unsqueeze", &[&receiving, &axis_2], Vec::new());
    let sending = graph.add("Unsqueeze", &[&sending, &axis_1], Vec::new());
    let sum = graph.add("Add", &[&receiving, &sending], Vec::new());
    let hidden = graph.add("Relu", &[&sum], Vec::new());
    graph.perceptron(&hidden, &[second, third])
}

/// The columns from `start` up to `end` of a layer's weight, transposed: \[columns, hidden\].
fn columns(graph: &mut Graph, layer: &str, start: i64, end: i64) -> String {
    let bounds = [graph.integers(&[start]), graph.integers(&[end]), graph.integers(&[1])];
    let weight = format!("{layer}.weight");
    let inputs = [&weight, &bounds[0], &bounds[1], &bounds[2]];
    let part = graph.add("Slice", &inputs.map(String::as_str), Vec::new());
    graph.transposed(&part, &[1, 0])
}
