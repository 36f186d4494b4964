//! The child's side of a trial.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use faircat_inference::engine::{Device, EngineError, Options, Session};
use faircat_inference::engines::list::listed;
use faircat_inference::engines::memory_for;
use faircat_inference::onnx;
use faircat_inference::tensor::Tensor;

use super::frames;
use super::memory::Watch;
use crate::engines;

/// What the parent asks: one of the first, then any number of the second.
enum Question {
    Load(Options, Vec<u8>),
    Run(Vec<Tensor>),
}

/// Loads the model that standard input brings with the engine of that name, and runs the batches that
/// follow. After each, a byte on standard output tells that this process is still there, and whether that could be done.
pub fn answer(engine: &str) -> ExitCode {
    let questions = asked();
    let Ok(Question::Load(options, bytes)) = questions.recv() else { return ExitCode::FAILURE };
    let watch = Watch::start(|| {
        say(frames::TOO_LARGE);
        std::process::exit(1);
    });
    let allowed = Allowed::of(&bytes, &options);
    watch.allow(allowed.for_inputs(0));
    let mut session = match load(engine, &bytes, &options) {
        Ok(session) => session,
        Err(_) => return say(frames::FAILED),
    };
    watch.rest();
    say(frames::DONE);
    while let Ok(Question::Run(inputs)) = questions.recv() {
        let elements: usize = inputs.iter().map(|it| it.data().len()).sum();
        watch.allow(allowed.for_inputs(elements as u64 * LARGEST_ELEMENT));
        let done = session.run(&inputs).is_ok();
        watch.rest();
        if !done {
            return say(frames::FAILED);
        }
        say(frames::DONE);
    }
    ExitCode::SUCCESS
}

/// Bytes of the largest element of a tensor.
const LARGEST_ELEMENT: u64 = 8;

/// What a model's values may take.
struct Allowed {
    /// Bytes of the model.
    file: u64,
    /// Bytes of a whole batch of its inputs, as the file declares them.
    batch: u64,
    /// Whether it computes on the CPU alone: drivers of GPUs take memory of their own.
    on_cpu: bool,
}

impl Allowed {
    fn of(bytes: &[u8], options: &Options) -> Allowed {
        let item = onnx::describe(bytes).map_or(0, |file| file.input_bytes());
        Allowed {
            file: bytes.len() as u64,
            batch: item.saturating_mul(options.batch.max(1) as u64),
            on_cpu: options.device == Device::Cpu,
        }
    }

    /// Bytes, where its inputs have `inputs`: what the engine's own limit allows.
    fn for_inputs(&self, inputs: u64) -> u64 {
        if self.on_cpu { memory_for(self.file, inputs.max(self.batch)) } else { u64::MAX }
    }
}

fn load(engine: &str, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
    let missing = || EngineError::Unavailable(format!("there is no {engine}"));
    listed(engine).and_then(engines::untried).ok_or_else(missing)?.load(bytes, options)
}

/// Reads the questions on a thread of its own, which ends this process once nobody asks any more: a
/// model can run for ever.
fn asked() -> Receiver<Question> {
    let (asking, asked) = mpsc::channel();
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut read = || -> io::Result<()> {
            let options = frames::read_options(&mut input)?;
            let model = frames::read(&mut input)?;
            // The other end is held until this process ends.
            drop(asking.send(Question::Load(options, model)));
            loop {
                drop(asking.send(Question::Run(frames::read_tensors(&mut input)?)));
            }
        };
        drop(read());
        std::process::exit(0);
    });
    asked
}

fn say(byte: u8) -> ExitCode {
    let mut output = io::stdout();
    match output.write_all(&[byte]).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
