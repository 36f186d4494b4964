//! An immutable RDF dataset in sorted arrays of numbers, about 70 bytes a statement.
//!
//! Its default graph is the merge of all graphs, each statement once: a union that is computed
//! while asking would give a statement as often as graphs hold it.

use std::convert::Infallible;
use std::rc::Rc;

use oxrdf::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, Term, TermRef};
use spareval::{InternalQuad, QueryableDataset};

use crate::terms::Terms;

/// Statements, ready to be asked.
#[derive(Debug)]
pub struct Dataset {
    terms: Terms,
    /// The merge of all graphs in three orders, each row beginning with what it is sorted by.
    by_subject: Vec<[u32; 3]>,
    by_predicate: Vec<[u32; 3]>,
    by_object: Vec<[u32; 3]>,
    /// Graph, subject, predicate, object; named graphs only.
    by_graph: Vec<[u32; 4]>,
    /// Subject, predicate, object, graph; named graphs only.
    graphs_of: Vec<[u32; 4]>,
}

/// Collects statements.
#[derive(Debug, Default)]
pub struct Builder {
    terms: Terms,
    triples: Vec<[u32; 3]>,
    quads: Vec<[u32; 4]>,
}

impl Builder {
    /// Adds a statement; false when there are more than 2³² terms.
    #[must_use]
    pub fn add(&mut self, quad: QuadRef<'_>) -> bool {
        self.try_add(quad).is_some()
    }

    fn try_add(&mut self, quad: QuadRef<'_>) -> Option<()> {
        let subject = self.terms.intern(node(quad.subject))?;
        let predicate = self.terms.intern(quad.predicate.into())?;
        let object = self.terms.intern(quad.object)?;
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => None,
            GraphNameRef::NamedNode(name) => Some(self.terms.intern(name.into())?),
            GraphNameRef::BlankNode(name) => Some(self.terms.intern(name.into())?),
        };
        self.triples.push([subject, predicate, object]);
        if let Some(graph) = graph {
            self.quads.push([graph, subject, predicate, object]);
        }
        Some(())
    }

    /// Sorts what was added.
    pub fn build(self) -> Dataset {
        let by_subject = sorted(self.triples);
        let by_graph = sorted(self.quads);
        Dataset {
            by_predicate: sorted(by_subject.iter().map(|&[s, p, o]| [p, o, s]).collect()),
            by_object: sorted(by_subject.iter().map(|&[s, p, o]| [o, s, p]).collect()),
            graphs_of: sorted(by_graph.iter().map(|&[g, s, p, o]| [s, p, o, g]).collect()),
            terms: self.terms,
            by_subject,
            by_graph,
        }
    }
}

fn node(node: NamedOrBlankNodeRef<'_>) -> TermRef<'_> {
    match node {
        NamedOrBlankNodeRef::NamedNode(node) => node.into(),
        NamedOrBlankNodeRef::BlankNode(node) => node.into(),
    }
}

fn sorted<const N: usize>(mut rows: Vec<[u32; N]>) -> Vec<[u32; N]> {
    rows.sort_unstable();
    rows.dedup();
    rows.shrink_to_fit();
    rows
}

impl Dataset {
    /// Number of distinct statements, whatever their graphs.
    pub fn len(&self) -> usize {
        self.by_subject.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_subject.is_empty()
    }

    /// Each predicate with the number of distinct statements that use it.
    pub fn predicates(&self) -> impl Iterator<Item = (Term, usize)> + '_ {
        counts(&self.by_predicate, 0).map(|(number, count)| (self.terms.term(number), count))
    }

    /// Each object of `predicate` with the number of distinct statements that hold it.
    pub fn objects_of(&self, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = (Term, usize)> {
        let number = self.terms.find(predicate.into());
        let rows = number.map(|number| range(&self.by_predicate, &[number])).unwrap_or_default();
        counts(rows, 1).map(|(number, count)| (self.terms.term(number), count))
    }

    /// Statements of the merge, as subject, predicate, object.
    fn triples(&self, pattern: [Option<u32>; 3]) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        match pattern {
            [Some(s), Some(p), Some(o)] => rows(&self.by_subject, &[s, p, o], spo),
            [Some(s), Some(p), None] => rows(&self.by_subject, &[s, p], spo),
            [Some(s), None, Some(o)] => rows(&self.by_object, &[o, s], osp),
            [Some(s), None, None] => rows(&self.by_subject, &[s], spo),
            [None, Some(p), Some(o)] => rows(&self.by_predicate, &[p, o], pos),
            [None, Some(p), None] => rows(&self.by_predicate, &[p], pos),
            [None, None, Some(o)] => rows(&self.by_object, &[o], osp),
            [None, None, None] => rows(&self.by_subject, &[], spo),
        }
    }

    /// Statements of one named graph. A graph is a record, hence short: what its subject does not
    /// select is found by looking through.
    fn triples_of_graph(
        &self,
        graph: u32,
        [subject, predicate, object]: [Option<u32>; 3],
    ) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
        let prefix: &[u32] = match (subject, predicate, object) {
            (Some(s), Some(p), Some(o)) => &[graph, s, p, o],
            (Some(s), Some(p), None) => &[graph, s, p],
            (Some(s), None, _) => &[graph, s],
            (None, _, _) => &[graph],
        };
        Box::new(
            range(&self.by_graph, prefix)
                .iter()
                .map(|&[_, s, p, o]| [s, p, o])
                .filter(move |row| predicate.is_none_or(|p| row[1] == p))
                .filter(move |row| object.is_none_or(|o| row[2] == o)),
        )
    }

    /// Graphs that hold a statement.
    fn graphs(&self, triple: [u32; 3]) -> impl Iterator<Item = u32> + '_ {
        range(&self.graphs_of, &triple).iter().map(|row| row[3])
    }
}

