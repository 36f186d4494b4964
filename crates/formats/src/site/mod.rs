//! Files about the catalogue as a whole.
//!
//! Each is made from the summaries that the catalogue holds anyway, and long ones in parts, so
//! that memory does not grow with the number of records.

pub(crate) mod api;
pub(crate) mod api_catalog;
pub(crate) mod catalog_document;
pub(crate) mod feed;
pub(crate) mod llms;
pub(crate) mod oai;
pub(crate) mod record_schemas;
pub(crate) mod robots;
pub(crate) mod sitemap;
#[cfg(feature = "table")]
pub mod table;
pub(crate) mod void;

pub use robots::MARK;

use faircat_catalog::site::Site;
use faircat_catalog::{Catalog, Entry};
use faircat_linked_data::Node;
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_scorecard::{Indicator, Rubric, Standing, json};
use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::dossier::OutputFile;
use crate::json::pretty_json;
use crate::list::SITE_FILES;

/// The whole catalogue, once all records are made.
pub struct CatalogView<'a> {
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    /// By [`Entry::index`]; `None` for people and organizations.
    pub standings: &'a [Option<Standing>],
    /// What is counted in the dump, as properties of its dataset; nothing where there is none.
    pub counts: &'a Map<String, Value>,
    /// Pages that are not of one record, as paths relative to the site's root.
    pub pages: &'a [String],
    /// The text of a file beside the page of a record, by its name, where the record has it.
    pub companion: &'a (dyn Fn(&Entry, &str) -> Option<String> + Sync),
}

/// Takes each file as soon as it is made, from several threads.
pub type Emit<'e> = dyn Fn(OutputFile) -> Result<(), Diagnostic> + Sync + 'e;

/// A file about the catalogue, or several of one sort.
#[derive(Clone, Copy, Debug)]
pub struct SiteFile {
    /// Its path, or where several are the beginning of their paths.
    pub path: &'static str,
    /// What it holds, as a phrase.
    pub title: &'static str,
    /// Address of what it follows, for people; what is of our own has none.
    pub specification: Option<&'static str>,
    pub media_type: &'static str,
    /// Link relation under which the head of the home page names it.
    pub relation: Option<&'static str>,
    /// What the index of the API calls it.
    pub api_name: Option<&'static str>,
    /// Whether a site of pages only has it too.
    pub of_pages: bool,
    /// Whether a site has it.
    pub applies: fn(&Site, &Catalog) -> bool,
    /// Makes the files. Errors are those of the receiver.
    pub write: fn(&CatalogView, &Emit) -> Result<(), Diagnostic>,
}

/// Hands every file of the list to `emit`. Stops at an error.
pub fn write_site_files(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let files: Vec<&SiteFile> = files_of(view.site, view.catalog).collect();
    files.into_par_iter().try_for_each(|file| (file.write)(view, emit))
}

/// The files of the list that a site has.
pub fn files_of(site: &Site, catalog: &Catalog) -> impl Iterator<Item = &'static SiteFile> {
    SITE_FILES.iter().filter(|file| (file.applies)(site, catalog))
}

/// What the tests under `rubric` ask, to which the scorecards of records refer, beside the page of its
/// principles.
pub fn tests_of(site: &Site, rubric: Rubric, indicators: &[Indicator]) -> OutputFile {
    let asked = json::tests(site, rubric, indicators);
    file(format!("{}{}", rubric.page(), json::TESTS), pretty_json(&asked))
}

/// Of what every site has.
fn always(_: &Site, _: &Catalog) -> bool {
    true
}

/// As [`write_site_files`], of a site of pages only.
pub fn write_files_of_pages(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    SITE_FILES.iter().filter(|file| file.of_pages).try_for_each(|file| (file.write)(view, emit))
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

/// `node` in a document of its own.
fn document_of(node: Node) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("@context".to_owned(), faircat_linked_data::context::CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    document
}
