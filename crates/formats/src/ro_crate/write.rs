//! `ro-crate-metadata.json`: the root dataset, its files, and what they refer to.

use faircat_linked_data::vocabulary::DATACITE_RELATION_TYPES;
use faircat_linked_data::{Node, Source, list, reference, safe_iri};
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{AccessRights, Kind, Relation, RelationType, Work};
use serde_json::{Map, Value, json};

use super::actions::actions;
use super::entities::{Entities, iri_of};
use super::files::{data, file, is_there};
use crate::json::pretty_json;
use crate::package::{Payload, payload_of};
use crate::view::{RecordView, WorkView};

pub(super) const FILE_NAME: &str = "ro-crate-metadata.json";

/// The version of the format that is written.
pub(super) const PROFILE: &str = "https://w3id.org/ro/crate/1.3";

/// What makes the root more than a dataset.
pub(super) const CLASSES: [(Kind, &str); 4] = [
    (Kind::Model, "https://w3id.org/fair4ml#MLModel"),
    (Kind::Software, "http://schema.org/SoftwareSourceCode"),
    (Kind::Workflow, "https://bioschemas.org/terms/ComputationalWorkflow"),
    (Kind::TrainingMaterial, "http://schema.org/LearningResource"),
];

/// Properties that say how a work relates to another.
const RELATIONS: [(RelationType, &str); 8] = [
    (RelationType::Cites, "citation"),
    (RelationType::IsPartOf, "isPartOf"),
    (RelationType::IsDerivedFrom, "isBasedOn"),
    (RelationType::References, "relatedLink"),
    (RelationType::IsDescribedBy, "subjectOf"),
    (RelationType::IsDocumentedBy, "subjectOf"),
    (RelationType::HasVersion, "workExample"),
    (RelationType::IsVersionOf, "exampleOfWork"),
];

/// How terms begin that name a relation in DataCite's words.
pub(super) const OWN_TERM: &str = "datacite";

/// Works of which a date is known, which the format demands.
pub(super) fn lacks(_: &RecordView, of: &WorkView) -> Option<&'static str> {
    let why = "the format demands a date of publication; add `date_published`";
    date(of.work).is_none().then_some(why)
}

/// The day of publication, or else the first other day that the record gives.
pub(super) fn date(work: &Work) -> Option<&str> {
    let versions = work.versions.iter().filter_map(|it| it.date.as_deref());
    let dates = [&work.date_published, &work.date_created, &work.date_modified];
    let dates = dates.into_iter().filter_map(|it| it.as_deref()).chain(versions);
    dates.map(str::trim).find(|it| PartialDate::parse(it).is_some())
}

/// The file beside the record's page: files that lie beside the record are published with it.
pub(super) fn companion(view: &RecordView, of: &WorkView) -> Vec<u8> {
    document(view, of, &payload_of(of.work))
}

/// The metadata of a crate with `payload`.
pub(super) fn document(view: &RecordView, of: &WorkView, payload: &[Payload]) -> Vec<u8> {
    let context = context(&of.work.relations);
    pretty_json(&json!({"@context": context, "@graph": graph(view, of, payload)}))
}

/// The context of the format, with those terms of ours that are used.
fn context(relations: &[Relation]) -> Value {
    let own = relations.iter().filter(|it| property(it.kind).is_none());
    let own: Map<String, Value> = own
        .map(|it| {
            let name = it.kind.datacite();
            (own_term(it.kind), format!("{DATACITE_RELATION_TYPES}{name}").into())
        })
        .collect();
    let context = format!("{PROFILE}/context");
    if own.is_empty() { context.into() } else { json!([context, own]) }
}

/// schema.org's property for works that relate so.
fn property(kind: RelationType) -> Option<&'static str> {
    RELATIONS.iter().find(|(known, _)| *known == kind).map(|(_, key)| *key)
}

/// The term for works that relate as schema.org has no word for, which the context explains.
fn own_term(kind: RelationType) -> String {
    format!("{OWN_TERM}{}", kind.datacite())
}

/// All entities: the descriptor, the root, and then those that they refer to.
pub(super) fn graph(view: &RecordView, of: &WorkView, payload: &[Payload]) -> Vec<Value> {
    let mut entities = Entities::default();
    let mut descriptor = Node::typed(FILE_NAME, "CreativeWork");
    descriptor.set("conformsTo", reference(PROFILE)).set("about", reference("./"));
    let root = root(view, of, payload, &mut entities);
    let mut nodes = vec![descriptor.into(), root];
    nodes.extend(entities.into_nodes());
    nodes
}

