//! Whether evidence is about the files and claims at hand.

use faircat_inference::figures::noun;
use faircat_inference::verification::Claim;
use faircat_record::{Artifact, Evaluation, ModelSection, Work};

use super::comparison::Comparison;
use super::throughput::Throughput;
use super::verification::{FileCheck, Verdict, Verification};
use super::{contract, same, stated};

/// SHA-256 of a file below the record's folder in lower-case hexadecimal digits; `None` where there
/// is no such file.
pub type Sha256<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Why `verification` is not about the present files and claims of the record `work`, in phrases;
/// empty where it is.
pub fn outdated(
    verification: &Verification,
    work: Option<&Work>,
    sha256: &Sha256<'_>,
) -> Vec<String> {
    // A file that lies elsewhere is the one that the record declares.
    let elsewhere = |file: &str| {
        let artifact = work?.artifacts.iter().find(|it| it.url.as_deref() == Some(file))?;
        artifact.sha256.as_deref().map(str::to_ascii_lowercase)
    };
    let known = |file: &str| sha256(file).or_else(|| elsewhere(file));
    let mut reasons = changed_files(verification, &known);
    let model = work.and_then(|work| Some((work, work.model.as_deref()?)));
    let Some((work, model)) = model else {
        reasons.push("the record describes no model".to_owned());
        return reasons;
    };
    changed_control_set(verification, model, &mut reasons);
    changed_artifacts(verification, work, sha256, &mut reasons);
    changed_claims(verification, &model.evaluations, &mut reasons);
    changed_outputs(verification, model, &mut reasons);
    if reasons.is_empty() {
        reasons.extend(match &verification.stated {
            Some(then) => stated::changed(then, model),
            None => vec!["it does not tell what the record stated".to_owned()],
        });
    }
    reasons
}

/// Why `throughput` is not of the present files of `work`, in phrases; empty where it is, and
/// where it does not say of which files it is.
pub fn other_files(
    throughput: &Throughput,
    work: Option<&Work>,
    sha256: &Sha256<'_>,
) -> Vec<String> {
    let mut reasons = Vec::new();
    if work.is_none_or(|work| work.model.is_none()) {
        reasons.push("the record describes no model".to_owned());
    }
    for one in &throughput.measurements {
        let stated = one.file.as_ref().zip(one.sha256.as_ref());
        let changed = stated.and_then(|(file, expected)| changed(file, expected, sha256));
        if let Some(reason) = changed {
            add(&mut reasons, reason);
        }
    }
    reasons
}

/// Why `comparison` is not about the present files of `work`, in phrases; empty where it is.
pub fn compared_others(
    comparison: &Comparison,
    work: Option<&Work>,
    sha256: &Sha256<'_>,
) -> Vec<String> {
    let Some(model) = work.and_then(|work| work.model.as_deref()) else {
        return vec!["the record describes no model".to_owned()];
    };
    let used = &comparison.control_set;
    let files = [(&comparison.file, &comparison.sha256), (&used.file, &used.sha256)];
    let mut reasons: Vec<String> =
        files.iter().filter_map(|(file, expected)| changed(file, expected, sha256)).collect();
    let named = model.control_set.as_ref().and_then(|set| set.data.as_ref());
    if named != Some(&used.file) {
        reasons.push("the record names another control set".to_owned());
    }
    for figure in &comparison.metrics {
        let is_it = |it: &Evaluation| {
            it.control_set && it.metric == figure.metric && it.unit == figure.unit
        };
        if !model.evaluations.iter().any(is_it) {
            reasons.push(format!("the record no longer claims `{}`", figure.metric));
        }
    }
    reasons
}

fn changed_control_set(
    verification: &Verification,
    model: &ModelSection,
    reasons: &mut Vec<String>,
) {
    let used = &verification.control_set;
    let Some(control_set) = model.control_set.as_ref() else {
        reasons.push("the record names no control set".to_owned());
        return;
    };
    match control_set.data.as_deref() {
        Some(data) if data == used.file => {}
        Some(data) => reasons.push(format!("the record now names the control set `{data}`")),
        None => reasons.push("the record names no control set".to_owned()),
    }
    match (control_set.tolerance, used.tolerance) {
        (None, None) => {}
        (Some(now), Some(then)) if same(now, then) => {}
        (Some(now), _) => reasons.push(format!("the tolerance of the outputs is now {now}")),
        (None, Some(_)) => reasons.push("the record no longer has a tolerance".to_owned()),
    }
    match control_set.items {
        now if now == used.declared_items => {}
        Some(now) => reasons.push(format!(
            "the record now says that the control set has {now} {}",
            noun(now, "item", "items")
        )),
        None => reasons.push("the record no longer says how many items there are".to_owned()),
    }
}

