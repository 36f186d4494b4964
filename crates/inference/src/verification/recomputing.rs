//! The metrics of a model's outputs, in the units of the claims.

use super::choice::Outputs;
use super::tolerance::{decide, smaller, widest_tolerance};
use super::{Claim, ControlSet, Recomputed, Verdict};
use crate::metrics::{Answers, Measured, Metric, Needs, Truth, confusion_matrix, metric_by_name};
use crate::signature::Declared;
use crate::tensor::{Data, Tensor};

/// Most classes that labels may name; each takes a number an item.
const MOST_CLASSES: usize = 1024;

/// The answers that `needs` asks for, in the output `place`.
fn answers(outputs: Outputs, place: usize, needs: Needs) -> Result<Answers, String> {
    let declared = &outputs.signature.outputs[place];
    let output = outputs.tensors.get(place).ok_or("the model has no output")?;
    if is_integer(output) && matches!(needs, Needs::Classes | Needs::Probabilities) {
        return decided(declared, output, outputs.control);
    }
    let reads_scores = match needs {
        Needs::Classes | Needs::Probabilities => true,
        Needs::References => !declared.classes.is_empty(),
        Needs::Values => false,
    };
    let width = output.item_len().max(1);
    let values = |tensor: &Tensor| {
        let values = tensor.data().to_f64();
        if reads_scores { scores(values, width) } else { (width, values) }
    };
    if needs != Needs::Classes && !is_exact(output.data()) {
        return Err(format!("`{}` gives integers that {INEXACT}", declared.name));
    }
    let reference = outputs.control.and_then(|control| control.reference(&declared.name));
    let reference = reference.filter(|it| it.shape() == output.shape()).map(values);
    let (width, values) = values(output);
    Ok(Answers { width, values, reference: reference.map(|(_, values)| values) })
}

/// Of a model of two classes, the probability of the second for each item.
pub(super) fn second_of_two(outputs: Outputs) -> Option<Vec<f64>> {
    let place = outputs.that_has(Needs::Probabilities).ok()?;
    let found = answers(outputs, place, Needs::Probabilities).ok()?;
    (found.width == 2).then(|| found.values.chunks_exact(2).map(|row| row[1]).collect())
}

/// What metrics, which are computed in double precision, do not tell apart.
pub(super) const INEXACT: &str = "are beyond 2⁵³, where a metric does not tell neighbours apart";

/// Whether double precision holds every element.
pub(super) fn is_exact(data: &Data) -> bool {
    const LARGEST: u64 = 1 << f64::MANTISSA_DIGITS;
    match data {
        Data::Int64(values) => values.iter().all(|value| value.unsigned_abs() <= LARGEST),
        Data::Uint64(values) => values.iter().all(|value| *value <= LARGEST),
        _ => true,
    }
}

fn is_integer(tensor: &Tensor) -> bool {
    !matches!(tensor.data(), Data::Float32(_) | Data::Float64(_))
}

/// Labels as probabilities 0 and 1. A label is the index of its class, or its name where the
/// output declares classes.
fn decided(
    declared: &Declared,
    output: &Tensor,
    control: Option<&ControlSet>,
) -> Result<Answers, String> {
    if output.item_len() != 1 {
        return Err(format!("`{}` gives several integers for an item", declared.name));
    }
    let texts = output.data().to_texts();
    let by_name = texts.iter().all(|text| declared.classes.contains(text));
    let class = |text: &String| {
        let named = || declared.classes.iter().position(|class| class == text);
        let place = if by_name { named() } else { text.parse().ok() };
        place.filter(|class| *class < MOST_CLASSES).ok_or_else(|| {
            format!("`{}` gives the label {text}, which is no class index", declared.name)
        })
    };
    let classes: Vec<usize> = texts.iter().map(class).collect::<Result<_, _>>()?;
    let known = match control.and_then(|control| control.truth.as_ref()) {
        Some(Truth::Labels(labels)) => labels.as_slice(),
        _ => &[],
    };
    let known = known.iter().copied().filter(|class| *class < MOST_CLASSES);
    let last = classes.iter().copied().chain(known).max().unwrap_or(0);
    let width = (last + 1).max(declared.classes.len()).max(2);
    let mut values = vec![0.0; classes.len() * width];
    for (row, class) in values.chunks_exact_mut(width).zip(&classes) {
        row[*class] = 1.0;
    }
    Ok(Answers { width, values, reference: None })
}

/// Probabilities of the classes with their number. One value an item is that of class 1 of two.
fn scores(values: Vec<f64>, width: usize) -> (usize, Vec<f64>) {
    if width > 1 {
        return (width, probabilities(values, width));
    }
    let are_shares = values.iter().all(|it| is_share(*it));
    let share = |value: f64| match are_shares {
        true => value.clamp(0.0, 1.0),
        false => 1.0 / (1.0 + (-value).exp()),
    };
    let pair = |value: f64| [1.0 - share(value), share(value)];
    (2, values.into_iter().flat_map(pair).collect())
}

