//! Shapes: how an array of a file lies in the shape that a signature declares.

use super::ContractError;
use crate::signature::Declared;

/// The shape in which an array of `shape` is the input that is declared, its elements in the same
/// order; `None` where it is another array.
///
/// The first axis counts rows, of which there may be any number. Axes of one entry may be left out
/// or added, and a row may be one flat list of as many numbers as it has elements.
pub(super) fn arranged(declared: &Declared, shape: &[usize]) -> Option<Vec<usize>> {
    if declared.open_shape || fits(declared, shape) {
        return Some(shape.to_vec());
    }
    let rows = shape.first().copied().unwrap_or(1);
    if declared.shape.is_empty() {
        return (shape.iter().product::<usize>() == 1).then(Vec::new);
    }
    with_single_axes(declared, rows, shape).or_else(|| flat(declared, rows, shape))
}

/// Whether `shape` has the declared number of axes and, after the rows, every fixed size.
fn fits(declared: &Declared, shape: &[usize]) -> bool {
    let fixed = |(axis, size): (usize, &usize)| {
        axis == 0 || declared.size(axis).is_none_or(|it| it == *size)
    };
    shape.len() == declared.shape.len() && shape.iter().enumerate().all(fixed)
}

fn with_single_axes(declared: &Declared, rows: usize, shape: &[usize]) -> Option<Vec<usize>> {
    let mut given = shape.iter().skip(1).copied().filter(|&size| size != 1);
    let mut arranged = vec![rows];
    for axis in 1..declared.shape.len() {
        let size = match declared.size(axis) {
            Some(1) => 1,
            Some(size) => given.next().filter(|&it| it == size)?,
            None => given.next()?,
        };
        arranged.push(size);
    }
    given.next().is_none().then_some(arranged)
}

fn flat(declared: &Declared, rows: usize, shape: &[usize]) -> Option<Vec<usize>> {
    let sizes: Option<Vec<usize>> =
        (1..declared.shape.len()).map(|axis| declared.size(axis)).collect();
    let sizes = sizes?;
    let elements = sizes.iter().try_fold(1usize, |product, &size| product.checked_mul(size))?;
    (shape.len() == 2 && shape[1] == elements).then(|| [vec![rows], sizes].concat())
}

pub(super) fn shape_error(declared: &Declared, shape: &[usize]) -> ContractError {
    let has: Vec<String> = shape.iter().map(usize::to_string).collect();
    ContractError::Shape {
        input: declared.name.clone(),
        declared: declared.shape.join(", "),
        has: has.join(", "),
    }
}

/// Where the element `index` of an array of `shape` stands, in the words of the signature.
pub(super) fn place(
    declared: &Declared,
    shape: &[usize],
    index: usize,
    first_row: usize,
) -> String {
    let mut rest = index;
    let mut parts = Vec::new();
    let mut row = 0;
    for axis in (0..shape.len()).rev() {
        let at = rest % shape[axis].max(1);
        rest /= shape[axis].max(1);
        if axis == 0 {
            row = at;
        } else if Some(axis) == declared.feature_axis() {
            parts.push(format!("feature `{}`", declared.features[at].name));
        } else if Some(axis) == declared.item_axis() {
            parts.push(format!("item {at}"));
        } else {
            parts.push(format!("place {at} of axis {axis}"));
        }
    }
    parts.push(format!("row {}", row + first_row));
    parts.reverse();
    parts.join(", ")
}
