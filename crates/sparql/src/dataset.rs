//! An immutable RDF dataset in sorted arrays of numbers, about 70 bytes a statement.
//!
//! Its default graph is the merge of all graphs, each statement once: a union that is computed
//! while asking would give a statement as often as graphs hold it.

use oxrdf::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, Term, TermRef};

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

    /// Number of `term`, if it occurs.
    pub(crate) fn number(&self, term: TermRef<'_>) -> Option<u32> {
        self.terms.find(term)
    }

    /// The term with a number of this dataset.
    pub(crate) fn term(&self, number: u32) -> Term {
        self.terms.term(number)
    }

    /// Each named graph, once.
    pub(crate) fn named_graphs(&self) -> impl Iterator<Item = u32> + '_ {
        self.by_graph.chunk_by(|a, b| a[0] == b[0]).map(|rows| rows[0][0])
    }

    pub(crate) fn is_graph(&self, number: u32) -> bool {
        !range(&self.by_graph, &[number]).is_empty()
    }

    /// Statements of the merge, as subject, predicate, object.
    pub(crate) fn triples(
        &self,
        pattern: [Option<u32>; 3],
    ) -> Box<dyn Iterator<Item = [u32; 3]> + '_> {
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
    pub(crate) fn triples_of_graph(
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
    pub(crate) fn graphs(&self, triple: [u32; 3]) -> impl Iterator<Item = u32> + '_ {
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
