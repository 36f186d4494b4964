//! What a page states of its licence, each statement whole: the IRIs that stand beside an expression
//! of SPDX are its parts, not licences of their own.

use oxrdf::Term;

use super::access::is_access_right;
use crate::assessment::licences::{is_address, is_no_statement, is_standard, means};
use crate::assessment::subject::{Alternatives, View, plain, values};
use crate::linked_data::vocabulary::{dcterms, schema};

/// Every property that may hold one.
pub(super) const LICENCE: Alternatives = &[schema::LICENSE, dcterms::LICENSE, dcterms::RIGHTS];

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
        names.extend(values(view.about(term), NAMED_BY).map(plain));
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
        self.names.iter().chain(parts).copied().filter(|text| is_address(text))
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
        let names = |id: &str| other.names.iter().all(|name| is_address(name) && means(name, id));
        self.expression.as_ref().is_some_and(|expression| {
            expression.requirements().filter_map(|it| it.req.license.id()).any(|id| names(id.name))
        })
    }
}

/// The statements of the root, those that say nothing left out.
pub(super) fn statements<'a>(view: &View<'a>) -> Vec<Statement<'a>> {
    let of = |properties| view.values(properties).filter_map(|term| Statement::new(view, term));
    let mut found: Vec<Statement<'a>> = of(&[schema::LICENSE, dcterms::LICENSE]).collect();
    // Beside a licence, a text on rights seldom is another one.
    let alone = found.is_empty();
    found.extend(of(&[dcterms::RIGHTS]).filter(|it| alone || it.expression.is_some()));
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
