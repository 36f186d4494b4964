//! Sums and means along axes, softmax, and what is normalised by channel.

use super::GradientError;
use super::array::{Array, counted, places, strides};
use super::operator::{Inputs, optional, required};

/// A sum or a mean along some axes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reduction {
    pub is_mean: bool,
    /// As attribute; else they are the second input, and all where there is none.
    pub axes: Vec<i64>,
    /// All behind rows and channels.
    pub is_global: bool,
    /// Whether the axes stay, with the size 1.
    pub keeps: bool,
}

impl Reduction {
    fn axes(&self, inputs: &Inputs, count: usize) -> Result<Vec<usize>, GradientError> {
        if self.is_global {
            return Ok((2..count).collect());
        }
        let given = optional(inputs, 1).map(Array::integers);
        let axes = given.unwrap_or_else(|| self.axes.clone());
        if axes.is_empty() {
            return Ok((0..count).collect());
        }
        axes.iter().map(|&axis| counted(axis, count)).collect()
    }

    /// The shape that comes of the first input, to which element each of its elements is added, and
    /// how much it counts there.
    fn of(&self, inputs: &Inputs) -> Result<(Vec<usize>, Vec<usize>, f64), GradientError> {
        let shape = &required(inputs, 0)?.shape;
        let axes = self.axes(inputs, shape.len())?;
        let is_gone = |axis: usize| axes.contains(&axis);
        let with_ones: Vec<usize> = shape
            .iter()
            .enumerate()
            .map(|(at, &size)| if is_gone(at) { 1 } else { size })
            .collect();
        let mut steps = strides(&with_ones);
        axes.iter().for_each(|&axis| steps[axis] = 0);
        let places = places(shape, 0, &steps);
        let count: usize = (0..shape.len()).filter(|&at| is_gone(at)).map(|at| shape[at]).product();
        let weight = if self.is_mean { 1.0 / count as f64 } else { 1.0 };
        let kept = with_ones.iter().enumerate().filter(|(at, _)| self.keeps || !is_gone(*at));
        Ok((kept.map(|(_, &size)| size).collect(), places, weight))
    }

    pub(super) fn value(&self, inputs: &Inputs) -> Result<Array, GradientError> {
        let (shape, places, weight) = self.of(inputs)?;
        Ok(required(inputs, 0)?.put(&shape, &places)?.mapped(|it| weight * it))
    }

    /// The gradient of the first input, from that of the value.
    pub(super) fn slope(&self, inputs: &Inputs, gradient: &Array) -> Result<Array, GradientError> {
        let (_, places, weight) = self.of(inputs)?;
        let found = gradient.picked(required(inputs, 0)?.shape.clone(), &places)?;
        Ok(found.mapped(|it| weight * it))
    }
}

/// Changes the values along `axis` together, each list of them with the places that they have.
fn along(
    shape: &[usize],
    axis: i64,
    mut change: impl FnMut(&[usize]),
) -> Result<(), GradientError> {
    let axis = counted(axis, shape.len())?;
    let (size, step) = (shape[axis], strides(shape)[axis]);
    let mut others = shape.to_vec();
    others[axis] = 1;
    for first in places(&others, 0, &strides(shape)) {
        let of_one: Vec<usize> = (0..size).map(|at| first + at * step as usize).collect();
        change(&of_one);
    }
    Ok(())
}

pub(super) fn softmax(x: &Array, axis: i64) -> Result<Array, GradientError> {
    let mut found = x.clone();
    along(&x.shape, axis, |places| {
        let values = || places.iter().map(|&place| x.values[place]);
        let largest = values().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = values().map(|it| (it - largest).exp()).sum();
        places.iter().for_each(|&at| found.values[at] = (x.values[at] - largest).exp() / sum);
    })?;
    Ok(found)
}

/// The gradient of what softmax was taken of, from its value `y` and the gradient of that.
pub(super) fn softmax_slope(
    y: &Array,
    axis: i64,
    gradient: &Array,
) -> Result<Array, GradientError> {
    let mut found = y.clone();
    along(&y.shape, axis, |places| {
        let both = places.iter().map(|&at| y.values[at] * gradient.values[at]);
        let sum: f64 = both.sum();
        places.iter().for_each(|&at| found.values[at] *= gradient.values[at] - sum);
    })?;
    Ok(found)
}

