//! What shows that an explanation was not computed.

use faircat_inference::explanation::{
    Activity, Baseline, Change, ClassIntegrated, Cumulative, FeatureMasked, FeatureName,
    Integrated, Masking, Portrait, STEPS, Shares, THRESHOLDS, is_portrait_of, masked_values,
};
use faircat_inference::metrics::{Truth, metric_by_name};
use faircat_inference::relevance::GAMMA;
use faircat_inference::signature::Declared;
use faircat_inference::verification::{ControlSet, widest_tolerance};
use faircat_record::{Evaluation, ModelSection, Signature, Work};

use super::{Grounds, of_run, short};
use crate::evidence::contract;
use crate::evidence::explanation::Explanation;

/// Share of a figure that computing it elsewhere may change.
const ROUNDING: f64 = 1e-9;
/// Share of the logit by which relevances may miss it.
const UNSHARED: f64 = 1e-3;

/// What is wrong with `explanation` of the model `work`, of itself, in phrases; empty where nothing
/// is.
pub fn of_explanation(
    explanation: &Explanation,
    work: Option<&Work>,
    grounds: &Grounds,
) -> Vec<String> {
    let Explanation { date, faircat, machine, masking, .. } = explanation;
    let engine = (explanation.engine.as_str(), explanation.engine_version.as_str(), "cpu");
    let mut found = of_run(date, faircat, machine, engine, work, grounds);
    if (explanation.resamplings, explanation.seed) != Baseline::bootstrap() {
        found.push("its resamplings were not drawn as faircat draws".to_owned());
    }
    let is_share = metric_by_name(&masking.metric).is_some_and(|it| it.is_share());
    let most = match (is_share, masking.unit.as_deref()) {
        (true, None | Some("1")) => 1.0,
        (true, Some(_)) => 100.0,
        (false, _) => f64::INFINITY,
    };
    let can_be = |it: &Change| can_be(it, masking.value) && it.value <= most * (1.0 + ROUNDING);
    if !masking.stated().iter().all(|it| can_be(&it.change)) {
        found.push("a change is not the difference of the values that it is of".to_owned());
    }
    found.extend(other_items(explanation, work));
    found.extend(other_value(explanation, work));
    let varies = is_share && masking.value > 0.0 && masking.value < most;
    if varies && masking.uncertainty.is_some_and(|it| it <= 0.0) {
        found.push("items that differ would leave no uncertainty".to_owned());
    }
    found.extend(unknown_features(explanation, work));
    found.extend(unknown_classes(explanation, work));
    if !masking.cumulative.iter().map(|it| it.threshold).eq(THRESHOLDS) {
        found.push("its thresholds are not those of faircat".to_owned());
    }
    if !masking.cumulative.iter().all(|it| is_together(it, masking, is_share.then_some(most))) {
        found.push("what was masked together is not what single changes call for".to_owned());
    }
    let neurons = explanation.neurons.as_ref().map(|it| &it.activity);
    if neurons.is_some_and(|it| !is_activity(it)) {
        found.push("the activity of the neurons contradicts itself".to_owned());
    }
    if explanation.relevance.as_ref().is_some_and(is_unshared) {
        found.push("the relevances do not add up to the logit".to_owned());
    }
    found.extend(other_contributions(explanation, work));
    let portraits = &explanation.features;
    if !portraits.iter().all(|it| is_portrait(it, explanation.classes.len()) && adds_up(it)) {
        found.push("the distributions of the features contradict themselves".to_owned());
    }
    found
}

fn can_be(change: &Change, before: f64) -> bool {
    let size = change.value.abs().max(before.abs()).max(1.0);
    (change.value - change.change - before).abs() <= ROUNDING * size
        && change.uncertainty.is_none_or(|it| it.is_finite() && it >= 0.0)
        && change.fidelity.is_none_or(|it| (0.0..=1.0 + ROUNDING).contains(&it))
}

/// Whether `together` is of the features that, set to 0 one at a time, change the metric by less than
/// its threshold, which is a share of `whole` or of the metric; and whether none changes nothing,
/// and one as much as it does alone.
fn is_together(together: &Cumulative, masking: &Masking, whole: Option<f64>) -> bool {
    let limit = together.threshold * whole.unwrap_or(masking.value.abs());
    let below = masking.features.iter().filter(|it| it.zero.change.abs() < limit);
    let below: Vec<&FeatureMasked> = below.collect();
    let is_of_these = below.iter().map(|it| &it.of).eq(&together.masked);
    let size = masking.value.abs().max(1.0);
    let is_near = |change: f64| (change - together.change.change).abs() <= ROUNDING * size;
    is_of_these
        && match below.as_slice() {
            [] => is_near(0.0),
            [one] => is_near(one.zero.change),
            _ => true,
        }
}

