//! A native library that dies must not take the verdict with it: a model for such an engine first
//! runs in a child process of this program, with its first batch, and then here.
//!
//! The child loads the model while this process does, and waits; it then runs the first batch of
//! each shape before this process does. No child is started for a model that ran so before. What the
//! numbers of a later batch alone would set off ends this process still.

mod child;
mod frames;
mod memory;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::{env, io, path::PathBuf};

use faircat_inference::engine::{Cancel, Device, Engine, EngineError, Options, Session};
use faircat_inference::tensor::Tensor;

pub use self::child::answer;

/// The subcommand that [`answer`] answers.
pub const SUBCOMMAND: &str = "trial";

/// The program to start, and its first arguments; nothing where this process is no faircat.
static PROGRAM: OnceLock<(PathBuf, Vec<OsString>)> = OnceLock::new();

/// Lets models be tried in children of this process, whose program must know [`SUBCOMMAND`].
pub fn allow() {
    if let Ok(program) = env::current_exe() {
        allow_by(program, Vec::new());
    }
}

/// As [`allow`], where `program` is faircat with these arguments before its own.
pub fn allow_by(program: PathBuf, arguments: Vec<OsString>) {
    PROGRAM.get_or_init(|| (program, arguments));
}

/// Models that ran in a child, by what [`fingerprint`] gives.
static KNOWN: Mutex<BTreeSet<[u8; 32]>> = Mutex::new(BTreeSet::new());

fn fingerprint(bytes: &[u8], options: &Options) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(options.device.name().as_bytes());
    hasher.update(&(options.batch as u64).to_le_bytes()).update(bytes);
    *hasher.finalize().as_bytes()
}

/// An engine whose models are tried first.
pub(super) struct Tried {
    pub engine: Box<dyn Engine>,
    /// What people call it.
    pub title: &'static str,
    /// Its shared library, for the child to take the same.
    pub library: Option<PathBuf>,
}

impl Engine for Tried {
    fn name(&self) -> &'static str {
        self.engine.name()
    }

    fn version(&self) -> Result<String, EngineError> {
        self.engine.version()
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        let fingerprint = fingerprint(bytes, options);
        let is_known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).contains(&fingerprint);
        let program = PROGRAM.get().filter(|_| !is_known);
        // Where no child can be started, the model runs without.
        let trial = program.and_then(|it| Trial::start(it, self, bytes, options).ok());
        let Some(mut trial) = trial else { return self.engine.load(bytes, options) };
        let loaded = trial.answered(&options.cancel)?;
        let session = self.engine.load(bytes, options)?;
        let trial = loaded.then_some(trial);
        let cancel = options.cancel.clone();
        Ok(Box::new(TriedSession { session, trial, shapes: BTreeSet::new(), fingerprint, cancel }))
    }
}

struct TriedSession {
    session: Box<dyn Session>,
    trial: Option<Trial>,
    /// The inputs' shapes of the batches that ran in it.
    shapes: BTreeSet<Vec<Vec<usize>>>,
    fingerprint: [u8; 32],
    cancel: Cancel,
}

impl Session for TriedSession {
    fn run(&mut self, inputs: &[Tensor]) -> Result<Vec<Tensor>, EngineError> {
        let shapes = || inputs.iter().map(|input| input.shape().to_vec()).collect();
        if let Some(trial) = &mut self.trial
            && self.shapes.insert(shapes())
        {
            trial.give(inputs);
            match trial.answered(&self.cancel)? {
                true => {
                    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(self.fingerprint);
                }
                false => self.trial = None,
            }
        }
        self.session.run(inputs)
    }
}

/// A child that tries a model. It ends with this.
struct Trial {
    engine: &'static str,
    /// What people call the engine.
    title: &'static str,
    process: Arc<Mutex<Child>>,
    questions: BufWriter<ChildStdin>,
    answers: ChildStdout,
}

impl Trial {
    /// Starts the program, and gives it the model.
    #[allow(clippy::disallowed_methods, reason = "a library that dies must not take us with it")]
    fn start(
        (program, arguments): &(PathBuf, Vec<OsString>),
        tried: &Tried,
        bytes: &[u8],
        options: &Options,
    ) -> io::Result<Trial> {
        let mut command = Command::new(program);
        command.args(arguments).arg(SUBCOMMAND).arg(tried.name()).stderr(Stdio::null());
        if let (Some(library), Device::Cpu) = (&tried.library, options.device) {
            command.env("ORT_DYLIB_PATH", library);
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let process = Arc::new(Mutex::new(child));
        let (engine, title) = (tried.name(), tried.title);
        let questions = BufWriter::new(questions);
        let mut trial = Trial { engine, title, process, questions, answers };
        let asked = frames::write_options(&mut trial.questions, options)
            .and_then(|()| frames::write(&mut trial.questions, bytes))
            .and_then(|()| trial.questions.flush());
        // A child that is gone says so by its end.
        drop(asked);
        Ok(trial)
    }

    /// Gives it a batch.
    fn give(&mut self, inputs: &[Tensor]) {
        let given = frames::write_tensors(&mut self.questions, inputs)
            .and_then(|()| self.questions.flush());
        // As above.
        drop(given);
    }

    /// Waits until the child has done what it was asked, or found that it cannot: false. That is
    /// for this process to find again, and to tell.
    ///
    /// Errors: it was stopped, took too much memory, or died.
    fn answered(&mut self, cancel: &Cancel) -> Result<bool, EngineError> {
        let process = Arc::clone(&self.process);
        cancel.then(Some(Box::new(move || kill(&process))));
        if cancel.is_set() {
            kill(&self.process);
        }
        let mut answer = [0];
        let read = self.answers.read_exact(&mut answer);
        cancel.then(None);
        match read {
            Ok(()) if answer == [frames::TOO_LARGE] => {
                let reason = "it takes memory out of proportion to the model and its inputs";
                Err(EngineError::Failed { engine: self.engine, reason: reason.to_owned() })
            }
            Ok(()) => Ok(answer == [frames::DONE]),
            Err(_) if cancel.is_set() => Err(EngineError::Stopped),
            Err(_) => {
                let mut child = self.process.lock().unwrap_or_else(PoisonError::into_inner);
                match child.wait().ok().and_then(death) {
                    Some(how) => {
                        Err(EngineError::Died(format!("{} {how} at this model", self.title)))
                    }
                    // It could not do its work, as where the program was replaced meanwhile.
                    None => Ok(false),
                }
            }
        }
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        kill(&self.process);
        // Whatever it ended with is of no interest any more.
        let _ = self.process.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

fn kill(process: &Mutex<Child>) {
    // It may have ended.
    let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

/// How a process died that no signal of ours ended: `ended by signal 8 (SIGFPE)`.
fn death(status: ExitStatus) -> Option<String> {
    use std::os::unix::process::ExitStatusExt as _;
    let signal = status.signal()?;
    Some(match SIGNALS.iter().find(|(number, _)| *number == signal) {
        Some((_, name)) => format!("ended by signal {signal} ({name})"),
        None => format!("ended by signal {signal}"),
    })
}

/// Signals that end a program which goes wrong, by their numbers on Linux; those below 10 are the
/// same everywhere but SIGBUS.
const SIGNALS: [(i32, &str); 8] = [
    (4, "SIGILL"),
    (5, "SIGTRAP"),
    (6, "SIGABRT"),
    (7, "SIGBUS"),
    (8, "SIGFPE"),
    (9, "SIGKILL"),
    (11, "SIGSEGV"),
    (31, "SIGSYS"),
];
