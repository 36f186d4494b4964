//! Arithmetic on two arrays of which one is repeated along some axes of the other, as when every
//! pair of particles is made from each particle's own values. tract's loop for it looks up every
//! value by its index; this one works on runs of neighbouring values.

use tract_core::broadcast::multi_broadcast;
use tract_core::internal::{
    AxesMapping, AxisChangeConsequence, AxisOp, Cost, EvalContext, EvalOp, InOut, Op, StaticName,
    TDim, TValue, TVec, Tensor, TractResult, TypedFact, TypedModel, TypedNode, TypedOp, as_op,
    ensure, op_as_typed_op, op_out_of_plan, tvec,
};
use tract_core::ops::binary::TypedBinOp;
use tract_core::ops::math;
use tract_core::prelude::tract_num_traits::Float;
use tract_core::prelude::{Datum, IntoTValue};

/// Puts a quicker operator in place of those of tract's that are left when a model is optimised,
/// for float32 values.
///
/// # Errors
/// A model whose nodes do not know their inputs.
pub fn replace(model: &mut TypedModel) -> TractResult<()> {
    for id in 0..model.nodes().len() {
        let Some(binary) = model.node(id).op_as::<TypedBinOp>() else { continue };
        let Some(operator) = Operator::of(binary) else { continue };
        let operator = Broadcast { operator, replaced: binary.clone() };
        let float32 = f32::datum_type();
        if model.node_input_facts(id)?.iter().all(|fact| fact.datum_type == float32) {
            model.node_mut(id).op = Box::new(operator);
        }
    }
    Ok(())
}

/// The same arithmetic as `operator`, for float32 or float64, which no rule of tract's algebra
/// changes: it takes a quotient for a product with the reciprocal, joins two factors in one, leaves
/// out what float32 cannot tell from 1 or 0, and knows functions by factors that are nearly theirs.
#[must_use]
pub fn literal(operator: &TypedBinOp) -> Option<Box<dyn TypedOp>> {
    let replaced = operator.clone();
    Operator::of(operator).map(|operator| Box::new(Broadcast { operator, replaced }) as _)
}

/// The larger or the smaller of two numbers of float32 or float64; what is no number where one of
/// them is none, of which tract's own operators give the other.
#[must_use]
pub fn extreme(largest: bool) -> Box<dyn TypedOp> {
    let (operator, replaced) =
        if largest { (Operator::Largest, math::max()) } else { (Operator::Smallest, math::min()) };
    Box::new(Broadcast { operator, replaced })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Largest,
    Smallest,
}

impl Operator {
    fn of(TypedBinOp(binary, _): &TypedBinOp) -> Option<Operator> {
        if binary.is::<math::Add>() {
            Some(Operator::Add)
        } else if binary.is::<math::Sub>() {
            Some(Operator::Sub)
        } else if binary.is::<math::Mul>() {
            Some(Operator::Mul)
        } else if binary.is::<math::Div>() {
            Some(Operator::Div)
        } else {
            None
        }
    }
}

/// An operator on two arrays of float32 values and of one rank, broadcast as numpy does.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Broadcast {
    operator: Operator,
    replaced: TypedBinOp,
}

impl Op for Broadcast {
    fn name(&self) -> StaticName {
        self.replaced.name()
    }

    op_as_typed_op!();
}

impl TypedOp for Broadcast {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        self.replaced.output_facts(inputs)
    }

    fn axes_mapping(
        &self,
        inputs: &[&TypedFact],
        outputs: &[&TypedFact],
    ) -> TractResult<AxesMapping> {
        self.replaced.axes_mapping(inputs, outputs)
    }

    fn change_axes(
        &self,
        model: &TypedModel,
        node: &TypedNode,
        io: InOut,
        change: &AxisOp,
    ) -> TractResult<Option<AxisChangeConsequence>> {
        self.replaced.change_axes(model, node, io, change)
    }

    fn cost(&self, inputs: &[&TypedFact]) -> TractResult<TVec<(Cost, TDim)>> {
        self.replaced.cost(inputs)
    }

    as_op!();
}

impl EvalOp for Broadcast {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        ensure!(inputs.len() == 2, "{} takes two values", self.name());
        let output = if inputs[0].datum_type() == f64::datum_type() {
            self.of_type::<f64>(&inputs[0], &inputs[1])?
        } else {
            self.of_type::<f32>(&inputs[0], &inputs[1])?
        };
        Ok(tvec!(output.into_tvalue()))
    }
}