/// Numbers of items other than the record's, or than its own.
fn other_items(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    let items = explanation.items;
    let declared = work?.model.as_deref()?.control_set.as_ref()?.items;
    if let Some(declared) = declared.filter(|it| *it != items as u64) {
        return Some(format!("it is of {items} items, and the control set has {declared}"));
    }
    let shares = explanation.relevance.iter().flat_map(|it| &it.classes);
    let integrated = explanation.integrated.iter().flat_map(|it| &it.classes);
    let parts = [
        ("relevances", sum(shares.map(|it| it.items))),
        ("integrated gradients", sum(integrated.map(|it| it.items))),
    ];
    let (what, shared) = parts.into_iter().find(|(_, of)| *of > items)?;
    Some(format!("its {what} are of {shared} items, and it is of {items}"))
}

fn sum(items: impl Iterator<Item = usize>) -> usize {
    items.fold(0, usize::saturating_add)
}

/// A figure other than the one that the record claims on the same items.
fn other_value(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    let masking = &explanation.masking;
    let metric = metric_by_name(&masking.metric);
    let claims = &work?.model.as_deref()?.evaluations;
    let is_of = |it: &&Evaluation| {
        let is_metric = it.metric == masking.metric || metric_by_name(&it.metric) == metric;
        it.control_set && is_metric && it.unit == masking.unit
    };
    let claim = claims.iter().find(is_of)?;
    let tolerance =
        widest_tolerance(claim.value, claim.uncertainty).max(claim.tolerance.unwrap_or_default());
    let is_so = (masking.value - claim.value).abs() <= tolerance * (1.0 + ROUNDING);
    let title = short(&masking.metric);
    (!is_so).then(|| format!("its {title} is not that which the record claims on the control set"))
}

/// What the control set at hand shows to be wrong with `explanation` of `model`, in phrases.
pub fn of_features(
    explanation: &Explanation,
    model: &ModelSection,
    control: &ControlSet,
) -> Vec<String> {
    let Some(declared) = &model.signature else { return Vec::new() };
    let signature = contract::signature(declared);
    let (values, _) = masked_values(&signature, &control.inputs);
    let groups = match &control.truth {
        Some(Truth::Labels(labels)) => labels.clone(),
        _ => vec![0; control.items()],
    };
    let count = explanation.classes.len();
    if groups.len() != explanation.items || groups.iter().any(|group| *group >= count) {
        return vec!["its items are not those of the control set".to_owned()];
    }
    let inputs = signature.inputs.iter().zip(&values).zip(&control.inputs);
    let other = inputs.filter(|((declared, values), tensor)| {
        let found = explanation.features.iter().find(|it| it.input == declared.name);
        let (Some(found), Some(values)) = (found, values) else { return false };
        !is_portrait_of(found, declared, values, tensor, (&groups, count))
    });
    let phrase = |((declared, _), _): ((&Declared, _), _)| {
        let name = short(&declared.name);
        format!("the distributions of `{name}` are not those of the control set")
    };
    other.map(phrase).collect()
}

/// Features that the signature of the record does not name.
fn unknown_features(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    let signature = work?.model.as_deref()?.signature.as_ref()?;
    let unknown = explanation.masking.features.iter().find(|it| !is_feature(signature, &it.of))?;
    Some(format!("`{}` is no feature of the record", short(&unknown.of.feature)))
}

fn is_feature(signature: &Signature, name: &FeatureName) -> bool {
    let input = signature.inputs.iter().find(|it| it.name == name.input);
    input.is_some_and(|it| it.features.iter().any(|it| it.name == name.feature))
}

/// Classes that the signature of the record does not name, or that it tells of and does not name
/// itself.
fn unknown_classes(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    classes_of_no_record(explanation, work).or_else(|| strange_class(explanation))
}

fn strange_class(explanation: &Explanation) -> Option<String> {
    let Explanation { classes, neurons, relevance, integrated, .. } = explanation;
    let of_neurons = neurons.iter().flat_map(|it| &it.activity.classes);
    let of_shares = relevance.iter().flat_map(|it| &it.classes).map(|it| &it.class);
    let of_integrated = integrated.iter().flat_map(|it| &it.classes).map(|it| &it.class);
    let strange = |it: &&String| !classes.contains(it);
    let class = of_neurons.chain(of_shares).chain(of_integrated).find(strange)?;
    Some(format!("`{}` is no class of its own", short(class)))
}

fn classes_of_no_record(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    let classes = &explanation.classes;
    let signature = work?.model.as_deref()?.signature.as_ref()?;
    let at = |place: usize, class: &String| {
        signature.outputs.iter().any(|it| it.classes.get(place) == Some(class))
    };
    let is_known = |(place, class): (usize, &String)| {
        at(place, class) || *class == place.to_string() || class == "all"
    };
    let (place, unknown) = classes.iter().enumerate().find(|it| !is_known(*it))?;
    Some(format!("`{}` is no class of the record at place {place}", short(unknown)))
}

