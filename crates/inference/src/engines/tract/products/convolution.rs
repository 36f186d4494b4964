//! Convolutions: for each value of the kernel, the image is a row of the right matrix that begins
//! at that value's place, so that a window need not be copied. The places between the end of one
//! line of the image and the beginning of the next are computed with the rest, and left out.

use std::borrow::Cow;

use tract_core::internal::{
    EvalContext, EvalOp, Op, StaticName, TValue, TVec, Tensor, TractResult, TypedFact, TypedOp,
    as_op, bail, op_as_typed_op, op_out_of_plan, tvec,
};
use tract_core::ops::cnn::{Conv, KernelFormat};
use tract_core::ops::nn::DataFormat;
use tract_core::prelude::{Datum, IntoTValue};

use super::axes::steps;
use crate::products::{Left, Offset, Product};

/// Fewest outputs of a group: where there are fewer, as in depthwise convolutions, tract's own
/// operator is the quicker.
const LEAST_OUTPUTS: usize = 4;

/// Most values that are copied, and most of a kernel.
const MOST_VALUES: usize = 1 << 24;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Convolution {
    replaced: Conv,
    groups: usize,
    /// Channels of the input, and of the output, in one group.
    inputs: usize,
    outputs: usize,
    /// Values of one channel: of the image, with what is put around it, and of the result.
    image: usize,
    padded: usize,
    result: usize,
    /// Length of a line of the image, and of the result; from one value of a result's line to
    /// the next in the image.
    line: usize,
    result_line: usize,
    stride: usize,
    /// Whether the values are taken one by one, because a window moves by more than one.
    gathered: bool,
    /// Where each line of an image goes in a padded one.
    lines: Vec<usize>,
    /// Where each line of the result begins in a padded image.
    result_lines: Vec<usize>,
    /// Where the values of a kernel, channel by channel, lie in a padded image.
    starts: Vec<usize>,
    /// Where the rows of copied windows begin.
    windows: Vec<usize>,
}

impl Convolution {
    /// In place of `conv`; `None` where it is not of this kind.
    pub(super) fn of(conv: &Conv, inputs: &[&TypedFact]) -> TractResult<Option<Convolution>> {
        let float32 = f32::datum_type();
        let spec = &conv.pool_spec;
        let plain = conv.q_params.is_none()
            && conv.kernel_fmt == KernelFormat::OIHW
            && matches!(spec.data_format, DataFormat::NCHW | DataFormat::CHW)
            && inputs.len() == 3
            && inputs.iter().all(|it| it.datum_type == float32 && it.is_plain());
        let Some(shape) = inputs[0].shape.as_concrete().filter(|_| plain) else { return Ok(None) };
        let has_images = spec.data_format == DataFormat::NCHW;
        let (images, shape) = if has_images { (shape[0], &shape[1..]) } else { (1, shape) };
        let (image, outputs) = (&shape[1..], conv.output_channels() / conv.group);
        let sizes = spec.computed_padding(image);
        let result: TVec<usize> = sizes.iter().map(|it| it.convoluted).collect();
        let before: TVec<usize> = sizes.iter().map(|it| it.pad_before).collect();
        let sums = sizes.iter().zip(image);
        let padded: TVec<usize> =
            sums.map(|(it, size)| it.pad_before + size + it.pad_after).collect();
        let (Some(&line), Some(&result_line)) = (image.last(), result.last()) else {
            return Ok(None);
        };
        if images == 0 || result.contains(&0) || outputs < LEAST_OUTPUTS {
            return Ok(None);
        }
        let inputs = conv.input_channels() / conv.group;
        let (strides, ones) = (spec.strides(), tvec![1; image.len()]);
        let steps = steps(&padded);
        let corner: usize = before.iter().zip(&steps).map(|(by, step)| by * step).sum();
        let outer = image.len() - 1;
        let lines = places(&image[..outer], &ones, &steps);
        let kernel: usize = spec.kernel_shape.iter().product();
        if inputs.saturating_mul(kernel) > MOST_VALUES {
            return Ok(None);
        }
        let result_size: usize = result.iter().product();
        let convolution = Convolution {
            groups: conv.group,
            inputs,
            outputs,
            image: image.iter().product(),
            padded: padded.iter().product(),
            result: result_size,
            windows: (0..inputs * kernel).map(|row| row * result_size).collect(),
            line,
            result_line,
            stride: strides[outer],
            gathered: strides.iter().any(|&it| it != 1),
            lines: lines.into_iter().map(|place| corner + place).collect(),
            result_lines: places(&result[..outer], &strides, &steps),
            starts: starts(inputs, &padded, &places(&spec.kernel_shape, &spec.dilations(), &steps)),
            replaced: conv.clone(),
        };
        Ok(Some(convolution).filter(Convolution::is_frugal))
    }

    /// Whether what is copied or left out is in proportion to the result.
    fn is_frugal(&self) -> bool {
        let (columns, room) = if self.gathered {
            (self.result, self.starts.len().saturating_mul(self.result))
        } else {
            let columns = self.columns();
            (columns, self.outputs.saturating_mul(columns))
        };
        columns / 4 <= self.result && room <= MOST_VALUES
    }

    /// Places of a result, with those between its lines.
    fn columns(&self) -> usize {
        self.result_lines.last().map_or(0, |&last| last + self.result_line)
    }

