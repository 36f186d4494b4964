//! Networks of several sizes: what was published of each, and what its variant came to here.

use faircat_catalog::Entry;
use faircat_formats::dossier::Dossier;
use faircat_inference::figures::{brief, count, plain, rate, with_uncertainty};
use faircat_record::{Evaluation, ModelSection};
use schemars::JsonSchema;
use serde::Serialize;

use super::family::Pair;
use super::masked::masked_below;
use super::section;
use crate::record::links::{IdentifierView, WorkLink, entry_link, identifier};

pub(super) const FIDELITY: &str = "fidelity";
const SPARSITY: &str = "sparsity";

/// The networks, and the figures by which they are compared.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct NetworksBeside {
    /// Those that two or more of the published networks state.
    pub metrics: Vec<String>,
    pub rows: Vec<NetworkRow>,
    /// Whether it was measured of any network here how fast it runs.
    pub has_rates: bool,
}

/// A published network, and that which is like it here.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct NetworkRow {
    pub theirs: WorkLink,
    pub ours: Option<WorkLink>,
    pub parameters: Figures,
    /// One for each metric.
    pub figures: Vec<Figures>,
    /// Items per second here, of the fastest measurement.
    pub rate: Option<String>,
    /// Where the published values stand.
    pub source: Option<IdentifierView>,
    pub locator: Option<String>,
}

/// A published figure, and ours.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct Figures {
    pub theirs: Option<String>,
    pub ours: Option<String>,
}

/// A pair with what its records say.
struct Network<'a> {
    pair: &'a Pair<'a>,
    theirs: Box<ModelSection>,
    ours: Option<Box<ModelSection>>,
    /// Whether the others are compared with it.
    is_baseline: bool,
}

/// `None` where there is no second network, or no figure that two of them state.
pub(super) fn view(dossier: &Dossier, pairs: &[Pair]) -> Option<NetworksBeside> {
    let networks: Vec<Network> = pairs
        .iter()
        .enumerate()
        .filter_map(|(place, pair)| {
            let (theirs, ours) = (section(pair.theirs)?, pair.ours.and_then(section));
            Some(Network { pair, theirs, ours, is_baseline: place == 0 })
        })
        .collect();
    let metrics = metrics(&networks);
    if networks.len() < 2 || metrics.is_empty() {
        return None;
    }
    let rows: Vec<NetworkRow> = networks.iter().map(|it| row(dossier, it, &metrics)).collect();
    let has_rates = rows.iter().any(|it| it.rate.is_some());
    Some(NetworksBeside { metrics, rows, has_rates })
}

/// What two or more of the published networks state, in the order in which it is first stated.
fn metrics(networks: &[Network]) -> Vec<String> {
    let mut metrics: Vec<String> = Vec::new();
    for evaluation in networks.iter().flat_map(|it| &it.theirs.evaluations) {
        let metric = &evaluation.metric;
        let states = |it: &&Network| sourced(&it.theirs.evaluations, metric).is_some();
        if !metrics.contains(metric) && networks.iter().filter(states).count() > 1 {
            metrics.push(metric.clone());
        }
    }
    metrics
}

fn row(dossier: &Dossier, network: &Network, metrics: &[String]) -> NetworkRow {
    let (theirs, ours) = (&network.theirs, network.ours.as_deref());
    let said = metrics.iter().rev().find_map(|it| sourced(&theirs.evaluations, it));
    NetworkRow {
        theirs: entry_link(dossier, network.pair.theirs),
        ours: network.pair.ours.map(|it| entry_link(dossier, it)),
        parameters: Figures {
            theirs: theirs.parameters.map(count),
            ours: ours.and_then(|it| it.parameters).map(count),
        },
        figures: metrics.iter().map(|it| figures(network, it)).collect(),
        rate: network.pair.ours.and_then(fastest).map(rate),
        source: said.and_then(|it| it.source.as_deref()).map(identifier),
        locator: said.and_then(|it| it.locator.clone()),
    }
}

fn figures(network: &Network, metric: &str) -> Figures {
    let written = |it: &Evaluation| with_uncertainty(it.value, it.uncertainty);
    let ours = network.ours.as_deref().and_then(|it| general(&it.evaluations, metric));
    let found = || network.pair.ours.and_then(|it| measured(it, metric, network.is_baseline));
    Figures {
        theirs: sourced(&network.theirs.evaluations, metric).map(written),
        ours: ours.map(written).or_else(found),
    }
}

/// What a model's record does not state, and its evidence tells.
fn measured(entry: &Entry, metric: &str, is_baseline: bool) -> Option<String> {
    match metric {
        // Its scores are those that all are compared with.
        FIDELITY => is_baseline.then(|| plain(1.0)),
        SPARSITY => {
            let neurons = entry.evidence.explanation.as_deref()?.neurons.as_ref()?;
            mean(&neurons.activity.sparsity).map(brief)
        }
        _ => None,
    }
}

/// Items per second of the fastest measurement.
fn fastest(entry: &Entry) -> Option<f64> {
    let measured = &entry.evidence.throughput.as_deref()?.measurements;
    measured.iter().map(|it| it.throughput_median).reduce(f64::max)
}

fn mean(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().sum();
    (!values.is_empty()).then(|| sum / values.len() as f64)
}

/// What is published of a model in general.
fn sourced<'a>(evaluations: &'a [Evaluation], metric: &str) -> Option<&'a Evaluation> {
    general(evaluations, metric).filter(|it| it.source.is_some())
}

/// The value of `metric` that says most of a model as it is: without a condition before those with
/// one, the first of several, and none with features masked.
fn general<'a>(evaluations: &'a [Evaluation], metric: &str) -> Option<&'a Evaluation> {
    let masked = |it: &Evaluation| {
        let threshold = it.condition.as_deref().and_then(masked_below);
        threshold.is_some_and(|(threshold, _)| threshold > 0.0)
    };
    let of_metric = evaluations.iter().filter(|it| it.metric == metric && !masked(it));
    of_metric.min_by_key(|it| it.condition.is_some())
}

#[cfg(test)]
mod tests {
    use faircat_record::Evaluation;

    use super::{general, mean};

    #[test]
    fn the_value_in_general_comes_before_those_under_conditions() {
        let evaluation = |value: f64, condition: Option<&str>| Evaluation {
            metric: "ROC AUC".to_owned(),
            value,
            condition: condition.map(str::to_owned),
            ..Evaluation::default()
        };
        let all = [
            evaluation(0.7, Some("masked below 1%: 33 features")),
            evaluation(0.9, Some("masked below 0%: no feature")),
            evaluation(0.8, Some("ten other trainings")),
            evaluation(0.95, None),
        ];
        assert_eq!(general(&all, "ROC AUC").map(|it| it.value), Some(0.95));
        assert_eq!(general(&all[..3], "ROC AUC").map(|it| it.value), Some(0.9));
        assert_eq!(general(&all[..1], "ROC AUC").map(|it| it.value), None);
        assert_eq!((mean(&[0.5, 0.7]), mean(&[])), (Some(0.6), None));
    }
}
