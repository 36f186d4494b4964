//! A node of the graph while it is added to tract's model.

use tract_core::internal::{
    DatumType, OutletId, SpecialOps, TVec, Tensor, TractResult, TypedFact, TypedModel, TypedOp,
    bail, format_err, tensor0, tvec,
};
use tract_core::ops::cast::cast;
use tract_core::ops::change_axes::wire_rank_broadcast;

use super::super::values::constant;
use crate::onnx::proto::{AttributeProto, AttributeType, NodeProto};

pub(in super::super) struct Node<'a> {
    proto: &'a NodeProto,
    /// Unique in the model; what the node is made of is numbered below it.
    name: String,
    parts: usize,
    inputs: TVec<Option<OutletId>>,
    model: &'a mut TypedModel,
}

impl<'a> Node<'a> {
    pub(in super::super) fn new(
        proto: &'a NodeProto,
        name: String,
        inputs: TVec<Option<OutletId>>,
        model: &'a mut TypedModel,
    ) -> Node<'a> {
        Node { proto, name, parts: 0, inputs, model }
    }

    pub(super) fn operator(&self) -> &str {
        &self.proto.op_type
    }

    /// How many outputs the node declares.
    pub(super) fn outputs(&self) -> usize {
        self.proto.output.len()
    }

    pub(super) fn inputs(&self) -> TractResult<TVec<OutletId>> {
        (0..self.inputs.len()).map(|index| self.input(index)).collect()
    }

    pub(super) fn input(&self, index: usize) -> TractResult<OutletId> {
        self.optional(index).ok_or_else(|| format_err!("its input {index} is missing"))
    }

    pub(super) fn optional(&self, index: usize) -> Option<OutletId> {
        self.inputs.get(index).copied().flatten()
    }

    pub(super) fn fact(&self, outlet: OutletId) -> TractResult<&TypedFact> {
        self.model.outlet_fact(outlet)
    }

    pub(super) fn rank(&self, outlet: OutletId) -> TractResult<usize> {
        Ok(self.fact(outlet)?.rank())
    }

    pub(super) fn dtype(&self, outlet: OutletId) -> TractResult<DatumType> {
        Ok(self.fact(outlet)?.datum_type)
    }

    pub(super) fn shape(&self, outlet: OutletId) -> TractResult<TVec<usize>> {
        let shape = self.fact(outlet)?.shape.as_concrete();
        Ok(shape.ok_or_else(|| format_err!("a shape depends on values"))?.into())
    }

    /// Axis `axis` of a value of rank `rank`, counted from the end where it is negative.
    pub(super) fn axis(axis: i64, rank: usize) -> TractResult<usize> {
        let from_start = if axis < 0 { axis + rank as i64 } else { axis };
        match usize::try_from(from_start) {
            Ok(known) if known < rank => Ok(known),
            _ => bail!("there is no axis {axis} in {rank} dimensions"),
        }
    }

    /// The value of an input that must not depend on the model's inputs.
    pub(super) fn known(&self, outlet: OutletId) -> TractResult<&Tensor> {
        let value = self.fact(outlet)?.konst.as_deref();
        value.ok_or_else(|| format_err!("an input that gives shapes or axes is not constant"))
    }

    /// Integers of the constant input `index`; `None` where the node has no such input.
    pub(super) fn known_integers(&self, index: usize) -> TractResult<Option<Vec<i64>>> {
        let Some(outlet) = self.optional(index) else { return Ok(None) };
        let integers = self.known(outlet)?.cast_to::<i64>()?;
        Ok(Some(integers.to_plain_array_view::<i64>()?.iter().copied().collect()))
    }

    /// One number of the constant input `index`; `None` where the node has no such input.
    pub(super) fn known_number(&self, index: usize) -> TractResult<Option<f32>> {
        let Some(outlet) = self.optional(index) else { return Ok(None) };
        let number = self.known(outlet)?.cast_to::<f32>()?;
        Ok(number.to_plain_array_view::<f32>()?.iter().next().copied())
    }

    fn attribute(&self, name: &str) -> Option<&'a AttributeProto> {
        self.proto.attribute.iter().find(|it| it.name == name)
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.attribute(name).map(|it| it.i)
    }

    pub(super) fn flag(&self, name: &str, default: bool) -> bool {
        self.integer(name).map_or(default, |it| it != 0)
    }

    pub(super) fn number(&self, name: &str) -> Option<f32> {
        self.attribute(name).map(|it| it.f)
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.attribute(name).and_then(|it| std::str::from_utf8(&it.s).ok())
    }

    pub(super) fn integers(&self, name: &str) -> Option<&'a [i64]> {
        self.attribute(name).map(|it| it.ints.as_slice())
    }

    /// The attribute `name` as sizes; errors where one is negative.
    pub(super) fn sizes(&self, name: &str) -> TractResult<Option<TVec<usize>>> {
        let Some(integers) = self.integers(name) else { return Ok(None) };
        let sizes = integers.iter().map(|&it| usize::try_from(it));
        match sizes.collect::<Result<TVec<_>, _>>() {
            Ok(sizes) => Ok(Some(sizes)),
            Err(_) => bail!("`{name}` holds a negative size"),
        }
    }

    /// The tensor of the attribute `name`.
    pub(super) fn tensor(&self, name: &str) -> TractResult<Option<Tensor>> {
        let attribute = self.attribute(name).filter(|it| it.r#type == AttributeType::Tensor as i32);
        attribute.and_then(|it| it.t.as_ref()).map(constant).transpose()
    }

    /// Adds an operator of tract; gives its outputs.
    pub(super) fn add(
        &mut self,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let name = self.part();
        self.model.wire_node(name, operator, inputs)
    }

    /// Adds an operator that has one output.
    pub(super) fn one(
        &mut self,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let outputs = self.add(operator, inputs)?;
        outputs.first().copied().ok_or_else(|| format_err!("an operator has no output"))
    }

    /// Adds an operator on values that are broadcast to the same rank, as numpy does.
    pub(super) fn broadcast(
        &mut self,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let inputs = self.same_rank(inputs)?;
        self.one(operator, &inputs)
    }

    /// Values with axes of size 1 put before those of lower rank.
    pub(super) fn same_rank(&mut self, values: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let name = self.part();
        wire_rank_broadcast(name, self.model, values)
    }

    pub(super) fn constant(&mut self, value: Tensor) -> TractResult<OutletId> {
        let name = self.part();
        self.model.add_const(name, value)
    }

    /// A number of the type and rank of `like`.
    pub(super) fn scalar(&mut self, value: f32, like: OutletId) -> TractResult<OutletId> {
        let (dtype, rank) = (self.dtype(like)?, self.rank(like)?);
        let number = tensor0(value).cast_to_dt(dtype)?.into_owned().broadcast_into_rank(rank)?;
        self.constant(number)
    }

    pub(super) fn cast(&mut self, value: OutletId, dtype: DatumType) -> TractResult<OutletId> {
        if self.dtype(value)? == dtype { Ok(value) } else { self.one(cast(dtype), &[value]) }
    }

    fn part(&mut self) -> String {
        self.parts += 1;
        format!("{}.{}", self.name, self.parts)
    }
}

/// One output.
pub(super) fn only(outlet: OutletId) -> TractResult<TVec<OutletId>> {
    Ok(tvec!(outlet))
}
