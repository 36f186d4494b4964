//! Who is answered when there are many.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Refusal;

/// Requests that may wait for a place, and how long.
const MOST_WAITING: usize = 64;
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Places for queries, given in the order in which they were asked for.
pub(in crate::serve) struct Queue {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// One of the waiting, until it is dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Queue {
    pub(in crate::serve) fn new(places: usize) -> Queue {
        Queue { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0) }
    }

    /// Waits for a place, which is given back when it is dropped. Where too many wait, or it takes
    /// too long, the server says that it is busy.
    pub(super) async fn place(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= MOST_WAITING {
            return Err(busy());
        }
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout(LONGEST_WAIT, place).await {
            Ok(place) => place.map_err(|_| stopping()),
            Err(_) => Err(busy()),
        }
    }
}

fn busy() -> Refusal {
    let text = "Too many queries are being answered.";
    let retry_after = Some(LONGEST_WAIT.as_secs());
    Refusal { retry_after, ..Refusal::new(StatusCode::SERVICE_UNAVAILABLE, text) }
}

pub(super) fn stopping() -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "The server is stopping.")
}
