//! The evidence that lies beside a record already: whether a new run may take its place, and
//! whether the two agree.

use faircat_inference::verification::{OutputDifference, Recomputed, widest_tolerance};

use faircat_catalog::evidence::checked_claims::finished;
use faircat_catalog::evidence::verdict;
use faircat_catalog::evidence::verification::{EngineRun, Verdict, Verification};

/// Evidence that was found beside the record.
#[derive(Clone, Debug)]
pub struct Previous {
    pub evidence: Verification,
    /// Why it is not believed, or not about the present files and claims; empty where it is.
    pub outdated: Vec<String>,
}

impl Previous {
    /// Runs of this evidence that keep `new` from taking its place, because `new` did not repeat
    /// them. Empty where this is not believed or outdated, and where `new` shows that something
    /// fails, or that the explanation is another. What `new` decides less of in a run that it
    /// repeated, on the same files and claims, it decides by today's rules.
    pub fn lost_by(&self, new: &Verification) -> Vec<String> {
        let is_refuted = new.explanation.as_ref().is_some_and(|it| !it.differences.is_empty());
        if !self.outdated.is_empty() || new.verdict == Verdict::Fails || is_refuted {
            return Vec::new();
        }
        self.not_repeated_by(new)
    }

    /// Where this evidence contradicts what `new` found, in phrases.
    pub fn contradicted_by(&self, new: &Verification) -> Vec<String> {
        let (stated, found) = (self.evidence.verdict, verdict::of(&self.evidence).0);
        let mut differences = self.outdated.clone();
        if stated != found {
            let (stated, found) = (stated.words(), found.words());
            differences.push(format!("it says “{stated}”, but its own figures say “{found}”"));
        }
        for old in finished(&self.evidence) {
            let Some(new) = same_run(old, new).filter(|run| run.failure.is_none()) else {
                continue;
            };
            differences.extend(old.metrics.iter().filter_map(|check| of_metric(old, check, new)));
            differences
                .extend(old.outputs.iter().filter_map(|check| of_output(old, &check.found, new)));
        }
        differences
    }

    /// Runs of this evidence that `new` did not repeat.
    pub fn not_repeated_by(&self, new: &Verification) -> Vec<String> {
        let missing = finished(&self.evidence)
            .filter(|old| same_run(old, new).is_none_or(|run| run.failure.is_some()));
        missing.map(title).collect()
    }
}

/// The run of `all` with the engine, device and file of `run`.
fn same_run<'a>(run: &EngineRun, all: &'a Verification) -> Option<&'a EngineRun> {
    all.runs.iter().find(|other| {
        (&other.engine, &other.device, &other.file) == (&run.engine, &run.device, &run.file)
    })
}

fn title(run: &EngineRun) -> String {
    format!("{} on {} ({})", run.engine, run.file, run.device)
}

fn of_metric(old: &EngineRun, check: &Recomputed, new: &EngineRun) -> Option<String> {
    let same = |other: &&Recomputed| {
        other.claim.metric == check.claim.metric
            && other.claim.condition == check.claim.condition
            && other.claim.output == check.claim.output
            && other.claim.value.to_bits() == check.claim.value.to_bits()
    };
    let found = new.metrics.iter().find(same)?;
    let near = match (check.value, found.value) {
        (Some(a), Some(b)) => (a - b).abs() <= widest_tolerance(b, None),
        (None, None) => true,
        _ => false,
    };
    if near && check.holds == found.holds {
        return None;
    }
    let words = |check: &Recomputed| {
        let value = check.shown().recomputed.unwrap_or_else(|| "nothing".to_owned());
        format!("{value} ({})", check.verdict().words())
    };
    let (was, is) = (words(check), words(found));
    Some(format!("{} with {}: it says {was}, here it is {is}", check.claim.metric, title(old)))
}

fn of_output(old: &EngineRun, check: &OutputDifference, new: &EngineRun) -> Option<String> {
    let found = &new.outputs.iter().find(|other| other.found.name == check.name)?.found;
    let near = match (check.largest, found.largest) {
        // Rounding depends on the machine; what counts is that both are within the tolerance.
        (Some(a), Some(b)) => found.tolerance.is_none_or(|it| (a - b).abs() <= it.max(0.0)),
        (a, b) => a == b,
    };
    if near && check.holds == found.holds && check.shape == found.shape {
        return None;
    }
    let words = |check: &OutputDifference| {
        let apart = check.shown().largest.unwrap_or_else(|| "not".to_owned());
        format!("{apart} apart ({})", check.verdict().words())
    };
    let (name, was, is) = (&check.name, words(check), words(found));
    Some(format!("output `{name}` with {}: it says {was}, here it is {is}", title(old)))
}