/// The factor of each channel, and what is added to it: of scale, shift, mean and variance, the
/// inputs behind the first, in this order.
fn by_channel(inputs: &Inputs, epsilon: f64) -> Result<(Vec<f64>, Vec<f64>), GradientError> {
    let list = |at: usize| required(inputs, at).map(|it| &it.values);
    let (scale, shift, mean, variance) = (list(1)?, list(2)?, list(3)?, list(4)?);
    let channels = *required(inputs, 0)?.shape.get(1).ok_or(GradientError::Shapes)?;
    if [scale, shift, mean, variance].iter().any(|it| it.len() != channels) {
        return Err(GradientError::Shapes);
    }
    let factors: Vec<f64> =
        scale.iter().zip(variance).map(|(scale, it)| scale / (it + epsilon).sqrt()).collect();
    let added = (0..channels).map(|at| shift[at] - mean[at] * factors[at]).collect();
    Ok((factors, added))
}

/// Each value of `of`, which has the shape of the first input, after `change` by its channel.
fn channels(of: &Array, change: impl Fn(usize, f64) -> f64) -> Array {
    let mut found = of.clone();
    let inner: usize = of.shape.iter().skip(2).product();
    let count = of.shape.get(1).copied().unwrap_or(1).max(1);
    for (at, values) in found.values.chunks_exact_mut(inner.max(1)).enumerate() {
        values.iter_mut().for_each(|it| *it = change(at % count, *it));
    }
    found
}

pub(super) fn normalised(inputs: &Inputs, epsilon: f64) -> Result<Array, GradientError> {
    let (factors, added) = by_channel(inputs, epsilon)?;
    Ok(channels(required(inputs, 0)?, |channel, it| factors[channel] * it + added[channel]))
}

/// The two terms of each value: what comes of the first input, and what is added.
pub(super) fn normalised_terms(inputs: &Inputs, epsilon: f64) -> Result<[Array; 2], GradientError> {
    let (factors, added) = by_channel(inputs, epsilon)?;
    let first = required(inputs, 0)?;
    let of_input = channels(first, |channel, it| factors[channel] * it);
    Ok([of_input, channels(first, |channel, _| added[channel])])
}

/// The gradient of the first input, from that of the value.
pub(super) fn normalised_slope(
    inputs: &Inputs,
    epsilon: f64,
    gradient: &Array,
) -> Result<Array, GradientError> {
    let (factors, _) = by_channel(inputs, epsilon)?;
    Ok(channels(gradient, |channel, it| factors[channel] * it))
}

#[cfg(test)]
mod tests {
    use super::{Reduction, softmax, softmax_slope};
    use crate::gradients::Array;

    #[test]
    fn sums_and_means_go_back_to_all_that_they_are_of() {
        let six = Array::new(vec![2, 3], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        let mean = |axes: Vec<i64>, keeps: bool| Reduction {
            is_mean: true,
            axes,
            is_global: false,
            keeps,
        };
        let inputs = [Some(&six)];
        let rows = mean(vec![-1], false);
        let found = rows.value(&inputs).unwrap();
        assert_eq!(found, Array::new(vec![2], vec![1.0, 4.0]).unwrap());
        let back = rows.slope(&inputs, &Array::new(vec![2], vec![3.0, 6.0]).unwrap()).unwrap();
        assert_eq!(back.values(), [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
        let all = Reduction { is_mean: false, ..mean(Vec::new(), true) };
        assert_eq!(all.value(&inputs).unwrap(), Array::new(vec![1, 1], vec![15.0]).unwrap());
    }

    #[test]
    fn the_gradient_of_softmax_adds_up_to_nothing() {
        let x = Array::new(vec![1, 2, 2], vec![1.0, 800.0, 2.0, 800.0]).unwrap();
        let y = softmax(&x, 1).unwrap();
        assert!((y.values()[0] - 1.0 / (1.0 + 1f64.exp())).abs() < 1e-15);
        assert_eq!(y.values()[1], 0.5);
        let up = Array::new(vec![1, 2, 2], vec![1.0, 1.0, 0.0, 0.0]).unwrap();
        let back = softmax_slope(&y, 1, &up).unwrap();
        assert_eq!((back.values()[1], back.values()[3]), (0.25, -0.25));
        assert!((back.values()[0] + back.values()[2]).abs() < 1e-15);
    }
}
