//! What slides a window over an array: convolutions, and the largest value of a window.

use super::GradientError;
use super::array::Array;
use super::attributes::Attributes;

/// How a window slides along the axes after those of rows and channels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    /// Of pools; a convolution has that of its weights.
    sizes: Vec<usize>,
    strides: Vec<usize>,
    dilations: Vec<usize>,
    /// At the beginnings of all axes, then at their ends.
    padding: Vec<usize>,
    groups: usize,
}

/// One place of a window at one of its stops.
#[derive(Clone, Copy)]
struct Tap {
    output: usize,
    window: usize,
    input: usize,
}

/// The stops of a window, and where each of its places takes a value; padding is left out.
struct Stops {
    /// Sizes of the axes of the output.
    sizes: Vec<usize>,
    /// Those of one stop lie in the order of the window.
    taps: Vec<Tap>,
}

impl Window {
    /// `None` where it is placed or rounded in a way that is not written here.
    pub(super) fn of(attributes: &Attributes) -> Option<Window> {
        let placed = attributes.text("auto_pad").unwrap_or("NOTSET");
        let is_plain = matches!(placed, "NOTSET" | "VALID")
            && attributes.integer("ceil_mode", 0) == 0
            && attributes.integer("storage_order", 0) == 0;
        is_plain.then_some(())?;
        let list = |name: &str| -> Option<Vec<usize>> {
            attributes.integers(name).iter().map(|&it| usize::try_from(it).ok()).collect()
        };
        Some(Window {
            sizes: list("kernel_shape")?,
            strides: list("strides")?,
            dilations: list("dilations")?,
            padding: if placed == "VALID" { Vec::new() } else { list("pads")? },
            groups: usize::try_from(attributes.integer("group", 1)).ok()?,
        })
    }

    /// The stops of a window of `sizes` along axes of the sizes `inputs`.
    fn stops(&self, inputs: &[usize], sizes: &[usize]) -> Result<Stops, GradientError> {
        let mut stops =
            Stops { sizes: Vec::new(), taps: vec![Tap { output: 0, window: 0, input: 0 }] };
        if inputs.len() != sizes.len() {
            return Err(GradientError::Shapes);
        }
        for (axis, (&input, &size)) in inputs.iter().zip(sizes).enumerate() {
            let at = |list: &[usize], or: usize| list.get(axis).copied().unwrap_or(or);
            let (stride, dilation) = (at(&self.strides, 1), at(&self.dilations, 1));
            let before = at(&self.padding, 0);
            let after = self.padding.get(axis + inputs.len()).copied().unwrap_or(0);
            let padded = before.saturating_add(input).saturating_add(after);
            let reach = size.checked_sub(1).and_then(|it| it.checked_mul(dilation));
            let room = reach.and_then(|it| padded.checked_sub(it.saturating_add(1)));
            let room = room.filter(|_| stride > 0).ok_or(GradientError::Shapes)?;
            let outputs = room / stride + 1;
            super::array::elements(&[stops.taps.len(), outputs, size])?;
            let taken = |output: usize, window: usize| {
                (output * stride + window * dilation).checked_sub(before).filter(|it| *it < input)
            };
            let along = |tap: &Tap| {
                let tap = *tap;
                (0..outputs).flat_map(move |output| {
                    (0..size).filter_map(move |window| {
                        Some(Tap {
                            output: tap.output * outputs + output,
                            window: tap.window * size + window,
                            input: tap.input * input + taken(output, window)?,
                        })
                    })
                })
            };
            stops.taps = stops.taps.iter().flat_map(along).collect();
            stops.sizes.push(outputs);
        }
        Ok(stops)
    }
}

/// Sizes of the channels of a convolution, and its stops.
struct Convolution {
    shape: Vec<usize>,
    /// Channels of the input, and of the output, in a group.
    channels: usize,
    outputs: usize,
    stops: Stops,
}

impl Convolution {
    fn of(window: &Window, x: &Array, weights: &Array) -> Result<Convolution, GradientError> {
        let ([rows, all, inputs @ ..], [outputs, channels, sizes @ ..]) =
            (x.shape.as_slice(), weights.shape.as_slice())
        else {
            return Err(GradientError::Shapes);
        };
        let groups = window.groups;
        let fits = groups > 0
            && channels.checked_mul(groups) == Some(*all)
            && outputs.is_multiple_of(groups);
        let is_empty = *channels == 0 || *outputs == 0 || x.values.is_empty();
        if !fits || is_empty || weights.values.is_empty() {
            return Err(GradientError::Shapes);
        }
        let stops = window.stops(inputs, sizes)?;
        let shape = [[*rows, *outputs].as_slice(), &stops.sizes].concat();
        Ok(Convolution { shape, channels: *channels, outputs: outputs / groups, stops })
    }

    /// Calls `each` with the places of a channel of the output, of the weights and of the input,
    /// each counted in channels, for all that go together.
    fn channels(&self, groups: usize, mut each: impl FnMut(usize, usize, usize)) {
        for row in 0..self.shape[0] {
            for output in 0..groups * self.outputs {
                let first = (row * groups + output / self.outputs) * self.channels;
                for channel in 0..self.channels {
                    let weights = output * self.channels + channel;
                    each(row * groups * self.outputs + output, weights, first + channel);
                }
            }
        }
    }
}

