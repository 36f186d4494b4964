//! Area under the ROC curve for several classes, of each against all others or of each pair.
//!
//! Sources: one against the rest, Fawcett, Pattern Recognit. Lett. 27 (2006) 861, section 9.2
//! (weighted: Provost and Domingos, CeDER working paper IS-00-04 (2000)); one against one, Hand
//! and Till, Mach. Learn. 45 (2001) 171; micro, scikit-learn's user guide, section "Receiver
//! operating characteristic".

use serde::{Deserialize, Serialize};

use super::{Answers, Average, MetricError, mean, roc_auc};

/// What a class is told apart from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pairing {
    /// From all others together.
    OneVsRest,
    /// From each other, the mean over both directions and all pairs.
    OneVsOne,
}

/// Each class alike, or weighted by its items; micro, over all pairs of an item and a class, where
/// every class is told apart from all others. A class without items is in no pair.
///
/// Errors: fewer than two classes with items; a class without items in a mean over all.
pub(super) fn roc_auc_of_several(
    labels: &[usize],
    answers: &Answers,
    pairing: Pairing,
    average: Average,
) -> Result<f64, MetricError> {
    if answers.width == 2 {
        return roc_auc(labels, &answers.signal_scores()?);
    }
    if average == Average::Micro {
        let (cells, scores) = all_cells(labels, answers);
        return roc_auc(&cells, scores);
    }
    let weighted = average == Average::Weighted;
    let each = match pairing {
        Pairing::OneVsRest => one_vs_rest(labels, answers, weighted)?,
        Pairing::OneVsOne => one_vs_one(labels, answers)?,
    };
    Ok(averaged(&each, weighted))
}

/// The area and the number of items of each class.
fn one_vs_rest(
    labels: &[usize],
    answers: &Answers,
    weighted: bool,
) -> Result<Vec<(f64, usize)>, MetricError> {
    let mut each = Vec::with_capacity(answers.width);
    for class in 0..answers.width {
        let (of_class, scores) = against_rest(labels, answers, class);
        let items = of_class.iter().filter(|it| **it).count();
        if items == labels.len() {
            return Err(MetricError::OneClass);
        }
        match (items, weighted) {
            (0, true) => {}
            (0, false) => return Err(MetricError::NoItemsOf(class)),
            _ => {
                let binary: Vec<usize> = of_class.into_iter().map(usize::from).collect();
                each.push((roc_auc(&binary, &scores)?, items));
            }
        }
    }
    Ok(each)
}

/// The area and the number of items of each pair of classes.
fn one_vs_one(labels: &[usize], answers: &Answers) -> Result<Vec<(f64, usize)>, MetricError> {
    let known: Vec<usize> = (0..answers.width).filter(|class| labels.contains(class)).collect();
    let mut each = Vec::new();
    for (place, &one) in known.iter().enumerate() {
        for &other in &known[place + 1..] {
            let rows: Vec<usize> = (0..labels.len())
                .filter(|&row| labels[row] == one || labels[row] == other)
                .collect();
            let area = |class: usize| {
                let binary: Vec<usize> =
                    rows.iter().map(|&row| usize::from(labels[row] == class)).collect();
                let scores: Vec<f64> =
                    rows.iter().map(|&row| answers.values[row * answers.width + class]).collect();
                roc_auc(&binary, &scores)
            };
            each.push((mean(&[area(one)?, area(other)?]), rows.len()));
        }
    }
    if each.is_empty() { Err(MetricError::OneClass) } else { Ok(each) }
}

/// For each item and each class, 1 where the item is of the class, and how probable that is.
pub(super) fn all_cells<'a>(labels: &[usize], answers: &'a Answers) -> (Vec<usize>, &'a [f64]) {
    let of = |label: usize| (0..answers.width).map(move |class| usize::from(class == label));
    (labels.iter().flat_map(|&label| of(label)).collect(), &answers.values)
}

/// Whether each item is of `class`, and how probable that is.
pub(super) fn against_rest(
    labels: &[usize],
    answers: &Answers,
    class: usize,
) -> (Vec<bool>, Vec<f64>) {
    let of_class = labels.iter().map(|label| *label == class).collect();
    let scores = answers.values.chunks_exact(answers.width).map(|row| row[class]).collect();
    (of_class, scores)
}

/// The mean of values, each with a number of items, by which it counts where `weighted`.
pub(super) fn averaged(each: &[(f64, usize)], weighted: bool) -> f64 {
    let weight = |items: usize| if weighted { items as f64 } else { 1.0 };
    let total: f64 = each.iter().map(|(value, items)| value * weight(*items)).sum();
    total / each.iter().map(|(_, items)| weight(*items)).sum::<f64>()
}
