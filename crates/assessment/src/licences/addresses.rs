//! Licences by their addresses: of their stewards, and of those who republish them.

use faircat_catalog::checks::licence::PAGES_OF_CC;

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
    "identifiers.org/spdx:",
    "identifiers.org/spdx/",
    "bioregistry.io/spdx:",
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
    ".html", ".json", ".jsonld", ".txt", ".rdf", ".php", ".md", ".ttl", ".yml", ".pdf", "-html",
    "-txt", "-php",
];

/// Addresses of which the next part is a version, with the name that it is one of.
const VERSIONS: &[(&str, &str)] = &[
    ("creativecommons.org/licenses/by-nc-sa", "cc by nc sa"),
    ("creativecommons.org/licenses/by-nc-nd", "cc by nc nd"),
    ("creativecommons.org/licenses/by-sa", "cc by sa"),
    ("creativecommons.org/licenses/by-nc", "cc by nc"),
    ("creativecommons.org/licenses/by-nd", "cc by nd"),
    ("creativecommons.org/licenses/by", "cc by"),
    ("creativecommons.org/licenses/sa", "cc sa"),
    ("creativecommons.org/publicdomain/zero", "cc 0"),
    ("creativecommons.org/publicdomain/mark", "public domain mark"),
    ("apache.org/licenses/license-", "apache"),
    ("apache.org/licenses", "apache"),
    ("mozilla.org/mpl", "mpl"),
    ("mozilla.org/en-us/mpl", "mpl"),
    ("eclipse.org/legal/epl-", "epl"),
    ("eclipse.org/org/documents/epl-", "epl"),
    ("nationalarchives.gov.uk/doc/open-government-licence", "ogl uk"),
];

/// Addresses of the texts themselves.
const TEXTS: &[&str] = &[
    "opendatacommons.org/licenses/odbl",
    "opendatacommons.org/licenses/by",
    "opendatacommons.org/licenses/pddl",
    "opendatacommons.org/licenses/dbcl",
    "data.europa.eu/eli/dec_impl/2017/863",
    "nationalarchives.gov.uk/doc/non-commercial-government-licence",
    "unlicense.org",
    "wtfpl.net",
    "boost.org/license_1_0",
    "zlib.net/zlib_license",
    "artlibre.org/licence/lal",
];

/// Addresses of texts whose version, and which of them it is, stands anywhere behind, with the name
/// that all of them have.
const TEXTS_WITH_VERSION: &[(&str, &str)] = &[
    ("joinup.ec.europa.eu/collection/eupl", "eupl"),
    ("joinup.ec.europa.eu/software/page/eupl", "eupl"),
    ("joinup.ec.europa.eu/community/eupl", "eupl"),
    ("interoperable-europe.ec.europa.eu/collection/eupl", "eupl"),
    ("eupl.eu", "eupl"),
    ("etalab.gouv.fr/licence-ouverte", "etalab"),
    ("etalab.gouv.fr/licence-version", "etalab"),
    ("etalab.gouv.fr/wp-content/uploads", "etalab"),
    ("govdata.de/dl-de", "dl-de"),
    ("data.norge.no/nlod", "nlod"),
    ("cdla.dev", "cdla"),
    ("cdla.io", "cdla"),
    ("cecill.info/licences", "cecill"),
];

/// Words of such addresses that tell which licence of several it is, after the name of all.
const MEMBERS: &[(&str, &str)] =
    &[("dl-de", "by"), ("dl-de", "zero"), ("cdla", "permissive"), ("cdla", "sharing")];

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
        (start.ends_with('-') || is_end(rest)).then(|| of_version(name, rest))
    });
    if let Some(found) = versioned {
        return found;
    }
    if TEXTS.iter().any(|text| address.strip_prefix(text).is_some_and(is_end)) {
        return Meaning::Licence;
    }
    let with_version = TEXTS_WITH_VERSION.iter().find_map(|(start, name)| {
        let rest = address.strip_prefix(start)?;
        // The name of the page goes on after `licence-ouverte` and `licence-version`.
        let goes_on = start.contains("/licence-") && rest.starts_with('-');
        (goes_on || is_end(rest)).then(|| of_words(name, rest))
    });
    with_version.unwrap_or(Meaning::Nothing)
}

/// Whether what follows a part of an address leaves it whole: a part of its own, or how the page is
/// written.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/') || ENDINGS.contains(&rest)
}

