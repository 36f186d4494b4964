//! What is said about one record: its document, its statements, its scorecard.

use serde_json::Value;

use crate::assessment::Scorecard;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::linked_data::graph::Graph;
use crate::linked_data::{Source, document};
use crate::record::Record;

use super::Shared;

/// A record with everything that is said about it.
pub(super) struct Statements {
    pub record: Record,
    /// The JSON-LD that the page embeds.
    pub document: Value,
    /// Its statements.
    pub graph: Graph,
    pub scorecard: Option<Scorecard>,
}

/// Unpacks `entry`, describes and assesses it.
pub(super) fn make(shared: &Shared, entry: &Entry) -> Result<Statements, Diagnostic> {
    let record = entry.record();
    let source = Source { site: shared.site, catalog: shared.catalog, entry, record: &record };
    let document = Value::Object(document(&source));
    let graph = graph_of(&document, entry)?;
    Ok(Statements { record, document, graph, scorecard: None })
}

fn graph_of(document: &Value, entry: &Entry) -> Result<Graph, Diagnostic> {
    Graph::from_json_ld(&document.to_string()).map_err(|error| {
        Diagnostic::error("linked-data", format!("the record makes no valid JSON-LD: {error}"))
            .in_file(entry.file.as_ref())
            .hint("look for unusual characters in its addresses and identifiers")
    })
}