pub(super) fn convolution(
    window: &Window,
    x: &Array,
    weights: &Array,
    bias: Option<&Array>,
) -> Result<Array, GradientError> {
    let of = Convolution::of(window, x, weights)?;
    let mut found = Array::zeros(&of.shape)?;
    let (inner, outer) = (size(&x.shape), size(&of.shape));
    let taps = size(&weights.shape);
    of.channels(window.groups, |output, kernel, input| {
        let sums = &mut found.values[output * outer..][..outer];
        let (weights, x) = (&weights.values[kernel * taps..], &x.values[input * inner..]);
        for tap in &of.stops.taps {
            sums[tap.output] += weights[tap.window] * x[tap.input];
        }
    });
    if let Some(bias) = bias {
        let channels = found.shape[1];
        if bias.values.len() != channels {
            return Err(GradientError::Shapes);
        }
        for (at, values) in found.values.chunks_exact_mut(outer.max(1)).enumerate() {
            values.iter_mut().for_each(|it| *it += bias.values[at % channels]);
        }
    }
    Ok(found)
}

/// The gradient of `x`, from that of the convolution.
pub(super) fn convolution_slope(
    window: &Window,
    x: &Array,
    weights: &Array,
    gradient: &Array,
) -> Result<Array, GradientError> {
    let of = Convolution::of(window, x, weights)?;
    let mut found = Array::zeros(&x.shape)?;
    let (inner, outer) = (size(&x.shape), size(&of.shape));
    let taps = size(&weights.shape);
    of.channels(window.groups, |output, kernel, input| {
        let up = &gradient.values[output * outer..][..outer];
        let weights = &weights.values[kernel * taps..];
        let x = &mut found.values[input * inner..][..inner];
        for tap in &of.stops.taps {
            x[tap.input] += weights[tap.window] * up[tap.output];
        }
    });
    Ok(found)
}

/// The shape of the largest values of each window, and where each of them stands in `x`: the first
/// where several are as large.
pub(super) fn largest(
    window: &Window,
    x: &Array,
) -> Result<(Vec<usize>, Vec<usize>), GradientError> {
    let [rows, channels, inputs @ ..] = x.shape.as_slice() else {
        return Err(GradientError::Shapes);
    };
    let stops = window.stops(inputs, &window.sizes)?;
    let shape = [[*rows, *channels].as_slice(), &stops.sizes].concat();
    super::array::elements(&shape)?;
    let (inner, outer) = (size(&x.shape), size(&shape));
    let mut places = Vec::with_capacity(rows * channels * outer);
    for (at, values) in x.values.chunks_exact(inner.max(1)).enumerate() {
        let mut best: Vec<Option<usize>> = vec![None; outer];
        for tap in &stops.taps {
            let best = &mut best[tap.output];
            if best.is_none_or(|it| values[tap.input] > values[it]) {
                *best = Some(tap.input);
            }
        }
        for place in best {
            places.push(at * inner + place.ok_or(GradientError::Shapes)?);
        }
    }
    Ok((shape, places))
}

/// Elements of a channel.
fn size(shape: &[usize]) -> usize {
    shape.iter().skip(2).product()
}

#[cfg(test)]
mod tests {
    use super::{Window, convolution, convolution_slope, largest};
    use crate::gradients::Array;

    fn window(sizes: &[usize], strides: &[usize], padding: &[usize]) -> Window {
        Window {
            sizes: sizes.to_vec(),
            strides: strides.to_vec(),
            dilations: Vec::new(),
            padding: padding.to_vec(),
            groups: 1,
        }
    }

    #[test]
    fn a_convolution_and_its_way_back() {
        let x = Array::new(vec![1, 1, 4], vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        let weights = Array::new(vec![1, 1, 3], vec![1.0, 0.0, -1.0]).unwrap();
        let bias = Array::new(vec![1], vec![0.5]).unwrap();
        let window = window(&[], &[2], &[1, 0]);
        let found = convolution(&window, &x, &weights, Some(&bias)).unwrap();
        assert_eq!(found, Array::new(vec![1, 1, 2], vec![-1.5, -1.5]).unwrap());
        let up = Array::new(vec![1, 1, 2], vec![1.0, 10.0]).unwrap();
        let back = convolution_slope(&window, &x, &weights, &up).unwrap();
        assert_eq!(back.values(), [0.0, 9.0, 0.0, -10.0]);
    }

    #[test]
    fn the_first_of_the_largest_is_taken() {
        let x = Array::new(vec![1, 2, 4], vec![1.0, 1.0, 0.0, 2.0, 3.0, 1.0, 2.0, 5.0]).unwrap();
        let (shape, places) = largest(&window(&[2], &[2], &[]), &x).unwrap();
        assert_eq!((shape, places), (vec![1, 2, 2], vec![0, 3, 4, 7]));
    }
}
