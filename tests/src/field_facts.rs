//! What the manual says of each field beside its type: which properties of the linked data hold it,
//! which indicators look at it, and a value that it has somewhere. The records are those that have
//! every field, and those of the FAIR4HEP catalogue.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use faircat::assessment::Scorecard;
use faircat::build::statements;
use faircat::catalog::Entry;
use faircat::linked_data::context::PREFIXES;
use faircat::linked_data::graph::Graph;
use faircat::record::Kind;
use faircat::record::schema::section_of;
use oxrdf::{Term, Triple};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::program::{repository, writes_anew};
use crate::record_fields::{record_of, value_of};
use crate::subjects::Fixture;

const TABLE: &str = "crates/pages/src/site/manual/fields/facts.tsv";

/// What no value of a record holds before it is put there.
const MARK: &str = "zqxv";

/// Longest example, in characters.
const LONGEST: usize = 64;

#[derive(Default)]
struct Facts {
    properties: BTreeSet<String>,
    indicators: BTreeSet<&'static str>,
    example: String,
}

type Table = BTreeMap<String, Facts>;

/// A record of which fields are taken away.
struct Subject<'a> {
    fixture: &'a Fixture,
    entry: &'a Entry,
    kind: Kind,
    whole: Value,
    /// What the whole record says, and how it is assessed: each field is compared with these.
    said: Vec<Triple>,
    assessed: Option<Scorecard>,
}

impl<'a> Subject<'a> {
    fn new(fixture: &'a Fixture, entry: &'a Entry, kind: Kind) -> Self {
        let whole = value_of(&entry.record());
        let bare = Subject { fixture, entry, kind, whole, said: Vec::new(), assessed: None };
        let said = bare.graph(&bare.whole).map(|it| it.triples().to_vec()).unwrap_or_default();
        let assessed = bare.scorecard(&bare.whole);
        Subject { said, assessed, ..bare }
    }

    fn graph(&self, value: &Value) -> Option<Graph> {
        let record = record_of(self.kind, value)?;
        Some(statements::unassessed(&self.fixture.input(), self.entry, record).ok()?.graph)
    }

    fn scorecard(&self, value: &Value) -> Option<Scorecard> {
        let record = record_of(self.kind, value)?;
        statements::assessed(&self.fixture.input(), self.entry, record, &|_| None).ok()?.scorecard
    }
}

fn table() -> Table {
    let every = Fixture::named("every-field");
    let mut table = Table::new();
    for kind in Kind::ALL {
        let entry = every.catalog.get(kind, "full").unwrap();
        let subject = Subject::new(&every, entry, kind);
        let pointers = pointers(&subject.whole);
        let found: Vec<_> = pointers
            .par_iter()
            .map(|it| (name_of(kind, it), properties(&subject, it), indicators(&subject, it)))
            .collect();
        for (name, properties, indicators) in found {
            let facts = table.entry(name).or_default();
            facts.properties.extend(properties);
            facts.indicators.extend(indicators);
        }
    }
    let own = Fixture::own_catalog();
    for fixture in [&own, &every] {
        for entry in &fixture.catalog.entries {
            let value = value_of(&entry.record());
            pointers(&value).iter().for_each(|it| add_example(&mut table, &value, entry.kind, it));
        }
    }
    table.retain(|name, _| !name.starts_with("extensions."));
    leave_out_what_counts_all(&mut table);
    table
}

/// An indicator that changes with every fourth field counts statements, and looks at none of them.
fn leave_out_what_counts_all(table: &mut Table) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = table.values().flat_map(|it| &it.indicators);
    all.for_each(|it| *counts.entry(it).or_default() += 1);
    let most = table.len() / 4;
    table.values_mut().for_each(|it| it.indicators.retain(|it| counts[it] <= most));
}

