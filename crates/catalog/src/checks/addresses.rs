//! Web addresses, in every field that takes one: the JSON Schemas of the records say which.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::Identifier;
use faircat_record::references::references;
use faircat_record::schema::schema_of;
use faircat_record::{Kind, Record, Work};
use serde_json::Value;
use url::Url;

use super::Fault;

pub(super) fn check(record: &Record, found: &mut Vec<Fault>) {
    let fields = match record {
        Record::Person(person) => serde_json::to_value(person),
        Record::Organization(organization) => serde_json::to_value(organization),
        Record::Work(work) => serde_json::to_value(work),
    };
    if let (Ok(fields), Some(places)) = (fields, PLACES.get(record.kind().name())) {
        walk(places, &fields, String::new(), found);
    }
    for reference in references(record) {
        found.extend(of_link(reference.text).map(|it| Fault::new(reference.pointer, it)));
    }
    if let Record::Work(work) = record {
        for (pointer, text) in others(work) {
            found.extend(of_link(text).map(|it| Fault::new(pointer, it)));
        }
    }
}

/// Texts of `work` that may be an address and are no reference, each with its pointer.
fn others(work: &Work) -> impl Iterator<Item = (String, &str)> {
    let standards = work.conforms_to.iter().enumerate();
    let standards = standards.map(|(index, text)| (format!("/conforms_to/{index}"), text.as_str()));
    let subjects = work.subjects.iter().enumerate();
    let schemes = subjects.filter_map(|(index, subject)| {
        Some((format!("/subjects/{index}/scheme"), subject.scheme.as_deref()?))
    });
    let evaluations = work.model.iter().flat_map(|model| model.evaluations.iter().enumerate());
    let sources = evaluations.filter_map(|(index, evaluation)| {
        Some((format!("/model/evaluations/{index}/source"), evaluation.source.as_deref()?))
    });
    standards.chain(schemes).chain(sources)
}

/// Where a record has addresses.
#[derive(Debug, Default)]
struct Places {
    /// An address stands here.
    address: bool,
    items: Option<Box<Places>>,
    fields: BTreeMap<String, Places>,
}

/// By the name of the kind.
static PLACES: LazyLock<BTreeMap<&str, Places>> = LazyLock::new(|| {
    Kind::ALL.into_iter().map(|kind| (kind.name(), places(&schema_of(kind)))).collect()
});

fn places(schema: &Value) -> Places {
    let mut found = Places::default();
    collect(schema, schema, &mut found);
    found
}

/// Adds what `part` of the whole `schema` says. The types of records contain no type twice on one
/// way down, so this ends.
fn collect(schema: &Value, part: &Value, found: &mut Places) {
    found.address |= part.get("format").and_then(Value::as_str) == Some("uri");
    let definition = part.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
    if let Some(part) = definition.and_then(|pointer| schema.pointer(pointer)) {
        collect(schema, part, found);
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        for part in part.get(key).and_then(Value::as_array).into_iter().flatten() {
            collect(schema, part, found);
        }
    }
    if let Some(items) = part.get("items") {
        collect(schema, items, found.items.get_or_insert_default());
    }
    for (name, part) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
        collect(schema, part, found.fields.entry(name.clone()).or_default());
    }
    found.items = found.items.take().filter(|it| it.has_any());
    found.fields.retain(|_, places| places.has_any());
}

impl Places {
    fn has_any(&self) -> bool {
        self.address || self.items.is_some() || !self.fields.is_empty()
    }
}

