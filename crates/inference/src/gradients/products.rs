//! Products of matrices.

use super::GradientError;
use super::array::{Array, elements, joint, repeated, strides};
use super::operator::asked;

/// Rows, products of each sum, and columns.
#[derive(Clone, Copy)]
struct Sizes {
    rows: usize,
    inner: usize,
    columns: usize,
}

/// Adds a × b to `sums`.
fn add_product(sums: &mut [f64], a: &[f64], b: &[f64], of: Sizes) {
    for (row, sums) in sums.chunks_exact_mut(of.columns).enumerate() {
        for (&factor, b) in
            a[row * of.inner..].iter().zip(b.chunks_exact(of.columns)).take(of.inner)
        {
            sums.iter_mut().zip(b).for_each(|(sum, value)| *sum += factor * value);
        }
    }
}

/// The matrix of `columns` columns with rows and columns exchanged.
fn turned(matrix: &[f64], columns: usize) -> Vec<f64> {
    (0..columns).flat_map(|at| matrix.iter().skip(at).step_by(columns)).copied().collect()
}

/// Products of the matrices along the last two axes, those before repeated to fit each other.
struct Batches {
    sizes: Sizes,
    /// The shape of the product.
    shape: Vec<usize>,
    /// Where each pair of matrices stands, counted in matrices.
    places: Vec<(usize, usize)>,
}

impl Batches {
    fn of(a: &Array, b: &Array) -> Result<Batches, GradientError> {
        let ([before_a @ .., rows, inner], [before_b @ .., same, columns]) =
            (a.shape.as_slice(), b.shape.as_slice())
        else {
            return Err(GradientError::Shapes);
        };
        if inner != same || [rows, inner, columns].contains(&&0) {
            return Err(GradientError::Shapes);
        }
        let before = joint(before_a, before_b)?;
        elements(&before)?;
        let both = repeated(before_a, &before).into_iter().zip(repeated(before_b, &before));
        let places = both.collect();
        let sizes = Sizes { rows: *rows, inner: *inner, columns: *columns };
        Ok(Batches { sizes, shape: [before.as_slice(), &[*rows, *columns]].concat(), places })
    }
}

pub(super) fn product(a: &Array, b: &Array) -> Result<Array, GradientError> {
    let Batches { sizes, shape, places } = Batches::of(a, b)?;
    let mut found = Array::zeros(&shape)?;
    let (left, right) = (sizes.rows * sizes.inner, sizes.inner * sizes.columns);
    let sums = found.values.chunks_exact_mut(sizes.rows * sizes.columns);
    for (sums, (at, other)) in sums.zip(places) {
        let (a, b) = (&a.values[at * left..][..left], &b.values[other * right..][..right]);
        add_product(sums, a, b, sizes);
    }
    Ok(found)
}

/// The gradients of both, from that of their product; only of those that `needs` asks for.
pub(super) fn product_slopes(
    (a, b): (&Array, &Array),
    needs: &[bool],
    gradient: &Array,
) -> Result<Vec<Option<Array>>, GradientError> {
    let Batches { sizes, places, .. } = Batches::of(a, b)?;
    let Sizes { rows, inner, columns } = sizes;
    let (left, right) = (rows * inner, inner * columns);
    let needs = |which: usize| asked(needs, which);
    let empty =
        |which: usize, of: &Array| needs(which).then(|| Array::zeros(&of.shape)).transpose();
    let (mut of_a, mut of_b) = (empty(0, a)?, empty(1, b)?);
    for (up, (at, other)) in gradient.values.chunks_exact(rows * columns).zip(places) {
        let (at, other) = (at * left..(at + 1) * left, other * right..(other + 1) * right);
        if let Some(of_a) = &mut of_a {
            let turned = turned(&b.values[other.clone()], columns);
            let sizes = Sizes { rows, inner: columns, columns: inner };
            add_product(&mut of_a.values[at.clone()], up, &turned, sizes);
        }
        if let Some(of_b) = &mut of_b {
            let turned = turned(&a.values[at], inner);
            let sizes = Sizes { rows: inner, inner: rows, columns };
            add_product(&mut of_b.values[other], &turned, up, sizes);
        }
    }
    Ok(vec![of_a, of_b])
}

/// A matrix with its axes exchanged, where `is` so.
pub(super) fn transposed(matrix: &Array, is: bool) -> Result<Array, GradientError> {
    match (is, matrix.shape.as_slice()) {
        (false, [_, _]) => Ok(matrix.clone()),
        (true, &[rows, columns]) => {
            let step = strides(&matrix.shape);
            let places = super::array::places(&[columns, rows], 0, &[step[1], step[0]]);
            matrix.picked(vec![columns, rows], &places)
        }
        _ => Err(GradientError::Shapes),
    }
}

#[cfg(test)]
mod tests {
    use super::{product, product_slopes};
    use crate::gradients::Array;

    #[test]
    fn matrices_are_multiplied_and_repeated() {
        let a = Array::new(vec![2, 1, 2], vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        let b = Array::new(vec![2, 3], vec![1.0, 0.0, 2.0, 0.0, 1.0, 3.0]).unwrap();
        let found = product(&a, &b).unwrap();
        assert_eq!(found, Array::new(vec![2, 1, 3], vec![1., 2., 8., 3., 4., 18.]).unwrap());
        let ones = found.mapped(|_| 1.0);
        let slopes = product_slopes((&a, &b), &[true, true], &ones).unwrap();
        assert_eq!(slopes[0].as_ref().unwrap().values(), [3.0, 4.0, 3.0, 4.0]);
        assert_eq!(slopes[1].as_ref().unwrap().values(), [4.0, 4.0, 4.0, 6.0, 6.0, 6.0]);
        assert!(product(&b, &b).is_err());
    }
}
