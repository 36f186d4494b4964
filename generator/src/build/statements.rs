//! What is said about one record: its document, its statements, its scorecard.

use oxrdf::{NamedNode, NamedOrBlankNode};
use serde_json::{Map, Value};

use super::Input;
use crate::assessment::{
    Assessed, LocalFile, Published, Rubric, Scorecard, Signposting, Standing, assess, quality,
};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::dossier::Dossier;
use crate::linked_data::graph::Graph;
use crate::linked_data::{Source, content_url, document};
use crate::outside_world::local_files;
use crate::record::{Artifact, Record};
use crate::site::Site;

/// A record with everything that is said about it.
#[derive(Debug)]
pub struct Statements {
    pub record: Record,
    /// The JSON-LD that the page embeds.
    pub document: Value,
    /// What its scorecard adds to the node of the record.
    pub measured: Map<String, Value>,
    /// All its statements, the scorecard's among them.
    pub graph: Graph,
    pub scorecard: Option<Scorecard>,
}

impl Statements {
    /// All that is known of the record of `entry`, for its formats and its page.
    pub fn dossier<'a>(&'a self, input: &Input<'a>, entry: &'a Entry) -> Dossier<'a> {
        let Input { site, catalog, .. } = *input;
        Dossier {
            source: Source { site, catalog, entry, record: &self.record },
            evidence: &entry.evidence,
            document: &self.document,
            measured: &self.measured,
            graph: &self.graph,
            scorecard: self.scorecard.as_ref(),
        }
    }
}

/// Finds the standing of a dataset by its IRI.
pub type Standings<'a> = dyn Fn(&str) -> Option<Standing> + Sync + 'a;

/// Unpacks `entry`, describes and assesses it. A model's scorecard asks `standings` for those of
/// its training data.
///
/// Errors: what it says makes no valid JSON-LD.
pub fn make(input: &Input, entry: &Entry, standings: &Standings) -> Result<Statements, Diagnostic> {
    assessed(input, entry, entry.published(), standings)
}

/// As [`make`], where `record` is that of `entry`.
pub fn assessed(
    input: &Input,
    entry: &Entry,
    record: Record,
    standings: &Standings,
) -> Result<Statements, Diagnostic> {
    let mut said = unassessed(input, entry, record)?;
    let Some(rubric) = Rubric::of(entry.kind) else { return Ok(said) };
    let iri = input.site.iri(&entry.page());
    let files = local_files(input, entry, &said.record, &iri);
    let root = NamedOrBlankNode::NamedNode(NamedNode::new_unchecked(iri.as_str()));
    let subject = Assessed {
        root: &root,
        graph: &said.graph,
        evidence: &entry.evidence,
        files: &files,
        dataset_standing: standings,
        published: &published(input.site, entry, &iri),
        // Its dates are the record's, which were checked; a site is the same on any day.
        today: None,
    };
    let scorecard = assess(rubric, &subject);
    said.measured = quality::measurements(input.site, &iri, &scorecard);
    said.graph = said.graph.with(understood(Graph::of_properties(&iri, &said.measured), entry)?);
    said.scorecard = Some(scorecard);
    Ok(said)
}

/// What is said where `record` is that of `entry`, before it is assessed.
///
/// Errors: those of [`make`].
pub fn unassessed(input: &Input, entry: &Entry, record: Record) -> Result<Statements, Diagnostic> {
    let Input { site, catalog, .. } = *input;
    let document = document(&Source { site, catalog, entry, record: &record });
    let graph = understood(Graph::of_document(&document), entry)?;
    Ok(Statements {
        record,
        document: Value::Object(document),
        measured: Map::new(),
        graph,
        scorecard: None,
    })
}

/// As [`make`], without statements and scorecard.
pub(super) fn document_only(input: &Input, entry: &Entry) -> Statements {
    let record = entry.published();
    let source = Source { site: input.site, catalog: input.catalog, entry, record: &record };
    let document = Value::Object(document(&source));
    Statements { record, document, measured: Map::new(), graph: Graph::default(), scorecard: None }
}

fn understood(
    graph: Result<Graph, oxjsonld::JsonLdSyntaxError>,
    entry: &Entry,
) -> Result<Graph, Diagnostic> {
    graph.map_err(|error| {
        Diagnostic::error("linked-data", format!("the record makes no valid JSON-LD: {error}"))
            .in_file(entry.file.as_ref())
            .hint("look for unusual characters in its addresses and identifiers")
    })
}

/// How every page of this program is served.
fn published(site: &Site, entry: &Entry, iri: &str) -> Published {
    Published {
        from_file: false,
        stand_in: (!site.has_address).then(|| site.base_url.to_string()),
        page: Some(iri.to_owned()),
        formats: ["text/html", "application/ld+json", "text/turtle"].map(str::to_owned).into(),
        embedded: Some(true),
        in_sitemap: Some(!entry.is_draft()),
        in_catalog: Some(true),
        signposting: Some(Signposting::Level2),
    }
}

/// The record's artifacts.
pub(super) fn artifacts(record: &Record) -> &[Artifact] {
    match record {
        Record::Work(work) => &work.artifacts,
        Record::Person(_) | Record::Organization(_) => &[],
    }
}

fn local_files(input: &Input, entry: &Entry, record: &Record, iri: &str) -> Vec<LocalFile> {
    artifacts(record)
        .iter()
        .filter_map(|artifact| {
            let facts = local_files::facts(input.root, entry, artifact)?;
            Some(LocalFile {
                url: content_url(artifact, iri)?,
                size: facts.size,
                size_agrees: artifact.size.map(|size| size == facts.size),
                sha256_agrees: artifact
                    .sha256
                    .as_ref()
                    .map(|sha256| sha256.eq_ignore_ascii_case(&facts.sha256)),
            })
        })
        .collect()
}
