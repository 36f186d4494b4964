//! Other people's statements count by what they say, not by being there.

use faircat_assessment::foreign;
use faircat_assessment::{Outcome, Scorecard};
use serde_json::{Value, json};

use crate::foreign_card::assess_foreign;
use crate::indicators::outcome_of;

/// The scorecard of a dataset with the properties `more`.
fn described(more: &Value) -> Scorecard {
    let mut document = json!({
        "@context": "https://schema.org", "@type": "Dataset", "@id": "https://x.org/d", "name": "N",
        "description": "Jets of simulated collisions, each with its tracks, as one measures them.",
        "creator": {"@type": "Person", "name": "A"}, "datePublished": "2020-01-01",
        "publisher": {"@type": "Organization", "name": "P"}, "keywords": ["jets", "tracks"],
        "identifier": "https://doi.org/10.5281/zenodo.1",
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    assess_foreign(&foreign::read_json_ld(&document.to_string(), None).unwrap())
}

/// What comes out for `id` of each of `rows`: what is stated, and whether that passes.
fn table(id: &str, rows: &[(Value, bool)]) {
    for (stated, passes) in rows {
        let wanted = if *passes { Outcome::Pass } else { Outcome::Fail };
        assert_eq!(outcome_of(&described(stated), id), wanted, "{id}: {stated}");
    }
}

#[test]
fn a_file_is_described_by_a_media_type_and_a_number_of_bytes() {
    let file = |format: Value, size: Value| {
        json!({"distribution": {"@type": "DataDownload", "contentUrl": "https://x.org/a",
            "encodingFormat": format, "contentSize": size}})
    };
    let csv = || json!("text/csv");
    table(
        "dataset-R1-files-described",
        &[
            (file(csv(), json!("12")), true),
            (file(csv(), json!(12)), true),
            (file(csv(), json!("1.2 MB")), true),
            (file(csv(), json!({"@type": "QuantitativeValue", "value": 12})), true),
            (file(json!(["csv", "text/csv"]), json!("12")), true),
            (
                file(
                    json!({"@id": "https://www.iana.org/assignments/media-types/text/csv"}),
                    json!(1),
                ),
                true,
            ),
            (file(json!("garbage"), json!("12")), false),
            (file(json!("zip"), json!("12")), false),
            (file(json!("CSV"), json!("12")), false),
            (file(csv(), json!("unknown")), false),
            (file(csv(), json!("-5")), false),
            (file(csv(), json!("NaN")), false),
        ],
    );
}

#[test]
fn sets_of_files_have_neither_size_nor_checksum() {
    let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let files = json!({"distribution": [
        {"@type": "http://mlcommons.org/croissant/FileObject", "contentUrl": "https://x.org/a.csv",
            "encodingFormat": "text/csv", "contentSize": "3 B", "sha256": sha256},
        {"@type": "http://mlcommons.org/croissant/FileSet", "name": "all", "encodingFormat": "text/csv"},
    ]});
    table("dataset-R1-files-described", &[(files.clone(), true)]);
    table("dataset-R1-checksums", &[(files, true)]);
}

#[test]
fn the_address_of_a_file_is_one() {
    let at =
        |address: &str| json!({"distribution": {"@type": "DataDownload", "contentUrl": address}});
    table(
        "dataset-F3-content-stated",
        &[
            (at("https://x.org/a.csv"), true),
            (at("data/a.csv"), true),
            (at("not a url"), false),
            (at("n/a"), false),
            (at(""), false),
        ],
    );
}

#[test]
fn core_elements_say_something() {
    table(
        "dataset-F2-core-elements",
        &[
            (json!({}), true),
            (json!({"datePublished": "2020-05-17T10:00:00Z"}), true),
            (json!({"creator": {"@id": "https://orcid.org/0000-0002-1825-0097"}}), true),
            (json!({"datePublished": "n/a"}), false),
            (json!({"datePublished": "2020-13-45"}), false),
            (json!({"datePublished": "2999-01-01"}), false),
            (json!({"publisher": {"@type": "Organization"}}), false),
            (json!({"publisher": "unknown"}), false),
            (json!({"creator": {"@type": "Person", "name": " "}}), false),
            (json!({"creator": "n/a"}), false),
            (json!({"identifier": "n/a"}), false),
            (json!({"keywords": " , "}), false),
            (json!({"keywords": "none"}), false),
            (json!({"description": "<p></p>"}), false),
        ],
    );
    table("dataset-F2-keywords", &[(json!({"keywords": ["none", "n/a", "jets"]}), false)]);
    let markup = ["<p></p><br/>".repeat(10), "&nbsp;".repeat(20), ".".repeat(60), " ".repeat(80)];
    for text in markup {
        table("dataset-F2-description", &[(json!({"description": text}), false)]);
    }
}

#[test]
fn access_is_told_in_terms_that_exist() {
    let conditions = |text: &str| json!({"conditionsOfAccess": text});
    table(
        "dataset-A1-access-term",
        &[
            (json!({"isAccessibleForFree": true}), true),
            (json!({"isAccessibleForFree": "False"}), true),
            (json!({"isAccessibleForFree": "http://schema.org/True"}), true),
            (json!({"isAccessibleForFree": "yes"}), false),
            (conditions("http://purl.org/coar/access_right/c_abf2"), true),
            (conditions("https://purl.org/coar/access_right/c_16ec"), true),
            (conditions("info:eu-repo/semantics/openAccess"), true),
            (conditions("http://purl.org/coar/access_right/c_xxxx"), false),
            (conditions("info:eu-repo/semantics/article"), false),
            (conditions("open"), false),
        ],
    );
}

#[test]
fn a_work_is_not_related_to_itself() {
    let on = |target: Value| json!({"isBasedOn": target});
    table(
        "dataset-I3-references",
        &[
            (on(json!({"@id": "https://x.org/e"})), true),
            (on(json!({"@id": "https://x.org/d"})), false),
            (on(json!("https://x.org/d/")), false),
            (on(json!("doi:10.5281/zenodo.1")), false),
        ],
    );
    table("dataset-I3-data-references", &[(on(json!({"@id": "https://x.org/d"})), false)]);
    let cited = |relation: Value| {
        json!({"http://www.w3.org/ns/dcat#qualifiedRelation": {
            "http://www.w3.org/ns/dcat#hadRole": {"@id": "http://purl.org/spar/cito/cites"},
            "http://purl.org/dc/terms/relation": relation}})
    };
    table(
        "dataset-I3-qualified-references",
        &[
            (cited(json!({"@id": "https://x.org/e"})), true),
            (cited(json!({"name": "E", "identifier": "https://doi.org/10.5281/zenodo.2"})), true),
            // As of a draft, of which there is only the name.
            (cited(json!({"name": "E"})), false),
            (cited(json!("E")), false),
        ],
    );
    let listed = |catalog: Value| json!({"includedInDataCatalog": catalog});
    table(
        "dataset-F4-catalogue",
        &[
            (listed(json!({"@type": "DataCatalog", "url": "https://x.org/"})), true),
            (listed(json!({"@type": "DataCatalog", "name": "C"})), true),
            (listed(json!({"@type": "DataCatalog"})), false),
        ],
    );
    let about =
        |class: &str, iri: &str| json!({"about": {"@type": class, "@id": iri, "name": "x"}});
    table(
        "dataset-I2-controlled-terms",
        &[
            (about("DefinedTerm", "http://www.wikidata.org/entity/Q42"), true),
            (about("Person", "https://x.org/me"), false),
            (about("Organization", "https://ror.org/01ggx4157"), false),
            (about("Thing", "https://orcid.org/0000-0002-1825-0097"), false),
        ],
    );
}

#[test]
fn narrower_classes_are_their_wider_one() {
    for (class, rubric) in [
        ("WebApplication", "software"),
        ("MobileApplication", "software"),
        ("VideoGame", "software"),
        ("DataFeed", "dataset"),
    ] {
        let page = json!({"@context": "https://schema.org", "@type": class, "name": "N"});
        let page = foreign::read_json_ld(&page.to_string(), None).unwrap();
        assert_eq!(page.rubric.name(), rubric, "{class}");
    }
}

#[test]
fn roles_of_each_other_are_read_in_a_moment() {
    for (number, is_told) in [(16, false), (200, true)] {
        let all: Vec<Value> = (0..number).map(|it| json!({"@id": format!("a:{it}")})).collect();
        let role = |it: &Value| json!({"@id": it["@id"], "@type": "Role", "creator": all});
        let mut graph: Vec<Value> = all.iter().map(role).collect();
        graph.push(
            json!({"@id": "a:d", "@type": "Dataset", "name": "n", "creator": {"@id": "a:0"}}),
        );
        let page = json!({"@context": "https://schema.org", "@graph": graph}).to_string();
        let begun = std::time::Instant::now();
        let page = foreign::read_json_ld(&page, None).unwrap();
        assert!(begun.elapsed().as_secs() < 60, "{number}");
        let told = page.left_out.iter().any(|it| it.starts_with("of lists and roles, "));
        assert_eq!(told, is_told, "{number}: {:?}", page.left_out);
    }
}

#[test]
fn required_software_that_is_a_node_has_its_version_there() {
    for (required, wanted) in [
        (json!("numpy 1.26"), Outcome::Pass),
        (json!({"@type": "SoftwareApplication", "name": "numpy"}), Outcome::Fail),
        (json!({"name": "numpy", "version": "1.26"}), Outcome::Pass),
        (json!({"name": "numpy", "softwareVersion": "1.26"}), Outcome::Pass),
    ] {
        let page = json!({"@context": "https://schema.org", "@type": "SoftwareSourceCode",
            "name": "N", "softwareRequirements": [&required]});
        let page = foreign::read_json_ld(&page.to_string(), None).unwrap();
        let found = outcome_of(&assess_foreign(&page), "software-R2-dependencies");
        assert_eq!(found, wanted, "{required}");
    }
}
