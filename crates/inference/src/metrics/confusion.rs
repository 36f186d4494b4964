//! The confusion matrix: how often each class was taken for each.

use super::accuracy::most_probable;

/// Counts of items by true class (row) and most probable class (column); `values`: items ×
/// `classes`. Labels outside the classes are not counted.
#[must_use]
pub fn confusion_matrix(labels: &[usize], values: &[f64], classes: usize) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; classes]; classes];
    for (label, row) in labels.iter().zip(values.chunks_exact(classes)) {
        if let Some(count) = counts.get_mut(*label).and_then(|it| it.get_mut(most_probable(row))) {
            *count += 1;
        }
    }
    counts
}
