//! JSON-LD is read by what its names mean, whatever they are, also where a page holds it.

use std::path::Path;

use faircat::formats::list::{format_named, recognised};
use faircat::formats::reader::{Input, Known};
use faircat::record::Work;
use serde_json::{Value, json};

/// The works in `text`, which must be of the format `name`.
fn works(name: &str, file: &str, text: &str) -> Vec<Work> {
    let input = Input::new(Path::new(file), text.as_bytes());
    assert_eq!(recognised(&input).map(|it| it.name), Some(name), "{text}");
    let found = (format_named(name).unwrap().reader.unwrap().read)(&input);
    assert!(!found.records.is_empty(), "{:?}", found.diagnostics);
    let imported = found.records.into_iter().map(|it| it.import(&Known::new()));
    imported.map(|it| it.work).collect()
}

/// `document` with other names for what its plain ones and prefixes mean.
fn renamed(document: &Value, context: Value, prefixes: &[(&str, &str)]) -> Value {
    let Value::Object(fields) = with_names(document, prefixes) else { panic!("no object") };
    let mut fields = fields;
    fields.insert("@context".to_owned(), context);
    Value::Object(fields)
}

fn with_names(value: &Value, prefixes: &[(&str, &str)]) -> Value {
    let name = |key: &str| {
        let known = prefixes.iter().find_map(|(from, to)| {
            let local = key.strip_prefix(from)?;
            (!local.contains(':')).then(|| format!("{to}{local}"))
        });
        if key.starts_with('@') { key.to_owned() } else { known.unwrap_or(key.to_owned()) }
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| *key != "@context")
            .map(|(key, value)| match key.as_str() {
                "@type" => (key.clone(), json!(name(value.as_str().unwrap()))),
                _ => (name(key), with_names(value, prefixes)),
            })
            .collect(),
        Value::Array(items) => items.iter().map(|it| with_names(it, prefixes)).collect(),
        other => other.clone(),
    }
}

/// The same work, whatever is kept aside.
fn same(name: &str, one: &Value, other: &Value) {
    let mut works = [one, other].map(|it| works(name, "metadata.json", &it.to_string()));
    works.iter_mut().flatten().for_each(|it| it.extensions.clear());
    let [one, other] = works;
    assert_eq!(one, other, "{name}");
}

const ANY: &[(&str, &str)] = &[("", "w:")];

#[test]
fn schema_org_by_other_prefixes() {
    let document = json!({
        "@context": "https://schema.org/", "@type": "Dataset", "@id": "https://example.org/d",
        "name": "Jets", "description": "Simulated jets, made to try readers of descriptions.",
        "license": "https://spdx.org/licenses/MIT", "keywords": ["jets", "tracks"],
        "creator": [{"@type": "Person", "name": "Ada Example"}],
        "datePublished": "2024-05-01", "version": "1.2",
        "distribution": [{"@type": "DataDownload", "contentUrl": "https://example.org/d.csv",
                          "encodingFormat": "text/csv"}]
    });
    for address in ["http://schema.org/", "https://schema.org/"] {
        same("json-ld", &document, &renamed(&document, json!({"w": address}), ANY));
    }
}

#[test]
fn codemeta_by_other_prefixes() {
    let document = json!({
        "@context": "https://w3id.org/codemeta/3.0", "@type": "SoftwareSourceCode",
        "name": "Track finder", "description": "Finds tracks in simulated collisions of protons.",
        "codeRepository": "https://example.org/code", "version": "2.1",
        "license": "https://spdx.org/licenses/MIT", "programmingLanguage": "Rust",
        "codemeta:developmentStatus": "active",
        "author": [{"@type": "Person", "givenName": "Ada", "familyName": "Example"}]
    });
    let context = json!({"w": "http://schema.org/", "m": "https://codemeta.github.io/terms/"});
    let names = [("codemeta:", "m:"), ("", "w:")];
    same("codemeta", &document, &renamed(&document, context, &names));
}

