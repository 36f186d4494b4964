//! Products of two arrays along some of their axes, as `MatMul`, `Gemm` and convolutions of single
//! values are in tract: each is a number of products of matrices, one for every place on the axes
//! that are left.

use std::sync::Arc;

use tract_core::internal::{
    EvalContext, EvalOp, Op, StaticName, TValue, TVec, Tensor, TractResult, TypedFact, TypedOp,
    as_op, bail, op_as_typed_op, op_out_of_plan, tvec,
};
use tract_core::ops::einsum::EinSum;
use tract_core::prelude::{Datum, IntoTValue};

use super::axes::{Axis, Run, along, axes};
use crate::products::{Left, Offset, Product};

/// Most products that one operator is made of.
const MOST_PRODUCTS: usize = 1 << 20;

/// Fewest rows for which the right matrix is copied in every run.
const LEAST_ROWS: usize = 8;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contraction {
    replaced: EinSum,
    shape: TVec<usize>,
    /// Which of the inputs is the left matrix.
    left: usize,
    rows: usize,
    columns: usize,
    /// Whether neighbours in a row of the left matrix lie side by side, or such in a column; and how
    /// far apart the others are.
    left_by_rows: bool,
    left_step: usize,
    /// Where the rows of the right matrix begin.
    starts: Vec<usize>,
    /// Where they begin once they are written out.
    written: Vec<usize>,
    /// From one value to the next in such a row, which is written out unless that is 1.
    right_step: usize,
    /// From one row of the output to the next.
    step: usize,
    /// Where each product finds its matrices, and where it leaves its own.
    products: Vec<[usize; 3]>,
    /// The right input with its rows written out, where it is known.
    known: Option<Arc<Tensor>>,
    /// What is added to every product.
    offset: Option<Added>,
}

/// One value for each row of the products, or for each of their columns.
#[derive(Clone, Debug, PartialEq)]
enum Added {
    ToRows(Arc<[f32]>),
    ToColumns(Arc<[f32]>),
}

impl Eq for Added {}

impl Added {
    fn values(&self) -> Offset<'_> {
        match self {
            Added::ToRows(values) => Offset::OfRows(values),
            Added::ToColumns(values) => Offset::OfColumns(values),
        }
    }
}

impl Contraction {
    /// In place of `sum`; `None` where it is not of this kind.
    pub(super) fn of(sum: &EinSum, inputs: &[&TypedFact]) -> TractResult<Option<Contraction>> {
        let float32 = f32::datum_type();
        let &[a, b] = inputs else { return Ok(None) };
        let plain = |it: &TypedFact| it.datum_type == float32 && it.is_plain();
        if sum.q_params.is_some() || sum.operating_dt != float32 || !plain(a) || !plain(b) {
            return Ok(None);
        }
        let (Some(a_shape), Some(b_shape)) = (a.shape.as_concrete(), b.shape.as_concrete()) else {
            return Ok(None);
        };
        let output = sum.output_facts(inputs)?;
        let Some(shape) = output[0].shape.as_concrete() else { return Ok(None) };
        if a_shape.iter().chain(b_shape).chain(shape).any(|&size| size == 0) {
            return Ok(None);
        }
        let Some(axes) = axes(sum, [a_shape, b_shape, shape]) else { return Ok(None) };
        // The last axis of the output is one of the right matrix.
        let Some(last) = axes.iter().find(|axis| axis.steps[2] == 1) else { return Ok(None) };
        let left = match last.is_in() {
            [false, true, _] => 0,
            [true, false, _] => 1,
            _ => return Ok(None),
        };
        let turned = |axis: Axis| match axis.steps {
            [a, b, c] if left == 1 => Axis { steps: [b, a, c], ..axis },
            _ => axis,
        };
        let axes: Vec<Axis> = axes.into_iter().map(turned).collect();
        let Some(contraction) = Contraction::made(sum, shape.into(), left, axes) else {
            return Ok(None);
        };
        let right = inputs[1 - left];
        if contraction.right_step == 1 {
            return Ok(Some(contraction));
        }
        match &right.konst {
            Some(known) => contraction.with_known(known).map(Some),
            None if contraction.rows >= LEAST_ROWS => Ok(Some(contraction)),
            None => Ok(None),
        }
    }

