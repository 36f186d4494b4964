//! How fast a model runs.

use std::path::Path;
use std::time::Duration;

use faircat::diagnostic::Diagnostic;
use faircat::evidence::throughput::Measurement;
use faircat::running::benchmark::{self, Plan};
use faircat::running::engines::DeviceName;
use faircat::running::model::Model;
use faircat::running::pass;
use faircat_inference::batching::Batching;
use faircat_inference::engine::EngineError;
use faircat_inference::engines::list::{ENGINES, ListedEngine};

/// What to measure. Without engines: all of this machine.
pub(crate) struct Measuring {
    pub engines: Vec<&'static ListedEngine>,
    pub device: DeviceName,
    pub batches: Vec<usize>,
    pub threads: usize,
    pub repeats: usize,
    pub timeout: Duration,
}

/// Measures every file of the model by every engine and size of batch.
pub(crate) fn measure(
    root: &Path,
    model: &Model,
    how: &Measuring,
) -> Result<Vec<Measurement>, Diagnostic> {
    let items = benchmark::items(root, model, &model.contract(model.file()))?;
    let engines = if how.engines.is_empty() { &ENGINES[..] } else { &how.engines };
    let mut found = Vec::new();
    for &engine in engines {
        for file in &model.files {
            for &batch in &how.batches {
                let Measuring { device, threads, repeats, timeout, .. } = *how;
                let batch = Batching::of(&file.onnx).block(batch);
                let plan = Plan { engine, device, threads, batch, repeats, timeout };
                // One that does not stop is waited for: Python's process must go on.
                match benchmark::measure(file, &items.tensors, plan, &|| {}, &|| {}) {
                    Ok(measurement) => found.push(measurement),
                    Err(error) if how.engines.is_empty() && is_absent(&error) => break,
                    Err(error) => return Err(pass::of_engine(&error).in_file(&file.path)),
                }
            }
        }
    }
    Ok(found)
}

fn is_absent(error: &EngineError) -> bool {
    matches!(error, EngineError::Unavailable(_) | EngineError::Unsupported { .. })
}
