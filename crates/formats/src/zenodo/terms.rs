//! Zenodo's and InvenioRDM's words.

use faircat_record::AccessRights;

/// Licences that Zenodo's first list had under names of its own.
const OLD_LICENCES: [(&str, &str); 8] = [
    ("cc-zero", "CC0-1.0"),
    ("cc0", "CC0-1.0"),
    ("apache2.0", "Apache-2.0"),
    ("mit-license", "MIT"),
    ("bsd-license", "BSD-2-Clause"),
    ("isc-license", "ISC"),
    ("odc-odbl", "ODbL-1.0"),
    ("odc-by", "ODC-By-1.0"),
];

/// The licence that Zenodo calls `id`, where SPDX calls it otherwise.
pub(super) fn old_licence(id: &str) -> Option<String> {
    let (_, licence) = OLD_LICENCES.iter().find(|(it, _)| it.eq_ignore_ascii_case(id))?;
    Some((*licence).to_owned())
}

/// `access_right` of the first API, and `access.status` of InvenioRDM.
pub(super) fn access(word: &str) -> Option<AccessRights> {
    Some(match word {
        "open" => AccessRights::Open,
        "embargoed" => AccessRights::Embargoed,
        "restricted" => AccessRights::Restricted,
        "closed" | "metadata-only" => AccessRights::MetadataOnly,
        _ => return None,
    })
}
