//! Area under the ROC curve.
//!
//! Source: the probability that an item of class 1 scores above one of class 0, equal scores
//! counting one half; Mann and Whitney, Ann. Math. Stat. 18 (1947) 50; Fawcett, Pattern
//! Recognit. Lett. 27 (2006) 861, section 7.

use super::MetricError;

/// `scores` grow with the probability of class 1.
///
/// Errors: all items are of one class.
pub fn roc_auc(labels: &[usize], scores: &[f64]) -> Result<f64, MetricError> {
    let mut order: Vec<usize> = (0..scores.len().min(labels.len())).collect();
    order.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    let mut below = 0u128;
    let (mut signals, mut twice_wins) = (0u128, 0u128);
    // Groups of equal scores, where 0.0 and -0.0 are equal.
    for group in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let signal = group.iter().filter(|&&item| labels[item] == 1).count() as u128;
        let background = group.len() as u128 - signal;
        twice_wins += signal * (2 * below + background);
        below += background;
        signals += signal;
    }
    if signals == 0 || below == 0 {
        return Err(MetricError::OneClass);
    }
    Ok(twice_wins as f64 / 2.0 / (signals as f64 * below as f64))
}
