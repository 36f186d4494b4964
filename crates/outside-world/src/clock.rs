//! The day, and when something is due again.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today in UTC: the day of `SOURCE_DATE_EPOCH` where that is set, so that a build made again later
/// judges by the same day (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub fn today() -> Date {
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| day_of(&text));
    stated.unwrap_or_else(|| date_of(Timestamp::now()))
}

/// Least time between two times at which something is done again.
const SHORTEST: Duration = Duration::from_millis(500);
/// How much longer is waited than it took.
const TIMES: u32 = 20;

/// Tells when something is due again that should cost little of the time.
#[derive(Debug)]
pub struct Pace {
    last: Instant,
    took: Duration,
}

impl Pace {
    /// From now on.
    pub fn begin() -> Pace {
        Pace { last: Instant::now(), took: Duration::ZERO }
    }

    pub fn is_due(&self) -> bool {
        self.last.elapsed() >= SHORTEST.max(self.took * TIMES)
    }

    /// Does it.
    pub fn act<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let made = act();
        (self.last, self.took) = (Instant::now(), begun.elapsed());
        made
    }
}

/// The day of a number of seconds since 1970.
fn day_of(seconds: &str) -> Option<Date> {
    let seconds = seconds.trim().parse().ok()?;
    Timestamp::from_second(seconds).ok().map(date_of)
}

fn date_of(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn seconds_since_1970_are_a_day() {
        assert_eq!(day_of("1763683200").unwrap().to_string(), "2025-11-21");
        assert_eq!(day_of("tomorrow"), None);
    }
}
