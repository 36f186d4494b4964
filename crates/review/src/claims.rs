//! Claims, and which of them no longer hold.

use faircat_catalog::evidence::Evidence;
use faircat_catalog::evidence::checked_claims::{CheckedClaim, checked_claims};
use faircat_catalog::evidence::currency::is_about;
use faircat_catalog::evidence::verification::Verdict;
use faircat_record::{Evaluation, Work};
use serde::Serialize;

/// What the verification as a whole is called.
const WHOLE: &str = "the verification as a whole";

/// A declared value, and what was made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Metric, split and condition, as `ROC AUC, test split`.
    pub title: String,
    /// What tells it from the record's other claims.
    pub key: String,
    /// Nothing for the verification as a whole.
    pub value: Option<f64>,
    pub standing: Standing,
    /// Why it does not hold, in a phrase.
    pub why: Option<String>,
}

/// What is known of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Recomputed on the control set, and it holds.
    Holds,
    /// Recomputed on the control set, and it does not hold.
    Fails,
    /// The verification leaves it open.
    NotChecked,
    /// The verification is about other files or claims.
    Outdated,
    /// The verification is not believed.
    Refused,
    /// There is no verification of it.
    NotRecomputed,
    /// The record does not name the control set for it.
    Declared,
}

impl Standing {
    /// For the end of a sentence about one claim.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Standing::Holds => "holds",
            Standing::Fails => "does not hold",
            Standing::NotChecked => "is not checked",
            Standing::Outdated => "has outdated evidence",
            Standing::Refused => "has evidence that is not believed",
            Standing::NotRecomputed => "is not recomputed",
            Standing::Declared => "is declared only, without the control set",
        }
    }
}

/// A claim that changes, or whose evidence does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimTurn {
    pub claim: String,
    /// The declared value; absent where the claim is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_value: Option<f64>,
    /// The declared value; absent where it is no longer claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Standing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Standing>,
    /// Why it does not hold now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Whether it held and does not any more, or fails and did not.
    pub broken: bool,
}

/// The claims of `work` by the `evidence` about it.
pub(crate) fn of_work(work: &Work, evidence: &Evidence) -> Vec<Claim> {
    let Some(model) = work.model.as_deref() else { return Vec::new() };
    let checked = evidence.current().map(checked_claims).unwrap_or_default();
    let claim = |evaluation: &Evaluation| {
        let (standing, why) = standing(evaluation, evidence, &checked);
        let named = [&evaluation.dataset, &evaluation.output, &evaluation.unit];
        let named: Vec<&str> = named.map(|it| it.as_deref().unwrap_or_default()).into();
        let title = evaluation.title();
        let key = format!("{title}\n{}", named.join("\n"));
        Claim { title, key, value: Some(evaluation.value), standing, why }
    };
    model.evaluations.iter().map(claim).chain(as_a_whole(evidence)).collect()
}

/// The verification as a whole: outputs, files and engines may contradict it where every claim holds.
fn as_a_whole(evidence: &Evidence) -> Option<Claim> {
    let verification = evidence.current()?;
    let standing = match verification.derived() {
        Verdict::Holds => Standing::Holds,
        Verdict::Fails => Standing::Fails,
        Verdict::NotChecked => Standing::NotChecked,
    };
    let why = (!verification.reasons.is_empty()).then(|| verification.reasons.join("; "));
    Some(Claim { title: WHOLE.to_owned(), key: String::new(), value: None, standing, why })
}

