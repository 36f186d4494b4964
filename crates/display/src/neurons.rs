//! Which neurons of a network are active: a strip of cells for each layer and class (Duarte et al.,
//! 2023, figures 8 and 9).
//!
//! Places across are percentages of the width, so that the picture fills any width while its texts
//! keep their size. Cells of one level are one path, which keeps the text short.

use faircat_text::Escaped;

use crate::svg::{Place, add};

/// Heights in pixels: of a layer's name, of the strip of a class, and of what parts layers.
const NAME: f64 = 18.0;
const STRIP: f64 = 11.0;
const GAP: f64 = 8.0;
/// Levels above the lowest, which is left empty.
const LEVELS: usize = 4;
/// Below it a neuron counts as silent.
const SILENT: f64 = 0.2;
/// Width of a strip in its own units.
const WIDTH: usize = 1000;

/// The neurons of one layer.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    pub name: &'a str,
    /// Classes × neurons, from 0 to 1.
    pub activity: &'a [Vec<f64>],
}

/// Draws `layers`, of which each strip is of one class, in the order of `classes`; `spoken` says
/// what is seen.
#[must_use]
pub fn neurons(layers: &[Layer], spoken: &str) -> String {
    let tall = |layer: &Layer| NAME + STRIP * layer.activity.len() as f64 + GAP;
    let height: f64 = layers.iter().map(tall).sum();
    let mut svg = String::with_capacity(4000);
    add!(
        svg,
        "<svg class=\"chart neurons\" width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"{}\">",
        Place(height),
        Escaped(spoken)
    );
    let mut top = 0.0;
    for layer in layers {
        let count = layer.activity.first().map_or(0, Vec::len);
        add!(
            svg,
            "<text x=\"0\" y=\"{}\">{} · {count}</text>",
            Place(top + 13.0),
            Escaped(layer.name)
        );
        for (place, values) in layer.activity.iter().enumerate() {
            strip(&mut svg, top + NAME + STRIP * place as f64, values);
        }
        top += tall(layer);
    }
    svg.push_str("</svg>");
    svg
}

fn strip(svg: &mut String, top: f64, values: &[f64]) {
    let count = values.len().max(1);
    add!(
        svg,
        "<svg x=\"0\" y=\"{}\" width=\"100%\" height=\"{}\" viewBox=\"0 0 {WIDTH} 1\" \
         preserveAspectRatio=\"none\"><path class=\"level-0\" d=\"M0 0H{WIDTH}V1H0z\"/>",
        Place(top),
        STRIP - 2.0
    );
    for level in 1..=LEVELS {
        let mut path = String::new();
        let mut place = 0;
        for cells in values.chunk_by(|a, b| level_of(*a) == level_of(*b)) {
            if level_of(cells[0]) == level {
                let (from, to) = (place * WIDTH / count, (place + cells.len()) * WIDTH / count);
                add!(path, "M{from} 0H{to}V1H{from}z");
            }
            place += cells.len();
        }
        if !path.is_empty() {
            add!(svg, "<path class=\"level-{level}\" d=\"{path}\"/>");
        }
    }
    svg.push_str("</svg>");
}

/// 0 for silent neurons, else in equal steps up to [`LEVELS`].
fn level_of(activity: f64) -> usize {
    if activity.is_nan() || activity < SILENT {
        return 0;
    }
    let step = (1.0 - SILENT) / LEVELS as f64;
    1 + (((activity - SILENT) / step) as usize).min(LEVELS - 1)
}

#[cfg(test)]
mod tests {
    use super::{Layer, level_of, neurons};

    #[test]
    fn silent_neurons_are_left_empty() {
        assert_eq!(
            [0.0, 0.19, 0.2, 0.41, 0.99, 1.0, f64::NAN].map(level_of),
            [0, 0, 1, 2, 4, 4, 0]
        );
    }

    #[test]
    fn names_are_escaped() {
        let activity = [vec![0.1, 1.0]];
        let drawn = neurons(&[Layer { name: "<b>", activity: &activity }], "a & b");
        assert!(drawn.contains("&lt;b&gt; · 2") && drawn.contains("a &amp; b"), "{drawn}");
        assert!(drawn.contains("class=\"level-4\" d=\"M500 0H1000V1H500z\""), "{drawn}");
    }
}
