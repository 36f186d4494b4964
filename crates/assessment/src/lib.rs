//! Stage 5, *assessment*: scorecards.
//!
//! An outcome rests on the published graph, on the files, and on evidence; nothing that a record
//! says about its own FAIRness counts.
//!
//! What a rubric asks and what a scorecard holds is in `faircat-scorecard`; here are the tests, in one
//! file per family below [`indicators`](mod@indicators).

mod assessed;
mod checksums;
pub mod foreign;
pub mod identifiers;
pub mod indicators;
mod licences;
mod plain_statements;
mod view;

pub use assessed::{Assessed, LocalFile, Published, Signposting};
pub use faircat_scorecard::{
    Citation, Counts, Finding, Indicator, Outcome, Principle, Rubric, Scorecard, Standing, badge,
    json, principle_outcomes, principles, quality,
};
pub use indicators::indicators;

/// The scorecard of `assessed`: every indicator of `rubric`, tested.
pub fn assess(rubric: Rubric, assessed: &Assessed<'_>) -> Scorecard {
    let view = view::View::new(rubric, assessed);
    let findings = indicators::tests(rubric).iter().map(|test| test.finding(&view)).collect();
    let evidence = assessed.evidence;
    let verified_by = evidence.current().map(|_| evidence.verified_by.clone());
    Scorecard { rubric, indicators: indicators(rubric), findings, verified_by }
}
