//! Evidence that is new, or came with the change itself.

use faircat_catalog::evidence::origin::Origin;
use serde::Serialize;

/// A file of evidence beside a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// As `verification.json`.
    pub name: String,
    /// The same for the same bytes.
    pub digest: String,
    /// Who computed it, by the keys that both sides know.
    pub origin: Origin,
}

/// A file of evidence that changes, or of which another is known to have computed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceTurn {
    /// As `verification.json`.
    pub file: String,
    /// `new`, `changed`, `removed`, or `same` where only who computed it is another.
    pub change: &'static str,
    /// `site` or `submitted`; absent where the file is removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed_by: Option<&'static str>,
    /// The name of the site's key that signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl EvidenceTurn {
    /// Whether it came with the change, and nobody but its author says that it was computed.
    #[must_use]
    pub fn is_unattested(&self) -> bool {
        self.computed_by == Some(Origin::Submitted.name())
    }
}

pub(crate) fn turns(old: &[EvidenceFile], new: &[EvidenceFile]) -> Vec<EvidenceTurn> {
    let before = |name: &str| old.iter().find(|it| it.name == name);
    let there = new.iter().filter_map(|now| {
        let change = match before(&now.name) {
            None => "new",
            Some(then) if then.digest != now.digest => "changed",
            Some(then) if then.origin != now.origin => "same",
            Some(_) => return None,
        };
        Some(EvidenceTurn {
            file: now.name.clone(),
            change,
            computed_by: Some(now.origin.name()),
            key: now.origin.key().map(str::to_owned),
        })
    });
    let gone = old.iter().filter(|then| new.iter().all(|now| now.name != then.name));
    let removed = |then: &EvidenceFile| EvidenceTurn {
        file: then.name.clone(),
        change: "removed",
        computed_by: None,
        key: None,
    };
    there.chain(gone.map(removed)).collect()
}
