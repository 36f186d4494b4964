//! What is written in a format and read again says the same, and nothing else.

use std::path::Path;

use faircat::formats::companions::formats_of;
use faircat::formats::format::Format;
use faircat::formats::list::{format_named, recognised};
use faircat::formats::package::{Content, PackageFile, PackedWork, Packer, payload_of};
use faircat::formats::reader::Input;
use faircat::record::Record;
use serde_json::{Value, json};

use super::text;
use crate::losses::round_trip;
use crate::subjects::Fixture;

fn format(name: &str) -> &'static Format {
    format_named(name).unwrap()
}

/// The record `id` as it comes back of `format`.
fn back(id: &str, name: &str) -> Value {
    let fixture = Fixture::named("round-trips");
    let entry = fixture.catalog.entries.iter().find(|it| it.id() == id).unwrap();
    let Record::Work(work) = entry.record() else { panic!("{id} is no work") };
    round_trip::returned(&fixture, entry, format(name), *work).unwrap()
}

/// Why `id` is not packed as `format`.
fn refusal(id: &str, name: &str) -> String {
    Fixture::named("round-trips").one(id, |view| {
        let Some(Packer::Work(pack)) = format(name).package.map(|it| it.packer) else {
            panic!("{name} is no package of works")
        };
        let of = view.work.as_ref().unwrap();
        pack(&PackedWork { view, of, payload: &payload_of(of.work) }).unwrap_err()
    })
}

fn of(id: &str, file: &str) -> String {
    Fixture::named("round-trips").one(id, |view| text(view, file))
}

#[test]
fn licences_come_back_as_they_combine() {
    for (id, formats, licence) in [
        ("datasets/files", ["json-ld", "huggingface"], "MIT OR Apache-2.0"),
        ("models/draft", ["json-ld", "huggingface"], "GPL-3.0-or-later AND MIT"),
        ("models/counter", ["json-ld", "ro-crate"], "LicenseRef-House"),
    ] {
        for format in formats {
            assert_eq!(back(id, format)["license"], licence, "{format}");
        }
    }
    // The Hub's own names have small letters.
    assert_eq!(back("models/counter", "huggingface")["license"], "LicenseRef-house");
}

#[test]
fn persons_of_one_name_stay_persons() {
    let plato = json!({"name": "Plato", "orcid": "0000-0002-1825-0097"});
    let author = &back("datasets/files", "cff")["authors"][0];
    for (key, value) in plato.as_object().unwrap() {
        assert_eq!(author[key], *value, "{author}");
    }
    assert_eq!(author["affiliations"], json!(["Academy of Athens"]));
    assert_ne!(author["organization"], true);
}

#[test]
fn names_with_a_suffix_are_not_turned_round() {
    let names = ["Plato", "Martin Luther King, Jr.", "Acme, Inc."];
    for format in ["json-ld", "croissant", "datacite-json", "datacite-xml", "dlhub"] {
        let back = back("datasets/files", format);
        let authors = back["authors"].as_array().unwrap().iter();
        let found: Vec<&str> = authors.filter_map(|it| it["name"].as_str()).collect();
        assert_eq!(found, names, "{format}");
    }
}

#[test]
fn old_dois_and_minids_come_back() {
    let doi = "doi:10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O";
    for format in ["json-ld", "datacite-json", "datacite-xml", "ro-crate"] {
        let identifiers = &back("datasets/files", format)["identifiers"];
        let known = identifiers.as_array().unwrap();
        let has = |it: &str| known.iter().any(|one| one.as_str().unwrap().eq_ignore_ascii_case(it));
        assert!(has(doi) && has("minid:olgmRyIu8Am7"), "{format}: {identifiers}");
    }
    let cff = of("datasets/files", "CITATION.cff");
    assert!(cff.contains("10.1002/(SICI)1097-4571"), "{cff}");
    let scorecard = of("datasets/files", "scorecard.json");
    assert!(!scorecard.contains("minid:minid:"), "{scorecard}");
}

