//! `dlhub.json`: models and datasets of the [Data and Learning Hub](https://www.dlhub.org).

mod fill;
mod write;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::Value;

use crate::format::Format;
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "dlhub",
    title: "DLHub metadata",
    used_by: "DLHub, which publishes and serves models of science",
    media_type: "application/json",
    specification: Some("https://github.com/DLHub-Argonne/dlhub_schemas"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: Some(Package { packer: Packer::Work(write::pack), has_top_folder: false }),
};

fn recognise(input: &Input) -> bool {
    let Some(Value::Object(fields)) = document::maybe_json(input) else { return false };
    let block = |key: &str| fields.get(key).is_some_and(Value::is_object);
    block("dlhub") && (block("datacite") || block("servable") || block("dataset"))
}

fn read(input: &Input) -> Found {
    Found::one(one(input))
}

fn one(input: &Input) -> Result<SourceRecord, Box<Diagnostic>> {
    let (fields, source) = document::fields(input, "the metadata", Some("give a `dlhub.json`"))?;
    let refuse = |code: &'static str, message: &str, hint: &str| {
        Box::new(document::refusal(input, code, message).hint(hint))
    };
    let text = |pointer: &str| {
        let root =
            ["dlhub", "datacite"].iter().find(|it| pointer.starts_with(&format!("/{it}")))?;
        let text = fields.get(*root)?.pointer(&pointer[root.len() + 1..])?.as_str()?;
        (!says_nothing(text)).then(|| text.trim().to_owned())
    };
    let name = text("/dlhub/name");
    let Some(title) = text("/datacite/titles/0/title").or_else(|| name.clone()) else {
        let hint = "add `datacite.titles`";
        return Err(refuse("import-no-title", "it has neither a title nor a name", hint));
    };
    let kind = match text("/dlhub/type").as_deref() {
        Some("dataset") => Kind::Dataset,
        Some("pipeline") => Kind::Workflow,
        Some("servable") => Kind::Model,
        None if fields.contains_key("servable") => Kind::Model,
        None if fields.contains_key("dataset") => Kind::Dataset,
        _ => {
            let hint = "servables, datasets and pipelines are imported";
            return Err(refuse("import-kind", "`dlhub.type` is none that is known", hint));
        }
    };
    let id = name.unwrap_or_else(|| title.clone());
    Ok(SourceRecord {
        slug: statements::slug(FORMAT.name, &id),
        id,
        title,
        fields,
        ..SourceRecord::bare(FORMAT.name, kind, source, fill::fill)
    })
}
