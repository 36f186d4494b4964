//! Operators of networks: products of matrices, convolutions, pools and normalisations.

use tract_core::internal::{
    AxesMapping, AxisOp, OutletId, TVec, Tensor, TractResult, bail, tensor0, tvec,
};
use tract_core::ops::cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec, SumPool};
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math::{add, div, mul, sqrt, sub};
use tract_core::ops::nn::{DataFormat, Softmax, SoftmaxKind};

use super::elements;
use super::node::only;
use super::reductions::{extreme, mean};
use super::{Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "MatMul" => matrix_product,
        "Gemm" => affine,
        "Conv" => convolution,
        "AveragePool" | "MaxPool" => pool,
        "GlobalAveragePool" | "GlobalMaxPool" => global_pool,
        "BatchNormalization" => batch_normalisation,
        "LayerNormalization" => layer_normalisation,
        "Softmax" | "LogSoftmax" => softmax,
        "Identity" => |node| only(node.input(0)?),
        "Dropout" => dropout,
        _ => return None,
    })
}

/// `MatMul`, as numpy's: a vector is a row on the left and a column on the right.
fn matrix_product(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (mut a, mut b) = (node.input(0)?, node.input(1)?);
    let (row, column) = (node.rank(a)? == 1, node.rank(b)? == 1);
    if row {
        a = node.one(AxisOp::Add(0), &[a])?;
    }
    if column {
        b = node.one(AxisOp::Add(1), &[b])?;
    }
    let mut product = product(node, a, b, false, false)?;
    let rank = node.rank(product)?;
    if column {
        product = node.one(AxisOp::Rm(rank - 1), &[product])?;
    }
    if row {
        product = node.one(AxisOp::Rm(rank - 2), &[product])?;
    }
    only(product)
}

fn product(
    node: &mut Node,
    a: OutletId,
    b: OutletId,
    a_transposed: bool,
    b_transposed: bool,
) -> TractResult<OutletId> {
    let factors = node.same_rank(&[a, b])?;
    let rank = node.rank(a)?.max(node.rank(b)?);
    let inner = |node: &Node, factor: usize, from_end: usize| -> TractResult<Option<usize>> {
        let shape = node.shape(factors[factor])?;
        Ok(rank.checked_sub(from_end).and_then(|axis| shape.get(axis).copied()))
    };
    let columns = inner(node, 0, if a_transposed { 2 } else { 1 })?;
    let rows = inner(node, 1, if b_transposed { 1 } else { 2 })?;
    if columns.is_none() || columns != rows {
        bail!("its matrices do not fit together: {columns:?} columns, {rows:?} rows");
    }
    let axes = AxesMapping::for_numpy_matmul(rank, a_transposed, b_transposed, false)?;
    let dtype = node.dtype(a)?;
    node.one(EinSum::new(axes, dtype), &factors)
}

/// `Gemm`: alpha × A B + beta × C.
fn affine(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (a, b) = (node.input(0)?, node.input(1)?);
    let (alpha, beta) = (node.number("alpha").unwrap_or(1.0), node.number("beta").unwrap_or(1.0));
    if node.dtype(a)?.is_integer() && (alpha != 1.0 || beta != 1.0) {
        bail!("integers are not scaled");
    }
    let mut sum = product(node, a, b, node.flag("transA", false), node.flag("transB", false))?;
    sum = scaled(node, sum, alpha)?;
    // What is multiplied by 0 is left out, also where it is no number, as in BLAS.
    if let Some(c) = node.optional(2).filter(|_| beta != 0.0) {
        let c = scaled(node, c, beta)?;
        sum = node.broadcast(add(), &[sum, c])?;
    }
    only(sum)
}

fn scaled(node: &mut Node, x: OutletId, factor: f32) -> TractResult<OutletId> {
    if factor == 1.0 {
        return Ok(x);
    }
    let factor = node.scalar(factor, x)?;
    node.one(mul(), &[x, factor])
}

fn convolution(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, kernel) = (node.input(0)?, node.input(1)?);
    let shape = node.shape(kernel)?;
    let [outputs, inputs, size @ ..] = &*shape else { bail!("its kernel has too few axes") };
    let group = node.integer("group").unwrap_or(1);
    let group = usize::try_from(group).ok().filter(|it| *it > 0 && outputs % it == 0);
    let Some(group) = group else { bail!("`group` does not divide its {outputs} channels") };
    if node.shape(x)?.get(1) != Some(&(inputs * group)) {
        bail!("its kernel takes {} channels, which its input does not have", inputs * group);
    }
    if node.sizes("kernel_shape")?.is_some_and(|given| given.as_slice() != size) {
        bail!("its `kernel_shape` is not that of its kernel");
    }
    let padding = padding(node, size.len(), false)?;
    let pools = windows(node, size.into(), padding, inputs * group, *outputs)?;
    let bias = match node.optional(2) {
        Some(bias) => bias,
        None => {
            let zero = tensor0(0.0_f32).cast_to_dt(node.dtype(x)?)?.into_owned();
            node.constant(zero)?
        }
    };
    only(node.one(Conv::new(pools, KernelFormat::OIHW, group, None), &[x, kernel, bias])?)
}

