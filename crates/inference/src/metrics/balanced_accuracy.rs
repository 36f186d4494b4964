//! Balanced accuracy: the mean, over the classes that there are items of, of the share of their
//! items that are taken for them.
//!
//! Source: Brodersen et al., Proc. 20th ICPR (2010) 3121.

use super::decided::{Decisions, Score};

#[must_use]
pub(super) fn balanced_accuracy(decisions: &Decisions) -> f64 {
    let classes = || decisions.0.iter().filter(|class| class.items > 0);
    let total: f64 = classes().map(|class| class.score(Score::Recall)).sum();
    total / classes().count() as f64
}
