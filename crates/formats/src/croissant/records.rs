//! Record sets: fields of the data, and the splits that one of them may list.

use faircat_record::{DatasetSection, Field, Split};
use serde_json::Value;

use super::normal_form::local;
use super::terms::DATA_TYPES;
use crate::import::statements::says_nothing;
use crate::json_fields::JsonFields;

/// Fields nested deeper say nothing to a reader of a list.
const DEEPEST: usize = 8;

pub(super) fn fill(source: &mut JsonFields<'_>, dataset: &mut DatasetSection) {
    source.objects("recordSet", |set| {
        set.take("@type");
        if has_type(set, "Split") {
            splits(set, dataset);
            return Some(());
        }
        // Values that a field may have are no records of the data.
        if has_type(set, "Enumeration") {
            return Some(());
        }
        let group = set.said("name").or_else(|| id_of(set));
        let mut above = group.clone().into_iter().collect::<Vec<_>>();
        above.extend(id_of(set));
        without_id(set, group.as_deref());
        fields(set, "field", &Place { group: group.as_deref(), above: &above, depth: 0 }, dataset);
        Some(())
    });
}

fn has_type(node: &JsonFields<'_>, wanted: &str) -> bool {
    let is_wanted = |it: &Value| it.as_str().is_some_and(|it| local(it) == wanted);
    match node.look("dataType") {
        Some(Value::Array(types)) => types.iter().any(is_wanted),
        Some(one) => is_wanted(one),
        None => false,
    }
}

fn id_of(node: &JsonFields<'_>) -> Option<String> {
    node.look("@id").and_then(Value::as_str).map(str::to_owned)
}

/// Where the name says what the identifier does, it goes.
fn without_id(node: &mut JsonFields<'_>, name: Option<&str>) {
    if id_of(node).as_deref() == name {
        node.take("@id");
    }
}

/// Where a list of fields stands.
struct Place<'a> {
    group: Option<&'a str>,
    /// What names may begin with that say the group again.
    above: &'a [String],
    depth: usize,
}

fn fields(source: &mut JsonFields<'_>, key: &str, place: &Place<'_>, dataset: &mut DatasetSection) {
    source.objects(key, |field| {
        field.taken_if("@type", |kind| (local(kind) == "Field").then_some(()));
        let id = id_of(field);
        let written = field.said("name").or_else(|| id.clone())?;
        let starts = place
            .above
            .iter()
            .find_map(|it| written.strip_prefix(it.as_str())?.strip_prefix(['/', '.']));
        let name = starts.filter(|it| !it.is_empty()).unwrap_or(&written).to_owned();
        let is_told = id.as_deref() == Some(written.as_str())
            || place.group.is_some_and(|it| id.as_deref() == Some(&format!("{it}/{name}")));
        if is_told {
            field.take("@id");
        }
        let name = match place.depth {
            0 => name,
            _ => format!("{}.{name}", place.above.last().map_or("", |it| it)),
        };
        let own = column(field);
        dataset.fields.push(Field {
            name: name.clone(),
            data_type: data_type(field),
            unit: field.said("unit"),
            description: field.said("description"),
            column: own.filter(|column| *column != name),
            group: place.group.map(str::to_owned),
        });
        if place.depth < DEEPEST {
            let above: Vec<String> = id.into_iter().chain([written, name]).collect();
            let below = Place { group: place.group, above: &above, depth: place.depth + 1 };
            fields(field, "subField", &below, dataset);
        }
        Some(())
    });
}

/// The column that a field is read from.
fn column(field: &mut JsonFields<'_>) -> Option<String> {
    let is_there = field.look("source")?.get("extract")?.get("column")?.is_string();
    if !is_there {
        return None;
    }
    field.object("source", |it| it.object("extract", |it| it.said("column"))).flatten().flatten()
}

/// The type of a field's values; further ones say what they mean, and stay.
fn data_type(field: &mut JsonFields<'_>) -> Option<String> {
    let mut found = None;
    let others = field.understood_texts("dataType", |text| {
        let known = DATA_TYPES.iter().find(|(name, _)| *name == local(text));
        match known.filter(|_| found.is_none()) {
            Some((_, name)) => {
                found = Some((*name).to_owned());
                Some(None)
            }
            None => Some(Some(text.to_owned())),
        }
    });
    let mut others: Vec<String> = others.into_iter().flatten().collect();
    if found.is_none() && others.len() == 1 {
        found = others.pop();
    }
    field.keep("dataType", others.into_iter().map(Value::String).collect());
    // Nothing says of what the items of such an array are.
    let found = found?;
    let is_array =
        ["isArray", "repeated"].iter().any(|it| field.look(it) == Some(&Value::Bool(true)));
    if !is_array {
        return Some(found);
    }
    field.take("isArray");
    field.take("repeated");
    let shape = field.said("arrayShape").unwrap_or_default();
    Some(format!("{found}[{}]", shape.replace(' ', "").replace(',', ", ")))
}

/// The splits that a record set lists, by the first name in each of its rows.
fn splits(set: &JsonFields<'_>, dataset: &mut DatasetSection) {
    let rows = match set.look("data") {
        Some(Value::Array(rows)) => rows.iter().collect(),
        Some(row) => vec![row],
        None => Vec::new(),
    };
    for row in rows {
        let Some(row) = row.as_object() else { continue };
        let text = |(_, value): (&String, &Value)| value.as_str().map(str::to_owned);
        let named = row.iter().find(|(key, _)| key.ends_with("name")).and_then(text);
        let name = named.or_else(|| row.iter().find_map(text));
        let Some(name) = name.filter(|it| !says_nothing(it)) else { continue };
        if !dataset.splits.iter().any(|it| it.name == name) {
            dataset.splits.push(Split { name, ..Split::default() });
        }
    }
}
