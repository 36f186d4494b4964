//! Softmax of rows, with exponentials that are computed many at a time.
//!
//! The arithmetic is plain float32 in a fixed order, so that every processor gives the same values.

use crate::simd::{AnyTask, Simd, with_best};

/// Replaces each row of `length` values by its softmax: exponentials of the differences to the
/// largest, divided by their sum.
pub(crate) fn softmax_rows(values: &mut [f32], length: usize) {
    with_best(SoftmaxRows { values, length });
}

struct SoftmaxRows<'a> {
    values: &'a mut [f32],
    length: usize,
}

impl AnyTask for SoftmaxRows<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        // Exponentials go through rows, which may be shorter than a vector.
        let rows = (TOGETHER / self.length).max(1);
        for rows in self.values.chunks_mut(rows * self.length) {
            for row in rows.chunks_exact_mut(self.length) {
                let largest = fold(row, f32::NEG_INFINITY, |a, b| if b > a { b } else { a });
                row.iter_mut().for_each(|value| *value -= largest);
            }
            for value in rows.iter_mut() {
                *value = exponential(*value);
            }
            for row in rows.chunks_exact_mut(self.length) {
                let factor = 1.0 / fold(row, 0.0, |a, b| a + b);
                row.iter_mut().for_each(|value| *value *= factor);
            }
        }
    }
}

/// Values that stay in the first-level cache from one step to the next.
const TOGETHER: usize = 4096;

/// Values that are taken together, on every processor.
const LANES: usize = 16;

#[inline(always)]
fn fold(row: &[f32], start: f32, f: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = f(*lane, value);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(rest) {
        *lane = f(*lane, value);
    }
    lanes.into_iter().fold(start, f)
}

/// eˣ for x of at most 0, within two units in the last place; 0 where it would be below the smallest
/// normal number. What is no number stays so.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2, and eˣ = 2ⁿ eʳ, by a polynomial for eʳ: S. L. Moshier's
/// Cephes library, `expf`.
#[inline(always)]
fn exponential(x: f32) -> f32 {
    // Added, it leaves the nearest whole number in the lowest bits.
    const SHIFT: f32 = 12_582_912.0;
    const SMALLEST: f32 = -87.336_54;
    // ln 2 in two parts, so that n times the first is exact.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    const TERMS: [f32; 6] =
        [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5];
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let r = (x - n * LN_2[0]) - n * LN_2[1];
    let mut polynomial = TERMS[0];
    for term in &TERMS[1..] {
        polynomial = polynomial * r + term;
    }
    let of_rest = polynomial * (r * r) + r + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(SHIFT.to_bits()).wrapping_add(127);
    let value = of_rest * f32::from_bits(exponent << 23);
    if x < SMALLEST { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::{exponential, softmax_rows};

    #[test]
    fn exponentials_are_within_two_units_in_the_last_place() {
        for step in 0..=873_000 {
            let x = -(step as f32) * 1e-4;
            let (found, exact) = (f64::from(exponential(x)), f64::from(x).exp());
            let unit =
                f64::from(f32::from_bits((exact as f32).to_bits() + 1)) - f64::from(exact as f32);
            assert!((found - exact).abs() <= 2.0 * unit, "{x}: {found}, not {exact}");
        }
        assert_eq!(exponential(0.0), 1.0);
        assert_eq!(exponential(f32::NEG_INFINITY), 0.0);
        assert!(exponential(f32::NAN).is_nan());
    }

    #[test]
    fn rows_are_shares_of_one() {
        for length in [1, 2, 15, 16, 17, 81] {
            let mut rows: Vec<f32> = (0..3 * length).map(|it| (it * 37 % 11) as f32).collect();
            let expected: Vec<f64> = rows.chunks(length).flat_map(reference).collect();
            softmax_rows(&mut rows, length);
            for (found, expected) in rows.iter().zip(expected) {
                assert!(
                    (f64::from(*found) - expected).abs() < 1e-6,
                    "{length}: {found}, {expected}"
                );
            }
        }
        let mut row = [f32::NEG_INFINITY, 1.0, f32::NEG_INFINITY];
        softmax_rows(&mut row, 3);
        assert_eq!(row, [0.0, 1.0, 0.0]);
        let mut row = [f32::NAN, 1.0];
        softmax_rows(&mut row, 2);
        assert!(row.iter().all(|it| it.is_nan()));
    }

    fn reference(row: &[f32]) -> Vec<f64> {
        let sum: f64 = row.iter().map(|&it| f64::from(it).exp()).sum();
        row.iter().map(|&it| f64::from(it).exp() / sum).collect()
    }
}
