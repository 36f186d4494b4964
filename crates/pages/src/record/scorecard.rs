//! How FAIR a work is: its scorecard by principle.

use schemars::JsonSchema;
use serde::Serialize;

use crate::words::names;
use faircat_scorecard::remedies::{Remedies, Remedy};
use faircat_scorecard::{Finding, Indicator, Outcome, Scorecard, principle_outcomes, principles};

/// A scorecard, by letter and principle.
#[derive(JsonSchema, Serialize)]
pub(super) struct ScorecardView<'a> {
    /// Which principles: the last part of the address of their page.
    pub folder: &'static str,
    /// Page of the principles, relative to the site's root.
    pub page: &'static str,
    /// The record, of which the SPARQL page shows the findings.
    pub iri: String,
    /// Principles that pass, and those that apply.
    pub passed: usize,
    pub applicable: usize,
    pub letters: Vec<Letter<'a>>,
}

/// The principles of one letter.
#[derive(JsonSchema, Serialize)]
pub(super) struct Letter<'a> {
    pub letter: &'static str,
    pub principles: Vec<PrincipleView<'a>>,
}

/// One principle with what its indicators found.
#[derive(JsonSchema, Serialize)]
pub(super) struct PrincipleView<'a> {
    pub id: &'static str,
    pub title: &'static str,
    pub verdict: MarkView,
    pub findings: Vec<FindingView<'a>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct FindingView<'a> {
    /// What the indicators that found it are called under their principle.
    pub labels: Vec<String>,
    pub verdict: MarkView,
    pub evidence: &'a str,
    pub remedy: Option<RemedyView<'a>>,
}

/// What to add to the record after a fail.
#[derive(JsonSchema, Serialize)]
pub(super) struct RemedyView<'a> {
    /// Its place on the page: that of the first finding that asks for it.
    pub number: usize,
    /// The lines; none where an earlier finding asks for the same.
    pub lines: Option<&'a str>,
    /// The principle under which they stand.
    pub principle: &'static str,
}

/// An outcome or a verdict as class and icon, and the message that says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(super) struct MarkView {
    pub class: &'static str,
    pub label: &'static str,
}

impl From<Outcome> for MarkView {
    fn from(outcome: Outcome) -> Self {
        let label = match outcome {
            Outcome::Pass => "outcome-pass",
            Outcome::Fail => "outcome-fail",
            Outcome::NotApplicable => "outcome-na",
            Outcome::Unknown => "outcome-unknown",
        };
        MarkView { class: names::outcome_class(outcome), label }
    }
}

/// The view of the scorecard of the record `iri`.
pub(super) fn view<'a>(scorecard: &'a Scorecard, iri: &str) -> ScorecardView<'a> {
    let rubric = scorecard.rubric;
    let outcomes = principle_outcomes(&scorecard.standing());
    let mut letters: Vec<Letter> = Vec::with_capacity(4);
    let mut told = Remedies::default();
    for (principle, &outcome) in principles(rubric).iter().zip(&outcomes) {
        let letter = principle.id.get(..1).unwrap_or_default();
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(Letter { letter, principles: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.principles.push(PrincipleView {
                id: principle.id,
                title: principle.title,
                verdict: outcome.into(),
                findings: findings(scorecard, principle.id, &mut told),
            });
        }
    }
    let count = |wanted: Outcome| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    ScorecardView {
        folder: crate::site::folder_of(rubric),
        page: rubric.page(),
        iri: iri.to_owned(),
        passed: count(Outcome::Pass),
        applicable: outcomes.len() - count(Outcome::NotApplicable),
        letters,
    }
}

/// The findings on `principle`, one for neighbours that found the same; `told` are the remedies that
/// stand before them.
fn findings<'a>(
    scorecard: &'a Scorecard,
    principle: &'static str,
    told: &mut Remedies<'a>,
) -> Vec<FindingView<'a>> {
    let rows = scorecard.rows().filter(|(indicator, _)| indicator.principle == principle);
    let rows: Vec<_> = rows.collect();
    let same = |one: &Finding, other: &Finding| {
        one.outcome == other.outcome && one.evidence == other.evidence && one.remedy == other.remedy
    };
    let view = |alike: &[(&Indicator, &'a Finding)]| {
        let (_, finding) = *alike.first()?;
        Some(FindingView {
            labels: alike.iter().map(|(indicator, _)| indicator.label()).collect(),
            verdict: finding.outcome.into(),
            evidence: finding.on_page.as_ref().unwrap_or(&finding.evidence),
            remedy: finding.remedy.as_deref().map(|lines| remedy(lines, principle, told)),
        })
    };
    rows.chunk_by(|(_, one), (_, other)| same(one, other)).filter_map(view).collect()
}

fn remedy<'a>(lines: &'a str, principle: &'static str, told: &mut Remedies<'a>) -> RemedyView<'a> {
    let Remedy { number, is_new, principle } = told.place(lines, principle);
    RemedyView { number, lines: is_new.then_some(lines), principle }
}
