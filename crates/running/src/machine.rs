//! The machine that a measurement was made on.

use std::fs;
use std::process::Command;

use faircat_catalog::evidence::contradictions::{INSTRUCTION_SETS, is_hardware};
use faircat_catalog::evidence::verification::Machine;

/// This machine, as far as it tells.
pub fn this() -> Machine {
    let logical = std::thread::available_parallelism().map_or(1, |count| count.get());
    Machine {
        processor: processor()
            .filter(|name| is_hardware(name))
            .unwrap_or_else(|| "unknown".to_owned()),
        instruction_sets: instruction_sets(),
        logical_processors: logical,
        memory: memory(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        accelerators: accelerators(),
    }
}

#[allow(clippy::disallowed_methods, reason = "the system tells so")]
fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let field = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| faircat_text::single_spaced(value))
    };
    let named = field("model name").or_else(|| field("Model")).or_else(|| field("CPU implementer"));
    named.filter(|name| !name.is_empty())
}

/// Instruction sets of this processor on which the speed of engines depends.
fn instruction_sets() -> Vec<String> {
    INSTRUCTION_SETS.into_iter().filter(|name| has(name)).map(str::to_owned).collect()
}

#[cfg(target_arch = "x86_64")]
fn has(set: &str) -> bool {
    match set {
        "AVX" => is_x86_feature_detected!("avx"),
        "AVX2" => is_x86_feature_detected!("avx2"),
        "FMA" => is_x86_feature_detected!("fma"),
        "AVX-512" => is_x86_feature_detected!("avx512f"),
        "AVX-512 VNNI" => is_x86_feature_detected!("avx512vnni"),
        _ => false,
    }
}

#[cfg(target_arch = "aarch64")]
fn has(set: &str) -> bool {
    match set {
        "NEON" => std::arch::is_aarch64_feature_detected!("neon"),
        "SVE" => std::arch::is_aarch64_feature_detected!("sve"),
        _ => false,
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn has(_: &str) -> bool {
    false
}

/// Processes that wanted to run, on average over the last minute, where the system tells.
#[allow(clippy::disallowed_methods, reason = "the system tells so")]
pub fn load() -> Option<f64> {
    // Linux: proc_loadavg(5).
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

fn memory() -> Option<u64> {
    bytes_of("/proc/meminfo", "MemTotal:")
}

/// The size that stands behind `name` in a file of Linux's, as `MemTotal:  1024 kB`, in bytes.
#[allow(clippy::disallowed_methods, reason = "the system tells so")]
fn bytes_of(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let size = text.lines().find_map(|line| line.strip_prefix(name))?;
    size.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}

#[allow(clippy::disallowed_methods, reason = "the driver's own program tells so")]
fn accelerators() -> Vec<String> {
    let question = ["--query-gpu=name,driver_version", "--format=csv,noheader"];
    let answer = Command::new("nvidia-smi").args(question).output();
    let Some(answer) = answer.ok().filter(|answer| answer.status.success()) else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    let named = text.lines().filter_map(|line| line.rsplit_once(", "));
    let named = named.map(|(name, driver)| format!("{name} (driver {driver})"));
    named.filter(|name| is_hardware(name)).collect()
}

/// Mean use of the first GPU in percent at this moment.
#[allow(clippy::disallowed_methods, reason = "the driver's own program tells so")]
pub fn gpu_use() -> Option<f64> {
    let question = ["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"];
    let answer = Command::new("nvidia-smi").args(question).output().ok()?;
    String::from_utf8_lossy(&answer.stdout).lines().next()?.trim().parse().ok()
}

/// Forgets the largest resident memory so far, where the system can.
#[allow(clippy::disallowed_methods, reason = "the system is asked so")]
pub fn reset_peak_memory() {
    // Linux: proc_pid_clear_refs(5).
    drop(fs::write("/proc/self/clear_refs", "5"));
}

/// The largest resident memory of this process since it was forgotten, in bytes.
pub fn peak_memory() -> Option<u64> {
    bytes_of("/proc/self/status", "VmHWM:")
}

/// The memory of this process that is no part of a file, in bytes, where the system tells.
pub fn own_memory() -> Option<u64> {
    bytes_of("/proc/self/status", "RssAnon:")
}
