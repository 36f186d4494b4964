//! Catalogues that are asked in other ways: OAI-PMH, DCAT, and hubs with a search.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::server::{Reply, Server};
use super::{build, every_field, harvest, hub, index, query, text};
use crate::program::{repository, says};

fn fixture(path: &str) -> String {
    fs::read_to_string(repository().join("tests/fixtures/imports").join(path)).unwrap()
}

/// What was harvested under `settings`, which name one catalogue `one`.
fn harvested(settings: &str) -> (tempfile::TempDir, Value) {
    let root = hub(&format!("federation:\n- {{name: one, {settings}}}\n"));
    let output = harvest(root.path(), &[]);
    assert!(output.status.success(), "{}", text(&output));
    let index = index(root.path(), "one");
    (root, index)
}

fn titles(index: &Value) -> Vec<&str> {
    index["works"].as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect()
}

fn is_stated(root: &Path, home: &str) -> bool {
    build(root);
    query(root, &format!("ASK {{ GRAPH <{home}> {{ ?w a ?class }} }}")).contains("true")
}

#[test]
fn a_repository_is_read_part_by_part() {
    let record = |id: &str, doi: &str| {
        format!(
            "<record><header><identifier>{id}</identifier><datestamp>2026-01-01</datestamp></header>\
             <metadata><resource xmlns=\"http://datacite.org/schema/kernel-4\">\
             <identifier identifierType=\"DOI\">{doi}</identifier>\
             <creators><creator><creatorName>Lovelace, Ada</creatorName></creator></creators>\
             <titles><title>Of {id}</title></titles><publisher>X</publisher>\
             <publicationYear>2024</publicationYear>\
             <resourceType resourceTypeGeneral=\"Dataset\">Data</resourceType>\
             </resource></metadata></record>"
        )
    };
    let parts = [
        format!("{}<resumptionToken>two</resumptionToken>", record("a", "10.5555/a")),
        format!(
            "{}<record><header status=\"deleted\"><identifier>x</identifier></header></record>",
            record("b", "10.5555/b")
        ),
    ];
    let server = Server::start(move |request| {
        let body = match request.path.as_str() {
            "/robots.txt" | "/oai" => return Reply::missing(),
            it if it.contains("resumptionToken=two") => parts[1].clone(),
            it if it.contains("verb=ListRecords") => {
                assert!(
                    it.contains("metadataPrefix=oai_datacite") && it.contains("set=jets"),
                    "{it}"
                );
                parts[0].clone()
            }
            it if it.contains("ListMetadataFormats") => {
                let of = |it: &str| {
                    format!(
                        "<metadataFormat><metadataPrefix>{it}</metadataPrefix></metadataFormat>"
                    )
                };
                format!(
                    "<ListMetadataFormats>{}{}</ListMetadataFormats>",
                    of("oai_dc"),
                    of("oai_datacite")
                )
            }
            _ => "<error code=\"badVerb\">?</error>".to_owned(),
        };
        let body = format!(
            "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><ListRecords>{body}</ListRecords></OAI-PMH>"
        );
        Reply::ok("text/xml", body)
    });
    let (root, index) = harvested(&format!("oai_pmh: '{}oai', set: jets", server.base));
    assert_eq!(titles(&index), ["Of a", "Of b"]);
    assert_eq!(index["works"][0]["home"], "https://doi.org/10.5555/a");
    assert!(index["problems"].as_array().is_none_or(Vec::is_empty), "{index}");
    assert!(is_stated(root.path(), "https://doi.org/10.5555/a"));
}

