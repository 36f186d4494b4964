//! Licence and access rights.

use faircat_catalog::checks::licence::meant;
use faircat_record::{Access, AccessRights, Work};

use super::terms::ACCESS;
use crate::import::statements::spdx;
use crate::json_fields::{JsonFields, TEXT};

/// What one of the rights says.
enum Right {
    Licence(String),
    Access(AccessRights),
}

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut licences: Vec<String> = Vec::new();
    let mut access = None;
    // Looked at first: of several licences none may be taken.
    let stated = source.look("rightsList").cloned();
    if let Some(stated) = stated {
        source.items("rightsList", |it| {
            match right(it)? {
                Right::Licence(licence) if !licences.contains(&licence) => licences.push(licence),
                Right::Licence(_) => {}
                Right::Access(rights) => access = access.or(Some(rights)),
            }
            None::<()>
        });
        if licences.len() > 1 {
            source.keep("rightsList", stated);
            let message =
                "there are several licences; whether all hold or one may choose is not said";
            source.notes.warn_at(&source.path_of("rightsList"), "import-license", message);
            licences.clear();
        }
    }
    work.license = licences.pop();
    work.access = access.map(|rights| Access {
        rights: Some(rights),
        conditions: None,
        free: None,
        authentication: None,
        embargo_until: None,
    });
}

fn right(it: &mut JsonFields<'_>) -> Option<Right> {
    let access = it.any_text_if(&["rightsUri", "rightsURI", "rights", TEXT], access_right);
    if let Some(rights) = access {
        it.taken_if("rights", access_right);
        return Some(Right::Access(rights));
    }
    let keys = ["rightsIdentifier", "rightsUri", "rightsURI", "rights", TEXT];
    let found: Vec<String> = keys.iter().filter_map(|key| spdx(it.look(key)?.as_str()?)).collect();
    let Some(licence) = found.first().cloned() else {
        if keys.iter().any(|key| it.has(key)) {
            let message =
                format!("`{}` is no licence that SPDX knows", it.path_of("").trim_end_matches('.'));
            it.notes.warn_at(&it.path_of(TEXT), "import-license", &message);
        }
        return None;
    };
    let name = it.look("rights").and_then(|it| it.as_str()).unwrap_or_default();
    // An expression of SPDX is what it says; other names may mean one of several.
    let by_name = spdx(name).map_or_else(|| meant(name), |it| vec![it]);
    let differs =
        found.iter().any(|it| *it != licence) || !by_name.is_empty() && !by_name.contains(&licence);
    if differs {
        let message =
            format!("`{name}` is not the licence that its address or identifier names, {licence}");
        it.notes.warn_at(&it.path_of(TEXT), "import-license", &message);
        return None;
    }
    for key in keys.into_iter().chain(["rightsIdentifierScheme", "schemeUri", "schemeURI"]) {
        it.take(key);
    }
    Some(Right::Licence(licence))
}

/// A term of info:eu-repo or of COAR, by its address or its name.
pub(crate) fn access_right(text: &str) -> Option<AccessRights> {
    let lower = text.trim().to_lowercase();
    ACCESS
        .iter()
        .find(|(it, _)| lower == *it || lower.ends_with(&format!("/{it}")))
        .map(|(_, it)| *it)
}
