//! What a share of counted items can tell: intervals and limits in place of standard deviations.
//!
//! Sources: Wilson, J. Am. Stat. Assoc. 22 (1927) 209, for intervals (Brown, Cai and DasGupta,
//! Stat. Sci. 16 (2001) 101, compare the methods); Clopper and Pearson, Biometrika 26 (1934) 404,
//! for limits.

/// Below so many items, on the side with fewer, an interval is given and no standard deviation.
pub(super) const SMALL: usize = 100;
/// Below so many items a ratio of counts is a limit only: its relative uncertainty, one over the
/// root of the count, is above a third.
pub const FEWEST: usize = 10;
/// Confidence of a limit, as is usual in particle physics.
const CONFIDENCE: f64 = 0.95;

/// Items of a kind among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub of_kind: usize,
    pub all: usize,
}

impl Count {
    /// Items on the side with fewer.
    #[must_use]
    pub fn fewer(self) -> usize {
        self.of_kind.min(self.all - self.of_kind)
    }

    /// The interval of 68.3 % (one standard deviation of a normal distribution) in which the share
    /// lies, after Wilson.
    #[must_use]
    pub fn interval(self) -> [f64; 2] {
        let (hits, all) = (self.of_kind as f64, self.all as f64);
        let centre = (hits + 0.5) / (all + 1.0);
        let half = (hits * (all - hits) / all + 0.25).sqrt() / (all + 1.0);
        [(centre - half).max(0.0), (centre + half).min(1.0)]
    }

    /// The share that is not exceeded at a confidence of 95 %, after Clopper and Pearson: where
    /// the probability of so few items or fewer is 5 %. Meant for small counts.
    #[must_use]
    pub fn upper_limit(self) -> f64 {
        if self.of_kind >= self.all {
            return 1.0;
        }
        let (mut low, mut high) = (0.0, 1.0);
        // Every step halves the interval; 60 are finer than double precision.
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.at_most(middle) > 1.0 - CONFIDENCE { low = middle } else { high = middle }
        }
        high
    }

    /// Probability of at most `of_kind` items where the share is `share`, between 0 and 1.
    fn at_most(self, share: f64) -> f64 {
        let (odds, all) = ((share / (1.0 - share)).ln(), self.all as f64);
        let mut logarithm = all * (1.0 - share).ln();
        let mut total = logarithm.exp();
        for count in 0..self.of_kind {
            logarithm += ((all - count as f64) / (count as f64 + 1.0)).ln() + odds;
            total += logarithm.exp();
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn intervals_and_limits_are_those_of_the_sources() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-4 * b.abs().max(1e-3), "{a} {b}");
        // Nothing among 1309: 1 − 0.05^(1/1309).
        let none = Count { of_kind: 0, all: 1309 };
        near(none.upper_limit(), 1.0 - 0.05f64.powf(1.0 / 1309.0));
        // One among ten: statistics tables give 0.3942.
        near(Count { of_kind: 1, all: 10 }.upper_limit(), 0.394_163);
        near(Count { of_kind: 10, all: 10 }.upper_limit(), 1.0);
        let [low, high] = Count { of_kind: 39, all: 20_000 }.interval();
        near(low, 39.5 / 20_001.0 - (39.0 * 19_961.0 / 20_000.0 + 0.25f64).sqrt() / 20_001.0);
        assert!(low < 39.0 / 20_000.0 && 39.0 / 20_000.0 < high);
        assert_eq!(Count { of_kind: 0, all: 8 }.interval()[0], 0.0);
    }
}
