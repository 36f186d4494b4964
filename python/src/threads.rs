//! Threads of this process. Python's `multiprocessing` may fork one that has started some, and they
//! are not in the child: whatever waited for them there would wait for ever.

use std::process;
use std::sync::{Mutex, OnceLock, PoisonError};

use faircat::threads::STACK;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The process that imported the package: its threads are those that everybody shares.
static FIRST: OnceLock<u32> = OnceLock::new();

/// Those of a child, which stay as long as it does.
static OF_CHILD: Mutex<Option<(u32, &'static ThreadPool)>> = Mutex::new(None);

/// Remembers which process this is; called when the package is imported.
pub(crate) fn remember() {
    FIRST.get_or_init(process::id);
}

/// What `work` gives, done without Python's lock by threads of this process.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    py.detach(|| of_this_process(work))
}

/// What `work` gives, done by threads of this process.
pub(crate) fn of_this_process<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match of_child() {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// The threads of a process that was forked; `None` in the one that imported the package.
fn of_child() -> Option<&'static ThreadPool> {
    let this = process::id();
    if *FIRST.get_or_init(|| this) == this {
        return None;
    }
    let mut held = OF_CHILD.lock().unwrap_or_else(PoisonError::into_inner);
    if held.is_none_or(|(process, _)| process != this) {
        let pool = ThreadPoolBuilder::new().stack_size(STACK).build().ok()?;
        // One of a parent has no threads here that could end.
        *held = Some((this, Box::leak(Box::new(pool))));
    }
    held.map(|(_, pool)| pool)
}
