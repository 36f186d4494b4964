//! An explanation that lies beside a record, computed again: all of it, or as much as a budget
//! allows.

use std::path::Path;

use faircat_catalog::evidence::contract;
use faircat_catalog::evidence::explanation::{ComputedAgain, Explanation, other_value};
use faircat_inference::engine::Session;
use faircat_inference::explanation::{Baseline, FeatureName, Stated, drawn, masked_values};
use faircat_inference::metrics::Truth;
use faircat_inference::verification::ControlSet;
use faircat_outside_world::{checksum, evidence_files};

use super::workers::{Workers, failed};
use super::{ExplainOptions, groups, parts};
use crate::model::Model;

/// Items that are run again at most, as often as they are: a verification is to take about as long
/// as without an explanation.
const MOST_ITEMS: usize = 100_000;

/// An explanation as it lies beside a record.
pub(crate) struct Beside {
    explanation: Explanation,
    sha256: String,
}

impl Beside {
    /// That in `folder`, a record's own; `None` where there is none that can be read.
    pub(crate) fn read(folder: &Path) -> Option<Beside> {
        let text = evidence_files::text(folder, "explanation.json")?;
        let explanation = serde_json::from_slice(&text).ok()?;
        Some(Beside { explanation, sha256: checksum::of_bytes(&text) })
    }

    /// Whether it is of the files at hand; of others, a build says so.
    fn is_of(&self, model: &Model, control_sha256: &str) -> bool {
        let Explanation { file, control_set, .. } = &self.explanation;
        file.sha256.eq_ignore_ascii_case(&model.file().sha256)
            && control_set.sha256.eq_ignore_ascii_case(control_sha256)
    }

    /// Draws which changes are computed again, so that nobody who writes the file knows them before
    /// the day `date`.
    fn seed(&self, date: &str) -> u64 {
        let digest = checksum::of_bytes(format!("{} {date}", self.sha256).as_bytes());
        u64::from_str_radix(&digest[..16], 16).unwrap_or_default()
    }
}

/// Masks `control`, which has the digest `sha256`, again, looks at the neurons, shares out the
/// logits and integrates gradients, and compares with what `beside` states of `model`; `None` where
/// that is of other files or another claim, as a build says, too.
///
/// # Errors
/// Why nothing was compared, as a sentence without a full stop.
pub(crate) fn repeated(
    model: &Model,
    (control, sha256): (&ControlSet, &str),
    beside: &Beside,
    (options, date): (&ExplainOptions, &str),
) -> Result<Option<ComputedAgain>, String> {
    let section = model.section().filter(|_| beside.is_of(model, sha256));
    let Some(section) = section else { return Ok(None) };
    let (signature, file) = (model.contract(model.file()), model.file());
    let (values, _) = masked_values(&signature, &control.inputs);
    let mut workers = Workers::of(file, options).map_err(|problem| problem.message)?;
    let outputs = workers.first(control).map_err(|error| failed(error, file).message)?;
    let base = Baseline::new(&signature, control, values, &outputs, &contract::claims(section))?;
    let masking = &beside.explanation.masking;
    if (&masking.metric, &masking.unit) != (&base.claim.metric, &base.claim.unit) {
        return Ok(None);
    }
    let stated = masking.stated();
    let most = (MOST_ITEMS / control.items().max(1)).max(1);
    let places = drawn(stated.len(), most, beside.seed(date));
    let drawn: Vec<&Stated> = places.into_iter().map(|place| &stated[place]).collect();
    let value = other_value(&beside.explanation, base.value, base.uncertainty());
    let mut differences: Vec<String> = value.into_iter().collect();
    differences.extend(unlike(&drawn, &base, &workers)?);
    let mut again = ComputedAgain {
        sha256: beside.sha256.clone(),
        changes: drawn.len(),
        of: stated.len(),
        neurons: None,
        relevance: None,
        integrated: None,
        differences,
    };
    let explanation = &beside.explanation;
    let Some(groups) = classed(explanation, &base, control) else {
        again.differences.push("its classes are not those of the labels".to_owned());
        return Ok(Some(again));
    };
    let seed = beside.seed(date);
    let stated = parts::Stated { explanation, control, groups: &groups, seed, options };
    let (neurons, relevance) = (stated.neurons(model), stated.relevance(file, &signature));
    let integrated = stated.integrated(file, &base);
    (again.neurons, again.relevance) = (neurons.again, relevance.again);
    again.integrated = integrated.again;
    let parts = [neurons.differences, relevance.differences, integrated.differences];
    again.differences.extend(parts.into_iter().flatten());
    Ok(Some(again))
}

/// The class of each item, where `explanation` has those of the labels.
fn classed(explanation: &Explanation, base: &Baseline, control: &ControlSet) -> Option<Vec<usize>> {
    // A label may be any number, and there are as many classes as the largest says.
    if let Some(Truth::Labels(labels)) = &control.truth {
        labels.iter().all(|label| *label < explanation.classes.len()).then_some(())?;
    }
    let (classes, groups) = groups(base, control);
    (classes == explanation.classes).then_some(groups)
}

/// Where the model gives other changes than are `stated`, in phrases.
fn unlike(stated: &[&Stated], base: &Baseline, workers: &Workers) -> Result<Vec<String>, String> {
    let tasks = stated.iter().map(|it| it.how.masked(base.signature));
    let tasks = tasks.collect::<Result<Vec<_>, FeatureName>>();
    let tasks = match tasks {
        Ok(tasks) => tasks,
        Err(unknown) => return Ok(vec![format!("`{}` is no feature", unknown.feature)]),
    };
    let change = |task: &_, session: &mut dyn Session| base.change(task, session, workers.batch);
    let found = workers.all(&tasks, &|_, _| {}, change).map_err(|error| error.to_string())?;
    let metric = &base.claim.metric;
    Ok(stated.iter().zip(&found).filter_map(|(it, found)| it.unlike(found, metric)).collect())
}
