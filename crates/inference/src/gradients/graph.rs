//! The graph of a file as far as one of its outputs hangs on it, forwards and backwards.

use std::collections::{BTreeMap, BTreeSet};

use super::GradientError;
use super::array::Array;
use super::attributes::Attributes;
use super::biases::with_biases;
use super::operator::{Inputs, Operator, Shares, is, unwritten};
use super::rules::{Absorbed, Rule, without_rule};
use crate::onnx::proto::{GraphProto, NodeProto};
use crate::onnx::{OnnxFile, read_tensor};

/// Oldest version of ONNX's operators that is read: the first whose softmax is of one axis, and
/// which takes axes as inputs.
const OLDEST: i64 = 13;

/// What is at the end of a classifier, and saturates where the classes are told apart.
const LAST: [&str; 2] = ["Softmax", "Sigmoid"];

/// How what arrives at a node's inputs follows from what arrived at its value: gradients, or
/// relevance.
type Way<'a> = dyn FnMut(&Operator, &Inputs, &[bool], (&Array, &Array)) -> Shares + 'a;

/// The relevance of each input, the value that is shared out, and what stayed on the way.
type Relevance = (Vec<Array>, f64, Absorbed);

/// A graph whose output can be differentiated by its inputs.
#[derive(Clone, Debug)]
pub struct Graph {
    nodes: Vec<Node>,
    /// Values that hang on no input, by place.
    constants: BTreeMap<usize, Array>,
    inputs: usize,
    /// Values of all nodes and inputs.
    values: usize,
    /// Place of the value that is differentiated.
    target: usize,
    name: String,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub operator: Operator,
    /// Places of what it takes.
    pub inputs: Vec<Option<usize>>,
    /// Which of them hang on the inputs of the graph.
    pub needs: Vec<bool>,
    pub value: usize,
}

impl Graph {
    /// The part of `file` that makes `output`, up to what its softmax or sigmoid is taken of where
    /// it ends with one.
    ///
    /// # Errors
    /// Operators that are not differentiated, and values that nothing makes.
    pub fn of(file: &OnnxFile, output: &str) -> Result<Graph, GradientError> {
        if file.opset < OLDEST {
            return Err(GradientError::Opset(file.opset));
        }
        let graph = file.graph();
        let target = before_last(graph, output);
        let (nodes, wanted) = needed(graph, target);
        let mut reading = Reading::default();
        for port in &file.inputs {
            let place = reading.place(&port.name);
            reading.hanging.insert(place);
        }
        let inputs = reading.count;
        for tensor in graph.initializer.iter().filter(|it| wanted.contains(it.name.as_str())) {
            let value = array(tensor)?;
            let place = reading.place(&tensor.name);
            reading.constants.insert(place, value);
        }
        for node in nodes {
            reading.read(node, &wanted)?;
        }
        let place = reading.names.get(target).copied();
        let target_place = place.ok_or_else(|| GradientError::Output(output.to_owned()))?;
        Ok(Graph {
            nodes: with_biases(reading.nodes, &reading.constants),
            constants: reading.constants,
            inputs,
            values: reading.count,
            target: target_place,
            name: target.to_owned(),
        })
    }

