//! [STAC](https://stacspec.org): items with the
//! [extension for machine-learning models](https://github.com/stac-extensions/mlm) become models,
//! collections datasets.

mod fill;
mod model;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::document;
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "stac",
    title: "STAC items of models and collections of data",
    used_by: "Catalogues of Earth observation and the models for them",
    media_type: "application/json",
    specification: Some("https://github.com/stac-extensions/mlm"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: None,
};

fn recognise(input: &Input) -> bool {
    let Some(Value::Object(fields)) = document::maybe_json(input) else { return false };
    let kind = fields.get("type").and_then(Value::as_str);
    fields.get("stac_version").is_some_and(Value::is_string)
        && matches!(kind, Some("Feature" | "Collection" | "Catalog"))
}

fn read(input: &Input) -> Found {
    Found::one(one(input))
}

fn one(input: &Input) -> Result<SourceRecord, Box<Diagnostic>> {
    let (fields, source) = document::fields(input, "the file", Some("give an item of STAC"))?;
    let refuse = |code: &'static str, message: &str, hint: &str| {
        Box::new(document::refusal(input, code, message).hint(hint))
    };
    let kind = match fields.get("type").and_then(Value::as_str) {
        Some("Feature") if is_model(&fields) => Kind::Model,
        Some("Feature") => {
            let message = "this item has no `mlm:` properties, so it describes no model";
            return Err(refuse("import-kind", message, "give the collection that it is of"));
        }
        Some("Collection") if is_of_models(&fields) => {
            let message = "this collection lists items of models, and is no dataset itself";
            return Err(refuse("import-kind", message, "give its items, each a model"));
        }
        Some("Collection") => Kind::Dataset,
        Some("Catalog") => {
            let message = "this catalog lists others, and describes no data itself";
            return Err(refuse("import-kind", message, "give the collections and items it links"));
        }
        _ => {
            let message = "`type` is neither `Feature` nor `Collection`";
            return Err(refuse("import-kind", message, "give an item or a collection of STAC"));
        }
    };
    let said = |value: Option<&Value>| {
        let text = value?.as_str()?;
        (!says_nothing(text)).then(|| text.trim().to_owned())
    };
    let properties = fields.get("properties");
    let of_item = |key: &str| said(properties.and_then(|it| it.get(key)));
    let id = said(fields.get("id"));
    let title = of_item("mlm:name")
        .or_else(|| of_item("title"))
        .or_else(|| said(fields.get("title")))
        .or_else(|| id.clone());
    let Some(title) = title else {
        return Err(refuse("import-no-title", "it has neither a title nor an `id`", "add `id`"));
    };
    let id = id.unwrap_or_else(|| title.clone());
    Ok(SourceRecord {
        slug: statements::slug(FORMAT.name, &id),
        id,
        title,
        fields,
        ..SourceRecord::bare(FORMAT.name, kind, source, fill::fill)
    })
}

fn is_model(fields: &Map<String, Value>) -> bool {
    let properties = fields.get("properties").and_then(Value::as_object);
    properties.is_some_and(|it| it.keys().any(|key| key.starts_with("mlm:")))
}

/// Whether what a collection says of its items is of models.
fn is_of_models(fields: &Map<String, Value>) -> bool {
    let mentions = |key: &str| fields.get(key).is_some_and(|it| it.to_string().contains("\"mlm:"));
    mentions("item_assets") || mentions("summaries")
}
