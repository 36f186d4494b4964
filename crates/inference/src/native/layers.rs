//! Dense layers on several rows at once: the weights in the order in which the kernel reads them,
//! and the kernel, the same for every instruction set.

use super::network::Dense;
use crate::simd::{Simd, Task};

/// Rows that are computed together. A multiple of the rows of every register block below, and few
/// enough that the activations of a tile and the weights of an edge network stay in the
/// first-level cache.
pub(super) const TILE: usize = 24;

/// What follows the linear part of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activation {
    Linear,
    Relu,
}

/// A matrix whose rows begin at whole vectors: `width` vectors a row, the values past the last
/// column unspecified.
pub(super) struct Rows<S: Simd> {
    simd: S,
    width: usize,
    data: Vec<S::Vector>,
}

impl<S: Simd> Rows<S> {
    /// Zeros; the number of rows is rounded up to whole tiles.
    pub(super) fn new(simd: S, rows: usize, columns: usize) -> Rows<S> {
        let width = columns.div_ceil(S::WIDTH);
        Rows { simd, width, data: vec![simd.splat(0.0); rows.next_multiple_of(TILE) * width] }
    }

    #[inline(always)]
    fn row(&self, index: usize) -> &[S::Vector] {
        &self.data[index * self.width..][..self.width]
    }

    #[inline(always)]
    fn row_mut(&mut self, index: usize) -> &mut [S::Vector] {
        &mut self.data[index * self.width..][..self.width]
    }

    /// The values of one row.
    pub(super) fn values(&self, index: usize) -> &[f32] {
        self.simd.floats(self.row(index))
    }

    /// The values of one row, to be written.
    pub(super) fn values_mut(&mut self, index: usize) -> &mut [f32] {
        let simd = self.simd;
        simd.floats_mut(self.row_mut(index))
    }

    /// Sets the first `rows` rows to 0.
    pub(super) fn clear(&mut self, rows: usize) {
        self.data[..rows * self.width].fill(self.simd.splat(0.0));
    }
}

/// A dense layer, packed: columns (outputs) in blocks of a few vectors, and within a block one
/// input after another, so that the kernel reads forwards.
pub(super) struct Layer<S: Simd> {
    inputs: usize,
    outputs: usize,
    activation: Activation,
    bias: Vec<S::Vector>,
    weights: Vec<S::Vector>,
    /// Vectors in each block of columns.
    blocks: Vec<usize>,
}

impl<S: Simd> Layer<S> {
    pub(super) fn new(simd: S, dense: &Dense, activation: Activation) -> Layer<S> {
        let vectors = dense.outputs.div_ceil(S::WIDTH);
        let mut bias = vec![simd.splat(0.0); vectors];
        simd.floats_mut(&mut bias)[..dense.outputs].copy_from_slice(&dense.bias);
        let mut weights = vec![simd.splat(0.0); vectors * dense.inputs];
        let blocks = column_blocks(vectors, widest_block::<S>());
        let mut column = 0;
        let mut rest = simd.floats_mut(&mut weights);
        for &width in &blocks {
            let columns = column..(column + width * S::WIDTH).min(dense.outputs);
            let (block, after) = rest.split_at_mut(width * S::WIDTH * dense.inputs);
            for (input, row) in block.chunks_exact_mut(width * S::WIDTH).enumerate() {
                for (place, output) in row.iter_mut().zip(columns.clone()) {
                    *place = dense.weights[output * dense.inputs + input];
                }
            }
            column += width * S::WIDTH;
            rest = after;
        }
        let (inputs, outputs) = (dense.inputs, dense.outputs);
        Layer { inputs, outputs, activation, bias, weights, blocks }
    }

    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to the first `rows` rows of `input`, which hold its inputs.
    ///
    /// The kernel works on whole register blocks, so some rows of `output` after the last one may
    /// be overwritten with values without meaning.
    pub(super) fn apply(&self, input: &Rows<S>, rows: usize, output: &mut Rows<S>) {
        input.simd.perform(Apply { layer: self, input, rows, output });
    }
}

/// Vectors of the widest block of columns for which the sums fit in registers, with the weights
/// of one input and one broadcast value.
const fn widest_block<S: Simd>() -> usize {
    if S::REGISTERS >= 32 { 4 } else { 3 }
}

/// Splits `vectors` into the fewest blocks of at most `widest`, as equal as can be.
fn column_blocks(vectors: usize, widest: usize) -> Vec<usize> {
    let count = vectors.div_ceil(widest);
    (0..count).map(|block| (block + 1) * vectors / count - block * vectors / count).collect()
}

struct Apply<'a, S: Simd> {
    layer: &'a Layer<S>,
    input: &'a Rows<S>,
    rows: usize,
    output: &'a mut Rows<S>,
}

