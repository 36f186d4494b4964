//! Identifiers: F1 and F3.

use super::outcome::{Tested, count, fail, naming, no_address_yet, not_applicable, pass, some_of};
use crate::Rubric;
use crate::view::{Alternatives, View, names_work, plain, values};
use faircat_linked_data::vocabulary::{dcterms, schema};
use faircat_record::identifier::Identifier;
use faircat_record::yaml_scalar::quoted;

const ADD_IDENTIFIER: &str =
    "identifiers:\n  - \"doi:<the DOI that the archive of your files has assigned>\"";

/// Something on the page identifies the work worldwide.
pub(super) fn unique(view: &View<'_>) -> Tested {
    let known = || view.identifiers.iter().filter(|it| !it.is_placeholder());
    let lasting = known().find(|it| !view.is_stand_in(&it.to_string()));
    match (lasting, known().next()) {
        (Some(identifier), _) => {
            let (said, own) = naming(view, &identifier.to_string(), |it| {
                format!("The {} is identified by {it}.", view.noun())
            });
            pass(said).on_page(own)
        }
        (None, Some(identifier)) => no_address_yet(&identifier.to_string()),
        (None, None) => fail(
            format!("No statement gives the {} an IRI or another identifier.", view.noun()),
            ADD_IDENTIFIER,
        ),
    }
}

/// A DOI, Handle, ARK, SWHID or arXiv identifier.
pub(super) fn persistent(view: &View<'_>) -> Tested {
    if let Some(identifier) = view.persistent() {
        return pass(format!("`{identifier}` is of a scheme that promises persistence."));
    }
    let (said, own) = match view.identifiers.first() {
        Some(identifier) => naming(view, &identifier.to_string(), |it| {
            if identifier.is_for_tests() {
                format!("{it} has a prefix for tests, under which nothing is registered.")
            } else if identifier.is_placeholder() {
                format!("{it} stands for an identifier that is not there yet.")
            } else {
                format!("No identifier, as {it}, is of a scheme that promises persistence.")
            }
        }),
        None => ("There is no identifier.".to_owned(), None),
    };
    let remedy = match view.rubric {
        Rubric::Software => {
            "identifiers:\n  - \"swh:1:<identifier of the source at Software Heritage, or a DOI>\""
        }
        _ => ADD_IDENTIFIER,
    };
    fail(said, remedy).on_page(own)
}

/// The identifier stands in the metadata as a value of its own.
pub(super) fn stated(view: &View<'_>) -> Tested {
    const SCHEMA: Alternatives = &[schema::IDENTIFIER];
    const DUBLIN_CORE: Alternatives = &[dcterms::IDENTIFIER];
    let named = |name, property| view.values(property).map(move |term| (name, term));
    let stated =
        || named("schema:identifier", SCHEMA).chain(named("dcterms:identifier", DUBLIN_CORE));
    let read = || {
        let known = stated().filter_map(|(name, term)| Some((name, view.identifier(term)?)));
        known.filter(|(_, identifier)| !identifier.is_placeholder())
    };
    let lasting = |it: &(&str, Identifier)| !view.is_stand_in(&it.1.to_string());
    if let Some((name, identifier)) = read().find(lasting) {
        let (said, own) = naming(view, &identifier.to_string(), |it| {
            format!("`{name}` of the {} holds {it}.", view.noun())
        });
        return pass(said).on_page(own);
    }
    if let Some((_, identifier)) = read().next() {
        return no_address_yet(&identifier.to_string());
    }
    fail(
        match stated().next() {
            Some((name, _)) => format!(
                "`{name}` of the {} holds nothing that names the scheme of an identifier.",
                view.noun()
            ),
            None => {
                format!("The statements about the {} hold no `schema:identifier`.", view.noun())
            }
        },
        ADD_IDENTIFIER,
    )
}

/// The version is stated, and every version that is named has an identifier of its own.
pub(super) fn versions(view: &View<'_>) -> Tested {
    let Some(version) = view.text(&[schema::VERSION]) else {
        return fail(
            format!("No version of the {} is stated.", view.noun()),
            "version: \"<number of this version, as 1.0.0>\"",
        );
    };
    let others = view.values(&[dcterms::HAS_VERSION]).count();
    let nameless: Vec<&str> = view
        .values(&[dcterms::HAS_VERSION])
        .filter(|term| is_part_of_page(view, plain(term)))
        .filter(|term| values(view.about(term), &[schema::IDENTIFIER]).next().is_none())
        .map(|term| view.inner(term, &[schema::VERSION]).unwrap_or_else(|| view.text_of(term)))
        .collect();
    if let Some(first) = nameless.first() {
        let remedy = format!(
            "versions:\n  - version: {}\n    identifier: \"<persistent identifier of that version>\"",
            quoted(first)
        );
        return fail(
            format!(
                "{} without an identifier of its own: {}.",
                count(nameless.len(), "version"),
                some_of(nameless.iter().copied(), 3)
            ),
            remedy,
        );
    }
    pass(match others {
        0 => format!("This is version `{version}`; no other version is named."),
        some => format!(
            "This is version `{version}`; {} named, with an identifier of its own.",
            count(some, "other version")
        ),
    })
}

/// Every part that is named has an identifier of its own.
pub(super) fn components(view: &View<'_>) -> Tested {
    let parts: Vec<_> = view.values(&[schema::HAS_PART, dcterms::HAS_PART]).collect();
    if parts.is_empty() {
        return not_applicable("The record names no parts that are used by themselves.");
    }
    let nameless: Vec<&str> = parts
        .iter()
        .filter(|term| is_part_of_page(view, plain(term)))
        .filter(|term| {
            !values(view.about(term), &[schema::IDENTIFIER, schema::SAME_AS])
                .filter_map(|term| view.identifier(term))
                .any(|identifier| names_work(&identifier))
        })
        .map(|term| view.text_of(term))
        .collect();
    if nameless.is_empty() {
        return pass(format!("{} with an identifier of its own.", count(parts.len(), "part")));
    }
    fail(
        format!("Parts without an identifier of their own: {}.", some_of(nameless, 3)),
        "relations:\n  - type: has-part\n    target: \"<identifier of the part>\"",
    )
}

/// Whether an IRI is a mere fragment of the assessed page, or nothing at all.
pub(super) fn is_part_of_page(view: &View<'_>, iri: &str) -> bool {
    let fragment_of = |root: &str| iri.strip_prefix(root).is_some_and(|rest| rest.starts_with('#'));
    iri.is_empty() || view.iri().is_some_and(fragment_of)
}
