//! Layers whose value is a sum of products of what they take and of weights, by the sign of these
//! products.

use super::GradientError;
use super::array::Array;
use super::operator::{Inputs, Operator, asked, required};

/// Which inputs of a layer are what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    pub variable: usize,
    /// `None` where they are all positive.
    weights: Option<usize>,
    /// Whether the sums are turned to the opposite.
    is_turned: bool,
}

/// `None` of an operator that is no such layer, of one of its inputs.
pub(super) fn linear(operator: &Operator, needs: &[bool]) -> Option<Linear> {
    let needs = |at: usize| asked(needs, at);
    let variable = usize::from(!needs(0));
    let weighted = Linear { variable, weights: Some(1 - variable), is_turned: false };
    match operator {
        Operator::Product | Operator::Dense(_) if needs(0) && needs(1) => None,
        Operator::Product | Operator::Affine | Operator::Convolution(_) => Some(weighted),
        Operator::Dense(dense) => Some(Linear { is_turned: dense.is_turned(), ..weighted }),
        Operator::Reduced(_) => Some(Linear { weights: None, ..weighted }),
        _ => None,
    }
}

impl Linear {
    /// What it takes and its weights, apart by sign.
    pub(super) fn parts(&self, inputs: &Inputs) -> Result<Parts, GradientError> {
        let variable = required(inputs, self.variable)?;
        let weights = self.weights.map(|at| required(inputs, at)).transpose()?;
        let of_weights = weights.map(|it| by_sign(it, self.is_turned));
        Ok(Parts { of: *self, variable: by_sign(variable, false), weights: of_weights })
    }
}

/// The positive numbers of an array and the negative ones, each with 0 for the others.
type BySign = [Array; 2];

fn by_sign(of: &Array, is_turned: bool) -> BySign {
    let (positive, negative) = (of.mapped(|it| it.max(0.0)), of.mapped(|it| it.min(0.0)));
    if is_turned { [negative, positive] } else { [positive, negative] }
}

pub(super) struct Parts {
    of: Linear,
    variable: BySign,
    weights: Option<BySign>,
}

/// What a layer adds up.
pub(super) struct Sums {
    /// Of the positive products.
    pub positive: Array,
    pub bias: Array,
}

impl Parts {
    /// `inputs` without the bias, with other weights or another variable where there are some.
    fn with<'a>(
        &self,
        inputs: &Inputs<'a>,
        variable: Option<&'a Array>,
        weights: Option<&'a Array>,
    ) -> Vec<Option<&'a Array>> {
        let mut with = inputs.to_vec();
        if let (Some(at), true) = (self.of.weights, with.len() > 2) {
            with.truncate(at.max(self.of.variable) + 1);
        }
        if let Some(variable) = variable {
            with[self.of.variable] = Some(variable);
        }
        if let (Some(at), Some(weights)) = (self.of.weights, weights) {
            with[at] = Some(weights);
        }
        with
    }

    /// The sums of a layer that gives `value`.
    pub(super) fn sums(
        &self,
        operator: &Operator,
        inputs: &Inputs,
        value: &Array,
    ) -> Result<Sums, GradientError> {
        let [positive, negative] = &self.variable;
        let of = |variable: &Array, weights: Option<&Array>| {
            operator.value(&self.with(inputs, Some(variable), weights))
        };
        let found = match &self.weights {
            Some([with_positive, with_negative]) => {
                let mut found = of(positive, Some(with_positive))?;
                found.add(&of(negative, Some(with_negative))?);
                found
            }
            None => of(positive, None)?,
        };
        let has_bias = self.of.weights.is_some() && inputs.get(2).is_some_and(Option::is_some);
        let mut bias = value.mapped(|_| 0.0);
        if has_bias {
            bias = value.clone();
            bias.add(&operator.value(&self.with(inputs, None, None))?.mapped(|it| -it));
        }
        Ok(Sums { positive: found, bias })
    }

    /// What arrives at each number of the variable with these weights, times the number in `times`.
    fn arrived(
        &self,
        operator: &Operator,
        inputs: &Inputs,
        (times, weights): (&Array, Option<&Array>),
        shares: &Array,
    ) -> Result<Array, GradientError> {
        let with = self.with(inputs, None, weights);
        let needs: Vec<bool> = (0..with.len()).map(|at| at == self.of.variable).collect();
        let found = operator.slopes(&with, &needs, (shares, shares))?;
        let found = found.into_iter().nth(self.of.variable).flatten();
        let mut found = found.ok_or(GradientError::Shapes)?;
        found.values.iter_mut().zip(&times.values).for_each(|(it, times)| *it *= times);
        Ok(found)
    }

    /// What each number of the variable receives of `shares`, all products counted.
    pub(super) fn back(
        &self,
        operator: &Operator,
        inputs: &Inputs,
        shares: &Array,
    ) -> Result<Array, GradientError> {
        let variable = required(inputs, self.of.variable)?;
        self.arrived(operator, inputs, (variable, None), shares)
    }

    /// The same, with only those products counted that have the sign of the sum, which `value` has.
    pub(super) fn favoured_back(
        &self,
        operator: &Operator,
        inputs: &Inputs,
        (value, shares): (&Array, &Array),
    ) -> Result<Array, GradientError> {
        let of_sign = |is_negative: bool| {
            let both = shares.values.iter().zip(&value.values);
            let kept = both.map(|(&it, &sum)| if (sum < 0.0) == is_negative { it } else { 0.0 });
            Array { shape: shares.shape.clone(), values: kept.collect() }
        };
        let mut found = required(inputs, self.of.variable)?.mapped(|_| 0.0);
        for is_negative in [false, true] {
            let shares = of_sign(is_negative);
            if shares.values.iter().all(|it| *it == 0.0) {
                continue;
            }
            for (at, variable) in self.variable.iter().enumerate() {
                // Weights that make products of the wanted sign of these numbers.
                let wanted = usize::from((at == 1) != is_negative);
                let weights = self.weights.as_ref().map(|it| &it[wanted]);
                if weights.is_none() && wanted == 1 {
                    continue;
                }
                found.add(&self.arrived(operator, inputs, (variable, weights), &shares)?);
            }
        }
        Ok(found)
    }
}