impl<S: Simd> Task<S> for Apply<'_, S> {
    #[inline(always)]
    fn run(mut self, simd: S) {
        let mut column = 0;
        let mut weights = self.layer.weights.as_slice();
        for &width in &self.layer.blocks {
            let (block, rest) = weights.split_at(width * self.layer.inputs);
            // 24 sums, or 12 where there are 16 registers.
            match (S::REGISTERS >= 32, width) {
                (true, 4) => self.columns::<6, 4>(simd, column, block),
                (true, 3) => self.columns::<8, 3>(simd, column, block),
                (true, 2) => self.columns::<12, 2>(simd, column, block),
                (_, 3) => self.columns::<4, 3>(simd, column, block),
                (_, 2) => self.columns::<6, 2>(simd, column, block),
                _ => self.columns::<12, 1>(simd, column, block),
            }
            column += width;
            weights = rest;
        }
    }
}

impl<S: Simd> Apply<'_, S> {
    /// One block of columns for all rows, `ROWS` of them at a time.
    #[inline(always)]
    fn columns<const ROWS: usize, const COLUMNS: usize>(
        &mut self,
        simd: S,
        column: usize,
        weights: &[S::Vector],
    ) {
        let (weights, _) = weights.as_chunks::<COLUMNS>();
        let bias: [S::Vector; COLUMNS] = std::array::from_fn(|c| self.layer.bias[column + c]);
        let stride = self.input.width * S::WIDTH;
        let values = simd.floats(&self.input.data);
        let mut first = 0;
        while first < self.rows {
            let input: [&[f32]; ROWS] =
                std::array::from_fn(|r| &values[(first + r) * stride..][..weights.len()]);
            let sums = products(simd, input, weights, bias);
            for (r, sums) in sums.into_iter().enumerate() {
                let row = &mut self.output.row_mut(first + r)[column..][..COLUMNS];
                for (place, sum) in row.iter_mut().zip(sums) {
                    *place = match self.layer.activation {
                        Activation::Linear => sum,
                        Activation::Relu => simd.relu(sum),
                    };
                }
            }
            first += ROWS;
        }
    }
}

/// `bias + Σₖ input[r][k] × weights[k]`, for each row; the sums stay in registers.
#[inline(always)]
fn products<S: Simd, const ROWS: usize, const COLUMNS: usize>(
    simd: S,
    input: [&[f32]; ROWS],
    weights: &[[S::Vector; COLUMNS]],
    bias: [S::Vector; COLUMNS],
) -> [[S::Vector; COLUMNS]; ROWS] {
    let mut sums = [bias; ROWS];
    for (k, weights) in weights.iter().enumerate() {
        for r in 0..ROWS {
            let value = simd.splat(input[r][k]);
            for c in 0..COLUMNS {
                sums[r][c] = simd.mul_add(value, weights[c], sums[r][c]);
            }
        }
    }
    sums
}

/// A pair of a receiving and a sending row, and how many equal pairs it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) receiver: usize,
    pub(super) sender: usize,
    pub(super) count: f32,
}

/// Writes the ReLU of `receivers[receiver] + senders[sender]` to one row of `output` per edge.
pub(super) fn join<S: Simd>(
    edges: &[Edge],
    receivers: &Rows<S>,
    senders: &Rows<S>,
    output: &mut Rows<S>,
) {
    receivers.simd.perform(Join { edges, receivers, senders, output });
}

struct Join<'a, S: Simd> {
    edges: &'a [Edge],
    receivers: &'a Rows<S>,
    senders: &'a Rows<S>,
    output: &'a mut Rows<S>,
}

impl<S: Simd> Task<S> for Join<'_, S> {
    #[inline(always)]
    fn run(self, simd: S) {
        for (index, edge) in self.edges.iter().enumerate() {
            let pairs = self.receivers.row(edge.receiver).iter().zip(self.senders.row(edge.sender));
            for (place, (&a, &b)) in self.output.row_mut(index).iter_mut().zip(pairs) {
                *place = simd.relu(simd.add(a, b));
            }
        }
    }
}

/// Adds `count × effects[i]` to `sums[receiver]`, for each edge i.
pub(super) fn gather<S: Simd>(edges: &[Edge], effects: &Rows<S>, sums: &mut Rows<S>) {
    effects.simd.perform(Gather { edges, effects, sums });
}

struct Gather<'a, S: Simd> {
    edges: &'a [Edge],
    effects: &'a Rows<S>,
    sums: &'a mut Rows<S>,
}

impl<S: Simd> Task<S> for Gather<'_, S> {
    #[inline(always)]
    fn run(self, simd: S) {
        for (index, edge) in self.edges.iter().enumerate() {
            let count = simd.splat(edge.count);
            let sums = self.sums.row_mut(edge.receiver).iter_mut();
            for (sum, &effect) in sums.zip(self.effects.row(index)) {
                *sum = simd.mul_add(count, effect, *sum);
            }
        }
    }
}
