//! Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds n at which items begin to be taken for
//! the class, from the highest score; equal scores are one threshold. Nothing is interpolated.
//!
//! Source: scikit-learn's user guide, section "Precision, recall and F-measures"; Manning, Raghavan
//! and Schütze, Introduction to Information Retrieval (2008), section 8.4.

use super::pairs::{against_rest, all_cells, averaged};
use super::{Answers, Average, MetricError};

/// Of class 1 of two, or over each class against all others.
///
/// Errors: [`Average::Binary`] of other than two classes.
pub(super) fn average_precision(
    labels: &[usize],
    answers: &Answers,
    average: Average,
) -> Result<f64, MetricError> {
    match average {
        Average::Binary => {
            let scores = answers.signal_scores()?;
            let of_class: Vec<bool> = labels.iter().map(|label| *label == 1).collect();
            Ok(of_one(&of_class, &scores))
        }
        Average::Micro => {
            let (cells, scores) = all_cells(labels, answers);
            Ok(of_one(&cells.iter().map(|it| *it == 1).collect::<Vec<bool>>(), scores))
        }
        Average::Macro | Average::Weighted => {
            let each = (0..answers.width).map(|class| {
                let (of_class, scores) = against_rest(labels, answers, class);
                let items = of_class.iter().filter(|it| **it).count();
                (of_one(&of_class, &scores), items)
            });
            Ok(averaged(&each.collect::<Vec<_>>(), average == Average::Weighted))
        }
    }
}

/// 0 where no item is of the class.
fn of_one(of_class: &[bool], scores: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let all = of_class.iter().filter(|it| **it).count();
    if all == 0 {
        return 0.0;
    }
    let (mut taken, mut right, mut area) = (0, 0, 0.0);
    for group in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let more = group.iter().filter(|&&item| of_class[item]).count();
        taken += group.len();
        right += more;
        area += more as f64 / all as f64 * (right as f64 / taken as f64);
    }
    area
}
