//! The [DataCite](https://schema.datacite.org/meta/kernel-4.7/) 4.7 description of a work, as XML
//! after the schema `kernel-4.7/metadata.xsd`, and as JSON in the shape of DataCite's REST API. Of
//! JSON the newest published schema is 4.5, so words that are younger stand in the XML only.
//!
//! Read is JSON of any 4.x, plain and as the API wraps it, and XML of kernels 3 and 4.

mod dates;
pub(crate) mod description;
mod fill;
mod identifiers;
mod languages;
mod marks;
mod people;
mod places;
mod read;
mod read_json_of;
mod read_xml;
mod rights;
pub(crate) mod terms;
mod xml;

use serde_json::{Map, Value};

use crate::format::{Companion, Format, Purpose, Writer};
use crate::json::pretty_json;
use crate::reader::{Reader, adds_to_none};
use crate::view::{RecordView, WorkView};
use description::{lacks, resource};
pub(crate) use rights::access_right;
use terms::Words;

/// The namespace of the XML, and the value of `schemaVersion` in the JSON.
const NAMESPACE: &str = "http://datacite.org/schema/kernel-4";

/// Of which works it is written.
const OF: &str = "works of which a year is known";

pub const JSON: Format = Format {
    name: "datacite-json",
    title: "DataCite JSON",
    used_by: "DataCite's API, which registers DOIs",
    media_type: "application/vnd.datacite.datacite+json",
    specification: Some("https://datacite-metadata-schema.readthedocs.io/en/4.7/"),
    reader: Some(Reader { recognise: read::recognise, read: read::read, adds_to: adds_to_none }),
    companion: Some(Companion {
        file_name: "datacite.json",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Citing,
        citation: None,
        writer: Writer::Work {
            of: OF,
            lacks,
            write: |view, of| pretty_json(&resource(view, of, Words::Of4_5)),
        },
    }),
    package: None,
};

pub const XML: Format = Format {
    name: "datacite-xml",
    title: "DataCite XML",
    used_by: "DataCite and repositories, which register DOIs",
    media_type: "application/vnd.datacite.datacite+xml",
    specification: Some("https://datacite-metadata-schema.readthedocs.io/en/4.7/"),
    reader: Some(Reader {
        recognise: read_xml::recognise,
        read: read_xml::read,
        adds_to: adds_to_none,
    }),
    companion: Some(Companion {
        file_name: "datacite.xml",
        profile: Some(NAMESPACE),
        relation: "describedby",
        purpose: Purpose::Citing,
        citation: None,
        writer: Writer::Work {
            of: OF,
            lacks,
            write: |view, of| xml::document(&resource(view, of, Words::Of4_7)),
        },
    }),
    package: None,
};

/// What DataCite's REST API takes as the attributes of a DOI: the description without one of its own.
/// `None` where no year is known, which DataCite asks for.
pub fn attributes(view: &RecordView, of: &WorkView) -> Option<Map<String, Value>> {
    if lacks(view, of).is_some() {
        return None;
    }
    let site = view.dossier.source.site;
    let mut described = resource(view, of, Words::Of4_5);
    if !site.has_address {
        described
            .related_identifiers
            .retain(|it| !it.related_identifier.starts_with(site.base_url.as_str()));
    }
    let Ok(Value::Object(mut attributes)) = serde_json::to_value(&described) else { return None };
    attributes.shift_remove("doi");
    if !site.has_address {
        attributes.shift_remove("url");
    }
    Some(attributes)
}
