//! Fidelity: how near two models' scores are on average.
//!
//! Source: Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062, equation (1).

/// 1 − mean |ŷ¹ − ŷ²|, where ŷ is the score of the last class; both are items × `width`.
#[must_use]
pub fn fidelity(values: &[f64], reference: &[f64], width: usize) -> f64 {
    let scores = |values: &[f64]| -> Vec<f64> {
        values.chunks_exact(width).filter_map(|row| row.last().copied()).collect()
    };
    let (ours, theirs) = (scores(values), scores(reference));
    let apart: f64 = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs()).sum();
    1.0 - apart / ours.len() as f64
}
