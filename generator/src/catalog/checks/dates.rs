//! Dates in ISO 8601, and their order.

use jiff::civil::Date;

use super::Finding;
use crate::diagnostic::Diagnostic;
use crate::record::Work;

pub(super) fn check(work: &Work, found: &mut Vec<Finding>) {
    let own = [
        ("/date_created", &work.date_created),
        ("/date_published", &work.date_published),
        ("/date_modified", &work.date_modified),
    ];
    let mut earlier: Option<(&str, Date)> = None;
    for (pointer, text) in own {
        let Some(text) = text else { continue };
        let Some((first, last)) = one(pointer, text, found) else { continue };
        if let Some((before, date)) = earlier
            && last < date
        {
            let message = format!("`{}` lies before `{}`", &pointer[1..], &before[1..]);
            found.push(Finding::new(pointer, Diagnostic::error("date-order", message)));
        }
        earlier = Some((pointer, first));
    }
    let mut optional = |pointer: String, text: Option<&String>| {
        if let Some(text) = text {
            one(&pointer, text, found);
        }
    };
    optional("/withdrawn/date".to_owned(), work.withdrawn.as_ref().map(|it| &it.date));
    let embargo = work.access.as_ref().and_then(|access| access.embargo_until.as_ref());
    optional("/access/embargo_until".to_owned(), embargo);
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

/// First and last day of what `text` says, which is noted where it is no date.
fn one(pointer: &str, text: &str, found: &mut Vec<Finding>) -> Option<(Date, Date)> {
    let days = days(text);
    if days.is_none() {
        let message = format!("`{text}` is no date");
        let hint = "write a year, a month or a day, as `2024`, `2024-03` or `2024-03-31`";
        found.push(Finding::new(pointer, Diagnostic::error("date", message).hint(hint)));
    }
    days
}

/// ISO 8601 calendar dates, with the precision of a year, a month or a day.
fn days(text: &str) -> Option<(Date, Date)> {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let first = Date::new(year, i8::try_from(digits(month, 2)?).ok()?, 1).ok()?;
    let Some(day) = parts.next() else { return Some((first, first.last_of_month())) };
    let date = Date::new(year, first.month(), i8::try_from(digits(day, 2)?).ok()?).ok()?;
    parts.next().is_none().then_some((date, date))
}
