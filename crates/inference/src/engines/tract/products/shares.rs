//! Softmax along the last axes of float32 values.

use tract_core::internal::{
    EvalContext, EvalOp, Op, StaticName, TValue, TVec, TractResult, TypedFact, TypedOp, as_op,
    bail, op_as_typed_op, op_out_of_plan, tvec,
};
use tract_core::ops::nn::{Softmax, SoftmaxKind};
use tract_core::prelude::{Datum, IntoTValue, IntoTensor};

use crate::exponentials::softmax_rows;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shares {
    replaced: Softmax,
    /// Values that make one together.
    length: usize,
}

impl Shares {
    /// In place of `softmax`; `None` where it is not of this kind.
    pub(super) fn of(softmax: &Softmax, inputs: &[&TypedFact]) -> Option<Shares> {
        let &[input] = inputs else { return None };
        let shape = input.shape.as_concrete()?;
        let mut axes = softmax.axes.clone();
        axes.sort_unstable();
        let first = shape.len().checked_sub(axes.len())?;
        let length = shape[first..].iter().product();
        let fits = softmax.kind == SoftmaxKind::Softmax
            && input.datum_type == f32::datum_type()
            && axes.iter().copied().eq(first..shape.len())
            && length > 0;
        fits.then(|| Shares { replaced: softmax.clone(), length })
    }
}

impl Op for Shares {
    fn name(&self) -> StaticName {
        self.replaced.name()
    }

    op_as_typed_op!();
}

impl TypedOp for Shares {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        self.replaced.output_facts(inputs)
    }

    as_op!();
}

impl EvalOp for Shares {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, mut inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let Some(input) = inputs.pop() else { bail!("softmax takes a value") };
        let mut output = input.into_tensor();
        softmax_rows(output.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?, self.length);
        Ok(tvec!(output.into_tvalue()))
    }
}
