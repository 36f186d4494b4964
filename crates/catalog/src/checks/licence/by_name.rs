//! Licences by the names that SPDX, Creative Commons and the Publications Office of the European Union
//! give them.

use url::Url;

use super::meant::known;

/// Last parts of addresses of the authority table of licences, and what they name.
const AUTHORITY: [(&str, &str); 8] = [
    ("APACHE_2_0", "Apache-2.0"),
    ("CC0", "CC0-1.0"),
    ("EUPL_1_1", "EUPL-1.1"),
    ("EUPL_1_2", "EUPL-1.2"),
    ("MIT", "MIT"),
    ("ODC_BL", "ODbL-1.0"),
    ("ODC_BY", "ODC-By-1.0"),
    ("ODC_PDDL", "PDDL-1.0"),
];

/// The identifier of the licence that has the name `text`: SPDX's full one, Creative Commons' short one
/// with its version, as `CC BY-NC-SA 4.0`, or the address of one in the European authority table.
pub(super) fn of_name(text: &str) -> Option<String> {
    of_full_name(text).or_else(|| of_short_name(text)).or_else(|| of_authority(text))
}

fn of_full_name(text: &str) -> Option<String> {
    let mut licences = spdx::identifiers::LICENSES.iter();
    licences.find(|it| it.full_name.eq_ignore_ascii_case(text)).and_then(|it| known(it.name))
}

fn of_short_name(text: &str) -> Option<String> {
    let plain = text.to_ascii_uppercase().replace([' ', '_'], "-");
    match plain.as_str() {
        // There is one version of it.
        "CC0" | "CC-0" | "CC-ZERO" => Some("CC0-1.0".to_owned()),
        name if name.starts_with("CC-BY-") || name.starts_with("CC0-") => known(name),
        _ => None,
    }
}

fn of_authority(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|it| it.host_str() == Some("publications.europa.eu"))?;
    let name = url.path().strip_prefix("/resource/authority/licence/")?;
    if let Some((_, id)) = AUTHORITY.iter().find(|(it, _)| *it == name) {
        return Some((*id).to_owned());
    }
    // `CC_BYNCSA_4_0`, with no signs between the conditions.
    let (conditions, version) = name.strip_prefix("CC_")?.split_once('_')?;
    let conditions = ["BY", "NC", "SA", "ND"]
        .iter()
        .fold(conditions.to_owned(), |all, it| all.replace(it, &format!("-{it}")));
    known(&format!("CC{conditions}-{}", version.replace('_', ".")))
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_have_one_meaning() {
        for (text, wanted) in [
            ("Creative Commons Attribution 4.0 International", Some("CC-BY-4.0")),
            ("Apache License 2.0", Some("Apache-2.0")),
            ("CC BY-NC-SA 4.0", Some("CC-BY-NC-SA-4.0")),
            ("CC0", Some("CC0-1.0")),
            ("CC BY", None),
            ("CC-BY-SA", None),
            ("Public", None),
            ("BSD", None),
            (
                "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
                Some("CC-BY-4.0"),
            ),
            (
                "http://publications.europa.eu/resource/authority/licence/CC_BYNCSA_3_0",
                Some("CC-BY-NC-SA-3.0"),
            ),
            ("http://publications.europa.eu/resource/authority/licence/OP_DATPRO", None),
        ] {
            assert_eq!(of_name(text).as_deref(), wanted, "{text}");
        }
    }
}
