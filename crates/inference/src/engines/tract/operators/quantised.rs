//! Operators on integers that stand for numbers with a scale and a zero point.

use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, bail, tvec};

use super::{Axes, Kernel, Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "QuantizeLinear" => quantised,
        "DequantizeLinear" => numbers,
        "DynamicQuantizeLinear" => quantised_by_range,
        "MatMulInteger" => product,
        _ => return None,
    })
}

/// Which scale belongs to each element: one for all, or one for each place along an axis.
fn scales(node: &Node, x: &[usize], scale: &[usize]) -> TractResult<(usize, usize)> {
    if node.version() >= 21 && node.integer("block_size").unwrap_or(0) != 0 {
        bail!("its scales are those of blocks");
    }
    let axis = if node.version() >= 13 { node.integer("axis").unwrap_or(1) } else { 1 };
    match scale {
        [] => Ok((1, 1)),
        [1] if x.len() <= 1 || node.version() < 13 => Ok((1, 1)),
        &[size] => {
            let axis = Node::axis(axis, x.len())?;
            if node.version() < 13 || x[axis] != size {
                bail!("it has {size} scales for {} places of axis {axis}", x[axis]);
            }
            Ok((size, x[axis + 1..].iter().product()))
        }
        _ => bail!("its scales have the shape {scale:?}"),
    }
}

/// The zero point's input and type: uint8 where there is none.
fn zero_point(node: &mut Node, scale: &[usize]) -> TractResult<(Option<OutletId>, DatumType)> {
    let Some(zero) = node.optional(2) else { return Ok((None, DatumType::U8)) };
    if node.shape(zero)?.as_slice() != scale {
        bail!("its zero point has another shape than its scale");
    }
    Ok((Some(zero), node.dtype(zero)?))
}

/// x / scale, rounded to even, + zero point, within the type's range.
fn quantised(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, scale) = (node.input(0)?, node.input(1)?);
    if node.dtype(x)? != DatumType::F32 || node.dtype(scale)? != DatumType::F32 {
        bail!("it is not computed with {:?}", node.dtype(x)?);
    }
    let (shape, of_scale) = (node.shape(x)?, node.shape(scale)?);
    let (count, inner) = scales(node, &shape, &of_scale)?;
    let (zero, dtype) = zero_point(node, &of_scale)?;
    if !matches!(dtype, DatumType::U8 | DatumType::I8 | DatumType::U16 | DatumType::I16) {
        bail!("its zero point is {dtype:?}");
    }
    node.pass_over("saturate");
    let mut inputs = vec![x, scale];
    inputs.extend(zero);
    let wide = dtype.unquantized();
    let kernel =
        Kernel::new(node.operator(), tvec!((dtype, shape.clone())), Axes::Mixed, move |inputs| {
            let (x, scale) = (floats(&inputs[0])?, floats(&inputs[1])?);
            let zeros = inputs.get(2).map(|it| wide_integers(it)).transpose()?;
            let (low, high) = range(wide);
            let value = |(place, x): (usize, &f32)| {
                let at = place / inner % count;
                let zero = zeros.as_ref().map_or(0, |it| it[at]);
                let rounded = (x / scale[at]).round_ties_even();
                if rounded.is_nan() {
                    bail!("a value is no number");
                }
                Ok((rounded as i64).saturating_add(zero).clamp(low, high))
            };
            let values = x.iter().enumerate().map(value).collect::<TractResult<Vec<i64>>>()?;
            Ok(tvec!(Tensor::from_shape(&shape, &values)?.cast_to_dt(wide)?.into_owned()))
        });
    node.add(kernel, &inputs)
}

/// (x − zero point) × scale.
fn numbers(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (x, scale) = (node.input(0)?, node.input(1)?);
    let dtype = node.dtype(x)?;
    let known = matches!(
        dtype,
        DatumType::U8 | DatumType::I8 | DatumType::U16 | DatumType::I16 | DatumType::I32
    );
    if !known || node.dtype(scale)? != DatumType::F32 {
        bail!("it is not computed with {dtype:?}");
    }
    let (shape, of_scale) = (node.shape(x)?, node.shape(scale)?);
    let (count, inner) = scales(node, &shape, &of_scale)?;
    let (zero, zero_type) = zero_point(node, &of_scale)?;
    if zero.is_some() && zero_type != dtype {
        bail!("its zero point is {zero_type:?}, not {dtype:?}");
    }
    let mut inputs = vec![x, scale];
    inputs.extend(zero);
    let outputs = tvec!((DatumType::F32, shape.clone()));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Mixed, move |inputs| {
        let (x, scale) = (wide_integers(&inputs[0])?, floats(&inputs[1])?);
        let zeros = inputs.get(2).map(|it| wide_integers(it)).transpose()?;
        let value = |(place, x): (usize, &i64)| {
            let at = place / inner % count;
            (x - zeros.as_ref().map_or(0, |it| it[at])) as f32 * scale[at]
        };
        let values: Vec<f32> = x.iter().enumerate().map(value).collect();
        Ok(tvec!(Tensor::from_shape(&shape, &values)?))
    });
    node.add(kernel, &inputs)
}