fn spo([s, p, o]: [u32; 3]) -> [u32; 3] {
    [s, p, o]
}

fn pos([p, o, s]: [u32; 3]) -> [u32; 3] {
    [s, p, o]
}

fn osp([o, s, p]: [u32; 3]) -> [u32; 3] {
    [s, p, o]
}

fn rows<'a>(
    index: &'a [[u32; 3]],
    prefix: &[u32],
    order: fn([u32; 3]) -> [u32; 3],
) -> Box<dyn Iterator<Item = [u32; 3]> + 'a> {
    Box::new(range(index, prefix).iter().map(move |&row| order(row)))
}

/// Each number of `column`, by which `rows` are sorted, with the count of its rows.
fn counts(rows: &[[u32; 3]], column: usize) -> impl Iterator<Item = (u32, usize)> {
    rows.chunk_by(move |a, b| a[column] == b[column]).map(move |run| (run[0][column], run.len()))
}

/// The rows that begin with `prefix`.
fn range<'a, const N: usize>(index: &'a [[u32; N]], prefix: &[u32]) -> &'a [[u32; N]] {
    let length = prefix.len();
    let start = index.partition_point(|row| row[..length] < *prefix);
    let count = index[start..].partition_point(|row| row[..length] == *prefix);
    &index[start..start + count]
}

/// A term in evaluation: a number of the dictionary wherever it has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    Known(u32),
    /// A term that no statement holds.
    New(Rc<Term>),
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
    Ok(InternalQuad {
        subject: Node::Known(s),
        predicate: Node::Known(p),
        object: Node::Known(o),
        graph_name: graph.map(Node::Known),
    })
}

type Quads<'a> = Box<dyn Iterator<Item = Result<InternalQuad<Node>, Infallible>> + 'a>;

impl Dataset {
    fn quads(
        &self,
        pattern: [Option<&Node>; 3],
        graph: Option<Option<&Node>>,
    ) -> Result<Quads<'_>, ()> {
        let [subject, predicate, object] = pattern;
        let pattern = [number(subject)?, number(predicate)?, number(object)?];
        Ok(match graph {
            Some(None) => Box::new(self.triples(pattern).map(|triple| quad(triple, None))),
            Some(Some(graph)) => {
                let graph = number(Some(graph))?;
                Box::new(graph.into_iter().flat_map(move |graph| {
                    self.triples_of_graph(graph, pattern).map(move |row| quad(row, Some(graph)))
                }))
            }
            None => Box::new(self.triples(pattern).flat_map(move |triple| {
                self.graphs(triple).map(move |graph| quad(triple, Some(graph)))
            })),
        })
    }
}

impl<'a> QueryableDataset<'a> for &'a Dataset {
    type InternalTerm = Node;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Node>,
        predicate: Option<&Node>,
        object: Option<&Node>,
        graph_name: Option<Option<&Node>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Node>, Infallible>> + use<'a> {
        let dataset: &'a Dataset = self;
        dataset
            .quads([subject, predicate, object], graph_name)
            .unwrap_or_else(|()| Box::new(std::iter::empty()))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Node, Infallible>> + use<'a> {
        let dataset: &'a Dataset = self;
        dataset.by_graph.chunk_by(|a, b| a[0] == b[0]).map(|rows| Ok(Node::Known(rows[0][0])))
    }

    fn contains_internal_graph_name(&self, graph: &Node) -> Result<bool, Infallible> {
        Ok(match graph {
            Node::Known(graph) => !range(&self.by_graph, &[*graph]).is_empty(),
            Node::New(_) => false,
        })
    }

    fn internalize_term(&self, term: Term) -> Result<Node, Infallible> {
        Ok(match self.terms.find(term.as_ref()) {
            Some(number) => Node::Known(number),
            None => Node::New(Rc::new(term)),
        })
    }

    fn externalize_term(&self, term: Node) -> Result<Term, Infallible> {
        Ok(match term {
            Node::Known(number) => self.terms.term(number),
            Node::New(term) => Rc::unwrap_or_clone(term),
        })
    }
}