#[test]
fn what_is_withdrawn_is_published_nowhere_else_and_says_so() {
    for format in ["huggingface", "dlhub"] {
        let why = refusal("datasets/withdrawn", format);
        assert!(why.contains("Withdrawn on 2024-03-01"), "{why}");
        assert!(why.contains("Use "), "{why}");
    }
    let files =
        ["CITATION.cff", "citation.bib", "citation.csl.json", "ro-crate-metadata.json", "index.md"];
    for file in files {
        let text = of("datasets/withdrawn", file);
        assert!(text.contains("taken with a broken detector"), "{file}\n{text}");
    }
    let all = formats_of;
    let named = |id: &str| {
        Fixture::named("round-trips")
            .one(id, |view| all(view).iter().map(|it| it.name.to_owned()).collect::<Vec<_>>())
    };
    assert!(!named("datasets/withdrawn").contains(&"croissant".to_owned()));
}

#[test]
fn files_without_a_checksum_are_told_of_as_left_out_of_croissant() {
    let left_out = Fixture::named("round-trips")
        .one("datasets/files", |view| format("croissant").companion.unwrap().left_out(view));
    assert_eq!(left_out.len(), 2, "{left_out:?}");
    assert!(left_out[0].starts_with("`b.bin` is not in it"), "{left_out:?}");
}

/// The files of a package, with none of the record's own, and what is said of it.
fn package(id: &str, name: &str) -> (Vec<(String, String)>, Vec<String>) {
    Fixture::named("round-trips").one(id, |view| {
        let Some(Packer::Work(pack)) = format(name).package.map(|it| it.packer) else {
            panic!("{name} is no package of works")
        };
        let of = view.work.as_ref().unwrap();
        let made = pack(&PackedWork { view, of, payload: &payload_of(of.work) }).unwrap();
        let text = |it: PackageFile| match it.content {
            Content::Bytes(bytes) => Some((it.path, String::from_utf8(bytes).unwrap())),
            Content::Payload(_) => None,
        };
        (made.files.into_iter().filter_map(text).collect(), made.notes)
    })
}

fn packed(id: &str, name: &str, path: &str) -> String {
    package(id, name).0.into_iter().find(|it| it.0 == path).unwrap().1
}

#[test]
fn a_record_that_is_needed_is_no_python_package() {
    let hub: Value =
        serde_json::from_str(&packed("models/counter", "dlhub", "dlhub.json")).unwrap();
    let python = &hub["dlhub"]["dependencies"]["python"];
    assert_eq!(*python, json!({"numpy": ">=1.2,<2", "torch": null}));
    let notes = package("models/counter", "dlhub").1;
    assert!(notes.iter().any(|it| it.starts_with("`software/tool` is a work")), "{notes:?}");
    let codemeta: Value = serde_json::from_str(&of("models/counter", "codemeta.json")).unwrap();
    let tool = &codemeta["softwareRequirements"][2];
    assert_eq!(tool["name"], "Tool");
    assert_eq!(tool["url"], "https://example.org/cat/software/tool/");
    assert!(of("models/counter", "record.jsonld").contains("\"Tool 1\""));
    let back = back("models/counter", "dlhub");
    assert_eq!(
        back["code"]["dependencies"][1],
        json!({"name": "torch", "version": null, "url": null})
    );
}

#[test]
fn linked_data_of_a_model_comes_back_as_what_it_was() {
    let back = back("models/counter", "json-ld");
    let needed = &back["code"]["dependencies"];
    assert_eq!((&needed[0]["name"], &needed[0]["version"]), (&json!("numpy"), &json!(">=1.2,<2")));
    let roles = back["contributors"].as_array().unwrap().iter();
    let roles: Vec<&str> = roles.filter_map(|it| it["role"].as_str()).collect();
    assert_eq!(roles, ["DataCurator", "Editor"]);
    let counts = "https://example.org/cat/datasets/files/";
    assert_eq!(back["model"]["training"]["datasets"][0]["dataset"], counts);
    assert_eq!(back["model"]["fine_tuned_from"], "https://example.org/cat/models/draft/");
    assert_eq!(back["derived_from"], json!([]));
}

