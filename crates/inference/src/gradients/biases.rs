//! Products with weights and the biases that are added to them, as one: a layer as others write it,
//! whose contributions and bias share its relevance together.

use std::collections::BTreeMap;

use super::array::Array;
use super::graph::Node;
use super::operator::Operator;
use super::pointwise::Arithmetic;

/// `nodes`, of which a product and the bias that is added to it are one.
pub(super) fn with_biases(nodes: Vec<Node>, constants: &BTreeMap<usize, Array>) -> Vec<Node> {
    let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
    for place in nodes.iter().flat_map(|it| it.inputs.iter().flatten()) {
        *uses.entry(*place).or_default() += 1;
    }
    let mut found: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let layer = found.iter().enumerate().rev().find_map(|(at, product)| {
            let is_used_once = uses.get(&product.value) == Some(&1);
            is_used_once.then(|| Some((at, layer(product, &node, constants)?))).flatten()
        });
        match layer {
            Some((at, layer)) => {
                found.remove(at);
                found.push(layer);
            }
            None => found.push(node),
        }
    }
    found
}

/// `product` and what `sum` adds to it; `None` where that is no bias.
fn layer(product: &Node, sum: &Node, constants: &BTreeMap<usize, Array>) -> Option<Node> {
    let is_sum = sum.operator == Operator::Arithmetic(Arithmetic::Sum);
    let is_product = product.operator == Operator::Product && product.needs == [true, false];
    let (&[Some(first), Some(second)], true) = (sum.inputs.as_slice(), is_sum && is_product) else {
        return None;
    };
    let bias = match product.value {
        value if value == first => second,
        value if value == second => first,
        _ => return None,
    };
    let (added, weights) = (constants.get(&bias)?, constants.get(&product.inputs[1]?)?);
    let fits = added.values.len() == 1 || Some(&added.values.len()) == weights.shape.last();
    (added.shape.len() <= 1 && fits).then(|| Node {
        operator: Operator::Affine,
        inputs: vec![product.inputs[0], product.inputs[1], Some(bias)],
        needs: vec![true, false, false],
        value: sum.value,
    })
}
