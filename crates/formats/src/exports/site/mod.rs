//! Files about the catalogue as a whole.
//!
//! Each is made from the summaries that the catalogue holds anyway, and long ones in parts, so
//! that memory does not grow with the number of records.

mod api;
mod catalog_document;
mod feed;
mod record_schemas;
mod robots;
mod sitemap;
mod void;

pub use robots::MARK;

use faircat_assessment::Standing;
use faircat_catalog::site::Site;
use faircat_catalog::{Catalog, Entry};
use faircat_linked_data::Node;
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use rayon::prelude::*;

use crate::dossier::OutputFile;

/// The whole catalogue, once all records are made.
pub struct CatalogView<'a> {
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    /// By [`Entry::index`]; `None` for people and organizations.
    pub standings: &'a [Option<Standing>],
    /// Number of statements in the dump, each counted once.
    pub statements: u64,
    /// Namespaces of their properties and classes.
    pub vocabularies: &'a [&'static str],
    /// Pages that are not of one record, as paths relative to the site's root.
    pub pages: &'a [String],
}

/// Takes each file as soon as it is made, from several threads.
pub type Emit<'e> = dyn Fn(OutputFile) -> Result<(), Diagnostic> + Sync + 'e;

/// A format of the catalogue.
pub struct SiteExport {
    /// What people call it.
    pub title: &'static str,
    /// Makes its files. Errors are those of the receiver.
    pub write: fn(&CatalogView, &Emit) -> Result<(), Diagnostic>,
}

/// Every format of the catalogue.
pub const SITE_EXPORTS: &[SiteExport] = &[
    catalog_document::JSON_LD,
    catalog_document::TURTLE,
    void::EXPORT,
    api::EXPORT,
    record_schemas::EXPORT,
    sitemap::EXPORT,
    robots::EXPORT,
    feed::EXPORT,
];

/// Hands the files of every format to `emit`. Stops at an error.
pub fn write_site_exports(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    SITE_EXPORTS.par_iter().try_for_each(|export| (export.write)(view, emit))
}

/// As [`write_site_exports`], of a site of pages only: the formats that are about pages.
pub fn write_exports_of_pages(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    [sitemap::EXPORT, robots::EXPORT].iter().try_for_each(|export| (export.write)(view, emit))
}

impl<'a> CatalogView<'a> {
    /// Everything but people and organizations.
    fn works(&self) -> impl Iterator<Item = &'a Entry> {
        Kind::WORKS.into_iter().flat_map(|kind| self.catalog.of_kind(kind))
    }
}

/// An output file.
fn file(path: impl Into<String>, content: impl Into<Vec<u8>>) -> OutputFile {
    OutputFile { path: path.into(), content: content.into() }
}

/// The text of `node` in a document of its own.
fn document_text(node: Node) -> String {
    let mut document = serde_json::Map::new();
    document.insert("@context".to_owned(), faircat_linked_data::context::CONTEXT.clone());
    if let serde_json::Value::Object(node) = serde_json::Value::from(node) {
        document.extend(node);
    }
    serde_json::Value::Object(document).to_string()
}
