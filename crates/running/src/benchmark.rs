//! How fast a model runs: items per second and seconds per batch, over several repeats.

mod combinations;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use faircat_inference::engine::{Cancel, EngineError, Options, Session};
use faircat_inference::engines::list::ListedEngine;
use faircat_inference::metrics::quantile;
use faircat_inference::signature::Signature;
use faircat_inference::tensor::{Data, Tensor};
use faircat_inference::verification::ControlSet;

pub use self::combinations::{Combinations, Step};
use super::engines::{self, DeviceName};
use super::model::{Model, ModelFile};
use super::verifying::control_set;
use super::{machine, timed};
use faircat_catalog::evidence::throughput::Measurement;
use faircat_record::diagnostic::Diagnostic;

/// A repeat lasts at least as long.
const SHORTEST_REPEAT: Duration = Duration::from_millis(300);
/// Pause between two looks at the GPU.
const GPU_PAUSE: Duration = Duration::from_millis(200);

/// What to measure.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub engine: &'static ListedEngine,
    pub device: DeviceName,
    pub threads: usize,
    pub batch: usize,
    pub repeats: usize,
    /// Time that all of it may take.
    pub timeout: Duration,
}

/// What is run.
#[derive(Debug)]
pub enum Items {
    OfControlSet(ControlSet),
    /// One item, because the model has no control set.
    Zeros(Vec<Tensor>),
}

impl Items {
    /// In the order of the signature.
    #[must_use]
    pub fn tensors(&self) -> &[Tensor] {
        match self {
            Items::OfControlSet(set) => &set.inputs,
            Items::Zeros(tensors) => tensors,
        }
    }
}