#[test]
fn a_static_repository_and_a_catalogue_in_dcat_tell_the_same_works_as_the_dump() {
    let server = every_field();
    let of = |settings: String| {
        let (_root, index) = harvested(&settings);
        let works = index["works"].as_array().unwrap();
        works.iter().map(|it| it["home"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let dump = of(format!("catalog: '{}'", server.base));
    assert_eq!(of(format!("oai_pmh: '{}oai.xml'", server.base)), dump);
    for file in ["catalog.ttl", "catalog.jsonld"] {
        let dcat = of(format!("dcat: '{}{file}'", server.base));
        assert!(!dcat.is_empty() && dcat.iter().all(|it| dump.contains(it)), "{file}: {dcat:?}");
    }
}

#[test]
fn datacite_is_asked_page_by_page() {
    let item: Value = serde_json::from_str(&fixture("datacite-json/api.json")).unwrap();
    let one = item["data"].clone();
    assert!(one["attributes"].is_object(), "{item}");
    let server = Server::start(move |request| {
        let base = format!("http://{}/", request.header("host").unwrap());
        let path = &request.path;
        if path.starts_with("/dois?") && !path.contains("cursor%5D=2") {
            assert!(path.contains("query=jets"), "{path}");
            let answer =
                json!({"data": [one], "links": {"next": format!("{base}dois?page%5Bcursor%5D=2")}});
            return Reply::ok("application/json", answer.to_string());
        }
        if path.starts_with("/dois?") {
            let answer = json!({"data": [{"id": "10.5555/broken", "attributes": {"titles": 1}}], "links": {}});
            return Reply::ok("application/json", answer.to_string());
        }
        Reply::missing()
    });
    let (root, index) = harvested(&format!("datacite: jets, at: '{}'", server.base));
    assert_eq!(titles(&index).len(), 1, "{index}");
    assert_eq!(index["problems"].as_array().unwrap().len(), 1, "{index}");
    assert!(is_stated(root.path(), index["works"][0]["home"].as_str().unwrap()));
}

#[test]
fn zenodo_is_asked_in_either_form() {
    let old: Value = serde_json::from_str(&fixture("zenodo/old-api.json")).unwrap();
    let new: Value = serde_json::from_str(&fixture("zenodo/new-form.json")).unwrap();
    let one = |value: Value| match value["hits"]["hits"].as_array() {
        Some(hits) => hits[0].clone(),
        None => value,
    };
    let hits = json!({"hits": {"hits": [one(old), one(new)]}, "links": {}});
    let server = Server::start(move |request| match request.path.as_str() {
        path if path.starts_with("/api/records?q=jets&") => {
            Reply::ok("application/json", hits.to_string())
        }
        _ => Reply::missing(),
    });
    let (root, index) = harvested(&format!("zenodo: jets, at: '{}'", server.base));
    assert_eq!(titles(&index).len(), 2, "{index}");
    assert!(is_stated(root.path(), index["works"][0]["home"].as_str().unwrap()));
}

#[test]
fn the_hub_is_asked_for_models_and_datasets() {
    let server = Server::start(|request| {
        let card = json!({"license": "apache-2.0", "language": "en"});
        let item = |id: &str| json!([{"id": id, "pipeline_tag": "text-classification", "tags": ["jets"], "cardData": card}]);
        match request.path.as_str() {
            "/robots.txt" => Reply::missing(),
            it if it.starts_with("/api/models?search=jets") && !it.contains("cursor") => {
                Reply::ok("application/json", item("lab/net").to_string())
                    .with("Link: </api/models?search=jets&cursor=2>; rel=\"next\"")
            }
            it if it.starts_with("/api/models?") => {
                Reply::ok("application/json", item("lab/other-net").to_string())
            }
            it if it.starts_with("/api/datasets?author=lab") => {
                Reply::ok("application/json", item("lab/jets").to_string())
            }
            _ => Reply::missing(),
        }
    });
    let (root, models) = harvested(&format!("hugging_face_models: jets, at: '{}'", server.base));
    assert_eq!(titles(&models).len(), 2, "{models}");
    let first = &models["works"][0];
    assert_eq!((&first["kind"], &first["licence"]), (&json!("model"), &json!("Apache-2.0")));
    assert_eq!(first["home"], format!("{}lab/net", server.base));
    assert!(is_stated(root.path(), &format!("{}lab/net", server.base)));
    let (_, datasets) =
        harvested(&format!("hugging_face_datasets: 'author:lab', at: '{}'", server.base));
    assert_eq!(datasets["works"][0]["kind"], "dataset", "{datasets}");
}

#[test]
fn a_hub_that_answers_something_else_is_told() {
    let server = Server::start(|request| match request.path.as_str() {
        "/robots.txt" => Reply::missing(),
        _ => Reply::ok("application/json", "{\"error\": \"no\"}"),
    });
    let endpoints = ["datacite: jets", "zenodo: jets", "hugging_face_models: jets"];
    for endpoint in endpoints {
        let settings = format!("federation:\n- {{name: one, {endpoint}, at: '{}'}}\n", server.base);
        let output = harvest(hub(&settings).path(), &[]);
        assert!(!output.status.success());
        says(&text(&output), "no list as the hub's interface gives it");
    }
    let settings = format!("federation:\n- {{name: one, dcat: '{}x'}}\n", server.base);
    says(&text(&harvest(hub(&settings).path(), &[])), "cannot be harvested");
}
