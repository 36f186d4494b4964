//! What metrics are computed from, and why one cannot be.

use thiserror::Error;

/// Why a metric has no value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MetricError {
    #[error("there are no items")]
    Empty,
    #[error("{0} items are judged by {1} labels")]
    Lengths(usize, usize),
    #[error("the model gives {0} values for an item, the control set has {1}")]
    Widths(usize, usize),
    #[error("the metric needs items of both classes")]
    OneClass,
    #[error(
        "the metric is for two classes, not {0}; for more, its name says how they come together, as \
         `macro F1`, `weighted recall`, `ROC AUC (ovr, macro)` or `macro average precision`"
    )]
    NotTwoClasses(usize),
    #[error("the metric needs items of every class, and there are none of class {0}")]
    NoItemsOf(usize),
    #[error("row {row} has the label {label}, but there are {classes} classes")]
    Label { row: usize, label: i64, classes: usize },
    #[error("row {0} of the output is not finite")]
    NonFinite(usize),
    #[error("the metric needs class labels, not target values")]
    NeedsLabels,
    #[error("the metric needs target values, not class labels")]
    NeedsTargets,
    #[error("the metric needs reference outputs, which the control set does not have")]
    NeedsReference,
}

/// What a model's answers are held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// Index of the class of each item.
    Labels(Vec<usize>),
    /// Target values, items × `width`, in the units of the output.
    Targets { width: usize, values: Vec<f64> },
}

/// A model's answers on all items, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// Values of one item: classes of a classifier, coordinates of a regression.
    pub width: usize,
    /// Items × `width`; probabilities for a classifier.
    pub values: Vec<f64>,
    /// The reference outputs in the same form, for [`Metric::Fidelity`].
    pub reference: Option<Vec<f64>>,
}

impl Truth {
    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        match self {
            Truth::Labels(labels) => labels.len(),
            Truth::Targets { width, values } => values.len() / (*width).max(1),
        }
    }
}

impl Answers {
    #[must_use]
    pub fn items(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// The items `rows`, in that order, as often as they are named.
    pub(crate) fn picked(&self, rows: &[usize]) -> Answers {
        let reference = self.reference.as_ref().map(|it| pick(it, self.width, rows));
        Answers { width: self.width, values: pick(&self.values, self.width, rows), reference }
    }

    /// Scores of class 1 of two.
    pub(super) fn signal_scores(&self) -> Result<Vec<f64>, MetricError> {
        if self.width != 2 {
            return Err(MetricError::NotTwoClasses(self.width));
        }
        Ok(self.values.chunks_exact(2).map(|row| row[1]).collect())
    }
}

impl Truth {
    /// The items `rows`, in that order, as often as they are named.
    #[must_use]
    pub fn picked(&self, rows: &[usize]) -> Truth {
        match self {
            Truth::Labels(labels) => Truth::Labels(rows.iter().map(|&row| labels[row]).collect()),
            Truth::Targets { width, values } => {
                Truth::Targets { width: *width, values: pick(values, *width, rows) }
            }
        }
    }

    pub(super) fn labels(&self) -> Result<&[usize], MetricError> {
        match self {
            Truth::Labels(labels) => Ok(labels),
            Truth::Targets { .. } => Err(MetricError::NeedsLabels),
        }
    }
}

fn pick(values: &[f64], width: usize, rows: &[usize]) -> Vec<f64> {
    rows.iter().flat_map(|&row| &values[row * width..(row + 1) * width]).copied().collect()
}

pub(super) fn check(truth: &Truth, answers: &Answers) -> Result<(), MetricError> {
    let items = answers.items();
    if items == 0 {
        return Err(MetricError::Empty);
    }
    if truth.items() != items {
        return Err(MetricError::Lengths(items, truth.items()));
    }
    if let Some(place) = answers.values.iter().position(|value| !value.is_finite()) {
        return Err(MetricError::NonFinite(place / answers.width));
    }
    if let Truth::Labels(labels) = truth
        && let Some(row) = labels.iter().position(|&label| label >= answers.width)
    {
        let label = i64::try_from(labels[row]).unwrap_or(i64::MAX);
        return Err(MetricError::Label { row, label, classes: answers.width });
    }
    Ok(())
}
