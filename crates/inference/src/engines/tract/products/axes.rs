//! The axes of a product of two arrays, and how one goes along them.

use tract_core::internal::{TVec, tvec};
use tract_core::ops::einsum::EinSum;

/// An axis, with its size, and from one value to the next in left, right and output; 0 where there
/// is but one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) size: usize,
    pub(super) steps: [usize; 3],
}

impl Axis {
    pub(super) fn is_in(&self) -> [bool; 3] {
        self.steps.map(|step| step > 0)
    }
}

/// The axes of more than one value, those of the output first, the innermost before all others;
/// `None` where one is there twice in a value.
pub(super) fn axes(sum: &EinSum, shapes: [&[usize]; 3]) -> Option<Vec<Axis>> {
    let steps = shapes.map(steps);
    let mut axes = Vec::new();
    for axis in sum.axes.iter_all_axes() {
        let places = [&axis.inputs[0], &axis.inputs[1], &axis.outputs[0]];
        let mut made = Axis { size: 1, steps: [0; 3] };
        for (value, places) in places.into_iter().enumerate() {
            match places.as_slice() {
                [] => {}
                &[place] if shapes[value][place] == 1 => {}
                &[place] => {
                    made.size = shapes[value][place];
                    made.steps[value] = steps[value][place];
                }
                _ => return None,
            }
        }
        if made.size > 1 {
            axes.push(made);
        }
    }
    axes.sort_by_key(|axis| (axis.steps[2] == 0, axis.steps[2], axis.steps[0]));
    Some(axes)
}

/// Axes that can be walked as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) size: usize,
    pub(super) steps: [usize; 3],
}

impl Default for Run {
    fn default() -> Run {
        Run { size: 1, steps: [0; 3] }
    }
}

impl Run {
    /// Adds `axis` outside of those that are there; false where that cannot be.
    pub(super) fn join(&mut self, axis: Axis) -> bool {
        if self.size == 1 {
            *self = Run { size: axis.size, steps: axis.steps };
            return true;
        }
        let fits =
            self.steps.iter().zip(axis.steps).all(|(inner, outer)| inner * self.size == outer);
        if fits {
            self.size *= axis.size;
        }
        fits
    }
}

/// Each of `places` at each place along `axis`.
pub(super) fn along(axis: &Axis, places: &[[usize; 3]]) -> Vec<[usize; 3]> {
    let moved = |index: usize| {
        let by = axis.steps.map(|step| index * step);
        places.iter().map(move |place| std::array::from_fn(|value| place[value] + by[value]))
    };
    (0..axis.size).flat_map(moved).collect()
}

/// From one value to the next along each axis of a value of `sizes`.
pub(super) fn steps(sizes: &[usize]) -> TVec<usize> {
    let mut steps = tvec![1; sizes.len()];
    for axis in (1..sizes.len()).rev() {
        steps[axis - 1] = steps[axis] * sizes[axis];
    }
    steps
}
