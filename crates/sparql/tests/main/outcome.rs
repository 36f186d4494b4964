//! Answers, ours and those of the tests, in a form in which they can be compared.

#![allow(dead_code, reason = "the tests that compare with another store need a part")]

use std::collections::BTreeMap;
use std::path::Path;

use faircat_sparql::results::Answer;
use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::vocab::xsd;
use oxrdf::{
    BlankNode, Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple,
    TripleRef,
};
use oxrdfio::{RdfFormat, RdfParser};
use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};

const RS: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

type Row = BTreeMap<String, Term>;

#[derive(Debug)]
pub(crate) enum Outcome {
    Truth(bool),
    Rows(Vec<Row>),
    Graph(Box<Graph>),
}

impl Outcome {
    /// Without a row or a triple.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Outcome::Truth(_) => false,
            Outcome::Rows(rows) => rows.is_empty(),
            Outcome::Graph(graph) => graph.is_empty(),
        }
    }

    /// With every term that is bound, or the object of a triple, as `changed` writes it.
    pub(crate) fn map(self, changed: impl Fn(Term) -> Term) -> Outcome {
        let row = |row: Row| row.into_iter().map(|(v, term)| (v, changed(term))).collect();
        let triple =
            |t: TripleRef<'_>| Triple::new(t.subject, t.predicate, changed(t.object.into_owned()));
        match self {
            Outcome::Truth(truth) => Outcome::Truth(truth),
            Outcome::Rows(rows) => Outcome::Rows(rows.into_iter().map(row).collect()),
            Outcome::Graph(graph) => Outcome::Graph(Box::new(graph.iter().map(triple).collect())),
        }
    }

    /// What is different, blank nodes renamed as may be.
    pub(crate) fn differs(&self, expected: &Outcome, is_ordered: bool) -> Option<String> {
        let equal = match (self, expected) {
            (Outcome::Truth(a), Outcome::Truth(b)) => a == b,
            (Outcome::Rows(a), Outcome::Rows(b)) if is_ordered && !has_blank(b) => {
                by_value(a) == by_value(b)
            }
            (Outcome::Rows(a), Outcome::Rows(b)) if !has_blank(a) && !has_blank(b) => {
                in_any_order(a) == in_any_order(b)
            }
            (Outcome::Rows(a), Outcome::Rows(b)) => {
                let (a, b) = (by_value(a), by_value(b));
                a.len() == b.len() && canonical(&as_graph(&a)) == canonical(&as_graph(&b))
            }
            (Outcome::Graph(a), Outcome::Graph(b)) => canonical(a) == canonical(b),
            _ => false,
        };
        (!equal).then(|| match (self, expected) {
            (Outcome::Rows(a), Outcome::Rows(b)) if !is_ordered && !has_blank(b) => {
                rows_apart(&in_any_order(a), &in_any_order(b))
            }
            _ => format!("{self:?}\n   instead of {expected:?}"),
        })
    }
}

fn in_any_order(rows: &[Row]) -> Vec<Vec<(String, String)>> {
    let written = |row: &Row| row.iter().map(|(v, term)| (v.clone(), term.to_string())).collect();
    let mut rows: Vec<Vec<(String, String)>> = by_value(rows).iter().map(written).collect();
    rows.sort();
    rows
}

/// Of rows in order, those that only one side has, or has more often.
fn rows_apart(ours: &[Vec<(String, String)>], expected: &[Vec<(String, String)>]) -> String {
    let only = |these: &[Vec<(String, String)>], those: &[Vec<(String, String)>]| {
        let mut left = those.to_vec();
        let mut only = these.to_vec();
        only.retain(|row| left.iter().position(|r| r == row).map(|at| left.remove(at)).is_none());
        format!("{} of {}: {:?}", only.len(), these.len(), &only[..only.len().min(3)])
    };
    format!("only ours {}\n   instead of {}", only(ours, expected), only(expected, ours))
}

/// Rows with each number written in one way: 2.0 is 2.
fn by_value(rows: &[Row]) -> Vec<Row> {
    let written = |(name, term): (&String, &Term)| (name.clone(), number(term));
    rows.iter().map(|row| row.iter().map(written).collect()).collect()
}

fn number(term: &Term) -> Term {
    let Term::Literal(literal) = term else { return term.clone() };
    let is_number = [xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype());
    match literal.value().parse::<f64>() {
        Ok(value) if is_number => {
            Literal::new_typed_literal(value.to_string(), literal.datatype()).into()
        }
        _ => term.clone(),
    }
}

