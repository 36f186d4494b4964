//! A node of the graph while it is added to tract's model.

use std::cell::RefCell;
use std::collections::BTreeSet;

use tract_core::internal::{
    DatumType, OutletId, SpecialOps, TVec, Tensor, TractResult, TypedFact, TypedModel, TypedOp,
    bail, format_err, tensor0, tvec,
};
use tract_core::ops::cast::cast;
use tract_core::ops::change_axes::wire_rank_broadcast;

use super::super::growth::Growth;
use super::super::values::{add_constant, constant};
use super::exact;
use crate::onnx::LARGEST_AXIS;
use crate::onnx::proto::{AttributeProto, AttributeType, NodeProto};

pub(in super::super) struct Node<'a> {
    proto: &'a NodeProto,
    /// Unique in the model; what the node is made of is numbered below it.
    name: String,
    parts: usize,
    inputs: TVec<Option<OutletId>>,
    model: &'a mut TypedModel,
    growth: &'a mut Growth,
    /// Version of ONNX's operators.
    version: i64,
    read: RefCell<Read>,
}

/// What was asked of a node: the rest of it is not known.
#[derive(Default)]
struct Read {
    attributes: BTreeSet<String>,
    inputs: BTreeSet<usize>,
    /// An attribute of another type than the specification gives it.
    mistyped: Option<String>,
}

