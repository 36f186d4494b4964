//! The trees of an ensemble, from the lists of its attributes.

use std::collections::{BTreeMap, BTreeSet};

use tract_core::internal::{TractResult, bail, format_err};

use super::super::Node;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    AtMost,
    Below,
    AtLeast,
    Above,
    Equal,
    Different,
    Leaf,
}

#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub(super) mode: Mode,
    pub(super) feature: usize,
    pub(super) value: f32,
    /// Where it goes on, as places among all branches.
    pub(super) when_true: usize,
    pub(super) when_false: usize,
    /// Whether what is no number counts as true.
    pub(super) missing_is_true: bool,
    /// What a leaf adds to which target.
    pub(super) weights: Vec<(usize, f32)>,
}

#[derive(Clone, Debug)]
pub(super) struct Trees {
    pub(super) branches: Vec<Branch>,
    pub(super) roots: Vec<usize>,
}

impl Trees {
    /// The trees of a node; attributes that name leaves begin with `kind` (`class` or `target`),
    /// of which there are `targets`, for inputs of `features`.
    pub(super) fn read(
        node: &Node,
        kind: &str,
        targets: usize,
        features: usize,
    ) -> TractResult<Trees> {
        // How often a branch was taken in training.
        node.pass_over("nodes_hitrates");
        let ids = keys(node, "nodes_treeids", "nodes_nodeids")?;
        let places: BTreeMap<(i64, i64), usize> =
            ids.iter().enumerate().map(|(place, &id)| (id, place)).collect();
        if places.len() != ids.len() {
            bail!("a branch is there twice");
        }
        let mut branches = branches(node, &ids, &places, features)?;
        add_weights(node, kind, targets, &places, &mut branches)?;
        let roots = roots(&branches)?;
        Ok(Trees { branches, roots })
    }

    /// The weights of the leaf of one tree that the features lead to.
    pub(super) fn leaf(&self, root: usize, features: &[f32]) -> &[(usize, f32)] {
        let mut branch = &self.branches[root];
        while branch.mode != Mode::Leaf {
            let x = features[branch.feature];
            let value = branch.value;
            let met = match branch.mode {
                Mode::AtMost => x <= value,
                Mode::Below => x < value,
                Mode::AtLeast => x >= value,
                Mode::Above => x > value,
                Mode::Equal => x == value,
                Mode::Different => x != value,
                Mode::Leaf => false,
            };
            let met = met || (branch.missing_is_true && x.is_nan());
            branch = &self.branches[if met { branch.when_true } else { branch.when_false }];
        }
        &branch.weights
    }
}

fn keys(node: &Node, trees: &str, nodes: &str) -> TractResult<Vec<(i64, i64)>> {
    let (trees, nodes) = (list(node, trees)?, list(node, nodes)?);
    if trees.len() != nodes.len() {
        bail!("its lists of trees and branches differ in length");
    }
    Ok(trees.iter().copied().zip(nodes.iter().copied()).collect())
}

fn list<'a>(node: &Node<'a>, name: &str) -> TractResult<&'a [i64]> {
    node.integers(name).ok_or_else(|| format_err!("its `{name}` is missing"))
}

fn branches(
    node: &Node,
    ids: &[(i64, i64)],
    places: &BTreeMap<(i64, i64), usize>,
    features: usize,
) -> TractResult<Vec<Branch>> {
    let modes = node.texts("nodes_modes").unwrap_or_default();
    let values = node.numbers("nodes_values").unwrap_or_default();
    let of_features = list(node, "nodes_featureids")?;
    let (yes, no) = (list(node, "nodes_truenodeids")?, list(node, "nodes_falsenodeids")?);
    let missing = node.integers("nodes_missing_value_tracks_true").unwrap_or_default();
    let lengths = [modes.len(), values.len(), of_features.len(), yes.len(), no.len()];
    let of_missing = missing.is_empty() || missing.len() == ids.len();
    if lengths.iter().any(|&length| length != ids.len()) || !of_missing {
        bail!("its lists of branches differ in length");
    }
    let branch = |(place, &(tree, _)): (usize, &(i64, i64))| {
        let mode = mode(modes[place])?;
        let next = |id: i64| match places.get(&(tree, id)) {
            _ if mode == Mode::Leaf => Ok(0),
            Some(&next) => Ok(next),
            None => bail!("a branch leads to none"),
        };
        let feature = usize::try_from(of_features[place]).ok().filter(|&it| it < features);
        let feature = if mode == Mode::Leaf { Some(0) } else { feature };
        Ok(Branch {
            mode,
            feature: feature
                .ok_or_else(|| format_err!("it asks for a feature that is not there"))?,
            value: values[place],
            when_true: next(yes[place])?,
            when_false: next(no[place])?,
            missing_is_true: missing.get(place).is_some_and(|&it| it != 0),
            weights: Vec::new(),
        })
    };
    ids.iter().enumerate().map(branch).collect()
}

fn mode(name: &str) -> TractResult<Mode> {
    Ok(match name {
        "BRANCH_LEQ" => Mode::AtMost,
        "BRANCH_LT" => Mode::Below,
        "BRANCH_GTE" => Mode::AtLeast,
        "BRANCH_GT" => Mode::Above,
        "BRANCH_EQ" => Mode::Equal,
        "BRANCH_NEQ" => Mode::Different,
        "LEAF" => Mode::Leaf,
        other => bail!("its mode `{other}` is not known"),
    })
}

fn add_weights(
    node: &Node,
    kind: &str,
    targets: usize,
    places: &BTreeMap<(i64, i64), usize>,
    branches: &mut [Branch],
) -> TractResult<()> {
    let leaves = keys(node, &format!("{kind}_treeids"), &format!("{kind}_nodeids"))?;
    let ids = list(node, &format!("{kind}_ids"))?;
    let weights = node.numbers(&format!("{kind}_weights")).unwrap_or_default();
    if ids.len() != leaves.len() || weights.len() != leaves.len() {
        bail!("its lists of leaves differ in length");
    }
    for ((leaf, &id), &weight) in leaves.iter().zip(ids).zip(weights) {
        let target = usize::try_from(id).ok().filter(|&it| it < targets);
        let branch = places.get(leaf).and_then(|&place| branches.get_mut(place));
        let (Some(target), Some(branch)) = (target, branch) else {
            bail!("a weight is that of no leaf or no target");
        };
        if branch.mode != Mode::Leaf {
            bail!("a weight is that of a branch");
        }
        branch.weights.push((target, weight));
    }
    Ok(())
}

/// What nothing leads to. Errors: branches that two lead to, or that go round.
fn roots(branches: &[Branch]) -> TractResult<Vec<usize>> {
    let mut led_to = BTreeSet::new();
    for branch in branches.iter().filter(|branch| branch.mode != Mode::Leaf) {
        for next in [branch.when_true, branch.when_false] {
            if !led_to.insert(next) {
                bail!("two branches lead to the same");
            }
        }
    }
    let roots: Vec<usize> = (0..branches.len()).filter(|it| !led_to.contains(it)).collect();
    // Each is led to once, so what the roots do not reach goes round.
    let mut open = roots.clone();
    let mut reached = 0;
    while let Some(place) = open.pop() {
        reached += 1;
        let branch = &branches[place];
        if branch.mode != Mode::Leaf {
            open.extend([branch.when_true, branch.when_false]);
        }
    }
    if reached == branches.len() { Ok(roots) } else { bail!("its branches go round") }
}
