//! What somebody who wrote a licence in other words may have meant.

use url::Url;

use super::{FILLERS, NAMES, listed};

/// Words that the name of a licence may have behind its first one.
const REST: [&str; 16] = [
    "agreement",
    "dedication",
    "expat",
    "file",
    "foundation",
    "free",
    "in",
    "international",
    "later",
    "only",
    "or",
    "public",
    "see",
    "software",
    "universal",
    "unported",
];

/// Words of the names of Creative Commons' licences.
const OF_CREATIVE_COMMONS: [&str; 20] = [
    "alike",
    "attribution",
    "by",
    "cc",
    "commercial",
    "commons",
    "creative",
    "derivatives",
    "derivs",
    "generic",
    "nc",
    "nd",
    "no",
    "noderivatives",
    "noderivs",
    "non",
    "noncommercial",
    "sa",
    "share",
    "sharealike",
];

/// The SPDX identifiers that `text` may mean, none where it says too little.
pub fn meant(text: &str) -> Vec<String> {
    if let Some(found) = of_address(text).or_else(|| known(text)).or_else(|| choice(text)) {
        return vec![found];
    }
    let words = words(text);
    let found = gnu(&words)
        .or_else(|| of_whole_name(text))
        .or_else(|| creative_commons(&words))
        .or_else(|| bsd(&words))
        .or_else(|| apache(&words))
        .or_else(|| named(&words))
        .unwrap_or_default();
    found.into_iter().filter(|name| is_accepted(name)).collect()
}

/// Whether a record may have `expression`.
pub(super) fn is_accepted(expression: &str) -> bool {
    !super::says_nothing(expression) && spdx::Expression::parse(expression).is_ok()
}

/// The licences whose identifier or full name `text` is, but for words that tell none from another.
fn of_whole_name(text: &str) -> Option<Vec<String>> {
    let found = listed::of_key(&listed::key(text)).iter().filter(|it| is_accepted(it));
    let found: Vec<String> = found.map(|it| (*it).to_owned()).collect();
    (!found.is_empty()).then_some(found)
}

/// The identifier that `name` is but for small and capital letters.
pub(super) fn known(name: &str) -> Option<String> {
    let mut licenses = spdx::identifiers::LICENSES.iter();
    let found = licenses.find(|it| it.name.eq_ignore_ascii_case(name))?;
    // SPDX has these old names still, and none says whether later versions may be used.
    let is_old = spdx::license_id(found.name).is_some_and(spdx::LicenseId::is_deprecated);
    (!is_old).then(|| found.name.to_owned())
}

/// The identifier in the place of the deprecated one that `name` is or whose page of SPDX it is: that
/// which the list calls by the same words, or by those with `only`.
pub(super) fn of_deprecated(name: &str) -> Option<String> {
    let url = Url::parse(name).ok().filter(|url| url.host_str() == Some("spdx.org"));
    let last = url.as_ref().and_then(|it| it.path_segments()?.next_back());
    let name = last.map_or(name, without_ending);
    let ids = || spdx::identifiers::LICENSES.iter();
    // The crate takes a name with `+` for one without.
    let is_old = |it: &spdx::License| {
        it.name.ends_with('+')
            || spdx::license_id(it.name).is_some_and(spdx::LicenseId::is_deprecated)
    };
    let old = ids().find(|it| it.name.eq_ignore_ascii_case(name) && is_old(it))?;
    let is_meant = |it: &&spdx::License| {
        let more = it.full_name.strip_prefix(old.full_name);
        !is_old(it) && matches!(more, Some("" | " only"))
    };
    ids().find(is_meant).map(|it| it.name.to_owned())
}

