//! What a page needs at once, while its models run in a worker: figures in words, and the charts and
//! sums that stand beside them.
//!
//! It does no arithmetic of its own. It is a module apart because it is small: a page waits for it
//! before it shows anything.

use faircat_display::rates::{Panel, Series, Summary, plot};
use faircat_inference::metrics::{distances, quantile};
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::{figures, verification};
use wasm_bindgen::prelude::wasm_bindgen;

/// A figure whose uncertainty is not known.
#[wasm_bindgen]
pub fn figure(value: f64) -> String {
    figures::plain(value)
}

/// A figure in few digits, beside many others.
#[wasm_bindgen]
pub fn brief(value: f64) -> String {
    figures::brief(value)
}

/// The width of a difference.
#[wasm_bindgen]
pub fn width(value: f64) -> String {
    figures::width(value)
}

/// A contribution, with its sign.
#[wasm_bindgen]
pub fn signed(value: f64) -> String {
    figures::signed(value)
}

/// A probability or a share in per cent.
#[wasm_bindgen]
pub fn percent(share: f64) -> String {
    figures::percent(share)
}

/// A time in seconds.
#[wasm_bindgen]
pub fn duration(seconds: f64) -> String {
    figures::duration(seconds)
}

/// Items a second.
#[wasm_bindgen]
pub fn rate(value: f64) -> String {
    figures::rate(value)
}

/// A number of bytes.
#[wasm_bindgen]
pub fn size(bytes: f64) -> String {
    figures::size(bytes as u64)
}

/// What an output of classes says of one item, as probabilities.
#[wasm_bindgen]
pub fn probabilities(values: Vec<f64>) -> Vec<f64> {
    let width = values.len().max(1);
    verification::probabilities(values, width)
}

/// Euclidean distance of two points of as many coordinates.
#[wasm_bindgen]
pub fn distance(from: &[f64], to: &[f64]) -> f64 {
    distances(from, to, from.len().max(1)).first().copied().unwrap_or(f64::NAN)
}

/// Largest difference of two outputs, NaN where they have not as many values.
#[wasm_bindgen]
pub fn largest_difference(one: Vec<f64>, other: Vec<f64>) -> f64 {
    let tensor = |values: Vec<f64>| Tensor::new(vec![values.len()], Data::Float64(values)).ok();
    let found = tensor(one).zip(tensor(other));
    let found = found.and_then(|(one, other)| verification::largest_difference(&one, &other));
    found.map_or(f64::NAN, |(largest, _)| largest)
}

/// Minimum, quartiles and maximum of repeated measurements: five numbers.
#[wasm_bindgen]
pub fn quartiles(values: &[f64]) -> Vec<f64> {
    [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(values, share)).to_vec()
}

/// Items a second against batch size as SVG text: of each measurement its engine, its batch and
/// its five [`quartiles`]. Looks are numbered in the order of the engines; nothing where there is
/// no chart.
#[wasm_bindgen]
pub fn draw_rates(engines: Vec<String>, batches: Vec<usize>, quartiles: &[f64]) -> String {
    let mut panel = Panel { title: "one thread".to_owned(), series: Vec::new() };
    for ((engine, batch), five) in engines.into_iter().zip(batches).zip(quartiles.chunks_exact(5)) {
        let summary = Summary {
            batch,
            minimum: five[0],
            quartile_1: five[1],
            median: five[2],
            quartile_3: five[3],
            maximum: five[4],
        };
        let known = panel.series.iter_mut().find(|series| series.label == engine);
        match known {
            Some(series) => series.boxes.push(summary),
            None => {
                let look = panel.series.len();
                panel.series.push(Series { look, label: engine, boxes: vec![summary] });
            }
        }
    }
    let drawn = plot(&[panel]).and_then(|plot| plot.panels.into_iter().next());
    drawn.map(|drawing| drawing.svg).unwrap_or_default()
}
