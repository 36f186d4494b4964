//! `mldcat-ap.jsonld`: a model or dataset after MLDCAT-AP 3.1.0.
//!
//! The profile requires much of each node: what it refers to must be described too, with a version, a
//! date of collection, a measurement of quality. Where a record does not say these there is no file,
//! and of what it refers to only that is told which the catalogue knows.

use faircat_linked_data::context::needed;
use faircat_linked_data::plain_text::plain_description;
use faircat_linked_data::{Node, dcat_description, list, reference, safe_iri};
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{
    AgentRef, Artifact, ArtifactRole, DatasetUse, Kind, ModelSection, Record, Status, Usage, Work,
};
use serde_json::{Map, Value, json};

use super::context::CONTEXT;
use super::write_files::{distribution, file};
use crate::format::WITHDRAWN;
use crate::json::compact_json;
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// Models and datasets that are still there, and say what the profile requires.
pub(super) fn lacks(view: &RecordView, of: &WorkView) -> Option<&'static str> {
    let work = of.work;
    let is_lacking = |why, complete: bool| (!complete).then_some(why);
    match work.kind {
        _ if work.status == Status::Withdrawn => Some(WITHDRAWN),
        Kind::Model => is_lacking(
            "the profile demands `version`, `date_created`, weights at an address, and under \
             `model.training` a dataset that is a record of this catalogue and says when it was collected",
            model_is_complete(view, work),
        ),
        Kind::Dataset => is_lacking(
            "the profile demands when it was collected; add its date as `dataset.collected` or `date_created`",
            collected(work).is_some(),
        ),
        _ => Some("it is neither a model nor a dataset"),
    }
}

fn model_is_complete(view: &RecordView, work: &Work) -> bool {
    let has_file = work.artifacts.iter().any(|artifact| weights(view, artifact).is_some());
    let training = work.model.iter().filter_map(|it| it.training.as_ref());
    let mut data = training.flat_map(|it| datasets(view, &it.datasets, LinkRole::TrainedOn));
    work.version.is_some() && work.date_created.is_some() && has_file && data.next().is_some()
}

pub(super) fn document(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let node = match of.work.kind {
        Kind::Model => model(view, of),
        _ => dataset(view, of),
    };
    let mut document = Map::new();
    document.insert("@context".to_owned(), Value::Null);
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    document.insert("@context".to_owned(), needed(&CONTEXT, &document).into());
    compact_json(&document)
}

fn model(view: &RecordView, of: &WorkView) -> Node {
    let work = of.work;
    let mut node = Node::typed(view.iri.as_str(), "MachineLearningModel");
    let mut set = |name: &str, value: Value| {
        node.set(&format!("MachineLearningModel.{name}"), value);
    };
    let named = |agent: &AgentRef| agent_node(view, agent);
    set("identifier", view.iri.as_str().into());
    set("name", work.title.as_str().into());
    set("description", of.description.into());
    set("shortDescription", json!(work.summary));
    set("version", json!(work.version));
    set("created", json!(work.date_created));
    set("releaseDate", json!(work.date_published));
    set("modified", json!(work.date_modified));
    set("keyword", json!(work.keywords));
    set("creator", list(&work.authors, named));
    set("contributor", list(&work.contributors, |it| named(&it.agent)));
    set("hasUploader", work.shared_by.as_ref().map(named).into());
    set("hasProvider", work.publisher.as_ref().map(named).into());
    set("isFundedBy", list(&work.funding, |it| named(&it.funder)));
    set("licence", licence(of));
    set("hasFile", work.artifacts.iter().filter_map(|it| weights(view, it)).collect());
    let code = work.code.iter().filter_map(|code| code.repository.as_deref().and_then(safe_iri));
    set("hasRepository", code.map(repository).collect());
    if let Some(usage) = &work.usage {
        usage_terms(&mut set, usage);
    }
    if let Some(section) = work.model.as_deref() {
        section_terms(&mut set, view, section);
    }
    node
}

fn usage_terms(set: &mut impl FnMut(&str, Value), usage: &Usage) {
    for (name, text) in [
        ("intendedUse", &usage.intended_use),
        ("limitations", &usage.limitations),
        ("bias", &usage.risks),
        ("howToUse", &usage.instructions),
    ] {
        set(name, plain_description(text.as_ref()).into());
    }
}

fn section_terms(set: &mut impl FnMut(&str, Value), view: &RecordView, model: &ModelSection) {
    set("modelArchitecture", plain_description(model.architecture.as_ref()).into());
    set("totalNumberOfParameters", model.parameters.map(|it| it.to_string()).into());
    let mut data = |name: &str, uses: &[DatasetUse], role: LinkRole| {
        set(name, datasets(view, uses, role).collect());
    };
    if let Some(training) = &model.training {
        data("trainedOn", &training.datasets, LinkRole::TrainedOn);
    }
    data("validatedOn", &model.validated_on, LinkRole::ValidatedOn);
    data("testedOn", &model.tested_on, LinkRole::TestedOn);
    let training = model.training.as_ref();
    set("trainingProcess", plain_description(training.and_then(|it| it.procedure.as_ref())).into());
}