/// How far a share may lie outside 0 and 1 by the rounding of what computes it: a forest's float32
/// sums of its trees' shares may be 1.0000001.
const ROUNDED: f64 = 1e-5;

fn is_share(value: f64) -> bool {
    (-ROUNDED..=1.0 + ROUNDED).contains(&value)
}

/// The rows of `width` values as they are, within 0 and 1, where each is a probability distribution but
/// for rounding, else their softmax.
#[must_use]
pub fn probabilities(values: Vec<f64>, width: usize) -> Vec<f64> {
    let sums_to_one = |row: &[f64]| {
        let within = row.iter().all(|value| is_share(*value));
        within && (row.iter().sum::<f64>() - 1.0).abs() < 1e-3
    };
    if values.chunks_exact(width).all(sums_to_one) {
        return values.into_iter().map(|it| it.clamp(0.0, 1.0)).collect();
    }
    let softmax = |row: &[f64]| {
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let powers: Vec<f64> = row.iter().map(|value| (value - largest).exp()).collect();
        let total: f64 = powers.iter().sum();
        powers.into_iter().map(move |power| power / total).collect::<Vec<f64>>()
    };
    values.chunks_exact(width).flat_map(softmax).collect()
}

pub(super) fn recompute(claim: &Claim, outputs: Outputs) -> Recomputed {
    let mut recomputed = Recomputed { claim: claim.clone(), ..Recomputed::default() };
    if let Err(reason) = fill(&mut recomputed, outputs) {
        recomputed.reason = Some(reason);
    }
    recomputed
}

impl Recomputed {
    /// What its figures, of `items`, decide by the rule of the claim's tolerance, whatever `holds`
    /// says; `None` where they decide nothing.
    #[must_use]
    pub fn decided(&self, items: usize) -> Option<bool> {
        let value = self.value.filter(|_| self.limit.is_none())?;
        decide(&self.claim, value, self.spread(), items).ok()
    }

    /// The statistical uncertainty: the standard deviation, or half the interval.
    #[must_use]
    pub fn spread(&self) -> Option<f64> {
        let half = self.interval.map(|[low, high]| 0.5 * (high - low).abs());
        self.uncertainty.or(half)
    }

    /// The same as `holds`.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.holds.into()
    }

    /// What was recomputed less what is declared.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        self.value.map(|value| value - self.claim.value)
    }

    /// The widest tolerance that says something, where that of the claim is wider.
    #[must_use]
    pub fn exceeded_tolerance(&self) -> Option<f64> {
        let uncertainty = smaller(self.claim.uncertainty, self.spread());
        let widest = widest_tolerance(self.claim.value, uncertainty);
        self.claim.tolerance.is_some_and(|tolerance| tolerance > widest).then_some(widest)
    }
}

/// Puts into `recomputed` what can be had. Errors: why the claim is not decided.
fn fill(recomputed: &mut Recomputed, outputs: Outputs) -> Result<(), String> {
    let claim = &recomputed.claim;
    let metric = metric_by_name(&claim.metric)
        .ok_or_else(|| format!("`{}` is no metric that can be recomputed", claim.metric))?;
    let place = outputs.for_metric(metric, claim.output.as_deref())?;
    let declared = &outputs.signature.outputs[place];
    recomputed.output = Some(declared.name.clone());
    let found = measured(claim, metric, outputs, place)?;
    let factor = unit_factor(metric, claim, Some(declared))?;
    let scaled = |value: f64| value * factor;
    let (value, uncertainty) = (found.value.map(scaled), found.uncertainty.map(scaled));
    let interval = found.interval.map(|interval| interval.map(scaled));
    recomputed.value = value;
    recomputed.uncertainty = uncertainty;
    recomputed.interval = interval;
    recomputed.limit = found.limit.map(scaled);
    if recomputed.limit.is_some() {
        return Err("the control set has too few items for a value; it is only known to be above \
                    the limit"
            .to_owned());
    }
    let value = value.ok_or("the metric is not a finite number")?;
    let items = outputs.tensors.get(place).and_then(|it| it.shape().first().copied());
    let holds = decide(&recomputed.claim, value, recomputed.spread(), items.unwrap_or_default())?;
    recomputed.holds = Some(holds);
    Ok(())
}

fn measured(
    claim: &Claim,
    metric: Metric,
    outputs: Outputs,
    place: usize,
) -> Result<Measured, String> {
    let (truth, answers) = judged(claim, metric, outputs, place)?;
    let found = metric.measure(&truth, &answers).map_err(|error| error.to_string())?;
    match metric.says_nothing(&truth, &answers).map_err(|error| error.to_string())? {
        Some(why) => Err(why.to_owned()),
        None => Ok(found),
    }
}

