//! The dates that records give of themselves: there is no other clock, so a build of the same
//! records gives the same bytes tomorrow.

use faircat_record::Kind;
use faircat_record::partial_date::PartialDate;
use jiff::civil::Date;

use super::{Catalog, Entry};

impl Catalog {
    /// The day of the newest change that any work tells of.
    pub fn newest_change(&self) -> Option<Date> {
        let works = Kind::WORKS.into_iter().flat_map(|kind| self.of_kind(kind));
        works.filter_map(Entry::last_change).map(PartialDate::first).max()
    }
}

impl Entry {
    /// Date of the last change of a record, or of its publication, where it is an ISO 8601 date.
    pub fn last_change(&self) -> Option<PartialDate> {
        let summary = &self.summary;
        PartialDate::parse(summary.modified.as_deref().or(summary.date.as_deref())?)
    }
}
