//! Panics of libraries that give up on damaged files instead of saying what is wrong with them.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread becomes an error, and so needs no report of its own.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; the reason of a panic within it is the error.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !CAUGHT.get() {
                others(panic);
            }
        }));
    });
    let outer = CAUGHT.replace(true);
    let caught = panic::catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(outer);
    caught.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        text.unwrap_or("without a reason").to_owned()
    })
}
