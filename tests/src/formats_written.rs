//! What files of single formats say, of records that have every field.

use std::fs;

use faircat::formats::companions::{MANY, OWN_FORM, companion_files, formats_of, lighten};
use faircat::formats::list::FORMATS;
use faircat::formats::view::RecordView;
use serde_json::Value;

use crate::build::build_well;
use crate::copies::copy_folder;
use crate::program::repository;
use crate::subjects::Fixture;

fn text(id: &str, file_name: &str) -> String {
    Fixture::named("every-field").one(id, |subject: &RecordView| {
        let path = format!("{}{file_name}", subject.dossier.source.entry.page());
        let file = companion_files(subject).into_iter().find(|file| file.path == path);
        String::from_utf8(file.expect(file_name).content).expect("UTF-8")
    })
}

fn json(id: &str, file_name: &str) -> Value {
    serde_json::from_str(&text(id, file_name)).expect("JSON")
}

#[test]
fn a_bill_of_a_model_names_its_data_and_its_claims() {
    let bill = json("models/full", "bom.cdx.json");
    let model = &bill["metadata"]["component"];
    assert_eq!(model["type"], "machine-learning-model");
    assert_eq!(model["licenses"][0]["license"]["id"], "MIT");
    assert_eq!(model["manufacturer"]["name"], "Example Collaboration");
    let card = &model["modelCard"];
    assert_eq!(card["modelParameters"]["task"], "classification");
    assert_eq!(card["modelParameters"]["architectureFamily"], "graph neural network");
    assert_eq!(card["modelParameters"]["inputs"][0]["format"], "x: float32[batch, 60, 2]");
    let metric = &card["quantitativeAnalysis"]["performanceMetrics"][0];
    assert_eq!((&metric["type"], &metric["value"]), (&"mean error".into(), &"0.5".into()));
    assert_eq!(metric["slice"], "test split, 16 bit");
    let data = bill["components"].as_array().expect("components");
    assert_eq!(data.len(), 4, "to train, validate, test and evaluate");
    for used in card["modelParameters"]["datasets"].as_array().expect("datasets") {
        assert!(data.iter().any(|it| it["bom-ref"] == used["ref"]), "{used}");
    }
    let file = model["externalReferences"].as_array().expect("references");
    let file = file.iter().find(|it| it["type"] == "distribution").expect("a file");
    assert_eq!(file["hashes"][0]["alg"], "SHA-256");
}

/// Time that data is about has a type since 4.6, and JSON stops at 4.5.
#[test]
fn words_of_datacite_are_those_of_the_form() {
    let dates = json("datasets/full", "datacite.json")["dates"].clone();
    let covered = "2012-01-01/2012-12-31";
    let stated = dates.as_array().expect("dates").iter().find(|it| it["date"] == covered);
    let stated = stated.expect("the time of the data");
    assert_eq!(stated["dateType"], "Other");
    assert_eq!(stated["dateInformation"], "Coverage");
    let xml = text("datasets/full", "datacite.xml");
    assert!(xml.contains(&format!("<date dateType=\"Coverage\">{covered}</date>")), "{xml}");
    assert!(xml.contains("kernel-4.7/metadata.xsd"));
    assert!(xml.contains("<geoLocationPlace>Geneva</geoLocationPlace>"));
}

#[test]
fn codemeta_says_where_code_is_archived() {
    let codemeta = json("software/full", "codemeta.json");
    assert_eq!(codemeta["@context"], "https://w3id.org/codemeta/3.1");
    assert_eq!(codemeta["schema:archivedAt"]["@id"], "https://example.com/archive");
}

#[test]
fn croissant_says_where_data_comes_from() {
    let croissant = json("datasets/full", "croissant.json");
    assert_eq!(croissant["prov:wasDerivedFrom"]["@id"], "https://doi.org/10.5555/origin");
    let steps = croissant["prov:wasGeneratedBy"].as_array().expect("activities");
    let sorting = steps.iter().find(|step| step["name"] == "Sorting").expect("the step");
    assert_eq!(sorting["prov:wasAssociatedWith"]["name"], "Flo Example");
    assert_eq!(croissant["rai:dataLimitations"], "Not for real work.");
}

#[test]
fn a_site_may_leave_formats_out() {
    let mut fixture = Fixture::named("every-field");
    let without = ["cyclonedx", "scorecard", "json-ld"].map(str::to_owned).to_vec();
    fixture.site.config.formats.without = without;
    fixture.one("models/full", |subject| {
        let names: Vec<&str> = formats_of(subject).iter().map(|it| it.name).collect();
        assert!(!names.contains(&"cyclonedx") && !names.contains(&"scorecard"), "{names:?}");
        assert!(names.contains(&"json-ld"), "the dump is named by it");
        let files = companion_files(subject);
        let linkset = files.iter().find(|it| it.path.ends_with("linkset.json")).expect("a linkset");
        let linkset = String::from_utf8_lossy(&linkset.content);
        assert!(!linkset.contains("bom.cdx.json") && !linkset.contains("scorecard.json"));
    });
}

#[test]
fn a_site_of_many_records_says_things_once() {
    let mut fixture = Fixture::named("every-field");
    fixture.site.config.formats.with = Some(vec!["cff".to_owned()]);
    assert!(lighten(&mut fixture.site, MANY).is_empty());
    let left_out = lighten(&mut fixture.site, MANY + 1);
    assert!(left_out.contains(&"ftr") && left_out.contains(&"turtle"), "{left_out:?}");
    fixture.one("datasets/full", |subject| {
        let names: Vec<&str> = formats_of(subject).iter().map(|it| it.name).collect();
        let kept = ["json-ld", "croissant", "datacite-xml", "bibtex", "cff"];
        assert_eq!(names.len(), kept.len(), "{names:?}");
        assert!(kept.iter().all(|it| names.contains(it)), "{names:?}");
    });
}

/// Names in examples of commands, which are of the user's own files.
const OF_COMMANDS: [&str; 2] = ["tracker/CITATION.cff", "my-events.datacite.json"];

#[test]
fn no_page_names_what_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let companions = FORMATS.iter().filter_map(|it| Some((it.name, it.companion?.file_name)));
    let left_out = companions.filter(|(name, _)| *name != OWN_FORM);
    let (names, files): (Vec<&str>, Vec<&str>) = left_out.unzip();
    let source = folder.path().join("source");
    copy_folder(&repository().join("tests/fixtures/every-field"), &source);
    let settings = source.join("site/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}formats: {{without: [{}]}}\n", names.join(", "))).unwrap();
    let mut pages = 0;
    for (path, bytes) in build_well(&source, &folder.path().join("site")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        // The theme's scripts read what other sites have, and chapters on importing tell of it.
        if ["static/", "pagefind/", "manual/import"].iter().any(|it| path.starts_with(it)) {
            continue;
        }
        pages += 1;
        let text = OF_COMMANDS.iter().fold(text, |text, name| text.replace(name, ""));
        for file in &files {
            assert!(!text.contains(file), "{path} names {file}");
        }
    }
    assert!(pages > 30, "{pages}");
}

/// A report has a general type of its own; a course is no more than other, and says its kind.
#[test]
fn training_material_keeps_its_kind_in_datacite() {
    let types = json("training-materials/full", "datacite.json")["types"].clone();
    assert_eq!(types["resourceTypeGeneral"], "Other");
    assert_eq!(types["resourceType"], "Training material");
}
