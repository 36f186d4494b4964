//! What each operator does with the relevance of its value: the rules LRP-ε and LRP-γ.
//!
//! A number `z = Σ c_i` shares its relevance R in proportion to its contributions, of which a bias
//! is one: `R_i = (c_i + γ c_i′) / (Σ (c_i + γ c_i′) ± ε) R`, where `c_i′` are the contributions of
//! the sign of z, and ε has the sign of what it is added to.

use super::GradientError;
use super::array::{Array, repeated};
use super::linear::{Linear, linear};
use super::operator::{Inputs, Operator, Shares, asked, required};
use super::pointwise::{Arithmetic, Pointwise};
use super::sums::normalised_terms;

/// How relevance is shared out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// How much more the contributions of the sign of their sum count; 0 is the rule LRP-ε.
    pub gamma: f64,
    /// Added to denominators, in units of what the layers give; 0 leaves all to γ.
    pub epsilon: f64,
}

/// What stayed on the way back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Absorbed {
    pub biases: f64,
    /// What ε takes, and a sum that is 0 shares with nothing.
    pub unshared: f64,
}

impl Rule {
    /// The part of `of` that γ counts once more, where the sum is `sum`.
    fn favoured(of: f64, sum: f64) -> f64 {
        if sum >= 0.0 { of.max(0.0) } else { of.min(0.0) }
    }

    /// What `of` counts in a sum that is `sum`.
    fn counted(self, of: f64, sum: f64) -> f64 {
        of + self.gamma * Rule::favoured(of, sum)
    }

    /// What a sum of `counted` hands on for each unit that a contribution counts.
    fn share(self, relevance: f64, counted: f64) -> f64 {
        let stable = counted + self.epsilon.copysign(counted);
        if stable == 0.0 { 0.0 } else { relevance / stable }
    }

    /// The relevance of what `operator` takes, from `relevance`, that of its `value`.
    pub(super) fn shares(
        self,
        operator: &Operator,
        (inputs, needs): (&Inputs, &[bool]),
        (value, relevance): (&Array, &Array),
        absorbed: &mut Absorbed,
    ) -> Shares {
        if let Some(name) = without_rule(operator, needs) {
            return Err(GradientError::Rule(name.to_owned()));
        }
        if let Some(linear) = linear(operator, needs) {
            let found =
                self.of_linear((operator, &linear), inputs, (value, relevance), absorbed)?;
            let mut shares = vec![None; inputs.len()];
            shares[linear.variable] = Some(found);
            return Ok(shares);
        }
        match operator {
            Operator::Pointwise(_) => {
                let shape = required(inputs, 0)?.shape.clone();
                Ok(vec![Some(Array::new(shape, relevance.values.clone())?)])
            }
            Operator::Arithmetic(Arithmetic::Sum) => {
                self.of_sum((inputs, needs), 1.0, relevance, absorbed)
            }
            Operator::Arithmetic(Arithmetic::Difference) => {
                self.of_sum((inputs, needs), -1.0, relevance, absorbed)
            }
            // Of a factor that is given, so that there is one contribution.
            Operator::Arithmetic(_) => {
                let at = usize::from(!asked(needs, 0));
                let mut shares = vec![None; inputs.len()];
                shares[at] = Some(relevance.put_back(required(inputs, at)?)?);
                Ok(shares)
            }
            Operator::Normalised(epsilon) => {
                let terms = normalised_terms(inputs, *epsilon)?;
                let mut found = self.of_terms(&terms, relevance, absorbed).into_iter();
                let of_input = found.next();
                let of_bias = found.next();
                absorbed.biases += of_bias.iter().flat_map(|it| &it.values).sum::<f64>();
                Ok(vec![of_input])
            }
            // What is only moved goes back to its place; a window hands on to its largest.
            _ => operator.slopes(inputs, needs, (value, relevance)),
        }
    }

