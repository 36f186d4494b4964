//! Checks of a graph's order and of the tensors within it.

use std::collections::BTreeSet;

use super::OnnxError;
use super::proto as pb;

/// What is wrong with a tensor.
pub(super) type Judge = fn(&pb::TensorProto) -> Result<(), OnnxError>;

/// Errors: values that nothing makes, cycles, and tensors that `judge` refuses, in `graph` and in the
/// graphs within its attributes.
pub(super) fn check(graph: &pb::GraphProto, judge: Judge) -> Result<(), OnnxError> {
    check_within(graph, None, judge)
}

/// The values that are there at a node: those of its graph, and of the graphs around it.
struct Scope<'a, 'o> {
    made: BTreeSet<&'a str>,
    outer: Option<&'o Scope<'a, 'o>>,
}

impl Scope<'_, '_> {
    fn has(&self, value: &str) -> bool {
        self.made.contains(value) || self.outer.is_some_and(|outer| outer.has(value))
    }
}

/// ONNX wants nodes sorted so that a value is made before it is taken ("topological order"); a
/// file that is not sorted has either a cycle or is of no use to every engine.
fn check_within<'a>(
    graph: &'a pb::GraphProto,
    outer: Option<&Scope<'a, '_>>,
    judge: Judge,
) -> Result<(), OnnxError> {
    for tensor in &graph.initializer {
        judge(tensor)?;
    }
    for sparse in &graph.sparse_initializer {
        check_sparse(sparse, judge)?;
    }
    let mut scope = Scope { made: BTreeSet::new(), outer };
    let made = &mut scope.made;
    made.extend(graph.input.iter().map(|it| it.name.as_str()));
    made.extend(graph.initializer.iter().map(|it| it.name.as_str()));
    let sparse = graph.sparse_initializer.iter().filter_map(|it| it.values.as_ref());
    made.extend(sparse.map(|it| it.name.as_str()));
    made.insert("");
    let mut given = BTreeSet::new();
    if let Some(twice) = graph.input.iter().find(|it| !given.insert(it.name.as_str())) {
        return Err(OnnxError::MadeTwice(twice.name.clone()));
    }
    // An initializer may be the default of an input, and of nothing else.
    let mut by_nodes = given;
    by_nodes.extend(graph.initializer.iter().map(|it| it.name.as_str()));
    for node in &graph.node {
        if let Some(value) = node.input.iter().find(|it| !scope.has(it)) {
            return Err(unmade(graph, node, value));
        }
        check_attributes(node, &scope, judge)?;
        for output in node.output.iter().filter(|it| !it.is_empty()) {
            if !by_nodes.insert(output.as_str()) {
                return Err(OnnxError::MadeTwice(output.clone()));
            }
            scope.made.insert(output);
        }
    }
    match graph.output.iter().find(|it| !scope.has(&it.name)) {
        Some(output) => Err(OnnxError::Undefined {
            node: "the graph's output".to_owned(),
            value: output.name.clone(),
        }),
        None => Ok(()),
    }
}

/// A value that a later node makes is a cycle or a file out of order; else it is missing.
fn unmade(graph: &pb::GraphProto, node: &pb::NodeProto, value: &str) -> OnnxError {
    if graph.node.iter().any(|it| it.output.iter().any(|output| output == value)) {
        OnnxError::Cycle(value.to_owned())
    } else {
        OnnxError::Undefined { node: node_name(node).to_owned(), value: value.to_owned() }
    }
}

fn check_attributes<'a>(
    node: &'a pb::NodeProto,
    scope: &Scope<'a, '_>,
    judge: Judge,
) -> Result<(), OnnxError> {
    for attribute in &node.attribute {
        for tensor in attribute.t.iter().chain(&attribute.tensors) {
            judge(tensor)?;
        }
        for sparse in attribute.sparse_tensor.iter().chain(&attribute.sparse_tensors) {
            check_sparse(sparse, judge)?;
        }
        for graph in attribute.g.iter().chain(&attribute.graphs) {
            check_within(graph, Some(scope), judge)?;
        }
    }
    Ok(())
}

fn check_sparse(sparse: &pb::SparseTensorProto, judge: Judge) -> Result<(), OnnxError> {
    for tensor in sparse.values.iter().chain(&sparse.indices) {
        judge(tensor)?;
    }
    Ok(())
}

/// What a message calls a node: its name, or its first output.
pub(crate) fn node_name(node: &pb::NodeProto) -> &str {
    if node.name.is_empty() {
        node.output.first().map_or("without a name", String::as_str)
    } else {
        &node.name
    }
}
