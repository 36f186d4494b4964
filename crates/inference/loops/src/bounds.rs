//! Bounds on each value, as `Relu` and `Clip` have them.

use tract_core::internal::{DatumType, ElementWiseMiniOp, TVec, Tensor, TractResult, bail, tvec};
use tract_core::ops::Cost;
use tract_core::ops::element_wise::ElementWiseOp;

/// What lies below `low` becomes that, what lies above `high` that. What is no number stays, which
/// tract's own operators make the bound. Of float32 or float64.
#[must_use]
pub fn clamp(low: Option<f64>, high: Option<f64>) -> ElementWiseOp {
    ElementWiseOp(
        Box::new(Clamp { low: low.map(f64::to_bits), high: high.map(f64::to_bits) }),
        None,
    )
}

/// The bounds as bits, because floating-point numbers have no equality that tract asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clamp {
    low: Option<u64>,
    high: Option<u64>,
}

impl ElementWiseMiniOp for Clamp {
    fn name(&self) -> String {
        "Clamp".to_owned()
    }

    fn eval_in_place(&self, values: &mut Tensor, _: Option<DatumType>) -> TractResult<()> {
        let dtype = values.datum_type();
        let mut plain = values.try_as_plain_ram_mut()?;
        let (low, high) = (self.low.map(f64::from_bits), self.high.map(f64::from_bits));
        match dtype {
            DatumType::F32 => {
                let (low, high) = (low.map(|it| it as f32), high.map(|it| it as f32));
                within(plain.as_slice_mut::<f32>()?, low, high);
            }
            DatumType::F64 => within(plain.as_slice_mut::<f64>()?, low, high),
            other => bail!("values of {other:?} are not clamped"),
        }
        Ok(())
    }

    fn cost_per_element(&self, dtype: DatumType) -> TVec<(Cost, usize)> {
        tvec!((Cost::FMA(dtype), 1))
    }
}

fn within<T: PartialOrd + Copy>(values: &mut [T], low: Option<T>, high: Option<T>) {
    // Comparisons are false where a value is no number.
    if let Some(low) = low {
        values.iter_mut().for_each(|value| *value = if *value < low { low } else { *value });
    }
    if let Some(high) = high {
        values.iter_mut().for_each(|value| *value = if *value > high { high } else { *value });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_stays() {
        let mut values = [f32::NAN, -1.0, 0.5, 3.0, f32::NEG_INFINITY, f32::INFINITY];
        within(&mut values, Some(0.0), Some(2.0));
        assert!(values[0].is_nan());
        assert_eq!(values[1..], [0.0, 0.5, 2.0, 0.0, 2.0]);
    }
}
