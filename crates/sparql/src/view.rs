//! A dataset as one query sees it: the graphs that it names, and terms that count as steps.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::rc::Rc;

use oxrdf::{NamedNode, Term};
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use spargebra::algebra::QueryDataset;

use crate::dataset::Dataset;
use crate::{as_written, budget};

/// A term in evaluation: a number of the dictionary wherever it has one. Making and copying one is
/// a step, because no row of an evaluation comes to be without.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    Known(u32),
    /// A term that no statement holds.
    New(Rc<Term>),
}

impl Clone for Node {
    fn clone(&self) -> Self {
        budget::step();
        match self {
            Node::Known(number) => Node::Known(*number),
            Node::New(term) => Node::New(Rc::clone(term)),
        }
    }
}

/// Graphs by number; one that the dataset does not hold has no statements and is left out.
type Graphs = BTreeSet<u32>;

/// A dataset with the graphs of the query's `FROM` and `FROM NAMED` (SPARQL 1.1, section 13.2), or
/// of the protocol.
pub(crate) struct View<'a> {
    dataset: &'a Dataset,
    /// What the default graph is merged from; everything without.
    default: Option<Graphs>,
    /// The named graphs; all without.
    named: Option<Graphs>,
}

impl<'a> View<'a> {
    pub(crate) fn new(dataset: &'a Dataset, graphs: Option<&QueryDataset>) -> View<'a> {
        let numbers = |names: &[NamedNode]| -> Graphs {
            names.iter().filter_map(|name| dataset.number(name.into())).collect()
        };
        View {
            dataset,
            default: graphs.map(|graphs| numbers(&graphs.default)),
            named: graphs.map(|graphs| numbers(graphs.named.as_deref().unwrap_or_default())),
        }
    }

    fn has_named(&self, graph: u32) -> bool {
        self.named.as_ref().is_none_or(|named| named.contains(&graph))
    }

    fn quads(
        &self,
        pattern: [Option<&Node>; 3],
        graph: Option<Option<&Node>>,
    ) -> Result<Quads<'a>, ()> {
        let [subject, predicate, object] = pattern;
        let pattern = [number(subject)?, number(predicate)?, number(object)?];
        let dataset = self.dataset;
        Ok(match (graph, &self.default) {
            (Some(None), None) => Box::new(dataset.triples(pattern).map(|row| quad(row, None))),
            (Some(None), Some(graphs)) => {
                // Statements that several graphs hold are one statement of their merge.
                let of = |&graph: &u32| dataset.triples_of_graph(graph, pattern);
                let rows: BTreeSet<[u32; 3]> =
                    graphs.iter().flat_map(of).inspect(|_| budget::step()).collect();
                Box::new(rows.into_iter().map(|row| quad(row, None)))
            }
            (Some(Some(graph)), _) => {
                let graph = number(Some(graph))?.filter(|graph| self.has_named(*graph));
                Box::new(graph.into_iter().flat_map(move |graph| {
                    dataset.triples_of_graph(graph, pattern).map(move |row| quad(row, Some(graph)))
                }))
            }
            (None, _) => {
                let named = self.named.clone();
                let is_named = move |graph: &u32| named.as_ref().is_none_or(|n| n.contains(graph));
                Box::new(dataset.triples(pattern).flat_map(move |row| {
                    let graphs: Vec<u32> = dataset.graphs(row).filter(&is_named).collect();
                    graphs.into_iter().map(move |graph| quad(row, Some(graph)))
                }))
            }
        })
    }
}

/// `None` where any term fits; an error where none can.
fn number(node: Option<&Node>) -> Result<Option<u32>, ()> {
    match node {
        None => Ok(None),
        Some(Node::Known(number)) => Ok(Some(*number)),
        Some(Node::New(_)) => Err(()),
    }
}

fn quad([s, p, o]: [u32; 3], graph: Option<u32>) -> Result<InternalQuad<Node>, Infallible> {
    budget::step();
    Ok(InternalQuad {
        subject: Node::Known(s),
        predicate: Node::Known(p),
        object: Node::Known(o),
        graph_name: graph.map(Node::Known),
    })
}

type Quads<'a> = Box<dyn Iterator<Item = Result<InternalQuad<Node>, Infallible>> + 'a>;

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = Node;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Node>,
        predicate: Option<&Node>,
        object: Option<&Node>,
        graph_name: Option<Option<&Node>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Node>, Infallible>> + use<'a> {
        budget::step();
        self.quads([subject, predicate, object], graph_name)
            .unwrap_or_else(|()| Box::new(std::iter::empty()))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Node, Infallible>> + use<'a> {
        let named = self.named.clone();
        self.dataset
            .named_graphs()
            .filter(move |graph| named.as_ref().is_none_or(|named| named.contains(graph)))
            .map(|graph| Ok(Node::Known(graph)))
    }

    fn contains_internal_graph_name(&self, graph: &Node) -> Result<bool, Infallible> {
        Ok(match graph {
            Node::Known(graph) => self.has_named(*graph) && self.dataset.is_graph(*graph),
            Node::New(_) => false,
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Node, Infallible> {
        if let Term::Literal(literal) = &term {
            budget::text(literal.value().len());
        }
        Ok(match self.dataset.number(term.as_ref()) {
            Some(number) => Node::Known(number),
            None => Node::New(Rc::new(term)),
        })
    }

    fn externalize_term(&self, term: Node) -> Result<Term, Infallible> {
        Ok(match term {
            Node::Known(number) => self.dataset.term(number),
            Node::New(term) => Rc::unwrap_or_clone(term),
        })
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<Node, Infallible> {
        self.internalize_term(as_written::opened(term.into()))
    }

    /// A value that would be written in another way than it stands here stays the term that it is,
    /// so that `STR`, `MAX` and others return what joins with the statements. Where its value is
    /// meant, the plan asks for it ([`crate::plan`]).
    fn externalize_expression_term(&self, term: Node) -> Result<ExpressionTerm, Infallible> {
        let term = self.externalize_term(term)?;
        let literal = match &term {
            Term::Literal(literal) if is_typed(literal) => literal.clone(),
            _ => return Ok(term.into()),
        };
        let value = ExpressionTerm::from(term.clone());
        if Term::from(value.clone()) == term {
            return Ok(value);
        }
        let (value, datatype, _) = literal.destruct();
        let datatype = datatype.unwrap_or_else(|| oxrdf::vocab::xsd::STRING.into_owned());
        Ok(ExpressionTerm::OtherTypedLiteral { value, datatype })
    }
}

fn is_typed(literal: &oxrdf::Literal) -> bool {
    literal.language().is_none() && literal.datatype() != oxrdf::vocab::xsd::STRING
}