impl<'a> Node<'a> {
    pub(in super::super) fn new(
        proto: &'a NodeProto,
        version: i64,
        name: String,
        inputs: TVec<Option<OutletId>>,
        model: &'a mut TypedModel,
        growth: &'a mut Growth,
    ) -> Node<'a> {
        let read = RefCell::default();
        Node { proto, name, parts: 0, inputs, model, growth, version, read }
    }

    /// Errors: an attribute or input that was not asked for, whose meaning is not known here,
    /// attributes of another type than they must have, or given twice.
    pub(in super::super) fn all_was_read(&self) -> TractResult<()> {
        let read = self.read.borrow();
        if let Some(name) = &read.mistyped {
            bail!("its attribute `{name}` has another type than the specification says");
        }
        let unknown = self.proto.attribute.iter().find(|it| !read.attributes.contains(&it.name));
        if let Some(attribute) = unknown {
            bail!("its attribute `{}` is not known", attribute.name);
        }
        let mut names = BTreeSet::new();
        if let Some(twice) = self.proto.attribute.iter().find(|it| !names.insert(&it.name)) {
            bail!("its attribute `{}` is given twice", twice.name);
        }
        let given = self.inputs.iter().enumerate().filter(|(_, input)| input.is_some());
        match given.map(|(index, _)| index).find(|index| !read.inputs.contains(index)) {
            Some(index) => bail!("its input {index} is not known"),
            None => Ok(()),
        }
    }

    /// Errors: an element type with which the operator is not known to be right.
    pub(in super::super) fn check_types(&self) -> TractResult<()> {
        // Others give axes and shapes, or must have the type of the first.
        let given = self.inputs.iter().take(1).flatten();
        let types = given.map(|&it| self.dtype(it)).collect::<TractResult<Vec<_>>>()?;
        super::types::check(self, &types)
    }

    /// Says that an attribute is known to change nothing here.
    pub(super) fn pass_over(&self, name: &str) {
        self.read.borrow_mut().attributes.insert(name.to_owned());
    }

    /// Says that an input is known to change nothing here.
    pub(super) fn pass_over_input(&self, index: usize) {
        self.read.borrow_mut().inputs.insert(index);
    }

    /// Version of ONNX's operators, of which some mean something else than before.
    pub(super) fn version(&self) -> i64 {
        self.version
    }

    #[cfg(feature = "tract-onnx")]
    pub(super) fn proto(&self) -> &'a NodeProto {
        self.proto
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

    /// All inputs, of which there is one at least and which must have one type.
    pub(super) fn inputs_of_one_type(&self) -> TractResult<TVec<OutletId>> {
        let inputs = self.inputs()?;
        let types = inputs.iter().map(|&it| self.dtype(it)).collect::<TractResult<Vec<_>>>()?;
        if types.is_empty() || types.windows(2).any(|pair| pair[0] != pair[1]) {
            bail!("its inputs have the types {types:?}");
        }
        Ok(inputs)
    }

    /// All inputs, of which there are `count`.
    pub(super) fn exactly(&self, count: usize) -> TractResult<TVec<OutletId>> {
        match self.inputs.len() {
            given if given == count => self.inputs(),
            given => bail!("it has {given} inputs, not {count}"),
        }
    }

    pub(super) fn input(&self, index: usize) -> TractResult<OutletId> {
        self.optional(index).ok_or_else(|| format_err!("its input {index} is missing"))
    }

    pub(super) fn optional(&self, index: usize) -> Option<OutletId> {
        self.read.borrow_mut().inputs.insert(index);
        self.inputs.get(index).copied().flatten()
    }

    /// Puts a value that was made of an input in its place.
    pub(super) fn replace_input(&mut self, index: usize, value: OutletId) {
        if let Some(input) = self.inputs.get_mut(index) {
            *input = Some(value);
        }
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

    fn attribute(&self, name: &str, wanted: AttributeType) -> Option<&'a AttributeProto> {
        let mut read = self.read.borrow_mut();
        read.attributes.insert(name.to_owned());
        let found = self.proto.attribute.iter().find(|it| it.name == name)?;
        if found.r#type == wanted as i32 {
            return Some(found);
        }
        read.mistyped = Some(name.to_owned());
        None
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.attribute(name, AttributeType::Int).map(|it| it.i)
    }

    pub(super) fn flag(&self, name: &str, default: bool) -> bool {
        self.integer(name).map_or(default, |it| it != 0)
    }

    pub(super) fn number(&self, name: &str) -> Option<f32> {
        self.attribute(name, AttributeType::Float).map(|it| it.f)
    }

    pub(super) fn numbers(&self, name: &str) -> Option<&'a [f32]> {
        self.attribute(name, AttributeType::Floats).map(|it| it.floats.as_slice())
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        // What is no text is no value that is known.
        let text = |it: &'a AttributeProto| std::str::from_utf8(&it.s).unwrap_or("\u{fffd}");
        self.attribute(name, AttributeType::String).map(text)
    }

    /// The text of an attribute, of which the first of `known` is the default. Errors: another.
    pub(super) fn one_of(&self, name: &str, known: &[&'static str]) -> TractResult<&'static str> {
        let text = match (self.text(name), known.first()) {
            (Some(text), _) => text,
            (None, Some(first)) => return Ok(first),
            (None, None) => bail!("`{name}` has no values"),
        };
        let found = known.iter().find(|it| **it == text);
        found.copied().ok_or_else(|| format_err!("its `{name}` is `{text}`"))
    }

    pub(super) fn texts(&self, name: &str) -> Option<Vec<&'a str>> {
        let text = |it: &'a Vec<u8>| std::str::from_utf8(it).unwrap_or("\u{fffd}");
        let strings = self.attribute(name, AttributeType::Strings)?.strings.iter();
        Some(strings.map(text).collect())
    }

    pub(super) fn integers(&self, name: &str) -> Option<&'a [i64]> {
        self.attribute(name, AttributeType::Ints).map(|it| it.ints.as_slice())
    }

    /// The attribute `name` as sizes; errors where one is negative, or larger than any axis.
    pub(super) fn sizes(&self, name: &str) -> TractResult<Option<TVec<usize>>> {
        let Some(integers) = self.integers(name) else { return Ok(None) };
        if let Some(size) = integers.iter().find(|it| **it > LARGEST_AXIS) {
            bail!("`{name}` holds {size}");
        }
        let sizes = integers.iter().map(|&it| usize::try_from(it));
        match sizes.collect::<Result<TVec<_>, _>>() {
            Ok(sizes) => Ok(Some(sizes)),
            Err(_) => bail!("`{name}` holds a negative size"),
        }
    }

    /// The tensor of the attribute `name`.
    pub(super) fn tensor(&self, name: &str) -> TractResult<Option<Tensor>> {
        let attribute = self.attribute(name, AttributeType::Tensor);
        attribute.and_then(|it| it.t.as_ref()).map(constant).transpose()
    }

    /// Adds an operator of tract; gives its outputs.
    pub(super) fn add(
        &mut self,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<TVec<OutletId>> {
        let (name, operator) = (self.part(), operator.into());
        let facts = inputs.iter().map(|&it| self.fact(it)).collect::<TractResult<Vec<_>>>()?;
        let operator = exact::literal(operator, &facts)?;
        let constant = self.growth.admit(self.model, operator.as_ref(), inputs)?;
        let outlets = self.model.wire_node(name, operator, inputs)?;
        if constant {
            outlets.iter().for_each(|&it| self.growth.is_constant(it));
        }
        Ok(outlets)
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
        let outlet = add_constant(self.model, &name, value)?;
        self.growth.is_constant(outlet);
        Ok(outlet)
    }

    /// The constant input `index` as one value of the type of `like`; `None` where there is none.
    pub(super) fn known_like(&self, index: usize, like: OutletId) -> TractResult<Option<Tensor>> {
        let Some(outlet) = self.optional(index) else { return Ok(None) };
        let known = self.known(outlet)?;
        if known.datum_type() != self.dtype(like)? || known.len() != 1 {
            bail!("its input {index} is not one value of the type of its first");
        }
        Ok(Some(known.clone().into_shape(&[])?))
    }

    /// A number of the type and rank of `like`.
    pub(super) fn scalar(
        &mut self,
        value: impl Into<f64>,
        like: OutletId,
    ) -> TractResult<OutletId> {
        let (dtype, rank) = (self.dtype(like)?, self.rank(like)?);
        let number =
            tensor0(value.into()).cast_to_dt(dtype)?.into_owned().broadcast_into_rank(rank)?;
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
