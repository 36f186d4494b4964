//! Sessions of one model, one for each thread, that share out what is to be run.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use faircat_inference::batching::{Division, USUAL_BLOCK};
use faircat_inference::engine::{Options, Session};
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{self, ControlSet, VerificationError};
use faircat_record::diagnostic::Diagnostic;

use super::{ExplainOptions, Progress};
use crate::model::ModelFile;
use crate::timed;
use crate::{engines, pass};

pub(super) struct Workers {
    pub engine: &'static ListedEngine,
    pub version: String,
    /// Items that are run at once: all where [`Workers::first`] saw that rows depend on each other.
    pub batch: usize,
    division: Division,
    sessions: Vec<Mutex<Box<dyn Session>>>,
}

impl Workers {
    pub(super) fn of(file: &ModelFile, options: &ExplainOptions) -> Result<Workers, Diagnostic> {
        let batch = pass::block_size(&file.onnx, None);
        let one = Options { batch, cancel: options.stop.child(), ..Options::default() };
        let limit = options.limit.begun();
        let load = |asked| {
            let loaded = timed::load_with(asked, &file.bytes, &one, limit);
            loaded.map_err(|error| pass::of_engine(&error).in_file(&file.path))
        };
        let (engine, first) = load(options.engine)?;
        let mut sessions = vec![Mutex::new(first)];
        for _ in 1..options.threads {
            sessions.push(Mutex::new(load(Some(engine))?.1));
        }
        let version = engines::engine(engine).and_then(|engine| engine.version().ok());
        let version = version.unwrap_or_default();
        let division = Division::of(&file.onnx, engine, USUAL_BLOCK);
        Ok(Workers { engine, version, batch, division, sessions })
    }

    /// What the model gives for the items as they are.
    pub(super) fn first(&mut self, control: &ControlSet) -> Result<Vec<Tensor>, VerificationError> {
        let session = self.sessions[0].get_mut().unwrap_or_else(|it| it.into_inner());
        let ran = verification::run_together(control, session.as_mut(), self.division)?;
        self.batch = ran.1;
        Ok(ran.0)
    }

    /// What `work` makes of each of `tasks`, in their order.
    pub(super) fn all<T: Sync, R: Send>(
        &self,
        tasks: &[T],
        told: Progress,
        work: impl Fn(&T, &mut dyn Session) -> Result<R, VerificationError> + Sync,
    ) -> Result<Vec<R>, VerificationError> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for session in &self.sessions {
                scope.spawn(|| {
                    let mut session = session.lock().unwrap_or_else(|it| it.into_inner());
                    while let Some((index, task)) = following(&next, tasks) {
                        let result = work(task, session.as_mut());
                        let mut done = done.lock().unwrap_or_else(|it| it.into_inner());
                        done.push((index, result));
                        told(done.len(), tasks.len());
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(|it| it.into_inner());
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

/// The next task that no thread has taken.
fn following<'a, T>(next: &AtomicUsize, tasks: &'a [T]) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    tasks.get(index).map(|task| (index, task))
}

pub(super) fn failed(error: VerificationError, file: &ModelFile) -> Diagnostic {
    match error {
        VerificationError::Engine(error) => pass::of_engine(&error),
        other => Diagnostic::error("no-explanation", other.to_string()),
    }
    .in_file(&file.path)
}
