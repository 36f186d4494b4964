//! When the work was made, published and so on.

use faircat_record::{AccessRights, Work};
use serde_json::Value;

use super::terms::COVERAGE;
use crate::import::statements::date;
use crate::import::withdrawal::withdraw;
use crate::json_fields::JsonFields;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    source.items("dates", |it| one(it, work));
    let Some(year) =
        source.taken_if("publicationYear", |text| date(text).filter(|it| it.len() == 4))
    else {
        return;
    };
    match &work.date_published {
        None => work.date_published = Some(year),
        Some(issued) if issued.starts_with(&year) => {}
        Some(_) => {
            source.keep("publicationYear", Value::String(year));
            let message = "is not that of the date of issue";
            source.warn("publicationYear", "import-date-order", message);
        }
    }
}

/// Whether a date of the type `word` is that which the data is about. Versions before 4.6 have no
/// type for it, so that it is said beside.
fn is_coverage(word: &str, information: &str) -> bool {
    word == COVERAGE || word == "Other" && information == COVERAGE
}

/// Files a date under its type, and gives nothing; what has no field stays.
fn one(it: &mut JsonFields<'_>, work: &mut Work) -> Option<()> {
    let text = |key: &str| it.look(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (word, information) = (text("dateType"), text("dateInformation"));
    let slot = match (word.as_str(), &mut work.dataset, &mut work.access) {
        ("Created", ..) => &mut work.date_created,
        ("Issued", ..) => &mut work.date_published,
        ("Updated", ..) => &mut work.date_modified,
        (_, Some(dataset), _) if is_coverage(&word, &information) => {
            if dataset.temporal_coverage.is_none() {
                dataset.temporal_coverage = it.taken_if("date", interval);
                if dataset.temporal_coverage.is_some() {
                    it.take("dateType");
                    it.taken_if("dateInformation", |text| (text == COVERAGE).then_some(()));
                }
            }
            return None;
        }
        ("Collected", Some(dataset), _) => {
            if dataset.collected.is_none() {
                dataset.collected = it.taken_if("date", interval);
                if dataset.collected.is_some() {
                    it.take("dateType");
                }
            }
            return None;
        }
        // When the files can be had is the end of an embargo, where there is one.
        ("Available", _, Some(access)) if access.rights == Some(AccessRights::Embargoed) => {
            &mut access.embargo_until
        }
        ("Copyrighted", ..) if work.copyright_year.is_none() => {
            work.copyright_year = it.taken_if("date", |text| text.parse().ok());
            if work.copyright_year.is_some() {
                it.take("dateType");
            }
            return None;
        }
        ("Withdrawn", ..) => {
            if withdraw(it, work, "date", &["dateInformation"]) {
                it.take("dateType");
            }
            return None;
        }
        _ => return None,
    };
    if slot.is_some() {
        return None;
    }
    *slot = it.understood("date", "date", date);
    if slot.is_some() {
        it.take("dateType");
    }
    None
}

/// Two dates with a slash between them (RKMS-ISO8601), of which one may be missing, or one date.
fn interval(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let end = |text: &str| if text.is_empty() { Some("..".to_owned()) } else { date(text) };
    match parts.as_slice() {
        [from, to] if !(from.is_empty() && to.is_empty()) => {
            Some(format!("{}/{}", end(from)?, end(to)?))
        }
        [day] => date(day),
        _ => None,
    }
}