    fn compute(&self, x: &[f32], kernel: &[f32], offset: &[f32], output: &mut [f32]) {
        let depth = self.starts.len();
        let padding = self.padded != self.image;
        let mut padded = vec![0.0; if padding { self.inputs * self.padded } else { 0 }];
        let mut scratch = Scratch::default();
        let images = x.chunks_exact(self.inputs * self.image);
        let results = output.chunks_exact_mut(self.outputs * self.result);
        for (index, (image, result)) in images.zip(results).enumerate() {
            let group = index % self.groups;
            let kernel = &kernel[group * self.outputs * depth..][..self.outputs * depth];
            let offset = &offset[group * self.outputs..][..self.outputs];
            let image = if padding {
                self.pad(image, &mut padded);
                &padded
            } else {
                image
            };
            if self.gathered {
                self.gathered(image, kernel, offset, result, &mut scratch);
            } else {
                self.in_place(image, kernel, offset, result, &mut scratch);
            }
        }
    }

    /// Copies each line to its place between what is put around the image.
    fn pad(&self, image: &[f32], padded: &mut [f32]) {
        let channels = image.chunks_exact(self.image).zip(padded.chunks_exact_mut(self.padded));
        for (image, padded) in channels {
            for (line, &to) in image.chunks_exact(self.line).zip(&self.lines) {
                padded[to..][..self.line].copy_from_slice(line);
            }
        }
    }

    /// From the image as it lies: each result with the places between its lines, which are left out
    /// afterwards.
    fn in_place(
        &self,
        image: &[f32],
        kernel: &[f32],
        offset: &[f32],
        result: &mut [f32],
        scratch: &mut Scratch,
    ) {
        let columns = self.columns();
        let without_gaps = columns == self.result;
        scratch.sums.resize(if without_gaps { 0 } else { self.outputs * columns }, 0.0);
        let output = if without_gaps { &mut *result } else { scratch.sums.as_mut_slice() };
        self.product(kernel, offset, (image, &self.starts, columns), output);
        if without_gaps {
            return;
        }
        let channels = result.chunks_exact_mut(self.result).zip(scratch.sums.chunks_exact(columns));
        for (result, sums) in channels {
            for (line, &from) in result.chunks_exact_mut(self.result_line).zip(&self.result_lines) {
                line.copy_from_slice(&sums[from..][..self.result_line]);
            }
        }
    }

    /// From windows that are copied: one row for each value of a kernel.
    fn gathered(
        &self,
        image: &[f32],
        kernel: &[f32],
        offset: &[f32],
        result: &mut [f32],
        scratch: &mut Scratch,
    ) {
        scratch.windows.resize(self.starts.len() * self.result, 0.0);
        let rows = scratch.windows.chunks_exact_mut(self.result).zip(&self.starts);
        for (row, &start) in rows {
            for (line, &from) in row.chunks_exact_mut(self.result_line).zip(&self.result_lines) {
                let values = image[start + from..].iter().step_by(self.stride);
                line.iter_mut().zip(values).for_each(|(place, &value)| *place = value);
            }
        }
        self.product(kernel, offset, (&scratch.windows, &self.windows, self.result), result);
    }

    /// All outputs of the matrix `right`, whose rows begin at `starts` and have `columns` values.
    fn product(
        &self,
        kernel: &[f32],
        offset: &[f32],
        (right, starts, columns): (&[f32], &[usize], usize),
        output: &mut [f32],
    ) {
        let left = Left::Rows { values: kernel, step: starts.len() };
        let (rows, offset) = (self.outputs, Offset::OfRows(offset));
        Product { rows, columns, left, right, starts, offset, output, step: columns }.compute();
    }
}

/// Room that is used for one image after another.
#[derive(Default)]
struct Scratch {
    sums: Vec<f32>,
    windows: Vec<f32>,
}

/// Where the values of a block of `sizes` lie, whose neighbours are `apart` in an image with `steps`.
fn places(sizes: &[usize], apart: &[usize], steps: &[usize]) -> Vec<usize> {
    let mut places = vec![0];
    for ((&size, &apart), &step) in sizes.iter().zip(apart).zip(steps) {
        let along = |&place: &usize| (0..size).map(move |index| place + index * apart * step);
        places = places.iter().flat_map(along).collect();
    }
    places
}

/// Those of a kernel in each of `channels` images.
fn starts(channels: usize, image: &[usize], kernel: &[usize]) -> Vec<usize> {
    let image: usize = image.iter().product();
    (0..channels).flat_map(|channel| kernel.iter().map(move |it| channel * image + it)).collect()
}

impl Op for Convolution {
    fn name(&self) -> StaticName {
        "Convolution".into()
    }

    op_as_typed_op!();
}

impl TypedOp for Convolution {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        self.replaced.output_facts(inputs)
    }

    as_op!();
}

impl EvalOp for Convolution {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let [x, kernel, offset] = &*inputs else { bail!("a convolution takes three values") };
        let channels = self.groups * self.outputs;
        let offset = offset.try_as_plain_ram()?.as_slice::<f32>()?;
        let offset = match offset {
            [one] => Cow::Owned(vec![*one; channels]),
            several => Cow::Borrowed(several),
        };
        let shape = self.replaced.pool_spec.output_shape(x.shape())?.shape;
        let mut output = Tensor::zero::<f32>(&shape)?;
        self.compute(
            x.try_as_plain_ram()?.as_slice::<f32>()?,
            kernel.try_as_plain_ram()?.as_slice::<f32>()?,
            &offset,
            output.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?,
        );
        Ok(tvec!(output.into_tvalue()))
    }
}
