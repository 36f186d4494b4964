//! Operators on each number by itself, and on two arrays of which each may be repeated.

use super::GradientError;
use super::array::{Array, joint, repeated};
use super::operator::asked;

/// What makes one number of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pointwise {
    Same,
    Negative,
    Magnitude,
    Relu,
    /// ReLU with this slope below 0.
    Leaky(f64),
    /// ELU with this bound below.
    Elu(f64),
    Sigmoid,
    Tanh,
    Softplus,
    Exponential,
    Logarithm,
    Root,
}

impl Pointwise {
    pub(super) fn value(self, x: f64) -> f64 {
        match self {
            Pointwise::Same => x,
            Pointwise::Negative => -x,
            Pointwise::Magnitude => x.abs(),
            Pointwise::Relu => x.max(0.0),
            Pointwise::Leaky(slope) if x < 0.0 => slope * x,
            Pointwise::Elu(bound) if x < 0.0 => bound * x.exp_m1(),
            Pointwise::Leaky(_) | Pointwise::Elu(_) => x,
            Pointwise::Sigmoid => 1.0 / (1.0 + (-x).exp()),
            Pointwise::Tanh => x.tanh(),
            Pointwise::Softplus => x.max(0.0) + (-x.abs()).exp().ln_1p(),
            Pointwise::Exponential => x.exp(),
            Pointwise::Logarithm => x.ln(),
            Pointwise::Root => x.sqrt(),
        }
    }

    /// The derivative at `x`, where it gives `y`; at a kink that of PyTorch.
    pub(super) fn slope(self, x: f64, y: f64) -> f64 {
        match self {
            Pointwise::Same => 1.0,
            Pointwise::Negative => -1.0,
            Pointwise::Magnitude if x == 0.0 => 0.0,
            Pointwise::Magnitude => x.signum(),
            Pointwise::Relu => f64::from(u8::from(x > 0.0)),
            Pointwise::Leaky(slope) => {
                if x > 0.0 {
                    1.0
                } else {
                    slope
                }
            }
            Pointwise::Elu(bound) => {
                if x > 0.0 {
                    1.0
                } else {
                    y + bound
                }
            }
            Pointwise::Sigmoid => y * (1.0 - y),
            Pointwise::Tanh => 1.0 - y * y,
            Pointwise::Softplus => Pointwise::Sigmoid.value(x),
            Pointwise::Exponential => y,
            Pointwise::Logarithm => 1.0 / x,
            Pointwise::Root => 0.5 / y,
        }
    }
}

/// What makes one number of two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arithmetic {
    Sum,
    Difference,
    Product,
    Quotient,
    Power,
}

impl Arithmetic {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Arithmetic::Sum => a + b,
            Arithmetic::Difference => a - b,
            Arithmetic::Product => a * b,
            Arithmetic::Quotient => a / b,
            Arithmetic::Power => a.powf(b),
        }
    }

    fn first_slope(self, a: f64, b: f64) -> f64 {
        match self {
            Arithmetic::Sum | Arithmetic::Difference => 1.0,
            Arithmetic::Product => b,
            Arithmetic::Quotient => 1.0 / b,
            Arithmetic::Power if b == 0.0 => 0.0,
            Arithmetic::Power => b * a.powf(b - 1.0),
        }
    }

    fn second_slope(self, a: f64, b: f64) -> f64 {
        match self {
            Arithmetic::Sum => 1.0,
            Arithmetic::Difference => -1.0,
            Arithmetic::Product => a,
            Arithmetic::Quotient => -a / (b * b),
            Arithmetic::Power => a.powf(b) * a.ln(),
        }
    }

    pub(super) fn value(self, a: &Array, b: &Array) -> Result<Array, GradientError> {
        let shape = joint(&a.shape, &b.shape)?;
        // Looked at before places are made of it.
        let mut found = Array::zeros(&shape)?;
        let both = repeated(&a.shape, &shape).into_iter().zip(repeated(&b.shape, &shape));
        for (value, (at, other)) in found.values.iter_mut().zip(both) {
            *value = self.of(a.values[at], b.values[other]);
        }
        Ok(found)
    }

    /// The gradients of both, from that of the value; only of those that `needs` asks for.
    pub(super) fn slopes(
        self,
        (a, b): (&Array, &Array),
        needs: &[bool],
        gradient: &Array,
    ) -> Result<Vec<Option<Array>>, GradientError> {
        let places = [a, b].map(|it| repeated(&it.shape, &gradient.shape));
        let of = |which: usize, slope: fn(Arithmetic, f64, f64) -> f64| {
            if !asked(needs, which) {
                return Ok(None);
            }
            let all = gradient.values.iter().zip(places[0].iter().zip(&places[1]));
            let values = all
                .map(|(up, (&at, &other))| up * slope(self, a.values[at], b.values[other]))
                .collect();
            let whole = Array { shape: gradient.shape.clone(), values };
            whole.put(&[a, b][which].shape, &places[which]).map(Some)
        };
        Ok(vec![of(0, Arithmetic::first_slope)?, of(1, Arithmetic::second_slope)?])
    }
}

#[cfg(test)]
mod tests {
    use super::{Arithmetic, Pointwise};
    use crate::gradients::Array;

    const ALL: [Pointwise; 12] = [
        Pointwise::Same,
        Pointwise::Negative,
        Pointwise::Magnitude,
        Pointwise::Relu,
        Pointwise::Leaky(0.1),
        Pointwise::Elu(1.5),
        Pointwise::Sigmoid,
        Pointwise::Tanh,
        Pointwise::Softplus,
        Pointwise::Exponential,
        Pointwise::Logarithm,
        Pointwise::Root,
    ];

    #[test]
    fn slopes_are_those_of_small_differences() {
        let step = 1e-6;
        for of in ALL {
            for x in [-0.7, 0.4, 1.3] {
                if x < 0.0 && matches!(of, Pointwise::Logarithm | Pointwise::Root) {
                    continue;
                }
                let difference = (of.value(x + step) - of.value(x - step)) / (2.0 * step);
                let slope = of.slope(x, of.value(x));
                assert!((slope - difference).abs() < 1e-8, "{of:?} at {x}: {slope}");
            }
        }
    }

    #[test]
    fn gradients_of_repeated_arrays_are_added_up() {
        let a = Array::new(vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        let b = Array::new(vec![2], vec![0.5, 2.0]).unwrap();
        let product = Arithmetic::Product.value(&a, &b).unwrap();
        assert_eq!(product.values(), [0.5, 4.0, 1.5, 8.0]);
        let ones = product.mapped(|_| 1.0);
        let found = Arithmetic::Product.slopes((&a, &b), &[true, true], &ones).unwrap();
        assert_eq!(found[0].as_ref().unwrap().values(), [0.5, 2.0, 0.5, 2.0]);
        assert_eq!(found[1].as_ref().unwrap().values(), [4.0, 6.0]);
        let found = Arithmetic::Power.slopes((&a, &b), &[true, false], &ones).unwrap();
        assert_eq!(found[0].as_ref().unwrap().values()[3], 8.0);
        assert_eq!(found[1], None);
    }
}
