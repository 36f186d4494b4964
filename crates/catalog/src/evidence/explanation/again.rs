//! Whether an explanation says what the model gives: all of it, or a part that was masked again.

use faircat_inference::explanation::{How, Stated};
use faircat_inference::verification::repeated_tolerance;
use serde::{Deserialize, Serialize};

use super::Explanation;

/// How far what is said of neurons, of relevances and of an order of items may change elsewhere.
const ROUNDING: f64 = 1e-3;

/// What became of an explanation of which changes were computed again, in a verification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedAgain {
    /// Of `explanation.json`: 64 hexadecimal digits.
    pub sha256: String,
    /// Changes that were computed again, drawn by the file and the day.
    pub changes: usize,
    /// Changes that the explanation states.
    pub of: usize,
    /// Where the model gives others, in phrases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<String>,
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
        ("the features", are_apart(&before.features, &now.features)),
    ];
    let others = others.into_iter().filter(|(_, apart)| *apart);
    found.extend(others.map(|(what, _)| format!("what it says of {what} is not what is found")));
    found
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
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= ROUNDING * a.abs().max(1.0);
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
