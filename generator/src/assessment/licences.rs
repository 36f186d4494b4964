//! Standard licences, in the forms in which people name them.
//!
//! The list is SPDX's (<https://spdx.org/licenses/>), by identifier and by full name; addresses
//! are those of the licences' stewards and of those who republish them.

/// What says that there is no statement, letters and digits alone: SPDX 2.3, section 7.15, the words
/// of CKAN's and Hugging Face's lists for "none of these", and what forms leave.
const NO_STATEMENT: &[&str] = &[
    "",
    "custom",
    "na",
    "nan",
    "nil",
    "no",
    "noassertion",
    "none",
    "nostatement",
    "notapplicable",
    "notavailable",
    "notdefined",
    "notgiven",
    "notknown",
    "notprovided",
    "notset",
    "notspecified",
    "notstated",
    "notyetdecided",
    "null",
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
    "tba",
    "tbc",
    "tbd",
    "todo",
    "unclear",
    "undefined",
    "undetermined",
    "unknown",
    "unlicensed",
    "unspecified",
];

/// The European Union's list of licences, <https://op.europa.eu/en/web/eu-vocabularies>.
const EU_AUTHORITY: &str = "publications.europa.eu/resource/authority/licence/";
/// Codes of that list that are no identifier of SPDX with other signs between its parts.
const EU_CODES: &[&str] = &[
    "cc0",
    "cc_pdm_1_0",
    "com_reuse",
    "gnu_fdl_1_1",
    "gnu_fdl_1_2",
    "gnu_fdl_1_3",
    "odc_bl",
    "odc_by",
    "odc_pddl",
    "ogl_1_0",
    "ogl_2_0",
    "ogl_3_0",
];

/// Addresses whose last part is an identifier of SPDX, more or less as SPDX writes it.
const BY_LAST_PART: &[&str] = &[
    "spdx.org/licenses/",
    "opensource.org/licenses/",
    "opensource.org/license/",
    "choosealicense.com/licenses/",
    "huggingface.co/datasets/choosealicense/licenses/",
    "api.github.com/licenses/",
    "licenses.nuget.org/",
    "tldrlegal.com/license/",
];

/// Addresses of the texts themselves, or of families of them.
const TEXTS: &[&str] = &[
    "creativecommons.org/licenses/by/",
    "creativecommons.org/licenses/by-sa/",
    "creativecommons.org/licenses/by-nc/",
    "creativecommons.org/licenses/by-nd/",
    "creativecommons.org/licenses/by-nc-sa/",
    "creativecommons.org/licenses/by-nc-nd/",
    "creativecommons.org/publicdomain/zero/",
    "creativecommons.org/publicdomain/mark/",
    "gnu.org/licenses/gpl",
    "gnu.org/licenses/lgpl",
    "gnu.org/licenses/agpl",
    "gnu.org/licenses/fdl",
    "gnu.org/licenses/old-licenses/",
    "gnu.org/copyleft/",
    "apache.org/licenses/license-",
    "opendatacommons.org/licenses/",
    "mozilla.org/mpl/",
    "mozilla.org/en-us/mpl/",
    "eclipse.org/legal/epl",
    "nationalarchives.gov.uk/doc/open-government-licence/",
    "nationalarchives.gov.uk/doc/non-commercial-government-licence/",
    "data.europa.eu/eli/dec_impl/2017/863",
    "joinup.ec.europa.eu/collection/eupl",
    "joinup.ec.europa.eu/software/page/eupl",
    "eupl.eu/",
    "etalab.gouv.fr/licence-ouverte",
    "etalab.gouv.fr/wp-content/uploads/",
    "govdata.de/dl-de/",
    "data.norge.no/nlod/",
    "cdla.dev/",
    "cdla.io/",
    "cecill.info/licences/",
    "unlicense.org",
    "wtfpl.net",
    "boost.org/license_1_0",
    "zlib.net/zlib_license",
    "artlibre.org/licence/",
];

/// Words that do not tell one licence from another.
const FILLERS: &[&str] = &["the", "license", "licence", "version", "v", "software"];
/// Words that may follow the name of a licence.
const ENDINGS: &[&str] = &["only", "universal", "international", "unported", "generic"];

