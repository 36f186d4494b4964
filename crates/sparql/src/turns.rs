//! Keeping long evaluations from holding up short ones.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long, and with how many bytes, an evaluation goes on without a turn of its own.
const MOMENT: Duration = Duration::from_millis(250);
const LITTLE: usize = 32 << 20;
/// How often a waiting evaluation looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(50);

/// Evaluations begin at once; those that take longer than a moment wait for one of a few turns, in
/// the order in which they asked. A turn ends with its evaluation.
#[derive(Debug)]
pub struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    free: usize,
    waiting: VecDeque<u64>,
    next: u64,
}

impl Turns {
    /// Lets `count` long evaluations go on at the same time.
    pub fn new(count: usize) -> Turns {
        let state = State { free: count, waiting: VecDeque::new(), next: 0 };
        Turns { state: Mutex::new(state), changed: Condvar::new() }
    }

    /// Returns whether there was a turn before `is_over` said so.
    fn take(&self, is_over: impl Fn() -> bool) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = state.next;
        state.next += 1;
        state.waiting.push_back(ticket);
        loop {
            let is_first = state.waiting.front() == Some(&ticket);
            if is_over() || (is_first && state.free > 0) {
                break;
            }
            let waited = self.changed.wait_timeout(state, PATIENCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let has_turn = state.waiting.front() == Some(&ticket) && state.free > 0;
        state.waiting.retain(|&other| other != ticket);
        state.free -= usize::from(has_turn);
        self.changed.notify_all();
        has_turn
    }

    fn give_back(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).free += 1;
        self.changed.notify_all();
    }
}

/// One evaluation's place among [`Turns`]; none are needed without them.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    turns: Option<Arc<Turns>>,
    is_taken: bool,
}

impl Turn {
    pub(crate) fn of(turns: Option<Arc<Turns>>) -> Turn {
        Turn { turns, is_taken: false }
    }

    /// Waits for the turn, if the evaluation, `elapsed` old and holding `bytes`, needs one by now.
    pub(crate) fn wait(&mut self, elapsed: Duration, bytes: usize, is_over: impl Fn() -> bool) {
        if let Some(turns) = &self.turns
            && !self.is_taken
            && (elapsed > MOMENT || bytes > LITTLE)
        {
            self.is_taken = turns.take(is_over);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = &self.turns
            && self.is_taken
        {
            turns.give_back();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_turn_is_waited_for_and_given_back() {
        let turns = Arc::new(Turns::new(1));
        let mut first = Turn::of(Some(Arc::clone(&turns)));
        first.wait(Duration::ZERO, 0, || false);
        assert!(!first.is_taken, "a short evaluation needs none");
        first.wait(Duration::from_secs(1), 0, || false);
        assert!(first.is_taken);
        let mut second = Turn::of(Some(Arc::clone(&turns)));
        second.wait(Duration::ZERO, LITTLE + 1, || true);
        assert!(!second.is_taken, "it is over before its turn came");
        thread::scope(|scope| {
            scope.spawn(|| second.wait(Duration::from_secs(1), 0, || false));
            drop(first);
        });
        assert!(second.is_taken);
    }
}
