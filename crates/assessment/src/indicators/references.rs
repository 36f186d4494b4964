//! Links to other things: I2 for models and software, I3 for datasets, R2.

use std::collections::HashSet;

use oxrdf::{NamedNodeRef, Term};

use super::identification::is_part_of_page;
use super::outcome::{Tested, count, fail, pass, shortened, some_of, some_phrases};
use crate::Rubric;
use crate::view::{Alternatives, View, plain, values};
use faircat_linked_data::vocabulary::{codemeta, dcat, dcterms, fair4ml, prov, schema};

/// Properties with the version of a required program that is a node.
const VERSION: Alternatives =
    &[schema::VERSION, NamedNodeRef::new_unchecked("http://schema.org/softwareVersion")];

/// Properties that say what the relation is.
const QUALIFIED: Alternatives = &[
    schema::IS_BASED_ON,
    schema::IS_PART_OF,
    schema::HAS_PART,
    schema::CITATION,
    schema::SUBJECT_OF,
    codemeta::REFERENCE_PUBLICATION,
    dcterms::REFERENCES,
    dcterms::IS_REFERENCED_BY,
    dcterms::IS_PART_OF,
    dcterms::HAS_PART,
    dcterms::IS_VERSION_OF,
    dcterms::HAS_VERSION,
    dcterms::REPLACES,
    dcterms::IS_REPLACED_BY,
    dcterms::REQUIRES,
    dcterms::IS_REQUIRED_BY,
    dcterms::IS_FORMAT_OF,
    dcterms::HAS_FORMAT,
    dcterms::SOURCE,
    prov::WAS_DERIVED_FROM,
    prov::HAD_PRIMARY_SOURCE,
    prov::WAS_REVISION_OF,
    fair4ml::TRAINED_ON,
    fair4ml::VALIDATED_ON,
    fair4ml::TESTED_ON,
    fair4ml::EVALUATED_ON,
    fair4ml::FINE_TUNED_FROM,
];

/// Those of them that relate data to data.
const DATA_TO_DATA: Alternatives = &[
    schema::IS_BASED_ON,
    schema::IS_PART_OF,
    schema::HAS_PART,
    dcterms::IS_PART_OF,
    dcterms::HAS_PART,
    dcterms::IS_VERSION_OF,
    dcterms::HAS_VERSION,
    dcterms::REPLACES,
    dcterms::IS_FORMAT_OF,
    dcterms::HAS_FORMAT,
    dcterms::SOURCE,
    prov::WAS_DERIVED_FROM,
    prov::HAD_PRIMARY_SOURCE,
    prov::WAS_REVISION_OF,
];

/// Names of DataCite relation types that relate data to data.
const DATA_ROLES: &[&str] = &[
    "IsPartOf",
    "HasPart",
    "IsVersionOf",
    "HasVersion",
    "IsNewVersionOf",
    "IsPreviousVersionOf",
    "IsVariantFormOf",
    "IsOriginalFormOf",
    "IsIdenticalTo",
    "IsDerivedFrom",
    "IsSourceOf",
    "Continues",
    "IsContinuedBy",
];

/// Names of those that relate a work to code.
const CODE_ROLES: &[&str] = &[
    "Requires",
    "IsRequiredBy",
    "Compiles",
    "IsCompiledBy",
    "IsSupplementTo",
    "IsSupplementedBy",
    "References",
];

/// Related things that exist outside this page, as (relation, target).
fn related<'a>(
    view: &View<'a>,
    properties: Alternatives,
) -> impl Iterator<Item = (&'a str, &'a Term)> {
    properties.iter().flat_map(move |property| {
        values(view.statements(), std::slice::from_ref(property))
            .filter(move |target| is_elsewhere(view, target))
            .map(move |target| (local_name(property.as_str()), target))
    })
}

/// Targets of `dcat:qualifiedRelation`, as (role, target).
fn qualified_relations<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a str, &'a Term)> {
    view.values(&[dcat::QUALIFIED_RELATION]).filter_map(move |node| {
        let about = view.about(node);
        let role = values(about, &[dcat::HAD_ROLE]).next()?;
        let mut targets = values(about, &[dcterms::RELATION]);
        let target = targets.find(|target| is_elsewhere(view, target))?;
        Some((local_name(plain(role)), target))
    })
}

/// Whether `target` is the work itself: its node, its page, or one of its identifiers.
fn is_itself(view: &View<'_>, target: &Term) -> bool {
    let same = |address: &str| {
        let page = view.assessed.published.page.as_deref();
        [view.iri(), page].iter().flatten().any(|own| own.trim_end_matches('/') == address)
    };
    let iri = plain(target).trim_end_matches('/');
    let is_own = |name| view.identifiers.contains(&name);
    (!iri.is_empty() && same(iri)) || view.identifier(target).is_some_and(is_own)
}