fn is_activity(activity: &Activity) -> bool {
    let classes = activity.classes.len();
    let is_layer = |layer: &Vec<Vec<f64>>| {
        layer.len() == classes && layer.windows(2).all(|two| two[0].len() == two[1].len())
    };
    let mut values = activity.layers.iter().flat_map(|it| it.activity.iter().flatten());
    let shares = activity.silent_shares();
    activity.layers.iter().all(|it| is_layer(&it.activity))
        && values.all(|it| (0.0..=1.0).contains(it))
        && shares.len() == activity.sparsity.len()
        && shares.iter().zip(&activity.sparsity).all(|(a, b)| (a - b).abs() < 1e-5)
}

fn is_unshared(shares: &Shares) -> bool {
    let by_rule = shares.gamma == f64::from(GAMMA) && (0.0..=UNSHARED).contains(&shares.residual);
    !by_rule || shares.classes.iter().any(|it| (it.total() - 1.0).abs() > UNSHARED)
}

/// Integrated gradients that do not add up, as completeness has them, or are of other features than
/// the signature of the record names.
fn other_contributions(explanation: &Explanation, work: Option<&Work>) -> Option<String> {
    let integrated = explanation.integrated.as_ref()?;
    let adds_up = |it: &ClassIntegrated| {
        let size = it.features.iter().fold(it.answer.abs().max(1.0), |sum, it| sum + it.abs());
        it.features.len() == integrated.features.len()
            && it.missed().abs() <= integrated.residual + ROUNDING * size
    };
    let is_counted = integrated.steps == STEPS && integrated.residual >= 0.0;
    if !is_counted || !integrated.classes.iter().all(adds_up) {
        return Some("the integrated gradients do not add up to the answers".to_owned());
    }
    if is_unconserved(integrated) {
        return Some("the relevances do not add up to the answers".to_owned());
    }
    let signature = work?.model.as_deref()?.signature.as_ref()?;
    let unknown = integrated.features.iter().find(|it| !is_feature(signature, it))?;
    Some(format!("`{}` is no feature of the record", short(&unknown.feature)))
}

/// Whether relevances are by another rule, or they and what the biases keep are not the answers.
fn is_unconserved(integrated: &Integrated) -> bool {
    let is_by_rule = integrated.gamma.is_none_or(|it| it == f64::from(GAMMA));
    let is_whole = |it: &ClassIntegrated| {
        let Some(of) = &it.relevance else { return integrated.gamma.is_none() };
        let all = of.features.iter().chain([&of.others, &of.biases, &of.unshared]);
        let size = all.fold(it.answer.abs().max(1.0), |sum, it| sum + it.abs());
        integrated.gamma.is_some()
            && of.features.len() == integrated.features.len()
            && (0.0..=UNSHARED).contains(&of.residual)
            && of.missed(it.answer).abs() <= of.residual + ROUNDING * size
    };
    !is_by_rule || !integrated.classes.iter().all(is_whole)
}

fn is_portrait(portrait: &Portrait, classes: usize) -> bool {
    let features = portrait.histograms.len();
    let items = |counts: &Vec<Vec<u64>>| counts.len() == classes;
    portrait.items.len() == classes
        && portrait.histograms.iter().all(|it| items(&it.counts))
        && portrait.correlations.len() == classes
        && portrait.correlations.iter().all(|it| {
            let rows = &it.coefficients;
            rows.len() == features
                && rows.iter().all(|row| {
                    row.len() == features && row.iter().all(|it| (-1.001..=1.001).contains(it))
                })
        })
        && portrait.densities.iter().all(|it| it.features.iter().all(|it| *it < features))
}

/// Whether every item is in one bin of each distribution, and each feature that varies goes with
/// itself.
fn adds_up(portrait: &Portrait) -> bool {
    let counts = portrait.histograms.iter().map(|it| &it.counts);
    let mut counts = counts.chain(portrait.densities.iter().map(|it| &it.counts));
    let sum = |bins: &Vec<u64>| bins.iter().copied().fold(0, u64::saturating_add);
    counts.all(|of_classes| of_classes.iter().map(sum).eq(portrait.items.iter().copied()))
        && portrait.correlations.iter().all(|it| {
            let rows = &it.coefficients;
            let itself = |at: usize| rows[at][at] == 0.0 || (rows[at][at] - 1.0).abs() < 1e-3;
            (0..rows.len()).all(|at| {
                itself(at) && (0..at).all(|other| (rows[at][other] - rows[other][at]).abs() < 1e-3)
            })
        })
}
