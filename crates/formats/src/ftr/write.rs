//! The results of a record's tests, beside its page.
//!
//! A result is the node that the record's own document has as a measurement of quality. Builds have
//! no clock: the time is the day of the newest change or observation that the assessment rests on,
//! as it comes to the same on every day since.

use jiff::civil::Date;

use super::results::{Basis, Told, document};
use crate::view::{RecordView, WorkView};

/// Works with a scorecard, and a day on which it was true.
pub(super) fn lacks(view: &RecordView, _: &WorkView) -> Option<&'static str> {
    if view.dossier.scorecard.is_none() {
        return Some("works of its kind have no scorecard");
    }
    day(view).is_none().then_some("the format demands a date; add `date_published`")
}

/// The day of the newest thing that the scorecard rests on.
fn day(view: &RecordView) -> Option<Date> {
    let source = &view.dossier.source;
    let evidence = view.dossier.evidence;
    let observed = evidence.facts.iter().map(|fact| fact.date.as_str());
    let verified = evidence.verification.iter().map(|verification| verification.date.as_str());
    let known = observed.chain(verified).filter_map(|text| text.get(..10)?.parse().ok());
    let changed = source.entry.last_change().map(|date| date.first());
    known.chain(changed).max().or_else(|| source.catalog.newest_change())
}

pub(super) fn of_record(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let (Some(scorecard), Some(day)) = (view.dossier.scorecard, day(view)) else {
        return Vec::new();
    };
    let source = &view.dossier.source;
    let told = Told {
        name: &of.work.title,
        title: &of.work.title,
        record: &view.iri,
        place: &view.iri,
        basis: Basis::Record,
        scorecard,
    };
    document(&[(source.site, told)], day)
}
