//! How a record's verdicts are shown where there is room for a glance only.

use serde::Serialize;

use crate::assessment::{Principle, Rubric, Standing, Verdict, principle_verdicts, principles};
use crate::record::Kind;

/// The last part of the address of the pages about `rubric`.
pub(super) fn folder(rubric: Rubric) -> &'static str {
    rubric.page().trim_start_matches("principles/").trim_end_matches('/')
}

/// Kinds of records that are held to `rubric`.
pub(super) fn kinds(rubric: Rubric) -> impl Iterator<Item = Kind> {
    Kind::WORKS.into_iter().filter(move |kind| Rubric::of(*kind) == Some(rubric))
}

/// The verdict on each principle of the rubric, in the rubric's order.
pub(super) fn verdicts(standing: &Standing) -> impl Iterator<Item = (&'static Principle, Verdict)> {
    principles(standing.rubric).iter().zip(principle_verdicts(standing))
}

const NONE: Verdict = Verdict::NotApplicable;

/// One letter for a verdict, in filter indexes and style classes.
pub(super) fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Pass => 'p',
        Verdict::Fail => 'f',
        Verdict::NotApplicable => 'n',
        Verdict::Unknown => 'u',
    }
}

/// How many principles of a record are met, as a whole and for each letter of FAIR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Glance {
    /// Principles passed.
    pub(super) passed: usize,
    /// Principles that apply.
    pub(super) of: usize,
    pub(super) groups: Vec<Group>,
}

/// The principles that begin with one letter of FAIR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Group {
    pub(super) letter: &'static str,
    /// As `Findable`.
    pub(super) name: &'static str,
    pub(super) passed: usize,
    pub(super) of: usize,
    /// Share passed in quarters, 0 to 4; 4 only where all are passed, 0 only where none is.
    pub(super) quarters: usize,
}

const LETTERS: [(&str, &str); 4] =
    [("F", "Findable"), ("A", "Accessible"), ("I", "Interoperable"), ("R", "Reusable")];

/// The verdicts of `standing` in a few numbers.
pub(super) fn glance(standing: &Standing) -> Glance {
    let verdicts: Vec<_> = verdicts(standing).collect();
    let groups: Vec<Group> = LETTERS
        .into_iter()
        .map(|(letter, name)| {
            let group = verdicts.iter().filter(|(principle, _)| principle.id.starts_with(letter));
            let of = group.clone().filter(|(_, verdict)| *verdict != NONE).count();
            let passed = group.filter(|(_, verdict)| *verdict == Verdict::Pass).count();
            Group { letter, name, passed, of, quarters: quarters(passed, of) }
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
