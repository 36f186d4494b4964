//! What to write in place of a text that SPDX does not know.

use super::meant::{is_accepted, of_deprecated};
use super::{listed, meant};

/// What SPDX's pages say to write in place of deprecated identifiers, where that is no licence of
/// the same name.
const REPLACED: [(&str, &[&str]); 13] = [
    ("BSD-2-Clause-FreeBSD", &["BSD-2-Clause", "BSD-2-Clause-Views"]),
    ("BSD-2-Clause-NetBSD", &["BSD-2-Clause"]),
    (
        "GPL-2.0-with-GCC-exception",
        &["GPL-2.0-only WITH GCC-exception-2.0", "GPL-2.0-or-later WITH GCC-exception-2.0"],
    ),
    (
        "GPL-2.0-with-autoconf-exception",
        &[
            "GPL-2.0-only WITH Autoconf-exception-2.0",
            "GPL-2.0-or-later WITH Autoconf-exception-2.0",
        ],
    ),
    (
        "GPL-2.0-with-bison-exception",
        &["GPL-2.0-only WITH Bison-exception-2.2", "GPL-2.0-or-later WITH Bison-exception-2.2"],
    ),
    (
        "GPL-2.0-with-classpath-exception",
        &[
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "GPL-2.0-or-later WITH Classpath-exception-2.0",
        ],
    ),
    (
        "GPL-2.0-with-font-exception",
        &["GPL-2.0-only WITH Font-exception-2.0", "GPL-2.0-or-later WITH Font-exception-2.0"],
    ),
    (
        "GPL-3.0-with-GCC-exception",
        &["GPL-3.0-only WITH GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"],
    ),
    (
        "GPL-3.0-with-autoconf-exception",
        &[
            "GPL-3.0-only WITH Autoconf-exception-3.0",
            "GPL-3.0-or-later WITH Autoconf-exception-3.0",
        ],
    ),
    ("Nunit", &["zlib-acknowledgement"]),
    ("bzip2-1.0.5", &["bzip2-1.0.6"]),
    ("eCos-2.0", &["GPL-2.0-or-later WITH eCos-exception-2.0"]),
    ("wxWindows", &["LGPL-2.0-or-later WITH WxWindows-exception-3.1"]),
];

/// Most bytes of a name that is compared with all identifiers.
const LONGEST: usize = 100;

/// Most licences that a hint names.
const MOST: usize = 6;

/// What to write in place of `text`, which SPDX does not know.
pub(super) fn of_one(text: &str) -> String {
    let quoted: Vec<String> = found(text).iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => {
            "use an identifier of spdx.org/licenses, or `LicenseRef-…` for other terms".to_owned()
        }
        [one] => format!("did you mean {one}?"),
        [first @ .., last] => format!("did you mean {} or {last}?", first.join(", ")),
    }
}

/// The expressions that may be meant, each of which a check accepts.
fn found(text: &str) -> Vec<String> {
    let replaced = REPLACED.iter().find(|(old, _)| old.eq_ignore_ascii_case(text));
    if let Some((_, new)) = replaced {
        return new.iter().map(|it| (*it).to_owned()).collect();
    }
    // A licence with exceptions is another one without them.
    if is_narrowed(text) {
        return Vec::new();
    }
    let named = meant(text);
    if !named.is_empty() {
        return named;
    }
    let stated = of_deprecated(text).filter(|it| is_accepted(it));
    stated.map_or_else(|| of_family(text), |it| vec![it])
}

fn is_narrowed(text: &str) -> bool {
    let says_more = ["with", "except", "exception"];
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| says_more.iter().any(|it| word.eq_ignore_ascii_case(it)))
}

/// The licences that `text` is the name of, without a sign or without the version, the newest where
/// they are many; or else the one that is written nearly so.
fn of_family(text: &str) -> Vec<String> {
    if is_unlike(text) {
        return Vec::new();
    }
    let mut all = listed::alike(text);
    all.retain(|it| is_accepted(it));
    all.drain(..all.len().saturating_sub(MOST));
    if all.is_empty() {
        all.extend(similar(text));
    }
    all.into_iter().map(str::to_owned).collect()
}

/// The identifier that is written as `text` but for a letter or two. Another number is another
/// licence, and so are other conditions and countries of Creative Commons.
fn similar(text: &str) -> Option<&'static str> {
    let digits = |it: &str| it.chars().filter(char::is_ascii_digit).collect::<String>();
    let (lower, numbers) = (text.to_lowercase(), digits(text));
    let most = if text.len() < 10 { 1 } else { 2 };
    let names = spdx::identifiers::LICENSES.iter().map(|license| license.name);
    // Who writes nearly that has no licence in mind, or one that says "License".
    let is_other = |name: &str| name == "Unlicense" || name.starts_with("CC-");
    let names = names.filter(|name| !is_other(name) && digits(name) == numbers);
    let near = names.map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name));
    let near = near.filter(|(distance, name)| *distance <= most && is_accepted(name));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Whether the identifier whose letters are next to those of `text` is another licence: that of few