/// The SPDX identifier of the licence whose page or text has the address `text`.
pub(super) fn of_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let path = url.path().trim_matches('/').to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    match (url.host_str()?.trim_start_matches("www."), parts.as_slice()) {
        ("creativecommons.org", ["licenses", name, version, rest @ ..]) => {
            of_creative_commons(name, version, rest)
        }
        ("creativecommons.org", ["publicdomain", "zero", version, ..]) => {
            known(&format!("CC0-{version}"))
        }
        ("apache.org", ["licenses", name, ..]) => {
            let version = name.trim_start_matches("license-");
            known(&format!("Apache-{}", without_ending(version)))
        }
        ("opendatacommons.org", ["licenses", "odbl", ..]) => known("ODbL-1.0"),
        ("opendatacommons.org", ["licenses", "by", ..]) => known("ODC-By-1.0"),
        ("opendatacommons.org", ["licenses", "pddl", ..]) => known("PDDL-1.0"),
        ("mozilla.org", ["mpl", version, ..] | [_, "mpl", version, ..]) => {
            known(&format!("MPL-{version}"))
        }
        ("spdx.org" | "opensource.org" | "choosealicense.com", [.., name]) => {
            known(without_ending(name))
        }
        _ => None,
    }
}

/// The SPDX identifier of the licence whose page or text has the address `address`, which is one of
/// Creative Commons.
pub fn at_creative_commons(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let is_theirs = url.host_str()?.trim_start_matches("www.") == "creativecommons.org";
    is_theirs.then(|| of_address(address))?
}

/// What the pages of Creative Commons' licences are called, perhaps with a language: `deed.de`.
pub const PAGES_OF_CC: [&str; 3] = ["deed", "legalcode", "rdf"];

/// The licence at an address of Creative Commons that ends in `rest`: a page of it, or the country to
/// whose law it was ported, which is another licence.
fn of_creative_commons(name: &str, version: &str, rest: &[&str]) -> Option<String> {
    let is_page = |it: &str| PAGES_OF_CC.contains(&it.split('.').next().unwrap_or(it));
    match rest.first().filter(|it| !is_page(it)) {
        None => known(&format!("CC-{name}-{version}")),
        // SPDX has some of them.
        Some(place) => known(&format!("CC-{name}-{version}-{place}")),
    }
}

