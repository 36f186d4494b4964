//! What shows, from a file of evidence alone, that it cannot be true.
//!
//! Whoever writes a record can write its evidence too, so nothing in it is believed that its own
//! numbers contradict, that a later program or day is said to have found, or that no engine gives.

mod comparison;
mod control_set;
mod explanation;
mod files;
mod metric;
mod online;
mod output;
mod program;
mod throughput;
mod uncertainty;
mod verification;

use faircat_record::Work;
use faircat_record::partial_date::PartialDate;
use faircat_text::beginning;
use jiff::civil::Date;

use super::attestation::TrustedKey;
pub use comparison::{answered, can_be_pair, is_near_drawn, of_comparison};
pub use control_set::of_control_set;
pub use explanation::{of_explanation, of_features};
pub use online::of_facts;
pub use program::{INSTRUCTION_SETS, is_hardware};
use program::{of_engine, of_form, of_machine, of_program};
pub use throughput::{Measured, of_measured_file, of_throughput};
pub use verification::of_verification;

/// What a reader knows of the world, by which it judges evidence.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// Evidence of a later day is refused; `None` where the day is not known.
    pub today: Option<Date>,
    /// Public keys with which the site's own workflow signs.
    pub keys: Vec<TrustedKey>,
}

/// No evidence is older: faircat's first version is of 2026, and builds made again as of an earlier
/// day stay above this.
const FIRST_DAY: Date = jiff::civil::date(2025, 1, 1);

/// A run on a day, by a version of the program, on a machine, by an engine with its version on a
/// device.
fn of_run(
    date: &str,
    faircat: &str,
    machine: &super::verification::Machine,
    (engine, version, device): (&str, &str, &str),
    work: Option<&Work>,
    grounds: &Grounds,
) -> Vec<String> {
    let mut found: Vec<String> = of_date(date, grounds.today).into_iter().collect();
    found.extend(of_age(date, work));
    found.extend(of_program(faircat));
    found.extend(of_machine(machine));
    found.extend(of_engine(engine, version, device, machine));
    found
}

/// The day of an observation: written as a day, and not after today.
fn of_date(date: &str, today: Option<Date>) -> Option<String> {
    match PartialDate::parse(date).and_then(PartialDate::whole) {
        Some(day) if today.is_some_and(|today| day > today) => {
            Some(format!("its date, {date}, is in the future"))
        }
        Some(day) if day < FIRST_DAY => {
            Some(format!("its date, {date}, is before there was a program to write it"))
        }
        Some(_) => None,
        // A day in another form of ISO 8601.
        None if date.parse::<Date>().is_ok() => {
            Some(format!("`{}` is not written as a day", short(date)))
        }
        None => Some(format!("`{}` is no day", short(date))),
    }
}

/// The day of a run: not before the model was made. A record may give a year or a month alone.
fn of_age(date: &str, work: Option<&Work>) -> Option<String> {
    let made = work?.date_created.as_deref()?;
    let (run, first) = (PartialDate::parse(date)?, PartialDate::parse(made)?.first());
    let is_before = run.first() < first;
    is_before.then(|| format!("its date, {date}, is before the model was made, {made}"))
}

/// The first 40 characters of `text`, for quoting what somebody wrote.
fn short(text: &str) -> String {
    beginning(text, 40).replace(char::is_control, "�")
}