    /// The relevance of two that are added, the second `times` 1 or −1; what is given is a bias.
    fn of_sum(
        self,
        (inputs, needs): (&Inputs, &[bool]),
        times: f64,
        relevance: &Array,
        absorbed: &mut Absorbed,
    ) -> Shares {
        let both = [required(inputs, 0)?, required(inputs, 1)?];
        let shape = &relevance.shape;
        let [first, second] = both.map(|it| it.picked(shape.clone(), &repeated(&it.shape, shape)));
        let terms = [first?, second?.mapped(|it| times * it)];
        let found = self.of_terms(&terms, relevance, absorbed);
        let mut shares = Vec::with_capacity(both.len());
        for (at, (found, of)) in found.into_iter().zip(both).enumerate() {
            if asked(needs, at) {
                shares.push(Some(found.put_back(of)?));
            } else {
                absorbed.biases += found.values.iter().sum::<f64>();
                shares.push(None);
            }
        }
        Ok(shares)
    }

    /// The relevance of each of the `terms` of sums.
    fn of_terms(self, terms: &[Array], relevance: &Array, absorbed: &mut Absorbed) -> Vec<Array> {
        let mut found: Vec<Array> = terms.to_vec();
        for (at, &relevance) in relevance.values.iter().enumerate() {
            let sum: f64 = terms.iter().map(|it| it.values[at]).sum();
            let counted = |it: &Array| self.counted(it.values[at], sum);
            let whole: f64 = terms.iter().map(counted).sum();
            let share = self.share(relevance, whole);
            absorbed.unshared += relevance - share * whole;
            found
                .iter_mut()
                .for_each(|it| it.values[at] = share * self.counted(it.values[at], sum));
        }
        found
    }

    /// The relevance of the one input on which the value of a layer hangs.
    fn of_linear(
        self,
        (operator, linear): (&Operator, &Linear),
        inputs: &Inputs,
        (value, relevance): (&Array, &Array),
        absorbed: &mut Absorbed,
    ) -> Result<Array, GradientError> {
        let parts = linear.parts(inputs)?;
        let sums = parts.sums(operator, inputs, value)?;
        let mut shares = relevance.clone();
        for (at, share) in shares.values.iter_mut().enumerate() {
            let (sum, bias) = (value.values[at], sums.bias.values[at]);
            let positive = sums.positive.values[at] + bias.max(0.0);
            let favoured = if sum >= 0.0 { positive } else { sum - positive };
            let counted = sum + self.gamma * favoured;
            let relevance = *share;
            *share = self.share(relevance, counted);
            absorbed.biases += *share * self.counted(bias, sum);
            absorbed.unshared += relevance - *share * counted;
        }
        let mut found = parts.back(operator, inputs, &shares)?;
        if self.gamma > 0.0 {
            let once_more = parts.favoured_back(operator, inputs, (value, &shares))?;
            found.add(&once_more.mapped(|it| self.gamma * it));
        }
        Ok(found)
    }
}

