//! Where the data comes from, as PROV, which Croissant 1.1 takes, and its use, as responsible AI.

use faircat_linked_data::plain_text::{LONGEST_DESCRIPTION, plain_description, plain_text};
use faircat_linked_data::{Node, numbered, reference};
use faircat_record::references::LinkRole;
use faircat_record::{Activity, DatasetSection, Usage, Work};
use serde_json::{Map, Value, json};

use super::terms::{Home, PERSONAL, RAI};
use super::write::party;
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// Adds what the data was made from, and how.
pub(super) fn provenance(node: &mut Node, view: &RecordView, of: &WorkView) {
    let work = of.work;
    node.set("prov:wasDerivedFrom", targets(view, &work.derived_from, LinkRole::DerivedFrom));
    let steps = numbered(&work.provenance, |number, one| activity(view, number, one));
    let mut activities: Vec<Value> = generation(view, work).into_iter().collect();
    activities.extend(steps.as_array().cloned().unwrap_or_default());
    node.set("prov:wasGeneratedBy", activities);
}

fn targets(view: &RecordView, texts: &[String], role: LinkRole) -> Vec<Value> {
    let iri = |text: &String| view.dossier.source.target_iri(text, role);
    texts.iter().filter_map(iri).map(reference).collect()
}

/// The run of the programs that made the data.
fn generation(view: &RecordView, work: &Work) -> Option<Value> {
    let programs = &work.dataset.as_deref()?.generators;
    let first = programs.first()?;
    let mut node = Node::typed(view.dossier.source.only_part("generation"), "prov:Activity");
    let names = programs.iter().skip(1).fold(first.clone(), |all, one| format!("{all}, {one}"));
    node.set("name", "Generation").set("description", format!("Made with {names}"));
    node.set("prov:used", targets(view, programs, LinkRole::MadeWith));
    Some(node.into())
}

fn activity(view: &RecordView, number: usize, activity: &Activity) -> Value {
    let source = &view.dossier.source;
    let mut node = Node::typed(source.part("activity", number), "prov:Activity");
    node.set("name", activity.name.as_str())
        .text("description", activity.description.as_ref())
        .text("dct:date", activity.date.as_ref());
    let mut used = targets(view, &activity.inputs, LinkRole::MadeFrom);
    used.extend(targets(view, &activity.software, LinkRole::MadeWith));
    node.set("prov:used", used);
    let agent = activity.agent.as_ref().map(|agent| party(&Party::of(source.catalog, agent)));
    node.set("prov:wasAssociatedWith", agent);
    node.into()
}

/// What is said of the data's use, and of the people in it.
pub(super) fn responsible_use(work: &Work) -> Map<String, Value> {
    let mut node = Node::default();
    if let Some(usage) = &work.usage {
        usage_terms(&mut node, usage);
    }
    if let Some(dataset) = work.dataset.as_deref() {
        let (collection, preparation) = (dataset.collection.as_ref(), dataset.preparation.as_ref());
        labelled(&mut node, Home::Collection, "dataCollection", collection);
        labelled(&mut node, Home::Preparation, "dataPreprocessingProtocol", preparation);
        node.set("rai:dataCollectionTimeframe", timeframe(dataset))
            .set("rai:personalSensitiveInformation", sensitive(dataset));
    }
    match Value::from(node) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn usage_terms(node: &mut Node, usage: &Usage) {
    node.set("rai:dataUseCases", plain_description(usage.intended_use.as_ref()))
        .set("rai:dataLimitations", plain_description(usage.limitations.as_ref()))
        .set("rai:dataBiases", plain_description(usage.risks.as_ref()));
    labelled(node, Home::Ethical, "dataSocialImpact", usage.ethical.as_ref());
}

/// Sets what `markdown` says under `main`; parts of it that are labelled as importing does stand under
/// the properties that they come from.
fn labelled(node: &mut Node, home: Home, main: &str, markdown: Option<&String>) {
    let Some(markdown) = markdown else { return };
    let mut own: Vec<&str> = Vec::new();
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for paragraph in markdown.split("\n\n") {
        if let Some((key, text)) = part(home, paragraph) {
            parts.push((key, vec![text]));
        } else {
            parts.last_mut().map_or(&mut own, |(_, texts)| texts).push(paragraph);
        }
    }
    node.set(&format!("rai:{main}"), plain_description(Some(&own.join("\n\n"))));
    for (key, texts) in parts {
        node.set(&format!("rai:{key}"), values(texts.join("\n\n").trim()));
    }
}

/// The property whose label a paragraph begins with, and what follows it.
fn part(home: Home, paragraph: &str) -> Option<(&'static str, &str)> {
    let mut all = RAI.iter().chain([&PERSONAL]).filter(|it| it.1 == home && !it.2.is_empty());
    all.find_map(|(key, _, label)| {
        let text = paragraph.strip_prefix("**")?.strip_prefix(*label)?.strip_prefix(":**")?;
        Some((*key, text.trim_start()))
    })
}

/// The items of a list, or else the whole text.
fn values(markdown: &str) -> Value {
    let plain = |text: &str| plain_text(text, LONGEST_DESCRIPTION);
    match markdown.lines().map(|it| it.strip_prefix("- ")).collect::<Option<Vec<&str>>>() {
        Some(items) => items.into_iter().map(plain).collect(),
        None => plain(markdown).into(),
    }
}

/// When the data was collected, as the start and the end where these are told.
fn timeframe(dataset: &DatasetSection) -> Option<Vec<&str>> {
    Some(dataset.collected.as_deref()?.split('/').collect())
}

/// What the data holds of people. That it holds nothing, the format has no word for.
fn sensitive(dataset: &DatasetSection) -> Option<String> {
    let stated = dataset.sensitive_data.as_ref().filter(|it| it.present)?;
    stated.description.clone()
}

/// When and where the data is from.
pub(super) fn coverage(node: &mut Node, dataset: &DatasetSection) {
    node.text("temporalCoverage", dataset.temporal_coverage.as_ref())
        .set("measurementTechnique", dataset.measurement_techniques.clone());
    let place = dataset.spatial_coverage.as_ref();
    node.set("spatialCoverage", place.map(|name| json!({"@type": "sc:Place", "name": name})));
}