/// A node with an IRI outside this page, or a part of the page that carries an identifier.
fn is_elsewhere(view: &View<'_>, target: &Term) -> bool {
    if is_itself(view, target) {
        return false;
    }
    let iri = plain(target);
    match target {
        Term::Literal(_) => iri.starts_with("http") || iri.starts_with("doi:"),
        _ if is_part_of_page(view, iri) => {
            values(view.about(target), &[schema::IDENTIFIER, schema::URL, schema::SAME_AS])
                .next()
                .is_some()
        }
        _ => true,
    }
}

fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Passes on any `links`, each a `one`; `none` is said where there are none. A target counts once,
/// by the first relation that names it.
fn linked<'a>(
    view: &View<'a>,
    links: impl Iterator<Item = (&'a str, &'a Term)>,
    one: &str,
    none: impl FnOnce() -> Tested,
) -> Tested {
    let mut targets = HashSet::new();
    let lines: Vec<String> = links
        .filter(|(_, target)| targets.insert(key(target)))
        .map(|(relation, target)| format!("{relation} `{}`", shortened(view.text_of(target))))
        .collect();
    if lines.is_empty() {
        return none();
    }
    pass(format!("{}: {}.", count(lines.len(), one), some_phrases(&lines, 3)))
}

/// What tells one target from others, whether it is written as a node or as a text.
fn key(target: &Term) -> String {
    match target {
        Term::BlankNode(node) => node.to_string(),
        _ => plain(target).to_owned(),
    }
}

fn add_relation(view: &View<'_>) -> &'static str {
    match view.rubric {
        Rubric::Model => {
            "publications:\n  - title: \"<title of the paper>\"\n    identifiers:\n      - \"doi:<DOI>\""
        }
        Rubric::Dataset => {
            "relations:\n  - type: is-described-by  # or is-derived-from, cites, …\n    target: \"doi:<DOI of the other work>\""
        }
        Rubric::Software => {
            "relations:\n  - type: is-described-by  # or is-supplement-to, cites, …\n    target: \"doi:<DOI of the other work>\""
        }
    }
}

/// Any other thing is referred to.
pub(super) fn any(view: &View<'_>) -> Tested {
    let links = related(view, QUALIFIED)
        .chain(related(view, &[dcterms::RELATION, schema::MENTIONS]))
        .chain(qualified_relations(view));
    linked(view, links, "reference", || fail("No other work is referred to.", add_relation(view)))
}

/// Other things are referred to, and the relation is stated.
pub(super) fn qualified(view: &View<'_>) -> Tested {
    let links = related(view, QUALIFIED).chain(qualified_relations(view));
    linked(view, links, "qualified reference", || {
        fail("No reference says what the relation is.", add_relation(view))
    })
}

/// The data is related to other data.
pub(super) fn data_to_data(view: &View<'_>) -> Tested {
    let qualified = qualified_relations(view).filter(|(role, _)| DATA_ROLES.contains(role));
    let links = related(view, DATA_TO_DATA).chain(qualified);
    linked(view, links, "data link", || {
        fail(
            "No other data is referred to, neither a source nor a part nor a version.",
            "derived_from:\n  - \"<dataset it was made from: its slug, DOI or URL>\"",
        )
    })
}

/// The software that it needs is named, with versions.
pub(super) fn dependencies(view: &View<'_>) -> Tested {
    let required: Vec<(&Term, &str)> = view
        .values(&[schema::SOFTWARE_REQUIREMENTS, dcterms::REQUIRES])
        .map(|term| (term, view.text_of(term)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let versioned = required
        .iter()
        .filter(|(term, text)| has_version(text) || view.inner(term, VERSION).is_some())
        .count();
    let stated: Vec<&str> = required.into_iter().map(|(_, text)| text).collect();
    let remedy =
        "code:\n  dependencies:\n    - name: \"<package>\"\n      version: \"<version or range>\"";
    if stated.is_empty() {
        return fail("No required software is named.", remedy);
    }
    if versioned == 0 {
        return fail(
            format!("Required software without a version: {}.", some_of(stated, 3)),
            remedy,
        );
    }
    pass(format!(
        "{}, {versioned} of them with a version: {}.",
        count(stated.len(), "requirement"),
        some_of(stated, 3)
    ))
}

/// Whether a requirement has a version behind its name: `torch 2.1`, `numpy>=2`, `x:1.0`, but not
/// `h5py` alone.
fn has_version(requirement: &str) -> bool {
    let rest = requirement.trim_start_matches(|one: char| !" =<>~^@:(".contains(one));
    rest.contains(|digit: char| digit.is_ascii_digit())
}

/// Models or code that the model builds on.
pub(super) fn related_models_and_code(view: &View<'_>) -> Tested {
    let qualified = qualified_relations(view)
        .filter(|(role, _)| DATA_ROLES.contains(role) || CODE_ROLES.contains(role));
    let links = related(view, &[fair4ml::FINE_TUNED_FROM, schema::CODE_REPOSITORY]);
    linked(view, links.chain(qualified), "link", || {
        fail(
            "Neither source code nor a related model is linked.",
            "code:\n  repository: \"<address of the code that defines or runs the model>\"",
        )
    })
}
