//! Everything that files of the site say as RDF is in its dump, or is another vocabulary's
//! translation of what is there.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use oxrdf::{Quad, Triple};

use crate::build::build;
use crate::program::repository;

/// Files whose statements are not in the dump, and why.
const TRANSLATIONS: [(&str, &str); 5] = [
    ("croissant.json", "schema.org in https, with mlcommons' terms for files and columns"),
    ("codemeta.json", "terms of CodeMeta for what schema.org and DCAT say"),
    ("mldcat-ap.jsonld", "the European profile's terms; FAIR4ML says the same"),
    ("ftr.jsonld", "as results what the dump has as measurements; it would be 2.5 times as large"),
    ("ro-crate-metadata.json", "a description of the package, with its own context"),
];

/// Statements of one file, where it is RDF.
fn statements(path: &Path) -> Option<BTreeSet<String>> {
    let bytes = fs::read(path).unwrap();
    let triples: Vec<Triple> = match path.extension()?.to_str()? {
        "ttl" => oxttl::TurtleParser::new().for_slice(&bytes).map(Result::unwrap).collect(),
        "jsonld" => {
            let quads = oxjsonld::JsonLdParser::new().for_slice(&bytes);
            quads.map(|quad| Triple::from(quad.unwrap())).collect()
        }
        _ => return None,
    };
    Some(triples.iter().map(Triple::to_string).collect())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

fn dump(site: &Path) -> BTreeSet<String> {
    let file = File::open(site.join("dump.nq.gz")).unwrap();
    let quads = oxttl::NQuadsParser::new().for_reader(MultiGzDecoder::new(file));
    let quads = quads.map(Result::unwrap);
    quads.map(|quad: Quad| Triple::from(quad).to_string()).collect()
}

#[test]
fn what_files_say_is_in_the_dump() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let output = build(&repository().join("tests/fixtures/every-field"), &site);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dump = dump(&site);
    let mut paths = Vec::new();
    files(&site, &mut paths);
    let mut said = 0;
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        if TRANSLATIONS.iter().any(|(file, _)| *file == name) {
            continue;
        }
        let Some(statements) = statements(&path) else { continue };
        let only: Vec<&String> = statements.difference(&dump).collect();
        assert!(only.is_empty(), "{}: {} as {:?}", path.display(), only.len(), only.first());
        said += 1;
    }
    assert!(said > 10, "{said} files");
}

#[test]
fn every_result_of_a_test_has_a_suggestion() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let output = build(&repository().join("tests/fixtures/every-field"), &site);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read(site.join("models/full/ftr.jsonld")).unwrap();
    let set: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let results = set["hadMember"].as_array().unwrap();
    assert!(results.iter().any(|it| it["value"] == "fail"));
    let mut told = BTreeSet::new();
    for result in results {
        let fails = result["value"] == "fail";
        if let Some(again) = result["suggestion"].as_str() {
            assert!(told.contains(again) && fails == again.starts_with("#remedy-"), "{result}");
            continue;
        }
        told.insert(result["suggestion"]["@id"].as_str().unwrap().to_owned());
        assert!(result["suggestion"]["description"].is_string(), "{result}");
        assert_eq!(result["suggestion"]["title"] == "Add to the record", fails, "{result}");
    }
}

/// The suggestions of failed tests are the record's own statements.
#[test]
fn what_to_do_about_a_fail_is_in_the_dump() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let output = build(&repository().join("tests/fixtures/every-field"), &site);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dump = dump(&site);
    let results = statements(&site.join("models/full/ftr.jsonld")).unwrap();
    let guidance = "> <http://purl.org/dc/terms/title> \"Add to the record\"";
    let fails: Vec<&String> = results.iter().filter(|line| line.contains(guidance)).collect();
    assert!(!fails.is_empty());
    for line in fails {
        let node = line.split(' ').next().unwrap();
        let text = format!("{node} <http://purl.org/dc/terms/description> ");
        let text = results.iter().find(|line| line.starts_with(&text)).unwrap();
        assert!(dump.contains(text), "{text}");
    }
}
