//! Licences as people write them, and the SPDX identifiers that they may mean.

mod several;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::shape::nearest;
use url::Url;

use super::Fault;

/// Names that stand for one identifier, or for one of several: words of the name, in lower case, and
/// the identifiers.
const NAMES: [(&str, &[&str]); 22] = [
    ("mit", &["MIT"]),
    ("expat", &["MIT"]),
    ("x11", &["X11"]),
    ("isc", &["ISC"]),
    ("zlib", &["Zlib"]),
    ("unlicense", &["Unlicense"]),
    ("wtfpl", &["WTFPL"]),
    ("mpl", &["MPL-2.0"]),
    ("mozilla", &["MPL-2.0"]),
    ("epl", &["EPL-2.0"]),
    ("eclipse", &["EPL-2.0"]),
    ("eupl", &["EUPL-1.2"]),
    ("boost", &["BSL-1.0"]),
    ("bsl", &["BSL-1.0"]),
    ("artistic", &["Artistic-2.0"]),
    ("cecill", &["CECILL-2.1", "CECILL-B", "CECILL-C"]),
    ("odbl", &["ODbL-1.0"]),
    ("pddl", &["PDDL-1.0"]),
    ("psf", &["PSF-2.0"]),
    ("python", &["PSF-2.0"]),
    ("ncsa", &["NCSA"]),
    ("public domain", &["CC0-1.0"]),
];

/// Words that are no part of a licence's name.
const FILLERS: [&str; 8] =
    ["the", "license", "licence", "licensed", "licenced", "under", "version", "v"];

pub(super) fn check(pointer: &str, text: &str, found: &mut Vec<Fault>) {
    if says_nothing(text) {
        let message = format!("`{text}` states no licence");
        let hint = "name the licence that the rights holder chose, or leave `license` out";
        found.push(Fault::new(pointer, Diagnostic::error("license", message).hint(hint)));
        return;
    }
    let Err(error) = spdx::Expression::parse(text) else { return };
    let part = text.get(error.span.clone()).filter(|part| !part.is_empty()).unwrap_or(text);
    let message = format!("`{text}` is no SPDX licence expression: {}", error.reason);
    let hint = several::remedy(text, &meant).unwrap_or_else(|| of_one(text, part));
    found.push(Fault::new(pointer, Diagnostic::error("license", message).hint(hint)));
}

/// The SPDX expression that `text` is but for small and capital letters, or whose page it names;
/// `None` where that is not sure.
pub fn stated(text: &str) -> Option<String> {
    if says_nothing(text) {
        return None;
    }
    if spdx::Expression::parse(text).is_ok() {
        return Some(text.to_owned());
    }
    of_address(text).or_else(|| known(text))
}

/// What to write in place of `text`, of which SPDX does not know `part`.
fn of_one(text: &str, part: &str) -> String {
    let says_more = ["with", "except", "exception"];
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let is_narrowed = words.any(|word| says_more.iter().any(|it| word.eq_ignore_ascii_case(it)));
    // A licence with exceptions is another one without them.
    let mut meant = if is_narrowed { Vec::new() } else { meant(text) };
    if meant.is_empty() && !is_narrowed {
        meant = self::meant(part);
    }
    if meant.is_empty() && !is_narrowed && !is_unlike(part) {
        let names = spdx::identifiers::LICENSES.iter().map(|license| license.name);
        meant.extend(nearest(part, names).map(str::to_owned));
    }
    let quoted: Vec<String> = meant.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => {
            "use an identifier of spdx.org/licenses, or `LicenseRef-…` for other terms".to_owned()
        }
        [one] => format!("did you mean {one}?"),
        [first @ .., last] => format!("did you mean {} or {last}?", first.join(", ")),
    }
}

/// Whether SPDX's words for "no licence" are in `text`; its list has them among the identifiers.
pub(super) fn says_nothing(text: &str) -> bool {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    words.any(|word| ["NOASSERTION", "NONE"].iter().any(|no| word.eq_ignore_ascii_case(no)))
}

/// Whether the identifier whose letters are next to those of `text` is another licence: that of few
/// letters, and the Unlicense, where the work has no licence at all.
fn is_unlike(text: &str) -> bool {
    let letters = text.chars().filter(|it| it.is_alphanumeric()).count();
    letters < 5 || ["unlicensed", "unlicenced"].iter().any(|no| text.eq_ignore_ascii_case(no))
}

