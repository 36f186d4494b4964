//! Licences by their addresses: of their stewards, and of those who republish them.

use super::{Meaning, names};

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
    "spdx.org/rdf/terms/",
    "opensource.org/licenses/",
    "opensource.org/license/",
    "opensource.org/osi-license/",
    "choosealicense.com/licenses/",
    "huggingface.co/datasets/choosealicense/licenses/",
    "api.github.com/licenses/",
    "licenses.nuget.org/",
    "tldrlegal.com/license/",
    "purl.org/net/rdflicense/",
    "purl.oclc.org/net/rdflicense/",
    "rdflicense.linkeddata.es/rdflicense/",
    "rdflicense.appspot.com/rdflicense/",
    "scancode-licensedb.aboutcode.org/",
    "licensedb.org/id/",
    "dalicc.net/licenselibrary/",
    "opendefinition.org/licenses/",
    "raw.githubusercontent.com/spdx/license-list-data/",
    "github.com/spdx/license-list-data/",
    "gnu.org/licenses/",
    "gnu.org/copyleft/",
];

/// The list of DCAT-AP.de, whose addresses have the version as a part of its own.
const GERMAN_LIST: &str = "dcat-ap.de/def/licenses/";

/// What such addresses may end in.
const ENDINGS: &[&str] = &[
    ".html", ".json", ".jsonld", ".txt", ".rdf", ".php", ".md", ".ttl", ".yml", "-html", "-txt",
    "-php",
];

/// Addresses of which the next part is a version, with the name that it is one of.
const VERSIONS: &[(&str, &str)] = &[
    ("creativecommons.org/licenses/by-nc-sa", "cc by nc sa"),
    ("creativecommons.org/licenses/by-nc-nd", "cc by nc nd"),
    ("creativecommons.org/licenses/by-sa", "cc by sa"),
    ("creativecommons.org/licenses/by-nc", "cc by nc"),
    ("creativecommons.org/licenses/by-nd", "cc by nd"),
    ("creativecommons.org/licenses/by", "cc by"),
    ("creativecommons.org/publicdomain/zero", "cc 0"),
    ("creativecommons.org/publicdomain/mark", "public domain mark"),
    ("apache.org/licenses/license-", "apache"),
    ("apache.org/licenses", "apache"),
    ("mozilla.org/mpl", "mpl"),
    ("mozilla.org/en-us/mpl", "mpl"),
    ("eclipse.org/legal/epl-", "epl"),
    ("nationalarchives.gov.uk/doc/open-government-licence", "ogl uk"),
];

/// Addresses of the texts themselves.
const TEXTS: &[&str] = &[
    "opendatacommons.org/licenses/",
    "data.europa.eu/eli/dec_impl/2017/863",
    "nationalarchives.gov.uk/doc/non-commercial-government-licence/",
    "unlicense.org",
    "wtfpl.net",
    "boost.org/license_1_0",
    "zlib.net/zlib_license",
    "artlibre.org/licence/",
];

/// Addresses of texts that say a version.
const TEXTS_WITH_VERSION: &[&str] = &[
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
];

/// What an address without `https://` means.
pub(super) fn meaning(address: &str) -> Meaning {
    let address = address.to_ascii_lowercase();
    let address = trimmed(&address);
    if let Some(code) = address.strip_prefix(EU_AUTHORITY) {
        return of_european_list(code);
    }
    if let Some(name) = address.strip_prefix(GERMAN_LIST) {
        return names::identifier(&name.replace('/', "-"));
    }
    if let Some(id) = last_part(address) {
        return names::identifier(id);
    }
    let versioned = VERSIONS.iter().find_map(|(start, name)| {
        let rest = address.strip_prefix(start)?;
        let ends = rest.is_empty() || start.ends_with('-') || rest.starts_with('/');
        ends.then(|| of_version(name, rest))
    });
    if let Some(found) = versioned {
        return found;
    }
    let is_at = |texts: &[&str]| {
        texts.iter().any(|text| address.starts_with(text.trim_end_matches('/')))
            && !address.ends_with(".org/licenses")
    };
    let has_version = address
        .split_once('/')
        .is_some_and(|(_, path)| path.contains(|c: char| c.is_ascii_digit()));
    match (is_at(TEXTS), is_at(TEXTS_WITH_VERSION)) {
        (true, _) => Meaning::Licence,
        (false, true) if has_version => Meaning::Licence,
        (false, true) => Meaning::Family,
        (false, false) => Meaning::Nothing,
    }
}

fn of_european_list(code: &str) -> Meaning {
    let is_same =
        |license: &spdx::License| super::signs(&license.name.to_lowercase()) == super::signs(code);
    match EU_CODES.contains(&code) || spdx::identifiers::LICENSES.iter().any(is_same) {
        true => Meaning::Licence,
        false => Meaning::Nothing,
    }
}

/// The licence `name` of the version that `rest` of its address holds, as `/version/3`, `-v10.html`
/// and `/4.0/deed.de`.
fn of_version(name: &str, rest: &str) -> Meaning {
    let Some(start) = rest.find(|c: char| c.is_ascii_digit()) else {
        // A page beside the licences is none of them.
        let of_family = ["", "/", "/version", ".html", "/deed", "/legalcode"].contains(&rest);
        return if of_family { names::meaning(name) } else { Meaning::Nothing };
    };
    let rest = &rest[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let version = rest[..end].trim_matches('.');
    match (names::meaning(&format!("{name} {version}")), version.as_bytes()) {
        (Meaning::Nothing, [major, minor]) => {
            names::meaning(&format!("{name} {}.{}", char::from(*major), char::from(*minor)))
        }
        (found, _) => found,
    }
}

/// An address in lower case and without `https://`, without what does not tell it from others.
pub(super) fn trimmed(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

/// The identifier that an address of [`BY_LAST_PART`] ends in.
pub(super) fn last_part(address: &str) -> Option<&str> {
    let mut hosts = BY_LAST_PART.iter().chain([&EU_AUTHORITY]);
    hosts.find(|host| address.starts_with(**host))?;
    let mut last = address.rsplit('/').next().unwrap_or_default();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| last.strip_suffix(ending)) {
        last = shorter;
    }
    match address.starts_with("gnu.org/") {
        true => Some(of_gnu(last)),
        false => Some(last),
    }
}

/// The GNU project's pages say their language, as `gpl-3.0.en`, and in which form they are.
fn of_gnu(name: &str) -> &str {
    let language = |it: &str| it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_alphabetic());
    let name = match name.rsplit_once('.') {
        Some((name, ending)) if language(ending) => name,
        _ => name,
    };
    name.trim_end_matches("-standalone")
}