/// A file of the model's parameters.
fn weights(view: &RecordView, artifact: &Artifact) -> Option<Value> {
    (artifact.role == ArtifactRole::Weights).then(|| file(view, artifact)).flatten()
}

fn repository(address: String) -> Value {
    let mut node = Node::typed(address.as_str(), "Repository");
    node.set("Repository.name", address.as_str());
    node.into()
}

fn licence(of: &WorkView) -> Value {
    let node = |iri: &String| Value::from(Node::typed(iri.as_str(), "LicenceDocument"));
    of.license_url.as_ref().map(node).into()
}

/// Somebody by the IRI that the record's own document has for them, where that is known here.
fn agent_node(view: &RecordView, agent: &AgentRef) -> Value {
    let party = Party::of(view.dossier.source.catalog, agent);
    let known = party.orcid.clone().or(party.ror.clone());
    let iri = known.unwrap_or_else(|| view.dossier.source.fragment("agent", party.name));
    let mut node = Node::typed(iri, "Agent");
    node.set("Agent.name", party.name);
    node.into()
}

/// Those of `uses` that are datasets of the catalogue and say when they were collected.
fn datasets<'a>(
    view: &'a RecordView,
    uses: &'a [DatasetUse],
    role: LinkRole,
) -> impl Iterator<Item = Value> + 'a {
    let source = &view.dossier.source;
    let mut known: Vec<String> = Vec::new();
    uses.iter().filter_map(move |used| {
        let faircat_catalog::Target::Entry(entry) = source.catalog.resolve(&used.dataset, role)
        else {
            return None;
        };
        let Record::Work(work) = entry.record() else { return None };
        let iri = source.iri_of(entry);
        if known.contains(&iri) {
            return None;
        }
        known.push(iri.clone());
        let mut node = Node::typed(iri.as_str(), "Dataset");
        heading(&mut node, &iri, &work, collected(&work)?);
        Some(node.into())
    })
}

/// When the data was collected or, where that is not said, made. The profile has one date for it:
/// of an interval the day on which all was collected.
fn collected(work: &Work) -> Option<&str> {
    let collected = work.dataset.as_deref().and_then(|it| it.collected.as_deref());
    let date = match collected {
        Some(told) => told.rsplit('/').next(),
        None => work.date_created.as_deref(),
    };
    date.filter(|date| PartialDate::parse(date).is_some())
}

/// What is required of every dataset.
fn heading(node: &mut Node, iri: &str, work: &Work, collected: &str) {
    node.set("Dataset.identifier", iri)
        .set("Dataset.title", work.title.as_str())
        .set("Dataset.description", dcat_description(work))
        .set("Dataset.collectionDate", collected);
}

fn dataset(view: &RecordView, of: &WorkView) -> Node {
    let work = of.work;
    let mut node = Node::typed(view.iri.as_str(), "Dataset");
    heading(&mut node, &view.iri, work, collected(work).unwrap_or_default());
    let named = |agent: &AgentRef| agent_node(view, agent);
    if !of.description.is_empty() {
        node.set("Dataset.description", of.description);
    }
    node.set("Dataset.releaseDate", json!(work.date_published))
        .set("Dataset.version", json!(work.version))
        .set("Dataset.keyword", json!(work.keywords))
        .set("Dataset.creator", list(&work.authors, named))
        .set("Dataset.contributor", list(&work.contributors, |it| named(&it.agent)))
        .set("Dataset.publisher", work.publisher.as_ref().map(named));
    let page = work.url.as_deref().and_then(safe_iri);
    node.set("Dataset.landingPage", page.map(|it| Value::from(Node::typed(it, "Document"))));
    if let Some(section) = work.dataset.as_deref() {
        node.set("Dataset.collectionMethod", plain_description(section.collection.as_ref()))
            .set("Dataset.curationMethod", plain_description(section.preparation.as_ref()));
    }
    let distributions = work.artifacts.iter().enumerate();
    let licence = licence(of);
    let distributions: Vec<Value> = distributions
        .filter_map(|(index, artifact)| distribution(view, index + 1, artifact, &licence))
        .collect();
    node.set("Dataset.datasetDistribution", distributions);
    let origins = work.derived_from.iter();
    let origins =
        origins.filter_map(|it| view.dossier.source.target_iri(it, LinkRole::DerivedFrom));
    node.set("prov:wasDerivedFrom", origins.map(reference).collect::<Vec<_>>());
    node
}

#[cfg(test)]
mod tests {
    use faircat_record::{DatasetSection, Kind, Work};

    use super::collected;

    #[test]
    fn data_was_made_when_it_was_collected_unless_that_is_not_said() {
        let of = |told: &str| {
            let collected = Some(told.to_owned());
            let section = DatasetSection { collected, ..DatasetSection::default() };
            let date_created = Some("2023-01".to_owned());
            let work = Work::new(Kind::Dataset, "A".to_owned());
            Work { dataset: Some(Box::new(section)), date_created, ..work }
        };
        assert_eq!(collected(&of("2020/2021")), Some("2021"));
        assert_eq!(collected(&of("2020/..")), None);
        assert_eq!(collected(&Work { dataset: None, ..of("2020") }), Some("2023-01"));
    }
}
