//! Products of matrices of float32 values, of which the general engine makes convolutions and
//! contractions.
//!
//! Nothing is packed. The left matrix is read value by value, in either order; the right one by
//! whole vectors, from rows that begin anywhere and may overlap, so that an image is its own matrix
//! of windows. What does not fill a vector at the end of a row is computed together with values
//! before it, once more: each value is the same sum in the same order wherever it is computed.

use crate::simd::{AnyTask, Simd, with_best};

/// A matrix whose neighbours along one axis lie side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Left<'a> {
    /// Rows begin `step` values after each other.
    Rows { values: &'a [f32], step: usize },
    /// Columns do.
    Columns { values: &'a [f32], step: usize },
}

/// What sums begin with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Offset<'a> {
    Zero,
    /// A value for each row.
    OfRows(&'a [f32]),
    /// A value for each column.
    OfColumns(&'a [f32]),
}

/// `output[r][c] = offset + Σₖ left[r][k] × right[starts[k] + c]`.
#[derive(Debug)]
pub(crate) struct Product<'a> {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) left: Left<'a>,
    pub(crate) right: &'a [f32],
    /// Where each row of the right matrix begins; as many as the left one has columns.
    pub(crate) starts: &'a [usize],
    pub(crate) offset: Offset<'a>,
    pub(crate) output: &'a mut [f32],
    /// From one row of the output to the next.
    pub(crate) step: usize,
}

/// Columns that fill a vector on every processor.
const LEAST_COLUMNS: usize = 16;

impl Product<'_> {
    pub(crate) fn compute(self) {
        if self.columns < LEAST_COLUMNS {
            self.compute_narrow();
        } else {
            with_best(self);
        }
    }

    /// Fewer columns than every vector holds: with zeros behind them.
    fn compute_narrow(self) {
        let mut right = vec![0.0; self.starts.len() * LEAST_COLUMNS];
        for (row, &start) in right.chunks_exact_mut(LEAST_COLUMNS).zip(self.starts) {
            row[..self.columns].copy_from_slice(&self.right[start..][..self.columns]);
        }
        let starts: Vec<usize> = (0..self.starts.len()).map(|row| row * LEAST_COLUMNS).collect();
        let mut output = vec![0.0; self.rows * LEAST_COLUMNS];
        let mut offset = [0.0; LEAST_COLUMNS];
        if let Offset::OfColumns(values) = self.offset {
            offset[..self.columns].copy_from_slice(&values[..self.columns]);
        }
        with_best(Product {
            offset: match self.offset {
                Offset::OfColumns(_) => Offset::OfColumns(&offset),
                other => other,
            },
            columns: LEAST_COLUMNS,
            right: &right,
            starts: &starts,
            output: &mut output,
            step: LEAST_COLUMNS,
            ..self
        });
        for (row, values) in output.chunks_exact(LEAST_COLUMNS).enumerate() {
            self.output[row * self.step..][..self.columns].copy_from_slice(&values[..self.columns]);
        }
    }
}

impl AnyTask for Product<'_> {
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let vectors = self.columns.div_ceil(S::WIDTH);
        let blocks = vectors.div_ceil(WIDEST);
        for block in 0..blocks {
            let (first, end) = (block * vectors / blocks, (block + 1) * vectors / blocks);
            match end - first {
                1 => self.columns_from::<S, 1>(simd, first),
                2 => self.columns_from::<S, 2>(simd, first),
                _ => self.columns_from::<S, WIDEST>(simd, first),
            }
        }
    }
}

/// Most vectors of a row that are computed together.
const WIDEST: usize = 3;

