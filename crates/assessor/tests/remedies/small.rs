//! Small documents, of which nearly all indicators fail.

use serde_json::{Value, json};

use crate::applying::{as_card, as_json, as_yaml, unsettled};

#[test]
fn what_remedies_say_settles_indicators() {
    let schema = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "Jets"});
    let croissant: Value =
        serde_json::from_str(include_str!("../fixtures/croissant.json")).unwrap();
    let codemeta = json!({"@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode", "name": "Jets"});
    let datacite = json!({"types": {"resourceTypeGeneral": "Dataset"}, "creators": [],
        "schemaVersion": "http://datacite.org/schema/kernel-4", "titles": [{"title": "Jets"}]});
    let zenodo = json!({"conceptrecid": "1", "id": 2, "recid": "2",
        "metadata": {"title": "Jets", "resource_type": {"type": "dataset"}}});
    let mut worse = unsettled("a.jsonld", &schema, as_json);
    worse.extend(unsettled("croissant.json", &croissant, as_json));
    worse.extend(unsettled("codemeta.json", &codemeta, as_json));
    worse.extend(unsettled("datacite.json", &datacite, as_json));
    worse.extend(unsettled("zenodo.json", &zenodo, as_json));
    let invenio = json!({"id": "a1-b2", "pids": {}, "access": {"record": "public"},
        "metadata": {"title": "Jets", "resource_type": {"id": "dataset"}}});
    worse.extend(unsettled("invenio.json", &invenio, as_json));
    let model = json!({"@context": {"@vocab": "http://schema.org/"}, "name": "Jets",
        "@type": "https://w3id.org/fair4ml#MLModel"});
    worse.extend(unsettled("model.jsonld", &model, as_json));
    worse.extend(unsettled("README.md", &json!({"pipeline_tag": "image-classification"}), as_card));
    worse.extend(unsettled("README.md", &json!({"task_categories": ["other"]}), as_card));
    let cff = json!({"cff-version": "1.2.0", "message": "Cite it", "title": "Jets", "authors": []});
    worse.extend(unsettled("CITATION.cff", &cff, as_yaml));
    assert!(worse.is_empty(), "{}", worse.join("\n\n"));
}

#[test]
fn what_remedies_of_dcat_in_json_ld_say_settles_indicators() {
    let terms = json!({"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/", "it6": "http://data.europa.eu/it6/",
        "spdx": "http://spdx.org/rdf/terms#"});
    for class in ["dcat:Dataset", "it6:MachineLearningModel"] {
        let work = json!({"@context": terms, "@id": "https://example.org/jets", "@type": class,
            "dct:title": "Jets"});
        let worse = unsettled("dcat.jsonld", &work, as_json);
        assert!(worse.is_empty(), "{class}: {}", worse.join("\n\n"));
    }
}
