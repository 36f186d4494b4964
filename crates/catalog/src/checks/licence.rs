//! Licences as people write them, and the SPDX identifiers that they may mean.

mod by_name;
mod choices;
mod hints;
pub mod listed;
mod meant;
mod several;

use faircat_record::diagnostic::Diagnostic;

use super::Fault;
pub use choices::choices;
pub use meant::{PAGES_OF_CC, at_creative_commons, meant};
use meant::{known, of_address, of_deprecated};

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
    ("bsl", &["BSL-1.0", "BUSL-1.1"]),
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
    let message = format!("`{text}` is no SPDX licence expression: {}", error.reason);
    let hint = several::remedy(text, &meant).unwrap_or_else(|| hints::of_one(text));
    found.push(Fault::new(pointer, Diagnostic::error("license", message).hint(hint)));
}

/// The SPDX expression that `text` is but for small and capital letters, or whose page or full name
/// it has; `None` where that is not sure. A deprecated identifier, as `GPL-3.0`, is the one that has
/// its place by SPDX's own list: `GPL-3.0-only`.
pub fn stated(text: &str) -> Option<String> {
    if says_nothing(text) {
        return None;
    }
    if spdx::Expression::parse(text).is_ok() {
        return Some(text.to_owned());
    }
    let found = of_address(text).or_else(|| known(text)).or_else(|| of_deprecated(text));
    found.or_else(|| by_name::of_name(text))
}

/// Whether SPDX's words for "no licence" are in `text`; its list has them among the identifiers.
pub(super) fn says_nothing(text: &str) -> bool {
    let mut words = text.split(|c: char| c.is_whitespace() || c == '(' || c == ')');
    words.any(|word| ["NOASSERTION", "NONE"].iter().any(|no| word.eq_ignore_ascii_case(no)))
}

#[cfg(test)]
mod tests {
    use super::{check, meant, stated};

    #[test]
    fn a_deprecated_identifier_is_the_one_in_its_place() {
        for (text, wanted) in [
            ("GPL-3.0", Some("GPL-3.0-only")),
            ("gpl-2.0", Some("GPL-2.0-only")),
            ("GPL-2.0+", Some("GPL-2.0-or-later")),
            ("AGPL-3.0", Some("AGPL-3.0-only")),
            ("LGPL-2.1+", Some("LGPL-2.1-or-later")),
            ("https://spdx.org/licenses/GPL-3.0.html", Some("GPL-3.0-only")),
            ("GPL-2.0-with-classpath-exception", None),
            ("GPL", None),
            ("GPLv3", None),
        ] {
            assert_eq!(stated(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_ported_licence_is_another_than_the_one_it_was_made_of() {
        for (path, wanted) in [
            ("by/3.0/us/", Some("CC-BY-3.0-US")),
            ("by/3.0/at/legalcode", Some("CC-BY-3.0-AT")),
            ("by-nc-nd/3.0/de/", Some("CC-BY-NC-ND-3.0-DE")),
            ("by/2.5/au", Some("CC-BY-2.5-AU")),
            ("by-sa/2.0/uk/deed.en", Some("CC-BY-SA-2.0-UK")),
            ("by/3.0/igo/", Some("CC-BY-3.0-IGO")),
            ("by-nc/3.0/us/", None),
            ("by-nc/3.0/igo/", Some("CC-BY-NC-3.0-IGO")),
            ("by/3.0/es/", None),
            ("by/3.0/", Some("CC-BY-3.0")),
            ("by/4.0/legalcode.de", Some("CC-BY-4.0")),
            ("by/4.0/deed.de", Some("CC-BY-4.0")),
            ("by/4.0/rdf", Some("CC-BY-4.0")),
        ] {
            let address = format!("https://creativecommons.org/licenses/{path}");
            assert_eq!(stated(&address).as_deref(), wanted, "{path}");
        }
    }

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
