//! How many multiplications a network takes at least for an item.

use std::collections::{BTreeMap, BTreeSet};

use super::initializers;
use super::proto as pb;

/// Operators that multiply every element of a matrix or kernel, once at least, with the other operand.
const PRODUCTS: [&str; 4] = ["MatMul", "Gemm", "Conv", "ConvTranspose"];

/// Operators whose outputs tell of sizes alone, and not of what an item holds.
const OF_SIZES: [&str; 2] = ["Shape", "Size"];

/// The elements of the weights with which `graph` multiplies what it takes: each stands for one
/// multiplication or more. What subgraphs do is left out.
pub(super) fn least(graph: &pb::GraphProto) -> u64 {
    let weights = graph.initializer.iter().filter(|it| initializers::is_float(it));
    let weights: BTreeMap<&str, u64> =
        weights.map(|it| (it.name.as_str(), initializers::elements(it))).collect();
    let is_weight = |name: &str| weights.contains_key(name);
    let inputs = graph.input.iter().map(|it| it.name.as_str());
    let mut of_items: BTreeSet<&str> = inputs.filter(|it| !is_weight(it)).collect();
    let mut count = 0u64;
    for node in &graph.node {
        if !node.input.iter().any(|it| of_items.contains(it.as_str())) {
            continue;
        }
        if PRODUCTS.contains(&node.op_type.as_str()) && node.domain.is_empty() {
            // What is added afterwards is no factor.
            let factors = node.input.iter().take(2).filter_map(|it| weights.get(it.as_str()));
            count = factors.fold(count, |sum, it| sum.saturating_add(*it));
        }
        if !OF_SIZES.contains(&node.op_type.as_str()) {
            of_items.extend(node.output.iter().map(String::as_str));
        }
    }
    count
}