/// The name of an operator that does not tell how much each input contributes to its value.
pub(super) fn without_rule(operator: &Operator, needs: &[bool]) -> Option<&'static str> {
    let needs = |at: usize| asked(needs, at);
    let both = needs(0) && needs(1);
    match operator {
        Operator::Softmax(_) => Some("Softmax"),
        Operator::Product if both => Some("MatMul"),
        Operator::Dense(_) if both || needs(2) => Some("Gemm"),
        Operator::Arithmetic(Arithmetic::Product) if both => Some("Mul"),
        Operator::Arithmetic(Arithmetic::Quotient) if needs(1) => Some("Div"),
        Operator::Arithmetic(Arithmetic::Power) => Some("Pow"),
        Operator::Pointwise(Pointwise::Magnitude) => Some("Abs"),
        Operator::Pointwise(Pointwise::Exponential) => Some("Exp"),
        Operator::Pointwise(Pointwise::Logarithm) => Some("Log"),
        Operator::Pointwise(Pointwise::Root) => Some("Sqrt"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Absorbed, Rule, without_rule};
    use crate::gradients::Array;
    use crate::gradients::operator::Operator;
    use crate::gradients::pointwise::Arithmetic;

    fn list(values: &[f64]) -> Array {
        Array::new(vec![1, values.len()], values.to_vec()).unwrap()
    }

    fn shares(operator: &Operator, inputs: &[&Array], rule: Rule, up: &Array) -> (Array, Absorbed) {
        let inputs: Vec<Option<&Array>> = inputs.iter().map(|it| Some(*it)).collect();
        let mut needs = vec![false; inputs.len()];
        needs[0] = true;
        let value = operator.value(&inputs).unwrap();
        let mut absorbed = Absorbed::default();
        let found = rule.shares(operator, (&inputs, &needs), (&value, up), &mut absorbed).unwrap();
        (found[0].clone().unwrap(), absorbed)
    }

    /// Of contributions 2, −3 and 4 to 3, γ = 1 counts the positive ones twice: 4 − 3 + 8 = 9.
    #[test]
    fn contributions_of_the_sign_of_their_sum_count_more() {
        let x = list(&[1.0, -1.0, -2.0]);
        let weights = Array::new(vec![3, 2], vec![2.0, -2.0, 3.0, -3.0, -2.0, 2.0]).unwrap();
        let rule = Rule { gamma: 1.0, epsilon: 0.0 };
        // Of the second column all has the other sign, and is shared in the same way.
        let up = list(&[9.0, 18.0]);
        let (found, absorbed) = shares(&Operator::Product, &[&x, &weights], rule, &up);
        assert_eq!(found.values(), [12.0, -9.0, 24.0]);
        assert_eq!(absorbed, Absorbed::default());
    }

    #[test]
    fn biases_and_epsilon_keep_their_part() {
        let (x, weights) = (list(&[2.0]), list(&[1.0]));
        let bias = Array::new(vec![1], vec![1.0]).unwrap();
        let rule = Rule { gamma: 0.0, epsilon: 1.0 };
        let (found, absorbed) =
            shares(&Operator::Affine, &[&x, &weights, &bias], rule, &list(&[4.0]));
        assert_eq!(found.values(), [2.0]);
        assert_eq!(absorbed, Absorbed { biases: 1.0, unshared: 1.0 });
    }

    #[test]
    fn a_normalised_channel_is_a_factor_and_a_bias() {
        let x = list(&[3.0]);
        let [scale, shift, mean, variance] =
            [2.0, 2.0, 1.0, 4.0].map(|it| Array::new(vec![1], vec![it]).unwrap());
        let inputs = [&x, &scale, &shift, &mean, &variance];
        let rule = Rule { gamma: 0.0, epsilon: 0.0 };
        // 4 = 3 × 2 / √4 + (2 − 1).
        let (found, absorbed) = shares(&Operator::Normalised(0.0), &inputs, rule, &list(&[8.0]));
        assert_eq!((found.values(), absorbed.biases), ([6.0].as_slice(), 2.0));
    }

    #[test]
    fn past_a_layer_is_led_what_it_contributes() {
        let (a, b) = (list(&[1.0, 2.0]), list(&[3.0, -1.0]));
        let sum = Operator::Arithmetic(Arithmetic::Sum);
        let rule = Rule { gamma: 0.0, epsilon: 0.0 };
        let (found, absorbed) = shares(&sum, &[&a, &b], rule, &list(&[8.0, 1.0]));
        assert_eq!((found.values(), absorbed.biases), ([2.0, 2.0].as_slice(), 5.0));
    }

    #[test]
    fn products_of_two_inputs_have_no_rule() {
        assert_eq!(without_rule(&Operator::Product, &[true, true]), Some("MatMul"));
        assert_eq!(without_rule(&Operator::Product, &[true, false]), None);
        let product = Operator::Arithmetic(Arithmetic::Product);
        assert_eq!(without_rule(&product, &[true, true]), Some("Mul"));
        assert_eq!(without_rule(&Operator::Softmax(1), &[true]), Some("Softmax"));
    }
}