#[test]
fn the_hub_gets_no_dataset_that_it_does_not_have() {
    let card = packed("models/counter", "huggingface", "README.md");
    assert!(!card.contains("datasets-files"), "{card}");
    assert!(card.contains("Counts (https://example.org/cat/datasets/files/)"), "{card}");
    let evaluations = &back("models/counter", "huggingface")["model"]["evaluations"];
    assert_eq!(evaluations[0]["dataset"], "https://example.org/cat/datasets/files/");
    assert_eq!(evaluations[0]["method"], Value::Null);
}

#[test]
fn the_preview_of_a_crate_is_read_by_itself() {
    let page = packed("models/counter", "ro-crate", "ro-crate-preview.html");
    let input = Input::new(Path::new("ro-crate-preview.html"), page.as_bytes());
    assert_eq!(recognised(&input).map(|it| it.name), Some("ro-crate"));
    let found = (format("ro-crate").reader.unwrap().read)(&input);
    let known = found.records.iter().map(|it| (it.slug(), it.kind())).collect();
    let works = found.records.into_iter().map(|it| it.import(&known).work);
    let titles: Vec<String> = works.map(|it| it.title).collect();
    assert_eq!(titles, ["Counter"]);
}

#[test]
fn a_crate_tells_of_every_relation() {
    let back = back("models/counter", "ro-crate");
    let relations = back["relations"].as_array().unwrap().iter();
    let told: Vec<&str> = relations.filter_map(|it| it["target"].as_str()).collect();
    for target in ["https://example.org/manual", "https://example.org/derived"] {
        assert!(told.contains(&target), "{target}: {told:?}");
    }
    let is_source = |it: &&Value| it["target"] == "https://example.org/derived";
    let kind = back["relations"].as_array().unwrap().iter().find(is_source).unwrap();
    assert_eq!(kind["type"], "is-source-of");
}

#[test]
fn fields_that_the_hub_is_not_told_of_are_named() {
    let notes = package("datasets/files", "dlhub").1;
    assert!(notes.iter().any(|it| it.starts_with("`a` is not among the columns")), "{notes:?}");
}

#[test]
fn a_draft_says_which_identifiers_a_work_has_already() {
    let (files, notes) = package("datasets/files", "zenodo");
    let (_, body) = files.into_iter().find(|it| it.0 == "inveniordm.json").unwrap();
    let draft: Value = serde_json::from_str(&body).unwrap();
    let own = &draft["pids"]["doi"];
    let doi = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O";
    assert!(own["identifier"].as_str().unwrap().eq_ignore_ascii_case(doi), "{draft}");
    assert_eq!(own["provider"], "external");
    assert!(notes.iter().any(|it| it.starts_with("the draft says that the DOI")), "{notes:?}");
    assert!(notes.iter().any(|it| it.starts_with("`minid:")), "{notes:?}");
}

#[test]
fn lists_stay_lists() {
    let bill = back("models/counter", "cyclonedx");
    assert_eq!(bill["model"]["task"], json!(["regression", "token classification"]));
    assert_eq!(bill["model"]["category"], json!(["CNN", "GNN"]));
    let croissant = back("datasets/files", "croissant");
    assert_eq!(croissant["keywords"], json!(["a, b", "c"]));
    let identifiers = croissant["identifiers"].as_array().unwrap();
    assert!(identifiers.contains(&json!("ark:/12345/counts")), "{identifiers:?}");
    let software = &back("software/tool", "codemeta")["identifiers"];
    let known = ["doi:10.5555/tool", "swh:1:dir:d198bc9d7a6bcf6db04f476d29314f157507d505"];
    assert_eq!(*software, json!(known));
}

#[test]
fn harvesters_of_dublin_core_are_told_who_may_have_a_work() {
    let fixture = Fixture::named("round-trips");
    let xml = super::site_text(&super::site_files(&fixture, &[]), "oai.xml");
    for said in [
        "<dc:rights>info:eu-repo/semantics/embargoedAccess</dc:rights>",
        "<dc:date>info:eu-repo/date/embargoEnd/2099-12-31</dc:date>",
        "<dc:language>en</dc:language>",
        "<dc:contributor>Grace Hopper</dc:contributor>",
        "<dc:relation>https://example.org/cited</dc:relation>",
        "<dc:format>text/csv</dc:format>",
    ] {
        assert!(xml.contains(said), "{said}\n{xml}");
    }
}
