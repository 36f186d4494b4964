//! Each claim of a model with what every engine made of it.

use std::collections::BTreeSet;

use faircat_inference::verification::Recomputed;
use faircat_record::Evaluation;

use super::Evidence;
use super::currency::is_about;
use super::verification::{EngineRun, Verdict, Verification};

/// One declared evaluation with its checks.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClaim<'a> {
    /// What the record declares, as the first engine's check repeats it.
    pub declared: &'a Recomputed,
    /// Place of each run in [`Verification::runs`], with its check.
    pub checks: Vec<(usize, &'a Recomputed)>,
    /// `Fails` where it fails on any engine, `Holds` where it holds on every one that ran.
    pub verdict: Verdict,
}

/// How many claims were checked and on how many engines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Claims that could be recomputed.
    pub checked: usize,
    pub holding: usize,
    /// Engines of which a run came to an end.
    pub engines: usize,
}

/// The claims that `verification` checked, in the order of the record.
pub fn checked_claims(verification: &Verification) -> Vec<CheckedClaim<'_>> {
    let mut claims: Vec<CheckedClaim> = Vec::new();
    for (place, run) in verification.runs.iter().enumerate() {
        for check in &run.metrics {
            match claims.iter_mut().find(|claim| are_one(claim.declared, check)) {
                Some(claim) => claim.checks.push((place, check)),
                None => claims.push(CheckedClaim {
                    declared: check,
                    checks: vec![(place, check)],
                    verdict: Verdict::NotChecked,
                }),
            }
        }
    }
    for claim in &mut claims {
        claim.verdict = Verdict::of_claims(claim.checks.iter().map(|(_, check)| check.verdict()));
    }
    claims
}

/// Counts over the claims of `verification`.
pub fn tally(verification: &Verification) -> Tally {
    let claims = checked_claims(verification);
    let count = |verdict| claims.iter().filter(|claim| claim.verdict == verdict).count();
    let holding = count(Verdict::Holds);
    let engines: BTreeSet<&str> = finished(verification).map(|run| run.engine.as_str()).collect();
    Tally { checked: holding + count(Verdict::Fails), holding, engines: engines.len() }
}

/// The runs that came to an end.
pub fn finished(verification: &Verification) -> impl Iterator<Item = &EngineRun> {
    verification.runs.iter().filter(|run| run.failure.is_none())
}

/// The largest difference of any output of `run` from its reference.
pub fn largest_difference(run: &EngineRun) -> Option<f64> {
    run.outputs.iter().filter_map(|output| output.found.largest).reduce(f64::max)
}

fn are_one(a: &Recomputed, b: &Recomputed) -> bool {
    a.claim.metric == b.claim.metric
        && a.claim.condition == b.claim.condition
        && a.claim.output == b.claim.output
        && a.claim.value.to_bits() == b.claim.value.to_bits()
}

impl Evidence {
    /// The statistical uncertainty that the verification gave for `evaluation`, where it is used.
    pub fn spread(&self, evaluation: &Evaluation) -> Option<f64> {
        let claims = checked_claims(self.current()?);
        claims.iter().find(|claim| is_about(&claim.declared.claim, evaluation))?.declared.spread()
    }
}

impl EngineRun {
    /// Engine and version in one line, as `tract 0.23.0`.
    pub fn engine_line(&self) -> String {
        format!("{} {}", self.engine, self.version).trim_end().to_owned()
    }
}
