//! What a node states beside its inputs.

use crate::onnx::proto::{AttributeProto, NodeProto};

pub(super) struct Attributes<'a>(pub(super) &'a NodeProto);

impl<'a> Attributes<'a> {
    pub(super) fn of(&self, name: &str) -> Option<&'a AttributeProto> {
        self.0.attribute.iter().find(|it| it.name == name)
    }

    pub(super) fn integer(&self, name: &str, or: i64) -> i64 {
        self.of(name).map_or(or, |it| it.i)
    }

    pub(super) fn number(&self, name: &str, or: f64) -> f64 {
        self.of(name).map_or(or, |it| f64::from(it.f))
    }

    /// None where it is not there.
    pub(super) fn integers(&self, name: &str) -> &'a [i64] {
        self.of(name).map(|it| it.ints.as_slice()).unwrap_or_default()
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(&self.of(name)?.s).ok()
    }
}
