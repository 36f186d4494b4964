//! Licences by the words of their names, as people write them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{Meaning, is_no_statement};

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
    ("bsdpluspatent", "bsd 2 clause patent"),
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
    ("public domain mark", "cc pdm 1"),
    ("public domain mark 1", "cc pdm 1"),
];

/// Families that do not follow from the list, since its names for their members are of several
/// forms.
const FAMILIES: &[&str] =
    &["attribution", "bsd", "cc", "apache software", "dl de", "open government", "ogl"];

/// The list of SPDX by the words of identifiers and of full names.
static LISTED: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let listed = spdx::identifiers::LICENSES.iter().filter(|it| !is_no_statement(it.name));
    listed.flat_map(|license| [license.name, license.full_name]).map(key).collect()
});

/// Names of which the list has several versions, without these.
static SEVERAL: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut versions: HashMap<String, usize> = HashMap::new();
    for name in LISTED.iter().filter(|name| is_versioned(name)) {
        *versions.entry(without_versions(name)).or_default() += 1;
    }
    versions.retain(|name, count| *count > 1 && !name.is_empty() && !LISTED.contains(name));
    versions.into_keys().chain(FAMILIES.iter().map(|it| (*it).to_owned())).collect()
});

/// What an identifier or a name means: in any capitals, with another one in brackets, or several
/// of them.
pub(super) fn meaning(text: &str) -> Meaning {
    match whole_name(text) {
        Meaning::Nothing => several_names(text),
        found => found,
    }
}

/// What the last part of an address means, which may have no signs between the parts of a name.
pub(super) fn identifier(text: &str) -> Meaning {
    let is_same = |license: &&spdx::License| {
        super::signs(&license.name.to_lowercase()) == super::signs(&text.to_lowercase())
    };
    match whole_name(text) {
        Meaning::Nothing if !is_no_statement(text) => {
            match spdx::identifiers::LICENSES.iter().find(is_same) {
                Some(_) => Meaning::Licence,
                None => Meaning::Nothing,
            }
        }
        found => found,
    }
}

/// `MIT/Apache-2.0`, `CC BY 4.0 and MIT`: a licence if all of them are.
fn several_names(text: &str) -> Meaning {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split(['/', ',', ';', '&'])
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(" and "))
        .collect();
    let mean = |wanted| parts.iter().all(|part| whole_name(part) == wanted);
    match parts.len() > 1 && mean(Meaning::Licence) {
        true => Meaning::Licence,
        false => Meaning::Nothing,
    }
}

fn whole_name(text: &str) -> Meaning {
    let parts: Vec<&str> = text.split(['(', ')', '[', ']']).collect();
    let whole = one_name(&key(&parts.join(" ")));
    if parts.len() == 1 || whole == Meaning::Licence {
        return whole;
    }
    // The name in brackets is another form of the one before it, or says its version.
    let found: Vec<Meaning> = parts
        .iter()
        .map(|part| key(part))
        .filter(|it| !it.is_empty())
        .map(|it| one_name(&it))
        .collect();
    let outside: Vec<&str> = parts.iter().step_by(2).copied().collect();
    let outside = one_name(&key(&outside.join(" ")));
    let inside = parts.iter().skip(1).step_by(2).map(|part| one_name(&key(part)));
    let inside: Vec<Meaning> = inside.collect();
    let all_known = outside != Meaning::Nothing && !inside.contains(&Meaning::Nothing);
    let any_licence = outside == Meaning::Licence || inside.contains(&Meaning::Licence);
    match (all_known, any_licence) {
        (true, true) => Meaning::Licence,
        (true, false) => Meaning::Family,
        _ if !found.contains(&Meaning::Licence) && found.contains(&Meaning::Family) => {
            Meaning::Family
        }
        _ => whole,
    }
}

fn one_name(key: &str) -> Meaning {
    let key = ALIASES.iter().find(|(alias, _)| *alias == key).map_or(key, |(_, name)| name);
    if LISTED.contains(key) {
        Meaning::Licence
    } else if SEVERAL.contains(key) {
        Meaning::Family
    } else {
        Meaning::Nothing
    }
}

/// The words of a name that tell it from others, in lower case and in one form: `gpl 3` of
/// `GPLv3.0 only`, `apache 2` of `apache-2-0`, `cc by sa 4` of
/// `Creative Commons Attribution-ShareAlike 4.0 International`.
pub(super) fn key(name: &str) -> String {
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

fn is_versioned(name: &str) -> bool {
    name.split(' ').any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

fn without_versions(name: &str) -> String {
    let is_text = |word: &&str| !word.starts_with(|c: char| c.is_ascii_digit());
    name.split(' ').filter(is_text).collect::<Vec<_>>().join(" ")
}
