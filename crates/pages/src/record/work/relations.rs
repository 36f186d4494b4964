//! Publications and relations of a work.

use faircat_formats::dossier::Dossier;
use faircat_linked_data::safe_iri;
use faircat_record::Work;
use faircat_record::references::LinkRole;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::links::{IdentifierView, WorkLink, identifier, work_link};

#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct PublicationView<'a> {
    pub title: &'a str,
    pub authors: Option<&'a str>,
    pub venue: Option<&'a str>,
    pub year: Option<u16>,
    pub primary: bool,
    pub href: Option<String>,
    pub identifiers: Vec<IdentifierView>,
}

#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct RelationView<'a> {
    pub relation: &'a faircat_record::RelationType,
    pub target: WorkLink,
    pub description: Option<&'a str>,
}

pub(super) fn publications(work: &Work) -> Vec<PublicationView<'_>> {
    work.publications
        .iter()
        .map(|publication| {
            let identifiers: Vec<_> =
                publication.identifiers.iter().map(|text| identifier(text)).collect();
            let first = identifiers.iter().find_map(|identifier| identifier.href.clone());
            PublicationView {
                title: &publication.title,
                authors: publication.authors.as_deref(),
                venue: publication.venue.as_deref(),
                year: publication.year,
                primary: publication.primary,
                href: publication.url.as_deref().and_then(safe_iri).or(first),
                identifiers,
            }
        })
        .collect()
}

pub(super) fn relations<'a>(dossier: &Dossier, work: &'a Work) -> Vec<RelationView<'a>> {
    work.relations
        .iter()
        .map(|relation| RelationView {
            relation: &relation.kind,
            target: work_link(
                dossier,
                &relation.target,
                LinkRole::Related(relation.kind),
                relation.title.as_deref(),
            ),
            description: relation.description.as_deref(),
        })
        .collect()
}