/// The places of all fields in a record, also of those that hold others.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields.iter().filter(|(_, field)| !is_empty(field)) {
                    found.push(format!("{pointer}/{name}"));
                    open.push((format!("{pointer}/{name}"), field));
                }
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(place, item)| (format!("{pointer}/{place}"), item)));
            }
            _ => {}
        }
    }
    found.sort();
    found
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// `/authors/0/orcid` as `authors.orcid`; of people and organizations behind their kind, as their
/// fields mean something else.
fn name_of(kind: Kind, pointer: &str) -> String {
    let parts = pointer.split('/').skip(1).filter(|it| it.parse::<usize>().is_err());
    let name = parts.collect::<Vec<_>>().join(".");
    if Kind::WORKS.contains(&kind) { name } else { format!("{}:{name}", kind.name()) }
}

/// The properties that hold the field at `pointer`: those whose values change with it.
fn properties(subject: &Subject, pointer: &str) -> BTreeSet<String> {
    let value = subject.whole.pointer(pointer).unwrap_or(&Value::Null);
    for changed in changes(&subject.whole, pointer) {
        let Some(after) = subject.graph(&changed) else { continue };
        let (old, new) = (&subject.said, after.triples());
        let gone: Vec<&Triple> = old.iter().filter(|it| !new.contains(it)).collect();
        let come: Vec<&Triple> = new.iter().filter(|it| !old.contains(it)).collect();
        let found = telling(subject, value, &gone, &come);
        if !found.is_empty() {
            return found;
        }
    }
    BTreeSet::new()
}

/// Of the statements that go and come with `value`, the properties of those that tell it: of a value
/// that holds fields those about the work itself, of a text those with that text. Where there are
/// none, all.
fn telling(
    subject: &Subject,
    value: &Value,
    gone: &[&Triple],
    come: &[&Triple],
) -> BTreeSet<String> {
    let root = subject.fixture.site.iri(&subject.entry.page());
    let is_about_it = |triple: &&&Triple| triple.subject.to_string() == format!("<{root}>");
    let text = value.as_str().or_else(|| value.get(0)?.as_str());
    let told: Vec<&Triple> = match text {
        None if value.is_object() || value.is_array() => {
            gone.iter().filter(is_about_it).copied().collect()
        }
        None => Vec::new(),
        Some(text) => {
            let of_old = gone.iter().filter(|it| text.len() > 2 && holds(it, text));
            come.iter().filter(|it| holds(it, MARK)).chain(of_old).copied().collect()
        }
    };
    let told = if told.is_empty() { [gone, come].concat() } else { told };
    let properties = told.iter().map(|it| prefixed(it.predicate.as_str()));
    // What a node is follows from where it stands.
    properties.filter(|it| it != "rdf:type").collect()
}

fn holds(triple: &Triple, text: &str) -> bool {
    match &triple.object {
        Term::Literal(literal) => literal.value().contains(text),
        Term::NamedNode(node) => node.as_str().contains(text),
        _ => false,
    }
}

/// The record with another value of the field at `pointer`, or without it. The first that makes a
/// record counts.
fn changes(whole: &Value, pointer: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let value = whole.pointer(pointer).unwrap_or(&Value::Null);
    let first = match value {
        Value::Array(items) => items.first().filter(|it| it.is_string()).map(|_| "/0"),
        _ => Some(""),
    };
    let other = first.and_then(|end| {
        let value = whole.pointer(&format!("{pointer}{end}"))?;
        Some((format!("{pointer}{end}"), another(value)?))
    });
    if let Some((pointer, other)) = other {
        let mut changed = whole.clone();
        if let Some(place) = changed.pointer_mut(&pointer) {
            *place = other;
        }
        all.push(changed);
    }
    all.extend(without(whole, pointer));
    all
}

fn another(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(truth) => Some(json!(!truth)),
        Value::Number(number) if number.is_f64() => Some(json!(number.as_f64()? + 1.0)),
        Value::Number(number) => Some(json!(number.as_u64()? + 1)),
        Value::String(text) => Some(json!(format!("{text}{MARK}"))),
        _ => None,
    }
}

fn without(whole: &Value, pointer: &str) -> Option<Value> {
    let (holder, name) = pointer.rsplit_once('/')?;
    let mut changed = whole.clone();
    changed.pointer_mut(holder)?.as_object_mut()?.shift_remove(name)?;
    Some(changed)
}

