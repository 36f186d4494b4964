//! Engines with a limit of time. What an engine computes cannot be known before, and a file of a
//! few bytes may ask for years of it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use faircat_inference::engine::{Cancel, Engine, EngineError, Options, Session};
use faircat_inference::engines::list::{ListedEngine, preferred};
use faircat_inference::tensor::Tensor;

use crate::engines;

/// Time that an engine is given to stop by itself once it is asked to: between two operators. One
/// that does not is left behind on its thread, which ends with the program.
const GRACE: Duration = Duration::from_secs(2);

/// The time that is had where nothing else is said, in seconds.
pub const DEFAULT_SECONDS: u64 = 300;

/// What the time is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Loading the model, and each run by itself.
    Each(Duration),
    /// Loading the model and all runs together.
    Together(Duration),
    /// What is done until then, by however many sessions.
    Until(Instant),
}

impl Limit {
    /// The same for several sessions: what they have together begins now.
    #[must_use]
    pub fn begun(self) -> Limit {
        match self {
            Limit::Together(duration) => Limit::Until(later(duration)),
            other => other,
        }
    }

    /// When what begins now is to be done.
    fn end(self) -> Instant {
        match self {
            Limit::Each(duration) | Limit::Together(duration) => later(duration),
            Limit::Until(end) => end,
        }
    }
}

/// Loads a model on a thread of its own, from which its runs are answered within `limit`.
///
/// Errors: the engine's, and [`EngineError::Stopped`] where it took longer.
pub fn load(
    engine: Box<dyn Engine>,
    bytes: &[u8],
    options: &Options,
    limit: Limit,
) -> Result<Box<dyn Session>, EngineError> {
    let (asking, asked) = mpsc::channel();
    let (answering, answers) = mpsc::channel();
    let (bytes, options): (Arc<[u8]>, Options) = (bytes.into(), options.clone());
    let cancel = options.cancel.clone();
    let name = engine.name();
    let until = limit.end();
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || serve(engine.as_ref(), &bytes, &options, &asked, &answering))
        .map_err(|error| EngineError::Failed { engine: name, reason: error.to_string() })?;
    let mut session = Timed { engine: name, asking, answers, cancel, limit, until };
    session.answer().map(|_| Box::new(session) as Box<dyn Session>)
}

/// Loads the model by the engine `asked`, or else by the best on the device that can.
///
/// Errors: those of [`load`], by the engine that has the last word.
pub fn load_with(
    asked: Option<&'static ListedEngine>,
    bytes: &[u8],
    options: &Options,
    limit: Limit,
) -> Result<(&'static ListedEngine, Box<dyn Session>), EngineError> {
    let device = options.device;
    let mut loaded = Err(EngineError::Unavailable(format!("no engine runs on {}", device.name())));
    let unasked = preferred().into_iter().filter(|engine| engine.has(device));
    for listed in asked.map_or_else(|| unasked.collect(), |engine| vec![engine]) {
        let missing =
            || EngineError::Unavailable(format!("this faircat was built without {}", listed.name));
        let engine = engines::engine(listed).ok_or_else(missing);
        loaded = engine.and_then(|it| Ok((listed, load(it, bytes, options, limit)?)));
        // An engine for any model has the last word.
        if listed.is_general() || matches!(loaded, Ok(_) | Err(EngineError::Stopped)) {
            break;
        }
    }
    loaded
}

/// Loads the model, then runs what is asked for until nobody asks any more.
fn serve(
    engine: &dyn Engine,
    bytes: &[u8],
    options: &Options,
    asked: &Receiver<Vec<Tensor>>,
    answering: &Sender<Result<Vec<Tensor>, EngineError>>,
) {
    let mut session = match engine.load(bytes, options) {
        Ok(session) => session,
        Err(error) => {
            // Nobody hears it once the time is over.
            let _ = answering.send(Err(error));
            return;
        }
    };
    if answering.send(Ok(Vec::new())).is_err() {
        return;
    }
    for inputs in asked {
        if answering.send(session.run(&inputs)).is_err() {
            return;
        }
    }
}

