//! Operators that put the numbers of an array into another order or shape, or leave some out.

use super::GradientError;
use super::array::{Array, counted, places, strides};
use super::operator::{Inputs, optional, required};

/// Furthest step of a cut.
const FURTHEST: i64 = 1 << 31;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Movement {
    /// The axes in this order; where there is none, in the opposite one.
    Transposed(Vec<i64>),
    /// Two axes: what stands before an axis, and from it on.
    Flattened(i64),
    Reshaped,
    Squeezed,
    Widened,
    Cut,
}

impl Movement {
    /// The shape that comes of the first input, and where each element stands in it; `None` where
    /// all stay in their order.
    pub(super) fn of(
        &self,
        inputs: &Inputs,
    ) -> Result<(Vec<usize>, Option<Vec<usize>>), GradientError> {
        let shape = &required(inputs, 0)?.shape;
        let given = optional(inputs, 1).map(Array::integers);
        Ok(match self {
            Movement::Transposed(order) => {
                let (shape, places) = transposed(shape, order)?;
                (shape, Some(places))
            }
            Movement::Flattened(axis) => {
                // The place behind the last axis is one, too.
                let axis = counted(*axis, shape.len() + usize::from(*axis >= 0))?;
                let product = |sizes: &[usize]| -> usize { sizes.iter().product() };
                (vec![product(&shape[..axis]), product(&shape[axis..])], None)
            }
            Movement::Reshaped => (reshaped(shape, &given.ok_or(GradientError::Shapes)?)?, None),
            Movement::Squeezed => (squeezed(shape, given)?, None),
            Movement::Widened => (widened(shape, &given.ok_or(GradientError::Shapes)?)?, None),
            Movement::Cut => {
                let (shape, places) = cut(shape, inputs)?;
                (shape, Some(places))
            }
        })
    }

    pub(super) fn value(&self, inputs: &Inputs) -> Result<Array, GradientError> {
        let array = required(inputs, 0)?;
        match self.of(inputs)? {
            (shape, Some(places)) => array.picked(shape, &places),
            (shape, None) => Array::new(shape, array.values.clone()),
        }
    }

    /// The gradient of the first input, from that of the value.
    pub(super) fn slope(&self, inputs: &Inputs, gradient: &Array) -> Result<Array, GradientError> {
        let shape = &required(inputs, 0)?.shape;
        match self.of(inputs)?.1 {
            Some(places) => gradient.put(shape, &places),
            None => Array::new(shape.clone(), gradient.values.clone()),
        }
    }
}

fn transposed(shape: &[usize], order: &[i64]) -> Result<(Vec<usize>, Vec<usize>), GradientError> {
    let axes: Vec<usize> = match order {
        [] => (0..shape.len()).rev().collect(),
        order => order.iter().map(|&it| counted(it, shape.len())).collect::<Result<_, _>>()?,
    };
    if (0..shape.len()).any(|axis| !axes.contains(&axis)) || axes.len() != shape.len() {
        return Err(GradientError::Shapes);
    }
    let own = strides(shape);
    let steps: Vec<isize> = axes.iter().map(|&axis| own[axis]).collect();
    let sizes: Vec<usize> = axes.iter().map(|&axis| shape[axis]).collect();
    let found = places(&sizes, 0, &steps);
    Ok((sizes, found))
}

/// Of the `sizes`, 0 stands for that of the same axis, and −1 for what is left.
fn reshaped(shape: &[usize], sizes: &[i64]) -> Result<Vec<usize>, GradientError> {
    let all: usize = shape.iter().product();
    let size = |(axis, &size): (usize, &i64)| match size {
        0 => shape.get(axis).copied().ok_or(GradientError::Shapes),
        -1 => Ok(1),
        size => usize::try_from(size).map_err(|_| GradientError::Shapes),
    };
    let mut found = sizes.iter().enumerate().map(size).collect::<Result<Vec<usize>, _>>()?;
    if let Some(open) = sizes.iter().position(|it| *it == -1) {
        let known = super::array::elements(&found)?;
        found[open] = all.checked_div(known).ok_or(GradientError::Shapes)?;
    }
    Ok(found)
}

