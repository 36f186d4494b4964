//! What a record states of the figures that a verification recomputes: what decides them, and what
//! is said beside them. Evidence keeps it, so that it is of no record that says something else.

use faircat_inference::signature::Signature;
use faircat_record::{ControlSet, Evaluation, ModelSection};
use serde::Serialize;
use serde_json::Value;

use super::same;
use crate::evidence::contract;

/// What a value is to those who see it, which decides no number: it stands in evidence only where
/// the record said it then.
const SHOWN: &str = "role";

#[derive(Serialize)]
struct Stated<'a> {
    /// Names, types, shapes, classes, conversions: all that decides numbers, and no description.
    signature: Option<Signature>,
    control_set: Option<&'a ControlSet>,
    /// Those that name the control set.
    evaluations: Vec<&'a Evaluation>,
}

/// What `model` states, as evidence keeps it.
pub fn of(model: &ModelSection) -> Value {
    let stated = Stated {
        signature: model.signature.as_ref().map(contract::signature),
        control_set: model.control_set.as_ref(),
        evaluations: model.evaluations.iter().filter(|it| it.control_set).collect(),
    };
    // Texts, numbers and lists of them always serialise.
    serde_json::to_value(stated).unwrap_or_default()
}

/// Where `model` states something else than `then`, in phrases; empty where it does not. What
/// `then` does not tell was not stated: a key that is taken away ends no comparison.
pub fn changed(then: &Value, model: &ModelSection) -> Vec<String> {
    let now = of(model);
    let mut places = Vec::new();
    walk(then, &now, "model", &mut places);
    places.into_iter().map(|place| format!("the record now states another `{place}`")).collect()
}

/// Adds the places below `place` at which `now` is not `then`.
fn walk(then: &Value, now: &Value, place: &str, found: &mut Vec<String>) {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            for (key, now) in now {
                let known = then.get(key);
                if known.is_none() && key == SHOWN {
                    continue;
                }
                let then = known.unwrap_or(&Value::Null);
                walk(then, now, &format!("{place}.{key}"), found);
            }
            // Keys of the evidence are anybody's text; those of the record are known.
            if then.iter().any(|(key, then)| !then.is_null() && !now.contains_key(key)) {
                found.push(place.to_owned());
            }
        }
        (Value::Array(then), Value::Array(now)) if then.len() == now.len() => {
            for (index, (then, now)) in then.iter().zip(now).enumerate() {
                walk(then, now, &format!("{place}[{index}]"), found);
            }
        }
        (Value::Number(then), Value::Number(now)) => {
            let both = then.as_f64().zip(now.as_f64());
            if !both.is_some_and(|(then, now)| same(then, now)) {
                found.push(place.to_owned());
            }
        }
        (then, now) if then == now => {}
        _ => found.push(place.to_owned()),
    }
}
