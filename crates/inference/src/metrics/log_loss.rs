//! Log loss (cross-entropy): the mean of −ln p of the true class.
//!
//! Source: Good, J. R. Stat. Soc. B 14 (1952) 107, section 6.

/// Smallest probability that the logarithm sees: the spacing of `float32` at 1, which is as
/// near to 1 as an output in that precision can say.
const SMALLEST: f64 = f32::EPSILON as f64;

/// In nats; `probabilities`: items × `classes`. For two classes the probability of class 0 is
/// taken as one minus that of class 1.
#[must_use]
pub fn log_loss(labels: &[usize], probabilities: &[f64], classes: usize) -> f64 {
    let rows = probabilities.chunks_exact(classes);
    let surprise = |(label, row): (&usize, &[f64])| {
        let right = match (classes, label) {
            (2, 0) => 1.0 - row[1],
            _ => row[*label],
        };
        -right.clamp(SMALLEST, 1.0).ln()
    };
    labels.iter().zip(rows).map(surprise).sum::<f64>() / labels.len() as f64
}