fn pool(node: &mut Node) -> TractResult<TVec<OutletId>> {
    if node.outputs() > 1 {
        bail!("the places of the largest values are not given");
    }
    if node.operator() == "MaxPool" {
        // The order in which places would be counted.
        node.pass_over("storage_order");
    }
    let x = node.input(0)?;
    let Some(size) = node.sizes("kernel_shape")? else { bail!("it has no `kernel_shape`") };
    let Some(&channels) = node.shape(x)?.get(1) else { bail!("its input has no channels") };
    let padding = padding(node, size.len(), true)?;
    let pools = windows(node, size, padding, channels, channels)?;
    only(if node.operator() == "MaxPool" {
        largest_of_windows(node, x, pools)?
    } else {
        node.one(SumPool::new(pools, node.flag("count_include_pad", false), true), &[x])?
    })
}

/// Nothing is dropped but in training.
fn dropout(node: &mut Node) -> TractResult<TVec<OutletId>> {
    node.pass_over("ratio");
    node.pass_over("seed");
    let x = node.input(0)?;
    if node.version() >= 12 {
        node.pass_over_input(1);
        if let Some(training) = node.optional(2) {
            let training = node.known(training)?.cast_to::<bool>()?;
            if training.to_plain_array_view::<bool>()?.iter().any(|&it| it) {
                bail!("it is in training mode");
            }
        }
    }
    if node.outputs() < 2 {
        return only(x);
    }
    let kept = node.constant(Tensor::from(true).broadcast_scalar_to_shape(&node.shape(x)?)?)?;
    Ok(tvec!(x, kept))
}

/// What is no number is the largest, which tract passes over.
fn largest_of_windows(node: &mut Node, x: OutletId, pools: PoolSpec) -> TractResult<OutletId> {
    let dtype = node.dtype(x)?;
    let largest = node.one(MaxPool::new(pools.clone(), None), &[x])?;
    if !dtype.is_float() {
        return Ok(largest);
    }
    of_floats!(dtype, T => {
        let mark = |x: T| -> T { if x.is_nan() { 1.0 } else { 0.0 } };
        let marks = elements::each(node, x, mark)?[0];
        let marks = node.one(MaxPool::new(pools, None), &[marks])?;
        elements::joined(node, marks, largest, |mark: T, x: T| if mark > 0.0 { T::NAN } else { x })
    })
}

fn windows(
    node: &Node,
    size: TVec<usize>,
    padding: PaddingSpec,
    inputs: usize,
    outputs: usize,
) -> TractResult<PoolSpec> {
    let (dilations, strides) = (node.sizes("dilations")?, node.sizes("strides")?);
    let rank = size.len();
    let mut steps = dilations.iter().chain(&strides);
    if steps.any(|it| it.len() != rank || it.contains(&0)) {
        bail!("its strides or dilations do not fit a kernel of {rank} axes");
    }
    check_windows(node, &size, dilations.as_deref(), &padding)?;
    Ok(PoolSpec::new(DataFormat::NCHW, size, padding, dilations, strides, inputs, outputs))
}

/// Values of one window.
const LARGEST_WINDOW: usize = 1 << 24;

/// Errors: windows that do not fit into the input with what is put around it, and such as are too
/// large to be gone through.
fn check_windows(
    node: &Node,
    size: &[usize],
    dilations: Option<&[usize]>,
    padding: &PaddingSpec,
) -> TractResult<()> {
    let shape = node.shape(node.input(0)?)?;
    let Some(axes) = shape.get(2..).filter(|axes| axes.len() == size.len()) else {
        bail!("its windows have {} axes, its input has {}", size.len(), shape.len());
    };
    let volume = size.iter().copied().fold(1, usize::saturating_mul);
    if !(1..=LARGEST_WINDOW).contains(&volume) {
        bail!("its windows have {volume} values");
    }
    let around = |axis: usize| match padding {
        PaddingSpec::Explicit(before, after) | PaddingSpec::ExplicitOnnxPool(before, after, _) => {
            before[axis] + after[axis]
        }
        PaddingSpec::Valid => 0,
        // As much as it needs.
        PaddingSpec::SameUpper | PaddingSpec::SameLower => {
            size[axis].saturating_mul(LARGEST_WINDOW)
        }
    };
    for (axis, (&size, &there)) in size.iter().zip(axes).enumerate() {
        let step = dilations.map_or(1, |it| it[axis]);
        let span = (size - 1).saturating_mul(step).saturating_add(1);
        let room = there.saturating_add(around(axis));
        if span > room && there > 0 {
            bail!("its windows of {span} do not fit into {room} values");
        }
    }
    Ok(())
}

