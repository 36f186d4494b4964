//! What shows that measurements of the throughput were not made.

use faircat_inference::engine::Device;
use faircat_inference::figures::noun;
use faircat_record::Work;

use super::{Grounds, of_age, of_date, of_engine, of_form, of_machine, of_program, short};
use crate::evidence::throughput::{Measurement, Throughput};
use crate::evidence::verification::Machine;

/// How far the time of one batch and the items per second may contradict each other: batches of
/// one repeat differ, and the two are medians of different things.
const APART: f64 = 10.0;
/// Cycles in a second of no processor there is: the fastest that are sold reach 6.2 GHz.
const FASTEST_CLOCK: f64 = 7e9;
/// Cycles that a processor takes at least for an item, whatever the network.
const FEWEST_CYCLES: f64 = 10.0;
/// Numbers that a processor takes in or gives out in a cycle at most: a vector of 512 bits of them.
const NUMBERS_A_CYCLE: f64 = 16.0;
/// Bytes of memory that a program takes at least.
const SMALLEST_PROGRAM: u64 = 1 << 20;
/// Items that pass into a GPU in a second at most, of one byte each.
const FASTEST_BUS: f64 = 1e12;

/// What is wrong with `throughput` of the model `work`, in phrases; empty where nothing is.
pub fn of_throughput(
    throughput: &Throughput,
    work: Option<&Work>,
    grounds: &Grounds,
) -> Vec<String> {
    let mut found: Vec<String> = of_date(&throughput.date, grounds.today).into_iter().collect();
    found.extend(of_age(&throughput.date, work));
    found.extend(of_program(&throughput.faircat));
    found.extend(of_machine(&throughput.machine));
    for (place, one) in throughput.measurements.iter().enumerate() {
        if one.file.is_none() || one.sha256.is_none() {
            found.push(format!("{} does not tell which file was measured", title(one)));
        }
        found.extend(of_measurement(one, &throughput.machine));
        let there = work.and_then(|it| it.model.as_ref()?.control_set.as_ref()?.items);
        if one.different_items.zip(there).is_some_and(|(said, there)| said as u64 > there) {
            found.push(format!("{} is of more items than the control set has", title(one)));
        }
        if one.throughput_maximum > fastest(one, &throughput.machine, work) {
            found.push(format!("no machine is as fast as is said of {}", title(one)));
        }
        if throughput.measurements[..place].iter().any(|other| other.key() == one.key()) {
            found.push(format!("{} is measured twice", title(one)));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// What a file at hand tells of the engine that is said to have run it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Whether the engine runs it at all.
    pub runs: bool,
    /// Products of real numbers that an item takes at least, on average.
    pub products: f64,
}

/// What the measured file at hand shows to be wrong with `one`, in phrases.
pub fn of_measured_file(one: &Measurement, machine: &Machine, file: Measured) -> Vec<String> {
    let mut found = Vec::new();
    if !file.runs {
        found.push(format!("{} does not run such a network", short(&one.engine)));
    }
    let processors = one.threads.min(machine.logical_processors) as f64;
    let products = processors * FASTEST_CLOCK * products_a_cycle(machine);
    let is_on_processors = one.device != Device::Cuda.name();
    if is_on_processors && one.throughput_maximum * file.products > products {
        found.push(format!("no machine multiplies as fast as is said of {}", title(one)));
    }
    found
}

/// Products of single precision that a processor with these instruction sets computes in a cycle at
/// most: two vectors. A machine that tells none, or is not of Intel's kind, may have any.
fn products_a_cycle(machine: &Machine) -> f64 {
    let has = |set: &str| machine.instruction_sets.iter().any(|it| it == set);
    match machine.instruction_sets.as_slice() {
        [] => 32.0,
        _ if has("AVX-512") || has("NEON") || has("SVE") => 32.0,
        _ if has("AVX2") || has("FMA") => 16.0,
        _ => 8.0,
    }
}

fn of_measurement(one: &Measurement, machine: &Machine) -> Vec<String> {
    let mut found = of_engine(&one.engine, &one.version, &one.device, machine);
    let rates = [
        one.throughput_minimum,
        one.throughput_quartile_1,
        one.throughput_median,
        one.throughput_quartile_3,
        one.throughput_maximum,
    ];
    let times = [one.latency_median, one.latency_quantile_95];
    let counts = [one.batch, one.threads, one.repeats];
    let positive = |value: &f64| value.is_finite() && *value > 0.0;
    if !rates.iter().chain(&times).all(positive) || counts.contains(&0) || one.items < one.batch {
        found.push(format!("the numbers of {} cannot be", title(one)));
    } else if !rates.is_sorted() || !times.is_sorted() {
        found.push(format!("the quantiles of {} are not in order", title(one)));
    } else if !agree(one) {
        found.push(format!("rate and time of {} contradict each other", title(one)));
    }
    let cannot_be = |value: f64| !(value.is_finite() && value >= 0.0);
    let memory = machine.memory.unwrap_or(u64::MAX);
    if one.load.is_some_and(cannot_be)
        || one.peak_memory.is_some_and(|bytes| !(SMALLEST_PROGRAM..=memory).contains(&bytes))
        || one.different_items.is_some_and(|count| count == 0)
    {
        found.push(format!("load, memory or items of {} cannot be", title(one)));
    }
    found.extend(of_form(one.form.as_deref()));
    if one.device_utilisation.is_some_and(|share| !(0.0..=100.0).contains(&share)) {
        found.push(format!("the use of the GPU of {} cannot be", title(one)));
    }
    found
}

/// Items per second that `machine` could not pass through any network of the signature of `work`.
fn fastest(one: &Measurement, machine: &Machine, work: Option<&Work>) -> f64 {
    let numbers = work.map_or(1.0, numbers_of_an_item);
    if one.device == Device::Cuda.name() {
        return FASTEST_BUS * machine.accelerators.len().max(1) as f64 / numbers;
    }
    let processors = one.threads.min(machine.logical_processors) as f64;
    processors * FASTEST_CLOCK / FEWEST_CYCLES.max(numbers / NUMBERS_A_CYCLE)
}

/// Numbers that an item has in the inputs and outputs of which the sizes are declared; at least 1.
fn numbers_of_an_item(work: &Work) -> f64 {
    let signature = work.model.as_ref().and_then(|model| model.signature.as_ref());
    let tensors = signature.iter().flat_map(|it| it.inputs.iter().chain(&it.outputs));
    let numbers = tensors.map(|tensor| {
        let sizes = tensor.shape.iter().skip(1).map(|size| size.trim().parse::<f64>());
        sizes.map(|size| size.unwrap_or(1.0)).product::<f64>()
    });
    numbers.sum::<f64>().max(1.0)
}

fn agree(one: &Measurement) -> bool {
    let by_time = one.batch as f64 / one.latency_median;
    let apart = by_time / one.throughput_median;
    (1.0 / APART..=APART).contains(&apart)
}

fn title(one: &Measurement) -> String {
    let threads = noun(one.threads as u64, "thread", "threads");
    format!("{}, {} {threads}, batch {}", one.engine, one.threads, one.batch)
}
