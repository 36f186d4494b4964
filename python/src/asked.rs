//! What Python asks for with a run, as the engines take it.

use std::time::Duration;

use faircat::diagnostic::Diagnostic;
use faircat::running::engines::DeviceName;
use faircat_inference::engines::list::{ENGINES, ListedEngine, listed};
use pyo3::prelude::*;

use super::errors::raised;

/// Engine, device, batch, threads, seconds. Of any type: what does not fit is told by its name.
pub(crate) type Asked<'py> =
    (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Bounds of what may be asked for: what is above them is meant otherwise, or made to hurt.
const MOST_THREADS: i64 = 512;
const MOST_ITEMS: i64 = 1 << 31;
const MOST_REPEATS: i64 = 100_000;
/// A year.
const MOST_SECONDS: i64 = 31_536_000;
/// Most characters of a wrong value that an error shows.
const MOST_SHOWN: usize = 60;

/// How a model is to be run.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct How {
    /// By name.
    pub(crate) engine: Option<&'static str>,
    pub(crate) device: DeviceName,
    /// `None` where nothing was asked for.
    pub(crate) batch: Option<usize>,
    pub(crate) threads: usize,
    pub(crate) timeout: Duration,
}

impl How {
    pub(crate) fn of(py: Python<'_>, asked: &Asked<'_>) -> PyResult<How> {
        let (engine, device, batch, threads, timeout) = asked;
        let engine = (!engine.is_none()).then(|| engine_of(py, engine)).transpose()?;
        Ok(How {
            engine: engine.map(|it| it.name),
            device: device_of(py, device)?,
            batch: (!batch.is_none()).then(|| batch_of(py, batch)).transpose()?,
            threads: threads_of(py, threads)?,
            timeout: time_of(py, timeout)?,
        })
    }
}

pub(crate) fn batch_of(py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<usize> {
    within(py, "batch", batch, MOST_ITEMS)
}

pub(crate) fn repeats_of(py: Python<'_>, repeats: &Bound<'_, PyAny>) -> PyResult<usize> {
    within(py, "repeats", repeats, MOST_REPEATS)
}

/// All processors where it is None.
pub(crate) fn threads_of(py: Python<'_>, threads: &Bound<'_, PyAny>) -> PyResult<usize> {
    if threads.is_none() {
        return Ok(std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
    }
    within(py, "threads", threads, MOST_THREADS)
}

pub(crate) fn time_of(py: Python<'_>, seconds: &Bound<'_, PyAny>) -> PyResult<Duration> {
    within(py, "timeout", seconds, MOST_SECONDS).map(|it| Duration::from_secs(it as u64))
}

pub(crate) fn engines_of(
    py: Python<'_>,
    names: &[Bound<'_, PyAny>],
) -> PyResult<Vec<&'static ListedEngine>> {
    names.iter().map(|name| engine_of(py, name)).collect()
}

fn engine_of(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<&'static ListedEngine> {
    let found = name.extract::<String>().ok().and_then(|name| listed(&name));
    found.ok_or_else(|| {
        let names: Vec<&str> = ENGINES.iter().map(|it| it.name).collect();
        let message = format!("there is no engine {}", shown(name));
        let problem = Diagnostic::error("unknown-engine", message);
        raised(py, &[problem.hint(format!("there are {}", names.join(", ")))])
    })
}

pub(crate) fn device_of(py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<DeviceName> {
    let known = [DeviceName::Cpu, DeviceName::Cuda];
    let text = name.extract::<String>().unwrap_or_default();
    known.into_iter().find(|it| it.text() == text).ok_or_else(|| {
        let message = format!("there is no device {}", shown(name));
        let problem = Diagnostic::error("unknown-device", message);
        raised(py, &[problem.hint("it is `cpu` or `cuda`")])
    })
}

/// The number, where it is whole and from 1 to `most`.
fn within(py: Python<'_>, name: &str, number: &Bound<'_, PyAny>, most: i64) -> PyResult<usize> {
    let found = number.extract::<i64>().ok().filter(|it| (1..=most).contains(it));
    found.and_then(|it| usize::try_from(it).ok()).ok_or_else(|| {
        let problem = Diagnostic::error("argument", format!("`{name}` is {}", shown(number)));
        raised(py, &[problem.hint(format!("it is a whole number from 1 to {most}"))])
    })
}

/// A wrong value as a person reads it.
fn shown(value: &Bound<'_, PyAny>) -> String {
    if let Ok(text) = value.extract::<String>() {
        return format!("`{}`", text.chars().take(MOST_SHOWN).collect::<String>());
    }
    let text = value.repr().map_or_else(|_| "no value".to_owned(), |it| it.to_string());
    text.chars().take(MOST_SHOWN).collect()
}
