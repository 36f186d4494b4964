//! Licences: R1.1.

use oxrdf::Term;

use super::outcome::{Outcome, fail, pass, shortened};
use crate::assessment::Rubric;
use crate::assessment::licences::{is_address, is_bare_address, is_no_statement, is_standard};
use crate::assessment::subject::{Alternatives, View, plain, values};
use crate::linked_data::vocabulary::{dcterms, schema};

const LICENCE: Alternatives = &[schema::LICENSE, dcterms::LICENSE, dcterms::RIGHTS];

/// What a node that stands for a licence says which one it is by.
const NAMED_BY: Alternatives = &[
    schema::URL,
    schema::LICENSE,
    schema::SAME_AS,
    schema::IDENTIFIER,
    dcterms::IDENTIFIER,
    schema::NAME,
    dcterms::TITLE,
];

fn add_licence(view: &View<'_>) -> &'static str {
    match view.rubric {
        Rubric::Software => "license: Apache-2.0  # or another, as the rights holder decides",
        _ => "license: CC-BY-4.0  # or another, as the rights holder decides",
    }
}

/// The names and addresses by which licences are stated, those that say nothing left out.
fn stated_licences<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut found = Vec::new();
    for term in view.values(LICENCE) {
        if !matches!(term, Term::BlankNode(_)) {
            found.push(plain(term));
        }
        found.extend(values(view.about(term), NAMED_BY).map(plain));
    }
    // Dublin Core's rights also hold access rights, which are no licence.
    found.retain(|text| !is_no_statement(text) && !super::access::is_access_right(text));
    found
}

/// A licence is stated.
pub(super) fn stated(view: &View<'_>) -> Outcome {
    match stated_licences(view).first() {
        Some(licence) => pass(format!("The licence is `{}`.", shortened(licence))),
        None => fail(nothing(view), add_licence(view)),
    }
}

/// The licence is one that is widely known.
pub(super) fn standard(view: &View<'_>) -> Outcome {
    let licences = stated_licences(view);
    if let Some(licence) = licences.iter().find(|licence| is_standard(licence)) {
        return pass(format!("`{}` is a standard licence.", shortened(licence)));
    }
    fail(
        match licences.first() {
            Some(licence) => format!("`{}` is no known licence.", shortened(licence)),
            None => nothing(view),
        },
        add_licence(view),
    )
}

/// The licence is an IRI and not a text.
pub(super) fn machine_readable(view: &View<'_>) -> Outcome {
    let licences = stated_licences(view);
    match (licences.iter().find(|licence| is_address(licence)), licences.first()) {
        (Some(iri), _) => pass(format!("The licence is given as the IRI `{}`.", shortened(iri))),
        (None, Some(text)) => fail(
            match is_bare_address(text) {
                true => format!(
                    "`{}` is the address of a licence without its `https://`, so no IRI.",
                    shortened(text)
                ),
                false => format!("The licence is given in words: `{}`.", shortened(text)),
            },
            add_licence(view),
        ),
        (None, None) => fail(nothing(view), add_licence(view)),
    }
}

/// What to say where there is no licence.
fn nothing(view: &View<'_>) -> String {
    match view.text(LICENCE).filter(|text| is_no_statement(text)) {
        Some(text) => format!("`{}` states no licence.", shortened(text)),
        None => "No licence is stated.".to_owned(),
    }
}