/// Items to run: those of the model's control set; zeros where it has none.
///
/// Errors: a control set that cannot be read, and inputs whose sizes are not known.
pub fn items(root: &Path, model: &Model, signature: &Signature) -> Result<Items, Diagnostic> {
    let named = model.section().and_then(|section| section.control_set.as_ref());
    if let (Some(work), Some(section)) = (&model.work, model.section())
        && named.is_some_and(|set| set.data.is_some())
    {
        return Ok(Items::OfControlSet(control_set::read(root, work, section, signature)?.set));
    }
    let zeros = signature.inputs.iter().map(zero).collect::<Result<_, String>>();
    zeros.map(Items::Zeros).map_err(|problem| Diagnostic::error("no-items", problem))
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

/// All of `items` as batches of `size`, the last filled up from the start. Each batch holds items
/// from all over the set, so that a few of them are as representative as all: how long an item
/// takes may depend on it, and control sets are often sorted.
pub fn batches_of(items: &[Tensor], size: usize) -> Option<Vec<Vec<Tensor>>> {
    let count = items.first().map_or(0, Tensor::items);
    if count == 0 || size == 0 {
        return None;
    }
    let step = spread_step(count);
    let rows: Vec<usize> = (0..count.next_multiple_of(size)).map(|it| it * step % count).collect();
    let batch = |rows: &[usize]| {
        let picked = |tensor: &Tensor| {
            let parts: Vec<Tensor> = rows.iter().map(|&row| tensor.slice(row..row + 1)).collect();
            Tensor::concatenate(&parts.iter().collect::<Vec<_>>()).ok()
        };
        items.iter().map(picked).collect::<Option<Vec<Tensor>>>()
    };
    rows.chunks(size).map(batch).collect()
}

/// A step that meets every one of `count` items once, neighbours far apart: near the golden
/// section, whose multiples lie the most evenly (Knuth, The Art of Computer Programming 3, 6.4).
fn spread_step(count: usize) -> usize {
    let wanted = ((count as f64 * 0.618_033_988_749_895) as usize).max(1);
    (wanted..).find(|&step| greatest_common_divisor(step, count) == 1).unwrap_or(1)
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// Measures one engine with one size of batch. `told` is called after each repeat.
///
/// The repeats go through the batches in turn, and through all of them at least once.
///
/// Errors: the engine's; where it does not stop in time, `give_up` is called, which must not return.
pub fn measure(
    file: &ModelFile,
    items: &[Tensor],
    plan: Plan,
    stop: &Cancel,
    told: &dyn Fn(),
    give_up: &(dyn Fn() + Sync),
) -> Result<Measurement, EngineError> {
    let cancel = stop.child();
    let work = || measured(file, items, plan, &cancel, told);
    match timed::watched(plan.timeout, &cancel, give_up, work) {
        Err(_) if cancel.is_set() => Err(EngineError::Stopped),
        outcome => outcome,
    }
}

fn measured(
    file: &ModelFile,
    items: &[Tensor],
    plan: Plan,
    cancel: &Cancel,
    told: &dyn Fn(),
) -> Result<Measurement, EngineError> {
    let unknown = || EngineError::Unavailable("this faircat was built without it".to_owned());
    let engine = engines::engine(plan.engine).ok_or_else(unknown)?;
    let version = engine.version()?;
    let bad = || EngineError::BadInput("there are no items to run".to_owned());
    let all = batches_of(items, plan.batch).ok_or_else(bad)?;
    let load = machine::load();
    machine::reset_peak_memory();
    let device = plan.device.device();
    let (threads, batch) = (plan.threads, plan.batch);
    let options = Options { device, threads, batch, cancel: cancel.clone() };
    let mut session = engine.load(&file.bytes, &options)?;
    let mut turn = Turn { batches: &all, next: 0 };
    let batches = batches(session.as_mut(), &mut turn, plan.repeats)?;
    let watched = watching_gpu(plan.device, || {
        (0..plan.repeats)
            .map(|_| {
                let times = repeat(session.as_mut(), &mut turn, batches)?;
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
        engine: plan.engine.name.to_owned(),
        version,
        form: file.form().map(str::to_owned),
        file: Some(file.name.clone()),
        sha256: Some(file.sha256.clone()),
        device: plan.device.text().to_owned(),
        batch: plan.batch,
        threads: plan.threads,
        repeats: plan.repeats,
        items: plan.batch * batches,
        different_items: Some(items.first().map_or(0, Tensor::items)),
        load,
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

/// Batches one after the other, over and over.
struct Turn<'a> {
    batches: &'a [Vec<Tensor>],
    next: usize,
}

impl<'a> Turn<'a> {
    fn take(&mut self) -> &'a [Tensor] {
        let batch = &self.batches[self.next % self.batches.len()];
        self.next += 1;
        batch
    }
}

/// How many batches a repeat has: enough for its shortest time, and for all repeats together to
/// run every item.
#[allow(clippy::disallowed_methods, reason = "runs are timed")]
fn batches(
    session: &mut dyn Session,
    turn: &mut Turn,
    repeats: usize,
) -> Result<usize, EngineError> {
    // The first runs allocate and choose algorithms.
    session.run(turn.take())?;
    let started = Instant::now();
    session.run(turn.take())?;
    session.run(turn.take())?;
    let one = started.elapsed() / 2;
    let for_time = (SHORTEST_REPEAT.as_secs_f64() / one.as_secs_f64().max(1e-9)).ceil() as usize;
    let for_all = turn.batches.len().div_ceil(repeats.max(1));
    Ok(for_time.max(for_all).clamp(1, 1_000_000))
}

/// Seconds of each of the next `batches` runs.
#[allow(clippy::disallowed_methods, reason = "runs are timed")]
fn repeat(
    session: &mut dyn Session,
    turn: &mut Turn,
    batches: usize,
) -> Result<Vec<f64>, EngineError> {
    let mut times = Vec::with_capacity(batches);
    for _ in 0..batches {
        let batch = turn.take();
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

#[cfg(test)]
mod tests {
    use faircat_inference::tensor::{Data, Tensor};

    use super::batches_of;

    #[test]
    fn every_item_runs_and_each_batch_is_spread() {
        for (count, size) in [(10, 4), (10, 1), (3, 8), (1, 2), (128, 16)] {
            let numbers: Vec<f32> = (0..count).map(|it| it as f32).collect();
            let items = [Tensor::new(vec![count, 1], Data::Float32(numbers)).unwrap()];
            let batches = batches_of(&items, size).unwrap();
            assert!(batches.iter().all(|batch| batch[0].items() == size));
            let mut seen: Vec<f32> =
                batches.iter().flat_map(|batch| batch[0].as_f32().unwrap().to_vec()).collect();
            if count > 2 * size && size > 1 {
                let apart = (seen[0] - seen[1]).abs();
                assert!(apart > count as f32 / 4.0, "{seen:?}");
            }
            seen.sort_by(f32::total_cmp);
            seen.dedup();
            assert_eq!(seen.len(), count);
        }
        let none = [Tensor::new(vec![0, 1], Data::Float32(Vec::new())).unwrap()];
        assert!(batches_of(&none, 4).is_none());
    }
}
