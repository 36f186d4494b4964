//! Waiting for what has no event of its own.

use std::thread;
use std::time::{Duration, Instant};

/// More than a slow machine needs for anything here.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(1);

/// Asks `look` again and again until it gives something; `what` is told where it never does.
#[track_caller]
pub(crate) fn poll_until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "not within {PATIENCE:?}: {what}");
        thread::sleep(PAUSE);
    }
}
