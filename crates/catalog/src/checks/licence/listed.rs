//! SPDX's list of licences by the words of their identifiers and full names, in the forms in which
//! people write them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words that do not tell one licence from another.
const FILLERS: &[&str] = &["the", "license", "licence", "licensed", "under", "version", "v", "gnu"];

/// Words that may follow the name of a licence.
const ENDINGS: &[&str] = &[
    "only",
    "or",
    "later",
    "any",
    "newer",
    "plus",
    "universal",
    "international",
    "unported",
    "generic",
];

/// Words that stand for others, in the order in which they are looked for.
const SYNONYMS: &[(&str, &str)] = &[
    ("affero general public", "agpl"),
    ("lesser general public", "lgpl"),
    ("library general public", "lgpl"),
    ("free documentation", "gfdl"),
    ("fdl", "gfdl"),
    ("general public", "gpl"),
    ("creative commons", "cc"),
    ("share alike", "sa"),
    ("sharealike", "sa"),
    ("non commercial", "nc"),
    ("noncommercial", "nc"),
    ("no derivatives", "nd"),
    ("noderivatives", "nd"),
    ("noderivs", "nd"),
    ("cc zero", "cc 0"),
    ("ccby", "cc by"),
    ("ccbysa", "cc by sa"),
    ("ccbync", "cc by nc"),
    ("ccbynd", "cc by nd"),
    ("ccbyncsa", "cc by nc sa"),
    ("ccbyncnd", "cc by nc nd"),
];

/// Whole names, by their words, that are others' in use.
const ALIASES: &[(&str, &str)] = &[
    ("expat", "mit"),
    ("mit expat", "mit"),
    ("mit 1", "mit"),
    ("asl 2", "apache 2"),
    ("apache software 2", "apache 2"),
    ("apache software foundation 2", "apache 2"),
    ("bsd 2", "bsd 2 clause"),
    ("2 clause bsd", "bsd 2 clause"),
    ("simplified bsd", "bsd 2 clause"),
    ("bsd simplified", "bsd 2 clause"),
    ("bsd 2 clause simplified", "bsd 2 clause"),
    ("freebsd", "bsd 2 clause"),
    ("bsd 3", "bsd 3 clause"),
    ("3 clause bsd", "bsd 3 clause"),
    ("new bsd", "bsd 3 clause"),
    ("bsd new", "bsd 3 clause"),
    ("revised bsd", "bsd 3 clause"),
    ("modified bsd", "bsd 3 clause"),
    ("bsd 3 clause new", "bsd 3 clause"),
    ("bsd 3 clause revised", "bsd 3 clause"),
    ("bsd original", "bsd 4 clause"),
    ("zero clause bsd", "0bsd"),
    ("0 clause bsd", "0bsd"),
    ("bsd 0 clause", "0bsd"),
    ("1 clause bsd", "bsd 1 clause"),
    ("bsdpluspatent", "bsd 2 clause patent"),
    ("mit modern", "mit modern variant"),
    // What its authors call it; SPDX calls another licence so, which has no version 1.1.
    ("bsl 1.1", "busl 1.1"),
    ("busl", "busl 1.1"),
    ("business source", "busl 1.1"),
    ("unlicence", "unlicense"),
    ("uoi ncsa", "ncsa"),
    ("ogl 1", "ogl uk 1"),
    ("ogl 2", "ogl uk 2"),
    ("ogl 3", "ogl uk 3"),
    ("uk ogl 3", "ogl uk 3"),
    ("mozilla 2", "mpl 2"),
    // Of these there is one version.
    ("cc 0", "cc 0 1"),
    ("odbl", "odbl 1"),
    ("database open database contents database contents", "odbl 1"),
    ("open database", "odbl 1"),
    ("open data commons open database", "odbl 1"),
    ("odc open database", "odbl 1"),
    ("odc by", "odc by 1"),
    ("odc attribution", "odc by 1"),
    ("open data commons attribution", "odc by 1"),
    ("pddl", "pddl 1"),
    ("odc pddl", "pddl 1"),
    ("odc odbl", "odbl 1"),
    ("dl by de 2", "dl de by 2"),
    ("dl zero de 2", "dl de zero 2"),
    ("ouverte 2", "etalab 2"),
    ("ouverte open 2", "etalab 2"),
    ("odc pddl 1", "pddl 1"),
    ("odc public domain dedication and", "pddl 1"),
    ("boost", "bsl 1"),
    ("boost software", "bsl 1"),
    ("public domain cc 0", "cc 0 1"),
    ("public domain cc 0 1", "cc 0 1"),
    ("public domain mark", "cc pdm 1"),
    ("public domain mark 1", "cc pdm 1"),
];

/// The list of SPDX by the words of identifiers and of full names.
static LISTED: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut listed: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for license in spdx::identifiers::LICENSES.iter().filter(|it| !super::says_nothing(it.name)) {
        for name in [license.name, license.full_name] {
            let named = listed.entry(key(name)).or_default();
            if !named.contains(&license.name) {
                named.push(license.name);
            }
        }
    }
    listed
});

