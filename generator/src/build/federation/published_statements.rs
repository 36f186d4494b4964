//! The statements of other catalogues as this site publishes them, each graph under a name that no
//! other has: who says what must stay known.

use std::borrow::Cow;
use std::collections::BTreeSet;

use faircat_federation::dump;
use faircat_federation::harvest::Harvest;
use faircat_federation::statements::{self, Graphs, Packed};
use faircat_linked_data::graph::Graph;
use oxrdf::NamedOrBlankNode;
use serde::Serialize;

use super::{Federation, Held};
use crate::build::Shared;
use crate::diagnostic::Diagnostic;
use crate::pages::site::PublishedDump;

#[derive(Serialize)]
pub(super) struct PublishedFile {
    /// From the site's root.
    path: String,
    #[serde(flatten)]
    dump: PublishedDump,
}

/// Names of graphs that are given already.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// At first, those of the graphs in which it stands what each catalogue has.
    pub(super) fn of(federation: &Federation) -> Names {
        let harvests = federation.held.iter().filter_map(|it| it.harvest.as_ref());
        Names(harvests.map(|it| statements::provenance_name(&it.catalog)).collect())
    }

    /// A name for the graph that the catalogue `name` calls `graph`.
    fn give(&self, graph: &str, name: &str) -> String {
        let sign = if graph.contains('#') { '-' } else { '#' };
        let mut given = format!("{graph}{sign}in-{name}");
        while self.0.contains(&given) {
            given.push_str("-too");
        }
        given
    }
}

/// The statements of a catalogue, as they were harvested. A page that an earlier catalogue tells of
/// too gets a graph of its own.
pub(super) fn write_statements(
    shared: &Shared,
    held: &Held,
    harvest: &Harvest,
    names: &mut Names,
) -> Result<Option<PublishedFile>, Diagnostic> {
    if held.statements.is_empty() {
        return Ok(None);
    }
    let name = &held.source.name;
    let own: Vec<&String> =
        harvest.works.iter().map(|it| &it.home).chain(&harvest.others).collect();
    let is_met = own.iter().any(|it| names.0.contains(*it));
    let (bytes, count) = match is_met || !held.left_out.is_empty() {
        false => (Cow::Borrowed(&held.statements), harvest.statements.statements),
        true => {
            let Packed { bytes, statements, .. } = renamed(held, &harvest.catalog, names)?;
            (Cow::Owned(bytes), statements)
        }
    };
    names.0.extend(own.into_iter().cloned());
    let path = format!("federation/{name}/statements.nq.gz");
    shared.writer.write(&path, &bytes)?;
    Ok(Some(published(path, &bytes, count)))
}

fn published(path: String, bytes: &[u8], statements: u64) -> PublishedFile {
    let digest = statements::digest(bytes);
    PublishedFile { path, dump: PublishedDump { bytes: bytes.len() as u64, statements, digest } }
}

/// The statements of `held` without those about this site's own pages, and with the graphs whose names
/// are given already under names of their own.
fn renamed(held: &Held, catalog: &str, names: &mut Names) -> Result<Packed, Diagnostic> {
    let failed = |reason| Diagnostic::error("federation", reason);
    let split =
        dump::split(&held.statements, dump::Bounds::of_own(dump::LARGEST)).map_err(failed)?;
    let name = &held.source.name;
    let provenance = statements::provenance_name(catalog);
    let mut graphs = Graphs::new();
    for (graph, text) in &split.texts {
        if *graph == provenance {
            graphs.insert(graph.clone(), without(dump::graph(text), &held.left_out));
        } else if !held.left_out.contains(graph) {
            let is_met = names.0.contains(graph);
            let given = if is_met { names.give(graph, name) } else { graph.clone() };
            names.0.insert(given.clone());
            graphs.insert(given, dump::graph(text));
        }
    }
    statements::pack(name, graphs.iter().map(|(name, graph)| (name.as_str(), graph)))
        .map_err(failed)
}

/// `graph` without the statements about `pages`.
fn without(graph: Graph, pages: &BTreeSet<String>) -> Graph {
    let is_left = |it: &NamedOrBlankNode| matches!(it, NamedOrBlankNode::NamedNode(node) if pages.contains(node.as_str()));
    Graph::new(graph.triples().iter().filter(|it| !is_left(&it.subject)).cloned().collect())
}

pub(super) fn write_joined(
    shared: &Shared,
    federation: &Federation,
) -> Result<Option<PublishedFile>, Diagnostic> {
    if federation.groups.is_empty() {
        return Ok(None);
    }
    let pairs = federation.groups.iter().flat_map(|group| {
        let first = federation.work(group.works[0]).home.as_str();
        group.works[1..].iter().map(move |it| (first, federation.work(*it).home.as_str()))
    });
    let graph = statements::sameness(pairs);
    let name = shared.site.iri("federation/");
    let packed = statements::pack("", [(name.as_str(), &graph)].into_iter())
        .map_err(|reason| Diagnostic::error("federation", reason))?;
    let path = "federation/joined.nq.gz".to_owned();
    shared.writer.write(&path, &packed.bytes)?;
    Ok(Some(published(path, &packed.bytes, packed.statements)))
}
