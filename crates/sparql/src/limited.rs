//! Asking a query within its limits, on a thread of its own.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use spareval::QueryResults;

use crate::budget::{self, Budget};
pub use crate::budget::{Cancellation, Limits};
use crate::dataset::Dataset;
use crate::query::{self, Query, QueryError};
use crate::results::{self, Answer, Formats};
pub use crate::turns::Turns;

/// What one evaluation may cost, and who looks after it.
#[derive(Default)]
pub struct Conditions {
    pub limits: Limits,
    /// Ends the evaluation when nobody waits any more.
    pub cancellation: Cancellation,
    /// Among which evaluations this one takes its turn when it is a long one.
    pub turns: Option<Arc<Turns>>,
    /// Kept until the evaluation has really ended, whatever the answer was.
    pub kept: Option<Box<dyn Any + Send>>,
}

impl From<Limits> for Conditions {
    fn from(limits: Limits) -> Self {
        Conditions { limits, ..Conditions::default() }
    }
}

/// Reports what is wrong with the text of a query, without evaluating it.
pub fn check(query: Query) -> Result<(), QueryError> {
    on_own_thread(Conditions::default(), move || query::check(&query))
}

/// Answers `query` as bytes in one of `formats`.
pub fn ask(
    dataset: &Arc<Dataset>,
    query: Query,
    formats: Formats,
    conditions: impl Into<Conditions>,
) -> Result<Answer, QueryError> {
    let conditions = conditions.into();
    let (prefixes, bytes) = (query.prefixes.clone(), conditions.limits.bytes);
    ask_with(dataset, query, conditions, move |results| {
        results::write(results, formats, &prefixes, bytes)
    })
}

/// Answers `query` with what `write` makes of the results.
pub fn ask_with<T: Send + 'static>(
    dataset: &Arc<Dataset>,
    query: Query,
    conditions: impl Into<Conditions>,
    write: impl FnOnce(QueryResults<'_>) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let dataset = Arc::clone(dataset);
    on_own_thread(conditions.into(), move || query::evaluate(&dataset, &query, write))
}

/// The parser and the evaluator recurse: room for the longest query there may be. It is only
/// address space until it is used.
const STACK_BYTES: usize = 256 << 20;

/// How long after its time an evaluation may take to notice; its steps are much shorter.
const PATIENCE: Duration = Duration::from_secs(2);

/// Works on a thread of its own, so that nothing that goes wrong in it ends the program.
fn on_own_thread<T: Send + 'static>(
    conditions: Conditions,
    work: impl FnOnce() -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let failed = || QueryError::Internal("the evaluator failed".to_owned());
    let Conditions { limits, cancellation, turns, kept } = conditions;
    let (sender, receiver) = mpsc::sync_channel(1);
    let patience = cancellation.clone();
    thread::Builder::new()
        .name("sparql".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let budget = Budget::new(limits, cancellation).in_turns(turns);
            let answer = catch_unwind(AssertUnwindSafe(|| budget::within(budget, work)));
            drop(kept);
            // The receiver is gone when it ran out of patience.
            let _ = sender.send(answer.unwrap_or_else(|_| Ok(Err(failed()))));
        })
        .map_err(|error| QueryError::Internal(error.to_string()))?;
    match receiver.recv_timeout(limits.time + PATIENCE) {
        Ok(Ok(Err(QueryError::TooLarge(_)))) => Err(QueryError::TooLarge(limits.bytes)),
        Ok(Ok(answer)) => answer,
        Ok(Err(stop)) => Err(query::stopped(stop, limits)),
        Err(RecvTimeoutError::Timeout) => {
            patience.cancel();
            Err(QueryError::Timeout(limits.time))
        }
        Err(RecvTimeoutError::Disconnected) => Err(failed()),
    }
}