/// Whether `text` says nothing on a licence, though it stands where one should.
pub(super) fn is_no_statement(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let address = text.split_once("://").map_or(text.as_str(), |(_, address)| address);
    let text = last_part(trimmed(address)).unwrap_or(&text);
    // `Other (open)`, `not-specified` and `Unknown license`.
    NO_STATEMENT.contains(&signs(&words(text).concat()).as_str())
}

/// The letters and digits of `text`.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `text` is an address.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Whether `text`, an address, identifier, expression or name, means a standard licence.
pub(super) fn is_standard(text: &str) -> bool {
    let text = text.trim();
    match text.split_once("://") {
        // SPDX's list has words for "no licence" among its identifiers.
        _ if is_no_statement(text) => false,
        Some((_, address)) => address_is_standard(address),
        None => is_bare_address(text) || expression_is_standard(text) || name_is_standard(text),
    }
}

/// Whether `text` is the address of a standard licence, but for the `https://` before it.
pub(super) fn is_bare_address(text: &str) -> bool {
    let address = text.trim().trim_start_matches('/');
    address.contains('/') && !address.contains("://") && address_is_standard(address)
}

/// An address without `https://`.
fn address_is_standard(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let address = trimmed(&address);
    if let Some(code) = address.strip_prefix(EU_AUTHORITY) {
        let is_same = |license: &spdx::License| signs(&license.name.to_lowercase()) == signs(code);
        return EU_CODES.contains(&code) || spdx::identifiers::LICENSES.iter().any(is_same);
    }
    if let Some(id) = last_part(address) {
        return name_is_standard(id);
    }
    // `by` and `by/4.0` are the same family of licences.
    TEXTS.iter().any(|text| address.starts_with(text.trim_end_matches('/')))
        && !address.ends_with(".org/licenses")
}