    fn made(sum: &EinSum, shape: TVec<usize>, left: usize, axes: Vec<Axis>) -> Option<Contraction> {
        let (mut columns, mut rows, mut inner) = (Run::default(), Run::default(), Vec::new());
        let mut products = vec![[0; 3]];
        for axis in axes {
            let joined = match axis.is_in() {
                [false, true, true] => columns.join(axis),
                [true, false, true] => rows.join(axis),
                [true, true, false] => {
                    inner.push(axis);
                    true
                }
                [true, true, true] => false,
                _ => return None,
            };
            if !joined {
                products = along(&axis, &products);
                if products.len() > MOST_PRODUCTS {
                    return None;
                }
            }
        }
        inner.sort_by_key(|axis| axis.steps[0]);
        let mut depth = Run::default();
        let mut starts = vec![[0; 3]];
        for axis in inner {
            if !depth.join(Axis { steps: [axis.steps[0], 0, 0], ..axis }) {
                return None;
            }
            starts = along(&axis, &starts);
        }
        let by_rows = depth.steps[0] <= 1;
        if !by_rows && rows.steps[0] > 1 {
            return None;
        }
        Some(Contraction {
            replaced: sum.clone(),
            shape,
            left,
            rows: rows.size,
            columns: columns.size,
            left_by_rows: by_rows,
            left_step: if by_rows { rows.steps[0] } else { depth.steps[0] },
            written: (0..starts.len()).map(|row| row * columns.size).collect(),
            starts: starts.into_iter().map(|[_, right, _]| right).collect(),
            right_step: columns.steps[1],
            step: rows.steps[2],
            products,
            known: None,
            offset: None,
        })
    }

    /// With the rows of the right input written out, which is the same in every run.
    fn with_known(mut self, right: &Tensor) -> TractResult<Contraction> {
        if self.products.iter().any(|&[_, right, _]| right != 0) {
            return Ok(self);
        }
        let mut rows = Vec::new();
        self.write_rows(right.try_as_plain_ram()?.as_slice::<f32>()?, &mut rows);
        self.known = Some(Arc::new(Tensor::from_shape(&[rows.len()], &rows)?));
        Ok(self)
    }

    /// With `added` added to its output: a value for each row or for each column of the products, all
    /// of which lie along one axis of the output; `None` for any other.
    pub(super) fn with_offset(&self, added: &Tensor) -> TractResult<Option<Contraction>> {
        let float32 = added.datum_type() == f32::datum_type();
        if self.offset.is_some() || !float32 || added.rank() != self.shape.len() {
            return Ok(None);
        }
        let mut axes = (0..added.rank()).filter(|&axis| added.shape()[axis] > 1);
        let (Some(axis), None) = (axes.next(), axes.next()) else { return Ok(None) };
        let size = added.shape()[axis];
        let step: usize = self.shape[axis + 1..].iter().product();
        if size != self.shape[axis] {
            return Ok(None);
        }
        let values = || -> TractResult<Arc<[f32]>> {
            Ok(added.try_as_plain_ram()?.as_slice::<f32>()?.into())
        };
        let offset = if step == 1 && size == self.columns {
            Added::ToColumns(values()?)
        } else if step == self.step && size == self.rows && self.rows > 1 {
            Added::ToRows(values()?)
        } else {
            return Ok(None);
        };
        Ok(Some(Contraction { offset: Some(offset), ..self.clone() }))
    }

    fn write_rows(&self, right: &[f32], rows: &mut Vec<f32>) {
        rows.clear();
        for &start in &self.starts {
            let values = right[start..].chunks(self.right_step).take(self.columns);
            rows.extend(values.map(|value| value[0]));
        }
    }

    fn compute(&self, left: &[f32], right: &[f32], output: &mut [f32]) {
        let copied = self.right_step != 1;
        let known = self.known.is_some();
        let (mut rows, mut of) = (Vec::new(), None);
        for &[at_left, at_right, at_output] in &self.products {
            if copied && !known && of != Some(at_right) {
                self.write_rows(&right[at_right..], &mut rows);
                of = Some(at_right);
            }
            let (values, step) = (&left[at_left..], self.left_step);
            let product = Product {
                rows: self.rows,
                columns: self.columns,
                left: if self.left_by_rows {
                    Left::Rows { values, step }
                } else {
                    Left::Columns { values, step }
                },
                right: match (copied, known) {
                    (false, _) => &right[at_right..],
                    (true, false) => &rows,
                    (true, true) => right,
                },
                starts: if copied { &self.written } else { &self.starts },
                offset: self.offset.as_ref().map_or(Offset::Zero, Added::values),
                output: &mut output[at_output..],
                step: self.step,
            };
            product.compute();
        }
    }
}

impl Op for Contraction {
    fn name(&self) -> StaticName {
        "Contraction".into()
    }

    op_as_typed_op!();
}

impl TypedOp for Contraction {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        self.replaced.output_facts(inputs)
    }

    as_op!();
}

impl EvalOp for Contraction {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let [a, b] = &*inputs else { bail!("a product takes two values") };
        let (left, right) = if self.left == 0 { (a, b) } else { (b, a) };
        let right: &Tensor = self.known.as_deref().unwrap_or(right);
        let mut output = Tensor::zero::<f32>(&self.shape)?;
        self.compute(
            left.try_as_plain_ram()?.as_slice::<f32>()?,
            right.try_as_plain_ram()?.as_slice::<f32>()?,
            output.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?,
        );
        Ok(tvec!(output.into_tvalue()))
    }
}