/// What the metric is computed from: the truth, and the answers in the output `place`.
fn judged(
    claim: &Claim,
    metric: Metric,
    outputs: Outputs,
    place: usize,
) -> Result<(Truth, Answers), String> {
    let declared = &outputs.signature.outputs[place];
    let answers = answers(outputs, place, metric.needs())?;
    let truth = outputs.control.and_then(|control| control.truth.clone());
    // Fidelity is about reference outputs alone.
    let of_reference = || {
        let values = answers.reference.clone()?;
        (metric.needs() == Needs::References)
            .then_some(Truth::Targets { width: answers.width, values })
    };
    let truth = of_reference().or(truth);
    let truth = truth.ok_or("the control set has neither `label` nor `target`")?;
    let of_labels = outputs.tensors.get(place).is_some_and(is_integer);
    if of_labels && metric.needs() == Needs::Probabilities {
        let (metric, name) = (&claim.metric, &declared.name);
        return Err(format!("{metric} needs probabilities, but `{name}` gives labels"));
    }
    Ok((truth, answers))
}

/// What a claim is judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    pub metric: Metric,
    pub truth: Truth,
    pub answers: Answers,
    /// Place of the output that gives the answers.
    pub place: usize,
    /// What turns the metric into the unit of the claim.
    pub factor: f64,
}

impl Judged {
    /// The metric in the unit of the claim; `None` where it cannot be had of these.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        Some(self.metric.compute(&self.truth, &self.answers).ok()? * self.factor)
    }
}

/// What `claim` is judged by, of the outputs that a model gave.
///
/// # Errors
/// Why it cannot be judged.
pub fn judged_by(claim: &Claim, outputs: Outputs) -> Result<Judged, String> {
    let metric = metric_by_name(&claim.metric)
        .ok_or_else(|| format!("`{}` is no metric that can be recomputed", claim.metric))?;
    let place = outputs.for_metric(metric, claim.output.as_deref())?;
    let (truth, answers) = judged(claim, metric, outputs, place)?;
    let factor = unit_factor(metric, claim, outputs.signature.outputs.get(place))?;
    Ok(Judged { metric, truth, answers, place, factor })
}

/// What turns the metric into the unit of the claim, of the values of `output`.
///
/// # Errors
/// Why the metric cannot be had in that unit.
pub fn unit_factor(
    metric: Metric,
    claim: &Claim,
    output: Option<&Declared>,
) -> Result<f64, String> {
    let unit = match claim.unit.as_deref() {
        None | Some("1") => return Ok(1.0),
        Some("%" | "percent") if metric.takes_percent() => return Ok(100.0),
        Some(unit) => unit,
    };
    let power = metric.power_of_unit();
    if power == 0 {
        return Err(format!("{} has no unit `{unit}`", claim.metric));
    }
    let is_power_of = |base: &str| match power {
        1 => unit == base,
        _ => unit == format!("{base}²") || unit == format!("{base}^2"),
    };
    let features = output.map_or(&[][..], |output| &output.features);
    let is_own = |unit: &Option<String>| unit.as_deref().is_some_and(is_power_of);
    if !features.is_empty() && features.iter().all(|feature| is_own(&feature.unit)) {
        return Ok(1.0);
    }
    match output.and_then(|output| output.conversion.as_ref()) {
        Some(conversion) if is_power_of(&conversion.unit) => {
            let factor = Some(conversion.factor).filter(|it| it.is_finite() && *it > 0.0);
            factor.map(|it| it.powi(power)).ok_or_else(|| {
                format!("the factor {} of the record converts nothing", conversion.factor)
            })
        }
        _ => Err(format!("the record does not say how the output becomes {unit}")),
    }
}

/// How often each class was taken for each; empty where there are no labels.
pub(super) fn confusion(outputs: Outputs) -> Vec<Vec<u64>> {
    let truth = outputs.control.and_then(|control| control.truth.as_ref());
    let Some(Truth::Labels(labels)) = truth else { return Vec::new() };
    let place = outputs.for_metric(Metric::Accuracy, None);
    let answers = place.and_then(|place| answers(outputs, place, Needs::Classes));
    answers.map_or_else(
        |_| Vec::new(),
        |answers| confusion_matrix(labels, &answers.values, answers.width),
    )
}

#[cfg(test)]
mod tests {
    use super::{probabilities, scores};

    #[test]
    fn shares_that_rounding_carried_beyond_one_are_no_logits() {
        assert_eq!(probabilities(vec![1.000_000_1, 0.0, 0.25, 0.75], 2), [1.0, 0.0, 0.25, 0.75]);
        assert_eq!(scores(vec![1.000_000_1, -1e-7], 1), (2, vec![0.0, 1.0, 1.0, 0.0]));
        let softmax = probabilities(vec![2.0, 0.0], 2);
        assert!((softmax[0] - 0.880_797).abs() < 1e-6, "{softmax:?}");
    }
}
