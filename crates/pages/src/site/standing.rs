//! How a record's outcomes are shown where there is room for a glance only.

use schemars::JsonSchema;
use serde::Serialize;

use faircat_record::Kind;
use faircat_scorecard::{Outcome, Principle, Rubric, Standing, principle_outcomes, principles};

/// The last part of the address of the pages about `rubric`.
pub(crate) fn folder(rubric: Rubric) -> &'static str {
    rubric.page().trim_start_matches("principles/").trim_end_matches('/')
}

/// Kinds of records that are held to `rubric`.
pub(super) fn kinds(rubric: Rubric) -> impl Iterator<Item = Kind> {
    Kind::WORKS.into_iter().filter(move |kind| Rubric::of(*kind) == Some(rubric))
}

/// The outcome of each principle of the rubric, in the rubric's order.
pub(super) fn outcomes(standing: &Standing) -> impl Iterator<Item = (&'static Principle, Outcome)> {
    principles(standing.rubric).iter().zip(principle_outcomes(standing))
}

const NONE: Outcome = Outcome::NotApplicable;

/// One letter for an outcome, in filter indexes and style classes.
pub(super) fn letter(outcome: Outcome) -> char {
    match outcome {
        Outcome::Pass => 'p',
        Outcome::Fail => 'f',
        Outcome::NotApplicable => 'n',
        Outcome::Unknown => 'u',
    }
}

/// How many principles of a record are met, as a whole and for each letter of FAIR.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(super) struct Glance {
    /// Principles passed.
    pub(super) passed: usize,
    /// Principles that apply.
    pub(super) of: usize,
    pub(super) groups: Vec<Group>,
}

/// The principles that begin with one letter of FAIR.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(super) struct Group {
    pub(super) letter: &'static str,
    pub(super) passed: usize,
    pub(super) of: usize,
    /// Share passed in quarters, 0 to 4; 4 only where all are passed, 0 only where none is.
    pub(super) quarters: usize,
}

const LETTERS: [&str; 4] = ["F", "A", "I", "R"];

/// The outcomes of `standing` in a few numbers.
pub(super) fn glance(standing: &Standing) -> Glance {
    let outcomes: Vec<_> = outcomes(standing).collect();
    let groups: Vec<Group> = LETTERS
        .into_iter()
        .map(|letter| {
            let group = outcomes.iter().filter(|(principle, _)| principle.id.starts_with(letter));
            let of = group.clone().filter(|(_, outcome)| *outcome != NONE).count();
            let passed = group.filter(|(_, outcome)| *outcome == Outcome::Pass).count();
            Group { letter, passed, of, quarters: quarters(passed, of) }
        })
        .collect();
    Glance {
        passed: groups.iter().map(|group| group.passed).sum(),
        of: groups.iter().map(|group| group.of).sum(),
        groups,
    }
}

fn quarters(passed: usize, of: usize) -> usize {
    match passed {
        0 => 0,
        _ if passed == of => 4,
        _ => (passed * 4 / of).max(1),
    }
}
