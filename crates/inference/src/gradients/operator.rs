//! The operators that are differentiated, as ONNX defines them from version 13 of its set on: what
//! each makes of its inputs, and the gradients of these from that of its value.

use super::GradientError;
use super::array::Array;
use super::attributes::Attributes;
use super::moving::{Movement, joined, joined_slopes};
use super::pointwise::{Arithmetic, Pointwise};
use super::products::{product, product_slopes, transposed};
use super::sums::{Reduction, normalised, normalised_slope, softmax, softmax_slope};
use super::windows::{Window, convolution, convolution_slope, largest};
use crate::onnx::proto::{DataType, NodeProto};

/// What a node takes; `None` where it takes nothing at a place.
pub(super) type Inputs<'a> = [Option<&'a Array>];

/// What arrives at each input of an operator; `None` where nothing was asked for.
pub(super) type Shares = Result<Vec<Option<Array>>, GradientError>;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operator {
    Pointwise(Pointwise),
    Arithmetic(Arithmetic),
    Product,
    /// A product with weights, and a bias added to it.
    Affine,
    Dense(Dense),
    Convolution(Window),
    /// The largest value of each window.
    Largest(Window),
    Moved(Movement),
    /// Along this axis.
    Joined(i64),
    Reduced(Reduction),
    /// Along this axis.
    Softmax(i64),
    /// By channel, with this added to the variance.
    Normalised(f64),
}

/// `alpha` × a × b + `beta` × c, of which a and b may be transposed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dense {
    alpha: f64,
    beta: f64,
    transposes: [bool; 2],
}

/// The input at a place, where there is one.
pub(super) fn optional<'a>(inputs: &Inputs<'a>, at: usize) -> Option<&'a Array> {
    inputs.get(at).copied().flatten()
}

/// The input at a place.
pub(super) fn required<'a>(inputs: &Inputs<'a>, at: usize) -> Result<&'a Array, GradientError> {
    optional(inputs, at).ok_or(GradientError::Shapes)
}

/// Whether what arrives at the input at a place is asked for.
pub(super) fn asked(needs: &[bool], at: usize) -> bool {
    needs.get(at).is_some_and(|it| *it)
}

/// Whether `node` is `operator` of ONNX's own set.
pub(super) fn is(node: &NodeProto, operator: &str) -> bool {
    node.op_type == operator && matches!(node.domain.as_str(), "" | "ai.onnx")
}

/// That `node` is differentiated nowhere here.
pub(super) fn unwritten(node: &NodeProto) -> GradientError {
    let NodeProto { domain, op_type, .. } = node;
    let name = if domain.is_empty() { op_type.clone() } else { format!("{domain}.{op_type}") };
    GradientError::Operator(name)
}

impl Operator {
    pub(super) fn of(node: &NodeProto) -> Result<Operator, GradientError> {
        let attributes = Attributes(node);
        let found = is(node, &node.op_type).then(|| named(&node.op_type, &attributes)).flatten();
        found.ok_or_else(|| unwritten(node))
    }

    /// Whether only the first input may hang on those of the graph.
    pub(super) fn has_one_variable(&self) -> bool {
        !matches!(
            self,
            Operator::Arithmetic(_) | Operator::Product | Operator::Dense(_) | Operator::Joined(_)
        )
    }

    pub(super) fn value(&self, inputs: &Inputs) -> Result<Array, GradientError> {
        let first = required(inputs, 0)?;
        match self {
            Operator::Pointwise(of) => Ok(first.mapped(|it| of.value(it))),
            Operator::Arithmetic(of) => of.value(first, required(inputs, 1)?),
            Operator::Product => product(first, required(inputs, 1)?),
            Operator::Affine => {
                let found = product(first, required(inputs, 1)?)?;
                match optional(inputs, 2) {
                    Some(bias) => Arithmetic::Sum.value(&found, bias),
                    None => Ok(found),
                }
            }
            Operator::Dense(dense) => dense.value(inputs),
            Operator::Convolution(window) => {
                let bias = optional(inputs, 2);
                convolution(window, first, required(inputs, 1)?, bias)
            }
            Operator::Largest(window) => {
                let (shape, places) = largest(window, first)?;
                first.picked(shape, &places)
            }
            Operator::Moved(movement) => movement.value(inputs),
            Operator::Joined(axis) => joined(&all(inputs)?, *axis),
            Operator::Reduced(reduction) => reduction.value(inputs),
            Operator::Softmax(axis) => softmax(first, *axis),
            Operator::Normalised(epsilon) => normalised(inputs, *epsilon),
        }
    }

