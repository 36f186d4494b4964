//! What running the model showed: I1, R1, R1.2 and R3 of models.
//!
//! Nothing here rests on what a record says of itself: the model's own file and the dated evidence
//! of `faircat verify` decide, as far as they are about the files at hand, and it is said who
//! computed the evidence.

mod agreement;
mod claims;

use super::learning::{is_signed, named_control_set};
use super::outcome::{Tested, count, fail, not_applicable, pass, some_phrases, unknown};
use crate::view::View;
use faircat_catalog::evidence::checked_claims::finished;
use faircat_catalog::evidence::verification::{EngineRun, FileCheck, Verdict, Verification};
use faircat_record::yaml_scalar::quoted;

pub(super) use agreement::engines_agree;
pub(super) use claims::claims_hold;

/// What the evidence says, or why it cannot be used.
fn current<'a>(view: &View<'a>) -> Result<&'a Verification, Tested> {
    let evidence = view.assessed.evidence;
    if let Some(verification) = evidence.current() {
        return Ok(verification);
    }
    let command = command(view);
    Err(match &evidence.verification {
        Some(_) if !evidence.refused.is_empty() => unknown(format!(
            "The verification that came with the record is not believed, for {} that `faircat \
             check` names. `{command}` makes a new one.",
            count(evidence.refused.len(), "reason")
        )),
        Some(outdated) => unknown(format!(
            "The verification of {} is outdated: {}. `{command}` makes a new one.",
            outdated.date,
            some_phrases(&evidence.outdated, 2)
        )),
        None if named_control_set(view).is_none() => {
            unknown("There is no control set to run the model on.")
        }
        None => unknown(format!(
            "The model has not been run on its control set yet; `{command}` does it."
        )),
    })
}

/// The command that verifies this model.
fn command(view: &View<'_>) -> String {
    let slug = view.iri().and_then(|iri| iri.trim_end_matches('/').rsplit('/').next());
    format!("faircat verify {}", slug.unwrap_or_default()).trim_end().to_owned()
}

/// Who computed the evidence.
fn origin(view: &View<'_>, verification: &Verification) -> String {
    view.assessed.evidence.verified_by.of_claims(&verification.date)
}

/// Engines that ran to their end, each once, with its version.
fn engines(verification: &Verification) -> Vec<String> {
    let mut engines: Vec<String> = finished(verification).map(EngineRun::engine_line).collect();
    engines.sort_unstable();
    engines.dedup();
    engines
}

/// Why no engine ran the model to its end.
fn no_engine(view: &View<'_>, verification: &Verification) -> Tested {
    let failures = verification.runs.iter();
    let told: Vec<String> = failures
        .filter_map(|run| Some(format!("{}: {}", run.engine, run.failure.as_deref()?)))
        .collect();
    let evidence = match told.is_empty() {
        true => "No engine has run the model.".to_owned(),
        false => format!("No engine could run the model: {}.", some_phrases(&told, 2)),
    };
    fail(evidence, again(view))
}

/// I1: the signature of the record is that of the model's file.
pub(super) fn signature(view: &View<'_>) -> Tested {
    let checks = &view.assessed.evidence.signatures;
    if let Some(wrong) = checks.iter().find(|check| !check.differences.is_empty()) {
        let differences = some_phrases(&wrong.differences, 3);
        return fail(format!("In `{}`, {differences}.", wrong.file), wrong.correction.as_str());
    }
    if let Some(check) = checks.first() {
        return pass(match checks.len() {
            1 => format!("Names, types and shapes are those of `{}`.", check.file),
            some => format!("Names, types and shapes are those of {}.", count(some, "file")),
        });
    }
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    if verification.signature_differences.is_empty() {
        return match is_signed(view) {
            true => pass(format!(
                "Compared with the model's file on {}; {}.",
                verification.date,
                origin(view, verification)
            )),
            false => not_applicable("No inputs and outputs are stated that could be compared."),
        };
    }
    fail(
        format!("{}.", some_phrases(&verification.signature_differences, 3)),
        format!("# make `model.signature` that of the model's file, then: {}", command(view)),
    )
}

fn again(view: &View<'_>) -> String {
    format!("# export the model anew, then: {}", command(view))
}

/// R1.2: it is known with what, when and on which files the figures were had.
pub(super) fn figures_traced(view: &View<'_>) -> Tested {
    let verification = match current(view) {
        Ok(verification) => verification,
        Err(outcome) => return outcome,
    };
    let files = &verification.files;
    if let Some(wrong) = files.iter().find(|file| file.verdict == Verdict::Fails) {
        return fail(
            format!("`{}` is not the file that the record declares.", wrong.file),
            declaration(wrong),
        );
    }
    if let Some(outcome) = undeclared(verification) {
        return outcome;
    }
    let engines = engines(verification);
    if engines.is_empty() {
        return no_engine(view, verification);
    }
    let figures =
        finished(verification).flat_map(|run| &run.metrics).filter(|check| check.value.is_some());
    if figures.count() == 0 {
        return fail(
            format!("No figure was recomputed on {}; the model only ran.", verification.date),
            claims::ADD_CLAIM,
        );
    }
    pass(format!(
        "The figures were recomputed on {} with {} from files known by their SHA-256; {}.",
        verification.date,
        some_phrases(&engines, 4),
        origin(view, verification)
    ))
}

/// A file that ran, and whose SHA-256 the record does not declare.
fn undeclared(verification: &Verification) -> Option<Tested> {
    let set = &verification.control_set;
    let runs = finished(verification).map(|run| (run.file.as_str(), run.sha256.as_str()));
    let mut ran = runs.chain([(set.file.as_str(), set.sha256.as_str())]);
    let is_declared = |name: &str| {
        let mut files = verification.files.iter();
        // What lies elsewhere was fetched by its declared SHA-256.
        name.contains("://")
            || files.any(|file| file.file == name && file.declared_sha256.is_some())
    };
    let (name, sha256) = ran.find(|(name, _)| !is_declared(name))?;
    Some(fail(
        format!("The record declares no SHA-256 of `{name}`, which was used."),
        format!("artifacts:\n  - path: {}\n    sha256: {sha256}", quoted(name)),
    ))
}

/// Lines that declare a file as it is.
fn declaration(file: &FileCheck) -> String {
    format!(
        "artifacts:\n  - path: {}\n    size: {}\n    sha256: {}",
        quoted(&file.file),
        file.size,
        file.sha256
    )
}
