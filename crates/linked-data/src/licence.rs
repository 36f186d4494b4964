//! Licences as IRIs of SPDX.

use spdx::{LicenseItem, LicenseReq};

use super::vocabulary::SPDX_LICENSES;

/// The IRI of `license`, where it is an identifier of SPDX's list; `None` for `LicenseRef-…`,
/// `Apache-2.0+` and expressions, which have no page there.
pub(super) fn spdx_iri(license: &str) -> Option<String> {
    let license = license.trim();
    let is_listed = spdx::identifiers::LICENSES.iter().any(|it| it.name == license);
    // The list's word for "no statement" has no page.
    (is_listed && license != "NOASSERTION").then(|| format!("{SPDX_LICENSES}{license}"))
}

/// The IRIs of all licences that an SPDX expression names, each once, without saying how they
/// combine; none where one of them has no IRI, for the others would be taken for the whole.
pub(super) fn spdx_iris(expression: &str) -> Vec<String> {
    if let Some(single) = spdx_iri(expression) {
        return vec![single];
    }
    let Ok(expression) = spdx::Expression::parse(expression.trim()) else { return Vec::new() };
    let iris = expression.requirements().map(|required| part_iri(&required.req));
    let mut iris: Vec<String> = iris.collect::<Option<_>>().unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    iris.retain(|iri| seen.insert(iri.clone()));
    iris
}

fn part_iri(required: &LicenseReq) -> Option<String> {
    match (&required.license, &required.addition) {
        (LicenseItem::Spdx { id, or_later: false }, None) => spdx_iri(id.name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{spdx_iri, spdx_iris};

    #[test]
    fn only_what_spdx_lists_has_an_iri_of_spdx() {
        assert_eq!(spdx_iri(" MIT ").as_deref(), Some("https://spdx.org/licenses/MIT"));
        assert_eq!(spdx_iri("GPL-2.0+").as_deref(), Some("https://spdx.org/licenses/GPL-2.0+"));
        for text in [
            "LicenseRef-NonCommercial",
            "Apache-2.0+",
            "MIT OR Apache-2.0",
            "GPL-3.0-or-later WITH Classpath-exception-2.0",
            "NOASSERTION",
            "no-such",
            "",
        ] {
            assert_eq!(spdx_iri(text), None, "{text}");
        }
    }

    #[test]
    fn an_expression_has_the_iris_of_all_its_licences_or_none() {
        let [mit, apache] =
            ["https://spdx.org/licenses/MIT", "https://spdx.org/licenses/Apache-2.0"];
        assert_eq!(spdx_iris("(MIT OR Apache-2.0) AND MIT"), [mit, apache]);
        assert_eq!(spdx_iris("MIT"), [mit]);
        assert_eq!(spdx_iris("GPL-2.0+"), ["https://spdx.org/licenses/GPL-2.0+"]);
        for text in [
            "MIT AND LicenseRef-NonCommercial",
            "GPL-3.0-or-later WITH Classpath-exception-2.0",
            "(MIT OR Apache-2.0 WITH LLVM-exception) AND CC-BY-4.0",
            "MIT OR Apache-2.0+",
        ] {
            assert_eq!(spdx_iris(text), [""; 0], "{text}");
        }
    }
}