impl Broadcast {
    fn of_type<T: Number>(&self, left: &Tensor, right: &Tensor) -> TractResult<Tensor> {
        let shape = multi_broadcast(&[left.shape(), right.shape()])?;
        let axes = merged(&shape, left.shape(), right.shape());
        let a = left.try_as_plain_ram()?.as_slice::<T>()?;
        let b = right.try_as_plain_ram()?.as_slice::<T>()?;
        let mut output = Tensor::zero::<T>(&shape)?;
        let mut plain = output.try_as_plain_ram_mut()?;
        let values = plain.as_slice_mut::<T>()?;
        if !values.is_empty() {
            match self.operator {
                Operator::Add => fill(values, &axes, a, b, |a, b| a + b),
                Operator::Sub => fill(values, &axes, a, b, |a, b| a - b),
                Operator::Mul => fill(values, &axes, a, b, |a, b| a * b),
                Operator::Div => fill(values, &axes, a, b, |a, b| a / b),
                Operator::Largest => {
                    fill(values, &axes, a, b, |a, b| if a > b || a.is_nan() { a } else { b })
                }
                Operator::Smallest => {
                    fill(values, &axes, a, b, |a, b| if a < b || a.is_nan() { a } else { b })
                }
            }
        }
        Ok(output)
    }
}

trait Number: Datum + Copy + Float {}

impl Number for f32 {}
impl Number for f64 {}

/// An axis of the output, and how far apart its neighbours lie in the inputs: 0 where one is
/// repeated.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    size: usize,
    a: usize,
    b: usize,
}

/// Axes of the output, the outermost first, with those merged that can be walked as one.
fn merged(shape: &[usize], a: &[usize], b: &[usize]) -> Vec<Axis> {
    let mut axes: Vec<Axis> = Vec::new();
    let (mut a_step, mut b_step) = (1, 1);
    for ((&size, &of_a), &of_b) in shape.iter().zip(a).zip(b).rev() {
        let step = |own: usize, step: usize| if own == 1 { 0 } else { step };
        let axis = Axis { size, a: step(of_a, a_step), b: step(of_b, b_step) };
        (a_step, b_step) = (a_step * of_a, b_step * of_b);
        match axes.last_mut() {
            _ if size == 1 => {}
            Some(inner) if axis.a == inner.a * inner.size && axis.b == inner.b * inner.size => {
                inner.size *= size;
            }
            _ => axes.push(axis),
        }
    }
    axes.reverse();
    axes
}

fn fill<T: Copy>(out: &mut [T], axes: &[Axis], a: &[T], b: &[T], f: impl Fn(T, T) -> T + Copy) {
    match axes {
        [] => out[0] = f(a[0], b[0]),
        [Axis { a: 1, b: 1, .. }] => {
            for ((out, &a), &b) in out.iter_mut().zip(a).zip(b) {
                *out = f(a, b);
            }
        }
        [Axis { a: 1, .. }] => {
            let b = b[0];
            out.iter_mut().zip(a).for_each(|(out, &a)| *out = f(a, b));
        }
        [_] => {
            let a = a[0];
            out.iter_mut().zip(b).for_each(|(out, &b)| *out = f(a, b));
        }
        [outer, inner @ ..] => {
            for (index, out) in out.chunks_exact_mut(out.len() / outer.size).enumerate() {
                fill(out, inner, &a[index * outer.a..], &b[index * outer.b..], f);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails where it panics")]
mod tests {
    use proptest::prelude::*;
    use tract_core::ops::math::{add, div, mul, sub};
    use tract_core::prelude::IntoTensor;

    use super::*;

    /// Two shapes that can be broadcast to one.
    fn shapes() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        let axis = prop_oneof![
            (0_usize..5).prop_map(|size| (size, size)),
            (0_usize..5).prop_map(|size| (1, size)),
            (0_usize..5).prop_map(|size| (size, 1)),
        ];
        prop::collection::vec(axis, 0..5).prop_map(|axes| axes.into_iter().unzip())
    }

    fn numbers(shape: &[usize], from: f32) -> TValue {
        let values: Vec<f32> = (0..shape.iter().product()).map(|it| from + it as f32).collect();
        Tensor::from_shape(shape, &values).unwrap().into_tensor().into()
    }

    proptest! {
        #[test]
        fn values_are_those_of_tract((left, right) in shapes()) {
            for replaced in [add(), sub(), mul(), div()] {
                let operator = Operator::of(&replaced).unwrap();
                let inputs = tvec!(numbers(&left, 1.0), numbers(&right, 0.5));
                let expected = replaced.eval_out_of_plan(inputs.clone()).unwrap();
                let found = Broadcast { operator, replaced }.eval_out_of_plan(inputs).unwrap();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
