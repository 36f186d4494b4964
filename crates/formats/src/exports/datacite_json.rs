//! `datacite.json`: DataCite 4.6 as JSON, in the shape of DataCite's REST API.

use super::datacite::{applies, resource};
use super::{Format, Maker, RecordExport, pretty_json};

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "datacite.json",
        media_type: "application/vnd.datacite.datacite+json",
        profile: None,
        title: "DataCite JSON",
        relation: "describedby",
    },
    maker: Maker::Work { applies, write: |subject, work| pretty_json(&resource(subject, work)) },
};