fn walk(places: &Places, value: &Value, pointer: String, found: &mut Vec<Fault>) {
    match value {
        Value::String(text) if places.address => {
            found.extend(problem(&pointer, text).map(|it| Fault::new(pointer, it)));
        }
        Value::Array(values) => {
            let Some(items) = &places.items else { return };
            for (index, value) in values.iter().enumerate() {
                walk(items, value, format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(values) => {
            for (name, places) in &places.fields {
                if let Some(value) = values.get(name) {
                    walk(places, value, format!("{pointer}/{name}"), found);
                }
            }
        }
        _ => {}
    }
}

/// What is wrong with `text` as the address at `pointer`.
fn problem(pointer: &str, text: &str) -> Option<Diagnostic> {
    if pointer.starts_with("/artifacts/") {
        let good = is_of(text, &["http", "https", "ftp", "root"]);
        let message = || format!("`{text}` is no address of a file");
        return told(good, text, message, "begin with https://, http://, ftp:// or root://");
    }
    let is_other = match pointer {
        "/code/archived_at" => Identifier::parse(text).is_ok_and(|it| it.scheme_id().is_some()),
        "/code/discussion" | "/code/help" => text.starts_with("mailto:"),
        // A term of a vocabulary has a name, which need not answer.
        _ if pointer.starts_with("/subjects/") => Url::parse(text).is_ok(),
        _ => false,
    };
    let good = is_other || is_of(text, &["http", "https", "ftp"]);
    told(good, text, || format!("`{text}` is no web address"), "begin with https://")
}

fn told(
    good: bool,
    text: &str,
    message: impl Fn() -> String,
    hint: &'static str,
) -> Option<Diagnostic> {
    match good {
        true => blanks(text),
        false => Some(Diagnostic::error("url", message()).hint(hint)),
    }
}

fn is_of(text: &str, schemes: &[&str]) -> bool {
    Url::parse(text).is_ok_and(|url| schemes.contains(&url.scheme()) && url.has_host())
}

/// What is wrong with `text` where a name, an identifier or an address may stand.
fn of_link(text: &str) -> Option<Diagnostic> {
    let begins = |scheme: &str| text.trim_start().starts_with(scheme);
    let is_address = ["https://", "http://", "ftp://"].into_iter().any(begins);
    if !is_address { None } else { problem("", text) }
}

/// What to say of an address with blanks, which no address has though readers repair it.
fn blanks(address: &str) -> Option<Diagnostic> {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    if !address.contains(is_blank) {
        return None;
    }
    let hint = match address.trim() {
        whole if whole.contains(is_blank) => {
            format!("write `%20` for each blank: `{}`", whole.replace(is_blank, "%20"))
        }
        whole => format!("write it without blanks around it: `{whole}`"),
    };
    Some(Diagnostic::warning("url", format!("the address `{address}` has blanks")).hint(hint))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Fields of a schema whose name or description says that an address alone stands there.
    fn spoken_of(schema: &Value, path: &str, found: &mut Vec<String>) {
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            let named =
                matches!(name.as_str(), "url" | "same_as" | "repository" | "readme" | "iri");
            let is_text = part.to_string().contains("\"string\"");
            if named && is_text && !part.to_string().contains("\"uri\"") {
                found.push(format!("{path}.{name}"));
            }
        }
        for (name, part) in schema["$defs"].as_object().into_iter().flatten() {
            spoken_of(part, name, found);
        }
    }

    #[test]
    fn the_schema_marks_every_field_that_is_named_as_an_address() {
        for kind in Kind::ALL {
            let mut unmarked = Vec::new();
            spoken_of(&schema_of(kind), kind.name(), &mut unmarked);
            assert!(unmarked.is_empty(), "{unmarked:?}");
        }
    }

    #[test]
    fn addresses_are_found_in_people_and_deep_in_works() {
        let person = &PLACES["person"];
        assert!(person.fields["url"].address);
        let inline = person.fields["affiliations"].items.as_ref().expect("a list");
        assert!(inline.fields["url"].address && !inline.fields.contains_key("name"));
        let model = &PLACES["model"];
        let dependencies = &model.fields["code"].fields["dependencies"];
        assert!(dependencies.items.as_ref().expect("a list").fields["url"].address);
        assert!(model.fields["authors"].items.as_ref().expect("a list").fields["url"].address);
    }
}
