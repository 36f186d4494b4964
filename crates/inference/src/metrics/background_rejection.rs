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
    let cut = signal[rank(efficiency, signal.len()) - 1];
    let of_kind = of(0).filter(|(_, score)| **score >= cut).count();
    Ok(Count { of_kind, all: background })
}

/// The least of the ranks 1 to `items` whose share of the items is at least `efficiency`, as
/// double precision has both: their product may lie above a whole number by rounding alone.
fn rank(efficiency: f64, items: usize) -> usize {
    let rank = ((efficiency * items as f64).ceil() as usize).clamp(1, items);
    let is_above = rank > 1 && (rank - 1) as f64 / items as f64 >= efficiency;
    if is_above { rank - 1 } else { rank }
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

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn rounding_takes_no_further_item() {
        for percent in 1..=100usize {
            assert_eq!(rank(percent as f64 / 100.0, 100), percent);
        }
        assert_eq!([rank(0.0, 5), rank(0.5, 3), rank(1.0, 5)], [1, 2, 5]);
    }
}