fn standing(
    evaluation: &Evaluation,
    evidence: &Evidence,
    checked: &[CheckedClaim<'_>],
) -> (Standing, Option<String>) {
    let because = |reasons: &[String]| Some(reasons.join("; "));
    if !evaluation.control_set {
        return (Standing::Declared, None);
    }
    if !evidence.refused.is_empty() {
        return (Standing::Refused, because(&evidence.refused));
    }
    if !evidence.outdated.is_empty() {
        return (Standing::Outdated, because(&evidence.outdated));
    }
    let found = checked.iter().find(|claim| is_about(&claim.declared.claim, evaluation));
    let Some(found) = found else { return (Standing::NotRecomputed, None) };
    match found.verdict {
        Verdict::Holds => (Standing::Holds, None),
        Verdict::Fails => (Standing::Fails, recomputed(found)),
        Verdict::NotChecked => {
            let reasons = found.checks.iter().filter_map(|(_, check)| check.reason.clone());
            (Standing::NotChecked, reasons.take(1).next())
        }
    }
}

/// What the first engine on which a claim fails made of it.
fn recomputed(claim: &CheckedClaim<'_>) -> Option<String> {
    let failing = claim.checks.iter().find(|(_, check)| check.verdict() == Verdict::Fails);
    let shown = failing?.1.shown();
    Some(format!("declared {}, recomputed {}", shown.declared, shown.recomputed?))
}

/// The claims whose value or standing changes, and, where `evidence_changes`, all that rest on it.
pub(crate) fn turns(old: &[Claim], new: &[Claim], evidence_changes: bool) -> Vec<ClaimTurn> {
    let mut left: Vec<&Claim> = old.iter().collect();
    let mut found = Vec::new();
    for now in new {
        let then = left.iter().position(|it| it.key == now.key).map(|at| left.remove(at));
        let differs = then.is_none_or(|then| {
            then.standing != now.standing
                || then.value.map(f64::to_bits) != now.value.map(f64::to_bits)
        });
        let rests = evidence_changes && now.standing != Standing::Declared;
        if differs || rests {
            found.push(turn(then, Some(now)));
        }
    }
    found.extend(left.into_iter().map(|then| turn(Some(then), None)));
    // It says nothing more than a claim that is broken, or the same as all that hold.
    let is_told = found.iter().any(|it| it.broken && it.claim != WHOLE);
    found.retain(|it| it.claim != WHOLE || it.broken && !is_told);
    found
}

fn turn(then: Option<&Claim>, now: Option<&Claim>) -> ClaimTurn {
    let (before, after) = (then.map(|it| it.standing), now.map(|it| it.standing));
    let held = before == Some(Standing::Holds);
    let lost = held && after.is_some_and(|it| it != Standing::Holds);
    let fails = after == Some(Standing::Fails) && before != Some(Standing::Fails);
    ClaimTurn {
        claim: then.or(now).map(|it| it.title.clone()).unwrap_or_default(),
        old_value: then.and_then(|it| it.value),
        new_value: now.and_then(|it| it.value),
        before,
        after,
        because: now.and_then(|it| it.why.clone()),
        broken: lost || fails,
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Standing, WHOLE, turns};

    fn claim(title: &str, value: f64, standing: Standing) -> Claim {
        let value = Some(value);
        Claim { title: title.to_owned(), key: title.to_owned(), value, standing, why: None }
    }

    #[test]
    fn the_verification_as_a_whole_is_told_where_no_claim_tells_it() {
        let whole = |standing| Claim { value: None, ..claim(WHOLE, 0.0, standing) };
        let (holds, fails) = (Standing::Holds, Standing::Fails);
        let old = [claim("AUC", 0.9, holds), whole(holds)];
        let found = turns(&old, &[claim("AUC", 0.9, holds), whole(fails)], false);
        assert_eq!((found.len(), found[0].claim.as_str()), (1, WHOLE));
        let found = turns(&old, &[claim("AUC", 0.9, fails), whole(fails)], false);
        assert_eq!((found.len(), found[0].claim.as_str()), (1, "AUC"));
        assert!(turns(&old, &old, true).iter().all(|it| it.claim != WHOLE));
    }

    #[test]
    fn a_claim_that_held_is_broken_by_all_but_being_taken_back() {
        for after in [
            Standing::Fails,
            Standing::NotChecked,
            Standing::Outdated,
            Standing::Refused,
            Standing::NotRecomputed,
            Standing::Declared,
        ] {
            let old = [claim("AUC", 0.9, Standing::Holds)];
            let found = turns(&old, &[claim("AUC", 0.9, after)], false);
            assert!(found[0].broken, "{after:?}");
        }
        let found = turns(&[claim("AUC", 0.9, Standing::Holds)], &[], false);
        assert!(!found[0].broken && found[0].after.is_none());
    }

    #[test]
    fn a_new_claim_that_fails_is_broken_and_one_that_failed_before_is_not_told() {
        let fails = [claim("AUC", 0.9, Standing::Fails)];
        assert!(turns(&[], &fails, false)[0].broken);
        assert!(turns(&fails, &fails, false).is_empty());
        assert!(!turns(&fails, &fails, true)[0].broken);
    }

    #[test]
    fn claims_of_one_name_are_taken_in_their_order() {
        let old = [claim("AUC", 0.9, Standing::Holds), claim("AUC", 0.8, Standing::Declared)];
        let new = [claim("AUC", 0.9, Standing::Holds), claim("AUC", 0.7, Standing::Declared)];
        let found = turns(&old, &new, false);
        assert_eq!(
            (found.len(), found[0].old_value, found[0].new_value),
            (1, Some(0.8), Some(0.7))
        );
    }
}