fn prefixed(iri: &str) -> String {
    let prefixes = PREFIXES.iter().chain([
        &("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        &("foaf", "http://xmlns.com/foaf/0.1/"),
    ]);
    let mut known = prefixes.filter_map(|(prefix, namespace)| {
        Some(format!("{prefix}:{}", iri.strip_prefix(namespace)?))
    });
    known.next().unwrap_or_else(|| iri.to_owned())
}

/// The indicators whose finding changes with the field at `pointer`, in a record that has everything
/// or in one that has little else.
fn indicators(subject: &Subject, pointer: &str) -> BTreeSet<&'static str> {
    let little = little(subject, pointer);
    let mut found = BTreeSet::new();
    let of_little = subject.scorecard(&little);
    for (whole, with) in [(&subject.whole, &subject.assessed), (&little, &of_little)] {
        let Some(with) = with else { continue };
        let other = changes(whole, pointer).into_iter().rev();
        let Some(without) = other.filter_map(|it| subject.scorecard(&it)).next() else { continue };
        let pairs = with.findings.iter().zip(&without.findings);
        let changed = pairs.filter(|(a, b)| (a.outcome, &a.evidence) != (b.outcome, &b.evidence));
        found.extend(changed.map(|(finding, _)| finding.indicator));
    }
    found
}

/// A record with the outermost field at `pointer`, and what no record is without.
fn little(subject: &Subject, pointer: &str) -> Value {
    let section = section_of(subject.kind);
    let mut names = pointer.split('/').skip(1);
    let mut record = Map::new();
    for name in ["kind", "title", "name"] {
        record.extend(subject.whole.get(name).map(|it| (name.to_owned(), it.clone())));
    }
    let top = names.next().unwrap_or_default();
    let value = &subject.whole[top];
    let value = match names.next() {
        Some(inner) if section == Some(top) => json!({ inner: value[inner] }),
        _ => value.clone(),
    };
    record.insert(top.to_owned(), value);
    Value::Object(record)
}

/// The first short value of each field counts.
fn add_example(table: &mut Table, value: &Value, kind: Kind, pointer: &str) {
    let Some(facts) = table.get_mut(&name_of(kind, pointer)) else { return };
    let value = value.pointer(pointer).and_then(in_one_line);
    if let Some(text) = value.filter(|_| facts.example.is_empty()) {
        facts.example = text;
    }
}

/// A text, number, truth value, or list of these, as YAML on a short line.
fn in_one_line(value: &Value) -> Option<String> {
    use faircat::record::yaml_scalar::flow;
    let text = match value {
        Value::String(text) if text.contains('\n') => return None,
        Value::String(text) => flow(text),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| if item.is_array() { None } else { in_one_line(item) })
                .collect();
            format!("[{}]", items?.join(", "))
        }
        _ => return None,
    };
    (text.chars().count() <= LONGEST && !text.contains('\t')).then_some(text)
}

fn text_of(table: &Table) -> String {
    let mut text = "field\tproperties\tindicators\texample\n".to_owned();
    for (field, facts) in table {
        let properties: Vec<&str> = facts.properties.iter().map(String::as_str).collect();
        let indicators: Vec<&str> = facts.indicators.iter().copied().collect();
        text.push_str(&format!(
            "{field}\t{}\t{}\t{}\n",
            properties.join(" "),
            indicators.join(" "),
            facts.example
        ));
    }
    text
}

#[test]
fn what_the_manual_says_of_fields_is_so() {
    let text = text_of(&table());
    let file = repository().join(TABLE);
    if writes_anew() {
        fs::write(&file, &text).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap();
    let wrong = known.lines().zip(text.lines()).filter(|(one, other)| one != other);
    let wrong: Vec<String> = wrong.map(|(one, other)| format!("- {one}\n+ {other}")).collect();
    assert!(
        known == text,
        "{TABLE} is not true any more (INSTA_UPDATE=always writes it anew):\n{}",
        wrong.join("\n")
    );
}