/// letters, and the Unlicense, where the work has no licence at all.
fn is_unlike(text: &str) -> bool {
    let letters = text.chars().filter(|it| it.is_alphanumeric()).count();
    letters < 5
        || text.len() > LONGEST
        || ["unlicensed", "unlicenced"].iter().any(|no| text.eq_ignore_ascii_case(no))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::{REPLACED, is_accepted};

    /// The hint at `text`, where the check refuses it.
    fn hint(text: &str) -> Option<String> {
        let mut found = Vec::new();
        check("/license", text, &mut found);
        found.pop().map(|fault| fault.diagnostic.hint.unwrap_or_default())
    }

    /// What `hint` has between backticks.
    fn named(hint: &str) -> Vec<&str> {
        hint.split('`').skip(1).step_by(2).collect()
    }

    #[test]
    fn what_a_check_refuses_is_never_a_hint() {
        let old = spdx::identifiers::LICENSES.iter().map(|it| it.name);
        let old: Vec<&str> = old.filter(|name| spdx::Expression::parse(name).is_err()).collect();
        assert!(old.len() > 20, "{old:?}");
        for name in old {
            let told = hint(name).unwrap();
            for expression in named(&told).into_iter().filter(|it| *it != "LicenseRef-…") {
                assert_ne!(expression, name, "{told}");
                assert!(is_accepted(expression), "{name}: {told}");
            }
            // Of one only it is not told what stands in its place.
            assert_eq!(told.starts_with("did you mean"), name != "Net-SNMP", "{name}: {told}");
        }
        for expression in REPLACED.iter().flat_map(|(_, new)| *new) {
            assert!(is_accepted(expression), "{expression}");
        }
    }

    #[test]
    fn names_lead_to_their_own_licence() {
        for (text, wanted) in [
            ("GFDL-1.3", "GFDL-1.3-only GFDL-1.3-or-later"),
            ("StandardML-NJ", "SMLNJ"),
            ("X11 License", "X11"),
            ("HPND License", "HPND"),
            ("Intel License", "Intel"),
            ("Vim License", "Vim"),
            ("Ruby License", "Ruby"),
            ("W3C License", "W3C"),
            ("curl License", "curl"),
            ("NTP License", "NTP"),
            ("Beerware License", "Beerware"),
            ("MS-PL License", "MS-PL"),
            ("the Fair Licence", "Fair"),
            ("0BSD License", "0BSD"),
            ("Zero-Clause BSD", "0BSD"),
            ("MIT No Attribution", "MIT-0"),
            ("MIT-Modern", "MIT-Modern-Variant"),
            ("BSL-1.1", "BUSL-1.1"),
            ("BSL", "BSL-1.0 BUSL-1.1"),
            ("Public Domain Mark 1.0", "CC-PDM-1.0"),
            ("CC BY 3.0 US", "CC-BY-3.0-US"),
            ("CC-BY-SA 3.0 IGO", "CC-BY-SA-3.0-IGO"),
            ("CC-BY 3.0 DE", "CC-BY-3.0-DE"),
            ("LaTeX Project Public License", "LPPL-1.0 LPPL-1.1 LPPL-1.2 LPPL-1.3a LPPL-1.3c"),
            ("CERN-OHL-S", "CERN-OHL-S-2.0"),
            ("Blue Oak", "BlueOak-1.0.0"),
            ("Unlicence", "Unlicense"),
            ("BlueOk-1.0.0", "BlueOak-1.0.0"),
            // None of these is a licence of the list, and what is next to it is another one.
            ("CC BY 3.0 ES", ""),
            ("CC-BY-3.0-ES", ""),
            ("CC-BY-NS-4.0", ""),
            ("CC-BY-5.0", ""),
            ("GPL-3.1", ""),
            ("Apache 3.0", ""),
            ("OpenRAIL", ""),
            ("MIT-like terms", ""),
            ("MIT/GPL-2.0", ""),
            ("EPL-7.0", ""),
        ] {
            let told = hint(text).unwrap();
            let found = named(&told).into_iter().filter(|it| *it != "LicenseRef-…");
            assert_eq!(found.collect::<Vec<_>>().join(" "), wanted, "{text}: {told}");
        }
    }
}
