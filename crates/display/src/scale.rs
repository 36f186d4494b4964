//! Where values stand on an axis that begins and ends at round numbers.

use crate::svg::round_up;

/// From values to shares of an axis.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    step: f64,
}

impl Scale {
    /// A scale from one round number to another that holds all `values`, each with its uncertainty on
    /// both sides; `None` where there are none, or none that can be drawn.
    pub fn of(values: impl IntoIterator<Item = (f64, Option<f64>)>) -> Option<Scale> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (value, uncertainty) in values {
            let spread = uncertainty.filter(|size| size.is_finite()).unwrap_or(0.0).abs();
            low = low.min(value - spread);
            high = high.max(value + spread);
        }
        let width = if high > low { high - low } else { high.abs().max(1e-12) * 0.1 };
        let step = round_up(width / 3.0);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        let high = if high > low { high } else { low + step };
        let is_sound = step.is_normal() && low.is_finite() && high.is_finite();
        is_sound.then_some(Scale { low, high, step })
    }

    /// 0 at the lowest value of the axis, 1 at the highest.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The round numbers on it.
    pub fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        // As three of the steps hold what it is made of, there are few.
        let count = ((self.high - self.low) / self.step).round().min(8.0) as usize;
        (0..=count).map(|at| self.low + at as f64 * self.step)
    }

    /// A tick with as many decimals as tell it from the next, and the sign of mathematics.
    pub fn write(&self, tick: f64) -> String {
        let decimals = (-self.step.log10().floor()).clamp(0.0, 12.0) as usize;
        let tick = if tick.abs() < self.step / 1e3 { 0.0 } else { tick };
        format!("{tick:.decimals$}").replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn equal_values_still_have_a_scale() {
        let scale = Scale::of([(2.0, None), (2.0, None)]).unwrap();
        assert!(scale.low <= 2.0 && scale.high > scale.low);
        assert!(Scale::of([]).is_none());
        assert!(Scale::of([(f64::NAN, None), (f64::INFINITY, None)]).is_none());
    }

    #[test]
    fn ticks_are_told_apart() {
        let scale = Scale::of([(-0.1, Some(0.02)), (0.3, None)]).unwrap();
        let ticks: Vec<String> = scale.ticks().map(|it| scale.write(it)).collect();
        assert_eq!(ticks, ["−0.2", "0.0", "0.2", "0.4"]);
        assert!(scale.share(scale.high) == 1.0 && scale.share(scale.low) == 0.0);
    }
}
