//! Standard licences, in the forms in which people name them.
//!
//! The list is SPDX's (<https://spdx.org/licenses/>), by identifier and by full name; addresses
//! are those of the licences' stewards and of those who republish them.

mod addresses;
mod names;
#[cfg(test)]
mod tests;

use addresses::{last_part, trimmed};

use crate::plain_statements::PLACEHOLDERS;

/// What says, beside [`PLACEHOLDERS`], that there is no statement, letters and digits alone: SPDX 2.3,
/// section 7.15, and the words of CKAN's and Hugging Face's lists for "none of these".
const NO_STATEMENT: &[&str] = &[
    "custom",
    "no",
    "noassertion",
    "nostatement",
    "notdefined",
    "notstated",
    "notyetdecided",
    "other",
    "otherat",
    "otherattribution",
    "otherclosed",
    "othernc",
    "othernoncommercial",
    "othernotopen",
    "otheropen",
    "otherpd",
    "otherpublicdomain",
    "otherspecifiedindescription",
    "seedescription",
    "unclear",
    "undetermined",
    "unlicensed",
];

/// Words beside them.
const STATES: &[&str] = &["the", "license", "licence", "version", "v", "software"];

/// What a text that stands for a licence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A standard licence.
    Licence,
    /// Several of them that go by the same name, so none: which version is meant is not said.
    Family,
    Nothing,
}

/// Whether `text` says nothing on a licence, though it stands where one should.
pub(super) fn is_no_statement(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let address = text.split_once("://").map_or(text.as_str(), |(_, address)| address);
    let text = last_part(trimmed(address)).unwrap_or(&text);
    // `Other (open)`, `not-specified` and `Unknown license`.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|it| !STATES.contains(it));
    let words = words.collect::<String>();
    [NO_STATEMENT, PLACEHOLDERS].iter().any(|list| list.contains(&words.as_str()))
}

/// The letters and digits of `text`.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What `text`, an address, identifier, expression or name, means.
pub(super) fn meaning(text: &str) -> Meaning {
    let text = without_tag(text.trim());
    match text.split_once("://") {
        // SPDX's list has words for "no licence" among its identifiers.
        _ if is_no_statement(text) || is_broken(text) || has_open_part(text) => Meaning::Nothing,
        Some((_, address)) => addresses::meaning(address),
        None if is_bare_address(text) || expression_is_standard(text) => Meaning::Licence,
        None if has_known_exception(text) => Meaning::Licence,
        None => names::meaning(text),
    }
}

/// Whether `text` is an expression that was cut: a bracket without its other one, or nothing on one
/// side of an operator.
fn is_broken(text: &str) -> bool {
    let mut open = 0_i32;
    let mut lowest = 0;
    for sign in text.chars() {
        open += i32::from(matches!(sign, '(' | '[')) - i32::from(matches!(sign, ')' | ']'));
        lowest = lowest.min(open);
    }
    let is_operator = |word: &str| ["and", "or", "with"].contains(&word.to_lowercase().as_str());
    let mut words = text.split_whitespace();
    open != 0
        || lowest < 0
        || words.next().is_some_and(is_operator)
        || words.next_back().is_some_and(is_operator)
}

/// Whether a part of `text` that holds beside the others says nothing, as in `MIT AND NOASSERTION`.
fn has_open_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let parts = || lower.split(" and ").map(|part| part.trim_matches(['(', ')', ' ']));
    parts().nth(1).is_some() && parts().any(is_no_statement)
}

/// `mit` of `license:mit`, as tags have it, and of `SPDX-License-Identifier: mit`; and the name at
/// the end of one of Trove's classifiers, `License :: OSI Approved :: MIT License`.
fn without_tag(text: &str) -> &str {
    let classifier = text.rsplit_once("::").filter(|(classes, _)| {
        let first = classes.split("::").next().unwrap_or(classes).trim();
        ["license", "osi approved"].iter().any(|it| first.eq_ignore_ascii_case(it))
    });
    if let Some((_, name)) = classifier {
        return name.trim();
    }
    let tag = text.split_once(':').filter(|(tag, rest)| {
        let tag = tag.trim().to_ascii_lowercase();
        ["license", "licence", "spdx", "spdx-license-identifier"].contains(&tag.as_str())
            && !rest.starts_with("//")
    });
    tag.map_or(text, |(_, rest)| rest.trim())
}

/// Whether `text`, an address, identifier, expression or name, means a standard licence.
pub(super) fn is_standard(text: &str) -> bool {
    meaning(text) == Meaning::Licence
}

/// Whether `text` is the address of a standard licence, but for the `https://` before it.
pub(super) fn is_bare_address(text: &str) -> bool {
    let address = text.trim().trim_start_matches('/');
    address.contains('/')
        && !address.contains("://")
        && addresses::meaning(address) == Meaning::Licence
}

/// An expression by SPDX 2.3, annex D, that licences and exceptions of the list satisfy.
fn expression_is_standard(text: &str) -> bool {
    let is_listed = |required: &spdx::LicenseReq| {
        let id = required.license.id();
        id.is_some_and(|id| !is_no_statement(id.name))
            && required.addition.as_ref().is_none_or(|it| it.id().is_some())
    };
    spdx::Expression::parse(text).is_ok_and(|expression| expression.evaluate(is_listed))
}

/// Whether `text` is a standard licence with an exception of the list, in words, as `Apache-2.0 with
/// LLVM exceptions`.
fn has_known_exception(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some((licence, exception)) = lower.split_once(" with ") else { return false };
    let stated = signs(exception);
    let stated = stated.strip_prefix("the").unwrap_or(&stated).trim_end_matches('s');
    let is_stated = |listed: &spdx::Exception| {
        let listed = signs(&listed.name.to_lowercase());
        let rest = listed.strip_prefix(stated);
        rest.is_some_and(|version| version.chars().all(|c| c.is_ascii_digit()))
    };
    stated.ends_with("exception")
        && is_standard(licence)
        && spdx::identifiers::EXCEPTIONS.iter().any(is_stated)
}

/// Whether `text`, an address or identifier, means the licence that SPDX calls `id`.
pub(super) fn means(text: &str, id: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let address = text.split_once("://").map_or(text.as_str(), |(_, address)| address);
    signs(last_part(trimmed(address)).unwrap_or(&text)) == signs(&id.to_ascii_lowercase())
}