/// What the verification says of the record's own files: all that are there, as declared now.
fn changed_artifacts(
    verification: &Verification,
    work: &Work,
    sha256: &Sha256<'_>,
    reasons: &mut Vec<String>,
) {
    for artifact in &work.artifacts {
        let Some(path) = artifact.path.as_deref() else { continue };
        match verification.files.iter().find(|check| check.file == path) {
            Some(check) => {
                let declared =
                    (artifact.size, artifact.sha256.as_deref().map(str::to_ascii_lowercase));
                let then = check.declared_sha256.as_deref().map(str::to_ascii_lowercase);
                let is_same = sha256(path).is_some_and(|it| it.eq_ignore_ascii_case(&check.sha256));
                // What was declared since, or no longer is, changes nothing where it is true.
                let is_true =
                    check.verdict != Verdict::Fails && check.as_declared(artifact).is_true();
                if is_same && !is_true && declared != (check.declared_size, then) {
                    reasons.push(format!(
                        "the record now declares another size or SHA-256 of `{path}`"
                    ));
                }
            }
            None if sha256(path).is_some() && !is_control_set(artifact, verification) => {
                reasons.push(format!("`{path}` was not among the files checked"));
            }
            None => {}
        }
    }
    for run in &verification.runs {
        let named = Some(run.file.as_str());
        let mut artifacts = work.artifacts.iter();
        if !artifacts.any(|it| it.path.as_deref() == named || it.url.as_deref() == named) {
            add(reasons, format!("the record describes no file `{}`", run.file));
        }
    }
}

fn changed_files(verification: &Verification, sha256: &Sha256<'_>) -> Vec<String> {
    let control_set = &verification.control_set;
    let mut used = vec![(control_set.file.as_str(), control_set.sha256.as_str())];
    used.extend(verification.runs.iter().map(|run| (run.file.as_str(), run.sha256.as_str())));
    used.extend(verification.files.iter().map(|it| (it.file.as_str(), it.sha256.as_str())));
    used.sort_unstable();
    used.dedup();
    let mut reasons = Vec::new();
    for (file, expected) in used {
        if let Some(reason) = changed(file, expected, sha256) {
            add(&mut reasons, reason);
        }
    }
    reasons
}

/// Whether `artifact` describes the control set that was used: its bytes are compared whether or not
/// the record listed it among its files then.
fn is_control_set(artifact: &Artifact, verification: &Verification) -> bool {
    let used = &verification.control_set;
    let is_same = |declared: &String| declared.eq_ignore_ascii_case(&used.sha256);
    artifact.path.as_deref() == Some(&used.file) && artifact.sha256.as_ref().is_none_or(is_same)
}

fn changed(file: &str, expected: &str, sha256: &Sha256<'_>) -> Option<String> {
    match sha256(file) {
        Some(found) if found.eq_ignore_ascii_case(expected) => None,
        Some(_) => Some(format!("`{file}` has changed since")),
        None => Some(format!("`{file}` is no longer there")),
    }
}

/// Every claim that the control set is to recompute was checked, and what was checked is still
/// claimed.
fn changed_claims(
    verification: &Verification,
    evaluations: &[Evaluation],
    reasons: &mut Vec<String>,
) {
    for run in verification.runs.iter().filter(|run| run.failure.is_none()) {
        for check in &run.metrics {
            if !evaluations.iter().any(|evaluation| is_about(&check.claim, evaluation)) {
                let claim = format!("{} {}", check.claim.metric, check.claim.value);
                add(reasons, format!("the record no longer claims `{claim}`"));
            }
        }
        for evaluation in evaluations.iter().filter(|evaluation| evaluation.control_set) {
            if !run.metrics.iter().any(|check| is_about(&check.claim, evaluation)) {
                let claim = format!("{} {}", evaluation.metric, evaluation.value);
                add(reasons, format!("the claim `{claim}` was not among those checked"));
            }
        }
    }
}

/// The outputs that ran have the shapes that the record declares now.
fn changed_outputs(verification: &Verification, model: &ModelSection, reasons: &mut Vec<String>) {
    let Some(signature) = &model.signature else { return };
    for check in verification.runs.iter().flat_map(|run| &run.outputs) {
        let declared = signature.outputs.iter().find(|it| it.name == check.found.name);
        if declared.is_some_and(|it| check.declared_shape.as_ref() != Some(&it.shape)) {
            add(
                reasons,
                format!("the record now declares another shape of `{}`", check.found.name),
            );
        }
    }
}

fn add(reasons: &mut Vec<String>, reason: String) {
    if !reasons.contains(&reason) {
        reasons.push(reason);
    }
}

impl FileCheck {
    /// The same file against what `artifact` declares now.
    pub fn as_declared(&self, artifact: &Artifact) -> FileCheck {
        let mut check = FileCheck {
            declared_size: artifact.size,
            declared_sha256: artifact.sha256.clone(),
            ..self.clone()
        };
        check.verdict = check.derived();
        check
    }

    fn is_true(&self) -> bool {
        self.verdict != Verdict::Fails
    }
}

/// Whether what was checked, `claim`, is `evaluation` as the record states it now.
pub fn is_about(claim: &Claim, evaluation: &Evaluation) -> bool {
    let now = contract::claim(evaluation);
    evaluation.control_set
        && (&claim.metric, &claim.condition, &claim.output, &claim.unit)
            == (&now.metric, &now.condition, &now.output, &now.unit)
        && same(claim.value, now.value)
        && match (claim.uncertainty, now.uncertainty) {
            (Some(then), Some(now)) => same(then, now),
            (then, now) => then.is_none() && now.is_none(),
        }
        && now
            .tolerance
            .is_none_or(|tolerance| claim.tolerance.is_some_and(|used| same(used, tolerance)))
}
