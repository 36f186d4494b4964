//! What a bill says beside its models and datasets, and how its parts name each other.

use faircat_record::{Dependency, Kind, Relation, RelationType, Work};
use serde_json::{Map, Value, json};

use super::{DEEPEST, kind_of};
use crate::import::record::Context;
use crate::import::statements::{identifier, web_address};
use crate::json_fields::JsonFields;

/// The key of what the bill says beside its models and datasets.
pub(super) const BILL: &str = "bill";

/// The key of what a component needs.
pub(super) const NEEDS: &str = "dependsOn";

/// Fields that every bill has, and that say nothing of what is in it.
const OF_FORM: [&str; 3] = ["$schema", "bomFormat", "specVersion"];

/// The parts of a bill that others may name.
pub(super) struct Parts {
    /// Of models and datasets the names of their records, by their references.
    slugs: Map<String, Value>,
    /// Of other components name and version, by theirs.
    others: Map<String, Value>,
    /// What each component needs, by its reference.
    needs: Map<String, Value>,
}

impl Parts {
    /// Of a bill, whose models and datasets have the references and names `records`.
    pub(super) fn of(bill: &Value, records: impl Iterator<Item = (String, String)>) -> Parts {
        let mut others = Map::new();
        let main = bill.pointer("/metadata/component");
        main.into_iter().chain(items(bill)).for_each(|it| name_others(it, 0, &mut others));
        let needed = bill.get("dependencies").and_then(Value::as_array).into_iter().flatten();
        let needs = needed.filter_map(|it| {
            let of = it.get("ref")?.as_str()?.to_owned();
            Some((of, it.get("dependsOn").cloned()?))
        });
        let slugs = records.map(|(name, slug)| (name, slug.into()));
        Parts { slugs: slugs.collect(), others, needs: needs.collect() }
    }

    /// What the component with this reference needs.
    pub(super) fn needs_of(&self, name: &str) -> Option<Value> {
        self.needs.get(name).cloned()
    }

    /// Of those that a component with `fields` names, as the body of its record.
    pub(super) fn body(&self, fields: &Map<String, Value>) -> String {
        let needed = fields.get(NEEDS).and_then(Value::as_array).into_iter().flatten();
        let card = fields.get("modelCard").and_then(|it| it.pointer("/modelParameters/datasets"));
        let used = card.and_then(Value::as_array).into_iter().flatten();
        let names: Vec<&str> =
            needed.chain(used.filter_map(|it| it.get("ref"))).filter_map(Value::as_str).collect();
        let of = |all: &Map<String, Value>| -> Map<String, Value> {
            let known = names.iter().filter_map(|it| all.get_key_value(*it));
            known.map(|(name, it)| (name.clone(), it.clone())).collect()
        };
        json!({"records": of(&self.slugs), "others": of(&self.others)}).to_string()
    }

    /// What the bill says that stands with none of its models and datasets.
    pub(super) fn rest(&self, bill: &Value) -> Option<Value> {
        let mut rest = bill.as_object()?.clone();
        OF_FORM.iter().for_each(|key| drop(rest.shift_remove(*key)));
        if rest.get("version") == Some(&json!(1)) {
            rest.shift_remove("version");
        }
        let components: Vec<Value> = items(bill).filter_map(|it| without_records(it, 0)).collect();
        rest.insert("components".to_owned(), Value::Array(components));
        if let Some(Value::Object(metadata)) = rest.get_mut("metadata") {
            let main = metadata.get("component").and_then(|it| without_records(it, 0));
            metadata.insert("component".to_owned(), main.unwrap_or_default());
            metadata.retain(|_, it| !is_nothing(it));
        }
        if let Some(Value::Array(all)) = rest.get_mut("dependencies") {
            // What a record needs stands with that.
            all.retain(|it| {
                let of = it.get("ref").and_then(Value::as_str).unwrap_or_default();
                let is_told = it.as_object().is_some_and(|it| it.len() <= 2);
                !(self.slugs.contains_key(of) && is_told)
            });
        }
        rest.retain(|_, it| !is_nothing(it));
        (!rest.is_empty()).then_some(Value::Object(rest))
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn items(of: &Value) -> impl Iterator<Item = &Value> {
    of.get("components").and_then(Value::as_array).into_iter().flatten()
}

fn name_others(component: &Value, depth: usize, found: &mut Map<String, Value>) {
    if depth >= DEEPEST {
        return;
    }
    let text = |key: &str| component.get(key).and_then(Value::as_str);
    if let (None, Some(name), Some(title)) = (kind_of(component), text("bom-ref"), text("name")) {
        found.insert(name.to_owned(), json!([title, text("version")]));
    }
    items(component).for_each(|it| name_others(it, depth + 1, found));
}

/// `component` without the models and datasets in it; `None` where it is one itself.
fn without_records(component: &Value, depth: usize) -> Option<Value> {
    if kind_of(component).is_some() || depth >= DEEPEST {
        return None;
    }
    let mut component = component.clone();
    if let Some(fields) = component.as_object_mut()
        && let Some(Value::Array(below)) = fields.shift_remove("components")
    {
        let below: Vec<Value> =
            below.iter().filter_map(|it| without_records(it, depth + 1)).collect();
        if !below.is_empty() {
            fields.insert("components".to_owned(), below.into());
        }
    }
    Some(component)
}

/// The record that `name` refers to in the bill of the record that `context` is of.
pub(super) fn record(name: &str, context: &Context<'_>) -> Option<String> {
    let parts: Value = serde_json::from_str(context.body).ok()?;
    context.reference(parts.get("records")?.get(name)?.as_str()?)
}

/// What the work needs: records of the bill, and programs. What it was trained on or made from says so
/// elsewhere.
pub(super) fn needs(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let parts: Value = serde_json::from_str(context.body).unwrap_or_default();
    let mut dependencies = Vec::new();
    let mut relations: Vec<String> = Vec::new();
    source.understood_texts(NEEDS, |name| {
        let found = record(name, context);
        let names = [Some(name.to_owned()), identifier(name), web_address(name), found.clone()];
        if names.into_iter().flatten().any(|it| is_told(work, &it)) {
            return Some(());
        }
        if let Some(target) = found {
            relations.push(target);
            return Some(());
        }
        let other = parts.get("others")?.get(name)?;
        let text = |at: usize| other.get(at)?.as_str().map(str::to_owned);
        dependencies.push(Dependency { name: text(0)?, version: text(1), url: None });
        Some(())
    });
    let kind = RelationType::Requires;
    let relation = |target| Relation { kind, target, title: None, description: None };
    work.relations.extend(relations.into_iter().map(relation));
    if !dependencies.is_empty() {
        work.code.get_or_insert_default().dependencies.extend(dependencies);
    }
}

/// Whether the work names `target` already.
fn is_told(work: &Work, target: &str) -> bool {
    let related = work.relations.iter().any(|it| it.target == target);
    let of_model = work.model.as_deref().filter(|_| work.kind == Kind::Model);
    let used = of_model.is_some_and(|model| {
        let training = model.training.iter().flat_map(|it| &it.datasets);
        let others = [&model.validated_on, &model.tested_on, &model.evaluated_on];
        training.chain(others.into_iter().flatten()).any(|it| it.dataset == target)
            || model.fine_tuned_from.as_deref() == Some(target)
    });
    related || used || work.derived_from.iter().any(|it| it == target)
}
