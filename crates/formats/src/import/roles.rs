//! What contributors did.

use faircat_catalog::checks::CONTRIBUTOR_TYPES;

/// The role that DataCite calls `word`, whatever its capitals.
pub(crate) fn role(word: &str) -> Option<String> {
    let found = CONTRIBUTOR_TYPES.into_iter().find(|it| it.eq_ignore_ascii_case(word))?;
    Some(found.to_owned())
}