#[test]
fn croissant_by_other_prefixes() {
    let document = json!({
        "@context": {"@vocab": "https://schema.org/", "sc": "https://schema.org/",
                     "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/",
                     "conformsTo": "dct:conformsTo"},
        "@type": "Dataset", "name": "jets", "url": "https://example.org/jets",
        "description": "Simulated jets, made to try readers of descriptions.",
        "license": "https://spdx.org/licenses/MIT", "datePublished": "2024-05-01",
        "dct:conformsTo": "http://mlcommons.org/croissant/1.0",
        "distribution": [{"@type": "cr:FileObject", "@id": "d.csv", "name": "d.csv",
            "contentUrl": "https://example.org/d.csv", "encodingFormat": "text/csv",
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]
    });
    let context = json!({"w": "https://schema.org/", "k": "http://mlcommons.org/croissant/",
                         "t": "http://purl.org/dc/terms/"});
    let names = [("cr:", "k:"), ("dct:", "t:"), ("", "w:")];
    same("croissant", &document, &renamed(&document, context, &names));
}

#[test]
fn a_crate_by_other_prefixes_and_from_its_preview() {
    let document = json!({
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {"@type": "CreativeWork", "@id": "ro-crate-metadata.json", "about": {"@id": "./"}},
            {"@type": "Dataset", "@id": "./", "name": "Jets", "datePublished": "2024-05-01",
             "description": "Simulated jets, made to try readers of descriptions.",
             "license": "https://spdx.org/licenses/MIT", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Example"}
        ]
    });
    let graph = json!({"@graph": document["@graph"]});
    let mut other = renamed(&graph, json!({"w": "http://schema.org/"}), &[("", "w:")]);
    let nodes = other.as_object_mut().unwrap().shift_remove("w:@graph");
    other["@graph"] = nodes.unwrap_or_else(|| other["@graph"].clone());
    same("ro-crate", &document, &other);
    let page = format!(
        "<!doctype html><html><script type=\"application/ld+json\">{document}</script></html>"
    );
    let preview = works("ro-crate", "ro-crate-preview.html", &page);
    assert_eq!(preview[0].title, "Jets");
}

#[test]
fn a_page_is_read_by_the_descriptions_in_it() {
    let page = |scripts: &[Value]| {
        let script = |it: &Value| format!("<script type='application/ld+json'>\n{it}\n</script>");
        let scripts: String = scripts.iter().map(script).collect();
        format!("<!DOCTYPE html>\n<html><head><title>x</title>{scripts}</head><p>text</p></html>")
    };
    let dataset = json!({"@context": "https://schema.org/", "@type": "Dataset", "name": "Jets"});
    let other = json!({"@context": "https://schema.org", "@type": "Organization", "name": "Lab"});
    for scripts in [&[dataset.clone()][..], &[other.clone(), dataset]] {
        let works = works("json-ld", "page.html", &page(scripts));
        assert_eq!(works.len(), 1);
        assert_eq!(works[0].title, "Jets");
    }
    let text = page(&[other]);
    let input = Input::new(Path::new("page.html"), text.as_bytes());
    assert!(recognised(&input).is_none(), "an organization is no work");
}

#[test]
fn a_name_that_its_context_gives_to_something_else_is_not_taken_for_it() {
    let document = json!({
        "@context": ["https://schema.org/", {"license": "https://example.org/plate"}],
        "@type": "Dataset", "@id": "https://example.org/d", "name": "Cars", "license": "MIT"
    });
    let works = works("json-ld", "cars.json", &document.to_string());
    assert_eq!(works[0].license, None);
    assert_eq!(works[0].extensions["json-ld"]["https://example.org/plate"], "MIT");
}

#[test]
fn of_several_addresses_of_a_file_the_record_has_the_first() {
    let addresses = ["https://x.org/a.csv", "https://mirror.x.org/a.csv"];
    let document = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "Ice",
        "distribution": {"@type": "DataDownload", "contentUrl": addresses}});
    let found = works("json-ld", "metadata.json", &document.to_string());
    let files: Vec<_> = found[0].artifacts.iter().filter_map(|it| it.url.as_deref()).collect();
    assert_eq!(files, ["https://x.org/a.csv"]);
    assert!(format!("{:?}", found[0].extensions).contains("mirror.x.org"), "{found:?}");
}
