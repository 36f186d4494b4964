//! Asking a query within limits.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use oxigraph::model::NamedNode;
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, SparqlEvaluator,
};

use super::dataset::Dataset;
use super::prefixes::prefixes;
use super::results::{self, Answer, Formats};
use super::syntax::{self, SyntaxError};
use super::table::{self, Table};

/// A query with all that its evaluation depends on.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub text: String,
    /// Against which the relative IRIs of the query are resolved, if any.
    pub base_iri: Option<String>,
    /// Graphs that make up the default graph, and the named ones, in place of what the query says
    /// (SPARQL 1.1 Protocol, section 2.1.4). Empty ones leave it to the query.
    pub default_graphs: Vec<String>,
    pub named_graphs: Vec<String>,
}

impl Query {
    pub fn new(text: impl Into<String>) -> Query {
        Query { text: text.into(), ..Query::default() }
    }

    /// Whether the answer is a graph, as for CONSTRUCT and DESCRIBE, and not rows.
    pub fn asks_for_graph(&self) -> bool {
        syntax::asks_for_graph(&self.text)
    }
}

/// What one evaluation may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub time: Duration,
    /// Of the answer as written.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(30), bytes: 256 << 20 }
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
    #[error("the answer is larger than {} MB", .0 / 1_000_000)]
    TooLarge(usize),
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
            QueryError::Timeout(_) => {
                Some("make the patterns more specific, or ask for less with LIMIT")
            }
            QueryError::TooLarge(_) => Some("ask for less with LIMIT, or name fewer variables"),
            QueryError::GraphName(_) => Some("write it as http://… or https://…"),
            QueryError::Evaluation(_) | QueryError::Internal(_) => None,
        }
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => QueryError::Timeout(Duration::ZERO),
            error => QueryError::Evaluation(error.to_string()),
        }
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

/// Reports what is wrong with the text of a query, without evaluating it.
pub fn check(text: &str) -> Result<(), QueryError> {
    let query = Query::new(text);
    on_own_thread(Limits::default().time, move || {
        prepare(&query, CancellationToken::new()).map(|_| ())
    })
}

/// Answers `query` as bytes in one of `formats`.
pub fn ask(
    dataset: &Arc<Dataset>,
    query: Query,
    formats: Formats,
    limits: Limits,
) -> Result<Answer, QueryError> {
    evaluate(dataset, query, limits, move |results| results::write(results, formats, limits.bytes))
}

/// Answers `query` as a table for people.
pub fn ask_table(
    dataset: &Arc<Dataset>,
    query: Query,
    limits: Limits,
) -> Result<Table, QueryError> {
    evaluate(dataset, query, limits, table::collect)
}

/// The parser and the evaluator recurse: room for the longest query there may be. It is only
/// address space until it is used.
const STACK_BYTES: usize = 256 << 20;

fn evaluate<T: Send + 'static>(
    dataset: &Arc<Dataset>,
    query: Query,
    limits: Limits,
    write: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let token = CancellationToken::new();
    let (dataset, worker_token) = (Arc::clone(dataset), token.clone());
    let answer = on_own_thread(limits.time, move || {
        let prepared = prepare(&query, worker_token)?;
        write(prepared.on_queryable_dataset(&*dataset).execute()?)
    });
    token.cancel();
    match answer {
        Err(QueryError::TooLarge(_)) => Err(QueryError::TooLarge(limits.bytes)),
        answer => answer,
    }
}

/// Works on a thread of its own: that one is left behind when the time is over and it does not
/// notice, and nothing that goes wrong in it ends the program.
fn on_own_thread<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let failed = || QueryError::Internal("the evaluator failed".to_owned());
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("sparql".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let answer = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failed()));
            // The receiver is gone when the time was over.
            let _ = sender.send(answer);
        })
        .map_err(|error| QueryError::Internal(error.to_string()))?;
    match receiver.recv_timeout(time) {
        Ok(answer) => answer,
        Err(RecvTimeoutError::Timeout) => Err(QueryError::Timeout(time)),
        Err(RecvTimeoutError::Disconnected) => Err(failed()),
    }
}

fn prepare(query: &Query, token: CancellationToken) -> Result<PreparedSparqlQuery, QueryError> {
    syntax::refuse(&query.text)?;
    let evaluator = evaluator(query.base_iri.as_deref())?.with_cancellation_token(token);
    let mut prepared = match evaluator.parse_query(&query.text) {
        Ok(prepared) => prepared,
        Err(_) => return Err(explain(query).into()),
    };
    let default_graphs = graph_names(&query.default_graphs)?;
    let named_graphs = graph_names(&query.named_graphs)?;
    if !default_graphs.is_empty() || !named_graphs.is_empty() {
        let dataset = prepared.dataset_mut();
        dataset.set_default_graph(default_graphs.into_iter().map(Into::into).collect());
        dataset.set_available_named_graphs(named_graphs.into_iter().map(Into::into).collect());
    }
    Ok(prepared)
}

/// An update is well-formed SPARQL, so it deserves another answer than a syntax error.
fn explain(query: &Query) -> SyntaxError {
    let evaluator = || evaluator(query.base_iri.as_deref()).ok();
    let update = syntax::update(&query.text)
        .filter(|_| evaluator().is_some_and(|e| e.parse_update(&query.text).is_ok()));
    if let Some(error) = update {
        return error;
    }
    syntax::explain(&query.text, |text| {
        evaluator().and_then(|evaluator| evaluator.parse_query(text).err()).map(|e| e.to_string())
    })
}

fn evaluator(base_iri: Option<&str>) -> Result<SparqlEvaluator, QueryError> {
    let internal = |error: oxigraph::model::IriParseError| QueryError::Internal(error.to_string());
    let mut evaluator = SparqlEvaluator::new();
    for (prefix, namespace) in prefixes() {
        evaluator = evaluator.with_prefix(prefix, namespace).map_err(internal)?;
    }
    match base_iri {
        None => Ok(evaluator),
        Some(base) => evaluator.with_base_iri(base).map_err(internal),
    }
}

fn graph_names(names: &[String]) -> Result<Vec<NamedNode>, QueryError> {
    names
        .iter()
        .map(|name| NamedNode::new(name).map_err(|_| QueryError::GraphName(name.clone())))
        .collect()
}
