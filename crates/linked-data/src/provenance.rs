//! Where a work comes from, as PROV, and what it is related to, as DCAT and Dublin Core.

use faircat_record::identifier::Identifier;
use faircat_record::references::{LinkRole, references};
use faircat_record::{
    Activity, Artifact, ModelSection, Record, Relation, RelationType, Training, Work,
};
use serde_json::{Value, json};

use super::Source;
use super::agents::agent;
use super::dataset::item_count;
use super::node::{Node, named_value, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::source::safe_iri;
use super::vocabulary::{DATACITE_RELATION_TYPES, dcat, dcterms, fair4ml, prov, schema};
use super::work::is_dcat_dataset;

/// Adds derivation, activities and relations to the record's node.
pub(super) fn provenance(source: &Source, node: &mut Node, work: &Work) {
    let origins = origins(source);
    node.set(prov::key::WAS_DERIVED_FROM, origins.clone());
    node.set(schema::key::IS_BASED_ON, origins);
    let mut activities: Vec<Value> = Vec::new();
    if let Some(training) = work.model.as_ref().and_then(|model| model.training.as_ref()) {
        activities.push(training_run(source, training));
    }
    let generators = work.dataset.iter().flat_map(|dataset| &dataset.generators);
    let generators: Vec<Value> =
        generators.map(|program| source.target(program, LinkRole::MadeWith)).collect();
    if !generators.is_empty() {
        let mut generation = Node::typed(source.only_part("generation"), prov::key::ACTIVITY);
        generation.set(schema::key::NAME, "Generation");
        generation.set(prov::key::USED, generators);
        activities.push(generation.into());
    }
    for (index, one) in work.provenance.iter().enumerate() {
        activities.push(activity(source, index + 1, one));
    }
    node.set(prov::key::WAS_GENERATED_BY, activities);
    relations(source, node, work);
}

/// Everything upstream of the record, each once, in the order of its fields.
fn origins(source: &Source) -> Vec<Value> {
    let mut origins: Vec<Value> = Vec::new();
    for found in references(source.record) {
        if found.role.is_lineage() {
            let origin = source.target_iri(found.text, found.role).map(reference);
            if let Some(origin) = origin.filter(|origin| !origins.contains(origin)) {
                origins.push(origin);
            }
        }
    }
    origins
}

fn training_run(source: &Source, training: &Training) -> Value {
    let mut node = Node::typed(source.only_part("training"), prov::key::ACTIVITY);
    node.set(schema::key::NAME, "Training");
    let procedure = training.procedure.as_ref();
    node.set(schema::key::DESCRIPTION, procedure.map(|text| plain_text(text, LONGEST_DESCRIPTION)));
    node.text(dcterms::key::DATE, training.date.as_ref());
    let mut used: Vec<Value> = training
        .datasets
        .iter()
        .map(|used| source.target(&used.dataset, LinkRole::TrainedOn))
        .collect();
    used.extend(training.code.iter().map(|code| source.target(code, LinkRole::TrainedWith)));
    node.set(prov::key::USED, used);
    let conditions: Vec<Value> = [
        ("environment", training.environment.clone()),
        ("hardware", training.hardware.clone()),
        ("seed", training.seed.map(|seed| seed.to_string())),
        ("duration", training.duration.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| {
        let iri = source.only_part(&format!("training-{name}"));
        Some(named_value(iri, name, value?).into())
    })
    .collect();
    node.set(schema::key::ADDITIONAL_PROPERTY, conditions);
    node.set(schema::key::SUBJECT_OF, training_log(source).map(reference));
    node.into()
}

/// The artifact that the training run wrote about itself.
fn training_log(source: &Source) -> Option<String> {
    let Record::Work(work) = source.record else { return None };
    let place = work.artifacts.iter().position(Artifact::is_training_log)?;
    Some(source.part("artifact", place + 1))
}

fn activity(source: &Source, number: usize, activity: &Activity) -> Value {
    let mut node = Node::typed(source.part("activity", number), prov::key::ACTIVITY);
    node.set(schema::key::NAME, activity.name.as_str());
    node.text(schema::key::DESCRIPTION, activity.description.as_ref())
        .text(dcterms::key::DATE, activity.date.as_ref());
    let mut used: Vec<Value> =
        activity.inputs.iter().map(|input| source.target(input, LinkRole::MadeFrom)).collect();
    used.extend(
        activity.software.iter().map(|software| source.target(software, LinkRole::MadeWith)),
    );
    node.set(prov::key::USED, used);
    if let Some(who) = &activity.agent {
        node.set(prov::key::WAS_ASSOCIATED_WITH, agent(source, who));
    }
    node.into()
}

fn relations(source: &Source, node: &mut Node, work: &Work) {
    let mut direct: Vec<(&str, Vec<Value>)> =
        vec![(dcterms::key::HAS_VERSION, versions(source, work))];
    for relation in &work.relations {
        let Some(iri) = source.target_iri(&relation.target, LinkRole::Related(relation.kind))
        else {
            continue;
        };
        for key in dublin_core(relation.kind).into_iter().chain(of_versions(source, relation.kind))
        {
            match direct.iter_mut().find(|(other, _)| *other == key) {
                Some((_, targets)) => targets.push(reference(iri.as_str())),
                None => direct.push((key, vec![reference(iri.as_str())])),
            }
        }
    }
    for (key, targets) in direct {
        node.set(key, targets);
    }
    let mut all: Vec<Value> = Vec::new();
    for (index, relation) in work.relations.iter().enumerate() {
        all.push(qualified(source, index + 1, relation));
    }
    all.extend(made(source, work));
    all.extend(work.model.iter().flat_map(|section| uses_of_data(source, section)));
    node.set(dcat::key::QUALIFIED_RELATION, all);
}

/// The other versions of the work.
fn versions(source: &Source, work: &Work) -> Vec<Value> {
    let others = work.versions.iter().enumerate();
    others
        .filter(|(_, one)| work.version.as_ref() != Some(&one.version))
        .map(|(index, one)| {
            let identifier = one.identifier.as_deref().or(one.url.as_deref());
            let known = identifier.and_then(|text| Identifier::parse(text).ok()?.url());
            let own = || source.part("version", index + 1);
            let mut node = Node::new(known.as_deref().and_then(safe_iri).unwrap_or_else(own));
            node.set(schema::key::VERSION, one.version.as_str());
            node.set(schema::key::URL, one.url.as_deref().and_then(safe_iri));
            node.text(schema::key::DATE_PUBLISHED, one.date.as_ref())
                .text(schema::key::DESCRIPTION, one.notes.as_ref());
            node.into()
        })
        .collect()
}

fn qualified(source: &Source, number: usize, relation: &Relation) -> Value {
    let mut node = Node::typed(source.part("relation", number), json!(dcat::key::RELATIONSHIP));
    let role = LinkRole::Related(relation.kind);
    node.set(
        dcterms::key::RELATION,
        source.titled_target(&relation.target, role, relation.title.as_deref()),
    );
    node.set(dcat::key::HAD_ROLE, format!("{DATACITE_RELATION_TYPES}{}", relation.kind.datacite()));
    node.text(schema::key::DESCRIPTION, relation.description.as_ref());
    node.into()
}

/// What a workflow makes, and what training material uses.
fn made(source: &Source, work: &Work) -> Vec<Value> {
    let outputs = work.workflow.iter().flat_map(|workflow| &workflow.outputs);
    let used = work.training_material.iter().flat_map(|material| &material.uses);
    let outputs = outputs.map(|text| (text, LinkRole::WorkflowOutput, RelationType::IsSourceOf));
    let used = used.map(|text| (text, LinkRole::Teaches, RelationType::References));
    let all = outputs.chain(used).enumerate();
    all.map(|(index, (text, role, kind))| {
        let mut node = Node::typed(source.part("work", index + 1), dcat::key::RELATIONSHIP);
        node.set(dcterms::key::RELATION, source.target(text, role));
        node.set(dcat::key::HAD_ROLE, format!("{DATACITE_RELATION_TYPES}{}", kind.datacite()));
        node.into()
    })
    .collect()
}

/// Which part of a dataset a model was trained, validated, tested or evaluated on.
fn uses_of_data(source: &Source, model: &ModelSection) -> Vec<Value> {
    let training = model.training.iter().flat_map(|training| &training.datasets);
    let all = training
        .map(|used| (used, LinkRole::TrainedOn, fair4ml::TRAINED_ON))
        .chain(
            model
                .validated_on
                .iter()
                .map(|used| (used, LinkRole::ValidatedOn, fair4ml::VALIDATED_ON)),
        )
        .chain(model.tested_on.iter().map(|used| (used, LinkRole::TestedOn, fair4ml::TESTED_ON)))
        .chain(
            model
                .evaluated_on
                .iter()
                .map(|used| (used, LinkRole::EvaluatedOn, fair4ml::EVALUATED_ON)),
        );
    let parts = all.filter(|(used, ..)| {
        used.split.is_some() || used.samples.is_some() || used.description.is_some()
    });
    parts
        .enumerate()
        .map(|(index, (used, role, property))| {
            let mut node = Node::typed(source.part("use", index + 1), dcat::key::RELATIONSHIP);
            node.set(dcterms::key::RELATION, source.target(&used.dataset, role));
            node.set(dcat::key::HAD_ROLE, property.as_str());
            node.text(schema::key::NAME, used.split.as_ref())
                .text(schema::key::DESCRIPTION, used.description.as_ref());
            node.set(schema::key::SIZE, used.samples.map(item_count));
            node.into()
        })
        .collect()
}

/// The properties of PROV and, for what is a dataset to it, of DCAT that say how versions follow.
fn of_versions(source: &Source, relation: RelationType) -> Vec<&'static str> {
    let (revision, version) = match relation {
        RelationType::IsNewVersionOf => {
            (Some(prov::key::WAS_REVISION_OF), dcat::key::PREVIOUS_VERSION)
        }
        RelationType::IsVersionOf => (None, dcat::key::IS_VERSION_OF),
        RelationType::HasVersion => (None, dcat::key::HAS_VERSION),
        _ => return Vec::new(),
    };
    let version = is_dcat_dataset(source.entry.kind).then_some(version);
    revision.into_iter().chain(version).collect()
}

/// The Dublin Core property that says the same, where one does.
fn dublin_core(relation: RelationType) -> Option<&'static str> {
    Some(match relation {
        RelationType::Cites | RelationType::References => dcterms::key::REFERENCES,
        RelationType::IsCitedBy | RelationType::IsReferencedBy => dcterms::key::IS_REFERENCED_BY,
        RelationType::IsPartOf => dcterms::key::IS_PART_OF,
        RelationType::HasPart => dcterms::key::HAS_PART,
        RelationType::IsVersionOf => dcterms::key::IS_VERSION_OF,
        RelationType::HasVersion => dcterms::key::HAS_VERSION,
        RelationType::IsNewVersionOf | RelationType::Obsoletes => dcterms::key::REPLACES,
        RelationType::IsPreviousVersionOf | RelationType::IsObsoletedBy => {
            dcterms::key::IS_REPLACED_BY
        }
        RelationType::IsVariantFormOf => dcterms::key::IS_FORMAT_OF,
        RelationType::IsOriginalFormOf => dcterms::key::HAS_FORMAT,
        RelationType::IsDerivedFrom => dcterms::key::SOURCE,
        RelationType::Requires => dcterms::key::REQUIRES,
        RelationType::IsRequiredBy => dcterms::key::IS_REQUIRED_BY,
        _ => return None,
    })
}
