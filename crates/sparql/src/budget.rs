//! What an evaluation may cost, and how it is stopped when it costs more.
//!
//! The evaluator is somebody else's and knows no limits, but every row that it makes copies terms,
//! and terms are ours ([`crate::view::Node`]). Each copy is a [`step`]; every few hundred of them
//! look at the clock, at the memory that the thread holds, and at whether anybody still waits. An
//! evaluation that must end is unwound from there, which frees all that it held.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::allocation;
#[cfg(not(target_family = "wasm"))]
use crate::turns::{Turn, Turns};

/// What one evaluation may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From the question to the end of the answer. The browser has its own clock for this.
    pub time: Duration,
    /// Bytes that the evaluation may hold at once, its answer included. It is measured where the
    /// program's allocator is a [`allocation::Counting`], and not limited elsewhere.
    pub memory: usize,
    /// Bytes of the answer as written.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { time: Duration::from_secs(30), memory: 512 << 20, bytes: 256 << 20 }
    }
}

/// Why an evaluation was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Time,
    Memory,
    /// Nobody waits for the answer any more.
    Cancelled,
}

/// Told when nobody waits for an answer any more. Clones are one.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The longest text that one function of a query may make, in bytes.
pub(crate) const MAX_TEXT: usize = 32 << 20;

/// Steps between two looks at clock and memory; a step takes some ten nanoseconds.
const STEPS: u32 = 512;
/// Bytes of a text that take as long as a step.
const BYTES_PER_STEP: usize = 256;

/// The limits of the evaluation on this thread, as they are looked at.
pub(crate) struct Budget {
    limits: Limits,
    cancellation: Cancellation,
    /// Bytes that the thread held before.
    held_before: isize,
    #[cfg(not(target_family = "wasm"))]
    began: std::time::Instant,
    #[cfg(not(target_family = "wasm"))]
    turn: Turn,
}

thread_local! {
    static STEPS_LEFT: Cell<u32> = const { Cell::new(STEPS) };
    static BUDGET: RefCell<Option<Budget>> = const { RefCell::new(None) };
    /// Why the last evaluation was stopped, for surfaces that cannot unwind.
    static STOPPED: Cell<Option<Stop>> = const { Cell::new(None) };
}

impl Budget {
    pub(crate) fn new(limits: Limits, cancellation: Cancellation) -> Budget {
        Budget {
            limits,
            cancellation,
            held_before: allocation::held(),
            #[cfg(not(target_family = "wasm"))]
            #[allow(clippy::disallowed_methods, reason = "a query has a limit of time")]
            began: std::time::Instant::now(),
            #[cfg(not(target_family = "wasm"))]
            turn: Turn::default(),
        }
    }

    /// Lets the evaluation go on beyond a moment only when its turn has come.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn in_turns(self, turns: Option<Arc<Turns>>) -> Budget {
        Budget { turn: Turn::of(turns), ..self }
    }

    fn held(&self) -> usize {
        usize::try_from(allocation::held() - self.held_before).unwrap_or(0)
    }

    /// What is used up, if anything is.
    fn exceeded(&mut self) -> Option<Stop> {
        if self.cancellation.is_cancelled() {
            return Some(Stop::Cancelled);
        }
        if self.held() > self.limits.memory {
            return Some(Stop::Memory);
        }
        self.exceeded_time()
    }

    #[cfg(not(target_family = "wasm"))]
    fn exceeded_time(&mut self) -> Option<Stop> {
        let held = self.held();
        let (limits, began, cancellation) = (self.limits, self.began, &self.cancellation);
        let is_over = || cancellation.is_cancelled() || began.elapsed() > limits.time;
        if !is_over() {
            self.turn.wait(began.elapsed(), held, is_over);
        }
        match is_over() {
            true if cancellation.is_cancelled() => Some(Stop::Cancelled),
            true => Some(Stop::Time),
            false => None,
        }
    }

    #[cfg(target_family = "wasm")]
    fn exceeded_time(&mut self) -> Option<Stop> {
        None
    }
}

/// Runs `work` within `budget`; `Err` if it was stopped.
pub(crate) fn within<T>(budget: Budget, work: impl FnOnce() -> T) -> Result<T, Stop> {
    BUDGET.set(Some(budget));
    STOPPED.set(None);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    BUDGET.set(None);
    outcome.map_err(|payload| match payload.downcast::<Stop>() {
        Ok(stop) => *stop,
        // An error of the evaluator itself is for the caller's caller.
        Err(other) => std::panic::resume_unwind(other),
    })
}

/// Counts a step of the evaluation, and ends it when it has cost too much.
#[inline]
pub(crate) fn step() {
    let left = STEPS_LEFT.get();
    if left == 0 { look() } else { STEPS_LEFT.set(left - 1) }
}

/// Counts the steps that a text of `bytes` stands for.
pub(crate) fn text(bytes: usize) {
    let steps = u32::try_from(bytes / BYTES_PER_STEP).unwrap_or(u32::MAX);
    let left = STEPS_LEFT.get();
    if left < steps { look() } else { STEPS_LEFT.set(left - steps) }
}

/// Refuses to make a text of `bytes`, if that is more than any function may make.
pub(crate) fn room_for_text(bytes: usize) {
    if bytes > MAX_TEXT {
        stop(Stop::Memory);
    }
    text(bytes);
}

#[cold]
fn look() {
    STEPS_LEFT.set(STEPS);
    let exceeded = BUDGET.with_borrow_mut(|budget| budget.as_mut().and_then(Budget::exceeded));
    if let Some(exceeded) = exceeded {
        stop(exceeded);
    }
}

/// Why the evaluation that ended last was stopped, where it could not be unwound.
pub fn stopped() -> Option<Stop> {
    STOPPED.get()
}

/// Leaves the evaluation. No message is printed: this is no fault of the program.
fn stop(reason: Stop) -> ! {
    STOPPED.set(Some(reason));
    let payload: Box<dyn Any + Send> = Box::new(reason);
    std::panic::resume_unwind(payload)
}
