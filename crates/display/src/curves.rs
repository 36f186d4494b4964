//! Curves over one axis, as the losses of a training or what a threshold lets pass.
//!
//! Places across are percentages of the width, so that the picture fills any width while its
//! texts keep their size.

use faircat_text::Escaped;

use crate::svg::{Digits, Place, add, round_up};

/// Height of the whole, and of what stands above the axis, in pixels.
const HEIGHT: f64 = 250.0;
const FLOOR: f64 = 206.0;
const TOP: f64 = 10.0;
/// Where the lowest and the highest value stand, in percent of the width.
const LEFT: f64 = 17.0;
const RIGHT: f64 = 97.0;
/// Side of the drawing that is stretched to the place of the curves.
const SIDE: f64 = 1000.0;
/// Least ratio of the ends of an axis that is divided by powers of ten.
const WIDE: f64 = 30.0;

/// Curves in one picture.
#[derive(Clone, Copy, Debug)]
pub struct Curves<'a> {
    /// The picture in a sentence, for those who do not see it.
    pub spoken: &'a str,
    pub across: Axis<'a>,
    pub up: Axis<'a>,
    /// Points of each curve, from left to right.
    pub series: &'a [Vec<(f64, f64)>],
    /// A place across that is marked, with what is written there.
    pub mark: Option<(f64, &'a str)>,
}

/// An axis and its ends.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    pub name: &'a str,
    pub low: f64,
    pub high: f64,
    /// Whether equal lengths are equal ratios.
    pub logarithmic: bool,
}

impl<'a> Axis<'a> {
    /// The axis that holds all `values`, by ratios where they are positive and far apart; `None`
    /// where no two of them differ.
    #[must_use]
    pub fn of(name: &'a str, values: impl Iterator<Item = f64> + Clone) -> Option<Axis<'a>> {
        let finite = || values.clone().filter(|value| value.is_finite());
        let low = finite().reduce(f64::min)?;
        let high = finite().reduce(f64::max)?;
        let step = round_up((high - low) / 4.0);
        if !step.is_normal() {
            return None;
        }
        if low > 0.0 && high / low > WIDE {
            let [low, high] = [low.log10().floor(), high.log10().ceil()].map(|it| 10f64.powf(it));
            return Some(Axis { name, low, high, logarithmic: true });
        }
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Some(Axis { name, low, high, logarithmic: false })
    }

    /// The part of the axis below `value`.
    fn share(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        share.clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<f64> {
        if self.logarithmic {
            let powers = self.low.log10().round() as i32..=self.high.log10().round() as i32;
            return powers.map(|power| 10f64.powi(power)).collect();
        }
        let step = round_up((self.high - self.low) / 5.0);
        let first = (self.low / step - 1e-9).ceil() as i64;
        let last = (self.high / step + 1e-9).floor() as i64;
        (first..=last.min(first.saturating_add(12))).map(|index| index as f64 * step).collect()
    }
}

/// Draws the curves, each in its look.
#[must_use]
pub fn curves(curves: &Curves) -> String {
    let mut svg = String::with_capacity(6000);
    add!(
        svg,
        "<svg class=\"chart curves\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" \
         aria-label=\"{}\">",
        Escaped(curves.spoken)
    );
    draw_axes(&mut svg, &curves.across, &curves.up);
    if let Some((value, text)) = curves.mark {
        draw_mark(&mut svg, LEFT + curves.across.share(value) * (RIGHT - LEFT), text);
    }
    add!(
        svg,
        "<svg x=\"{LEFT}%\" y=\"{TOP}\" width=\"{}%\" height=\"{}\" viewBox=\"0 0 {SIDE} {SIDE}\" \
         preserveAspectRatio=\"none\" overflow=\"visible\">",
        RIGHT - LEFT,
        FLOOR - TOP
    );
    for (index, points) in curves.series.iter().enumerate() {
        add!(svg, "<polyline class=\"outline look-{}\" points=\"", index % 6 + 1);
        for (x, y) in points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()) {
            let (x, y) = (curves.across.share(*x), curves.up.share(*y));
            add!(svg, "{},{} ", (x * SIDE).round(), ((1.0 - y) * SIDE).round());
        }
        svg.push_str("\" vector-effect=\"non-scaling-stroke\"/>");
    }
    svg.push_str("</svg></svg>");
    svg
}

fn draw_axes(svg: &mut String, across: &Axis, up: &Axis) {
    for tick in up.ticks() {
        let y = FLOOR - up.share(tick) * (FLOOR - TOP);
        add!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}%\" x2=\"{RIGHT}%\" y1=\"{y}\" y2=\"{y}\"/>\
             <text class=\"tick\" x=\"{LEFT}%\" dx=\"-6\" y=\"{}\" text-anchor=\"end\">{}</text>",
            Place(y + 4.0),
            Digits(tick),
            y = Place(y)
        );
    }
    for tick in across.ticks() {
        add!(
            svg,
            "<text class=\"tick\" x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            Place(LEFT + across.share(tick) * (RIGHT - LEFT)),
            FLOOR + 18.0,
            Digits(tick)
        );
    }
    add!(
        svg,
        "<text class=\"tick\" x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        Place((LEFT + RIGHT) / 2.0),
        FLOOR + 38.0,
        Escaped(across.name)
    );
}

/// A line from floor to top. Its text stands on the side where there is more room.
fn draw_mark(svg: &mut String, x: f64, text: &str) {
    let (side, anchor) = if x > 50.0 { (-5, "end") } else { (5, "start") };
    add!(
        svg,
        "<line class=\"threshold\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{TOP}\" y2=\"{FLOOR}\"/>\
         <text class=\"tick\" x=\"{x}%\" dx=\"{side}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
        TOP + 9.0,
        Escaped(text),
        x = Place(x)
    );
}

#[cfg(test)]
mod tests {
    use super::Axis;

    #[test]
    fn axes_have_round_ends() {
        let axis = Axis::of("loss", [0.117, 0.185].into_iter()).map(|it| (it.low, it.high));
        let (low, high) = axis.unwrap_or_default();
        assert!((low - 0.1).abs() < 1e-9 && (high - 0.2).abs() < 1e-9, "{low} {high}");
        let wide = Axis::of("loss", [0.002, 1.6].into_iter());
        assert!(wide.is_some_and(|it| it.logarithmic && it.low < 0.002 && it.high >= 1.6));
        assert!(Axis::of("loss", [1.0, 1.0].into_iter()).is_none());
        assert!(Axis::of("loss", std::iter::empty()).is_none());
    }
}
