//! The day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today in UTC: the day of `SOURCE_DATE_EPOCH` where that is set, so that a build made again later
/// judges by the same day (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub fn today() -> Date {
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| day_of(&text));
    stated.unwrap_or_else(|| date_of(Timestamp::now()))
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
