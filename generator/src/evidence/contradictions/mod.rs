//! What shows, from a file of evidence alone, that it cannot be true.
//!
//! Whoever writes a record can write its evidence too, so nothing in it is believed that its own
//! numbers contradict, that a later program or day is said to have found, or that no engine gives.

mod online;
mod throughput;
mod verification;

use jiff::civil::Date;

use super::attestation::TrustedKey;
pub use online::of_facts;
pub use throughput::of_throughput;
pub use verification::of_verification;

/// What a reader knows of the world, by which it judges evidence.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Evidence of a later day is refused; `None` where the day is not known.
    pub today: Option<Date>,
    /// Public keys with which the site's own workflow signs.
    pub keys: Vec<TrustedKey>,
}

/// Engines that `faircat verify` and `faircat bench` know.
const ENGINES: [&str; 3] = ["tract", "onnxruntime", "native"];
const DEVICES: [&str; 2] = ["cpu", "cuda"];

/// The day of an observation: written as a day, and not after today.
fn of_date(date: &str, today: Option<Date>) -> Option<String> {
    // The parser takes more forms than the one that is written.
    match date.parse::<Date>() {
        Ok(day) if day.to_string() != date => Some(format!("`{date}` is not written as a day")),
        Ok(day) if today.is_some_and(|today| day > today) => {
            Some(format!("its date, {date}, is in the future"))
        }
        Ok(_) => None,
        Err(_) => Some(format!("`{}` is no day", short(date))),
    }
}

/// The version of the program: a version, and not of the future.
fn of_program(version: &str) -> Option<String> {
    let own = numbers(env!("CARGO_PKG_VERSION"));
    match numbers(version) {
        None => Some(format!("`{}` is no version of faircat", short(version))),
        written if written > own => Some(format!(
            "faircat {version} is said to have written it, which is newer than this one, {}",
            env!("CARGO_PKG_VERSION")
        )),
        _ => None,
    }
}

fn numbers(version: &str) -> Option<[u32; 3]> {
    let core = version.split(['-', '+']).next()?;
    let parts: Vec<u32> = core.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// Engine, version and device of one run: those that this program knows.
fn of_engine(engine: &str, version: &str, device: &str) -> Vec<String> {
    let unknown = |what: &str, name: &str, known: &[&str]| {
        (!known.contains(&name))
            .then(|| format!("it names the {what} `{}`, which is not known", short(name)))
    };
    let versionless = !version.chars().next().is_some_and(|first| first.is_ascii_digit());
    [
        unknown("engine", engine, &ENGINES),
        unknown("device", device, &DEVICES),
        versionless.then(|| format!("`{}` is no version of {}", short(version), short(engine))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The first 40 characters of `text`, for quoting what somebody wrote.
fn short(text: &str) -> String {
    text.chars().take(40).map(|one| if one.is_control() { '�' } else { one }).collect()
}