/// An address in lower case and without `https://`, without what does not tell it from others.
fn trimmed(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

/// The identifier that an address of [`BY_LAST_PART`] ends in.
fn last_part(address: &str) -> Option<&str> {
    let mut hosts = BY_LAST_PART.iter().chain([&EU_AUTHORITY]);
    hosts.find(|host| address.starts_with(**host))?;
    let last = address.rsplit('/').next().unwrap_or_default();
    let ending = [".html", ".json", ".jsonld", ".txt", ".rdf", ".php", ".md"];
    Some(ending.iter().find_map(|ending| last.strip_suffix(ending)).unwrap_or(last))
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

/// Whether `text`, an address or identifier, means the licence that SPDX calls `id`.
pub(super) fn means(text: &str, id: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let address = text.split_once("://").map_or(text.as_str(), |(_, address)| address);
    last_part(trimmed(address)).unwrap_or(&text).eq_ignore_ascii_case(id)
}

/// An identifier or a name, in any capitals, or a name with another one in brackets.
fn name_is_standard(text: &str) -> bool {
    text.split(['(', ')', '[', ']']).map(words).any(|words| {
        let known = |license: &&spdx::License| is_named(license, &words);
        !words.is_empty() && spdx::identifiers::LICENSES.iter().any(|it| known(&it))
    })
}

fn is_named(license: &spdx::License, given: &[String]) -> bool {
    words(license.name) == given || words(license.full_name) == given
}

/// The words of a name that tell it from others, in lower case: `gpl 3.0` of `GPLv3.0 only`.
fn words(name: &str) -> Vec<String> {
    let separate = |c: char| !c.is_alphanumeric() && c != '.' && c != '+';
    let mut words: Vec<String> = name
        .split(separate)
        .map(|word| word.trim_matches('.').to_lowercase())
        .map(|word| without_v(&word))
        .filter(|word| !word.is_empty() && !FILLERS.contains(&word.as_str()))
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| ENDINGS.contains(&word.as_str())) {
        words.pop();
    }
    words
}

/// `3.0` for `v3.0`.
fn without_v(word: &str) -> String {
    match word.strip_prefix('v') {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_no_statement, is_standard};

    #[test]
    fn licences_are_known_in_the_forms_that_people_write() {
        for text in [
            "MIT",
            "mit",
            "MIT License",
            "The MIT License (MIT)",
            "cc-by-4.0",
            "CC BY 4.0",
            "CC-BY 4.0",
            "Creative Commons Attribution 4.0 International",
            "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication",
            "Apache 2.0",
            "Apache License, Version 2.0",
            "GNU General Public License v3.0",
            "GPL-3.0-or-later",
            "GPL-3.0",
            "BSD 3-Clause",
            "MIT OR Apache-2.0",
            "MIT OR LicenseRef-own",
            "GPL-3.0-or-later WITH Classpath-exception-2.0",
            "Open Government Licence v3.0",
            "https://spdx.org/licenses/MIT",
            "http://spdx.org/licenses/CC0-1.0.html",
            "https://choosealicense.com/licenses/mit/",
            "https://opensource.org/license/mit",
            "https://opensource.org/licenses/BSD-3-Clause",
            "http://creativecommons.org/licenses/by/4.0/",
            "https://creativecommons.org/licenses/by/4.0",
            "https://www.creativecommons.org/licenses/by-nc-nd/3.0/deed.de",
            "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
            "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "https://www.gnu.org/licenses/gpl-3.0.en.html",
            "https://www.apache.org/licenses/LICENSE-2.0",
            "http://www.opendatacommons.org/licenses/pddl/1.0/",
            "https://data.europa.eu/eli/dec_impl/2017/863/oj",
            "https://www.govdata.de/dl-de/by-2-0",
            "creativecommons.org/licenses/by/4.0/",
            "www.creativecommons.org/publicdomain/zero/1.0",
            "//creativecommons.org/licenses/by-sa/4.0",
            "spdx.org/licenses/MIT",
            "opensource.org/licenses/Apache-2.0",
            "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
            "https://publications.europa.eu/resource/authority/licence/CC_BYNCSA_4_0",
            "http://publications.europa.eu/resource/authority/licence/CC0",
            "http://publications.europa.eu/resource/authority/licence/ODC_BL",
            "http://publications.europa.eu/resource/authority/licence/EUPL_1_2",
            "http://publications.europa.eu/resource/authority/licence/APACHE_2_0",
            "publications.europa.eu/resource/authority/licence/OGL_3_0",
        ] {
            assert!(is_standard(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_standard_licence_is_not_taken_for_one() {
        for text in [
            "NOASSERTION",
            "NONE",
            "https://spdx.org/licenses/NOASSERTION",
            "https://spdx.org/licenses/NONE.html",
            "other",
            "LicenseRef-own",
            "LicenseRef-own OR MIT-like",
            "MIT AND LicenseRef-own",
            "MIT AND NOASSERTION",
            "(MIT OR Apache-2.0) AND LicenseRef-own",
            "MIT WITH AdditionRef-own",
            "proprietary",
            "All rights reserved",
            "GPL",
            "BSD",
            "CC",
            "CC BY",
            "free for research",
            "https://example.org/my-terms",
            "https://creativecommons.org/about",
            "https://creativecommons.org/licenses/",
            "https://spdx.org/licenses/",
            "https://opensource.org/",
            "https://spdx.org/licenses/no-such",
            "https://evil.example/creativecommons.org/licenses/by/4.0",
            "http://rightsstatements.org/vocab/InC/1.0/",
            "info:eu-repo/semantics/openAccess",
            "http://publications.europa.eu/resource/authority/licence/OP_DATPRO",
            "http://publications.europa.eu/resource/authority/licence/",
            "creativecommons.org/about",
            "evil.example/creativecommons.org/licenses/by/4.0",
            "MIT/other",
        ] {
            assert!(!is_standard(text), "{text}");
        }
    }

    #[test]
    fn words_for_no_licence_state_none() {
        for text in [
            "NOASSERTION",
            "none",
            " Unknown ",
            "",
            "N/A",
            "Not specified",
            "notspecified",
            "not-specified",
            "License not specified",
            "Unknown license",
            "other-open",
            "Other (Public Domain)",
            "no licence",
            "licence: none",
            "UNLICENSED",
            "http://publications.europa.eu/resource/authority/licence/UNKNOWN",
            "https://spdx.org/licenses/NOASSERTION",
            "http://spdx.org/licenses/NONE.html",
            "https://choosealicense.com/licenses/other/",
        ] {
            assert!(is_no_statement(text), "{text}");
        }
        for text in [
            "MIT",
            "The Unlicense",
            "proprietary",
            "All rights reserved",
            "https://spdx.org/licenses/MIT",
            "https://example.org/none",
        ] {
            assert!(!is_no_statement(text), "{text}");
        }
    }
}