    /// The gradients of the inputs, from that of the `value`; those that `needs` does not ask for
    /// may be left out.
    pub(super) fn slopes(
        &self,
        inputs: &Inputs,
        needs: &[bool],
        (value, gradient): (&Array, &Array),
    ) -> Shares {
        let first = required(inputs, 0)?;
        let one = |of: Array| vec![Some(of)];
        match self {
            Operator::Pointwise(of) => {
                let all = first.values.iter().zip(&value.values).zip(&gradient.values);
                let values = all.map(|((&x, &y), up)| up * of.slope(x, y)).collect();
                Array::new(first.shape.clone(), values).map(one)
            }
            Operator::Arithmetic(of) => of.slopes((first, required(inputs, 1)?), needs, gradient),
            Operator::Product | Operator::Affine => {
                product_slopes((first, required(inputs, 1)?), needs, gradient)
            }
            Operator::Dense(dense) => dense.slopes(inputs, needs, gradient),
            Operator::Convolution(window) => {
                convolution_slope(window, first, required(inputs, 1)?, gradient).map(one)
            }
            Operator::Largest(window) => {
                let (_, places) = largest(window, first)?;
                gradient.put(&first.shape, &places).map(one)
            }
            Operator::Moved(movement) => movement.slope(inputs, gradient).map(one),
            Operator::Joined(axis) => joined_slopes(&all(inputs)?, *axis, gradient),
            Operator::Reduced(reduction) => reduction.slope(inputs, gradient).map(one),
            Operator::Softmax(axis) => softmax_slope(value, *axis, gradient).map(one),
            Operator::Normalised(epsilon) => normalised_slope(inputs, *epsilon, gradient).map(one),
        }
    }

    /// Products that `value` takes, or its elements, whichever are more.
    pub(super) fn products(&self, inputs: &Inputs, value: &Array) -> u64 {
        let size = |at: usize, axis: usize| -> usize {
            let shape = optional(inputs, at).map(|it| it.shape.as_slice());
            shape.and_then(|it| it.get(axis)).copied().unwrap_or(1)
        };
        let each = match self {
            Operator::Product => required(inputs, 0).ok().and_then(|it| it.shape.last().copied()),
            // The bias counts as a layer of its own.
            Operator::Affine => {
                required(inputs, 0).ok().and_then(|it| it.shape.last()).map(|it| it + 1)
            }
            Operator::Dense(dense) => Some(size(0, usize::from(!dense.transposes[0]))),
            Operator::Convolution(_) => {
                let weights = required(inputs, 1).map(|it| it.values.len()).ok();
                weights.and_then(|it| it.checked_div(size(1, 0)))
            }
            _ => None,
        };
        (value.values.len() as u64).saturating_mul(each.unwrap_or(1).max(1) as u64)
    }
}

fn all<'a>(inputs: &Inputs<'a>) -> Result<Vec<&'a Array>, GradientError> {
    (0..inputs.len()).map(|at| required(inputs, at)).collect()
}

/// `None` of an operator, or a way of it, that is not written here.
fn named(name: &str, attributes: &Attributes) -> Option<Operator> {
    if let Some(of) = pointwise(name, attributes) {
        return Some(Operator::Pointwise(of));
    }
    let number = |name: &str, or: f64| attributes.number(name, or);
    let integer = |name: &str, or: i64| attributes.integer(name, or);
    Some(match name {
        "Add" => Operator::Arithmetic(Arithmetic::Sum),
        "Sub" => Operator::Arithmetic(Arithmetic::Difference),
        "Mul" => Operator::Arithmetic(Arithmetic::Product),
        "Div" => Operator::Arithmetic(Arithmetic::Quotient),
        "Pow" => Operator::Arithmetic(Arithmetic::Power),
        "MatMul" => Operator::Product,
        "Gemm" => Operator::Dense(Dense {
            alpha: number("alpha", 1.0),
            beta: number("beta", 1.0),
            transposes: ["transA", "transB"].map(|it| integer(it, 0) != 0),
        }),
        "Conv" => Operator::Convolution(Window::of(attributes)?),
        "MaxPool" => Operator::Largest(Window::of(attributes)?),
        "Transpose" => Operator::Moved(Movement::Transposed(attributes.integers("perm").to_vec())),
        "Flatten" => Operator::Moved(Movement::Flattened(integer("axis", 1))),
        "Reshape" if integer("allowzero", 0) == 0 => Operator::Moved(Movement::Reshaped),
        "Squeeze" => Operator::Moved(Movement::Squeezed),
        "Unsqueeze" => Operator::Moved(Movement::Widened),
        "Slice" => Operator::Moved(Movement::Cut),
        "Concat" => Operator::Joined(integer("axis", 0)),
        "ReduceSum" | "ReduceMean" if integer("noop_with_empty_axes", 0) == 0 => {
            Operator::Reduced(Reduction {
                is_mean: name == "ReduceMean",
                axes: attributes.integers("axes").to_vec(),
                is_global: false,
                keeps: integer("keepdims", 1) != 0,
            })
        }
        "GlobalAveragePool" => Operator::Reduced(Reduction {
            is_mean: true,
            axes: Vec::new(),
            is_global: true,
            keeps: true,
        }),
        "Softmax" => Operator::Softmax(integer("axis", -1)),
        "BatchNormalization" if integer("training_mode", 0) == 0 => {
            Operator::Normalised(number("epsilon", 1e-5))
        }
        _ => return None,
    })
}

