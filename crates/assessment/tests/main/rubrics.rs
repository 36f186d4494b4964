//! What the rubrics ask, and how findings are published.

use std::collections::BTreeSet;

use crate::case::{Case, PAGE};
use faircat_assessment::{Rubric, indicators, principles, quality};
use faircat_catalog::site::{Site, SiteConfig};
use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::graph::Graph;
use serde_json::{Value, json};

#[test]
fn all_41_rda_indicators_are_covered() {
    let ids: BTreeSet<&str> =
        indicators(Rubric::Dataset).iter().flat_map(|one| one.rda).copied().collect();
    let expected: BTreeSet<&str> = "RDA-F1-01M RDA-F1-01D RDA-F1-02M RDA-F1-02D RDA-F2-01M \
        RDA-F3-01M RDA-F4-01M RDA-A1-01M RDA-A1-02M RDA-A1-02D RDA-A1-03M RDA-A1-03D RDA-A1-04M \
        RDA-A1-04D RDA-A1-05D RDA-A1.1-01M RDA-A1.1-01D RDA-A1.2-01D RDA-A2-01M RDA-I1-01M \
        RDA-I1-01D RDA-I1-02M RDA-I1-02D RDA-I2-01M RDA-I2-01D RDA-I3-01M RDA-I3-01D RDA-I3-02M \
        RDA-I3-02D RDA-I3-03M RDA-I3-04M RDA-R1-01M RDA-R1.1-01M RDA-R1.1-02M RDA-R1.1-03M \
        RDA-R1.2-01M RDA-R1.2-02M RDA-R1.3-01M RDA-R1.3-01D RDA-R1.3-02M RDA-R1.3-02D"
        .split_whitespace()
        .collect();
    assert_eq!(expected.len(), 41);
    assert_eq!(ids, expected);
}

#[test]
fn every_principle_has_an_indicator_and_every_indicator_a_principle() {
    let counts = [(Rubric::Model, 15), (Rubric::Dataset, 15), (Rubric::Software, 17)];
    let mut seen = BTreeSet::new();
    for (rubric, number) in counts {
        let known: BTreeSet<&str> = principles(rubric).iter().map(|one| one.id).collect();
        assert_eq!(known.len(), number);
        let tested: BTreeSet<&str> = indicators(rubric).iter().map(|one| one.principle).collect();
        assert_eq!(known, tested);
        for one in indicators(rubric) {
            assert!(
                one.id.starts_with(&format!("{}-{}-", rubric.name(), one.principle)),
                "{one:?}"
            );
            assert!(one.question.ends_with('?') && one.method.ends_with('.'), "{one:?}");
            assert!(seen.insert(one.id), "{one:?} twice");
        }
    }
}

#[test]
fn the_findings_are_rdf_without_blank_nodes() {
    let site = Site::new(SiteConfig::default(), Some("https://example.org/")).unwrap();
    let scorecard = Case::good(Rubric::Model).assess(Rubric::Model);
    let mut document = Value::Object(quality::measurements(&site, PAGE, &scorecard));
    document["@id"] = json!(PAGE);
    document["@context"] = CONTEXT.clone();
    let graph = Graph::from_json_ld(&document.to_string()).unwrap();
    let text = graph.triples().iter().map(|one| format!("{one}\n")).collect::<String>();
    assert!(!text.contains("_:"), "{text}");
    assert!(text.contains(
        "<https://example.org/models/a/#model-R1.1-licence> \
         <http://www.w3.org/ns/dqv#isMeasurementOf> \
         <https://example.org/principles/models/#model-R1.1-licence>"
    ));
    assert_eq!(graph.triples().len(), scorecard.findings.len() * 5);
    let definitions = quality::definitions(&site, Rubric::Model, indicators(Rubric::Model));
    let definitions = Graph::from_json_ld(&definitions.to_string()).unwrap();
    assert!(definitions.triples().iter().all(|one| !one.to_string().contains("_:")));
    for one in &scorecard.findings {
        let iri = quality::indicator_iri(&site, Rubric::Model, one.indicator);
        assert!(!definitions.of(&iri, false).is_empty(), "{iri} is defined");
    }
}