/// The licence called `name` that the words of `rest` of its address tell, as
/// `/eupl-text-eupl-12`, `/permissive-2-0` and `/2017/04/etalab-licence-ouverte-v2.0.pdf`.
fn of_words(name: &str, rest: &str) -> Meaning {
    let rest = without_endings(rest);
    // Uploads lie in folders of their year and month.
    let rest = match name {
        "etalab" => rest.rsplit('/').next().unwrap_or(rest),
        _ => rest,
    };
    let words = rest.split(|c: char| !c.is_alphanumeric() && c != '.');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let member = MEMBERS.iter().find(|(of, word)| *of == name && words.contains(word));
    let mut text = member.map_or_else(|| name.to_owned(), |(_, member)| format!("{name} {member}"));
    match words.windows(2).find(|pair| pair == &["cecill", "b"] || pair == &["cecill", "c"]) {
        Some(pair) if name == "cecill" => return names::meaning(&pair.join("-")),
        _ => {}
    }
    for word in words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
        let version = word.strip_prefix('v').unwrap_or(word);
        if !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return Meaning::Nothing;
        }
        text = format!("{text} {version}");
    }
    named_with_version(&text)
}

fn of_european_list(code: &str) -> Meaning {
    let is_same =
        |license: &spdx::License| super::signs(&license.name.to_lowercase()) == super::signs(code);
    match EU_CODES.contains(&code) || spdx::identifiers::LICENSES.iter().any(is_same) {
        true => Meaning::Licence,
        false => Meaning::Nothing,
    }
}

/// What may stand between the name of a licence and its version.
const BEFORE_VERSION: &[&str] = &["", "/", "v", "/v", "/version/", "/mpl-", "/epl-"];

/// The licence `name` of the version that `rest` of its address holds, as `/version/3`, `-v10.html`
/// and `/4.0/deed.de`.
fn of_version(name: &str, rest: &str) -> Meaning {
    let Some(start) = rest.find(|c: char| c.is_ascii_digit()) else {
        // A page beside the licences is none of them.
        let of_family = ["", "/", "/version", ".html", "/deed", "/legalcode"].contains(&rest);
        return if of_family { names::meaning(name) } else { Meaning::Nothing };
    };
    let (before, rest) = rest.split_at(start);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let version = rest[..end].trim_end_matches('.');
    match BEFORE_VERSION.contains(&before) && is_page(name, version, &rest[version.len()..]) {
        true => named_with_version(&format!("{name} {version}")),
        false => Meaning::Nothing,
    }
}

/// Whether `rest`, behind the version in an address of the licence `name`, leaves it that licence:
/// a page of it, or the country to whose law one of Creative Commons was ported, up to version 3.0.
fn is_page(name: &str, version: &str, rest: &str) -> bool {
    let is_of_cc = |it: &str| {
        let (page, form) = it.split_once('.').unwrap_or((it, ""));
        PAGES_OF_CC.contains(&page) && form.len() <= 8
    };
    let is_country = |it: &str| {
        let is_code = it.len() == 2 && it.bytes().all(|byte| byte.is_ascii_alphabetic());
        name.starts_with("cc by")
            && !version.starts_with('4')
            && (is_code || COUNTRIES.contains(&it))
    };
    let parts: Vec<&str> = rest.split('/').skip(1).collect();
    let is_whole = match parts.as_slice() {
        [] => true,
        [one] if name.starts_with("cc ") => is_of_cc(one) || is_country(one),
        [country, page] => is_country(country) && is_of_cc(page),
        // `/legal/epl-2.0/EPL-2.0.html`
        [page] => {
            let page = without_endings(page);
            page == "index" || is_of_cc(page) || names::identifier(page) == Meaning::Licence
        }
        _ => false,
    };
    is_end(rest) && is_whole
}

/// What stands for a country in addresses of Creative Commons beside codes of two letters.
const COUNTRIES: &[&str] = &["igo", "scotland"];

/// What `name` means, whose version at the end may be written without a point, as `12` for `1.2`.
fn named_with_version(name: &str) -> Meaning {
    let (start, version) = name.rsplit_once(' ').unwrap_or(("", name));
    match (names::meaning(name), version.as_bytes()) {
        (Meaning::Nothing, [major @ b'0'..=b'9', minor @ b'0'..=b'9']) => {
            names::meaning(&format!("{start} {}.{}", char::from(*major), char::from(*minor)))
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
    let last = without_endings(address.rsplit('/').next().unwrap_or_default());
    let last = last.strip_prefix("spdx:").unwrap_or(last);
    match address.starts_with("gnu.org/") {
        true => Some(of_gnu(last)),
        false => Some(last),
    }
}

/// A part of an address without what says how its page is written.
fn without_endings(part: &str) -> &str {
    let shorter = ENDINGS.iter().find_map(|ending| part.strip_suffix(ending));
    shorter.map_or(part, without_endings)
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
