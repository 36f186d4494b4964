//! `schema/<kind>.json`: what a record of each kind looks like, as JSON Schema, so that an editor
//! completes and checks it.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::schema::schemas;

use super::{CatalogView, Emit, SiteFile, always, file};
use crate::json::pretty_json;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "schema/",
    title: "JSON Schemas of records and of the API",
    specification: Some("https://json-schema.org/draft/2020-12"),
    media_type: "application/schema+json",
    relation: None,
    api_name: None,
    of_pages: false,
    applies: always,
    write,
};

/// Where the schema of records of `kind` is published.
pub(super) fn path(kind: Kind) -> String {
    format!("{}{}.json", FILE.path, kind.name())
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    schemas(&view.site.iri(FILE.path)).into_iter().try_for_each(|(name, schema)| {
        emit(file(format!("{}{name}", FILE.path), pretty_json(&schema)))
    })
}
