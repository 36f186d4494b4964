//! Records as YAML, the way a person would write them.

use faircat_record::{AgentRef, Work};
use serde::Serialize;
use serde_json::{Map, Value};

/// The YAML file of `work`: fields without a value and defaults left out, long texts as blocks.
pub fn to_yaml(work: &Work) -> Result<String, String> {
    let mut value = serde_json::to_value(work).map_err(|error| error.to_string())?;
    if let Value::Object(record) = &mut value {
        without_usual_status(record);
        without_implied(work, record);
        let extensions = record.shift_remove("extensions");
        prune(record);
        if let Some(extensions) = extensions
            && extensions.as_object().is_some_and(|map| !map.is_empty())
        {
            record.insert("extensions".to_owned(), extensions);
        }
    }
    written(&value)
}

/// Takes out of `record`, which is `work`, what nobody said of agents: that they are organizations,
/// which the part that they stand in implies.
fn without_implied(work: &Work, record: &mut Map<String, Value>) {
    let is_implied = |agent: &AgentRef| matches!(agent, AgentRef::Inline(it) if it.is_implied);
    let forget = |agent: Option<&AgentRef>, place: Option<&mut Value>| {
        if agent.is_some_and(is_implied)
            && let Some(Value::Object(fields)) = place
        {
            fields.shift_remove("organization");
        }
    };
    forget(work.publisher.as_ref(), record.get_mut("publisher"));
    forget(work.copyright_holder.as_ref(), record.get_mut("copyright_holder"));
    let grants = record.get_mut("funding").and_then(Value::as_array_mut).into_iter().flatten();
    for (grant, place) in work.funding.iter().zip(grants) {
        forget(Some(&grant.funder), place.get_mut("funder"));
    }
}

/// The YAML file of `agent`, a person or an organization.
pub fn of_agent(agent: &impl Serialize) -> Result<String, String> {
    let mut value = serde_json::to_value(agent).map_err(|error| error.to_string())?;
    if let Value::Object(record) = &mut value {
        without_usual_status(record);
        prune(record);
    }
    written(&value)
}

fn without_usual_status(record: &mut Map<String, Value>) {
    if record.get("status").and_then(Value::as_str) == Some("active") {
        record.shift_remove("status");
    }
}

fn written(value: &Value) -> Result<String, String> {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: 96, compact_list_indent: false };
    serde_saphyr::to_string_with_options(value, options).map_err(|error| error.to_string())
}

/// Drops what a reader fills in by itself: nulls, empty lists and sections, and flags that are
/// `false` unless set.
fn prune(map: &mut Map<String, Value>) {
    const FLAGS: [&str; 3] = ["primary", "control_set", "non_finite"];
    for value in map.values_mut() {
        match value {
            Value::Object(inner) => prune(inner),
            Value::Array(items) => {
                items.iter_mut().filter_map(Value::as_object_mut).for_each(prune);
            }
            _ => {}
        }
    }
    map.retain(|key, value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Bool(false) => !FLAGS.contains(&key.as_str()),
        _ => true,
    });
}
