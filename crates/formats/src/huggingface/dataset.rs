//! What only cards of datasets say.

use faircat_record::{Field, Split, Work};
use serde_json::{Map, Value};

use super::hub;
use super::metadata::subject;
use crate::import::record::Context;
use crate::json_fields::JsonFields;

pub(super) fn fill(card: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    for (key, is_category) in [("task_categories", true), ("task_ids", false)] {
        let tasks = card.all_said(key);
        for found in tasks.iter().map(|it| subject(it, is_category)) {
            if !work.subjects.iter().any(|it| it.term == found.term) {
                work.subjects.push(found);
            }
        }
    }
    // `original` and `extended|…` are no datasets of the Hub.
    let sources = card.understood_texts("source_datasets", |text| {
        let is_one = text.contains('/') && !text.contains('|') && !hub::is_own(text, context);
        is_one.then(|| hub::reference(text, true, context)).flatten()
    });
    work.derived_from.extend(sources);
    info(card, work);
}

/// `dataset_info`, of the dataset or of each of its subsets.
fn info(card: &mut JsonFields<'_>, work: &mut Work) {
    let Some(dataset) = &mut work.dataset else { return };
    let named: Vec<String> = configs(card).into_iter().flatten().collect();
    let (mut totals, mut told) = (Vec::new(), Vec::new());
    let mut read = |subset: &mut JsonFields<'_>, names: bool| {
        let own = subset.said("config_name");
        let name = own.clone().filter(|_| names);
        told.push(own.clone());
        let before = (dataset.fields.len(), dataset.splits.len());
        if let Some(features) = subset.take("features") {
            add_fields(&features, "", name.as_deref(), 0, &mut dataset.fields);
            if !is_told(&features, 0) {
                subset.keep("features", features);
            }
        }
        let splits = subset.objects("splits", |split| {
            let own = split.said("name")?;
            let name = name.as_ref().map_or_else(|| own.clone(), |it| format!("{it}/{own}"));
            Some(Split { name, items: split.count("num_examples"), description: None })
        });
        totals.push(splits.iter().map(|it| it.items).sum::<Option<u64>>());
        dataset.splits.extend(splits);
        // Nothing says the name of a subset but what is named after it, and `configs`, which stays.
        let is_said = names && before != (dataset.fields.len(), dataset.splits.len());
        if let Some(own) = own.filter(|it| !is_said && !named.contains(it)) {
            subset.keep("config_name", own.into());
        }
        Some(())
    };
    match card.look("dataset_info") {
        Some(Value::Array(subsets)) => {
            let names = subsets.len() > 1;
            card.objects("dataset_info", |subset| read(subset, names));
        }
        Some(Value::Object(_)) => {
            card.object("dataset_info", |subset| read(subset, false));
        }
        _ => {}
    }
    // Subsets may be parts of the data, or the same in another form.
    if let [Some(total)] = totals.as_slice()
        && !dataset.splits.is_empty()
        && are_all(card, &told)
    {
        dataset.number_of_items = Some(*total);
    }
}

/// Whether `configs` names no other subsets than those that are `told` of, by their names; one without
/// a name is the only one.
fn are_all(card: &JsonFields<'_>, told: &[Option<String>]) -> bool {
    let names = configs(card);
    match told {
        [None] => names.len() < 2,
        told => names.iter().all(|it| told.contains(it)),
    }
}

/// The names of the subsets that `configs` has.
fn configs(card: &JsonFields<'_>) -> Vec<Option<String>> {
    let configs = card.look("configs").and_then(Value::as_array);
    let name = |it: &Value| it.get("config_name").and_then(Value::as_str).map(str::to_owned);
    configs.into_iter().flatten().map(name).collect()
}

/// Features nested deeper say nothing to a reader of a list.
const DEEPEST: usize = 8;

/// Features as the library `datasets` writes them: a list with names, types and, where nested,
/// features below.
fn add_fields(
    features: &Value,
    above: &str,
    group: Option<&str>,
    depth: usize,
    fields: &mut Vec<Field>,
) {
    let Value::Array(features) = features else { return };
    for feature in features {
        let Some(own) = feature.get("name").and_then(Value::as_str) else { continue };
        let name = if above.is_empty() { own.to_owned() } else { format!("{above}.{own}") };
        let (data_type, description) = described(feature);
        let group = group.map(str::to_owned);
        let data_type = Some(data_type).filter(|it| !it.is_empty());
        let nested = ["struct", "list", "sequence"].iter().find_map(|key| feature.get(*key));
        fields.push(Field {
            name: name.clone(),
            data_type,
            description,
            group: group.clone(),
            ..Field::default()
        });
        if let Some(nested) = nested.filter(|it| it.is_array() && depth < DEEPEST) {
            add_fields(nested, &name, group.as_deref(), depth + 1, fields);
        }
    }
}

/// Whether a list of fields says all that `features` do.
fn is_told(features: &Value, depth: usize) -> bool {
    let Value::Array(features) = features else { return false };
    depth < DEEPEST
        && features.iter().all(|feature| {
            let Value::Object(parts) = feature else { return false };
            parts.iter().all(|(key, value)| match &**key {
                "name" => true,
                "dtype" => is_type(value),
                "struct" | "list" | "sequence" => match value {
                    Value::Object(of) => of.iter().all(|(key, it)| key == "dtype" && is_type(it)),
                    Value::Array(_) => is_told(value, depth + 1),
                    _ => true,
                },
                _ => false,
            })
        })
}

/// Whether a type is a word, or the names of classes alone.
fn is_type(value: &Value) -> bool {
    let Value::Object(of) = value else { return !value.is_array() };
    let only = |fields: &Map<String, Value>, key: &str| fields.keys().all(|it| it == key);
    only(of, "class_label")
        && of.values().all(|it| it.as_object().is_some_and(|it| only(it, "names")))
}

/// The type of a feature, and the names of its classes.
fn described(feature: &Value) -> (String, Option<String>) {
    for key in ["sequence", "list"] {
        match feature.get(key) {
            Some(Value::String(of)) => return (format!("{key} of {of}"), None),
            Some(Value::Object(of)) => {
                let (inner, description) = of.get("dtype").map_or_else(Default::default, dtype);
                return (
                    format!("{key} of {inner}").trim_end_matches(" of ").to_owned(),
                    description,
                );
            }
            Some(Value::Array(_)) => return (key.to_owned(), None),
            _ => {}
        }
    }
    if feature.get("struct").is_some() {
        return ("struct".to_owned(), None);
    }
    feature.get("dtype").map_or_else(Default::default, dtype)
}

fn dtype(value: &Value) -> (String, Option<String>) {
    match value {
        Value::String(name) => (name.clone(), None),
        Value::Object(of) => {
            let Some((name, details)) = of.iter().next() else { return Default::default() };
            let classes = details.get("names").and_then(Value::as_object).map(|names| {
                let shown = names.iter().map(|(number, name)| match name.as_str() {
                    Some(name) => format!("{number}: {name}"),
                    None => number.clone(),
                });
                shown.collect::<Vec<_>>().join(", ")
            });
            (name.replace('_', " "), classes)
        }
        _ => Default::default(),
    }
}
