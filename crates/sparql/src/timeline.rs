//! Where dates, times and durations lie.

use std::str::FromStr;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::xsd;
use oxsdatatypes::{Date, DateTime, Decimal, Duration, GYear, GYearMonth, Time, TimezoneOffset};

/// Classes of what has a place in time, in the order of [`crate::order`].
const DATES: char = '5';
const TIMES: char = '6';
const DURATIONS: char = '7';

/// Mean length of a month of the Gregorian calendar, in seconds.
const MONTH: i64 = 2_629_746;

/// Class and seconds of a literal: since 1970 for dates, at which they begin; of the day for times;
/// of a duration. Without a time zone UTC is meant.
pub(super) fn place(value: &str, datatype: NamedNodeRef<'_>) -> Option<(char, Decimal)> {
    if datatype == xsd::DATE_TIME {
        Some((DATES, since_1970(value.parse().ok()?)?))
    } else if datatype == xsd::DATE {
        let date: Date = value.parse().ok()?;
        Some((DATES, since_1970(DateTime::try_from(date).ok()?)?))
    } else if datatype == xsd::G_YEAR_MONTH {
        let month: GYearMonth = value.parse().ok()?;
        let start = first_day(month.year(), month.month(), month.timezone_offset())?;
        Some((DATES, since_1970(start)?))
    } else if datatype == xsd::G_YEAR {
        let year: GYear = value.parse().ok()?;
        Some((DATES, since_1970(first_day(year.year(), 1, year.timezone_offset())?)?))
    } else if datatype == xsd::TIME {
        let midnight = Time::from_str("00:00:00Z").ok()?;
        let time: Time = value.parse().ok()?;
        let time = in_utc(time, Time::timezone_offset, Time::adjust)?;
        Some((TIMES, time.checked_sub(midnight)?.as_seconds()))
    } else if is_duration(datatype) {
        Some((DURATIONS, length(value.parse().ok()?)?))
    } else {
        None
    }
}

fn is_duration(datatype: NamedNodeRef<'_>) -> bool {
    [xsd::DURATION, xsd::DAY_TIME_DURATION, xsd::YEAR_MONTH_DURATION].contains(&datatype)
}

/// Midnight of the first day of a month.
fn first_day(year: i64, month: u8, zone: Option<TimezoneOffset>) -> Option<DateTime> {
    let sign = if year < 0 { "-" } else { "" };
    let zone = zone.map(|zone| zone.to_string()).unwrap_or_default();
    format!("{sign}{:04}-{month:02}-01T00:00:00{zone}", year.unsigned_abs()).parse().ok()
}

fn since_1970(time: DateTime) -> Option<Decimal> {
    let start = DateTime::from_str("1970-01-01T00:00:00Z").ok()?;
    let time = in_utc(time, DateTime::timezone_offset, DateTime::adjust)?;
    Some(time.checked_sub(start)?.as_seconds())
}

fn in_utc<T: Copy>(
    time: T,
    zone: impl Fn(T) -> Option<TimezoneOffset>,
    adjust: impl Fn(T, Option<TimezoneOffset>) -> Option<T>,
) -> Option<T> {
    if zone(time).is_some() {
        return Some(time);
    }
    adjust(time, Some(TimezoneOffset::UTC))
}

fn length(duration: Duration) -> Option<Decimal> {
    let months = duration.years().checked_mul(12)?.checked_add(duration.months())?;
    let hours = duration.days().checked_mul(24)?.checked_add(duration.hours())?;
    let minutes = hours.checked_mul(60)?.checked_add(duration.minutes())?;
    let seconds = months.checked_mul(MONTH)?.checked_add(minutes.checked_mul(60)?)?;
    Decimal::from(seconds).checked_add(duration.seconds())
}
