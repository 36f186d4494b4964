//! What a page states of its licence, each statement whole: the IRIs that stand beside an expression
//! of SPDX are its parts, not licences of their own.

use oxrdf::{NamedNodeRef, Term};

use super::access::is_access_right;
use crate::licences::{Meaning, is_no_statement, is_standard, meaning, means};
use crate::view::{Alternatives, View, plain, values};
use faircat_linked_data::vocabulary::{dcterms, rdfs, schema, skos};
use faircat_text::is_web_address;

/// Every property that may hold one.
pub(super) const LICENCE: Alternatives = &[schema::LICENSE, dcterms::LICENSE, dcterms::RIGHTS];

/// schema.org's code of a `DefinedTerm`, which no record of ours needs.
const TERM_CODE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://schema.org/termCode");

/// What a node that stands for a licence says which one it is by.
const NAMED_BY: Alternatives = &[
    schema::URL,
    schema::LICENSE,
    schema::SAME_AS,
    schema::IDENTIFIER,
    dcterms::IDENTIFIER,
    schema::VALUE,
    TERM_CODE,
    skos::NOTATION,
    schema::NAME,
    dcterms::TITLE,
    skos::PREF_LABEL,
    rdfs::LABEL,
    schema::ALTERNATE_NAME,
    schema::TEXT,
];

/// One licence, or one expression that joins several.
pub(super) struct Statement<'a> {
    /// Names and addresses by which it goes; never empty.
    names: Vec<&'a str>,
    /// The first name as an expression of SPDX, where it is one.
    expression: Option<spdx::Expression>,
    /// Addresses of the licences that the expression names.
    parts: Vec<&'a str>,
}

impl<'a> Statement<'a> {
    fn new(view: &View<'a>, term: &'a Term) -> Option<Statement<'a>> {
        let mut names = Vec::new();
        if !matches!(term, Term::BlankNode(_)) {
            names.push(plain(term));
        }
        let named_by = |term| values(view.about(term), NAMED_BY);
        for name in named_by(term) {
            names.push(plain(name));
            // An identifier may be a node with its value.
            names.extend(named_by(name).map(plain));
        }
        // Dublin Core's rights also hold access rights, which are no licence.
        names.retain(|text| !is_no_statement(text) && !is_access_right(text));
        let expression = spdx::Expression::parse(names.first()?).ok();
        Some(Statement { names, expression, parts: Vec::new() })
    }

    /// What to call it.
    pub(super) fn label(&self) -> &'a str {
        self.names.first().copied().unwrap_or_default()
    }

    /// The name by which it is standard, where it is.
    pub(super) fn standard(&self) -> Option<&'a str> {
        self.names.iter().copied().find(|name| is_standard(name))
    }

    /// The name by which it is one of several licences, and none says which.
    pub(super) fn family(&self) -> Option<&'a str> {
        self.names.iter().copied().find(|name| meaning(name) == Meaning::Family)
    }

    /// Whether it is an expression of more than one licence, or of one with an exception.
    pub(super) fn is_joined(&self) -> bool {
        self.expression.as_ref().is_some_and(|expression| {
            let mut required = expression.requirements();
            required.next().is_some_and(|it| it.req.addition.is_some()) || required.next().is_some()
        })
    }

    /// Addresses that tell the whole of it.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &'a str> {
        let parts = if self.has_all_parts() { self.parts.as_slice() } else { &[] };
        self.names.iter().chain(parts).copied().filter(|text| is_web_address(text))
    }

    fn has_all_parts(&self) -> bool {
        self.expression.as_ref().is_some_and(|expression| {
            expression.requirements().all(|required| {
                let spdx::LicenseItem::Spdx { id, or_later: false } = &required.req.license else {
                    return false;
                };
                required.req.addition.is_none()
                    && self.parts.iter().any(|part| means(part, id.name))
            })
        })
    }

    /// Whether `other` is an address of a licence that this expression names.
    fn has_part(&self, other: &Statement<'a>) -> bool {
        let names =
            |id: &str| other.names.iter().all(|name| is_web_address(name) && means(name, id));
        self.expression.as_ref().is_some_and(|expression| {
            expression.requirements().filter_map(|it| it.req.license.id()).any(|id| names(id.name))
        })
    }
}

/// The statements of the root, those that say nothing left out.
pub(super) fn statements<'a>(view: &View<'a>) -> Vec<Statement<'a>> {
    of_node(view, view.statements())
}

/// The statements of each file.
pub(super) fn of_files<'a>(view: &View<'a>) -> Vec<Vec<Statement<'a>>> {
    view.files.iter().map(|file| of_node(view, file.statements)).collect()
}

/// The statements among `about`, which are all on one node.
fn of_node<'a>(view: &View<'a>, about: &'a [oxrdf::Triple]) -> Vec<Statement<'a>> {
    let of = |properties| values(about, properties).filter_map(|term| Statement::new(view, term));
    let mut found: Vec<Statement<'a>> = of(&[schema::LICENSE, dcterms::LICENSE]).collect();
    // Beside a licence, a text on rights seldom is another one.
    let alone = found.is_empty();
    found.extend(of(&[dcterms::RIGHTS]).filter(|it| alone || it.expression.is_some()));
    joined(found)
}

/// `found` without repetitions, and with the parts of expressions in these.
pub(super) fn joined(mut found: Vec<Statement<'_>>) -> Vec<Statement<'_>> {
    let mut seen = std::collections::HashSet::new();
    found.retain(|it| seen.insert(it.names.clone()));
    let (mut whole, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|it| it.expression.is_some());
    let mut rest = Vec::new();
    for other in others {
        match whole.iter_mut().find(|it| it.has_part(&other)) {
            Some(expression) => expression.parts.extend(other.names),
            None => rest.push(other),
        }
    }
    whole.extend(rest);
    whole
}
