//! A watch over the memory of the child. The limit that ONNX Runtime itself keeps counts the values of
//! its tensors of numbers, and neither texts nor what operators as `NonZero` collect beside them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::machine;

/// Between two looks at the memory.
const PAUSE: Duration = Duration::from_millis(10);
/// What a library takes beside the values, in bytes.
const BESIDE: u64 = 512 << 20;

/// The bytes that this process may take, at most.
pub(super) struct Watch(Arc<AtomicU64>);

impl Watch {
    /// Calls `over` where this process takes more than is allowed. At first it may take any memory.
    pub(super) fn start(over: impl Fn() + Send + 'static) -> Watch {
        let watch = Watch(Arc::new(AtomicU64::new(u64::MAX)));
        let most = Arc::clone(&watch.0);
        thread::spawn(move || {
            loop {
                if machine::own_memory().is_some_and(|it| it > most.load(Ordering::Relaxed)) {
                    over();
                }
                thread::sleep(PAUSE);
            }
        });
        watch
    }

    /// Allows `bytes` of values besides what this process has now.
    pub(super) fn allow(&self, bytes: u64) {
        let now = machine::own_memory().unwrap_or_default();
        self.0.store(now.saturating_add(bytes).saturating_add(BESIDE), Ordering::Relaxed);
    }

    /// Allows any memory: while a batch is read, that is the parent's to say.
    pub(super) fn rest(&self) {
        self.0.store(u64::MAX, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::Watch;
    use crate::machine;

    #[test]
    fn more_than_is_allowed_is_noticed() {
        if machine::own_memory().is_none() {
            return;
        }
        let (over, noticed) = mpsc::channel();
        let watch = Watch::start(move || over.send(()).unwrap_or_default());
        watch.allow(1 << 30);
        assert!(noticed.recv_timeout(Duration::from_millis(200)).is_err());
        watch.0.store(1, Ordering::Relaxed);
        assert!(noticed.recv_timeout(Duration::from_secs(10)).is_ok());
        watch.rest();
    }
}
