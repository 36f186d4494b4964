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
}

impl Limit {
    fn duration(self) -> Duration {
        match self {
            Limit::Each(duration) | Limit::Together(duration) => duration,
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
    let until = later(limit.duration());
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
    #[allow(clippy::disallowed_methods, reason = "a time limit needs the time")]
    fn answer(&mut self) -> Result<Vec<Tensor>, EngineError> {
        let left = self.until.saturating_duration_since(Instant::now());
        let gone = |engine| EngineError::Failed { engine, reason: "its thread ended".to_owned() };
        match self.answers.recv_timeout(left) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Disconnected) => Err(gone(self.engine)),
            Err(RecvTimeoutError::Timeout) => {
                self.cancel.set();
                // What it says now is too late.
                let _ = self.answers.recv_timeout(GRACE);
                Err(EngineError::Stopped)
            }
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
