//! What shows that measurements of the throughput were not made.

use super::{Grounds, of_age, of_date, of_engine, of_machine, of_program};
use crate::evidence::throughput::{Measurement, Throughput};
use crate::evidence::verification::Machine;
use crate::record::Work;

/// How far the time of one batch and the items per second may contradict each other: batches of
/// one repeat differ, and the two are medians of different things.
const APART: f64 = 10.0;

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
        found.extend(of_measurement(one, &throughput.machine));
        if throughput.measurements[..place].iter().any(|other| other.key() == one.key()) {
            found.push(format!("{} is measured twice", title(one)));
        }
    }
    found.sort();
    found.dedup();
    found
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
    if one.device_utilisation.is_some_and(|share| !(0.0..=100.0).contains(&share)) {
        found.push(format!("the use of the GPU of {} cannot be", title(one)));
    }
    found
}

fn agree(one: &Measurement) -> bool {
    let by_time = one.batch as f64 / one.latency_median;
    let apart = by_time / one.throughput_median;
    (1.0 / APART..=APART).contains(&apart)
}

fn title(one: &Measurement) -> String {
    let threads = if one.threads == 1 { "thread" } else { "threads" };
    format!("{}, {} {threads}, batch {}", one.engine, one.threads, one.batch)
}
