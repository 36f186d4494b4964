//! Licences of others in one spelling, where they are of the SPDX list (<https://spdx.org/licenses/>).

use faircat_catalog::checks::licence::at_creative_commons;
use faircat_linked_data::vocabulary::SPDX_LICENSES;

/// Addresses below which the identifiers of the list are.
const ADDRESSES: [&str; 3] =
    [SPDX_LICENSES, "http://spdx.org/licenses/", "https://www.spdx.org/licenses/"];
/// The table of the European Union, which DCAT-AP asks for: `CC_BY_4_0`.
const OF_UNION: &str = "http://publications.europa.eu/resource/authority/licence/";

/// `said`, a name or an address, as the SPDX list has it, else as it stands.
pub(crate) fn in_one_spelling(said: &str) -> String {
    let said = said.trim();
    let below = ADDRESSES.iter().find_map(|it| said.strip_prefix(it));
    let id = below.map(|it| it.trim_end_matches(".html").trim_end_matches(".json").to_owned());
    let known = id.clone().or_else(|| at_creative_commons(said)).or_else(|| of_union(said));
    let listed = known.filter(|it| is_listed(it)).or(id);
    listed.unwrap_or_else(|| said.to_owned())
}

/// Whether the SPDX list has `licence`.
pub fn is_listed(licence: &str) -> bool {
    spdx::license_id(licence).is_some_and(|it| it.name == licence)
}

fn of_union(address: &str) -> Option<String> {
    let name = address.strip_prefix(OF_UNION)?;
    if name == "CC0" {
        return Some("CC0-1.0".to_owned());
    }
    let (terms, version) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    // Their names write `BYSA` where the list has `BY-SA`.
    let terms = terms.trim_end_matches('_').replace("BYNC", "BY_NC").replace("BYSA", "BY_SA");
    let terms = terms.replace("BYND", "BY_ND").replace("NCSA", "NC_SA").replace("NCND", "NC_ND");
    Some(format!("{}-{}", terms.replace('_', "-"), version.replace('_', ".")))
}

#[cfg(test)]
mod tests {
    use super::{in_one_spelling, is_listed};

    #[test]
    fn addresses_of_listed_licences_are_their_identifiers() {
        for (said, expected) in [
            ("https://spdx.org/licenses/MIT", "MIT"),
            ("http://spdx.org/licenses/Apache-2.0.html", "Apache-2.0"),
            ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
            ("http://www.creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"),
            ("https://creativecommons.org/licenses/by/4.0/deed.de", "CC-BY-4.0"),
            ("https://creativecommons.org/licenses/by/4.0/?ref=chooser-v1", "CC-BY-4.0"),
            ("https://creativecommons.org/licenses/by/3.0/at/", "CC-BY-3.0-AT"),
            (
                "https://creativecommons.org/licenses/by-nc/3.0/us/",
                "https://creativecommons.org/licenses/by-nc/3.0/us/",
            ),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
            ("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0", "CC-BY-4.0"),
            (
                "http://publications.europa.eu/resource/authority/licence/CC_BYNCSA_4_0",
                "CC-BY-NC-SA-4.0",
            ),
            (
                "https://creativecommons.org/licenses/by/9.0/",
                "https://creativecommons.org/licenses/by/9.0/",
            ),
            ("MIT", "MIT"),
            ("all rights reserved", "all rights reserved"),
        ] {
            assert_eq!(in_one_spelling(said), expected);
        }
        assert!(is_listed("MIT") && !is_listed("mit licence of ours"));
    }
}
