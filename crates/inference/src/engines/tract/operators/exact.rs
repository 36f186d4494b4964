//! What tract's rules of algebra would make something else of, computed as it is written.

use tract_core::internal::{
    DatumType, IntoTensor, TValue, TVec, Tensor, TractResult, TypedFact, TypedOp, format_err, tvec,
};
use tract_core::ops::array::{MultiBroadcastTo, Tile};
use tract_core::ops::binary::TypedBinOp;
use tract_core::ops::math::{Div, Mul};

use super::{Axes, Kernel};

/// `operator`, or what computes the same where tract might compute something else.
pub(super) fn literal(
    operator: Box<dyn TypedOp>,
    inputs: &[&TypedFact],
) -> TractResult<Box<dyn TypedOp>> {
    if operator.is::<MultiBroadcastTo>() || operator.is::<Tile>() {
        return repeated(operator, inputs);
    }
    Ok(arithmetic(operator.as_ref(), inputs).unwrap_or(operator))
}

/// A product or quotient always, a sum or difference where tract takes a value for 0, whose sign is
/// lost, or which is a number of float64 below those of float32.
fn arithmetic(operator: &dyn TypedOp, inputs: &[&TypedFact]) -> Option<Box<dyn TypedOp>> {
    let (Some(operator), &[a, b]) = (operator.downcast_ref::<TypedBinOp>(), inputs) else {
        return None;
    };
    let floats = matches!(a.datum_type, DatumType::F32 | DatumType::F64);
    let zero = |fact: &TypedFact| uniform(fact).is_some_and(|it| it as f32 == 0.0);
    let changed = operator.0.is::<Mul>() || operator.0.is::<Div>() || zero(a) || zero(b);
    let literal = changed && floats && a.datum_type == b.datum_type;
    if literal { faircat_loops::literal(operator) } else { None }
}

/// A value that is repeated along axes: tract's sums of products take one term of such an axis.
fn repeated(operator: Box<dyn TypedOp>, inputs: &[&TypedFact]) -> TractResult<Box<dyn TypedOp>> {
    let facts = operator.output_facts(inputs)?;
    let [before, after] = [inputs[0], &facts[0]].map(|fact| fact.shape.as_concrete());
    let (Some(before), Some(after)) = (before, after) else { return Ok(operator) };
    // Axes are counted from the last.
    let added = after.len().saturating_sub(before.len());
    let same = (0..before.len()).filter(|&axis| before[axis] == after[axis + added]);
    let axes = Axes::Kept(same.map(|axis| (axis, axis + added)).collect());
    let (name, made) = (operator.name(), tvec!((facts[0].datum_type, TVec::from_slice(after))));
    let kernel = Kernel::new(&name, made, axes, move |inputs| {
        let values: TVec<TValue> = inputs.iter().cloned().collect();
        let values = operator.eval_out_of_plan(values)?;
        let values = values.ok_or_else(|| format_err!("{} gives nothing", operator.name()))?;
        Ok(values.into_iter().map(TValue::into_tensor).collect())
    });
    Ok(Box::new(kernel))
}

/// The one number that a value is known to hold.
pub(super) fn uniform(fact: &TypedFact) -> Option<f64> {
    let single = || fact.konst.as_deref().filter(|it| it.len() == 1);
    let value: &Tensor = fact.uniform.as_deref().or_else(single)?;
    value.cast_to::<f64>().ok()?.to_plain_array_view::<f64>().ok()?.first().copied()
}