fn pointwise(name: &str, attributes: &Attributes) -> Option<Pointwise> {
    let to = attributes.integer("to", 0);
    let is_real = [DataType::Float, DataType::Double].iter().any(|it| i64::from(*it as i32) == to);
    Some(match name {
        "Identity" => Pointwise::Same,
        "Cast" if is_real => Pointwise::Same,
        "Neg" => Pointwise::Negative,
        "Abs" => Pointwise::Magnitude,
        "Relu" => Pointwise::Relu,
        "LeakyRelu" => Pointwise::Leaky(attributes.number("alpha", 0.01)),
        "Elu" => Pointwise::Elu(attributes.number("alpha", 1.0)),
        "Sigmoid" => Pointwise::Sigmoid,
        "Tanh" => Pointwise::Tanh,
        "Softplus" => Pointwise::Softplus,
        "Exp" => Pointwise::Exponential,
        "Log" => Pointwise::Logarithm,
        "Sqrt" => Pointwise::Root,
        _ => return None,
    })
}

impl Dense {
    /// Whether its sums are turned to the opposite.
    pub(super) fn is_turned(&self) -> bool {
        self.alpha < 0.0
    }

    /// The two factors.
    fn factors(&self, inputs: &Inputs) -> Result<[Array; 2], GradientError> {
        let [a, b] = self.transposes;
        Ok([transposed(required(inputs, 0)?, a)?, transposed(required(inputs, 1)?, b)?])
    }

    fn value(&self, inputs: &Inputs) -> Result<Array, GradientError> {
        let [a, b] = self.factors(inputs)?;
        let found = product(&a, &b)?.mapped(|it| self.alpha * it);
        match optional(inputs, 2) {
            Some(c) => Arithmetic::Sum.value(&found, &c.mapped(|it| self.beta * it)),
            None => Ok(found),
        }
    }

    fn slopes(&self, inputs: &Inputs, needs: &[bool], gradient: &Array) -> Shares {
        let [a, b] = self.factors(inputs)?;
        let up = gradient.mapped(|it| self.alpha * it);
        let found = product_slopes((&a, &b), needs, &up)?;
        let turned = found.into_iter().zip(self.transposes);
        let mut found = turned
            .map(|(it, is)| it.map(|it| transposed(&it, is)).transpose())
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(c) = optional(inputs, 2).filter(|_| asked(needs, 2)) {
            let of_sum = gradient.mapped(|it| self.beta * it);
            found.push(Some(of_sum.put_back(c)?));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;
    use crate::gradients::Array;
    use crate::onnx::proto::{AttributeProto, NodeProto};

    fn node(operator: &str, attributes: &[(&str, i64, f32)]) -> NodeProto {
        let attribute = |&(name, i, f): &(&str, i64, f32)| AttributeProto {
            name: name.to_owned(),
            i,
            f,
            ..AttributeProto::default()
        };
        NodeProto {
            op_type: operator.to_owned(),
            attribute: attributes.iter().map(attribute).collect(),
            ..NodeProto::default()
        }
    }

    #[test]
    fn a_dense_layer_and_its_way_back() {
        let of = Operator::of(&node("Gemm", &[("transB", 1, 0.0), ("alpha", 0, 2.0)])).unwrap();
        let x = Array::new(vec![1, 2], vec![1.0, 2.0]).unwrap();
        let weights = Array::new(vec![3, 2], vec![1.0, 0.0, 0.0, 1.0, 1.0, 1.0]).unwrap();
        let bias = Array::new(vec![3], vec![0.5, 0.0, 0.0]).unwrap();
        let inputs = [Some(&x), Some(&weights), Some(&bias)];
        let value = of.value(&inputs).unwrap();
        assert_eq!(value.values(), [2.5, 4.0, 6.0]);
        assert_eq!(of.products(&inputs, &value), 6);
        let up = Array::new(vec![1, 3], vec![1.0, 10.0, 100.0]).unwrap();
        let found = of.slopes(&inputs, &[true, true, true], (&value, &up)).unwrap();
        let values = |at: usize| found[at].as_ref().unwrap().values();
        assert_eq!(values(0), [202.0, 220.0]);
        assert_eq!(values(1), [2.0, 4.0, 20.0, 40.0, 200.0, 400.0]);
        assert_eq!(values(2), [1.0, 10.0, 100.0]);
    }

    #[test]
    fn what_is_not_written_is_told_by_name() {
        let told = |node: &NodeProto| Operator::of(node).unwrap_err().to_string();
        assert_eq!(told(&node("TopK", &[])), "the operator `TopK` is not differentiated here");
        let mut other = node("Relu", &[]);
        other.domain = "com.example".to_owned();
        let said = "the operator `com.example.Relu` is not differentiated here";
        assert_eq!(told(&other), said);
        assert!(Operator::of(&node("Cast", &[("to", 7, 0.0)])).is_err());
        assert!(Operator::of(&node("MaxPool", &[("ceil_mode", 1, 0.0)])).is_err());
    }
}
