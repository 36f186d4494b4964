//! Functions of one number, right to the last digits of their type: tract's own are polynomials
//! that hold within bounds only, and lose what lies near 0 and 1.

use tract_core::internal::{DatumType, ElementWiseMiniOp, TVec, Tensor, TractResult, bail, tvec};
use tract_core::ops::Cost;
use tract_core::ops::element_wise::ElementWiseOp;

/// A function of each value, of float32 or float64; what is no number stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The error function.
    Erf,
    /// 1 − the error function.
    Erfc,
    /// exp(x) − 1.
    ExpM1,
    /// x · max(0, min(1, x/6 + ½)). tract's own multiplies x by more than 1 first, which overflows.
    HardSwish,
    /// 1 / (1 + exp(−x)).
    Sigmoid,
    /// log(1 + exp(x)).
    Softplus,
    /// The square root. The square of tract's own is simplified to x, also where x is below 0.
    Sqrt,
    /// The hyperbolic tangent.
    Tanh,
}

/// The operator that computes `function`.
#[must_use]
pub fn each(function: Function) -> ElementWiseOp {
    ElementWiseOp(Box::new(function), None)
}

impl ElementWiseMiniOp for Function {
    fn name(&self) -> String {
        format!("{self:?}")
    }

    fn eval_in_place(&self, values: &mut Tensor, _: Option<DatumType>) -> TractResult<()> {
        let dtype = values.datum_type();
        let mut plain = values.try_as_plain_ram_mut()?;
        match dtype {
            DatumType::F32 => replace(plain.as_slice_mut()?, self.of_f32()),
            DatumType::F64 => replace(plain.as_slice_mut()?, self.of_f64()),
            other => bail!("{self:?} is not computed with {other:?}"),
        }
        Ok(())
    }

    fn cost_per_element(&self, dtype: DatumType) -> TVec<(Cost, usize)> {
        tvec!((Cost::FMA(dtype), 11), (Cost::Div(dtype), 1))
    }
}

impl Function {
    fn of_f32(self) -> fn(f32) -> f32 {
        match self {
            Function::Erf => libm::erff,
            Function::Erfc => libm::erfcf,
            Function::ExpM1 => f32::exp_m1,
            Function::HardSwish => |x| x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
            Function::Sigmoid => |x| {
                // The power of what is not above 0, which does not overflow.
                let power = (-x.abs()).exp();
                (if x < 0.0 { power } else { 1.0 }) / (1.0 + power)
            },
            Function::Softplus => |x| positive(x, 0.0) + (-x.abs()).exp().ln_1p(),
            Function::Sqrt => f32::sqrt,
            Function::Tanh => f32::tanh,
        }
    }

    fn of_f64(self) -> fn(f64) -> f64 {
        match self {
            Function::Erf => libm::erf,
            Function::Erfc => libm::erfc,
            Function::ExpM1 => f64::exp_m1,
            Function::HardSwish => |x| x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
            Function::Sigmoid => |x| {
                let power = (-x.abs()).exp();
                (if x < 0.0 { power } else { 1.0 }) / (1.0 + power)
            },
            Function::Softplus => |x| positive(x, 0.0) + (-x.abs()).exp().ln_1p(),
            Function::Sqrt => f64::sqrt,
            Function::Tanh => f64::tanh,
        }
    }
}

/// `x`, or `zero` where that lies below it; what is no number stays.
fn positive<T: PartialOrd>(x: T, zero: T) -> T {
    if x < zero { zero } else { x }
}

fn replace<T: Copy>(values: &mut [T], function: fn(T) -> T) {
    values.iter_mut().for_each(|value| *value = function(*value));
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: f64 = 1.0 / (1_u64 << 20) as f64;
    const TINIER: f64 = TINY * TINY * TINY / 64.0;

    /// A function, a number and what the function gives of it, from their series with 120 digits.
    const VALUES: &[(Function, f64, f64)] = &[
        (Function::Erf, TINY, 1.0761062308265404e-06),
        (Function::Erf, TINIER, 1.5292389304404234e-20),
        (Function::Erf, -0.5, -0.5204998778130465),
        (Function::Erf, 4.0, 0.9999999845827421),
        (Function::Erfc, 3.0, 2.209049699858544e-05),
        (Function::Erfc, -2.0, 1.9953222650189528),
        (Function::Erfc, 5.5, 7.357847917974398e-15),
        (Function::Erfc, TINY, 0.9999989238937692),
        (Function::ExpM1, TINY, 9.536747711537455e-07),
        (Function::ExpM1, -TINY, -9.536738616590436e-07),
        (Function::ExpM1, -30.0, -0.9999999999999064),
        (Function::ExpM1, 3.0, 19.085536923187668),
        (Function::HardSwish, 1e38, 1e38),
        (Function::HardSwish, -1e38, 0.0),
        (Function::HardSwish, 1.5, 1.125),
        (Function::Sigmoid, -16.0, 1.12535162055095e-07),
        (Function::Sigmoid, -30.0, 9.357622968839299e-14),
        (Function::Sigmoid, -80.0, 1.8048513878454153e-35),
        (Function::Sigmoid, 0.000_976_562_5, 0.5002441406055974),
        (Function::Sigmoid, 88.0, 1.0),
        (Function::Softplus, -20.0, 2.061153620314381e-09),
        (Function::Softplus, -80.0, 1.8048513878454153e-35),
        (Function::Softplus, TINY, 0.6931476573972172),
        (Function::Softplus, 30.0, 30.000000000000092),
        (Function::Tanh, TINY, 9.536743164059608e-07),
        (Function::Tanh, TINIER, 1.3552527156068805e-20),
        (Function::Tanh, -0.25, -0.24491866240370913),
        (Function::Tanh, 20.0, 1.0),
    ];

    #[test]
    fn values_are_right_to_the_last_digits() {
        for &(function, x, expected) in VALUES {
            let (single, double) = (function.of_f32()(x as f32), function.of_f64()(x));
            let near = |found: f64, share: f64| (found - expected).abs() <= share * expected.abs();
            assert!(near(single.into(), 1e-6), "{function:?}({x}) is {expected}, not {single}");
            assert!(near(double, 1e-14), "{function:?}({x}) is {expected}, not {double}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        use Function::{Erf, Erfc, ExpM1, Sigmoid, Softplus, Tanh};
        for function in [Erf, Erfc, ExpM1, Sigmoid, Softplus, Tanh] {
            assert!(function.of_f32()(f32::NAN).is_nan(), "{function:?}");
            assert!(function.of_f64()(f64::NAN).is_nan(), "{function:?}");
        }
    }
}
