//! Licences: R1.1.

use super::outcome::{Outcome, fail, pass, shortened};
use crate::assessment::Rubric;
use crate::assessment::subject::{Alternatives, View, plain};
use crate::linked_data::vocabulary::{SPDX_LICENSES, dcterms, schema};

const LICENCE: Alternatives = &[schema::LICENSE, dcterms::LICENSE, dcterms::RIGHTS];

/// Where the texts of well-known licences live.
const KNOWN_HOSTS: &[&str] = &[
    "creativecommons.org/",
    "opensource.org/",
    "www.gnu.org/licenses/",
    "gnu.org/licenses/",
    "www.apache.org/licenses/",
    "opendatacommons.org/",
    "data.europa.eu/eli/dec_impl/2017/863",
    "joinup.ec.europa.eu/",
    "mozilla.org/MPL",
];

fn add_licence(view: &View<'_>) -> &'static str {
    match view.rubric {
        Rubric::Software => "license: Apache-2.0  # or another, as the rights holder decides",
        _ => "license: CC-BY-4.0  # or another, as the rights holder decides",
    }
}

/// A licence is stated.
pub(super) fn stated(view: &View<'_>) -> Outcome {
    match view.text(LICENCE) {
        Some(licence) => pass(format!("The licence is `{}`.", shortened(licence))),
        None => fail("No licence is stated.", add_licence(view)),
    }
}

/// The licence is one that is widely known.
pub(super) fn standard(view: &View<'_>) -> Outcome {
    if let Some(licence) = view.values(LICENCE).map(plain).find(|licence| is_standard(licence)) {
        return pass(format!("`{licence}` is a standard licence."));
    }
    fail(
        match view.text(LICENCE) {
            Some(licence) => format!("`{}` is no known licence.", shortened(licence)),
            None => "No licence is stated.".to_owned(),
        },
        add_licence(view),
    )
}

/// The licence is an IRI and not a text.
pub(super) fn machine_readable(view: &View<'_>) -> Outcome {
    let found = view
        .values(LICENCE)
        .map(plain)
        .find(|text| text.starts_with("http://") || text.starts_with("https://"));
    match (found, view.text(LICENCE)) {
        (Some(iri), _) => pass(format!("The licence is given as the IRI `{iri}`.")),
        (None, Some(text)) => fail(
            format!("The licence is given in words: `{}`.", shortened(text)),
            add_licence(view),
        ),
        (None, None) => fail("No licence is stated.", add_licence(view)),
    }
}

fn is_standard(licence: &str) -> bool {
    let without_scheme = licence
        .strip_prefix("https://")
        .or_else(|| licence.strip_prefix("http://"))
        .unwrap_or(licence);
    let id = licence.strip_prefix(SPDX_LICENSES).unwrap_or(licence).trim_end_matches(".html");
    KNOWN_HOSTS.iter().any(|host| without_scheme.starts_with(host))
        || spdx::license_id(id).is_some()
        || spdx::Expression::parse(id).is_ok()
}
