//! The functions that gates of recurrent layers may have.

use tract_core::internal::{TractResult, bail};

use super::super::Node;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Activation {
    Relu,
    Tanh,
    Sigmoid,
    Affine(f32, f32),
    LeakyRelu(f32),
    ThresholdedRelu(f32),
    ScaledTanh(f32, f32),
    HardSigmoid(f32, f32),
    Elu(f32),
    Softsign,
    Softplus,
}

/// How many numbers a function takes, and those it has where the node gives none; `None` where
/// the specification has none.
struct Parameters {
    alpha: Option<Option<f32>>,
    beta: Option<Option<f32>>,
}

impl Activation {
    /// Those of a node, of which each direction has as many as there are `defaults`.
    pub(super) fn all(
        node: &Node,
        defaults: &[&'static str],
        directions: usize,
    ) -> TractResult<Vec<Activation>> {
        let names: Vec<&str> = match node.texts("activations") {
            Some(names) if !names.is_empty() => names,
            _ => defaults.repeat(directions),
        };
        if names.len() != defaults.len() * directions {
            bail!("it has {} activations, not {}", names.len(), defaults.len() * directions);
        }
        let parameters = names.iter().map(|name| parameters(name));
        let parameters = parameters.collect::<TractResult<Vec<_>>>()?;
        let alphas = numbers(node, "activation_alpha", parameters.iter().map(|it| it.alpha))?;
        let betas = numbers(node, "activation_beta", parameters.iter().map(|it| it.beta))?;
        let one = |((name, alpha), beta): ((&&str, f32), f32)| Activation::of(name, alpha, beta);
        names.iter().zip(alphas).zip(betas).map(one).collect()
    }

    fn of(name: &str, alpha: f32, beta: f32) -> TractResult<Activation> {
        Ok(match name {
            "Relu" => Activation::Relu,
            "Tanh" => Activation::Tanh,
            "Sigmoid" => Activation::Sigmoid,
            "Affine" => Activation::Affine(alpha, beta),
            "LeakyRelu" => Activation::LeakyRelu(alpha),
            "ThresholdedRelu" => Activation::ThresholdedRelu(alpha),
            "ScaledTanh" => Activation::ScaledTanh(alpha, beta),
            "HardSigmoid" => Activation::HardSigmoid(alpha, beta),
            "Elu" => Activation::Elu(alpha),
            "Softsign" => Activation::Softsign,
            "Softplus" => Activation::Softplus,
            other => bail!("its activation `{other}` is not known"),
        })
    }

    pub(super) fn apply(self, x: f32) -> f32 {
        match self {
            Activation::Relu if x < 0.0 => 0.0,
            Activation::Relu => x,
            Activation::Tanh => x.tanh(),
            Activation::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Activation::Affine(alpha, beta) => alpha * x + beta,
            Activation::LeakyRelu(alpha) if x < 0.0 => alpha * x,
            Activation::LeakyRelu(_) => x,
            Activation::ThresholdedRelu(alpha) if x < alpha => 0.0,
            Activation::ThresholdedRelu(_) => x,
            Activation::ScaledTanh(alpha, beta) => alpha * (beta * x).tanh(),
            // What is no number stays.
            Activation::HardSigmoid(alpha, beta) => (alpha * x + beta).clamp(0.0, 1.0),
            Activation::Elu(alpha) if x < 0.0 => alpha * x.exp_m1(),
            Activation::Elu(_) => x,
            Activation::Softsign => x / (1.0 + x.abs()),
            Activation::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
        }
    }
}

fn parameters(name: &str) -> TractResult<Parameters> {
    let (alpha, beta) = match name {
        "Affine" | "ScaledTanh" => (Some(None), Some(None)),
        "LeakyRelu" => (Some(Some(0.01)), None),
        "ThresholdedRelu" => (Some(None), None),
        "Elu" => (Some(Some(1.0)), None),
        "HardSigmoid" => (Some(Some(0.2)), Some(Some(0.5))),
        _ => (None, None),
    };
    Ok(Parameters { alpha, beta })
}

/// The number of each function: one for each that takes one, in their order, or none at all.
fn numbers(
    node: &Node,
    attribute: &str,
    wanted: impl Iterator<Item = Option<Option<f32>>> + Clone,
) -> TractResult<Vec<f32>> {
    let given = node.numbers(attribute).unwrap_or_default();
    let takers = wanted.clone().flatten().count();
    if !given.is_empty() && given.len() != takers {
        bail!("`{attribute}` has {} numbers for {takers} activations that take one", given.len());
    }
    let mut given = given.iter().copied();
    let one = |parameter: Option<Option<f32>>| match parameter {
        None => Ok(0.0),
        Some(default) => match given.next().or(default) {
            Some(number) => Ok(number),
            None => bail!("`{attribute}` is missing"),
        },
    };
    wanted.map(one).collect()
}