fn root(view: &RecordView, of: &WorkView, payload: &[Payload], entities: &mut Entities) -> Value {
    let (work, source) = (of.work, &view.dossier.source);
    let mut node = Node::typed("./", "Dataset");
    let class = CLASSES.iter().find(|(kind, _)| *kind == work.kind);
    let description = Some(of.description).filter(|it| !it.is_empty());
    node.set("additionalType", class.map(|(_, iri)| *iri))
        .set("name", work.title.as_str())
        .set("alternateName", work.alternate_titles.clone())
        .set("description", description.or(work.summary.as_deref()).unwrap_or(&work.title))
        .text("disambiguatingDescription", work.summary.as_ref())
        .set("datePublished", date(work))
        .text("dateCreated", work.date_created.as_ref())
        .text("dateModified", work.date_modified.as_ref())
        .text("version", work.version.as_ref())
        .set("creativeWorkStatus", of.withdrawal())
        .text("url", work.url.as_ref())
        .set("mainEntityOfPage", source.site.has_address.then(|| view.iri.clone()))
        .set("license", entities.licence(of.license_url.as_deref(), work.license.as_deref()))
        .set("keywords", work.keywords.clone())
        .text("inLanguage", work.language.as_ref())
        .set("sameAs", work.same_as.iter().filter_map(|it| safe_iri(it)).collect::<Vec<_>>());
    identifiers(work, entities, &mut node);
    people(source, of, entities, &mut node);
    rights(work, &mut node);
    links(source, work, entities, &mut node);
    data(work, entities, &mut node);
    let address = source.site.has_address.then_some(view.iri.as_str());
    let (there, gone): (Vec<_>, Vec<_>) = payload.iter().partition(|it| is_there(it));
    let mut told = |files: Vec<&Payload>| -> Vec<Value> {
        files.into_iter().map(|it| file(it, address, entities)).collect()
    };
    let (parts, gone) = (told(there), told(gone));
    let mentions = [gone, actions(source, work, entities)].concat();
    node.set("hasPart", parts).set("mentions", mentions);
    node.into()
}

fn identifiers(work: &Work, entities: &mut Entities, node: &mut Node) {
    let values = work.identifiers.iter().enumerate().map(|(index, text)| {
        let scheme = text.split_once(':').map_or("URL", |(scheme, _)| scheme);
        let fields = json!({"propertyID": scheme, "value": text, "url": iri_of(text)});
        entities.value(format!("#identifier-{}", index + 1), fields)
    });
    node.set("identifier", values.collect::<Vec<_>>());
}

fn people(source: &Source, of: &WorkView, entities: &mut Entities, node: &mut Node) {
    let work = of.work;
    let contributors = work.contributors.iter().enumerate().map(|(index, it)| {
        let agent = entities.agent(source, &it.agent);
        entities.named(format!("#contribution-{}", index + 1), "Role", |_, node| {
            node.set("roleName", it.role.as_str()).set("contributor", agent);
        })
    });
    let contributors: Vec<Value> = contributors.collect();
    let grants = work.funding.iter().enumerate();
    let grants: Vec<Value> =
        grants.map(|(index, it)| entities.grant(source, index + 1, it)).collect();
    node.set("author", list(&of.creators, |it| entities.party(source, it)))
        .set("contributor", contributors)
        .set("maintainer", list(&work.maintainers, |it| entities.agent(source, it)))
        .set("publisher", of.publisher.as_ref().map(|it| entities.party(source, it)))
        .set("copyrightHolder", work.copyright_holder.as_ref().map(|it| entities.agent(source, it)))
        .set("copyrightYear", work.copyright_year)
        .set("funding", grants);
}

fn rights(work: &Work, node: &mut Node) {
    if let Some(access) = &work.access {
        node.set("isAccessibleForFree", access.free)
            .text("conditionsOfAccess", access.conditions.as_ref());
        let rights = access.rights.filter(|it| *it != AccessRights::Open);
        if let Some(rights) = rights.filter(|_| access.conditions.is_none()) {
            node.set("conditionsOfAccess", json!(rights));
        }
    }
    if let Some(usage) = &work.usage {
        node.text("usageInfo", usage.instructions.as_ref());
    }
}

fn links(source: &Source, work: &Work, entities: &mut Entities, node: &mut Node) {
    node.set("citation", list(&work.publications, |it| entities.publication(source, it)))
        .set("about", list(&work.subjects, |it| entities.subject(source, it)));
    let standards = work.conforms_to.iter().filter_map(|it| entities.standard(it));
    node.set("conformsTo", standards.collect::<Vec<_>>());
    let from = work.derived_from.iter();
    let from = from.map(|it| entities.target(source, it, LinkRole::DerivedFrom, None)).collect();
    node.add("isBasedOn", from);
    for Relation { kind, target, title, .. } in &work.relations {
        let key = property(*kind).map_or_else(|| own_term(*kind), str::to_owned);
        let role = LinkRole::Related(*kind);
        let target = entities.target(source, target, role, title.as_deref());
        node.add(&key, vec![target]);
    }
    if let Some(code) = &work.code {
        node.set("codeRepository", code.repository.as_deref().and_then(safe_iri))
            .set("programmingLanguage", code.programming_languages.clone());
    }
}
