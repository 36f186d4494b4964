//! `scorecard.json` and `badge.svg`.

use faircat_assessment::badge::badge_svg;
use faircat_assessment::quality::scorecard_json;

use super::{Format, Maker, RecordExport, pretty_json};

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "scorecard.json",
        media_type: "application/json",
        profile: None,
        title: "FAIR scorecard",
        relation: "describedby",
    },
    maker: Maker::Work {
        applies: |subject, _| subject.dossier.scorecard.is_some(),
        write: |subject, _| {
            let site = subject.dossier.source.site;
            let scorecard = subject.dossier.scorecard;
            pretty_json(&scorecard.map(|scorecard| scorecard_json(site, &subject.iri, scorecard)))
        },
    },
};

/// Its address never changes, so that pages elsewhere can show it.
pub(super) const BADGE: RecordExport = RecordExport {
    format: Format {
        file_name: "badge.svg",
        media_type: "image/svg+xml",
        profile: None,
        title: "FAIR badge",
        relation: "related",
    },
    maker: Maker::Work {
        applies: |subject, _| subject.dossier.scorecard.is_some(),
        write: |subject, _| {
            subject.dossier.scorecard.map(badge_svg).unwrap_or_default().into_bytes()
        },
    },
};