fn without_ending(name: &str) -> &str {
    [".html", ".json", ".txt"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

/// `MIT/Apache-2.0`: either licence, as registries of packages once had it.
fn choice(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let are_licences = parts.len() > 1 && parts.iter().all(|it| is_accepted(it));
    are_licences.then(|| parts.join(" OR "))
}

/// `text` in lower case, a blank between words and before a number, without [`FILLERS`].
pub(super) fn words(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for character in text.to_lowercase().chars() {
        let is_number = |c: char| c.is_ascii_digit() || c == '.';
        let shown = if character.is_alphanumeric() || matches!(character, '.' | '+') {
            character
        } else {
            ' '
        };
        if is_number(shown) != is_number(last) && shown != '+' {
            spaced.push(' ');
        }
        spaced.push(shown);
        last = shown;
    }
    let kept = spaced.split_whitespace().filter(|word| !FILLERS.contains(word));
    kept.collect::<Vec<_>>().join(" ")
}

/// The first number of `words`, with a decimal.
pub(super) fn version(words: &str) -> Option<String> {
    let number = words.split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let number = number.trim_end_matches(['+', '.']);
    Some(if number.contains('.') { number.to_owned() } else { format!("{number}.0") })
}

pub(super) fn has(words: &str, wanted: &str) -> bool {
    format!(" {words} ").contains(&format!(" {wanted} "))
}

/// Of the GNU licences SPDX wants to know whether later versions may be used too.
fn gnu(words: &str) -> Option<Vec<String>> {
    let starts = |names: &[&str]| names.iter().any(|name| words.starts_with(name));
    let (family, versions): (&str, &[&str]) =
        if starts(&["agpl", "gnu affero", "affero", "gnu agpl"]) {
            ("AGPL", &["3.0"])
        } else if starts(&["lgpl", "gnu lesser", "gnu library", "lesser general", "gnu lgpl"]) {
            ("LGPL", &["2.1", "3.0"])
        } else if words == "gnu" || starts(&["gpl", "gnu general", "gnu gpl", "gnu public"]) {
            ("GPL", &["2.0", "3.0"])
        } else {
            return None;
        };
    let later = words.contains('+') || has(words, "later") || has(words, "newer");
    let stated = version(words);
    let versions = stated.as_deref().map_or_else(|| versions.to_vec(), |stated| vec![stated]);
    let ways: &[&str] = match (later, has(words, "only")) {
        (true, _) => &["or-later"],
        (_, true) => &["only"],
        _ => &["only", "or-later"],
    };
    let of_version = |version: &&str| {
        ways.iter().map(move |way| format!("{family}-{version}-{way}")).collect::<Vec<_>>()
    };
    Some(versions.iter().flat_map(of_version).collect())
}

fn creative_commons(words: &str) -> Option<Vec<String>> {
    let is_one = words.starts_with("cc") || words.starts_with("creative commons");
    if !is_one {
        return None;
    }
    if words.starts_with("cc 0")
        || words.starts_with("cc zero")
        || has(words, "zero")
        || has(words, "0")
    {
        return Some(vec!["CC0-1.0".to_owned()]);
    }
    // The country to whose law it was ported, or a condition that there is not: another licence.
    let is_known = |word: &str| {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        is_number || OF_CREATIVE_COMMONS.contains(&word) || REST.contains(&word)
    };
    if !words.split(' ').all(is_known) {
        return Some(Vec::new());
    }
    let mut name = "CC".to_owned();
    for (short, long) in [
        ("by", "attribution"),
        ("nc", "noncommercial"),
        ("nc", "non commercial"),
        ("nd", "noderivatives"),
        ("nd", "no derivatives"),
        ("sa", "sharealike"),
        ("sa", "share alike"),
    ] {
        let tag = format!("-{}", short.to_uppercase());
        if (has(words, short) || words.contains(long)) && !name.contains(&tag) {
            name.push_str(&tag);
        }
    }
    let version = version(words).unwrap_or_else(|| "4.0".to_owned());
    Some(vec![format!("{name}-{version}")])
}

fn bsd(words: &str) -> Option<Vec<String>> {
    if !has(words, "bsd") && !has(words, "freebsd") {
        return None;
    }
    let any = |of: &[&str]| of.iter().any(|word| has(words, word));
    let clauses: &[&str] = if any(&["2", "two", "simplified", "freebsd"]) {
        &["2"]
    } else if any(&["3", "three", "new", "revised", "modified"]) {
        &["3"]
    } else if any(&["4", "four", "original", "old"]) {
        &["4"]
    } else if any(&["0", "1", "zero", "one"]) {
        &[]
    } else {
        &["2", "3"]
    };
    Some(clauses.iter().map(|clauses| format!("BSD-{clauses}-Clause")).collect())
}

pub(super) fn apache(words: &str) -> Option<Vec<String>> {
    let is_one = words.starts_with("apache") || words.starts_with("asl");
    is_one.then(|| vec![format!("Apache-{}", version(words).unwrap_or_else(|| "2.0".to_owned()))])
}

fn named(words: &str) -> Option<Vec<String>> {
    let is_rest =
        |word: &str| REST.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit());
    let (_, names) = NAMES.iter().find(|(name, _)| {
        let rest = words.strip_prefix(name).filter(|it| it.is_empty() || it.starts_with(' '));
        rest.is_some_and(|rest| rest.split_whitespace().all(is_rest))
    })?;
    let all = || names.iter().map(|name| (*name).to_owned()).collect();
    let stem = names[0].rsplit_once('-').map(|(stem, _)| stem);
    let (Some(stated), Some(stem)) = (version(words), stem) else { return Some(all()) };
    // A version that there is not is none of the others.
    Some(vec![format!("{stem}-{stated}")])
}
