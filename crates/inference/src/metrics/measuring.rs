//! A metric with what it is worth: its uncertainty, its interval, or the limit that it is.

use super::counts::{Count, FEWEST, SMALL};
use super::decided::Decisions;
use super::{Answers, Average, Metric, MetricError, Truth, background_rejection, uncertainty};

/// What a control set tells of a metric.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// `None` where it has no finite value, as a rejection that no background passes.
    pub value: Option<f64>,
    /// Standard deviation over bootstrap samples; `None` where counts are small, and where the
    /// samples do not differ.
    pub uncertainty: Option<f64>,
    /// Of 68.3 %, where the metric counts few items.
    pub interval: Option<[f64; 2]>,
    /// The metric is above this at a confidence of 95 %, and the items are too few to say more.
    pub limit: Option<f64>,
}

/// Share of a value that its bootstrap samples may differ by when all are the same.
const ROUNDING: f64 = 1e-12;

impl Metric {
    /// The metric of `answers` with what the number of items allows to say of it.
    ///
    /// Errors: as [`Metric::compute`].
    pub fn measure(self, truth: &Truth, answers: &Answers) -> Result<Measured, MetricError> {
        let value = self.compute(truth, answers)?;
        let measured = Measured {
            value: value.is_finite().then_some(value),
            limit: self.limit(truth, answers)?,
            ..Measured::default()
        };
        if measured.limit.is_some() {
            return Ok(measured);
        }
        match self.count(truth, answers)? {
            Some(count) if count.fewer() < SMALL => {
                Ok(Measured { interval: Some(self.interval(count)), ..measured })
            }
            count => {
                let spread = uncertainty(self, truth, answers)?;
                let uncertainty = spread.filter(|it| *it > ROUNDING * value.abs());
                // Where one class is always answered, samples drawn class by class are alike.
                let interval = count.filter(|_| uncertainty.is_none()).map(|it| self.interval(it));
                Ok(Measured { uncertainty, interval, ..measured })
            }
        }
    }

    /// The items that the metric counts, where it is a ratio of counts.
    fn count(self, truth: &Truth, answers: &Answers) -> Result<Option<Count>, MetricError> {
        match self {
            Metric::Accuracy => {
                let right = self.compute(truth, answers)? * truth.items() as f64;
                Ok(Some(Count { of_kind: right.round() as usize, all: truth.items() }))
            }
            Metric::BackgroundRejection { efficiency } => {
                let scores = answers.signal_scores()?;
                let labels = truth.labels()?;
                background_rejection::passing_background(labels, &scores, efficiency).map(Some)
            }
            Metric::Decided { score, average: Average::Binary, threshold } => {
                Ok(Decisions::of(truth.labels()?, answers, threshold)?.count(score))
            }
            _ => Ok(None),
        }
    }

    /// The interval of the metric where `count` has that of its share.
    fn interval(self, count: Count) -> [f64; 2] {
        let [low, high] = count.interval();
        match self {
            Metric::BackgroundRejection { .. } => [1.0 / high, 1.0 / low],
            _ => [low, high],
        }
    }

    /// What the metric is above, where the items are too few for a value: a rejection that fewer
    /// than ten items of background decide, and a quantile beyond the last item.
    fn limit(self, truth: &Truth, answers: &Answers) -> Result<Option<f64>, MetricError> {
        match self {
            Metric::BackgroundRejection { .. } => {
                let count = self.count(truth, answers)?.filter(|count| count.of_kind < FEWEST);
                Ok(count.map(|count| 1.0 / count.upper_limit()))
            }
            Metric::EuclideanQuantile { quantile }
                if 1.0 - 1.0 / (truth.items() as f64) < quantile =>
            {
                self.compute(truth, answers).map(Some)
            }
            _ => Ok(None),
        }
    }
}
