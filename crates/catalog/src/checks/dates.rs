//! Dates in ISO 8601, and their order.

use faircat_record::Work;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;
use jiff::civil::Date;

use super::Fault;

/// Code of a problem that goes away as time passes.
pub const FUTURE: &str = "future-date";

/// No date of a work, nor a copyright in it, is older: the first law of copyright is of 1710
/// (8 Anne c. 21). An earlier year is a slip, as `0204` for `2024`.
const FIRST_YEAR: i16 = 1710;

pub(super) fn check(work: &Work, today: Option<Date>, found: &mut Vec<Fault>) {
    let checker = Checker { today };
    let own = [
        ("/date_created", &work.date_created),
        ("/date_published", &work.date_published),
        ("/date_modified", &work.date_modified),
    ];
    let mut earlier: Option<(&str, Date)> = None;
    for (pointer, text) in own {
        let Some(text) = text else { continue };
        let Some(written) = checker.one(pointer, text, found) else { continue };
        if let Some((before, date)) = earlier
            && written.last() < date
        {
            let message = format!("`{}` lies before `{}`", &pointer[1..], &before[1..]);
            found.push(Fault::new(pointer, Diagnostic::error("date-order", message)));
        }
        earlier = Some((pointer, written.first()));
    }
    if let Some(text) = work.access.as_ref().and_then(|access| access.embargo_until.as_ref()) {
        understood("/access/embargo_until", text, found);
    }
    checker.copyright(work, found);
    let mut optional = |pointer: String, text: Option<&String>| {
        if let Some(text) = text {
            checker.one(&pointer, text, found);
        }
    };
    optional("/withdrawn/date".to_owned(), work.withdrawn.as_ref().map(|it| &it.date));
    for (index, version) in work.versions.iter().enumerate() {
        optional(format!("/versions/{index}/date"), version.date.as_ref());
    }
    for (index, artifact) in work.artifacts.iter().enumerate() {
        optional(format!("/artifacts/{index}/date_modified"), artifact.date_modified.as_ref());
    }
    for (index, activity) in work.provenance.iter().enumerate() {
        optional(format!("/provenance/{index}/date"), activity.date.as_ref());
    }
    if let Some(model) = &work.model {
        let training = model.training.as_ref().and_then(|training| training.date.as_ref());
        optional("/model/training/date".to_owned(), training);
        for (index, evaluation) in model.evaluations.iter().enumerate() {
            optional(format!("/model/evaluations/{index}/date"), evaluation.date.as_ref());
        }
    }
}

/// Looks at dates as of a day.
struct Checker {
    today: Option<Date>,
}

impl Checker {
    /// The date that `text` is, which is noted where it is none, or one that cannot be of what has
    /// happened.
    fn one(&self, pointer: &str, text: &str, found: &mut Vec<Fault>) -> Option<PartialDate> {
        let date = understood(pointer, text, found)?;
        let problem = if self.today.is_some_and(|today| date.first() > today) {
            let message = format!("`{text}` has not come yet");
            Diagnostic::warning(FUTURE, message)
                .hint("correct the date, or add it when it has come")
        } else if date.year() < FIRST_YEAR {
            let message = format!("`{text}` lies before {FIRST_YEAR}");
            Diagnostic::warning("date", message).hint("correct the year")
        } else {
            return Some(date);
        };
        found.push(Fault::new(pointer, problem));
        Some(date)
    }

    /// The year of a copyright: publishers print the coming one before it has begun.
    fn copyright(&self, work: &Work, found: &mut Vec<Fault>) {
        let Some(year) = work.copyright_year else { return };
        let latest = self.today.map_or(9999, |today| today.year() + 1);
        let year_of = i16::try_from(year).unwrap_or(i16::MAX);
        let (code, message) = if !(FIRST_YEAR..=9999).contains(&year_of) {
            ("date", format!("`copyright_year` cannot be {year}"))
        } else if year_of > latest {
            (FUTURE, format!("`copyright_year` is {year}, which has not come yet"))
        } else {
            return;
        };
        let problem = match code {
            FUTURE => Diagnostic::warning(code, message),
            _ => Diagnostic::error(code, message),
        };
        let hint = "write the year of publication in four digits, as `2024`";
        found.push(Fault::new("/copyright_year", problem.hint(hint)));
    }
}

/// The date that `text` is, which is noted where it is none.
fn understood(pointer: &str, text: &str, found: &mut Vec<Fault>) -> Option<PartialDate> {
    let date = PartialDate::parse(text);
    if date.is_none() {
        let message = format!("`{text}` is no date");
        let hint = "write a year, a month or a day, as `2024`, `2024-03` or `2024-03-31`";
        found.push(Fault::new(pointer, Diagnostic::error("date", message).hint(hint)));
    }
    date
}
