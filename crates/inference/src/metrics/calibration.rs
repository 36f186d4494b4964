//! Calibration error: how far the probability of the most probable class is from the share of items
//! for which that class is right, over bins of equal width of that probability.
//!
//! Source: Guo et al., Proc. ICML (2017) 1321, equations (3) and (5), for the mean and the largest;
//! Kumar, Liang and Ma, NeurIPS (2019), definition 2.2, for the root of the mean square. A bin holds
//! its upper edge and not its lower one, as in Guo et al.

use serde::{Deserialize, Serialize};

use super::accuracy::most_probable;

/// Bins where a record names no number, as in Guo et al.
pub(super) const BINS: u32 = 15;
/// Most bins that a record may name.
pub(super) const MOST_BINS: u32 = 1000;

/// How the bins come together, each weighted by its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Norm {
    /// The mean.
    L1,
    /// The root of the mean square.
    L2,
    /// The largest, whatever its items.
    Max,
}

#[derive(Clone, Default)]
struct Bin {
    items: f64,
    right: f64,
    confidence: f64,
}

/// `probabilities`: items × `classes`.
pub(super) fn calibration_error(
    labels: &[usize],
    probabilities: &[f64],
    classes: usize,
    bins: u32,
    norm: Norm,
) -> f64 {
    let mut all = vec![Bin::default(); bins.max(1) as usize];
    for (label, row) in labels.iter().zip(probabilities.chunks_exact(classes)) {
        let class = most_probable(row);
        let above = (row[class] * f64::from(bins)).ceil() as usize;
        let bin = &mut all[above.clamp(1, bins.max(1) as usize) - 1];
        bin.items += 1.0;
        bin.right += f64::from(u8::from(class == *label));
        bin.confidence += row[class];
    }
    let items = labels.len() as f64;
    let filled = all.iter().filter(|bin| bin.items > 0.0);
    let gaps =
        filled.map(|bin| ((bin.right - bin.confidence).abs() / bin.items, bin.items / items));
    match norm {
        Norm::L1 => gaps.map(|(gap, share)| gap * share).sum(),
        Norm::L2 => gaps.map(|(gap, share)| gap * gap * share).sum::<f64>().sqrt(),
        Norm::Max => gaps.map(|(gap, _)| gap).fold(0.0, f64::max),
    }
}
