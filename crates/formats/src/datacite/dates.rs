//! When the work was made, published and so on.

use faircat_record::{AccessRights, Work};
use serde_json::Value;

use super::terms::COVERAGE;
use crate::import::statements::date;
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
            let message = "`publicationYear` is not that of the date of issue";
            source.notes.warn("import-date-order", message);
            source.keep("publicationYear", Value::String(year));
        }
    }
}

/// Files a date under its type, and gives nothing; what has no field stays.
fn one(it: &mut JsonFields<'_>, work: &mut Work) -> Option<()> {
    let word = it.look("dateType").and_then(Value::as_str).unwrap_or_default().to_owned();
    let information = it.look("dateInformation").and_then(Value::as_str).map(str::to_owned);
    let slot = match (word.as_str(), &mut work.dataset, &mut work.access) {
        ("Created", ..) => &mut work.date_created,
        ("Issued", ..) => &mut work.date_published,
        ("Updated", ..) => &mut work.date_modified,
        ("Collected" | COVERAGE, Some(dataset), _) | ("Other", Some(dataset), _)
            if word != "Other" || information.as_deref() == Some(COVERAGE) =>
        {
            if dataset.temporal_coverage.is_none() {
                dataset.temporal_coverage = it.taken_if("date", interval);
                if dataset.temporal_coverage.is_some() {
                    it.take("dateType");
                    it.taken_if("dateInformation", |text| (text == COVERAGE).then_some(()));
                }
            }
            return None;
        }
        // When the files can be had is the end of an embargo, where there is one.
        ("Available", _, Some(access)) if access.rights == AccessRights::Embargoed => {
            &mut access.embargo_until
        }
        ("Copyrighted", ..) if work.copyright_year.is_none() => {
            work.copyright_year = it.taken_if("date", |text| text.parse().ok());
            if work.copyright_year.is_some() {
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

/// Two dates with a slash between them (RKMS-ISO8601), or one.
fn interval(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [from, to] => Some(format!("{}/{}", date(from)?, date(to)?)),
        [day] => date(day),
        _ => None,
    }
}
