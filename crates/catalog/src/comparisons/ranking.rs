//! Ranks, and what makes two models tied.

use faircat_inference::metrics::{Resampled, is_significant};

use super::Row;
use crate::evidence::comparison::Figure;
use crate::evidence::contradictions::{can_be_pair, is_near_drawn};

/// By which rule two models are told apart, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Both answered the same items: the paired bootstrap of their difference.
    Paired,
    /// The uncertainties that are stated of both, as if the two were independent.
    Stated,
    /// No uncertainty is stated of one: nobody can tell, so it has no rank.
    Unknown,
}

impl Rule {
    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Paired => "paired-bootstrap",
            Rule::Stated => "stated-uncertainties",
            Rule::Unknown => "no-uncertainty",
        }
    }
}

/// Two models beside each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    pub rule: Rule,
    /// The best of the rank less this one, or the other way round; never negative.
    pub difference: f64,
    pub standard_error: Option<f64>,
    /// Whether the two do not differ by the rule.
    pub tied: bool,
}

/// Sorts `rows` and gives them ranks. A row shares the rank of the best one before it from which it
/// does not differ; each is held against the best of the rank, so ties do not add up. A row of which
/// no uncertainty is known has its place by its value, and no rank.
pub(super) fn rank(rows: &mut [Row<'_>], more_is_better: Option<bool>) {
    let Some(more) = more_is_better else {
        rows.sort_by(|a, b| a.entry.slug.cmp(&b.entry.slug));
        return;
    };
    rows.sort_by(|a, b| {
        let order = a.value.total_cmp(&b.value);
        let order = if more { order.reverse() } else { order };
        order.then_with(|| a.entry.slug.cmp(&b.entry.slug))
    });
    // The best of the rank, its rank, and how many have one.
    let (mut best, mut rank, mut ranked) = (None, 0, 0);
    for place in 0..rows.len() {
        let tie = best.map(|best: usize| held_against(&rows[best], &rows[place]));
        rows[place].tie = tie;
        rows[place].above = place.checked_sub(1).and_then(|above| {
            let is_told = best == Some(above) && tie.is_some_and(|it| it.rule == Rule::Paired);
            let held = held_against(&rows[above], &rows[place]);
            (held.rule == Rule::Paired && !is_told).then_some(held)
        });
        if rows[place].uncertainty.is_none() && tie.is_none_or(|tie| tie.rule == Rule::Unknown) {
            continue;
        }
        ranked += 1;
        if tie.is_none_or(|tie| !tie.tied) {
            (best, rank) = (Some(place), ranked);
        }
        rows[place].rank = rank;
    }
}

fn held_against(best: &Row<'_>, other: &Row<'_>) -> Tie {
    let difference = (best.value - other.value).abs();
    let stated = || best.uncertainty.zip(other.uncertainty).map(|(one, two)| one.hypot(two));
    let (rule, standard_error) = match paired(best, other) {
        Some(error) => (Rule::Paired, Some(error)),
        None => stated().map_or((Rule::Unknown, None), |error| (Rule::Stated, Some(error))),
    };
    let tied = !is_significant(difference, standard_error.unwrap_or_default());
    Tie { rule, difference, standard_error, tied }
}

/// The standard error of the difference of the two, where both have evidence of one comparison, which
/// says the same from both sides.
fn paired(one: &Row<'_>, other: &Row<'_>) -> Option<f64> {
    let (of_one, of_other) = (one.compared()?, other.compared()?);
    let (left, right) =
        (one.entry.evidence.comparison.as_deref()?, other.entry.evidence.comparison.as_deref()?);
    if left.control_set.items_sha256 != right.control_set.items_sha256 {
        return None;
    }
    let (left_id, right_id) = (one.entry.id(), other.entry.id());
    let here = left.pairs.iter().find(|it| {
        it.model == right_id && it.sha256 == right.sha256 && it.metric == of_one.metric
    })?;
    let there = right.pairs.iter().find(|it| {
        it.model == left_id && it.sha256 == left.sha256 && it.metric == of_other.metric
    })?;
    let agree = (here.standard_error - there.standard_error).abs() <= 1e-9 * here.standard_error
        && can_be_pair(of_one, of_other, here)
        && can_be_pair(of_other, of_one, there)
        && is_near_drawn(drawn(one, of_one)?, drawn(other, of_other)?, here);
    agree.then_some(here.standard_error)
}

/// `figure` of the row's comparison over the resamplings that were drawn again of it.
fn drawn<'a>(row: &Row<'a>, figure: &Figure) -> Option<&'a Resampled> {
    let figures = &row.entry.evidence.comparison.as_deref()?.metrics;
    let place = figures.iter().position(|it| it.metric == figure.metric)?;
    row.entry.evidence.answered.as_deref()?.few.get(place)
}
