//! Accuracy: the share of items whose most probable class is the right one.

/// `values`: items × `classes`. Of equally probable classes the first counts, as in NumPy's
/// `argmax`.
#[must_use]
pub fn accuracy(labels: &[usize], values: &[f64], classes: usize) -> f64 {
    let rows = values.chunks_exact(classes);
    let right = labels.iter().zip(rows).filter(|(label, row)| **label == most_probable(row));
    right.count() as f64 / labels.len() as f64
}

/// Index of the first largest value; 0 for an empty row.
pub(super) fn most_probable(row: &[f64]) -> usize {
    let mut best = 0;
    for (index, value) in row.iter().enumerate() {
        if *value > row[best] {
            best = index;
        }
    }
    best
}
