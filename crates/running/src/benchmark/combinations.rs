//! A model over files, engines, numbers of threads and sizes of batches.

use std::time::Duration;

use faircat_catalog::evidence::throughput::Measurement;
use faircat_inference::batching::Batching;
use faircat_inference::engine::{Cancel, EngineError};
use faircat_inference::engines::list::{ENGINES, ListedEngine};
use faircat_inference::tensor::Tensor;
use faircat_record::diagnostic::Diagnostic;

use super::{Plan, measure};
use crate::engines::DeviceName;
use crate::model::ModelFile;
use crate::pass;

/// What to measure: each file with everything else.
#[derive(Clone, Debug)]
pub struct Combinations<'a> {
    pub files: Vec<&'a ModelFile>,
    /// Without any: all that are on this machine and can run the files.
    pub engines: Vec<&'static ListedEngine>,
    pub device: DeviceName,
    pub threads: Vec<usize>,
    /// Numbers of items; a file that takes another number has its own.
    pub batches: Vec<usize>,
    pub repeats: usize,
    /// Time that one combination may take.
    pub timeout: Duration,
    /// Ends all of it.
    pub stop: Cancel,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Begins(&'a ModelFile, Plan),
    Repeated,
    Ends,
}

impl Combinations<'_> {
    /// The engines that are asked.
    #[must_use]
    pub fn engines(&self) -> &[&'static ListedEngine] {
        if self.engines.is_empty() { &ENGINES } else { &self.engines }
    }

    /// Measures each combination, with `items` to run.
    ///
    /// Errors: those of [`measure`], of which `give_up` is; an engine that nobody named is passed
    /// over where it is not here or does not run a file.
    pub fn measured(
        &self,
        items: &[Tensor],
        told: &dyn Fn(Step),
        give_up: &(dyn Fn() + Sync),
    ) -> Result<Vec<Measurement>, Diagnostic> {
        let mut found = Vec::new();
        for &engine in self.engines() {
            for file in &self.files {
                for plan in self.plans(engine, file) {
                    told(Step::Begins(file, plan));
                    let repeated = || told(Step::Repeated);
                    let measured = measure(file, items, plan, &self.stop, &repeated, give_up);
                    told(Step::Ends);
                    match measured {
                        Ok(measurement) => found.push(measurement),
                        Err(error) if self.engines.is_empty() && is_absent(&error) => break,
                        Err(error) => return Err(pass::of_engine(&error).in_file(&file.path)),
                    }
                }
            }
        }
        Ok(found)
    }

    /// Every number of threads with every size of batch.
    fn plans(&self, engine: &'static ListedEngine, file: &ModelFile) -> Vec<Plan> {
        let (device, repeats, timeout) = (self.device, self.repeats, self.timeout);
        let batching = Batching::of(&file.onnx);
        let plan = |threads: usize, batch: usize| {
            let batch = batching.block(batch);
            Plan { engine, device, threads, batch, repeats, timeout }
        };
        let of_threads = |&threads: &usize| self.batches.iter().map(move |&it| plan(threads, it));
        self.threads.iter().flat_map(of_threads).collect()
    }
}

fn is_absent(error: &EngineError) -> bool {
    matches!(error, EngineError::Unavailable(_) | EngineError::Unsupported { .. })
}
