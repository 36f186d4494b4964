//! Precision, recall and F1 of what each item is taken for.
//!
//! Source: van Rijsbergen, Information Retrieval (2nd ed., 1979), chapter 7; averages over classes:
//! Sokolova and Lapalme, Inf. Process. Manag. 45 (2009) 427, table 3. A class that no item has and
//! no item is taken for is in no average, and a share of nothing is 0, as in scikit-learn.

use serde::{Deserialize, Serialize};

use super::accuracy::most_probable;
use super::counts::Count;
use super::{Answers, Average, MetricError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    Precision,
    Recall,
    F1,
}

/// How many items of one class there are, how many are taken for it, and how many of these rightly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OfClass {
    pub(super) items: u64,
    pub(super) taken: u64,
    pub(super) right: u64,
}

/// What was decided of all items, class by class.
pub(super) struct Decisions(pub(super) Vec<OfClass>);

impl Decisions {
    /// The most probable class of each item, the first of equally probable ones; with a
    /// `threshold`, class 1 of two where its probability is not below that.
    ///
    /// Errors: a threshold for other than two classes.
    pub(super) fn of(
        labels: &[usize],
        answers: &Answers,
        threshold: Option<f64>,
    ) -> Result<Decisions, MetricError> {
        let taken: Vec<usize> = match threshold {
            None => answers.values.chunks_exact(answers.width).map(most_probable).collect(),
            Some(threshold) => {
                let scores = answers.signal_scores()?;
                scores.into_iter().map(|score| usize::from(score >= threshold)).collect()
            }
        };
        let mut classes = vec![OfClass::default(); answers.width];
        for (&label, &taken) in labels.iter().zip(&taken) {
            classes[label].items += 1;
            classes[taken].taken += 1;
            classes[label].right += u64::from(label == taken);
        }
        Ok(Decisions(classes))
    }

    /// The items of which a share has the `score` of class 1 of two; F1 is no share of items.
    pub(super) fn count(&self, score: Score) -> Option<Count> {
        let [_, signal] = self.0.as_slice() else { return None };
        let all = match score {
            Score::Precision => signal.taken,
            Score::Recall => signal.items,
            Score::F1 => return None,
        };
        let number = |items: u64| usize::try_from(items).ok();
        let count = Count { of_kind: number(signal.right)?, all: number(all)? };
        Some(count).filter(|it| it.all > 0)
    }

    /// The `score`, over the classes as `average` says.
    ///
    /// Errors: [`Average::Binary`] of other than two classes.
    pub(super) fn score(&self, score: Score, average: Average) -> Result<f64, MetricError> {
        let known = || self.0.iter().filter(|class| class.items + class.taken > 0);
        match average {
            Average::Binary => match self.0.as_slice() {
                [_, signal] => Ok(signal.score(score)),
                classes => Err(MetricError::NotTwoClasses(classes.len())),
            },
            Average::Micro => {
                let sum = |all: OfClass, class: &OfClass| OfClass {
                    items: all.items + class.items,
                    taken: all.taken + class.taken,
                    right: all.right + class.right,
                };
                Ok(known().fold(OfClass::default(), sum).score(score))
            }
            Average::Macro => {
                let total: f64 = known().map(|class| class.score(score)).sum();
                Ok(total / known().count() as f64)
            }
            Average::Weighted => {
                let items: u64 = known().map(|class| class.items).sum();
                let total = known().map(|class| class.items as f64 * class.score(score));
                Ok(total.sum::<f64>() / items as f64)
            }
        }
    }
}

impl OfClass {
    pub(super) fn score(&self, score: Score) -> f64 {
        match score {
            Score::Precision => share(self.right, self.taken),
            Score::Recall => share(self.right, self.items),
            Score::F1 => share(2 * self.right, self.items + self.taken),
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
