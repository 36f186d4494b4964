//! Operators that compute element by element.

use faircat_loops::{Function, each};
use tract_core::internal::{DatumType, OutletId, TVec, Tensor, TractResult, TypedOp, bail};
use tract_core::ops::binary::TypedBinOp;
use tract_core::ops::element_wise::ElementWiseOp;
use tract_core::ops::logic::{self, comp_eq, comp_gt, comp_gte, comp_lt, comp_lte};
use tract_core::ops::math::{self, add, div, mul, sub};
use tract_core::ops::nn::leaky_relu;

use super::node::only;
use super::{Node, Wire};
use super::{elements, exact};

pub(super) fn find(name: &str) -> Option<Wire> {
    Some(match name {
        "Add" | "Sub" | "Mul" | "Div" | "Sum" => binary,
        "Max" | "Min" => extreme,
        "Pow" => power,
        "Mean" => mean,
        "Abs" | "Ceil" | "Cos" | "Erf" | "Exp" | "Floor" | "HardSwish" | "Log" | "Neg"
        | "Reciprocal" | "Sigmoid" | "Sign" | "Sin" | "Softplus" | "Sqrt" | "Tanh" => unary,
        "And" | "Or" | "Xor" | "Equal" | "Greater" | "GreaterOrEqual" | "Less" | "LessOrEqual" => {
            comparison
        }
        "Not" => |node| only(node.one(logic::not(), &[node.input(0)?])?),
        "Where" => choice,
        "Relu" => relu,
        "Clip" => clip,
        "LeakyRelu" => |node| {
            let alpha = node.number("alpha").unwrap_or(0.01);
            only(node.one(leaky_relu(alpha), &[node.input(0)?])?)
        },
        "HardSigmoid" => hard_sigmoid,
        "Elu" | "Celu" | "Selu" => exponential_unit,
        "PRelu" => elements::sloped,
        "Softsign" => softsign,
        "Gelu" => gelu,
        _ => return None,
    })
}

/// Two values; `Sum` takes any number.
fn binary(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let operator: fn() -> TypedBinOp = match node.operator() {
        "Add" | "Sum" => add,
        "Sub" => sub,
        "Mul" => mul,
        _ => div,
    };
    if node.operator() != "Sum" {
        node.exactly(2)?;
    }
    let inputs = node.inputs_of_one_type()?;
    if node.dtype(node.input(0)?)?.is_integer() {
        return elements::whole_arithmetic(node);
    }
    folded(node, &inputs, |node, a, b| node.broadcast(operator(), &[a, b]))
}

/// The first value with each of the others in turn.
fn folded(
    node: &mut Node,
    inputs: &[OutletId],
    operator: impl Fn(&mut Node, OutletId, OutletId) -> TractResult<OutletId>,
) -> TractResult<TVec<OutletId>> {
    let Some((&first, others)) = inputs.split_first() else { bail!("it has no input") };
    let mut value = first;
    for &other in others {
        value = operator(node, value, other)?;
    }
    only(value)
}

/// `Max` and `Min`; of a number and what is none they give what is none, as numpy does.
fn extreme(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let largest = node.operator() == "Max";
    let inputs = node.inputs_of_one_type()?;
    let whole = inputs.first().map(|&it| node.dtype(it)).transpose()?;
    if whole.is_some_and(|it| it.is_integer()) {
        let operator: fn() -> TypedBinOp = if largest { math::max } else { math::min };
        return folded(node, &inputs, |node, a, b| node.broadcast(operator(), &[a, b]));
    }
    folded(node, &inputs, |node, a, b| node.broadcast(faircat_loops::extreme(largest), &[a, b]))
}

fn mean(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let inputs = node.inputs_of_one_type()?;
    let sum = folded(node, &inputs, |node, a, b| node.broadcast(add(), &[a, b]))?;
    let count = node.scalar(inputs.len() as f32, sum[0])?;
    only(node.one(div(), &[sum[0], count])?)
}

/// Base and exponent may differ in type; the power has that of the base.
fn power(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let (base, exponent) = (node.input(0)?, node.input(1)?);
    let dtype = node.dtype(base)?;
    let single = node.rank(exponent)? <= node.rank(base)?
        && node.shape(exponent)?.iter().all(|&size| size == 1);
    let known = exact::uniform(node.fact(exponent)?).filter(|_| single && dtype.is_float());
    if known == Some(2.0) || known == Some(3.0) {
        let square = node.one(mul(), &[base, base])?;
        return only(if known == Some(2.0) { square } else { node.one(mul(), &[square, base])? });
    }
    elements::mixed_power(node)
}

fn unary(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let operator: ElementWiseOp = match node.operator() {
        "Abs" => math::abs(),
        "Ceil" => math::ceil(),
        "Cos" => math::cos(),
        "Erf" => each(Function::Erf),
        "Exp" => math::exp(),
        "Floor" => math::floor(),
        "HardSwish" => each(Function::HardSwish),
        "Log" => math::ln(),
        "Neg" => math::neg(),
        "Reciprocal" => math::recip(),
        "Sigmoid" => each(Function::Sigmoid),
        "Sign" => math::sign(),
        "Sin" => math::sin(),
        "Softplus" => each(Function::Softplus),
        "Sqrt" => each(Function::Sqrt),
        _ => each(Function::Tanh),
    };
    let x = node.input(0)?;
    only(node.one(operator, &[x])?)
}

