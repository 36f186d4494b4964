//! Operators that compute element by element, and that tract has not, or has otherwise than the
//! specification says.

use tract_core::broadcast::multi_broadcast;
use tract_core::internal::{
    Datum, DatumType, OutletId, TVec, Tensor, TractResult, bail, format_err, tvec,
};

use super::node::only;
use super::{Axes, Kernel, Node, Wire};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "Mod" => remainder,
        "BitShift" => shift,
        "BitwiseAnd" | "BitwiseOr" | "BitwiseXor" => bits,
        "BitwiseNot" => inverted_bits,
        "IsNaN" | "IsInf" => kind_of_number,
        "Round" | "Acos" | "Acosh" | "Asin" | "Asinh" | "Atan" | "Atanh" | "Cosh" | "Sinh"
        | "Tan" => function,
        "Mish" => mish,
        "Swish" => swish,
        "ThresholdedRelu" | "Shrink" => threshold,
        _ => return None,
    })
}

/// A function of each element of `x`, which has the type `T`.
pub(super) fn each<T: Datum + Copy, U: Datum>(
    node: &mut Node,
    x: OutletId,
    function: impl Fn(T) -> U + Send + Sync + 'static,
) -> TractResult<TVec<OutletId>> {
    let outputs = tvec!((U::datum_type(), node.shape(x)?));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Same, move |inputs| {
        let values = inputs[0].to_plain_array_view::<T>()?.mapv(&function);
        Ok(tvec!(Tensor::from(values)))
    });
    node.add(kernel, &[x])
}

/// A function of the elements of the first two inputs, both of the type `T`, broadcast as numpy
/// does.
pub(super) fn pairs<T: Datum + Copy, U: Datum + Copy>(
    node: &mut Node,
    function: impl Fn(T, T) -> TractResult<U> + Send + Sync + 'static,
) -> TractResult<TVec<OutletId>> {
    let inputs = [node.input(0)?, node.input(1)?];
    for input in inputs {
        if node.dtype(input)? != T::datum_type() {
            bail!("its inputs differ in type");
        }
    }
    let inputs = node.same_rank(&inputs)?;
    let shape = multi_broadcast(&[node.shape(inputs[0])?, node.shape(inputs[1])?])?;
    let outputs = tvec!((U::datum_type(), shape.clone()));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Same, move |inputs| {
        let (a, b) = (inputs[0].to_plain_array_view::<T>()?, inputs[1].to_plain_array_view::<T>()?);
        let unfit = || format_err!("its inputs do not fit together");
        let a = a.broadcast(&*shape).ok_or_else(unfit)?;
        let b = b.broadcast(&*shape).ok_or_else(unfit)?;
        let values = a.iter().zip(&b).map(|(&a, &b)| function(a, b));
        let values = values.collect::<TractResult<Vec<U>>>()?;
        Ok(tvec!(Tensor::from_shape(&shape, &values)?))
    });
    node.add(kernel, &inputs)
}

/// Integers, which wrap where they overflow, as numpy's; a quotient is without its fraction, as C
/// has it. tract squares integers as float32.
pub(super) fn whole_arithmetic(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let dtype = node.dtype(node.input(0)?)?;
    of_integers!(dtype, T => match node.operator() {
        "Add" => pairs(node, |a: T, b: T| Ok(a.wrapping_add(b))),
        "Sub" => pairs(node, |a: T, b: T| Ok(a.wrapping_sub(b))),
        "Mul" => pairs(node, |a: T, b: T| Ok(a.wrapping_mul(b))),
        "Div" => pairs(node, |a: T, b: T| {
            if b == 0 { bail!("it divides by zero") } else { Ok(a.wrapping_div(b)) }
        }),
        other => bail!("{other} is not computed with integers"),
    })
}

/// With `fmod` the sign of the dividend, as C's function has it; else that of the divisor.
fn remainder(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let of_dividend = node.flag("fmod", false);
    let dtype = node.dtype(node.input(0)?)?;
    if dtype.is_float() {
        if !of_dividend {
            bail!("`fmod` must be 1 for numbers with a fraction");
        }
        return of_floats!(dtype, T => pairs(node, |a: T, b: T| Ok(a % b)));
    }
    of_integers!(dtype, T => pairs(node, move |a: T, b: T| {
        if b == 0 {
            bail!("it divides by zero");
        }
        let rest = a.wrapping_rem(b);
        let other_sign = !of_dividend && rest != 0 && (rest < 0 as T) != (b < 0 as T);
        Ok(if other_sign { rest.wrapping_add(b) } else { rest })
    }))
}

