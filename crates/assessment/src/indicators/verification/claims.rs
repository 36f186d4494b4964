//! R1: whether the claims hold that the control set is to recompute.

use super::some_phrases;
use super::{Tested, command, count, current, engines, fail, no_engine, origin, pass};
use crate::view::View;
use faircat_catalog::evidence::checked_claims::{CheckedClaim, checked_claims};
use faircat_catalog::evidence::verdict;
use faircat_catalog::evidence::verification::{EngineRun, Verdict, Verification};
use faircat_inference::figures::noun;
use faircat_inference::verification::Recomputed;
use faircat_record::yaml_scalar::quoted;

pub(super) const ADD_CLAIM: &str = "model:\n  evaluations:\n    - metric: \"<as ROC AUC>\"\n      value: <number>\n      \
     tolerance: <largest difference>\n      control_set: true";

/// R1: the claims that the control set can check hold.
pub(in crate::indicators) fn claims_hold(view: &View<'_>) -> Tested {
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    let claims = checked_claims(verification);
    let with = |verdict| claims.iter().filter(move |claim| claim.verdict == verdict);
    let broken: Vec<&CheckedClaim> = with(Verdict::Fails).collect();
    if let Some(first) = broken.first() {
        let told: Vec<String> =
            broken.iter().map(|claim| contradiction(verification, claim)).collect();
        return fail(
            format!("{}: {}.", not_holding(broken.len()), some_phrases(&told, 3)),
            correction(first, &command(view)),
        );
    }
    let engines = engines(verification);
    if engines.is_empty() {
        return no_engine(view, verification);
    }
    if claims.is_empty() {
        return fail("None of the declared evaluations names the control set.", ADD_CLAIM);
    }
    let open: Vec<String> = with(Verdict::NotChecked).map(unchecked).collect();
    if !open.is_empty() {
        return fail(
            format!(
                "{} of {} on the control set not checked: {}.",
                open.len(),
                count(claims.len(), "claim"),
                some_phrases(&open, 2)
            ),
            format!(
                "# give the claim what it lacks, or take `control_set: true` from it, then: {}",
                command(view)
            ),
        );
    }
    let metrics: Vec<String> = with(Verdict::Holds)
        .map(|claim| format!("{} {}", claim.declared.claim.metric, claim.declared.shown().declared))
        .collect();
    pass(format!(
        "{} recomputed on {}, and all hold: {}; {}.{}",
        count(claims.len(), "claim"),
        some_phrases(&engines, 4),
        some_phrases(&metrics, 3),
        origin(view, verification),
        whole(verification)
    ))
}

/// What is said of the model as a whole where it does not hold though its claims do.
fn whole(verification: &Verification) -> String {
    match verdict::of(verification) {
        (Verdict::Holds, _) => String::new(),
        (Verdict::Fails, _) => {
            " The model as a whole fails, for something else than its claims.".to_owned()
        }
        (Verdict::NotChecked, reasons) => {
            format!(" The model as a whole is not checked: {}.", some_phrases(&reasons, 1))
        }
    }
}

fn not_holding(claims: usize) -> String {
    let verb = noun(claims as u64, "does", "do");
    format!("{} {verb} not hold", count(claims, "claim"))
}

/// A claim with why nothing was decided about it.
fn unchecked(claim: &CheckedClaim<'_>) -> String {
    let reason = claim.checks.iter().find_map(|(_, check)| check.reason.as_deref());
    let because = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{} {}{because}", claim.declared.claim.metric, claim.declared.shown().declared)
}

/// A claim beside what was found instead.
fn contradiction(verification: &Verification, claim: &CheckedClaim<'_>) -> String {
    let failing = claim.checks.iter().find(|(_, check)| check.verdict() == Verdict::Fails);
    let (place, check) = failing.copied().unwrap_or((0, claim.declared));
    let engine = verification.runs.get(place).map(EngineRun::engine_line).unwrap_or_default();
    let shown = check.shown();
    let found = shown.recomputed.unwrap_or_else(|| "nothing".to_owned());
    let apart = shown.apart.map(|size| format!("{size} apart")).into_iter();
    let within = apart.chain(shown.tolerance.map(|size| format!("tolerance {size}")));
    format!(
        "{} is declared as {}, but {engine} gives {found} ({})",
        check.claim.metric,
        shown.declared,
        within.collect::<Vec<_>>().join(", ")
    )
}

fn correction(claim: &CheckedClaim<'_>, command: &str) -> String {
    let failing = claim.checks.iter().map(|(_, check)| check);
    let found: Option<&Recomputed> =
        failing.copied().find(|check| check.verdict() == Verdict::Fails && check.value.is_some());
    let Some(value) = found.and_then(|check| check.value) else {
        return format!("# find out why nothing was recomputed: {command}");
    };
    format!(
        "# correct the claim, or the model's file, then: {command}\nmodel:\n  evaluations:\n    \
         - metric: {}\n      value: {value}\n      control_set: true",
        quoted(&claim.declared.claim.metric)
    )
}