/// uint8 with the scale and zero point that the range of all values asks for.
fn quantised_by_range(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    if node.dtype(x)? != DatumType::F32 {
        bail!("it is not computed with {:?}", node.dtype(x)?);
    }
    let shape = node.shape(x)?;
    let outputs = tvec!(
        (DatumType::U8, shape.clone()),
        (DatumType::F32, TVec::new()),
        (DatumType::U8, TVec::new())
    );
    let kernel = Kernel::new(node.operator(), outputs, Axes::Mixed, move |inputs| {
        let x = floats(&inputs[0])?;
        if x.iter().any(|it| !it.is_finite()) {
            bail!("a value is not finite");
        }
        let low = x.iter().copied().fold(0.0_f32, f32::min);
        let high = x.iter().copied().fold(0.0_f32, f32::max);
        let scale = if high == low { 1.0 } else { (high - low) / 255.0 };
        let zero = (-low / scale).clamp(0.0, 255.0).round_ties_even();
        let value = |x: &f32| ((x / scale).round_ties_even() + zero).clamp(0.0, 255.0) as u8;
        let values: Vec<u8> = x.iter().map(value).collect();
        Ok(tvec!(
            Tensor::from_shape(&shape, &values)?,
            Tensor::from(scale),
            Tensor::from(zero as u8)
        ))
    });
    node.add(kernel, &[x])
}

/// The product of matrices of (u)int8 less their zero points, in int32.
fn product(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let factors = [node.input(0)?, node.input(1)?];
    for factor in factors {
        if !matches!(node.dtype(factor)?, DatumType::U8 | DatumType::I8) || node.rank(factor)? != 2
        {
            bail!("it is computed with matrices of 8 bits only");
        }
    }
    let (a, b) = (node.shape(factors[0])?, node.shape(factors[1])?);
    let (rows, inner, columns) = (a[0], a[1], b[1]);
    if b[0] != inner {
        bail!("its matrices do not fit together: {inner} columns, {} rows", b[0]);
    }
    let mut inputs = factors.to_vec();
    let zeros = [node.optional(2), node.optional(3)];
    for (zero, (factor, size)) in zeros.into_iter().zip(factors.into_iter().zip([rows, columns])) {
        let Some(zero) = zero else { continue };
        let count: usize = node.shape(zero)?.iter().product();
        if node.dtype(zero)? != node.dtype(factor)? || (count != 1 && count != size) {
            bail!("a zero point does not fit its matrix");
        }
        inputs.push(zero);
    }
    let given = zeros.map(|it| it.is_some());
    let work = (rows as u64).saturating_mul(inner as u64).saturating_mul(columns as u64);
    let outputs = tvec!((DatumType::I32, tvec!(rows, columns)));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Mixed, move |inputs| {
        let (a, b) = (wide_integers(&inputs[0])?, wide_integers(&inputs[1])?);
        let first = given[0].then(|| wide_integers(&inputs[2])).transpose()?;
        let second = given[1].then(|| wide_integers(&inputs[2 + usize::from(given[0])]));
        let second = second.transpose()?;
        let zero = |zeros: &Option<Vec<i64>>, at: usize| {
            zeros.as_ref().map_or(0, |it| if it.len() == 1 { it[0] } else { it[at] })
        };
        let cell = |place: usize| {
            let (row, column) = (place / columns, place % columns);
            let (zero_a, zero_b) = (zero(&first, row), zero(&second, column));
            let terms = (0..inner)
                .map(|at| (a[row * inner + at] - zero_a) * (b[at * columns + column] - zero_b));
            terms.sum::<i64>() as i32
        };
        let values: Vec<i32> = (0..rows * columns).map(cell).collect();
        Ok(tvec!(Tensor::from_shape(&[rows, columns], &values)?))
    });
    node.add(kernel.with_work(work), &inputs)
}

fn floats(x: &Tensor) -> TractResult<Vec<f32>> {
    Ok(x.to_plain_array_view::<f32>()?.iter().copied().collect())
}

fn wide_integers(x: &Tensor) -> TractResult<Vec<i64>> {
    let wide = x.cast_to::<i64>()?;
    Ok(wide.to_plain_array_view::<i64>()?.iter().copied().collect())
}

/// Smallest and largest of an integer type of 8 or 16 bits.
fn range(dtype: DatumType) -> (i64, i64) {
    match dtype {
        DatumType::I8 => (i8::MIN.into(), i8::MAX.into()),
        DatumType::U16 => (0, u16::MAX.into()),
        DatumType::I16 => (i16::MIN.into(), i16::MAX.into()),
        _ => (0, u8::MAX.into()),
    }
}
