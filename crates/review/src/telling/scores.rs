//! Lines on scores, and on indicators that turn.

use faircat_scorecard::Outcome;

use super::Line;
use super::parts::{cut, of};
use crate::review::{Change, RecordReview, Review};
use crate::scores::{IndicatorTurn, LetterScore, Score};

/// The indicators of so many new records are told one by one, at most.
const FEW: usize = 3;

/// The scores of records that are new or gone, or whose scores differ; with the indicators that turn
/// and, where few records are new, those that fail.
pub(super) fn scores(review: &Review) -> Vec<Line> {
    let told: Vec<&RecordReview> = review.records.iter().filter(|it| differs(it)).collect();
    let (whole, changed): (Vec<&RecordReview>, Vec<&RecordReview>) =
        told.iter().partition(|it| !is_on_both_sides(it));
    let total = (changed.len() > 1).then(|| {
        Line::default().words(format!("all changed records together: {}", letters(&review.scores)))
    });
    let few = whole.len() <= FEW;
    let line = |record: &&RecordReview| {
        let is_changed = is_on_both_sides(record);
        let change =
            if is_changed { String::new() } else { format!(", {}", record.change.words()) };
        let indicators = record.indicators.iter().filter(|_| is_changed || few).map(indicator);
        let scores = format!("{change}: {}", letters(&record.scores));
        of(record).words(scores).over(indicators.collect())
    };
    total.into_iter().chain(told.iter().map(line)).collect()
}

fn is_on_both_sides(record: &RecordReview) -> bool {
    matches!(record.change, Change::Changed | Change::Moved | Change::Withdrawn)
}

fn differs(record: &RecordReview) -> bool {
    let scores_differ = record.scores.iter().any(|it| it.before != it.after);
    !record.scores.is_empty() && (scores_differ || !record.indicators.is_empty())
}

fn letters(scores: &[LetterScore]) -> String {
    let of = |score: Score| format!("{}/{}", score.pass, score.of);
    let one = |it: &LetterScore| match (it.before, it.after) {
        (Some(before), Some(after)) if before != after => {
            format!("{} {} → {}", it.letter, of(before), of(after))
        }
        (Some(score), _) | (None, Some(score)) => format!("{} {}", it.letter, of(score)),
        (None, None) => it.letter.to_string(),
    };
    scores.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn indicator(turn: &IndicatorTurn) -> Line {
    let label = |it: Option<Outcome>| it.map_or("not asked", Outcome::label);
    let symbol = turn.after.map_or("–", Outcome::symbol);
    let turned = match turn.before {
        Some(before) => format!(": {} → {}", before.label(), label(turn.after)),
        None => format!(": {}", label(turn.after)),
    };
    let line = Line::default().words(format!("{symbol} ")).said(&turn.indicator).words(turned);
    match &turn.because {
        Some(reason) => line.words(": ").said(cut(reason)),
        None => line,
    }
}