fn squeezed(shape: &[usize], axes: Option<Vec<i64>>) -> Result<Vec<usize>, GradientError> {
    let axes = match axes {
        Some(axes) => {
            axes.iter().map(|&it| counted(it, shape.len())).collect::<Result<Vec<_>, _>>()?
        }
        None => (0..shape.len()).filter(|&axis| shape[axis] == 1).collect::<Vec<usize>>(),
    };
    let kept = (0..shape.len()).filter(|axis| !axes.contains(axis));
    Ok(kept.map(|axis| shape[axis]).collect())
}

fn widened(shape: &[usize], axes: &[i64]) -> Result<Vec<usize>, GradientError> {
    let all = shape.len() + axes.len();
    let axes: Vec<usize> = axes.iter().map(|&it| counted(it, all)).collect::<Result<_, _>>()?;
    let mut old = shape.iter().copied();
    let size = |axis: usize| match axes.contains(&axis) {
        true => Ok(1),
        false => old.next().ok_or(GradientError::Shapes),
    };
    (0..all).map(size).collect()
}

/// Inputs: starts, ends, axes (else the first), and steps (else 1).
fn cut(shape: &[usize], inputs: &Inputs) -> Result<(Vec<usize>, Vec<usize>), GradientError> {
    let list = |at: usize| optional(inputs, at).map(Array::integers);
    let (starts, ends) = (required(inputs, 1)?.integers(), required(inputs, 2)?.integers());
    let axes = list(3).unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = list(4).unwrap_or_else(|| vec![1; starts.len()]);
    if [ends.len(), axes.len(), steps.len()].iter().any(|it| *it != starts.len()) {
        return Err(GradientError::Shapes);
    }
    let axes: Vec<usize> =
        axes.iter().map(|&it| counted(it, shape.len())).collect::<Result<_, _>>()?;
    let (mut sizes, mut by, mut from) = (shape.to_vec(), strides(shape), 0);
    for (place, &axis) in axes.iter().enumerate() {
        if axes[..place].contains(&axis) {
            return Err(GradientError::Shapes);
        }
        let (size, step) = (shape[axis] as i64, steps[place].clamp(-FURTHEST, FURTHEST));
        if size == 0 || step == 0 {
            return Err(GradientError::Shapes);
        }
        let within = |at: i64, least: i64, most: i64| {
            let at = if at < 0 { at + size } else { at };
            at.clamp(least, most)
        };
        let (first, end) = match step > 0 {
            true => (within(starts[place], 0, size), within(ends[place], 0, size)),
            false => (within(starts[place], 0, size - 1), within(ends[place], -1, size - 1)),
        };
        let count = (end - first + step - step.signum()) / step;
        sizes[axis] = usize::try_from(count).unwrap_or(0);
        from += first as isize * by[axis];
        by[axis] *= step as isize;
    }
    let found = places(&sizes, from, &by);
    Ok((sizes, found))
}

/// The arrays one after the other along `axis`.
pub(super) fn joined(parts: &[&Array], axis: i64) -> Result<Array, GradientError> {
    let first = parts.first().ok_or(GradientError::Shapes)?;
    let axis = counted(axis, first.shape.len())?;
    let others = |it: &Array| {
        let mut shape = it.shape.clone();
        (axis < shape.len()).then(|| shape.remove(axis))?;
        Some(shape)
    };
    if parts.iter().any(|it| others(it) != others(first)) {
        return Err(GradientError::Shapes);
    }
    let mut shape = first.shape.clone();
    shape[axis] = parts.iter().map(|it| it.shape[axis]).sum();
    let before: usize = first.shape[..axis].iter().product();
    let mut values = Vec::with_capacity(super::array::elements(&shape)?);
    for row in 0..before {
        for part in parts {
            let width: usize = part.shape[axis..].iter().product();
            values.extend_from_slice(&part.values[row * width..][..width]);
        }
    }
    Array::new(shape, values)
}

