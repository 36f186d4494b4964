//! What a classifier's scores look like: its ROC curve, and how its scores are spread.

/// Points of a curve; more would not be seen.
const MOST_POINTS: usize = 160;
/// Parts of the range from 0 to 1.
const PARTS: usize = 20;

/// Share of background, then of signal, that is taken for signal at one threshold.
pub type Point = [f64; 2];

/// Items by class, then by the part of the range in which the score of class 1 lies.
pub type Spread = [Vec<usize>; 2];

/// How many negative and positive items of those with a score and whether they are positive pass, as
/// the threshold falls from above all to below all; items of one score pass together. `None` where
/// one kind has no items.
#[must_use]
pub fn passing(mut items: Vec<(f64, bool)>) -> Option<Vec<[u64; 2]>> {
    items.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut passed = [0, 0];
    let mut steps = vec![passed];
    for together in items.chunk_by(|(a, _), (b, _)| a == b) {
        together.iter().for_each(|(_, is_positive)| passed[usize::from(*is_positive)] += 1);
        steps.push(passed);
    }
    (!passed.contains(&0)).then_some(steps)
}

/// The ROC curve of `scores`, from (0, 0) to (1, 1); class 1 is the signal. `None` where a class has
/// no items. Of a long curve, points that lie evenly along it are kept.
#[must_use]
pub fn roc(labels: &[usize], scores: &[f64]) -> Option<Vec<Point>> {
    let items = scores.iter().zip(labels).map(|(score, label)| (*score, *label == 1));
    let steps = passing(items.collect())?;
    let totals = *steps.last()?;
    let share = |passed: [u64; 2]| std::array::from_fn(|it| passed[it] as f64 / totals[it] as f64);
    // Four digits are a hundredth of a pixel.
    let rounded = |point: Point| point.map(|share| (share * 1e4).round() / 1e4);
    let points: Vec<Point> = steps.into_iter().map(share).map(rounded).collect();
    Some(thinned(&points, 2.0 / MOST_POINTS as f64, |point| point[0] + point[1]))
}

/// The first of `points`, the last, and those between that are a `step` further along the curve, on
/// which each is `at` some place.
#[must_use]
pub fn thinned<P: Copy>(points: &[P], step: f64, at: impl Fn(&P) -> f64) -> Vec<P> {
    let mut kept: Vec<P> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let is_further = kept.last().is_none_or(|last| at(point) - at(last) >= step);
        if is_further || place + 1 == points.len() {
            kept.push(*point);
        }
    }
    kept
}

/// How often the score of class 1 lies in each part of the range, for items of each class.
#[must_use]
pub fn spread(labels: &[usize], scores: &[f64]) -> Spread {
    let mut spread = [vec![0; PARTS], vec![0; PARTS]];
    for (score, label) in scores.iter().zip(labels) {
        let part = (score.clamp(0.0, 1.0) * PARTS as f64) as usize;
        spread[usize::from(*label == 1)][part.min(PARTS - 1)] += 1;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::{MOST_POINTS, roc, spread};

    #[test]
    fn a_perfect_classifier_goes_by_the_corner() {
        let points = roc(&[1, 0, 1, 0], &[0.9, 0.1, 0.8, 0.2]).unwrap();
        assert!(points.contains(&[0.0, 1.0]));
        assert_eq!((points[0], points[points.len() - 1]), ([0.0, 0.0], [1.0, 1.0]));
    }

    #[test]
    fn equal_scores_are_one_threshold() {
        assert_eq!(roc(&[1, 0], &[0.5, 0.5]), Some(vec![[0.0, 0.0], [1.0, 1.0]]));
        assert_eq!(roc(&[1, 1], &[0.5, 0.5]), None);
    }

    #[test]
    fn a_long_curve_keeps_its_ends_and_few_points() {
        let labels: Vec<usize> = (0..5000).map(|it| it * 7 % 3 % 2).collect();
        let scores: Vec<f64> = (0..5000).map(|it| f64::from(it * 37 % 5000) / 5000.0).collect();
        let points = roc(&labels, &scores).unwrap();
        assert!(points.len() <= MOST_POINTS + 2);
        assert_eq!(points[points.len() - 1], [1.0, 1.0]);
    }

    #[test]
    fn scores_are_counted_by_class() {
        let counted = spread(&[0, 1, 1], &[0.0, 1.0, 0.99]);
        assert_eq!((counted[0][0], counted[1][19]), (1, 2));
    }
}
