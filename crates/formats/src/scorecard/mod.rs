//! `scorecard.json` and `badge.svg`.

use faircat_scorecard::badge::badge_svg;
use faircat_scorecard::json;

use crate::format::{Companion, Format, Purpose, Writer};
use crate::json::compact_json;
use crate::view::{RecordView, WorkView};

pub const FORMAT: Format = Format {
    name: "scorecard",
    title: "FAIR scorecard",
    used_by: "Programs that ask how FAIR a record is",
    media_type: "application/json",
    specification: None,
    reader: None,
    companion: Some(Companion {
        file_name: "scorecard.json",
        profile: None,
        relation: "describedby",
        purpose: Purpose::Assessing,
        citation: None,
        writer: Writer::Work { of: "works with a scorecard", lacks, write: document },
    }),
    package: None,
};

/// Its address never changes, so that pages elsewhere can show it.
pub const BADGE: Format = Format {
    name: "badge",
    title: "FAIR badge",
    used_by: "Pages and README files that show how FAIR a record is",
    media_type: "image/svg+xml",
    specification: Some("https://www.w3.org/TR/SVG2/"),
    reader: None,
    companion: Some(Companion {
        file_name: "badge.svg",
        profile: None,
        relation: "related",
        purpose: Purpose::Assessing,
        citation: None,
        writer: Writer::Work { of: "works with a scorecard", lacks, write: badge },
    }),
    package: None,
};

fn lacks(view: &RecordView, _: &WorkView) -> Option<&'static str> {
    view.dossier.scorecard.is_none().then_some("works of its kind have no scorecard")
}

fn document(view: &RecordView, _: &WorkView) -> Vec<u8> {
    let site = view.dossier.source.site;
    let scorecard = view.dossier.scorecard;
    compact_json(&scorecard.map(|scorecard| json::of_record(site, &view.iri, scorecard)))
}

fn badge(view: &RecordView, _: &WorkView) -> Vec<u8> {
    view.dossier.scorecard.map(badge_svg).unwrap_or_default().into_bytes()
}
