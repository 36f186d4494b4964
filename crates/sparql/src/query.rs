//! Asking a query, on the thread that calls.

use std::io;
use std::time::Duration;

use oxrdf::{IriParseError, NamedNode};
use spareval::{QueryEvaluationError, QueryResults};
use spargebra::SparqlParser;
use spargebra::algebra::QueryDataset;

use crate::budget::{self, Budget, Cancellation, Limits, Stop};
use crate::dataset::Dataset;
use crate::plan::{self, Plan};
use crate::prefixes::Prefixes;
use crate::results::{self, Answer, Formats};
use crate::syntax::{self, SyntaxError};
use crate::view::View;

/// A query with all that its evaluation depends on.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub text: String,
    /// What the query may use undeclared, and what graphs are written with.
    pub prefixes: Prefixes,
    /// Against which the relative IRIs of the query are resolved, if any.
    pub base_iri: Option<String>,
    /// Graphs that make up the default graph, and the named ones, in place of what the query says
    /// (SPARQL 1.1 Protocol, section 2.1.4). Empty ones leave it to the query.
    pub default_graphs: Vec<String>,
    pub named_graphs: Vec<String>,
}

impl Query {
    pub fn new(text: impl Into<String>, prefixes: Prefixes) -> Query {
        Query { text: text.into(), prefixes, ..Query::default() }
    }

    /// Whether the answer is a graph, as for CONSTRUCT and DESCRIBE, and not rows.
    pub fn asks_for_graph(&self) -> bool {
        syntax::asks_for_graph(&self.text)
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    #[error("`{0}` is not an absolute IRI")]
    GraphName(String),
    #[error("the query took longer than {} seconds", .0.as_secs_f64())]
    Timeout(Duration),
    #[error("the query needs more than {} MB of memory", .0 / 1_000_000)]
    Memory(usize),
    #[error("the query was cancelled")]
    Cancelled,
    #[error("the answer is larger than {} MB", .0 / 1_000_000)]
    TooLarge(usize),
    #[error("the answer holds the character U+{0:04X}, which XML cannot hold")]
    NotInXml(u32),
    #[error("<{0}> does not end in the name of an element, which RDF/XML needs")]
    NoXmlName(String),
    #[error("the query cannot be evaluated: {0}")]
    Evaluation(String),
    #[error("the query could not be evaluated: {0}")]
    Internal(String),
}

impl QueryError {
    /// What the one who asked can do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            QueryError::Syntax(error) => error.hint.as_deref(),
            QueryError::Timeout(_) | QueryError::Memory(_) => {
                Some("make the patterns more specific, or ask for less with LIMIT")
            }
            QueryError::NotInXml(_) | QueryError::NoXmlName(_) => {
                Some("ask for JSON, or a graph as Turtle")
            }
            QueryError::TooLarge(_) => Some("ask for less with LIMIT, or name fewer variables"),
            QueryError::GraphName(_) => Some("write it as http://… or https://…"),
            QueryError::Cancelled | QueryError::Evaluation(_) | QueryError::Internal(_) => None,
        }
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        QueryError::Evaluation(error.to_string())
    }
}

impl From<io::Error> for QueryError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::FileTooLarge => QueryError::TooLarge(0),
            _ => QueryError::Internal(error.to_string()),
        }
    }
}

impl From<IriParseError> for QueryError {
    fn from(error: IriParseError) -> Self {
        QueryError::Internal(error.to_string())
    }
}

/// Answers `query` as bytes in one of `formats`, on this thread and however long it takes.
pub fn answer(
    dataset: &Dataset,
    query: &Query,
    formats: Formats,
    limits: Limits,
) -> Result<Answer, QueryError> {
    let budget = Budget::new(limits, Cancellation::default());
    let answer = budget::within(budget, || {
        evaluate(dataset, query, |results| {
            results::write(results, formats, &query.prefixes, limits.bytes)
        })
    });
    match answer {
        Ok(Err(QueryError::TooLarge(_))) => Err(QueryError::TooLarge(limits.bytes)),
        Ok(answer) => answer,
        Err(stop) => Err(stopped(stop, limits)),
    }
}