    /// The name of the value that is differentiated.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.name
    }

    /// The values of the target for one item.
    ///
    /// # Errors
    /// Sizes that do not fit each other, and what grows too large.
    pub fn answer(&self, inputs: &[Array]) -> Result<Vec<f64>, GradientError> {
        let values = self.forward(inputs)?;
        Ok(self.at(&values, self.target)?.values.clone())
    }

    /// Products on the way to the target for one item.
    ///
    /// # Errors
    /// As [`Graph::answer`].
    pub fn products(&self, inputs: &[Array]) -> Result<u64, GradientError> {
        let values = self.forward(inputs)?;
        let of_node = |node: &Node| -> Result<u64, GradientError> {
            let taken = self.taken(node, &values)?;
            Ok(node.operator.products(&taken, self.at(&values, node.value)?))
        };
        let all = self.nodes.iter().map(of_node).collect::<Result<Vec<u64>, _>>()?;
        Ok(all.into_iter().fold(0, u64::saturating_add))
    }

    /// The gradient of the value `place` of the target, by each of the `inputs` of one item.
    ///
    /// # Errors
    /// As [`Graph::answer`], and a target that has no such value.
    pub fn gradient(&self, inputs: &[Array], place: usize) -> Result<Vec<Array>, GradientError> {
        let values = self.forward(inputs)?;
        let mut start = self.at(&values, self.target)?.mapped(|_| 0.0);
        *start.values.get_mut(place).ok_or(GradientError::Shapes)? = 1.0;
        let found = self.back(&values, start, &mut Operator::slopes)?;
        Ok(of_all(found, inputs))
    }

    /// The relevance of each of the `inputs` of one item for the value `place` of the target, by
    /// `rule`.
    ///
    /// # Errors
    /// As [`Graph::gradient`], and operators without a rule.
    pub(super) fn relevance(
        &self,
        inputs: &[Array],
        place: usize,
        rule: Rule,
    ) -> Result<Relevance, GradientError> {
        self.check_rules()?;
        let values = self.forward(inputs)?;
        let target = self.at(&values, self.target)?;
        let value = *target.values.get(place).ok_or(GradientError::Shapes)?;
        let mut start = target.mapped(|_| 0.0);
        start.values[place] = value;
        let mut absorbed = Absorbed::default();
        let found = self.back(&values, start, &mut |operator, taken, needs, ends| {
            rule.shares(operator, (taken, needs), ends, &mut absorbed)
        })?;
        Ok((of_all(found, inputs), value, absorbed))
    }

    /// That every operator has a rule of relevance, before anything is computed.
    ///
    /// # Errors
    /// The first that has none.
    pub fn check_rules(&self) -> Result<(), GradientError> {
        let found = self.nodes.iter().find_map(|it| without_rule(&it.operator, &it.needs));
        found.map_or(Ok(()), |name| Err(GradientError::Rule(name.to_owned())))
    }

    /// The values of inputs and nodes, by place.
    fn forward(&self, inputs: &[Array]) -> Result<Vec<Option<Array>>, GradientError> {
        if inputs.len() != self.inputs {
            return Err(GradientError::Shapes);
        }
        let mut values: Vec<Option<Array>> = inputs.iter().cloned().map(Some).collect();
        values.resize(self.values, None);
        for node in &self.nodes {
            let value = node.operator.value(&self.taken(node, &values)?)?;
            values[node.value] = Some(value);
        }
        Ok(values)
    }

    /// What arrives at each input, from `start` at the target by `way`.
    fn back(
        &self,
        values: &[Option<Array>],
        start: Array,
        way: &mut Way,
    ) -> Result<Vec<Option<Array>>, GradientError> {
        let mut arrived: Vec<Option<Array>> = vec![None; self.values];
        arrived[self.target] = Some(start);
        for node in self.nodes.iter().rev() {
            let Some(here) = arrived[node.value].take() else { continue };
            let value = self.at(values, node.value)?;
            let shares =
                way(&node.operator, &self.taken(node, values)?, &node.needs, (value, &here))?;
            let taken = node.inputs.iter().zip(&node.needs).zip(shares);
            for ((input, needs), share) in taken {
                let (Some(place), true, Some(share)) = (input, needs, share) else { continue };
                match &mut arrived[*place] {
                    Some(sum) => sum.add(&share),
                    none => *none = Some(share),
                }
            }
        }
        arrived.truncate(self.inputs);
        Ok(arrived)
    }

    fn at<'a>(
        &'a self,
        values: &'a [Option<Array>],
        place: usize,
    ) -> Result<&'a Array, GradientError> {
        let value = values.get(place).and_then(Option::as_ref);
        value.or_else(|| self.constants.get(&place)).ok_or(GradientError::Shapes)
    }

    fn taken<'a>(
        &'a self,
        node: &Node,
        values: &'a [Option<Array>],
    ) -> Result<Vec<Option<&'a Array>>, GradientError> {
        let taken = node.inputs.iter();
        taken.map(|place| place.map(|place| self.at(values, place)).transpose()).collect()
    }
}

/// What was `found` for each of the `inputs`; 0 where nothing arrived.
fn of_all(found: Vec<Option<Array>>, inputs: &[Array]) -> Vec<Array> {
    let both = found.into_iter().zip(inputs);
    both.map(|(found, input)| found.unwrap_or_else(|| input.mapped(|_| 0.0))).collect()
}

