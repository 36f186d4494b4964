//! Whether an explanation says what the model gives: all of it, or what a verification computed
//! again.

use faircat_inference::explanation::{How, REPEATED_ROUNDING, Stated};
use faircat_inference::verification::repeated_tolerance;
use serde::{Deserialize, Serialize};

use super::Explanation;

/// What became of an explanation of which parts were computed again, in a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComputedAgain {
    /// Of `explanation.json`: 64 hexadecimal digits.
    pub sha256: String,
    /// Changes by masking that were computed again, drawn by the file and the day.
    pub changes: usize,
    /// Changes that the explanation states.
    pub of: usize,
    /// What became of the neurons, where it tells of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neurons: Option<PartAgain>,
    /// What became of the relevances, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<PartAgain>,
    /// What became of the integrated gradients, where it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integrated: Option<PartAgain>,
    /// Where the model gives others, in phrases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<String>,
}

/// What became of figures that are of all items of a class: only whole classes can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartAgain {
    /// Classes of which they were computed again, drawn by the file and the day.
    pub classes: usize,
    /// Classes of the explanation.
    pub of: usize,
    /// Why those of the others were not, in a sentence without a full stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

impl ComputedAgain {
    /// Whether it can be what became of `explanation`, of which the file has this SHA-256.
    #[must_use]
    pub fn is_of(&self, explanation: &Explanation, sha256: &str) -> bool {
        let classes = explanation.classes.len();
        let can_be = |part: Option<&PartAgain>, is_stated: bool| {
            part.is_none_or(|it| is_stated && it.of == classes)
        };
        self.of == explanation.masking.stated().len()
            && self.changes > 0
            && self.adds_up()
            && self.sha256.eq_ignore_ascii_case(sha256)
            && can_be(self.neurons.as_ref(), explanation.neurons.is_some())
            && can_be(self.relevance.as_ref(), explanation.relevance.is_some())
            && can_be(self.integrated.as_ref(), explanation.integrated.is_some())
    }

    /// Whether no more was computed again than there is, and a reason stands beside what was not.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let parts = self.neurons.iter().chain(&self.relevance);
        self.changes <= self.of && parts.chain(&self.integrated).all(PartAgain::adds_up)
    }
}

impl PartAgain {
    /// Whether a reason stands beside what was left out, and only there.
    fn adds_up(&self) -> bool {
        self.classes <= self.of && self.left_out.is_some() == (self.classes < self.of)
    }
}

/// Where a repetition came to other figures than `before`, in phrases; empty where it did not.
pub fn differences(before: &Explanation, now: &Explanation) -> Vec<String> {
    let metric = now.masking.metric.as_str();
    let (value, uncertainty) = (now.masking.value, now.masking.uncertainty);
    let mut found: Vec<String> = other_value(before, value, uncertainty).into_iter().collect();
    let (stated, again) = (before.masking.stated(), now.masking.stated());
    let are_same = |(a, b): (&Stated, &Stated)| a.how.is_as(&b.how);
    if stated.len() != again.len() || !stated.iter().zip(&again).all(are_same) {
        found.push("it is of other features or items".to_owned());
        return found;
    }
    let both = stated.iter().zip(&again).filter(|(a, b)| !are_of_others(a.how, b.how));
    found.extend(both.filter_map(|(stated, again)| stated.unlike(&again.change, metric)));
    let others = [
        ("an order of items", are_apart(&before.masking.shuffled, &now.masking.shuffled)),
        ("the neurons", are_apart(&before.neurons, &now.neurons)),
        ("relevance", are_apart(&before.relevance, &now.relevance)),
        ("integrated gradients", are_other_gradients(before, now)),
        ("the features", are_apart(&before.features, &now.features)),
    ];
    let others = others.into_iter().filter(|(_, apart)| *apart);
    found.extend(others.map(|(what, _)| format!("what it says of {what} is not what is found")));
    found
}

/// Explanations of before faircat integrated gradients say nothing of them, and those of before it
/// shared out answers beside them nothing of that.
fn are_other_gradients(before: &Explanation, now: &Explanation) -> bool {
    let Some(stated) = &before.integrated else { return false };
    match &now.integrated {
        Some(found) if stated.gamma.is_none() => are_apart(stated, &found.without_relevance()),
        Some(found) => are_apart(stated, found),
        None => true,
    }
}

/// A figure without masking that is not `value`, which is found now with its uncertainty.
pub fn other_value(before: &Explanation, value: f64, uncertainty: Option<f64>) -> Option<String> {
    let stated = before.masking.value;
    let near = (stated - value).abs() <= repeated_tolerance(value, uncertainty);
    (!near).then(|| format!("the {} is {value}, not {stated}", before.masking.metric))
}

/// Features whose change lies at a threshold, on one side or the other by how an engine rounds.
fn are_of_others(a: How, b: How) -> bool {
    matches!((a, b), (How::Together(a), How::Together(b)) if a.masked != b.masked)
}

/// Whether the numbers in `a` and `b` differ, one by one, or there are not as many.
fn are_apart<T: Serialize>(a: &T, b: &T) -> bool {
    let (a, b) = (numbers(a), numbers(b));
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= REPEATED_ROUNDING * a.abs().max(1.0);
    a.len() != b.len() || !a.iter().zip(&b).all(near)
}

fn numbers<T: Serialize>(of: &T) -> Vec<f64> {
    let mut found = Vec::new();
    let mut rest = vec![serde_json::to_value(of).unwrap_or_default()];
    while let Some(value) = rest.pop() {
        match value {
            serde_json::Value::Number(number) => found.extend(number.as_f64()),
            serde_json::Value::Array(items) => rest.extend(items),
            serde_json::Value::Object(fields) => rest.extend(fields.into_iter().map(|it| it.1)),
            _ => {}
        }
    }
    found
}
