//! Panics that become errors: of libraries that give up on damaged files instead of saying what is
//! wrong with them, and of the program itself where one record must not cost the others.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread becomes an error, and so needs no report of its own.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
    /// Where the last such panic came about.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic {
    /// Its message.
    pub reason: String,
    /// File, line and column of the source, where they are known.
    pub place: Option<String>,
}

/// Runs `work`; a panic within it is the error.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    static SILENCED: Once = Once::new();
    SILENCED.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if CAUGHT.get() {
                PLACE.set(panic.location().map(ToString::to_string));
            } else {
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
        Panic { reason: text.unwrap_or("without a reason").to_owned(), place: PLACE.take() }
    })
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_says_why_and_where() {
        assert_eq!(caught(|| 1), Ok(1));
        let panic = caught(|| -> u8 { panic!("out of {}", "cheese") }).expect_err("it panics");
        assert_eq!(panic.reason, "out of cheese");
        assert!(panic.place.is_some_and(|place| place.contains("panics.rs:")));
    }
}