/// Bits that leave the width are lost, however far unsigned integers are shifted; with a sign, the
/// specification does not say what becomes of a number that is shifted so far.
#[allow(
    clippy::unnecessary_fallible_conversions,
    clippy::useless_conversion,
    reason = "the same lines are for every type of integer"
)]
fn shift(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let left = match node.text("direction") {
        Some("LEFT") => true,
        Some("RIGHT") => false,
        other => bail!("its `direction` is `{}`", other.unwrap_or_default()),
    };
    let dtype = node.dtype(node.input(0)?)?;
    of_integers!(dtype, T => pairs(node, move |a: T, b: T| {
        let by = u32::try_from(b).unwrap_or(u32::MAX);
        let shifted = if left { a.checked_shl(by) } else { a.checked_shr(by) };
        match shifted {
            Some(shifted) => Ok(shifted),
            None if T::MIN == 0 => Ok(0),
            None => bail!("it shifts by {b} bits"),
        }
    }))
}

fn bits(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let dtype = node.dtype(node.input(0)?)?;
    of_integers!(dtype, T => match node.operator() {
        "BitwiseAnd" => pairs(node, |a: T, b: T| Ok(a & b)),
        "BitwiseOr" => pairs(node, |a: T, b: T| Ok(a | b)),
        _ => pairs(node, |a: T, b: T| Ok(a ^ b)),
    })
}

fn inverted_bits(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    of_integers!(node.dtype(x)?, T => each(node, x, |x: T| !x))
}

fn kind_of_number(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let dtype = node.dtype(x)?;
    if node.operator() == "IsNaN" {
        return of_floats!(dtype, T => each(node, x, |x: T| x.is_nan()));
    }
    let (below, above) = (node.flag("detect_negative", true), node.flag("detect_positive", true));
    of_floats!(dtype, T => each(node, x, move |x: T| {
        x.is_infinite() && if x < 0.0 { below } else { above }
    }))
}

fn function(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    of_floats!(node.dtype(x)?, T => {
        let function: fn(T) -> T = match node.operator() {
            "Round" => T::round_ties_even,
            "Acos" => T::acos,
            "Acosh" => T::acosh,
            "Asin" => T::asin,
            "Asinh" => T::asinh,
            "Atan" => T::atan,
            "Atanh" => T::atanh,
            "Cosh" => T::cosh,
            "Sinh" => T::sinh,
            _ => T::tan,
        };
        each(node, x, function)
    })
}

/// A power whose base and exponent differ in type, or are both integers.
pub(super) fn mixed_power(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (base, exponent) = (node.input(0)?, node.input(1)?);
    let (of_base, of_exponent) = (node.dtype(base)?, node.dtype(exponent)?);
    let whole = of_base.is_integer() && of_exponent.is_integer();
    // Both as one type, and back: a fraction that is lost is lost at the end.
    let wide = if whole { i64::datum_type() } else { f64::datum_type() };
    for (index, value) in [(0, base), (1, exponent)] {
        let value = node.cast(value, wide)?;
        node.replace_input(index, value);
    }
    let power = if of_base.is_float() {
        pairs(node, |a: f64, b: f64| Ok(a.powf(b)))?
    } else {
        let (least, most) = bounds(of_base)?;
        if whole {
            pairs(node, move |a: i64, b: i64| whole_power(a, b, least, most))?
        } else {
            pairs(node, move |a: f64, b: f64| held_power(a, b, least, most))?
        }
    };
    only(node.cast(power[0], of_base)?)
}

/// Least and greatest number of a type of integers that int64 holds all of.
fn bounds(dtype: DatumType) -> TractResult<(i64, i64)> {
    let held =
        |end: i128| i64::try_from(end).map_err(|_| format_err!("it is not computed with uint64"));
    of_integers!(dtype, T => Ok((held(T::MIN.into())?, held(T::MAX.into())?)))
}