/// The SPDX identifiers that `text` may mean, none where it says too little.
fn meant(text: &str) -> Vec<String> {
    if let Some(found) = of_address(text).or_else(|| known(text)).or_else(|| choice(text)) {
        return vec![found];
    }
    let words = words(text);
    let found = gnu(&words)
        .or_else(|| creative_commons(&words))
        .or_else(|| bsd(&words))
        .or_else(|| apache(&words))
        .or_else(|| named(&words))
        .unwrap_or_default();
    found.into_iter().filter(|name| spdx::license_id(name).is_some()).collect()
}

/// The identifier that `name` is but for small and capital letters.
fn known(name: &str) -> Option<String> {
    let mut licenses = spdx::identifiers::LICENSES.iter();
    let found = licenses.find(|it| it.name.eq_ignore_ascii_case(name))?;
    // SPDX has these old names still, and none says whether later versions may be used.
    let is_old = spdx::license_id(found.name).is_some_and(spdx::LicenseId::is_deprecated);
    (!is_old).then(|| found.name.to_owned())
}

/// The SPDX identifier of the licence whose page or text has the address `text`.
fn of_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let path = url.path().trim_matches('/').to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    match (url.host_str()?.trim_start_matches("www."), parts.as_slice()) {
        ("creativecommons.org", ["licenses", name, version, ..]) => {
            known(&format!("CC-{name}-{version}"))
        }
        ("creativecommons.org", ["publicdomain", "zero", version, ..]) => {
            known(&format!("CC0-{version}"))
        }
        ("apache.org", ["licenses", name, ..]) => {
            let version = name.trim_start_matches("license-");
            known(&format!("Apache-{}", without_ending(version)))
        }
        ("spdx.org" | "opensource.org" | "choosealicense.com", [.., name]) => {
            known(without_ending(name))
        }
        _ => None,
    }
}

fn without_ending(name: &str) -> &str {
    [".html", ".json", ".txt"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name)
}

/// `MIT/Apache-2.0`: either licence, as registries of packages once had it.
fn choice(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let are_licences = parts.len() > 1 && parts.iter().all(|it| spdx::license_id(it).is_some());
    are_licences.then(|| parts.join(" OR "))
}