impl Product<'_> {
    /// All rows of `COLUMNS` vectors: as many together as leave their sums in registers.
    #[inline(always)]
    fn columns_from<S: Simd, const COLUMNS: usize>(&mut self, simd: S, first: usize) {
        let last = self.columns - S::WIDTH;
        let places: [usize; COLUMNS] = std::array::from_fn(|c| last.min((first + c) * S::WIDTH));
        let mut row = 0;
        while row < self.rows {
            let rest = self.rows - row;
            if S::REGISTERS >= 32 && (rest >= 8 || (rest > 4 && self.rows >= 8)) {
                self.block::<S, 8, COLUMNS>(simd, row.min(self.rows - 8), places);
                row += 8;
            } else if self.rows >= 4 {
                self.block::<S, 4, COLUMNS>(simd, row.min(self.rows - 4), places);
                row += 4;
            } else {
                self.block::<S, 1, COLUMNS>(simd, row, places);
                row += 1;
            }
        }
    }

    /// `ROWS` rows, from `row` on, of the vectors at `places`.
    #[inline(always)]
    fn block<S: Simd, const ROWS: usize, const COLUMNS: usize>(
        &mut self,
        simd: S,
        row: usize,
        places: [usize; COLUMNS],
    ) {
        let mut sums = [[simd.splat(0.0); COLUMNS]; ROWS];
        match self.offset {
            Offset::Zero => {}
            Offset::OfRows(offset) => {
                for (sums, &offset) in sums.iter_mut().zip(&offset[row..]) {
                    *sums = [simd.splat(offset); COLUMNS];
                }
            }
            Offset::OfColumns(offset) => {
                sums = [vectors(simd, &offset[..self.columns], places); ROWS];
            }
        }
        match self.left {
            Left::Rows { values, step } => {
                let depth = self.starts.len();
                let rows: [&[f32]; ROWS] =
                    std::array::from_fn(|r| &values[(row + r) * step..][..depth]);
                for (k, &start) in self.starts.iter().enumerate() {
                    let right = vectors(simd, &self.right[start..][..self.columns], places);
                    add(simd, &mut sums, std::array::from_fn(|r| rows[r][k]), right);
                }
            }
            Left::Columns { values, step } => {
                for (k, &start) in self.starts.iter().enumerate() {
                    let right = vectors(simd, &self.right[start..][..self.columns], places);
                    let left = &values[k * step + row..][..ROWS];
                    add(simd, &mut sums, std::array::from_fn(|r| left[r]), right);
                }
            }
        }
        for (r, sums) in sums.into_iter().enumerate() {
            let output = &mut self.output[(row + r) * self.step..][..self.columns];
            for (place, sum) in places.into_iter().zip(sums) {
                simd.store(sum, &mut output[place..]);
            }
        }
    }
}

/// The vectors of `line` at `places`.
#[inline(always)]
fn vectors<S: Simd, const COLUMNS: usize>(
    simd: S,
    line: &[f32],
    places: [usize; COLUMNS],
) -> [S::Vector; COLUMNS] {
    let mut vectors = [simd.splat(0.0); COLUMNS];
    for (vector, place) in vectors.iter_mut().zip(places) {
        *vector = simd.load(&line[place..]);
    }
    vectors
}

/// Adds each product of a value of `left` and a vector of `right`.
#[inline(always)]
fn add<S: Simd, const ROWS: usize, const COLUMNS: usize>(
    simd: S,
    sums: &mut [[S::Vector; COLUMNS]; ROWS],
    left: [f32; ROWS],
    right: [S::Vector; COLUMNS],
) {
    for (sums, left) in sums.iter_mut().zip(left) {
        let left = simd.splat(left);
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum = simd.mul_add(left, right, *sum);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails where it panics")]
mod tests {
    use super::{Left, Offset, Product};

    /// Whole numbers, so that sums are exact in any order.
    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|it| ((it * 31 + seed * 17) % 23) as f32 - 11.0).collect()
    }

    #[test]
    fn products_are_those_of_the_definition() {
        for rows in [1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 17] {
            for columns in [1, 3, 15, 16, 17, 31, 33, 48, 49, 81, 100] {
                for depth in [0, 1, 5, 33] {
                    check(rows, columns, depth);
                }
            }
        }
    }

    fn check(rows: usize, columns: usize, depth: usize) {
        let (left, right) = (numbers(rows * depth, 1), numbers(depth * 3 + columns, 2));
        let turned: Vec<f32> =
            (0..rows * depth).map(|at| left[at % rows * depth + at / rows]).collect();
        // Rows that overlap.
        let starts: Vec<usize> = (0..depth).map(|k| k * 3).collect();
        let offsets = (numbers(rows, 3), numbers(columns, 4));
        let sum = |r: usize, c: usize| -> f32 {
            (0..depth).map(|k| left[r * depth + k] * right[starts[k] + c]).sum()
        };
        let offset = |kind: usize, r: usize, c: usize| match kind {
            0 => 0.0,
            1 => offsets.0[r],
            _ => offsets.1[c],
        };
        let kinds = [Offset::Zero, Offset::OfRows(&offsets.0), Offset::OfColumns(&offsets.1)];
        let orders = [
            Left::Rows { values: &left, step: depth },
            Left::Columns { values: &turned, step: rows },
        ];
        let step = columns + 2;
        for (kind, left) in (0..3).flat_map(|kind| orders.map(|left| (kind, left))) {
            let mut output = vec![-1.0; rows * step];
            let product = Product {
                rows,
                columns,
                left,
                right: &right,
                starts: &starts,
                offset: kinds[kind],
                output: &mut output,
                step,
            };
            product.compute();
            for (at, &value) in output.iter().enumerate() {
                let (r, c) = (at / step, at % step);
                let wanted = if c < columns { sum(r, c) + offset(kind, r, c) } else { -1.0 };
                assert!(value == wanted, "{rows}×{depth}×{columns} at {r}, {c}: {value}");
            }
        }
    }
}
