//! Everything known about one record at the moment in which its output is made.

use faircat_assessment::Scorecard;
use faircat_catalog::evidence::Evidence;
use faircat_linked_data::Source;
use faircat_linked_data::graph::Graph;
use serde::Serialize;

/// What exports and pages of one record are made from.
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

/// A file beside a record's page that holds the record in another format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Format {
    /// In the folder of the page.
    pub file_name: &'static str,
    pub media_type: &'static str,
    /// IRI of the profile that the content follows.
    pub profile: Option<&'static str>,
    /// What people call the format.
    pub title: &'static str,
    /// Link relation of the IANA registry, as `describedby`.
    pub relation: &'static str,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the site's root, with `/`, never leaving it.
    pub path: String,
    pub content: Vec<u8>,
}
