//! An operator of ours among tract's: a function of plain arrays, with shapes that are known.

use std::fmt;
use std::sync::Arc;

use tract_core::internal::{
    AxesMapping, Cost, DatumType, EvalContext, EvalOp, InOut, Op, StaticName, TValue, TVec, Tensor,
    ToDim, TractResult, TypedFact, TypedOp, as_op, bail, op_as_typed_op, op_out_of_plan, tvec,
};
use tract_core::ops::nn::{Reduce, Reducer};

/// What a kernel computes: its inputs in order, its outputs in order.
type Compute = dyn Fn(&[TValue]) -> TractResult<TVec<Tensor>> + Send + Sync;

/// How the axes of the inputs become those of the outputs.
#[derive(Clone, Debug)]
pub(super) enum Axes {
    /// Element by element, shapes alike.
    Same,
    /// The first is that of rows, each computed by itself.
    Rows,
    /// These get the size 1, and others stay.
    Reduced(TVec<usize>),
    /// Each of these axes of the first input becomes one of the output, and no other does.
    Kept(TVec<(usize, usize)>),
    /// Nothing is said, so that a batch is not divided.
    Mixed,
}

/// An operator whose outputs have the given types and shapes.
#[derive(Clone)]
pub(super) struct Kernel {
    name: String,
    outputs: TVec<(DatumType, TVec<usize>)>,
    axes: Axes,
    /// Multiplications of one run.
    work: u64,
    compute: Arc<Compute>,
}

impl Kernel {
    pub(super) fn new(
        name: &str,
        outputs: TVec<(DatumType, TVec<usize>)>,
        axes: Axes,
        compute: impl Fn(&[TValue]) -> TractResult<TVec<Tensor>> + Send + Sync + 'static,
    ) -> Kernel {
        Kernel { name: name.to_owned(), outputs, axes, work: 0, compute: Arc::new(compute) }
    }

    /// The kernel with the number of multiplications that one run takes.
    pub(super) fn with_work(self, work: u64) -> Kernel {
        Kernel { work, ..self }
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Kernel({}, {:?})", self.name, self.outputs)
    }
}

impl PartialEq for Kernel {
    fn eq(&self, other: &Kernel) -> bool {
        Arc::ptr_eq(&self.compute, &other.compute)
    }
}

impl Eq for Kernel {}

impl Op for Kernel {
    fn name(&self) -> StaticName {
        self.name.clone().into()
    }

    op_as_typed_op!();
}

impl TypedOp for Kernel {
    fn output_facts(&self, _: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(self.outputs.iter().map(|(dtype, shape)| TypedFact::dt_shape(*dtype, shape)).collect())
    }

    fn axes_mapping(
        &self,
        inputs: &[&TypedFact],
        outputs: &[&TypedFact],
    ) -> TractResult<AxesMapping> {
        match &self.axes {
            Axes::Same => AxesMapping::natural(inputs, outputs),
            Axes::Rows => rows(inputs, outputs),
            Axes::Reduced(axes) => {
                Reduce::new(axes.clone(), Reducer::Sum).axes_mapping(inputs, outputs)
            }
            Axes::Kept(pairs) => {
                let apart = AxesMapping::disconnected(inputs, outputs)?;
                pairs.iter().try_fold(apart, |mapping, &(from, to)| {
                    mapping.linking((InOut::In(0), from), (InOut::Out(0), to))
                })
            }
            Axes::Mixed => AxesMapping::disconnected(inputs, outputs),
        }
    }

    fn cost(&self, _: &[&TypedFact]) -> TractResult<TVec<(Cost, tract_core::internal::TDim)>> {
        Ok(tvec!((Cost::FMA(DatumType::F32), self.work.to_dim())))
    }

    as_op!();
}

/// The first axis of every value is the same, and no other.
fn rows(inputs: &[&TypedFact], outputs: &[&TypedFact]) -> TractResult<AxesMapping> {
    let mut mapping = AxesMapping::disconnected(inputs, outputs)?;
    for slot in 0..outputs.len() {
        mapping = mapping.linking((InOut::In(0), 0), (InOut::Out(slot), 0))?;
    }
    Ok(mapping)
}

impl EvalOp for Kernel {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let outputs = (self.compute)(&inputs)?;
        let declared = self.outputs.iter().map(|(dtype, shape)| (*dtype, shape.as_slice()));
        if !outputs.iter().map(|it| (it.datum_type(), it.shape())).eq(declared) {
            bail!("{} gave values of another shape or type than it said", self.name);
        }
        Ok(outputs.into_iter().map(TValue::from).collect())
    }
}
