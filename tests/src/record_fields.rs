//! Every field that a record can have reaches its JSON-LD, or stands in a list with the reason why
//! not: what the schema has and the linked data forgot is found here.

use std::collections::{BTreeMap, BTreeSet};

use faircat::linked_data::{Source, document};
use faircat::loading::load;
use faircat::record::{Kind, Record, schema};
use faircat::site::{Site, SiteConfig};
use serde_json::{Value, json};

use crate::program::repository;

/// Fields that the linked data does not hold, by their end, with the reason.
const LEFT_OUT: [(&str, &str); 5] = [
    ("/status", "says how far the record is, not who somebody is; works have a property for it"),
    ("/withdrawn/keep_files", "whether files are there is said by the files' own addresses"),
    ("/kind", "the class of the node says it"),
    ("/affiliations/0/organization", "whoever one is affiliated to is an organization"),
    ("/parent/organization", "the larger one is an organization too"),
];

/// By what a field belongs to and its name, whether the fixture has it.
type Known = BTreeMap<(String, String), bool>;

#[test]
fn every_field_reaches_the_linked_data() {
    let (catalog, problems) = load(&repository().join("tests/fixtures/every-field"));
    let site = Site::new(SiteConfig::default(), Some("https://example.org/")).unwrap();
    let (mut missing, mut excused, mut known) = (Vec::new(), BTreeSet::new(), Known::new());
    for kind in Kind::ALL {
        let entry = catalog.get(kind, "full").unwrap_or_else(|| panic!("{kind:?}: {problems:?}"));
        let written = value_of(&entry.record());
        let statements = |value: &Value| {
            let record = record_of(kind, value)?;
            let source = Source { site: &site, catalog: &catalog, entry, record: &record };
            Some(Value::Object(document(&source)))
        };
        for pointer in forgotten(&schema::schema_of(kind), &written, &statements, &mut known) {
            match LEFT_OUT.iter().find(|(end, _)| pointer.ends_with(end)) {
                None => missing.push(format!("{}: {pointer}", kind.name())),
                Some((end, _)) => drop(excused.insert(*end)),
            }
        }
    }
    let absent: Vec<_> = known.iter().filter(|(_, there)| !*there).collect();
    assert!(absent.is_empty(), "the fixture does not have {absent:?}");
    assert!(missing.is_empty(), "not in the linked data:\n{}", missing.join("\n"));
    let idle: Vec<_> = LEFT_OUT.iter().filter(|(end, _)| !excused.contains(end)).collect();
    assert!(idle.is_empty(), "these are there after all: {idle:?}");
}

/// Whoever adds a field is told where it is missing: in the fixture, and then in the linked data.
#[test]
fn a_new_field_is_missed() {
    let mut schema = json!({"description": "a record", "type": "object", "properties": {
        "title": {"type": "string"}, "parts": {"type": "array", "items": {"type": "object",
            "description": "a part", "properties": {"size": {"type": "integer"}}}}
    }});
    let mut written = json!({"title": "A", "parts": [{"size": 1}, {"size": 2}]});
    // The linked data of these fields, and of no other.
    let statements = |value: &Value| Some(json!([value["title"], value["parts"][0]["size"]]));
    let mut known = Known::new();
    assert!(forgotten(&schema, &written, &statements, &mut known).is_empty());
    assert!(known.values().all(|there| *there));
    schema["properties"]["parts"]["items"]["properties"]["new"] = json!({"type": "string"});
    assert!(forgotten(&schema, &written, &statements, &mut known).is_empty());
    let absent: Vec<_> = known.iter().filter(|(_, there)| !*there).map(|it| &it.0.1).collect();
    assert_eq!(absent, ["new"]);
    written["parts"][1]["new"] = json!("b");
    let found = forgotten(&schema, &written, &statements, &mut known);
    assert_eq!(found, ["/parts/1/new"]);
}

