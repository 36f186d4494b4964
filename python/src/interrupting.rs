//! Work without Python's lock, which Ctrl-C ends.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use faircat_inference::engine::Cancel;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::threads::of_this_process;

/// How often Python is asked for signals.
const PAUSE: Duration = Duration::from_millis(50);

/// What `work` gives, done on a thread of its own while other threads of Python go on. A signal that
/// Python turns into an exception sets `cancel`, and is raised once `work` has stopped.
pub(crate) fn interruptible<T: Send>(
    py: Python<'_>,
    cancel: &Cancel,
    work: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    let (done, waiting) = mpsc::channel::<()>();
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        let worker = scope.spawn(move || {
            let result = of_this_process(work);
            drop(done);
            result
        });
        let mut signal = None;
        while py.detach(|| is_at_work(&waiting)) {
            if signal.is_none() {
                signal = py.check_signals().err();
                if signal.is_some() {
                    cancel.set();
                }
            }
        }
        let result = py.detach(|| worker.join()).map_err(|_| gave_up());
        signal.map_or(result, Err)
    })
}

/// What `work` gives, which changes nothing and cannot be told to stop: after a signal that Python turns
/// into an exception it is left to itself, and nobody waits for what it gives.
pub(crate) fn abandonable<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (done, waiting) = mpsc::channel();
    let waiting = Mutex::new(waiting);
    // Nobody may wait any more.
    thread::spawn(move || drop(done.send(of_this_process(work))));
    loop {
        match py.detach(|| received(&waiting)) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(gave_up()),
        }
    }
}

fn received<T>(waiting: &Mutex<mpsc::Receiver<T>>) -> Result<T, RecvTimeoutError> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PAUSE)
}

fn gave_up() -> PyErr {
    PyRuntimeError::new_err("faircat gave up; please report it")
}

fn is_at_work(waiting: &Mutex<mpsc::Receiver<()>>) -> bool {
    received(waiting) == Err(RecvTimeoutError::Timeout)
}
