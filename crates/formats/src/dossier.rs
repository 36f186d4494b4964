//! Everything known about one record at the moment in which its output is made.

use faircat_catalog::evidence::Evidence;
use faircat_linked_data::Source;
use faircat_linked_data::graph::Graph;
use faircat_scorecard::Scorecard;

/// What the formats and the pages of one record are made from.
pub struct Dossier<'a> {
    pub source: Source<'a>,
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
