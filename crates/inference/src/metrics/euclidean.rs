//! The Euclidean error of a position and what describes its distribution.
//!
//! Source of the choice of figures: Ravi et al., Sci. Data 9 (2022) 657, "uncertainty
//! quantification"; quantiles are those of type 7 of Hyndman and Fan, Am. Stat. 50 (1996) 361,
//! which is NumPy's default.

/// Distance of each row of `values` from that of `targets`, both items × `width`.
#[must_use]
pub fn distances(values: &[f64], targets: &[f64], width: usize) -> Vec<f64> {
    let rows = values.chunks_exact(width).zip(targets.chunks_exact(width));
    let squares = rows.map(|(a, b)| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>());
    squares.map(f64::sqrt).collect()
}

/// The value below which the share `at` (0 to 1) of `values` lies, linear between two of them;
/// NaN where there are none.
#[must_use]
pub fn quantile(values: &[f64], at: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = at.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    low + (high - low) * place.fract()
}

/// NaN where there are none.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Of the population (divided by the number of values, as NumPy does by default).
#[must_use]
pub fn standard_deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares = values.iter().map(|value| (value - centre).powi(2));
    (squares.sum::<f64>() / values.len() as f64).sqrt()
}