/// The gradient of each of `parts`, from that of them joined.
pub(super) fn joined_slopes(
    parts: &[&Array],
    axis: i64,
    gradient: &Array,
) -> Result<Vec<Option<Array>>, GradientError> {
    let axis = counted(axis, gradient.shape.len())?;
    let before: usize = gradient.shape[..axis].iter().product();
    let row: usize = gradient.shape[axis..].iter().product();
    let mut from = 0;
    let part = |part: &&Array| {
        let width: usize = part.shape[axis..].iter().product();
        let rows = (0..before).flat_map(|at| &gradient.values[at * row + from..][..width]);
        let values = rows.copied().collect();
        from += width;
        Array::new(part.shape.clone(), values).map(Some)
    };
    parts.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::{Movement, joined, joined_slopes};
    use crate::gradients::Array;

    fn list(values: &[f64]) -> Array {
        Array::new(vec![values.len()], values.to_vec()).unwrap()
    }

    fn six() -> Array {
        Array::new(vec![2, 3], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).unwrap()
    }

    #[test]
    fn shapes_change_as_onnx_says() {
        let array = Array::new(vec![2, 1, 3], six().values().to_vec()).unwrap();
        let shape = |of: Movement, given: Option<&[f64]>| {
            let given = given.map(list);
            of.value(&[Some(&array), given.as_ref()]).unwrap().shape
        };
        assert_eq!(shape(Movement::Flattened(1), None), [2, 3]);
        assert_eq!(shape(Movement::Flattened(3), None), [6, 1]);
        assert_eq!(shape(Movement::Reshaped, Some(&[0.0, -1.0])), [2, 3]);
        assert_eq!(shape(Movement::Squeezed, None), [2, 3]);
        assert_eq!(shape(Movement::Widened, Some(&[0.0, -1.0])), [1, 2, 1, 3, 1]);
        assert_eq!(shape(Movement::Transposed(vec![2, 0, 1]), None), [3, 2, 1]);
        assert!(Movement::Transposed(vec![0, 0, 1]).value(&[Some(&array)]).is_err());
    }

    #[test]
    fn what_is_cut_goes_back_to_its_place() {
        let (six, most) = (six(), i64::MAX as f64);
        let cut = |start: f64, end: f64, step: f64| {
            let given = [start, end, 1.0, step].map(|it| list(&[it]));
            let inputs =
                [Some(&six), Some(&given[0]), Some(&given[1]), Some(&given[2]), Some(&given[3])];
            let value = Movement::Cut.value(&inputs).unwrap();
            let ones = value.mapped(|_| 1.0);
            (value.values, Movement::Cut.slope(&inputs, &ones).unwrap().values)
        };
        let from_one = (vec![1.0, 2.0, 4.0, 5.0], vec![0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
        assert_eq!(cut(1.0, most, 1.0), from_one);
        assert_eq!(cut(-1.0, -most, -2.0).0, [2.0, 0.0, 5.0, 3.0]);
    }

    #[test]
    fn joined_arrays_come_apart_again() {
        let (six, two) = (six(), Array::new(vec![2, 1], vec![6.0, 7.0]).unwrap());
        let whole = joined(&[&six, &two], -1).unwrap();
        assert_eq!(whole.values(), [0.0, 1.0, 2.0, 6.0, 3.0, 4.0, 5.0, 7.0]);
        let parts = joined_slopes(&[&six, &two], -1, &whole).unwrap();
        assert_eq!(parts, [Some(six.clone()), Some(two)]);
        assert!(joined(&[&six, &list(&[1.0])], 0).is_err());
    }
}
