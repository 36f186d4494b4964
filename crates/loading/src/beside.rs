//! The evidence that lies beside a record: how far it is believed, and who computed it.

mod at_hand;
mod measured;

use std::path::Path;

use crate::judge::{Doubts, Judge};
use faircat_catalog::RecordFile;
use faircat_catalog::evidence::comparison::{Answered, Comparison};
use faircat_catalog::evidence::contradictions::{self, Grounds};
use faircat_catalog::evidence::explanation::{ComputedAgain, Explanation};
use faircat_catalog::evidence::origin::{Origin, origin};
use faircat_catalog::evidence::questions::questions;
use faircat_catalog::evidence::throughput::Throughput;
use faircat_catalog::evidence::verification::{FileCheck, Verification};
use faircat_catalog::evidence::{Evidence, currency, explanation};
use faircat_outside_world::catalog_folder::EvidenceTexts;
use faircat_outside_world::checksum;
use faircat_outside_world::local_files;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Record, Work};

/// A record's folder with what its evidence is judged by.
pub(super) struct Beside<'a> {
    pub root: &'a Path,
    pub file: &'a RecordFile,
    pub texts: &'a EvidenceTexts,
    pub grounds: &'a Grounds,
}

impl Beside<'_> {
    /// Whether `evidence` tells of a day that has not come: then an earlier verdict on it counts
    /// for nothing.
    pub(super) fn is_of_the_future(&self, evidence: &Evidence) -> bool {
        let Some(today) = self.grounds.today.map(|today| today.to_string()) else { return false };
        evidence.facts.iter().any(|fact| fact.date > today)
    }

    /// Takes out of `evidence` what is not believed, and finds out who computed the rest. Returns
    /// what is said of it.
    pub(super) fn judge(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        let mut said = self.judge_facts(record, evidence);
        said.extend(self.judge_throughput(record, evidence));
        said.extend(self.judge_verification(record, evidence));
        said.extend(self.judge_comparison(record, evidence));
        said.extend(self.judge_explanation(record, evidence));
        said
    }

    fn judge_explanation(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        let Some(found) = evidence.explanation.as_deref() else { return Vec::new() };
        let command = format!("run `faircat explain {}`", self.file.slug);
        let reasons = contradictions::of_explanation(found, work(record), self.grounds);
        if !reasons.is_empty() {
            evidence.explanation = None;
            return vec![self.refusal("explanation.json", &reasons, command)];
        }
        let others = explanation::outdated(found, work(record), &|path| self.sha256(path));
        let reasons = match others.is_empty() {
            true => self.of_features(found, work(record)),
            false => Vec::new(),
        };
        if !reasons.is_empty() {
            evidence.explanation = None;
            return vec![self.refusal("explanation.json", &reasons, command)];
        }
        if !others.is_empty() {
            evidence.explanation = None;
            let message = format!("the explanation is not shown: {}", others.join("; "));
            return vec![self.warning("stale-evidence", "explanation.json", message).hint(command)];
        }
        let texts = [&self.texts.explanation, &self.texts.explanation_attestation];
        evidence.computed_again = self.computed_again(found, evidence.current());
        let reasons = evidence.computed_again.iter().flat_map(|it| &it.differences);
        let reasons: Vec<String> = reasons.map(|it| format!("computed again, {it}")).collect();
        if !reasons.is_empty() {
            evidence.explanation = None;
            return vec![self.refusal("explanation.json", &reasons, command)];
        }
        let quote = || evidence.explanation.as_deref_mut().map_or((), Explanation::quote);
        let (by, doubt) = self.whose("explanation", texts, &command, quote);
        evidence.explained_by = by;
        doubt
    }

    /// What `verification` tells of this very explanation.
    fn computed_again(
        &self,
        found: &Explanation,
        verification: Option<&Verification>,
    ) -> Option<ComputedAgain> {
        let again = verification?.explanation.as_ref()?;
        let text = self.texts.explanation.as_deref()?;
        let is_of_it = again.is_of(found, &checksum::of_bytes(text.as_bytes()));
        is_of_it.then(|| again.clone())
    }

    fn judge_facts(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        if evidence.facts.is_empty() {
            return Vec::new();
        }
        let reasons = contradictions::of_facts(&evidence.facts, &questions(record), self.grounds);
        if reasons.is_empty() {
            return Vec::new();
        }
        evidence.facts.clear();
        let command = "delete the file and run `faircat check --online`";
        vec![self.refusal("online.json", &reasons, command.to_owned())]
    }

    fn judge_throughput(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        let Some(throughput) = evidence.throughput.as_deref() else { return Vec::new() };
        let command = format!("run `faircat bench {} --save`", self.file.slug);
        let reasons = contradictions::of_throughput(throughput, work(record), self.grounds);
        if !reasons.is_empty() {
            evidence.throughput = None;
            return vec![self.refusal("throughput.json", &reasons, command)];
        }
        let others = currency::other_files(throughput, work(record), &|path| self.sha256(path));
        if !others.is_empty() {
            evidence.throughput = None;
            let message = format!("the throughput is not shown: {}", others.join("; "));
            return vec![self.warning("stale-evidence", "throughput.json", message).hint(command)];
        }
        let reasons = self.of_measured_files(throughput, work(record));
        if !reasons.is_empty() {
            evidence.throughput = None;
            return vec![self.refusal("throughput.json", &reasons, command)];
        }
        let texts = [&self.texts.throughput, &self.texts.throughput_attestation];
        let quote = || evidence.throughput.as_deref_mut().map_or((), Throughput::quote);
        let (by, doubt) = self.whose("throughput", texts, &command, quote);
        evidence.measured_by = by;
        doubt
    }

    fn judge_verification(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        let Some(verification) = evidence.verification.as_deref() else { return Vec::new() };
        let command = format!("run `faircat verify {}`", self.file.slug);
        let work = work(record);
        let judge =
            Judge { root: self.root, file: self.file, grounds: self.grounds, control: None };
        match judge.doubts(verification, work, &|path| self.sha256(path)) {
            None => {}
            Some(Doubts::Refused(reasons)) => {
                evidence.refused = reasons;
                return vec![self.refusal("verification.json", &evidence.refused, command)];
            }
            Some(Doubts::Outdated(reasons)) => {
                evidence.outdated = reasons;
                let message = format!(
                    "the verification of {} is outdated and is not used: {}",
                    verification.date,
                    evidence.outdated.join("; ")
                );
                let said = self.warning("stale-evidence", "verification.json", message);
                return vec![said.hint(command)];
            }
        }
        if let (Some(verification), Some(work)) = (evidence.verification.as_deref_mut(), work) {
            state_as_declared(&mut verification.files, work);
        }
        let texts = [&self.texts.verification, &self.texts.verification_attestation];
        let quote = || evidence.verification.as_deref_mut().map_or((), Verification::quote);
        let (by, doubt) = self.whose("verification", texts, &command, quote);
        evidence.verified_by = by;
        doubt
    }

    fn judge_comparison(&self, record: &Record, evidence: &mut Evidence) -> Vec<Diagnostic> {
        let Some(comparison) = evidence.comparison.as_deref() else { return Vec::new() };
        let (work, name) = (work(record), "comparison.json");
        let command = "run `faircat compare`".to_owned();
        let mut refused = contradictions::of_comparison(comparison, work, self.grounds);
        let mut outdated = Vec::new();
        if refused.is_empty() {
            outdated = currency::compared_others(comparison, work, &|path| self.sha256(path));
        }
        if refused.is_empty() && outdated.is_empty() {
            match self.answered(comparison, work) {
                Ok(answered) => evidence.answered = answered.map(Box::new),
                Err(reasons) => refused = reasons,
            }
        }
        if !refused.is_empty() {
            evidence.comparison = None;
            return vec![self.refusal(name, &refused, command)];
        }
        if !outdated.is_empty() {
            evidence.comparison = None;
            let reasons = outdated.join("; ");
            let message = format!("the comparison is outdated and is not used: {reasons}");
            return vec![self.warning("stale-evidence", name, message).hint(command)];
        }
        let texts = [&self.texts.comparison, &self.texts.comparison_attestation];
        let quote = || evidence.comparison.as_deref_mut().map_or((), Comparison::quote);
        let (by, doubt) = self.whose("comparison", texts, &command, quote);
        evidence.compared_by = by;
        doubt
    }

    /// What the model answered, by the control set at hand.
    fn answered(
        &self,
        comparison: &Comparison,
        work: Option<&Work>,
    ) -> Result<Option<Answered>, Vec<String>> {
        let model = work.and_then(|work| work.model.as_deref());
        let Some(model) = model else { return Ok(None) };
        match self.control_set(&comparison.control_set.file, model) {
            Some(Ok(control)) => contradictions::answered(comparison, model, &control),
            Some(Err(reason)) => Err(vec![reason]),
            None => Ok(None),
        }
    }

    /// Who computed the evidence `name`, of which there are the text and its attestation, and what is
    /// wrong with that; makes a `quote` of what somebody submitted.
    fn whose(
        &self,
        name: &str,
        [text, attestation]: [&Option<String>; 2],
        command: &str,
        quote: impl FnOnce(),
    ) -> (Origin, Vec<Diagnostic>) {
        let id = format!("{}/{}", self.file.kind.folder(), self.file.slug);
        let sha256 = checksum::of_bytes(text.as_deref().unwrap_or_default().as_bytes());
        let (keys, file) = (&self.grounds.keys, format!("{name}.json"));
        let found = origin(attestation.as_deref(), keys, &id, &file, &sha256);
        let mut doubt = Vec::new();
        let by = found.unwrap_or_else(|reason| {
            let message = format!("the evidence counts as submitted with the record: {reason}");
            let file = format!("{name}.attestation.json");
            let said = self.warning("attestation", &file, message);
            doubt.push(said.hint(format!(
                "{command} with `--attest` in the site's own workflow, or delete the file"
            )));
            Origin::Submitted
        });
        if by == Origin::Submitted {
            quote();
        }
        (by, doubt)
    }

    /// SHA-256 of a file below the record's folder.
    fn sha256(&self, path: &str) -> Option<String> {
        let found = local_files::local_file(self.root, self.file.folder.as_deref()?, path)?;
        checksum::of_file(&found).ok().map(|digests| digests.sha256)
    }

    fn refusal(&self, name: &str, reasons: &[String], hint: String) -> Diagnostic {
        const MOST: usize = 4;
        let mut message = format!(
            "the evidence is not believed and not used: {}",
            reasons[..reasons.len().min(MOST)].join("; ")
        );
        if reasons.len() > MOST {
            message.push_str(&format!("; and {} more", reasons.len() - MOST));
        }
        self.warning("refused-evidence", name, message).hint(hint)
    }

    fn warning(&self, code: &'static str, name: &str, message: String) -> Diagnostic {
        let folder = self.file.folder.clone().unwrap_or_default();
        Diagnostic::warning(code, message).in_file(folder.join("evidence").join(name))
    }
}

/// Files that did not change are compared with what the record declares of them now.
fn state_as_declared(files: &mut [FileCheck], work: &Work) {
    for check in files {
        let mut artifacts = work.artifacts.iter();
        if let Some(artifact) = artifacts.find(|it| it.path.as_ref() == Some(&check.file)) {
            *check = check.as_declared(artifact);
        }
    }
}

fn work(record: &Record) -> Option<&Work> {
    match record {
        Record::Work(work) => Some(work),
        Record::Person(_) | Record::Organization(_) => None,
    }
}
