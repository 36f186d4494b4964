//! Products and quotients with a constant that tract's rules of algebra do not hold for.
//!
//! It makes 0 of a product with 0, takes a factor out of a sum, and multiplies by the reciprocal
//! in place of a division: with what is 0 or infinite, or whose reciprocal is, infinite numbers and
//! what is no number would be lost.

use tract_core::broadcast::multi_broadcast;
use tract_core::internal::{Datum, Tensor, TractResult, TypedFact, TypedOp, format_err, tvec};
use tract_core::ops::binary::TypedBinOp;
use tract_core::ops::math::{Div, Mul};

use super::{Axes, Kernel};

/// What computes `operator` element by element, where tract might compute something else.
pub(super) fn instead(
    operator: &dyn TypedOp,
    inputs: &[&TypedFact],
) -> TractResult<Option<Kernel>> {
    let (Some(operator), &[a, b]) = (operator.downcast_ref::<TypedBinOp>(), inputs) else {
        return Ok(None);
    };
    let bad = |fact: &TypedFact| uniform(fact).is_some_and(|it| it == 0.0 || !it.is_finite());
    let product = operator.0.is::<Mul>();
    let over = |fact: &TypedFact| uniform(fact).is_some_and(|it| !(1.0 / it as f32).is_normal());
    let needed = match product {
        true => bad(a) || bad(b),
        false => operator.0.is::<Div>() && (bad(a) || bad(b) || over(b)),
    };
    if !needed || !a.datum_type.is_float() || a.datum_type != b.datum_type {
        return Ok(None);
    }
    of_floats!(a.datum_type, T => Ok(Some(kernel::<T>(product, a, b)?)))
}

/// The one number that a value is known to hold.
pub(super) fn uniform(fact: &TypedFact) -> Option<f64> {
    let single = || fact.konst.as_deref().filter(|it| it.len() == 1);
    let value: &Tensor = fact.uniform.as_deref().or_else(single)?;
    value.cast_to::<f64>().ok()?.to_plain_array_view::<f64>().ok()?.first().copied()
}

fn kernel<T>(product: bool, a: &TypedFact, b: &TypedFact) -> TractResult<Kernel>
where
    T: Datum + Copy + std::ops::Mul<Output = T> + std::ops::Div<Output = T>,
{
    let shape = |fact: &TypedFact| {
        fact.shape.as_concrete().map(<[usize]>::to_vec).ok_or_else(|| format_err!("no shape"))
    };
    let shape = multi_broadcast(&[shape(a)?, shape(b)?])?;
    let (name, outputs) =
        (if product { "Mul" } else { "Div" }, tvec!((T::datum_type(), shape.clone())));
    Ok(Kernel::new(name, outputs, Axes::Same, move |inputs| {
        let (a, b) = (inputs[0].to_plain_array_view::<T>()?, inputs[1].to_plain_array_view::<T>()?);
        let unfit = || format_err!("its inputs do not fit together");
        let a = a.broadcast(&*shape).ok_or_else(unfit)?;
        let b = b.broadcast(&*shape).ok_or_else(unfit)?;
        let both = a.iter().zip(&b);
        let values: Vec<T> = both.map(|(&a, &b)| if product { a * b } else { a / b }).collect();
        Ok(tvec!(Tensor::from_shape(&shape, &values)?))
    }))
}
