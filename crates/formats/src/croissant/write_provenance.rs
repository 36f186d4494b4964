//! Where the data comes from, as PROV, which Croissant 1.1 takes, and its use, as responsible AI.

use faircat_linked_data::plain_text::{LONGEST_DESCRIPTION, plain_text};
use faircat_linked_data::{Node, numbered, reference};
use faircat_record::references::LinkRole;
use faircat_record::{Activity, DatasetSection, Usage, Work};
use serde_json::{Value, json};

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

/// Adds what is said of the data's use, and of the people in it.
pub(super) fn responsible_use(node: &mut Node, work: &Work) {
    if let Some(usage) = &work.usage {
        usage_terms(node, usage);
    }
    let Some(dataset) = work.dataset.as_deref() else { return };
    node.set("rai:dataCollection", plain(dataset.collection.as_ref()))
        .set("rai:dataCollectionTimeframe", timeframe(dataset))
        .set("rai:dataPreprocessingProtocol", plain(dataset.preparation.as_ref()))
        .set("rai:personalSensitiveInformation", sensitive(dataset));
}

fn usage_terms(node: &mut Node, usage: &Usage) {
    node.set("rai:dataUseCases", plain(usage.intended_use.as_ref()))
        .set("rai:dataLimitations", plain(usage.limitations.as_ref()))
        .set("rai:dataBiases", plain(usage.risks.as_ref()))
        .set("rai:dataSocialImpact", plain(usage.ethical.as_ref()));
}

fn plain(markdown: Option<&String>) -> Option<String> {
    markdown.map(|text| plain_text(text, LONGEST_DESCRIPTION))
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
