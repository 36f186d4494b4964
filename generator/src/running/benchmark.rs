//! How fast a model runs: items per second and seconds per batch, over several repeats.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use faircat_inference::engine::{EngineError, Options, Session};
use faircat_inference::formats::Limit;
use faircat_inference::metrics::quantile;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::ControlSet;

use super::engines::{self, DeviceName, EngineName};
use super::machine;
use super::model::{Model, ModelFile};
use crate::evidence::throughput::Measurement;
use crate::outside_world::bounded_file;
use crate::outside_world::local_files::local_file;

/// Largest control set that is read.
const LARGEST_CONTROL_SET: u64 = 1 << 30;
/// A repeat lasts at least as long.
const SHORTEST_REPEAT: Duration = Duration::from_millis(300);
/// Pause between two looks at the GPU.
const GPU_PAUSE: Duration = Duration::from_millis(200);

/// What to measure.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub engine: EngineName,
    pub device: DeviceName,
    pub threads: usize,
    pub batch: usize,
    pub repeats: usize,
}

/// Items to run: those of the model's control set, over and over, else zeros.
///
/// Errors: inputs whose sizes are not known.
pub fn items(root: &Path, model: &Model, signature: &Signature) -> Result<Vec<Tensor>, String> {
    let of_record = || {
        let (work, section) = (model.work.as_ref()?, model.section()?);
        let data = section.control_set.as_ref()?.data.as_deref()?;
        let file = local_file(root, work.file.folder.as_deref()?, data)?;
        let bytes = bounded_file::read(&file, LARGEST_CONTROL_SET).ok()?;
        ControlSet::read(&bytes, signature, Limit::default()).ok().map(|set| set.inputs)
    };
    match of_record() {
        Some(inputs) => Ok(inputs),
        None => signature.inputs.iter().map(zero).collect(),
    }
}

fn zero(input: &faircat_inference::signature::Declared) -> Result<Tensor, String> {
    let sizes = (1..input.shape.len()).map(|axis| input.size(axis));
    let sizes: Option<Vec<usize>> = sizes.collect();
    let unknown = || format!("the sizes of `{}` are not known", input.name);
    let sizes = sizes.filter(|_| input.dtype == "float32").ok_or_else(unknown)?;
    let count = sizes.iter().product();
    let shape = std::iter::once(1).chain(sizes).collect();
    Tensor::new(shape, Data::Float32(vec![0.0; count])).map_err(|error| error.to_string())
}

/// The first `count` of `items`, which are taken again from the start as often as it needs.
pub fn batch_of(items: &[Tensor], count: usize) -> Option<Vec<Tensor>> {
    let enough = |tensor: &Tensor| {
        let had = tensor.items();
        let mut parts = Vec::new();
        let mut left = count;
        while left > 0 && had > 0 {
            let taken = left.min(had);
            parts.push(tensor.slice(0..taken));
            left -= taken;
        }
        Tensor::concatenate(&parts.iter().collect::<Vec<_>>()).ok()
    };
    items.iter().map(enough).collect()
}

/// Measures one engine with one size of batch. `told` is called after each repeat.
pub fn measure(
    file: &ModelFile,
    items: &[Tensor],
    plan: Plan,
    told: &dyn Fn(),
) -> Result<Measurement, EngineError> {
    let unknown = || EngineError::Unavailable("this faircat was built without it".to_owned());
    let engine = engines::engine(plan.engine).ok_or_else(unknown)?;
    let version = engine.version()?;
    let bad = || EngineError::BadInput("there are no items to run".to_owned());
    let batch = batch_of(items, plan.batch).ok_or_else(bad)?;
    machine::reset_peak_memory();
    let device = plan.device.device();
    let options = Options { device, threads: plan.threads, batch: plan.batch };
    let mut session = engine.load(&file.bytes, &options)?;
    // The first runs allocate and choose algorithms.
    let started = Instant::now();
    session.run(&batch)?;
    session.run(&batch)?;
    let one = started.elapsed() / 2;
    let batches = (SHORTEST_REPEAT.as_secs_f64() / one.as_secs_f64().max(1e-9)).ceil() as usize;
    let batches = batches.clamp(1, 1_000_000);
    let watched = watching_gpu(plan.device, || {
        (0..plan.repeats)
            .map(|_| {
                let times = repeat(session.as_mut(), &batch, batches)?;
                told();
                Ok(times)
            })
            .collect::<Result<Vec<Vec<f64>>, EngineError>>()
    });
    let (repeats, device_utilisation) = watched;
    let repeats = repeats?;
    let rate = |times: &Vec<f64>| (plan.batch * batches) as f64 / times.iter().sum::<f64>();
    let rates: Vec<f64> = repeats.iter().map(rate).collect();
    let times: Vec<f64> = repeats.concat();
    Ok(Measurement {
        engine: plan.engine.text().to_owned(),
        version,
        form: file.form().map(str::to_owned),
        device: plan.device.text().to_owned(),
        batch: plan.batch,
        threads: plan.threads,
        repeats: plan.repeats,
        items: plan.batch * batches,
        throughput_minimum: rounded(quantile(&rates, 0.0)),
        throughput_quartile_1: rounded(quantile(&rates, 0.25)),
        throughput_median: rounded(quantile(&rates, 0.5)),
        throughput_quartile_3: rounded(quantile(&rates, 0.75)),
        throughput_maximum: rounded(quantile(&rates, 1.0)),
        latency_median: rounded(quantile(&times, 0.5)),
        latency_quantile_95: rounded(quantile(&times, 0.95)),
        peak_memory: machine::peak_memory(),
        device_utilisation,
    })
}

/// Seconds of each of `batches` runs.
fn repeat(
    session: &mut dyn Session,
    batch: &[Tensor],
    batches: usize,
) -> Result<Vec<f64>, EngineError> {
    let mut times = Vec::with_capacity(batches);
    for _ in 0..batches {
        let started = Instant::now();
        session.run(batch)?;
        times.push(started.elapsed().as_secs_f64());
    }
    Ok(times)
}

/// Four digits: more are noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// What `work` gives, and the mean use of the GPU meanwhile, where one works.
fn watching_gpu<T>(device: DeviceName, work: impl FnOnce() -> T) -> (T, Option<f64>) {
    if device == DeviceName::Cpu {
        return (work(), None);
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut seen = Vec::new();
            while !done.load(Ordering::Relaxed) {
                seen.extend(machine::gpu_use());
                thread::sleep(GPU_PAUSE);
            }
            seen
        });
        let result = work();
        done.store(true, Ordering::Relaxed);
        let seen = watcher.join().unwrap_or_default();
        let mean = seen.iter().sum::<f64>() / seen.len() as f64;
        (result, (!seen.is_empty()).then(|| rounded(mean)))
    })
}
