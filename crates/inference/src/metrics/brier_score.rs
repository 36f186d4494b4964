//! Brier score: the mean squared distance of the probabilities from 1 for the true class and 0 for
//! the others. Of two classes only class 1 is counted, which halves it.
//!
//! Source: Brier, Mon. Weather Rev. 78 (1950) 1; the half for two classes is customary and
//! scikit-learn's (`scale_by_half="auto"`).

/// `probabilities`: items × `classes`.
pub(super) fn brier_score(labels: &[usize], probabilities: &[f64], classes: usize) -> f64 {
    let rows = labels.iter().zip(probabilities.chunks_exact(classes));
    let apart = |(label, row): (&usize, &[f64])| -> f64 {
        let square =
            |(class, value): (usize, &f64)| (value - f64::from(u8::from(class == *label))).powi(2);
        let counted = usize::from(classes == 2);
        row.iter().enumerate().skip(counted).map(square).sum()
    };
    rows.map(apart).sum::<f64>() / labels.len() as f64
}
