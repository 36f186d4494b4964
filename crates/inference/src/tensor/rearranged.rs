//! Tensors of the same type and as many elements.

use super::{Data, Tensor};

impl Tensor {
    /// A tensor of the same type and shape in which every element is 0, or false.
    #[must_use]
    pub fn zeroed(&self) -> Tensor {
        let data = same_type!(&self.data, values => vec![Default::default(); values.len()]);
        Tensor { shape: self.shape.clone(), data }
    }

    /// The same elements with the axes in the opposite order.
    #[must_use]
    pub fn with_axes_reversed(&self) -> Tensor {
        let shape: Vec<usize> = self.shape.iter().rev().copied().collect();
        if self.data.is_empty() {
            return Tensor { shape, data: self.data.clone() };
        }
        let mut strides = vec![1; shape.len()];
        for axis in 1..shape.len() {
            strides[axis] = strides[axis - 1] * shape[axis - 1];
        }
        // Where each element of the result stands in `self`, counted up axis by axis.
        let mut places = vec![0];
        for (size, stride) in shape.iter().zip(&strides) {
            let next = |place: &usize| (0..*size).map(|at| place + at * stride).collect::<Vec<_>>();
            places = places.iter().flat_map(next).collect();
        }
        // `self` counts from its last axis, which is the first of the result.
        let data = same_type!(&self.data, values => places.iter().map(|&it| values[it]).collect());
        Tensor { shape, data }
    }
}
