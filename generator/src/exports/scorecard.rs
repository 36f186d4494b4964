//! `scorecard.json` and `badge.svg`.

use super::{Maker, RecordExport, pretty_json};

pub(super) const EXPORT: RecordExport = RecordExport {
    file_name: "scorecard.json",
    media_type: "application/json",
    profile: None,
    title: "FAIR scorecard",
    relation: "related",
    maker: Maker::Work {
        applies: |subject, _| subject.dossier.scorecard.is_some(),
        write: |subject, _| pretty_json(&subject.dossier.scorecard),
    },
};
