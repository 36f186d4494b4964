//! How the reference outputs of a control set tell its classes apart: what every threshold lets pass,
//! or which class is taken for which.

use super::answers::Scores;
use faircat_inference::metrics::{passing, thinned};

/// Most points of a curve.
const MOST_POINTS: usize = 200;
/// Shares of the positive class that are kept, for a table.
pub const KEPT: [f64; 6] = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95];

/// How a classifier of labelled items decides.
#[derive(Clone, Debug)]
pub enum Decisions {
    /// Of two classes, by a threshold.
    Curve(Curve),
    /// Of more: for each true class, how often each class is the most probable one.
    Confusion(Vec<Vec<u64>>),
}

/// The receiver operating characteristic.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// Numbers of items of the negative and the positive class.
    pub items: [u64; 2],
    /// Share of the positive items and of the negative ones that pass, as the threshold falls.
    pub points: Vec<[f64; 2]>,
    /// For each of [`KEPT`] the number of negative items that pass with at least that share.
    pub passing: [u64; KEPT.len()],
    /// Area under the curve.
    pub area: f64,
}

impl Curve {
    /// One standard deviation of the area, by Hanley and McNeil, Radiology 143 (1982) 29.
    #[must_use]
    pub fn uncertainty(&self) -> f64 {
        let [negative, positive] = self.items.map(|it| it as f64);
        let area = self.area;
        let (q1, q2) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
        let square = area * (1.0 - area)
            + (positive - 1.0) * (q1 - area * area)
            + (negative - 1.0) * (q2 - area * area);
        (square / (negative * positive)).max(0.0).sqrt()
    }
}

/// `None` where items are not labelled, or all of one class.
pub(super) fn of(scores: &Scores) -> Option<Decisions> {
    let labels = scores.labels?;
    if scores.width == 2 {
        let positive = scores.values.chunks_exact(2).map(|row| row[1]);
        let items = positive.zip(labels.iter().map(|label| *label == 1));
        return curve(items.filter(|(score, _)| !score.is_nan()).collect()).map(Decisions::Curve);
    }
    let mut counts = vec![vec![0; scores.width]; scores.width];
    for (row, label) in scores.values.chunks_exact(scores.width).zip(labels) {
        let best = (1..row.len()).fold(0, |best, it| if row[it] > row[best] { it } else { best });
        counts[*label][best] += 1;
    }
    Some(Decisions::Confusion(counts))
}

fn curve(items: Vec<(f64, bool)>) -> Option<Curve> {
    let steps = passing(items)?;
    let totals = *steps.last()?;
    let mut curve = Curve { items: totals, ..Curve::default() };
    for (before, passed) in steps.iter().zip(&steps[1..]) {
        let middle = (before[1] + passed[1]) as f64 / 2.0;
        curve.area += (passed[0] - before[0]) as f64 * middle;
        for (share, passing) in KEPT.iter().zip(&mut curve.passing) {
            let wanted = share * totals[1] as f64;
            if (before[1] as f64) < wanted && passed[1] as f64 >= wanted {
                *passing = passed[0];
            }
        }
    }
    let [negative, positive] = totals.map(|it| it as f64);
    curve.area /= negative * positive;
    // Steps of equal length along the curve, by numbers of items.
    let step = (totals[0] + totals[1]) / (MOST_POINTS as u64 - 2);
    curve.points = thinned(&steps, step.max(1) as f64, |it| (it[0] + it[1]) as f64)
        .into_iter()
        .map(|[passing, kept]| [kept as f64 / positive, passing as f64 / negative])
        .collect();
    Some(curve)
}

#[cfg(test)]
mod tests {
    use super::curve;

    #[test]
    fn the_area_counts_pairs_in_order_and_ties_by_half() {
        let items = vec![(0.9, true), (0.8, false), (0.7, true), (0.7, false), (0.1, false)];
        // Of six pairs four are in order and one is a tie.
        let curve = curve(items).unwrap_or_default();
        assert!((curve.area - 4.5 / 6.0).abs() < 1e-12, "{}", curve.area);
        assert_eq!(curve.items, [3, 2]);
        assert_eq!(curve.passing, [0, 0, 2, 2, 2, 2]);
        assert_eq!(curve.points.last(), Some(&[1.0, 1.0]));
    }

    #[test]
    fn one_class_has_no_curve_and_many_items_few_points() {
        assert!(curve(vec![(0.5, true)]).is_none());
        let items = (0..50_000).map(|it| (f64::from(it), it % 3 == 0)).collect();
        let curve = curve(items).unwrap_or_default();
        assert!(curve.points.len() <= super::MOST_POINTS, "{}", curve.points.len());
        assert!((curve.area - 0.5).abs() < 0.01 && curve.uncertainty() < 0.01);
    }
}
