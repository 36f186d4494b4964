//! Everything known about one record at the moment in which its output is made.

use crate::assessment::Scorecard;
use crate::catalog::{Catalog, Entry};
use crate::evidence::Evidence;
use crate::linked_data::graph::Graph;
use crate::record::Record;
use crate::site::Site;

/// What exports and pages of one record are made from.
pub struct Dossier<'a> {
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    pub entry: &'a Entry,
    pub record: &'a Record,
    pub evidence: &'a Evidence,
    /// The JSON-LD that the page embeds, scorecard included.
    pub document: &'a serde_json::Value,
    /// The statements of `document`.
    pub graph: &'a Graph,
    /// People and organizations have none.
    pub scorecard: Option<&'a Scorecard>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the site's root, with `/`, never leaving it.
    pub path: String,
    pub content: Vec<u8>,
}