/// What is said of an evaluation that was stopped.
pub fn stopped(stop: Stop, limits: Limits) -> QueryError {
    match stop {
        Stop::Time => QueryError::Timeout(limits.time),
        Stop::Memory => QueryError::Memory(limits.memory),
        Stop::Cancelled => QueryError::Cancelled,
    }
}

/// Reports what is wrong with the text of a query, without evaluating it.
pub fn check(query: &Query) -> Result<(), QueryError> {
    prepared(query).map(|_| ())
}

/// Hands the results of `query` to `write`.
pub(crate) fn evaluate<T>(
    dataset: &Dataset,
    query: &Query,
    write: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    let plan = prepared(query)?;
    let graphs = graphs_of_protocol(query)?.or(plan.graphs);
    let view = View::new(dataset, graphs.as_ref());
    write(plan.evaluator.prepare(&plan.query).execute(view)?)
}

/// The graphs that the protocol names, which take the place of all that the query names.
fn graphs_of_protocol(query: &Query) -> Result<Option<QueryDataset>, QueryError> {
    let default = graph_names(&query.default_graphs)?;
    let named = graph_names(&query.named_graphs)?;
    let is_named = !default.is_empty() || !named.is_empty();
    Ok(is_named.then_some(QueryDataset { default, named: Some(named) }))
}

/// More patterns, or a deeper expression, would exhaust the evaluator.
const MAX_PATTERNS: usize = 200;
const MAX_DEPTH: usize = 500;
/// That of 75 patterns in one group: a second.
const MAX_EFFORT: u64 = 1 << 25;

/// `query` as it is evaluated, if planning it ends soon.
fn prepared(query: &Query) -> Result<Plan, QueryError> {
    let plan = plan::planned(parse(query)?);
    if plan.effort > MAX_EFFORT {
        let hint = "join fewer patterns in one group (75 are never too many), or nest fewer groups";
        return Err(SyntaxError::whole("the query would take too long to plan", hint).into());
    }
    Ok(plan)
}

fn parse(query: &Query) -> Result<spargebra::Query, QueryError> {
    syntax::refuse(&query.text)?;
    let parsed =
        parser(query)?.parse_query(&for_parser(&query.text)).map_err(|_| explain(query))?;
    let size = plan::size(&parsed);
    if size.asks_others {
        return Err(syntax::service(&query.text).into());
    }
    if size.patterns > MAX_PATTERNS {
        return Err(syntax::too_much("patterns", MAX_PATTERNS, "ask several queries").into());
    }
    if size.depth > MAX_DEPTH {
        let hint = "write long lists with IN or VALUES";
        return Err(syntax::too_much("operators in a row", MAX_DEPTH, hint).into());
    }
    Ok(parsed)
}

/// `text` in words by which the parser reads all groups that SPARQL 1.1 has.
fn for_parser(text: &str) -> String {
    syntax::with_selected_groups(&syntax::with_named_groups(text)).into_owned()
}

/// An update is well-formed SPARQL, so it deserves another answer than a syntax error.
fn explain(query: &Query) -> SyntaxError {
    let update = syntax::update(&query.text).filter(|_| {
        syntax::begins_as_update(&query.text)
            || parser(query).is_ok_and(|parser| parser.parse_update(&query.text).is_ok())
    });
    if let Some(error) = update {
        return error;
    }
    syntax::explain(&query.text, &query.prefixes, |text| {
        parser(query).ok()?.parse_query(&for_parser(text)).err().map(|error| error.to_string())
    })
}

fn parser(query: &Query) -> Result<SparqlParser, QueryError> {
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in query.prefixes.iter() {
        parser = parser.with_prefix(prefix, namespace)?;
    }
    match query.base_iri.as_deref() {
        None => Ok(parser),
        Some(base) => Ok(parser.with_base_iri(base)?),
    }
}

fn graph_names(names: &[String]) -> Result<Vec<NamedNode>, QueryError> {
    names
        .iter()
        .map(|name| NamedNode::new(name).map_err(|_| QueryError::GraphName(name.clone())))
        .collect()
}