/// The [`key`] that the list has for what goes by `key`.
pub fn usual(key: &str) -> &str {
    ALIASES.iter().find(|(alias, _)| *alias == key).map_or(key, |(_, usual)| usual)
}

/// The identifiers of the licences that go by `key`, deprecated ones among them; none where it is
/// no whole name.
pub fn of_key(key: &str) -> &'static [&'static str] {
    LISTED.get(usual(key)).map_or(&[][..], Vec::as_slice)
}

/// The [`key`]s of all identifiers and full names.
pub fn keys() -> impl Iterator<Item = &'static str> {
    LISTED.keys().map(String::as_str)
}

/// `key` without the versions in it.
pub fn without_versions(key: &str) -> String {
    let is_text = |word: &&str| !word.starts_with(|c: char| c.is_ascii_digit());
    key.split(' ').filter(is_text).collect::<Vec<_>>().join(" ")
}

/// The identifiers of the licences that go by `name`, or else of all versions of what goes by it,
/// wherever its words end: `BlueOak` and `Blue Oak` are the same here.
pub(super) fn alike(name: &str) -> Vec<&'static str> {
    let joined = |key: &str| key.replace(' ', "");
    let wanted = joined(usual(&key(name)));
    let of = |form: &dyn Fn(&str) -> String| {
        let same = LISTED.iter().filter(|(key, _)| form(key) == wanted);
        same.flat_map(|(_, ids)| ids.iter().copied()).collect::<BTreeSet<_>>()
    };
    if wanted.is_empty() {
        return Vec::new();
    }
    let exact = of(&joined);
    let found =
        if exact.is_empty() { of(&|key: &str| joined(&without_versions(key))) } else { exact };
    found.into_iter().collect()
}

/// The words of a name that tell it from others, in lower case and in one form: `gpl 3` of
/// `GPLv3.0 only`, `apache 2` of `apache-2-0`, `cc by sa 4` of
/// `Creative Commons Attribution-ShareAlike 4.0 International`.
pub fn key(name: &str) -> String {
    let separate = |c: char| !c.is_alphanumeric() && c != '.';
    let mut words: Vec<String> = Vec::new();
    for word in name.split(separate).map(|word| word.trim_matches('.').to_lowercase()) {
        let word = without_v(&word);
        match words.last_mut() {
            // `2-0` is a version as `2.0`.
            Some(last) if is_number(last) && is_number(word) => {
                last.push('.');
                last.push_str(word);
            }
            _ if word.is_empty() || FILLERS.contains(&word) => {}
            _ => words.push(word.to_owned()),
        }
    }
    let mut words: Vec<String> = words.iter().flat_map(|word| split(word)).collect();
    // `Creative Commons Attribution 4.0 International Public License` is the title of its text.
    if words.ends_with(&["international".to_owned(), "public".to_owned()]) {
        words.pop();
    }
    while words.len() > 1 && words.last().is_some_and(|word| ENDINGS.contains(&word.as_str())) {
        words.pop();
    }
    of_creative_commons(with_synonyms(&words.join(" ")))
}

fn with_synonyms(words: &str) -> String {
    let padded = SYNONYMS.iter().fold(format!(" {words} "), |text, (long, short)| {
        text.replace(&format!(" {long} "), &format!(" {short} "))
    });
    padded.trim().to_owned()
}

/// Names of Creative Commons' licences often go without its own, and that of CC0 with more words.
fn of_creative_commons(words: String) -> String {
    let words = match words.strip_prefix("attribution") {
        Some(rest) if rest.is_empty() || rest.starts_with(" assurance") => words,
        Some(rest) => format!("cc by{rest}"),
        None => words.replace("cc by attribution", "cc by").replace("cc attribution", "cc by"),
    };
    let parts: Vec<&str> = words.split(' ').collect();
    let of_cc = |word: &&str| ["by", "sa", "nc", "nd"].contains(word) || is_version(word);
    if parts.len() > 1 && parts[0] == "by" && parts.iter().all(of_cc) {
        return format!("cc {words}");
    }
    let public =
        [" universal public domain dedication", " public domain dedication", " public domain"];
    match public.iter().find_map(|ending| words.strip_suffix(ending)) {
        Some(zero @ ("cc 0" | "cc 0 1")) => zero.to_owned(),
        _ => words,
    }
}

/// `3.0` for `v3.0`.
fn without_v(word: &str) -> &str {
    match word.strip_prefix('v') {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => number,
        _ => word,
    }
}

/// `gpl` and `3` for `gplv3`, `by` and `4` for `by4.0`.
fn split(word: &str) -> Vec<String> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let version = &word[letters.len()..];
    if letters.is_empty() || version.is_empty() {
        return vec![without_zeros(word).to_owned()];
    }
    let letters = letters.strip_suffix('v').unwrap_or(letters);
    vec![letters.to_owned(), without_zeros(version).to_owned()]
}

/// `3` for `3.0`: both are the same version.
fn without_zeros(word: &str) -> &str {
    match word.strip_suffix(".0") {
        Some(rest) if is_version(rest) => without_zeros(rest),
        _ => word,
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_version(word: &str) -> bool {
    word.split('.').all(is_number)
}
