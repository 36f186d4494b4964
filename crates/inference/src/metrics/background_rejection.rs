//! Background rejection at a fixed signal efficiency, 1/ε_B: one over the share of background
//! that passes the cut which the wanted share of signal passes.
//!
//! Source: Moreno et al., Phys. Rev. D 102 (2020) 012010, section V.

use super::MetricError;
use super::counts::Count;

/// The background that passes the cut, which is the score of the signal item of rank
/// ⌈`efficiency` · signal items⌉, which passes itself.
///
/// Errors: all items are of one class.
pub(super) fn passing_background(
    labels: &[usize],
    scores: &[f64],
    efficiency: f64,
) -> Result<Count, MetricError> {
    let of = |class: usize| labels.iter().zip(scores).filter(move |(label, _)| **label == class);
    let mut signal: Vec<f64> = of(1).map(|(_, score)| *score).collect();
    let background = of(0).count();
    if signal.is_empty() || background == 0 {
        return Err(MetricError::OneClass);
    }
    signal.sort_by(|a, b| b.total_cmp(a));
    let rank = (efficiency * signal.len() as f64).ceil() as usize;
    let cut = signal[rank.clamp(1, signal.len()) - 1];
    let of_kind = of(0).filter(|(_, score)| **score >= cut).count();
    Ok(Count { of_kind, all: background })
}

/// The rejection itself; infinite where no background passes.
///
/// Errors: as [`passing_background`].
pub fn background_rejection(
    labels: &[usize],
    scores: &[f64],
    efficiency: f64,
) -> Result<f64, MetricError> {
    let Count { of_kind, all } = passing_background(labels, scores, efficiency)?;
    Ok(all as f64 / of_kind as f64)
}
