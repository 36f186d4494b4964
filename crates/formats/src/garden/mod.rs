//! [Garden](https://thegardens.ai): gardens, which are collections of functions, and the functions,
//! as Garden's API gives them.

mod fill;
mod write;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "garden",
    title: "Garden metadata",
    used_by: "Garden, which publishes and runs models of science",
    media_type: "application/json",
    specification: Some("https://github.com/Garden-AI/garden"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: Some(Package { packer: Packer::Work(write::pack), has_top_folder: false }),
};

/// Lists of the functions of a garden.
const FUNCTIONS: [&str; 3] = ["modal_functions", "hpc_functions", "entrypoints"];

/// What only a garden has.
const OF_GARDENS: [&str; 6] = [
    "modal_function_ids",
    "modal_functions",
    "hpc_function_ids",
    "hpc_functions",
    "entrypoint_ids",
    "entrypoint_aliases",
];

fn recognise(input: &Input) -> bool {
    let Some(Value::Object(fields)) = document::maybe_json(input) else { return false };
    fields.contains_key("title") && (is_garden(fields) || is_function(fields))
}

fn is_garden(fields: &Map<String, Value>) -> bool {
    // Other documents have entry points too.
    let is_function = |it: &Value| it.get("function_text").is_some();
    let entrypoints = fields.get("entrypoints").and_then(Value::as_array);
    OF_GARDENS.iter().any(|key| fields.contains_key(*key))
        || entrypoints.is_some_and(|it| it.iter().any(is_function))
}

fn is_function(fields: &Map<String, Value>) -> bool {
    fields.contains_key("function_name") && fields.contains_key("function_text")
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (mut fields, source) = match document::fields(input, "the metadata", None) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    if !is_garden(&fields) {
        take(&mut found, fields, Kind::Model, "function", &source);
        return found;
    }
    let mut members = Vec::new();
    for key in FUNCTIONS {
        let Some(Value::Array(functions)) = fields.get_mut(key) else { continue };
        let mut others = Vec::new();
        for (at, function) in functions.drain(..).enumerate() {
            match function {
                Value::Object(fields) => members.push((format!("/{key}/{at}"), fields)),
                other => others.push(other),
            }
        }
        *functions = others;
    }
    let slugs: Vec<Value> =
        members.iter().filter_map(|(_, it)| Some(slug(it, "function")?.into())).collect();
    fields.insert(fill::MEMBERS.to_owned(), Value::Array(slugs));
    take(&mut found, fields, Kind::Software, "garden", &source);
    for (pointer, function) in members {
        take(&mut found, function, Kind::Model, "function", &source.below(&pointer));
    }
    found
}

fn id(fields: &Map<String, Value>) -> Option<String> {
    let text = |key: &str| match fields.get(key)? {
        Value::String(text) if !says_nothing(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    text("id").or_else(|| text("doi")).or_else(|| text("title"))
}

fn slug(fields: &Map<String, Value>, what: &str) -> Option<String> {
    Some(statements::slug(FORMAT.name, &format!("{what}-{}", id(fields)?)))
}

/// Adds the record of `fields`, or what keeps it from being one.
fn take(
    found: &mut Found,
    fields: Map<String, Value>,
    kind: Kind,
    what: &str,
    source: &Whereabouts,
) {
    let title = fields.get("title").and_then(Value::as_str);
    let title = title.map(str::to_owned).and_then(statements::said);
    let (Some(title), Some(id), Some(slug)) = (title, id(&fields), slug(&fields, what)) else {
        let message = format!("a {what} has no `title`");
        let problem = Diagnostic::error("import-no-title", message);
        let problem = problem.hint("Garden requires one; ask it again");
        found.diagnostics.extend(source.place(vec![(String::new(), problem)]));
        return;
    };
    found.records.push(Box::new(SourceRecord {
        id,
        slug,
        title,
        fields,
        ..SourceRecord::bare(FORMAT.name, kind, source.clone(), fill::fill)
    }));
}