/// JSON pointers of the fields of `written` that change nothing in `statements`.
fn forgotten(
    schema: &Value,
    written: &Value,
    statements: &dyn Fn(&Value) -> Option<Value>,
    known: &mut Known,
) -> Vec<String> {
    let whole = statements(written).unwrap();
    let is_unseen = |(pointer, others): &(String, Vec<Value>)| {
        !others.iter().any(|other| {
            let mut changed = written.clone();
            *changed.pointer_mut(pointer).unwrap() = other.clone();
            statements(&changed).is_some_and(|it| it != whole)
        })
    };
    fields(schema, written, known).into_iter().filter(is_unseen).map(|it| it.0).collect()
}

pub(crate) fn value_of(record: &Record) -> Value {
    match record {
        Record::Work(work) => json!(work),
        Record::Person(person) => json!(person),
        Record::Organization(organization) => json!(organization),
    }
}

pub(crate) fn record_of(kind: Kind, value: &Value) -> Option<Record> {
    let value = value.clone();
    match kind {
        Kind::Person => serde_json::from_value(value).ok().map(Record::Person),
        Kind::Organization => serde_json::from_value(value).ok().map(Record::Organization),
        _ => serde_json::from_value(value).ok().map(Record::Work),
    }
}

/// Every field that `written` has, as the JSON pointer of its value, with other values that it may
/// have. Each field of the schema is in `known` then: what it belongs to, its name, and whether it
/// was there.
fn fields(schema: &Value, written: &Value, known: &mut Known) -> BTreeMap<String, Vec<Value>> {
    let mut found = BTreeMap::new();
    let mut open = vec![(schema, vec![String::new()])];
    while let Some((part, mut places)) = open.pop() {
        let value = |pointer: &String| written.pointer(pointer).unwrap_or(&Value::Null);
        places.retain(|it| !value(it).is_null() && *value(it) != json!([]));
        let Some(pointer) = places.first() else { continue };
        let part = chosen(schema, part, value(pointer));
        match value(pointer) {
            Value::Object(_) => {
                let properties = part["properties"].as_object();
                for (name, field) in properties.into_iter().flatten() {
                    let inside: Vec<_> = places.iter().map(|it| format!("{it}/{name}")).collect();
                    let there = inside.iter().any(|it| !matches!(value(it), Value::Null));
                    *known.entry((part["description"].to_string(), name.clone())).or_default() |=
                        there;
                    open.push((field, inside));
                }
            }
            Value::Array(_) => {
                let lengths =
                    places.iter().map(|it| (it, value(it).as_array().map_or(0, Vec::len)));
                let items = lengths.flat_map(|(it, n)| (0..n).map(move |i| format!("{it}/{i}")));
                open.push((&part["items"], items.collect()));
            }
            known => drop(found.insert(pointer.clone(), others(part, known))),
        }
    }
    found
}

/// The part of the schema that `value` follows: references are resolved, and of several forms the
/// one for its type is taken.
fn chosen<'a>(root: &'a Value, part: &'a Value, value: &Value) -> &'a Value {
    if let Some(name) = part["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
        return chosen(root, &root["$defs"][name], value);
    }
    let forms = part["anyOf"].as_array();
    let forms = forms.into_iter().flatten().map(|form| chosen(root, form, value));
    let mut fitting = forms.filter(|form| value.is_object() == form["properties"].is_object());
    fitting.find(|form| form["type"] != "null").unwrap_or(part)
}

fn others(part: &Value, value: &Value) -> Vec<Value> {
    let named = part["oneOf"].as_array().into_iter().flatten().map(|form| form["const"].clone());
    let listed = part["enum"].as_array().into_iter().flatten().cloned();
    let known: Vec<Value> = named.chain(listed).filter(|other| other != value).collect();
    if !known.is_empty() {
        return known;
    }
    match value {
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Number(number) if number.is_f64() => {
            vec![json!(number.as_f64().unwrap_or_default() + 1.0)]
        }
        Value::Number(number) => vec![json!(number.as_u64().unwrap_or_default() + 1)],
        value => vec![json!(format!("{}2", value.as_str().unwrap_or_default()))],
    }
}