/// Engines differ in what an integer becomes that its type does not hold.
fn whole_power(a: i64, b: i64, least: i64, most: i64) -> TractResult<i64> {
    let Ok(exponent) = u64::try_from(b) else { bail!("an integer has a power of {b}") };
    let power = match (a, u32::try_from(exponent)) {
        (_, Ok(exponent)) => a.checked_pow(exponent),
        (0 | 1, Err(_)) => Some(a),
        (-1, Err(_)) => Some(if exponent % 2 == 0 { 1 } else { -1 }),
        _ => None,
    };
    match power.filter(|it| (least..=most).contains(it)) {
        Some(power) => Ok(power),
        None => bail!("{a} to the power of {b} is beyond its type"),
    }
}

/// Above it, float64 leaves integers out.
const MOST_EXACT: i64 = 1 << f64::MANTISSA_DIGITS;

/// With its fraction, which the type of `a` loses.
fn held_power(a: f64, b: f64, least: i64, most: i64) -> TractResult<f64> {
    let (least, most) = (least.max(-MOST_EXACT) as f64, most.min(MOST_EXACT) as f64);
    let power = a.powf(b);
    if power.is_nan() {
        bail!("{a} to the power of {b} is no number, which no integer stands for");
    }
    if power < least || power > most {
        bail!("{a} to the power of {b} is beyond what its type holds exactly");
    }
    Ok(power)
}

/// Two inputs that were made of the node's own, element by element.
pub(super) fn joined<T: Datum + Copy>(
    node: &mut Node,
    a: OutletId,
    b: OutletId,
    function: impl Fn(T, T) -> T + Send + Sync + 'static,
) -> TractResult<OutletId> {
    let outputs = tvec!((T::datum_type(), node.shape(a)?));
    let kernel = Kernel::new(node.operator(), outputs, Axes::Same, move |inputs| {
        let (a, b) = (inputs[0].to_plain_array_view::<T>()?, inputs[1].to_plain_array_view::<T>()?);
        let values: Vec<T> = a.iter().zip(&b).map(|(&a, &b)| function(a, b)).collect();
        Ok(tvec!(Tensor::from_shape(a.shape(), &values)?))
    });
    node.one(kernel, &[a, b])
}

/// `PRelu`: a slope below zero for each channel.
pub(super) fn sloped(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let dtype = node.dtype(node.input(0)?)?;
    of_floats!(dtype, T => pairs(node, |x: T, slope: T| Ok(if x < 0.0 { x * slope } else { x })))
}

/// x / 2 × (1 + tanh(√(2/π) (x + 0.044715 x³))); tract's tanh does not quite reach 1.
#[allow(clippy::excessive_precision, reason = "the same digits are for float32 and float64")]
pub(super) fn gelu_by_tanh(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    of_floats!(node.dtype(x)?, T => each(node, x, |x: T| {
        let scale: T = 0.797_884_560_802_865_4;
        0.5 * x * (1.0 + (scale * (x + 0.044_715 * x * x * x)).tanh())
    }))
}

/// x × tanh(log(1 + exp(x))).
fn mish(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    of_floats!(node.dtype(x)?, T => each(node, x, |x: T| {
        let softplus = x.max(0.0) + (-x.abs()).exp().ln_1p();
        x * softplus.tanh()
    }))
}

/// x / (1 + exp(−alpha × x)).
fn swish(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let alpha = node.number("alpha").unwrap_or(1.0);
    of_floats!(node.dtype(x)?, T => each(node, x, move |x: T| x / (1.0 + (T::from(-alpha) * x).exp())))
}

fn threshold(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let dtype = node.dtype(x)?;
    if node.operator() == "ThresholdedRelu" {
        let alpha = node.number("alpha").unwrap_or(1.0);
        return of_floats!(dtype, T => each(node, x, move |x: T| {
            if x > T::from(alpha) { x } else { 0.0 }
        }));
    }
    let (lambda, bias) = (node.number("lambd").unwrap_or(0.5), node.number("bias").unwrap_or(0.0));
    of_floats!(dtype, T => each(node, x, move |x: T| {
        let (lambda, bias) = (T::from(lambda), T::from(bias));
        if x < -lambda { x + bias } else if x > lambda { x - bias } else { 0.0 }
    }))
}
