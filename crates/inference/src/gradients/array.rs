//! Arrays of numbers in row-major order, and where the elements of one stand in another.

use super::GradientError;

/// Elements of one array at most: half a gibibyte.
const MOST_ELEMENTS: usize = 1 << 26;

/// An array in double precision; of one item where it is an input, with a first axis of 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f64>,
}

impl Array {
    /// # Errors
    /// [`GradientError::Shapes`] where `values` do not fill `shape`, and
    /// [`GradientError::TooLarge`].
    pub fn new(shape: Vec<usize>, values: Vec<f64>) -> Result<Array, GradientError> {
        if elements(&shape)? != values.len() {
            return Err(GradientError::Shapes);
        }
        Ok(Array { shape, values })
    }

    /// The elements in row-major order.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn zeros(shape: &[usize]) -> Result<Array, GradientError> {
        Ok(Array { shape: shape.to_vec(), values: vec![0.0; elements(shape)?] })
    }

    /// The same shape with what `change` makes of each element.
    pub(super) fn mapped(&self, change: impl Fn(f64) -> f64) -> Array {
        let values = self.values.iter().map(|&it| change(it)).collect();
        Array { shape: self.shape.clone(), values }
    }

    /// The elements at `places`, as an array of `shape`.
    pub(super) fn picked(
        &self,
        shape: Vec<usize>,
        places: &[usize],
    ) -> Result<Array, GradientError> {
        let values: Option<Vec<f64>> =
            places.iter().map(|&place| self.values.get(place).copied()).collect();
        Array::new(shape, values.ok_or(GradientError::Shapes)?)
    }

    /// An array of `shape` in which each element stands at its place of `places`; those at one
    /// place are added up.
    pub(super) fn put(&self, shape: &[usize], places: &[usize]) -> Result<Array, GradientError> {
        let mut sums = Array::zeros(shape)?;
        for (&place, value) in places.iter().zip(&self.values) {
            sums.values[place] += value;
        }
        Ok(sums)
    }

    /// What arrived where `of` was repeated, added up in its own shape.
    pub(super) fn put_back(&self, of: &Array) -> Result<Array, GradientError> {
        self.put(&of.shape, &repeated(&of.shape, &self.shape))
    }

    pub(super) fn add(&mut self, other: &Array) {
        self.values.iter_mut().zip(&other.values).for_each(|(sum, value)| *sum += value);
    }

    /// As whole numbers, which sizes, axes and places are.
    pub(super) fn integers(&self) -> Vec<i64> {
        self.values.iter().map(|&it| it as i64).collect()
    }
}

/// Number of elements of `shape`.
pub(super) fn elements(shape: &[usize]) -> Result<usize, GradientError> {
    let product = shape.iter().try_fold(1_usize, |product, &size| product.checked_mul(size));
    product.filter(|it| *it <= MOST_ELEMENTS).ok_or(GradientError::TooLarge)
}

/// Elements between two steps of each axis.
pub(super) fn strides(shape: &[usize]) -> Vec<isize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis] as isize;
    }
    strides
}

/// Where each element of `shape` stands in an array, from `start` on and by `strides`.
pub(super) fn places(shape: &[usize], start: isize, strides: &[isize]) -> Vec<usize> {
    let mut places = vec![start];
    for (&size, &stride) in shape.iter().zip(strides) {
        let along = |&place: &isize| (0..size).map(move |at| place + at as isize * stride);
        places = places.iter().flat_map(along).collect();
    }
    places.into_iter().map(|place| place as usize).collect()
}

/// The shape of two arrays that are repeated along axes of size 1 to fit each other.
pub(super) fn joint(a: &[usize], b: &[usize]) -> Result<Vec<usize>, GradientError> {
    let axes = a.len().max(b.len());
    let size = |shape: &[usize], axis: usize| {
        (axis + shape.len()).checked_sub(axes).map_or(1, |axis| shape[axis])
    };
    let fitting = |axis: usize| match (size(a, axis), size(b, axis)) {
        (a, b) if a == b || b == 1 => Ok(a),
        (1, b) => Ok(b),
        _ => Err(GradientError::Shapes),
    };
    (0..axes).map(fitting).collect()
}

/// Where each element of `to` stands in an array of the shape `from`, which is repeated to fill it.
pub(super) fn repeated(from: &[usize], to: &[usize]) -> Vec<usize> {
    let (missing, own) = (to.len() - from.len(), strides(from));
    let stride = |axis: usize| match axis.checked_sub(missing) {
        Some(axis) if from[axis] != 1 => own[axis],
        _ => 0,
    };
    places(to, 0, &(0..to.len()).map(stride).collect::<Vec<_>>())
}

/// The place of `axis`, which counts from the end where it is negative, among `axes`.
pub(super) fn counted(axis: i64, axes: usize) -> Result<usize, GradientError> {
    let place = if axis < 0 { axis + axes as i64 } else { axis };
    usize::try_from(place).ok().filter(|it| *it < axes).ok_or(GradientError::Shapes)
}

#[cfg(test)]
mod tests {
    use super::{Array, joint, places, repeated, strides};

    #[test]
    fn arrays_are_repeated_along_axes_of_one() {
        assert_eq!(joint(&[2, 1, 3], &[4, 1]).unwrap(), [2, 4, 3]);
        assert!(joint(&[2], &[3]).is_err());
        assert_eq!(repeated(&[2, 1], &[2, 2, 2]), [0, 0, 1, 1, 0, 0, 1, 1]);
        assert_eq!(repeated(&[], &[3]), [0, 0, 0]);
    }

    #[test]
    fn what_is_picked_is_put_back() {
        assert_eq!(strides(&[2, 3]), [3, 1]);
        let turned = places(&[3, 2], 0, &[1, 3]);
        let array = Array::new(vec![2, 3], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        let transposed = array.picked(vec![3, 2], &turned).unwrap();
        assert_eq!(transposed.values(), [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
        assert_eq!(transposed.put(&[2, 3], &turned).unwrap(), array);
        assert_eq!(places(&[2], 2, &[-1]), [2, 1]);
        assert!(Array::zeros(&[usize::MAX, 2]).is_err());
    }
}
