//! What [FAIR Signposting](https://signposting.org/FAIR/) calls a record, in pages and link sets.

use faircat_catalog::Entry;
use faircat_record::{Kind, Status};

use super::Source;

/// The type of the thing that a page is about, as `rel="type"` names it beside
/// [`super::vocabulary::ABOUT_PAGE`]: an `https:` address, as the profile writes schema.org's.
pub fn signposting_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Model | Kind::Dataset => "https://schema.org/Dataset",
        Kind::Software | Kind::Workflow => "https://schema.org/SoftwareSourceCode",
        Kind::TrainingMaterial => "https://schema.org/LearningResource",
        Kind::Person => "https://schema.org/Person",
        Kind::Organization => "https://schema.org/Organization",
    }
}

/// Links to other versions of the work that have pages here ([RFC 5829]): relation, and path of the
/// page in the site. None where there are none.
///
/// [RFC 5829]: https://www.rfc-editor.org/rfc/rfc5829
pub fn version_links(source: &Source) -> Vec<(&'static str, String)> {
    let versions = source.catalog.versions(source.entry);
    if versions.entries.len() < 2 {
        return Vec::new();
    }
    let is_offered = |entry: &&&Entry| !matches!(entry.summary.status, Status::Withdrawn);
    let latest = versions.entries.iter().rev().find(is_offered).copied();
    let link = |rel| move |entry: &Entry| (rel, entry.page());
    let before = versions.before(source.entry).into_iter().map(link("predecessor-version"));
    let after = versions.after(source.entry).into_iter().map(link("successor-version"));
    let latest = latest.into_iter().map(link("latest-version"));
    before.chain(after).chain(latest).collect()
}
