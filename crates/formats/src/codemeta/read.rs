//! `codemeta.json` of CodeMeta 2 and 3.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use super::FORMAT;
use crate::import::beside::FilesBeside;
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::import::schema_org::{self, graph, id_of, is_named, kind_of, languages, slug_of};
use crate::reader::{Found, Input};

pub(super) fn recognise(input: &Input) -> bool {
    document::maybe_json(input).is_some_and(has_context)
}

/// Whether the context is CodeMeta's, of any version, by itself or among others.
fn has_context(value: &Value) -> bool {
    let is_one =
        |it: &Value| it.as_str().is_some_and(|it| it.to_ascii_lowercase().contains("codemeta"));
    let context = value.get("@context");
    context.is_some_and(|it| is_one(it) || it.as_array().is_some_and(|all| all.iter().any(is_one)))
        && value.get("@graph").is_none()
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let (value, source) = match document::json(input) {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let Value::Object(mut fields) = graph::plain(value) else {
        let problem = Diagnostic::error("import-no-record", "the file is not an object");
        found.diagnostics.push(problem.at(source.whole()));
        return found;
    };
    let Some(id) = id_of(&fields).filter(|_| is_named(&fields)) else {
        let problem = Diagnostic::error("import-no-title", "the file has no `name`");
        found
            .diagnostics
            .push(problem.at(source.whole()).hint("add `name`, the name of the software"));
        return found;
    };
    graph::without_own_names(&mut fields);
    languages::tell(&mut fields, None);
    // The vocabulary is of software, whatever the type.
    let kind = kind_of(&fields).unwrap_or(Kind::Software);
    let (slug, format) = (slug_of("codemeta", &id), FORMAT.name);
    let fill = schema_org::fill;
    let beside = FilesBeside::of_contents(&fields, input.around);
    let record =
        SourceRecord { id, slug, fields, beside, ..SourceRecord::bare(format, kind, source, fill) };
    found.records.push(Box::new(record));
    found
}