fn comparison(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let compare = |operator| TypedBinOp(operator, None);
    let operator: Box<dyn TypedOp> = match node.operator() {
        "And" => logic::and().into(),
        "Or" => logic::or().into(),
        "Xor" => logic::xor().into(),
        "Equal" => compare(comp_eq()).into(),
        "Greater" => compare(comp_gt()).into(),
        "GreaterOrEqual" => compare(comp_gte()).into(),
        "Less" => compare(comp_lt()).into(),
        _ => compare(comp_lte()).into(),
    };
    let inputs = node.exactly(2)?;
    only(node.broadcast(operator, &inputs)?)
}

/// `Where`: the second value where the first is true, else the third.
fn choice(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let inputs = node.exactly(3)?;
    only(node.broadcast(logic::Iff, &inputs)?)
}

fn relu(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    only(clamped(node, x, Some(0.0), None)?)
}

/// Bounds are inputs since operator set 11, attributes before.
fn clip(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    if node.version() < 11 {
        let (low, high) = (node.number("min").map(f64::from), node.number("max").map(f64::from));
        let (least, most) = finite(node.dtype(x)?);
        return only(clamped(node, x, low.or(least), high.or(most))?);
    }
    let (low, high) = (node.known_like(1, x)?, node.known_like(2, x)?);
    if node.dtype(x)?.is_float() {
        let number = |it: Option<Tensor>| -> TractResult<Option<f64>> {
            it.map(|it| it.cast_to_scalar::<f64>()).transpose()
        };
        let (least, most) = finite(node.dtype(x)?);
        return only(clamped(node, x, number(low)?.or(least), number(high)?.or(most))?);
    }
    let mut value = x;
    let rank = node.rank(x)?;
    for (bound, operator) in [(low, math::max as fn() -> TypedBinOp), (high, math::min)] {
        if let Some(bound) = bound {
            let bound = node.constant(bound.broadcast_into_rank(rank)?)?;
            value = node.one(operator(), &[value, bound])?;
        }
    }
    only(value)
}

/// Smallest and largest finite number of a type, which are the bounds where none is given.
fn finite(dtype: DatumType) -> (Option<f64>, Option<f64>) {
    if dtype == DatumType::F64 {
        (Some(f64::MIN), Some(f64::MAX))
    } else {
        (Some(f32::MIN.into()), Some(f32::MAX.into()))
    }
}

/// What lies below `low` becomes that, what lies above `high` that; what is no number stays.
fn clamped(
    node: &mut Node,
    x: OutletId,
    low: Option<f64>,
    high: Option<f64>,
) -> TractResult<OutletId> {
    if [low, high].into_iter().flatten().any(f64::is_nan) {
        bail!("a bound is no number");
    }
    if node.dtype(x)?.is_float() {
        return node.one(faircat_loops::clamp(low, high), &[x]);
    }
    match (low, high) {
        (Some(0.0), None) => {
            let zero = node.scalar(0.0, x)?;
            node.one(math::max(), &[x, zero])
        }
        _ => bail!("it is not computed with {:?}", node.dtype(x)?),
    }
}

/// max(0, min(1, alpha × x + beta)).
fn hard_sigmoid(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let alpha = node.scalar(node.number("alpha").unwrap_or(0.2), x)?;
    let beta = node.scalar(node.number("beta").unwrap_or(0.5), x)?;
    let scaled = node.one(mul(), &[x, alpha])?;
    let line = node.one(add(), &[scaled, beta])?;
    only(clamped(node, line, Some(0.0), Some(1.0))?)
}

/// scale × (max(0, x) + min(0, alpha × (exp(x / width) − 1))), which is `Elu`, `Celu` or `Selu`.
fn exponential_unit(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let alpha = node.number("alpha");
    let (alpha, width, scale) = match node.operator() {
        "Elu" => (alpha.unwrap_or(1.0), 1.0, 1.0),
        "Celu" => (alpha.unwrap_or(1.0), alpha.unwrap_or(1.0), 1.0),
        // The numbers of the specification, which float32 rounds.
        _ => (alpha.unwrap_or(1.673_263_2), 1.0, node.number("gamma").unwrap_or(1.050_701)),
    };
    let x = node.input(0)?;
    let (alpha, width) = (node.scalar(alpha, x)?, node.scalar(width, x)?);
    let scale = node.scalar(scale, x)?;
    let positive = clamped(node, x, Some(0.0), None)?;
    let negative = clamped(node, x, None, Some(0.0))?;
    let exponent = node.one(div(), &[negative, width])?;
    let less = node.one(each(Function::ExpM1), &[exponent])?;
    let negative = node.one(mul(), &[less, alpha])?;
    let sum = node.one(add(), &[positive, negative])?;
    only(node.one(mul(), &[sum, scale])?)
}

/// x / (1 + |x|).
fn softsign(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    let one = node.scalar(1.0, x)?;
    let size = node.one(math::abs(), &[x])?;
    let below = node.one(add(), &[size, one])?;
    only(node.one(div(), &[x, below])?)
}

/// x / 2 × (1 + erf(x / √2)), where 1 + erf(x) is erfc(−x), or with a tanh in its place.
fn gelu(node: &mut Node) -> TractResult<TVec<OutletId>> {
    let x = node.input(0)?;
    if node.one_of("approximate", &["none", "tanh"])? == "tanh" {
        return elements::gelu_by_tanh(node);
    }
    let scale = node.scalar(-std::f64::consts::FRAC_1_SQRT_2, x)?;
    let scaled = node.one(mul(), &[x, scale])?;
    let factor = node.one(each(Function::Erfc), &[scaled])?;
    let half = node.scalar(0.5, x)?;
    let half = node.one(mul(), &[x, half])?;
    only(node.one(mul(), &[half, factor])?)
}
