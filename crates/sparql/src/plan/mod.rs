//! What a parsed query is turned into before it is evaluated.
//!
//! The evaluator differs from SPARQL 1.1 in places, and knows no limits. What can be said in the
//! algebra is said there: order by keys that are totally ordered, property paths as the patterns
//! that they stand for, functions that know how long their texts may become.

mod aggregates;
mod effort;
mod expressions;
mod paths;
mod patterns;
mod texts;
mod values;

use std::collections::BTreeSet;

use oxrdf::{Literal, Term, Variable};
use spareval::{CancellationToken, QueryEvaluator};
use spargebra::Query;
use spargebra::algebra::{GraphPattern, QueryDataset};
use spargebra::term::NamedNodePattern;

/// Makes variables that no query names, and knows where in the query the plan is.
#[derive(Debug, Default)]
struct Fresh {
    variables: usize,
    /// Within how many `GRAPH`.
    graphs: usize,
    /// Of the texts that the query has concatenated.
    separators: BTreeSet<String>,
}

impl Fresh {
    /// A query cannot write a space in the name of a variable.
    fn variable(&mut self) -> Variable {
        self.variables += 1;
        Variable::new_unchecked(format!("of the plan {}", self.variables))
    }

    /// A pattern without triples. Within `GRAPH` it still holds for each graph, which the evaluator
    /// only sees of a group that is empty.
    fn without_triples(&self, pattern: GraphPattern) -> GraphPattern {
        if self.graphs == 0 {
            return pattern;
        }
        let graph = Box::new(GraphPattern::default());
        GraphPattern::Join { left: Box::new(pattern), right: graph }
    }
}

/// A query as it is evaluated.
pub(crate) struct Plan {
    /// The graphs that it names, which are left to [`crate::view::View`].
    pub graphs: Option<QueryDataset>,
    pub query: Query,
    /// One that knows the functions of the plan.
    pub evaluator: QueryEvaluator,
    /// That of the evaluator until it begins, in units of some 30 ns.
    pub effort: u64,
}

pub(crate) fn planned(query: Query) -> Plan {
    let mut fresh = Fresh::default();
    let graphs = query.dataset().cloned();
    let query = rewritten(query, &mut fresh);
    let evaluator = QueryEvaluator::new().with_cancellation_token(CancellationToken::new());
    let evaluator = texts::with_functions(values::with_functions(evaluator));
    let evaluator = aggregates::with_functions(evaluator, fresh.separators);
    Plan { graphs, effort: effort::of(&query), query, evaluator }
}

fn rewritten(query: Query, fresh: &mut Fresh) -> Query {
    let mut planned = |pattern| patterns::planned(pattern, fresh);
    match query {
        Query::Select { pattern, base_iri, .. } => {
            Query::Select { dataset: None, pattern: planned(pattern), base_iri }
        }
        Query::Construct { template, pattern, base_iri, .. } => {
            Query::Construct { template, dataset: None, pattern: planned(pattern), base_iri }
        }
        Query::Describe { pattern, base_iri, .. } => {
            Query::Describe { dataset: None, pattern: planned(pattern), base_iri }
        }
        Query::Ask { pattern, base_iri, .. } => {
            Query::Ask { dataset: None, pattern: planned(pattern), base_iri }
        }
    }
}

fn string(text: impl Into<String>) -> Term {
    Literal::new_simple_literal(text).into()
}

/// What planning `query` will take.
pub(crate) fn size(query: &Query) -> Size {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let mut size = Size::default();
    size.add(pattern);
    size
}

/// What is known of a query before it is planned.
#[derive(Debug, Default)]
pub(crate) struct Size {
    pub patterns: usize,
    /// Of the deepest expression.
    pub depth: usize,
    pub asks_others: bool,
}

impl Size {
    fn add(&mut self, pattern: &GraphPattern) {
        self.patterns += match pattern {
            GraphPattern::Bgp { patterns } => patterns.len(),
            GraphPattern::Path { path, .. } => paths::length(path),
            _ => 1,
        };
        for expression in patterns::expressions_of(pattern) {
            self.depth = self.depth.max(expressions::depth(expression));
        }
        self.asks_others |= matches!(pattern, GraphPattern::Service { .. });
        patterns::for_each_part(pattern, &mut |part| self.add(part));
    }
}

fn is_variable(name: &NamedNodePattern) -> bool {
    matches!(name, NamedNodePattern::Variable(_))
}