/// What is put around the input, from `pads` or `auto_pad`.
fn padding(node: &Node, rank: usize, pools: bool) -> TractResult<PaddingSpec> {
    let by_itself = node.one_of("auto_pad", &["NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"])?;
    let up = pools && node.flag("ceil_mode", false);
    if by_itself != "NOTSET" {
        if up {
            bail!("it has both `auto_pad` and `ceil_mode`");
        }
        if node.sizes("pads")?.is_some_and(|pads| pads.iter().any(|&it| it != 0)) {
            bail!("it has both `auto_pad` and `pads`");
        }
    }
    match by_itself {
        "VALID" => return Ok(PaddingSpec::Valid),
        "SAME_UPPER" => return Ok(PaddingSpec::SameUpper),
        "SAME_LOWER" => return Ok(PaddingSpec::SameLower),
        _ => {}
    }
    let pads = node.sizes("pads")?.unwrap_or_else(|| tvec![0; 2 * rank]);
    if pads.len() != 2 * rank {
        bail!("`pads` has {} numbers, not {}", pads.len(), 2 * rank);
    }
    let (before, after) = pads.split_at(rank);
    Ok(if pools {
        PaddingSpec::ExplicitOnnxPool(before.into(), after.into(), up)
    } else {
        PaddingSpec::Explicit(before.into(), after.into())
    })
}

/// The mean or the largest of each channel.
fn global_pool(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let axes: TVec<usize> = (2..node.rank(x)?).collect();
    only(if node.operator() == "GlobalMaxPool" {
        extreme(node, true, &axes, x)?
    } else {
        mean(node, &axes, x)?
    })
}

/// (x − mean) / √(variance + epsilon) × scale + bias, each of them one number a channel.
fn batch_normalisation(node: &mut Node) -> TractResult<TVec<OutletId>> {
    if node.flag("training_mode", false) || node.outputs() > 1 {
        bail!("it is in training mode");
    }
    // Of the running mean, in training.
    node.pass_over("momentum");
    let x = node.input(0)?;
    let rank = node.rank(x)?;
    let channel = |node: &mut Node, index: usize| {
        let mut value = node.input(index)?;
        for _ in 2..rank {
            let last = node.rank(value)?;
            value = node.one(AxisOp::Add(last), &[value])?;
        }
        node.one(AxisOp::Add(0), &[value])
    };
    let (scale, bias) = (channel(node, 1)?, channel(node, 2)?);
    let (mean, variance) = (channel(node, 3)?, channel(node, 4)?);
    let factor = over_deviation(node, scale, variance, node.number("epsilon").unwrap_or(1e-5))?;
    let shift = node.one(mul(), &[mean, factor])?;
    let shift = node.one(sub(), &[bias, shift])?;
    let product = node.one(mul(), &[x, factor])?;
    only(node.one(add(), &[product, shift])?)
}

/// x / √(variance + epsilon).
fn over_deviation(
    node: &mut Node,
    x: OutletId,
    variance: OutletId,
    epsilon: f32,
) -> TractResult<OutletId> {
    let epsilon = node.scalar(epsilon, variance)?;
    let sum = node.one(add(), &[variance, epsilon])?;
    let deviation = node.one(sqrt(), &[sum])?;
    node.one(div(), &[x, deviation])
}

/// The same over all axes from `axis` on, with the item's own mean and variance; gives the mean
/// and 1 / √(variance + epsilon) too.
fn layer_normalisation(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let rank = node.rank(x)?;
    let first = Node::axis(node.integer("axis").unwrap_or(-1), rank)?;
    let axes: TVec<usize> = (first..rank).collect();
    let middle = mean(node, &axes, x)?;
    let rest = node.one(sub(), &[x, middle])?;
    let square = node.one(mul(), &[rest, rest])?;
    let variance = mean(node, &axes, square)?;
    let one = node.scalar(1.0, x)?;
    let epsilon = node.number("epsilon").unwrap_or(1e-5);
    let factor = over_deviation(node, one, variance, epsilon)?;
    // Values are computed in their own type; 1 is float32.
    if node.integer("stash_type").is_some_and(|it| it != 1) {
        bail!("its `stash_type` is not float32");
    }
    let mut value = node.one(mul(), &[rest, factor])?;
    let scale = node.input(1)?;
    value = node.broadcast(mul(), &[value, scale])?;
    if let Some(bias) = node.optional(2) {
        value = node.broadcast(add(), &[value, bias])?;
    }
    Ok(tvec![value, middle, factor])
}

/// Over one axis; before operator set 13, over all axes from one on.
fn softmax(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let rank = node.rank(x)?;
    let axes = if node.version() < 13 {
        (Node::axis(node.integer("axis").unwrap_or(1), rank)?..rank).collect()
    } else {
        tvec![Node::axis(node.integer("axis").unwrap_or(-1), rank)?]
    };
    let logarithm = node.operator() == "LogSoftmax";
    let kind = if logarithm { SoftmaxKind::LogSoftmax } else { SoftmaxKind::Softmax };
    only(node.one(Softmax::new(axes, None, kind), &[x])?)
}
