//! Manifests of tests (<https://www.w3.org/2001/sw/DataAccess/tests/README.html>).

use std::path::{Path, PathBuf};

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxttl::TurtleParser;

use crate::outcome::{node, value};

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QT: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Good,
    Bad,
    Evaluation,
}

#[derive(Debug)]
pub(super) struct Test {
    pub(super) kind: Kind,
    pub(super) query: PathBuf,
    pub(super) data: Vec<PathBuf>,
    pub(super) graphs: Vec<PathBuf>,
    pub(super) result: Option<PathBuf>,
}

impl Test {
    /// Path of the query below `folder`, without its extension.
    pub(super) fn name(&self, folder: &Path) -> String {
        let path = self.query.strip_prefix(folder).unwrap().with_extension("");
        path.to_string_lossy().into_owned()
    }
}

/// The tests of a manifest and of those that it includes.
pub(super) fn tests(file: &Path) -> Vec<Test> {
    let graph = graph(file);
    let includes = graph.iter().filter(|t| t.predicate.as_str() == format!("{MF}include"));
    let mut found: Vec<Test> =
        includes.flat_map(|t| list(&graph, t.object)).flat_map(|term| tests(&path(term))).collect();
    let entries = graph.iter().filter(|t| t.predicate.as_str() == format!("{MF}entries"));
    let entries = entries.flat_map(|t| list(&graph, t.object));
    found.extend(entries.filter_map(|entry| test(&graph, node(entry)?)));
    found
}

pub(super) fn graph(file: &Path) -> Graph {
    let base = url::Url::from_file_path(file).unwrap();
    let bytes = std::fs::read(file).unwrap();
    let parser = TurtleParser::new().with_base_iri(base).unwrap();
    parser.for_slice(&bytes).map(|triple| triple.unwrap()).collect()
}

fn test(graph: &Graph, entry: NamedOrBlankNodeRef<'_>) -> Option<Test> {
    let of = |predicate: &str| value(graph, entry, predicate);
    let kind = match graph.object_for_subject_predicate(entry, rdf::TYPE)? {
        TermRef::NamedNode(kind) => match kind.as_str().rsplit('#').next()? {
            "PositiveSyntaxTest" | "PositiveSyntaxTest11" => Kind::Good,
            "NegativeSyntaxTest" | "NegativeSyntaxTest11" => Kind::Bad,
            "QueryEvaluationTest" => Kind::Evaluation,
            _ => return None,
        },
        _ => return None,
    };
    let action = of(&format!("{MF}action"))?;
    let about = node(action);
    let files = |predicate: &str| -> Vec<PathBuf> {
        let predicate = format!("{QT}{predicate}");
        let predicate = NamedNodeRef::new_unchecked(&predicate);
        about
            .map(|about| graph.objects_for_subject_predicate(about, predicate).map(path).collect())
            .unwrap_or_default()
    };
    let query = files("query").pop().unwrap_or_else(|| path(action));
    let result = of(&format!("{MF}result")).map(path);
    Some(Test { kind, query, data: files("data"), graphs: files("graphData"), result })
}

fn path(term: TermRef<'_>) -> PathBuf {
    match term {
        TermRef::NamedNode(node) => url::Url::parse(node.as_str()).unwrap().to_file_path().unwrap(),
        other => panic!("{other} is no file"),
    }
}

fn list<'a>(graph: &'a Graph, first: TermRef<'a>) -> Vec<TermRef<'a>> {
    let mut items = Vec::new();
    let mut rest = node(first);
    while let Some(cell) = rest.filter(|cell| *cell != rdf::NIL.into()) {
        items.extend(graph.object_for_subject_predicate(cell, rdf::FIRST));
        rest = graph.object_for_subject_predicate(cell, rdf::REST).and_then(node);
    }
    items
}
