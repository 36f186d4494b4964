//! Scorecards as linked data, in the W3C Data Quality Vocabulary
//! (<https://www.w3.org/TR/vocab-dqv/>).
//!
//! An indicator is a `dqv:Metric`, its principle the `dqv:Dimension` of the metric, a letter of
//! FAIR the `dqv:Category` of the dimension, and a finding a `dqv:QualityMeasurement`. The remedy of
//! a fail is an `ftr:suggestion`.

use serde_json::{Map, Value, json};

use super::remedies::{Remedies, Remedy};
use super::{Finding, Indicator, Outcome, Principle, Rubric, Scorecard, principles};
use faircat_catalog::site::Site;
use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::vocabulary::{dcterms, dqv, ftr, rdfs, schema, skos};
use faircat_linked_data::{Node, reference};

/// The IRI of an indicator: its place on the page of its rubric's principles.
pub fn indicator_iri(site: &Site, rubric: Rubric, id: &str) -> String {
    format!("{}#{id}", site.iri(rubric.page()))
}

/// The IRI of the principle `id`: its place on the page of its rubric's principles.
pub fn principle_iri(site: &Site, rubric: Rubric, id: &str) -> String {
    format!("{}#{id}", site.iri(rubric.page()))
}

/// The properties that `scorecard` adds to the node of the record `iri`.
///
/// Each finding is the node `<iri>#<indicator id>`; its value is the verdict's name. On a site of many
/// records, what was found where nothing is to be done, and the remedies, stand on the page alone: they
/// would be most of all statements.
pub fn measurements(site: &Site, iri: &str, scorecard: &Scorecard) -> Map<String, Value> {
    let page = site.iri(scorecard.rubric.page());
    let mut told = Remedies::default();
    let rows = scorecard.rows();
    let findings: Vec<Value> = rows
        .map(|(indicator, finding)| {
            let mut node = measurement(&page, iri, finding);
            let is_settled = matches!(finding.outcome, Outcome::Pass | Outcome::NotApplicable);
            if !(site.is_large && is_settled) {
                node.set(schema::key::DESCRIPTION, finding.evidence.as_str());
            }
            if let Some(lines) = finding.remedy.as_deref().filter(|_| !site.is_large) {
                let remedy = told.place(lines, indicator.principle);
                node.set(ftr::key::SUGGESTION, suggestion(iri, remedy, lines));
            }
            node.into()
        })
        .collect();
    let mut properties = Map::new();
    properties.insert(dqv::key::HAS_QUALITY_MEASUREMENT.to_owned(), Value::Array(findings));
    properties
}

/// What the verdict is, and of which indicator.
fn measurement(page: &str, iri: &str, finding: &Finding) -> Node {
    let mut node =
        Node::typed(format!("{iri}#{}", finding.indicator), dqv::key::QUALITY_MEASUREMENT);
    node.set(dqv::key::IS_MEASUREMENT_OF, format!("{page}#{}", finding.indicator));
    node.set(dqv::key::VALUE, finding.outcome.name());
    node
}

/// What to do about a fail, as a guidance of the vocabulary of FAIR testing resources.
fn suggestion(iri: &str, remedy: Remedy, lines: &str) -> Value {
    let iri = format!("{iri}#{}", remedy.name());
    if !remedy.is_new {
        return reference(iri);
    }
    let mut node = Node::typed(iri, ftr::key::GUIDANCE_CONTEXT);
    node.set(dcterms::key::DESCRIPTION, lines);
    node.into()
}

/// What the measurements under `rubric` mean: its principles and `indicators`, as the document of the
/// page that explains them.
pub fn definitions(site: &Site, rubric: Rubric, indicators: &[Indicator]) -> Value {
    let dimensions = principles(rubric).iter().map(|principle| dimension(site, rubric, principle));
    let metrics = indicators.iter().map(|indicator| metric(site, rubric, indicator));
    let nodes: Vec<Value> = dimensions.chain(metrics).chain(categories(site)).collect();
    json!({"@context": *CONTEXT, "@graph": nodes})
}

fn dimension(site: &Site, rubric: Rubric, principle: &Principle) -> Value {
    let mut node = Node::typed(principle_iri(site, rubric, principle.id), dqv::key::DIMENSION);
    node.set(skos::key::NOTATION, principle.id);
    node.set(skos::key::PREF_LABEL, principle.title);
    node.set(skos::key::DEFINITION, principle.text);
    node.set(dqv::key::IN_CATEGORY, category_iri(site, principle.group()));
    node.set(rdfs::key::SEE_ALSO, reference(format!("https://doi.org/{}", rubric.source().doi)));
    node.into()
}

fn metric(site: &Site, rubric: Rubric, indicator: &Indicator) -> Value {
    let mut node = Node::typed(indicator_iri(site, rubric, indicator.id), dqv::key::METRIC);
    node.set(skos::key::NOTATION, counterparts(indicator));
    node.set(skos::key::PREF_LABEL, indicator.question);
    node.set(skos::key::DEFINITION, indicator.method);
    node.set(dqv::key::IN_DIMENSION, principle_iri(site, rubric, indicator.principle));
    node.set(dqv::key::EXPECTED_DATA_TYPE, reference("http://www.w3.org/2001/XMLSchema#string"));
    node.into()
}

/// The indicator's own id and those of its counterparts elsewhere.
fn counterparts(indicator: &Indicator) -> Vec<Value> {
    std::iter::once(&indicator.id)
        .chain(indicator.rda)
        .chain(indicator.fuji)
        .chain(indicator.fairshake)
        .map(|id| Value::from(*id))
        .collect()
}

const GROUPS: [&str; 4] = ["Findable", "Accessible", "Interoperable", "Reusable"];

fn category_iri(site: &Site, group: &str) -> String {
    format!("{}#{}", site.iri("principles/"), group.to_ascii_lowercase())
}

fn categories(site: &Site) -> impl Iterator<Item = Value> {
    GROUPS.iter().map(|group| {
        let mut node = Node::typed(category_iri(site, group), dqv::key::CATEGORY);
        node.set(skos::key::PREF_LABEL, *group);
        node.into()
    })
}
