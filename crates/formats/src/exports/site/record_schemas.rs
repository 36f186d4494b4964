//! `schema/<kind>.json`: what a record of each kind looks like, as JSON Schema, so that an editor
//! completes and checks it.

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::schema::schemas;

use super::{CatalogView, Emit, SiteExport, file};
use crate::exports::pretty_json;

pub(super) const EXPORT: SiteExport = SiteExport { title: "JSON Schemas of records", write };

/// The folder of the schemas, relative to the site's root.
const FOLDER: &str = "schema/";

/// Where the schema of records of `kind` is published.
pub(super) fn path(kind: Kind) -> String {
    format!("{FOLDER}{}.json", kind.name())
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    schemas(&view.site.iri(FOLDER))
        .into_iter()
        .try_for_each(|(name, schema)| emit(file(format!("{FOLDER}{name}"), pretty_json(&schema))))
}
