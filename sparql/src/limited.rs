//! Asking a query within a time, on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use spareval::{CancellationToken, QueryResults};

use crate::dataset::Dataset;
use crate::query::{self, Query, QueryError};
use crate::results::{self, Answer, Formats};

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

/// Reports what is wrong with the text of a query, without evaluating it.
pub fn check(query: Query) -> Result<(), QueryError> {
    on_own_thread(Limits::default().time, move || query::check(&query))
}

/// Answers `query` as bytes in one of `formats`.
pub fn ask(
    dataset: &Arc<Dataset>,
    query: Query,
    formats: Formats,
    limits: Limits,
) -> Result<Answer, QueryError> {
    let prefixes = query.prefixes.clone();
    ask_with(dataset, query, limits, move |results| {
        results::write(results, formats, &prefixes, limits.bytes)
    })
}

/// Answers `query` with what `write` makes of the results.
pub fn ask_with<T: Send + 'static>(
    dataset: &Arc<Dataset>,
    query: Query,
    limits: Limits,
    write: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let token = CancellationToken::new();
    let (dataset, worker_token) = (Arc::clone(dataset), token.clone());
    let answer =
        on_own_thread(limits.time, move || query::evaluate(&dataset, &query, worker_token, write));
    token.cancel();
    match answer {
        Err(QueryError::TooLarge(_)) => Err(QueryError::TooLarge(limits.bytes)),
        answer => answer,
    }
}

/// The parser and the evaluator recurse: room for the longest query there may be. It is only
/// address space until it is used.
const STACK_BYTES: usize = 256 << 20;

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