/// `text` in lower case, a blank between words and before a number, without [`FILLERS`].
fn words(text: &str) -> String {
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
fn version(words: &str) -> Option<String> {
    let number = words.split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let number = number.trim_end_matches(['+', '.']);
    Some(if number.contains('.') { number.to_owned() } else { format!("{number}.0") })
}

fn has(words: &str, wanted: &str) -> bool {
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
    if !words.contains("bsd") {
        return None;
    }
    let any = |of: &[&str]| of.iter().any(|word| has(words, word));
    let clauses: &[&str] = if any(&["2", "two", "simplified", "freebsd"]) {
        &["2"]
    } else if any(&["3", "three", "new", "revised", "modified"]) {
        &["3"]
    } else if any(&["4", "four", "original", "old"]) {
        &["4"]
    } else {
        &["2", "3"]
    };
    Some(clauses.iter().map(|clauses| format!("BSD-{clauses}-Clause")).collect())
}

fn apache(words: &str) -> Option<Vec<String>> {
    let is_one = words.starts_with("apache") || words.starts_with("asl");
    is_one.then(|| vec![format!("Apache-{}", version(words).unwrap_or_else(|| "2.0".to_owned()))])
}

fn named(words: &str) -> Option<Vec<String>> {
    let (_, names) = NAMES.iter().find(|(name, _)| {
        words.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    let stated = version(words);
    // A version that exists is meant rather than the newest.
    let exact = stated.and_then(|stated| {
        let stem = names[0].rsplit_once('-').map_or(names[0], |(stem, _)| stem);
        spdx::license_id(&format!("{stem}-{stated}")).map(|id| vec![id.name.to_owned()])
    });
    Some(exact.unwrap_or_else(|| names.iter().map(|name| (*name).to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::{check, meant};

    #[test]
    fn no_licence_is_none() {
        for text in ["NOASSERTION", "NONE", "none", "MIT OR NOASSERTION"] {
            let mut found = Vec::new();
            check("/license", text, &mut found);
            assert_eq!(found.len(), 1, "{text}");
        }
    }

    #[test]
    fn no_other_licence_is_suggested_than_may_be_meant() {
        for text in ["Unlicensed", "UNLICENSED", "unlicenced", "OGL", "OPL"] {
            let mut found = Vec::new();
            check("/license", text, &mut found);
            let hint = found[0].diagnostic.hint.clone().unwrap_or_default();
            assert!(hint.starts_with("use an identifier of spdx.org"), "{text}: {hint}");
        }
    }

    #[test]
    fn a_remedy_never_changes_the_licence() {
        for (text, remedy) in [
            ("mit or apache-2.0", "did you mean `MIT OR Apache-2.0`?"),
            ("MIT or GPLv3", "did you mean `MIT OR GPL-3.0-only` or `MIT OR GPL-3.0-or-later`?"),
            ("CC BY-NC 4.0 and MIT", "did you mean `CC-BY-NC-4.0 AND MIT`?"),
            ("MIT OR Apache 2", "did you mean `MIT OR Apache-2.0`?"),
            (
                "MIT, Apache-2.0",
                "write `MIT OR Apache-2.0` where one may choose, `MIT AND Apache-2.0` where all of \
                 them hold",
            ),
            (
                "MIT, BSD-3-Clause or Apache-2.0",
                "did you mean `MIT OR BSD-3-Clause OR Apache-2.0`?",
            ),
            ("MIT / Apache 2.0", "write `MIT OR Apache-2.0` where one may choose, "),
            ("MIT and house rules", "name each licence by its identifier"),
            ("mit and isc or zlib", "name each licence by its identifier"),
            ("Apache 2.0 with LLVM exception", "use an identifier of spdx.org"),
            ("GPL v2 or later", "did you mean `GPL-2.0-or-later`?"),
        ] {
            let mut found = Vec::new();
            check("/license", text, &mut found);
            let hint = found[0].diagnostic.hint.clone().unwrap_or_default();
            assert!(hint.starts_with(remedy), "{text}: {hint}");
        }
    }

    #[test]
    fn what_people_write_leads_to_spdx() {
        for (text, identifiers) in [
            ("GPL-3.0", "GPL-3.0-only GPL-3.0-or-later"),
            ("GPL v3", "GPL-3.0-only GPL-3.0-or-later"),
            ("GPLv3", "GPL-3.0-only GPL-3.0-or-later"),
            ("GPL-2.0+", "GPL-2.0-or-later"),
            ("GPL3+", "GPL-3.0-or-later"),
            ("GNU General Public License v2 or later", "GPL-2.0-or-later"),
            ("GPL", "GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later"),
            ("LGPL-2.1", "LGPL-2.1-only LGPL-2.1-or-later"),
            ("AGPL-3.0", "AGPL-3.0-only AGPL-3.0-or-later"),
            ("MIT License", "MIT"),
            ("The MIT Licence", "MIT"),
            ("BSD", "BSD-2-Clause BSD-3-Clause"),
            ("BSD License", "BSD-2-Clause BSD-3-Clause"),
            ("BSD 3-Clause License", "BSD-3-Clause"),
            ("New BSD", "BSD-3-Clause"),
            ("Simplified BSD", "BSD-2-Clause"),
            ("Apache 2", "Apache-2.0"),
            ("Apache License, Version 2.0", "Apache-2.0"),
            ("Apache", "Apache-2.0"),
            ("CC-BY", "CC-BY-4.0"),
            ("CC BY 4.0", "CC-BY-4.0"),
            ("CC BY-NC-SA 3.0", "CC-BY-NC-SA-3.0"),
            ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
            ("CC0", "CC0-1.0"),
            ("Public Domain", "CC0-1.0"),
            ("MPL 1.1", "MPL-1.1"),
            ("Mozilla Public License 2.0", "MPL-2.0"),
            ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
            ("https://creativecommons.org/licenses/by-sa/3.0/deed.de", "CC-BY-SA-3.0"),
            ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
            ("https://spdx.org/licenses/MIT.html", "MIT"),
            ("https://opensource.org/license/mit", "MIT"),
            ("https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
            ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
            ("https://example.org/terms", ""),
            ("proprietary", ""),
        ] {
            assert_eq!(meant(text).join(" "), identifiers, "{text}");
        }
    }
}
