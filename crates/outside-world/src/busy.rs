//! Servers that have no time now, and how long they ask to be left alone (RFC 9110, section
//! 10.2.3).

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// Whether a server that answers with `status` may answer otherwise when it is asked again.
pub(crate) fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
}

/// What `headers` ask for: a number of seconds, or a date, which is seen from the server's own clock
/// where it tells the time.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let said = text(headers, RETRY_AFTER)?;
    let said = said.trim();
    if !said.is_empty() && said.bytes().all(|it| it.is_ascii_digit()) {
        // More than fits is longer than anybody waits.
        return Some(Duration::from_secs(said.parse().unwrap_or(u64::MAX)));
    }
    let until = moment(said)?;
    let now = text(headers, DATE).and_then(|it| moment(it.trim())).unwrap_or_else(Timestamp::now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn moment(date: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}

#[cfg(test)]
mod tests {
    use super::retry_after;
    use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
    use std::time::Duration;

    fn asked(said: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, said.parse().unwrap());
        headers.insert(DATE, "Thu, 26 Nov 2026 10:00:00 GMT".parse().unwrap());
        retry_after(&headers)
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(asked("120"), Some(Duration::from_secs(120)));
        assert_eq!(asked("Thu, 26 Nov 2026 10:01:30 GMT"), Some(Duration::from_secs(90)));
        assert_eq!(asked("Thu, 26 Nov 2026 09:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(asked("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(asked("soon"), None);
    }
}
