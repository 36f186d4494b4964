//! Work without Python's lock, which Ctrl-C ends.

use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
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
        let gave_up = |_| PyRuntimeError::new_err("faircat gave up; please report it");
        let result = py.detach(|| worker.join()).map_err(gave_up);
        signal.map_or(result, Err)
    })
}

fn is_at_work(waiting: &Mutex<mpsc::Receiver<()>>) -> bool {
    let waiting = waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    waiting.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout)
}
