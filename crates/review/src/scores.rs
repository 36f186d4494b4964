//! Scores by the letters of FAIR, and the indicators that turn.

use faircat_scorecard::{Outcome, Scorecard};
use serde::Serialize;

/// What an indicator found in one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// As `model-R1.1-licence`.
    pub indicator: String,
    /// As `R1.1`.
    pub principle: String,
    pub outcome: Outcome,
    /// What the outcome rests on, in a sentence.
    pub evidence: String,
    /// Of a fail, the lines to add to the record.
    pub remedy: Option<String>,
}

/// How many of the indicators that apply pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    pub pass: usize,
    pub of: usize,
}

/// The score of one letter on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterScore {
    /// `F`, `A`, `I` or `R`.
    pub letter: char,
    /// Absent where the record is on the new side only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Score>,
    /// Absent where the record is on the old side only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Score>,
}

/// An indicator whose outcome is another than before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorTurn {
    pub indicator: String,
    pub principle: String,
    /// Absent where the indicator was not asked, as of a record that is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Outcome>,
    /// What the outcome rested on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What the outcome rests on, hence why it turned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Of a fail, the lines to add to the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// The letters of FAIR, in their order.
const LETTERS: [char; 4] = ['F', 'A', 'I', 'R'];

/// The findings of `scorecard`.
pub(crate) fn of_scorecard(scorecard: &Scorecard) -> Vec<Judged> {
    let row =
        |(indicator, finding): (&faircat_scorecard::Indicator, &faircat_scorecard::Finding)| {
            Judged {
                indicator: indicator.id.to_owned(),
                principle: indicator.principle.to_owned(),
                outcome: finding.outcome,
                evidence: finding.evidence.clone(),
                remedy: finding.remedy.clone(),
            }
        };
    scorecard.rows().map(row).collect()
}

impl Score {
    fn of(findings: &[Judged], letter: char) -> Option<Score> {
        let of_letter = findings.iter().filter(|it| it.principle.starts_with(letter));
        let mut score = Score::default();
        for found in of_letter.filter(|it| it.outcome != Outcome::NotApplicable) {
            score.of += 1;
            score.pass += usize::from(found.outcome == Outcome::Pass);
        }
        (!findings.is_empty()).then_some(score)
    }

    /// Whether a smaller share passes than in `before`.
    fn is_below(self, before: Score) -> bool {
        // Where nothing applies, nothing is missing.
        let share = |it: Score| if it.of == 0 { (1, 1) } else { (it.pass, it.of) };
        let ((now, of_now), (then, of_then)) = (share(self), share(before));
        now * of_then < then * of_now
    }
}

/// The scores of a record; nothing for people and organizations.
pub(crate) fn letters(old: &[Judged], new: &[Judged]) -> Vec<LetterScore> {
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let score = |letter| LetterScore {
        letter,
        before: Score::of(old, letter),
        after: Score::of(new, letter),
    };
    LETTERS.into_iter().map(score).collect()
}

/// The indicators that fail in a record that is new.
pub(crate) fn failing(new: &[Judged]) -> Vec<IndicatorTurn> {
    let fails = new.iter().filter(|it| it.outcome == Outcome::Fail);
    fails.filter_map(|it| turn(None, Some(it))).collect()
}

/// The indicators of which `new` has another outcome than `old`; none where one of them has no
/// scorecard.
pub(crate) fn turns(old: &[Judged], new: &[Judged]) -> Vec<IndicatorTurn> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let before = |id: &str| old.iter().find(|it| it.indicator == id);
    let asked = new.iter().map(|now| (before(&now.indicator), Some(now)));
    let dropped = old.iter().filter(|it| new.iter().all(|now| now.indicator != it.indicator));
    asked
        .chain(dropped.map(|then| (Some(then), None)))
        .filter(|(then, now)| then.map(|it| it.outcome) != now.map(|it| it.outcome))
        .filter_map(|(then, now)| turn(then, now))
        .collect()
}

fn turn(then: Option<&Judged>, now: Option<&Judged>) -> Option<IndicatorTurn> {
    let named = now.or(then)?;
    Some(IndicatorTurn {
        indicator: named.indicator.clone(),
        principle: named.principle.clone(),
        before: then.map(|it| it.outcome),
        after: now.map(|it| it.outcome),
        was: then.map(|it| it.evidence.clone()),
        because: now.map(|it| it.evidence.clone()),
        remedy: now.and_then(|it| it.remedy.clone()),
    })
}

impl IndicatorTurn {
    /// Whether it passed, and does not any more although it applies.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.before == Some(Outcome::Pass)
            && matches!(self.after, Some(Outcome::Fail | Outcome::Unknown))
    }
}

/// Whether a letter or an indicator is worse than before.
pub(crate) fn is_worse(letters: &[LetterScore], turns: &[IndicatorTurn]) -> bool {
    let below = |it: &LetterScore| {
        it.after.zip(it.before).is_some_and(|(after, before)| after.is_below(before))
    };
    turns.iter().any(IndicatorTurn::is_worse) || letters.iter().any(below)
}

/// The sums of `all`, of records that are on both sides.
pub(crate) fn total<'a>(all: impl Iterator<Item = &'a [LetterScore]>) -> Vec<LetterScore> {
    let mut sums: Vec<LetterScore> = Vec::new();
    for one in all.flatten() {
        let (Some(before), Some(after)) = (one.before, one.after) else { continue };
        match sums.iter_mut().find(|sum| sum.letter == one.letter) {
            Some(sum) => {
                sum.before = sum.before.map(|it| it.and(before));
                sum.after = sum.after.map(|it| it.and(after));
            }
            None => sums.push(one.clone()),
        }
    }
    sums
}

impl Score {
    fn and(self, other: Score) -> Score {
        Score { pass: self.pass + other.pass, of: self.of + other.of }
    }
}

#[cfg(test)]
mod tests {
    use super::{Judged, Outcome, is_worse, letters, turns};

    fn judged(outcomes: &[(&str, Outcome)]) -> Vec<Judged> {
        let one = |(principle, outcome): &(&str, Outcome)| Judged {
            indicator: format!("model-{principle}-x"),
            principle: (*principle).to_owned(),
            outcome: *outcome,
            evidence: String::new(),
            remedy: None,
        };
        outcomes.iter().map(one).collect()
    }

    #[test]
    fn what_passed_and_fails_is_worse_even_where_the_sum_is_the_same() {
        let old = judged(&[("F1", Outcome::Pass), ("F2", Outcome::Fail)]);
        let new = judged(&[("F1", Outcome::Fail), ("F2", Outcome::Pass)]);
        let scores = letters(&old, &new);
        assert_eq!(scores[0].before, scores[0].after);
        assert!(is_worse(&scores, &turns(&old, &new)));
    }

    #[test]
    fn what_begins_to_apply_and_fails_is_worse() {
        let old = judged(&[("R1", Outcome::Pass), ("R1.1", Outcome::NotApplicable)]);
        let new = judged(&[("R1", Outcome::Pass), ("R1.1", Outcome::Fail)]);
        assert!(is_worse(&letters(&old, &new), &turns(&old, &new)));
        assert!(!is_worse(&letters(&new, &old), &turns(&new, &old)));
    }

    #[test]
    fn a_record_on_one_side_has_scores_and_no_turns() {
        let new = judged(&[("A1", Outcome::Fail)]);
        let scores = letters(&[], &new);
        assert!(scores[1].before.is_none() && scores[1].after.unwrap().of == 1);
        assert!(turns(&[], &new).is_empty() && !is_worse(&scores, &[]));
    }
}
