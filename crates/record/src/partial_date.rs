//! Dates with the precision of a year, a month or a day.

use std::fmt;

use jiff::civil::Date;

/// A calendar date of ISO 8601 in its extended form, as `2024`, `2024-03` or `2024-03-31`: all days
/// of the year or month that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    first: Date,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// The date that `text` is, if it is one and nothing else.
    pub fn parse(text: &str) -> Option<PartialDate> {
        // jiff reads other forms of ISO 8601 as well.
        let is_digit_or_dash = |(index, byte): (usize, u8)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if !text.bytes().enumerate().all(is_digit_or_dash) {
            return None;
        }
        let (whole, precision) = match text.len() {
            4 => (format!("{text}-01-01"), Precision::Year),
            7 => (format!("{text}-01"), Precision::Month),
            10 => (text.to_owned(), Precision::Day),
            _ => return None,
        };
        Some(PartialDate { first: whole.parse().ok()?, precision })
    }

    /// The first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// From 1, where it is known.
    pub fn month(self) -> Option<i8> {
        (self.precision != Precision::Year).then(|| self.first.month())
    }

    /// Of the month, from 1, where it is known.
    pub fn day(self) -> Option<i8> {
        self.whole().map(Date::day)
    }

    /// The day, where it is one.
    pub fn whole(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year())?;
        [self.month(), self.day()]
            .into_iter()
            .flatten()
            .try_for_each(|part| write!(formatter, "-{part:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    fn days(text: &str) -> Option<(String, String)> {
        let date = PartialDate::parse(text)?;
        Some((date.first().to_string(), date.last().to_string()))
    }

    #[test]
    fn a_date_is_all_its_days() {
        let between = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(days("2019"), between("2019-01-01", "2019-12-31"));
        assert_eq!(days("2024-02"), between("2024-02-01", "2024-02-29"));
        assert_eq!(days("2019-05-17"), between("2019-05-17", "2019-05-17"));
    }

    #[test]
    fn only_dates_are_dates() {
        let others = [
            "",
            "19",
            "2019-",
            "2019-5",
            "2019-13",
            "2019-00",
            "2019-02-30",
            "20190517",
            "2019-W20",
            "2019-137",
            "last year",
            "+019",
            "-019",
            "2019/05",
            "2019-05-17T00:00",
            "２０１９",
            "2019 ",
        ];
        for text in others {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_written_as_it_was_read() {
        for text in ["0204", "2019", "2019-05", "2019-05-17"] {
            let date = PartialDate::parse(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(text));
        }
    }

    #[test]
    fn parts_are_known_as_far_as_they_are_written() {
        let parts = |text| PartialDate::parse(text).map(|it| (it.year(), it.month(), it.day()));
        assert_eq!(parts("2019"), Some((2019, None, None)));
        assert_eq!(parts("2019-05"), Some((2019, Some(5), None)));
        assert_eq!(parts("2019-05-17"), Some((2019, Some(5), Some(17))));
    }
}
