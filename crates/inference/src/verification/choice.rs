//! Which output a metric, or a page, looks at. Decided here for every part of the program.

use super::ControlSet;
use crate::metrics::{Metric, Needs, Truth};
use crate::signature::{Declared, Signature};
use crate::tensor::Tensor;

/// What is known when an output is chosen.
#[derive(Clone, Copy)]
pub struct Outputs<'a> {
    pub signature: &'a Signature,
    /// What the model gave, in the order of the signature; empty before it ran.
    pub tensors: &'a [Tensor],
    pub control: Option<&'a ControlSet>,
}

impl<'a> Outputs<'a> {
    /// Place of the output that `metric` is computed from: the one `named` by the evaluation, else
    /// that which has what the metric needs.
    ///
    /// - Class labels: an output of one integer an item, else as for probabilities.
    /// - Probabilities: of the outputs with declared classes the last, so that probabilities come
    ///   before the logits they are made of; else the first of real numbers with one value for
    ///   each class of the labels; else the first with several values, or with one.
    /// - Values: the first of real numbers, without classes, with as many values as the targets;
    ///   else the first without classes.
    /// - References: as for probabilities, among the outputs that have a reference.
    ///
    /// Errors: there is no such output; the text says so.
    pub fn for_metric(self, metric: Metric, named: Option<&str>) -> Result<usize, String> {
        let Some(name) = named else { return self.that_has(metric.needs()) };
        let found = self.signature.outputs.iter().position(|output| output.name == name);
        found.ok_or_else(|| {
            let names: Vec<String> =
                self.signature.outputs.iter().map(|it| format!("`{}`", it.name)).collect();
            format!("the model has no output `{name}`; it has {}", names.join(", "))
        })
    }

    /// The output that a page shows: probabilities where there are classes, else values.
    #[must_use]
    pub fn for_page(self) -> Option<&'a Declared> {
        let has_classes = self.signature.outputs.iter().any(|it| !it.classes.is_empty());
        let needs = if has_classes { Needs::Probabilities } else { Needs::Values };
        self.that_has(needs).ok().and_then(|place| self.signature.outputs.get(place))
    }

    pub(super) fn that_has(self, needs: Needs) -> Result<usize, String> {
        let found = match needs {
            Needs::Classes => self.labels().or_else(|| self.probabilities(&|_| true)),
            Needs::Probabilities => self.probabilities(&|_| true),
            Needs::Values => self.values(),
            Needs::References => {
                let has_reference = |place| self.reference(place).is_some();
                self.probabilities(&has_reference)
                    .or_else(|| self.places().find(|it| has_reference(*it)))
            }
        };
        found.ok_or_else(|| {
            match needs {
                Needs::Classes => "no output of the model gives classes",
                Needs::Probabilities => "no output of the model gives probabilities or scores",
                Needs::Values => "no output of the model gives real numbers",
                Needs::References => "the control set has no reference outputs",
            }
            .to_owned()
        })
    }

    fn labels(self) -> Option<usize> {
        self.places().find(|&place| self.is_integer(place) && self.width(place) == Some(1))
    }

    fn probabilities(self, allowed: &dyn Fn(usize) -> bool) -> Option<usize> {
        let real = || self.places().filter(|&place| self.is_real(place) && allowed(place));
        let declared = |place: &usize| !self.signature.outputs[*place].classes.is_empty();
        let of_classes = |place: &usize| {
            let classes = self.classes();
            classes.is_some() && self.width(*place) == classes
        };
        let several = |place: &usize| self.width(*place).is_none_or(|width| width > 1);
        let with_classes = real().filter(declared).last();
        with_classes
            .or_else(|| real().find(of_classes))
            .or_else(|| real().find(several))
            .or_else(|| real().next())
    }

    fn values(self) -> Option<usize> {
        let free = |place: &usize| self.signature.outputs[*place].classes.is_empty();
        let real = || self.places().filter(|&place| self.is_real(place)).filter(free);
        let wanted = match self.control.and_then(|control| control.truth.as_ref()) {
            Some(Truth::Targets { width, .. }) => Some(*width),
            _ => None,
        };
        let fits = |place: &usize| wanted.is_some() && self.width(*place) == wanted;
        let first = real().find(fits).or_else(|| real().next());
        first.or_else(|| self.places().find(|&place| self.is_real(place)))
    }

    fn places(self) -> std::ops::Range<usize> {
        0..self.signature.outputs.len()
    }

    fn reference(self, place: usize) -> Option<&'a Tensor> {
        self.control?.reference(&self.signature.outputs.get(place)?.name)
    }

    /// Classes that the labels of the control set name.
    fn classes(self) -> Option<usize> {
        match self.control?.truth.as_ref()? {
            Truth::Labels(labels) => labels.iter().max().map(|last| (last + 1).max(2)),
            Truth::Targets { .. } => None,
        }
    }

    fn dtype(self, place: usize) -> &'a str {
        let given = self.tensors.get(place).map(Tensor::dtype);
        given.unwrap_or(self.signature.outputs[place].dtype.as_str())
    }

    fn is_real(self, place: usize) -> bool {
        self.dtype(place).contains("float")
    }

    fn is_integer(self, place: usize) -> bool {
        let dtype = self.dtype(place);
        dtype == "bool" || dtype.starts_with("int") || dtype.starts_with("uint")
    }

    /// Values of one item; `None` where that is not known.
    fn width(self, place: usize) -> Option<usize> {
        if let Some(tensor) = self.tensors.get(place) {
            return Some(tensor.item_len());
        }
        let declared = &self.signature.outputs[place];
        (1..declared.shape.len())
            .try_fold(1usize, |product, axis| product.checked_mul(declared.size(axis)?))
    }
}