struct Timed {
    engine: &'static str,
    asking: Sender<Vec<Tensor>>,
    answers: Receiver<Result<Vec<Tensor>, EngineError>>,
    cancel: Cancel,
    limit: Limit,
    until: Instant,
}

impl Timed {
    /// What the thread says in time.
    fn answer(&mut self) -> Result<Vec<Tensor>, EngineError> {
        in_time(self.engine, self.until, &self.cancel, &self.answers)?
    }
}

/// What `work`, called `name`, gives on a thread of its own within `limit`. Where its time is over,
/// `cancel` is set, by which it is to end; else it is left behind as an engine is.
///
/// Errors: [`EngineError::Stopped`] where it took longer, and that its thread ended.
pub fn apart<T: Send + 'static>(
    name: &'static str,
    limit: Limit,
    cancel: &Cancel,
    work: impl FnOnce(&Cancel) -> T + Send + 'static,
) -> Result<T, EngineError> {
    let (answering, answers) = mpsc::channel();
    let own = cancel.clone();
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            // Nobody hears it once the time is over.
            let _ = answering.send(work(&own));
        })
        .map_err(|error| EngineError::Failed { engine: name, reason: error.to_string() })?;
    in_time(name, limit.end(), cancel, &answers)
}

/// The next of `answers`, by the thread `name`, which is stopped where there is none `until` then.
#[allow(clippy::disallowed_methods, reason = "a time limit needs the time")]
fn in_time<T>(
    name: &'static str,
    until: Instant,
    cancel: &Cancel,
    answers: &Receiver<T>,
) -> Result<T, EngineError> {
    let left = until.saturating_duration_since(Instant::now());
    match answers.recv_timeout(left) {
        Ok(answer) => Ok(answer),
        Err(RecvTimeoutError::Disconnected) => {
            Err(EngineError::Failed { engine: name, reason: "its thread ended".to_owned() })
        }
        Err(RecvTimeoutError::Timeout) => {
            cancel.set();
            // What it says now is too late.
            let _ = answers.recv_timeout(GRACE);
            Err(EngineError::Stopped)
        }
    }
}

/// The time after `duration`; a day from now where the clock does not count so far.
#[allow(clippy::disallowed_methods, reason = "a time limit needs the time")]
fn later(duration: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(duration).unwrap_or(now + Duration::from_secs(86_400))
}

impl Session for Timed {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        if self.cancel.is_set() {
            return Err(EngineError::Stopped);
        }
        if let Limit::Each(duration) = self.limit {
            self.until = later(duration);
        }
        // Where the thread is gone, there is no answer either.
        let _ = self.asking.send(inputs.to_vec());
        self.answer()
    }
}

/// Stops an engine that is still at `work` after `limit`, and calls `give_up` where it does not
/// stop: for work that a thread of its own would slow down.
pub fn watched<T>(
    limit: Duration,
    cancel: &Cancel,
    give_up: &(dyn Fn() + Sync),
    work: impl FnOnce() -> T,
) -> T {
    thread::scope(|scope| {
        let (done, waiting) = mpsc::channel::<()>();
        scope.spawn(move || {
            let over = |time| waiting.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
            if over(limit) {
                cancel.set();
                if over(GRACE) {
                    give_up();
                }
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use faircat_inference::engine::{Cancel, EngineError};

    use super::{Limit, apart};

    #[test]
    fn what_takes_longer_is_told_to_end() {
        let (soon, cancel) = (Limit::Together(Duration::from_millis(10)), Cancel::default());
        let endless = |cancel: &Cancel| {
            while !cancel.is_set() {
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        assert!(matches!(apart("test", soon, &cancel, endless), Err(EngineError::Stopped)));
        assert!(cancel.is_set());
        let late = Limit::Together(Duration::from_secs(60)).begun();
        let given = apart("test", late, &Cancel::default(), |_| 7);
        assert_eq!(given.ok(), Some(7));
    }
}