fn has_blank(rows: &[Row]) -> bool {
    rows.iter().flat_map(Row::values).any(Term::is_blank_node)
}

fn canonical(graph: &Graph) -> Graph {
    let mut graph = graph.clone();
    graph.canonicalize(CanonicalizationAlgorithm::Unstable);
    graph
}

/// Each row a node of its own, so that as many as there are count.
fn as_graph(rows: &[Row]) -> Graph {
    let mut graph = Graph::new();
    for row in rows {
        let about = BlankNode::default();
        let is_row = NamedNode::new_unchecked("urn:row");
        graph.insert(&Triple::new(about.clone(), is_row, Literal::from("")));
        for (name, term) in row {
            let predicate = NamedNode::new_unchecked(format!("urn:variable:{name}"));
            graph.insert(&Triple::new(about.clone(), predicate, term.clone()));
        }
    }
    graph
}

pub(crate) fn answered(answer: &Answer) -> Outcome {
    if answer.media_type.starts_with("application/n-triples") {
        return Outcome::Graph(Box::new(triples(&answer.content, RdfFormat::NTriples, None)));
    }
    results(&answer.content, QueryResultsFormat::Json)
}

pub(crate) fn expected(file: &Path) -> Outcome {
    let bytes = std::fs::read(file).unwrap();
    let extension = file.extension().unwrap().to_str().unwrap();
    if let Some(format) = QueryResultsFormat::from_extension(extension) {
        return results(&bytes, format);
    }
    let base = url::Url::from_file_path(file).unwrap();
    let format = RdfFormat::from_extension(extension).unwrap();
    let graph = triples(&bytes, format, Some(base.as_str()));
    result_set(&graph).unwrap_or_else(|| Outcome::Graph(Box::new(graph)))
}

fn results(bytes: &[u8], format: QueryResultsFormat) -> Outcome {
    match QueryResultsParser::from_format(format).for_slice(bytes).unwrap() {
        SliceQueryResultsParserOutput::Boolean(truth) => Outcome::Truth(truth),
        SliceQueryResultsParserOutput::Solutions(rows) => {
            let row = |row: sparesults::QuerySolution| {
                row.iter().map(|(v, term)| (v.as_str().to_owned(), term.clone())).collect()
            };
            Outcome::Rows(rows.map(|solution| row(solution.unwrap())).collect())
        }
    }
}

fn triples(bytes: &[u8], format: RdfFormat, base: Option<&str>) -> Graph {
    let mut parser = RdfParser::from_format(format);
    if let Some(base) = base {
        parser = parser.with_base_iri(base).unwrap();
    }
    parser.for_slice(bytes).map(|quad| Triple::from(quad.unwrap())).collect()
}

/// A result set in RDF, as the tests of SPARQL 1.0 have them.
fn result_set(graph: &Graph) -> Option<Outcome> {
    let predicate = |name: &str| NamedNode::new_unchecked(format!("{RS}{name}"));
    let truth = predicate("boolean");
    if let Some(triple) = graph.triples_for_predicate(truth.as_ref()).next() {
        return Some(Outcome::Truth(triple.object.to_string().contains("true")));
    }
    let is_set = graph.iter().any(|t| t.object.to_string() == format!("<{RS}ResultSet>"));
    let solution = predicate("solution");
    let mut rows: Vec<(i64, Row)> = graph
        .triples_for_predicate(solution.as_ref())
        .filter_map(|triple| {
            let about = node(triple.object)?;
            let index = value(graph, about, &format!("{RS}index"));
            let index = index.map_or(0, |index| literal(index).parse().unwrap());
            let bindings = predicate("binding");
            let row = graph.objects_for_subject_predicate(about, bindings.as_ref()).filter_map(
                |binding| {
                    let of = |name: &str| value(graph, node(binding)?, &format!("{RS}{name}"));
                    Some((literal(of("variable")?), of("value")?.into_owned()))
                },
            );
            Some((index, row.collect()))
        })
        .collect();
    rows.sort_by_key(|(index, _)| *index);
    is_set.then(|| Outcome::Rows(rows.into_iter().map(|(_, row)| row).collect()))
}

fn literal(term: TermRef<'_>) -> String {
    match term {
        TermRef::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other} is no literal"),
    }
}

pub(crate) fn value<'a>(
    graph: &'a Graph,
    subject: NamedOrBlankNodeRef<'_>,
    predicate: &str,
) -> Option<TermRef<'a>> {
    graph.object_for_subject_predicate(subject, NamedNodeRef::new_unchecked(predicate))
}

pub(crate) fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    }
}
