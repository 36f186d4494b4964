//! An edge network between two kinds of items, forwards and backwards.
//!
//! Contributions to the first layer come from the receiver and the sender apart, so they are
//! computed once for each of them and added for each edge; on the way back the shares of all edges
//! of an item are added before they are given to its features. Both are exact. The activations of
//! an edge are computed again on the way back, so that memory does not grow with the edges.

use super::items::Item;
use super::layer::Sums;
use super::mlp::{Mlp, Trace};

/// Which pairs of items have an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairs {
    All,
    /// All but those of an item with itself; receivers and senders are the same items.
    Different,
}

/// An edge network on the items of a jet.
pub(super) struct Edges<'a> {
    network: Mlp<'a>,
    pairs: Pairs,
    receivers: &'a [Item],
    senders: &'a [Item],
    /// What the features of each receiver contribute to the first layer, with the bias.
    receiving: Vec<Sums>,
    /// What the features of each sender contribute.
    sending: Vec<Sums>,
}

/// The relevance that goes back through an edge network.
pub(super) struct Received {
    /// Of the features of each receiver.
    pub(super) receivers: Vec<Vec<f32>>,
    /// Of the features of each sender.
    pub(super) senders: Vec<Vec<f32>>,
    /// What biases absorb.
    pub(super) bias: f64,
}

impl<'a> Edges<'a> {
    pub(super) fn new(
        network: Mlp<'a>,
        receivers: &'a [Item],
        senders: &'a [Item],
        pairs: Pairs,
    ) -> Edges<'a> {
        let layer = network.first();
        let after = features(receivers);
        let receiving = |item: &Item| {
            let mut sums = Sums::new(layer.outputs());
            layer.begin(&mut sums);
            layer.contribute(0, &item.features, &mut sums);
            sums
        };
        let sending = |item: &Item| {
            let mut sums = Sums::new(layer.outputs());
            layer.contribute(after, &item.features, &mut sums);
            sums
        };
        let receiving = receivers.iter().map(receiving).collect();
        let sending = senders.iter().map(sending).collect();
        Edges { network, pairs, receivers, senders, receiving, sending }
    }

    /// The sum of the effects on each receiver.
    pub(super) fn sums(&self) -> Vec<Vec<f32>> {
        let mut trace = self.network.trace();
        let mut sums = vec![vec![0.0; self.network.outputs()]; self.receivers.len()];
        for (receiver, sums) in sums.iter_mut().enumerate() {
            for (sender, count) in self.senders_of(receiver) {
                self.forward(receiver, sender, &mut trace);
                add(sums, trace.outputs(), count);
            }
        }
        sums
    }

    /// The relevance of the items' features. Per receiver, `factors` are relevance per unit of the
    /// summed effects, which every effect shares (equation 6).
    pub(super) fn backward(&self, factors: &[Vec<f32>]) -> Received {
        let layer = self.network.first();
        let mut trace = self.network.trace();
        let mut receivers = vec![vec![0.0; layer.outputs()]; self.receivers.len()];
        let mut senders = vec![vec![0.0; layer.outputs()]; self.senders.len()];
        let mut bias = 0.0;
        for (receiver, factors) in factors.iter().enumerate() {
            for (sender, count) in self.senders_of(receiver) {
                let weight = self.receivers[receiver].count as f32 * count;
                self.forward(receiver, sender, &mut trace);
                bias += self.network.backward(&mut trace, factors, weight);
                add(&mut receivers[receiver], trace.shares(), 1.0);
                add(&mut senders[sender], trace.shares(), 1.0);
            }
        }
        let after = features(self.receivers);
        let relevance = |first: usize, items: &[Item], shares: Vec<Vec<f32>>| {
            let shares = items.iter().zip(shares);
            shares.map(|(item, shares)| layer.relevance(first, &item.features, &shares)).collect()
        };
        Received {
            receivers: relevance(0, self.receivers, receivers),
            senders: relevance(after, self.senders, senders),
            bias,
        }
    }

    /// The senders to one of the jet's items that `receiver` stands for, and how many equal ones.
    fn senders_of(&self, receiver: usize) -> impl Iterator<Item = (usize, f32)> {
        let pairs = self.pairs;
        let counts = self.senders.iter().enumerate().map(move |(sender, item)| {
            // A track does not send to itself, but padded ones do to each other.
            let itself = pairs == Pairs::Different && sender == receiver;
            (sender, if itself { item.count - 1 } else { item.count })
        });
        counts.filter(|(_, count)| *count > 0).map(|(sender, count)| (sender, count as f32))
    }

    fn forward(&self, receiver: usize, sender: usize, trace: &mut Trace) {
        trace.first().join(&self.receiving[receiver], &self.sending[sender]);
        self.network.forward(trace);
    }
}

/// Features of each item.
fn features(items: &[Item]) -> usize {
    items.first().map_or(0, |item| item.features.len())
}

fn add(sums: &mut [f32], values: &[f32], weight: f32) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
}
