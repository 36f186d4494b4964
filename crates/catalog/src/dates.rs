//! The dates that records give of themselves: there is no other clock, so a build of the same
//! records gives the same bytes tomorrow.

use faircat_record::Kind;

use super::{Catalog, Entry};

impl Catalog {
    /// The day of the newest change that any work tells of.
    pub fn newest_change(&self) -> Option<String> {
        let works = Kind::WORKS.into_iter().flat_map(|kind| self.of_kind(kind));
        works.filter_map(Entry::last_change).map(full_date).max()
    }
}

impl Entry {
    /// Date of the last change of a record, or of its publication, where it is an ISO 8601 date.
    pub fn last_change(&self) -> Option<&str> {
        let summary = &self.summary;
        summary.modified.as_deref().or(summary.date.as_deref()).filter(|date| is_date(date))
    }
}

/// Whether `text` is a year, a year and month, or a date.
pub fn is_date(text: &str) -> bool {
    let shape = |length: usize| {
        text.len() == length
            && text.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    };
    match text.len() {
        4 | 7 => shape(text.len()) && full_date(text).parse::<jiff::civil::Date>().is_ok(),
        10 => text.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    }
}

/// The first day of the year or month that `date` names.
pub fn full_date(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn only_dates_are_dates() {
        assert!(is_date("2019") && is_date("2019-05") && is_date("2019-05-17"));
        assert!(!is_date("2019-13") && !is_date("2019-02-30") && !is_date("last year"));
        assert!(!is_date("2019-5") && !is_date("20190517"));
    }
}
