//! Figures that say nothing of a model, because any other would have them on the same items.

use super::background_rejection::passing_background;
use super::decided::Decisions;
use super::{Answers, Average, Metric, MetricError, Truth};

const NO_ITEM: &str = "it says nothing: the control set has no item of the class on which it rests";
const ALL_PASS: &str = "it says nothing: at this threshold every item passes";
const NONE_PASSES: &str = "it says nothing: at this threshold no item passes";

impl Metric {
    /// Why the metric of `answers` tells nothing of the model, where it does not: it rests on a
    /// class of which there is no item, or all items lie on one side of its threshold.
    ///
    /// # Errors
    /// As [`Metric::compute`].
    pub fn says_nothing(
        self,
        truth: &Truth,
        answers: &Answers,
    ) -> Result<Option<&'static str>, MetricError> {
        let of_class = |class: usize| -> Result<usize, MetricError> {
            Ok(truth.labels()?.iter().filter(|label| **label == class).count())
        };
        let fewest = match self {
            Metric::RocAuc => of_class(0)?.min(of_class(1)?),
            Metric::Decided { average: Average::Binary, .. }
            | Metric::AveragePrecision { average: Average::Binary }
            | Metric::BackgroundRejection { .. } => of_class(1)?,
            _ => return Ok(None),
        };
        if fewest == 0 {
            return Ok(Some(NO_ITEM));
        }
        match self {
            Metric::Decided { threshold: Some(threshold), .. } => {
                let decisions = Decisions::of(truth.labels()?, answers, Some(threshold))?;
                let taken = decisions.0.iter().map(|class| class.taken);
                Ok(match taken.collect::<Vec<_>>().as_slice() {
                    [0, _] => Some(ALL_PASS),
                    [_, 0] => Some(NONE_PASSES),
                    _ => None,
                })
            }
            Metric::BackgroundRejection { efficiency } => {
                let scores = answers.signal_scores()?;
                let count = passing_background(truth.labels()?, &scores, efficiency)?;
                Ok((count.of_kind == count.all).then_some(ALL_PASS))
            }
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL_PASS, Answers, NO_ITEM, NONE_PASSES, Truth};
    use crate::metrics::metric_by_name;

    /// What is said of the metric `name` where class 1 has these probabilities.
    fn said(name: &str, labels: &[usize], scores: &[f64]) -> Option<&'static str> {
        let values = scores.iter().flat_map(|score| [1.0 - score, *score]).collect();
        let answers = Answers { width: 2, values, reference: None };
        let metric = metric_by_name(name).unwrap();
        metric.says_nothing(&Truth::Labels(labels.to_vec()), &answers).unwrap()
    }

    #[test]
    fn what_every_model_would_have_is_told() {
        let (labels, scores) = ([0, 0, 1, 1], [0.25, 0.5, 0.5, 0.75]);
        for name in ["recall", "recall at threshold 0.5", "ROC AUC", "accuracy", "macro F1"] {
            assert_eq!(said(name, &labels, &scores), None, "{name}");
        }
        for name in ["recall at threshold 0.1", "precision at threshold 0.25"] {
            assert_eq!(said(name, &labels, &scores), Some(ALL_PASS), "{name}");
        }
        assert_eq!(said("F1 at threshold 0.8", &labels, &scores), Some(NONE_PASSES));
        let all = "background rejection at 100 % signal efficiency";
        assert_eq!(said(all, &labels, &scores), None);
        assert_eq!(said(all, &labels, &[0.25, 0.5, 0.125, 0.75]), Some(ALL_PASS));
    }

    #[test]
    fn a_class_without_items_says_nothing() {
        let scores = [0.25, 0.5, 0.5, 0.75];
        for name in ["recall", "precision", "F1", "average precision", "ROC AUC"] {
            assert_eq!(said(name, &[0; 4], &scores), Some(NO_ITEM), "{name}");
            assert_eq!(said(name, &[0, 0, 0, 1], &scores), None, "{name}");
        }
        assert_eq!(said("ROC AUC", &[1; 4], &scores), Some(NO_ITEM));
        assert_eq!(said("recall", &[1; 4], &scores), None);
        assert_eq!(said("accuracy", &[0; 4], &scores), None);
    }
}