/// A graph as it is read.
#[derive(Default)]
struct Reading {
    names: BTreeMap<String, usize>,
    count: usize,
    constants: BTreeMap<usize, Array>,
    /// Places of what hangs on the inputs.
    hanging: BTreeSet<usize>,
    nodes: Vec<Node>,
}

impl Reading {
    /// A new place, for the value `name`.
    fn place(&mut self, name: &str) -> usize {
        self.names.insert(name.to_owned(), self.count);
        self.count += 1;
        self.count - 1
    }

    /// Takes a node; what hangs on no input is computed at once.
    fn read(&mut self, node: &NodeProto, wanted: &BTreeSet<&str>) -> Result<(), GradientError> {
        let [first, others @ ..] = node.output.as_slice() else { return Ok(()) };
        if others.iter().any(|it| !it.is_empty() && wanted.contains(it.as_str())) {
            return Err(unwritten(node));
        }
        if is(node, "Constant") {
            let value = constant(node)?;
            let place = self.place(first);
            self.constants.insert(place, value);
            return Ok(());
        }
        let operator = Operator::of(node)?;
        let inputs: Vec<Option<usize>> =
            node.input.iter().map(|it| self.names.get(it).copied()).collect();
        let hangs = |it: &Option<usize>| it.is_some_and(|it| self.hanging.contains(&it));
        let needs: Vec<bool> = inputs.iter().map(hangs).collect();
        if operator.has_one_variable() && needs.iter().skip(1).any(|it| *it) {
            return Err(unwritten(node));
        }
        if needs.contains(&true) {
            let value = self.place(first);
            self.hanging.insert(value);
            self.nodes.push(Node { operator, inputs, needs, value });
            return Ok(());
        }
        let taken: Vec<Option<&Array>> =
            inputs.iter().map(|place| self.constants.get(&(*place)?)).collect();
        let value = operator.value(&taken)?;
        let place = self.place(first);
        self.constants.insert(place, value);
        Ok(())
    }
}

/// What the softmax or sigmoid that makes `output` is taken of; `output` where none does.
fn before_last<'a>(graph: &'a GraphProto, output: &'a str) -> &'a str {
    let maker = graph.node.iter().find(|it| it.output.iter().any(|it| it == output));
    let last = maker.filter(|it| LAST.iter().any(|last| is(it, last)));
    last.and_then(|it| it.input.first()).map_or(output, String::as_str)
}

/// The nodes on which `target` hangs, in order, and what they take.
fn needed<'a>(graph: &'a GraphProto, target: &'a str) -> (Vec<&'a NodeProto>, BTreeSet<&'a str>) {
    let mut wanted = BTreeSet::from([target]);
    let mut nodes = Vec::new();
    for node in graph.node.iter().rev() {
        if node.output.iter().any(|it| wanted.contains(it.as_str())) {
            wanted.extend(node.input.iter().map(String::as_str).filter(|it| !it.is_empty()));
            nodes.push(node);
        }
    }
    nodes.reverse();
    (nodes, wanted)
}

fn constant(node: &NodeProto) -> Result<Array, GradientError> {
    let attributes = Attributes(node);
    if let Some(tensor) = attributes.of("value").and_then(|it| it.t.as_ref()) {
        return array(tensor);
    }
    let list = |values: Vec<f64>| Array::new(vec![values.len()], values);
    let one = |value: f64| Array::new(Vec::new(), vec![value]);
    let [float, floats, int, ints] =
        ["value_float", "value_floats", "value_int", "value_ints"].map(|it| attributes.of(it));
    match (float, floats, int, ints) {
        (Some(it), ..) => one(f64::from(it.f)),
        (_, Some(it), ..) => list(it.floats.iter().map(|&it| f64::from(it)).collect()),
        (_, _, Some(it), _) => one(it.i as f64),
        (.., Some(it)) => list(it.ints.iter().map(|&it| it as f64).collect()),
        _ => Err(unwritten(node)),
    }
}

fn array(tensor: &crate::onnx::proto::TensorProto) -> Result<Array, GradientError> {
    let tensor = read_tensor(tensor).map_err(|error| GradientError::Tensor(error.to_string()))?;
    Array::new(tensor.shape().to_vec(), tensor.data().to_f64())
}
