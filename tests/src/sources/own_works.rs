//! The catalogue's own works: by whom they are, under which licences, and where they say to be.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::figures::yaml;
use crate::program::repository;

const AUTHORS: &str = "organizations/faircat-authors";
/// Records of own works and what they are licensed under.
const OWN: [(&str, &str); 11] = [
    ("datasets/bragg-peaks-simulated/record.yaml", "CC-BY-4.0"),
    ("datasets/hbb-jets-pythia/record.yaml", "CC0-1.0"),
    ("models/braggnn-simulated/record.yaml", "CC-BY-4.0"),
    ("models/digits-dense/record.yaml", "Apache-2.0 OR MIT"),
    ("models/hbb-in-pythia/record.yaml", "Apache-2.0 OR MIT"),
    ("models/hbb-in-pythia-2842/record.yaml", "Apache-2.0 OR MIT"),
    ("models/hbb-in-pythia-7178/record.yaml", "Apache-2.0 OR MIT"),
    ("models/hbb-in-pythia-8498/record.yaml", "Apache-2.0 OR MIT"),
    ("software/bragg-peaks-project.yaml", "Apache-2.0 OR MIT"),
    ("software/digits-project.yaml", "Apache-2.0 OR MIT"),
    ("software/hbb-jets-project.yaml", "Apache-2.0 OR MIT"),
];

#[test]
fn own_works_are_by_the_faircat_authors_and_have_a_notice_beside_them() {
    for (name, licence) in OWN {
        let file = repository().join("catalog").join(name);
        let record = yaml(&file);
        let mut agents = Vec::new();
        agents_of(&record, &mut agents);
        assert!(!agents.is_empty() && agents.iter().all(|agent| agent == AUTHORS), "{name}");
        assert_eq!(record["license"], licence, "{name}");
        if name.ends_with("record.yaml") {
            let notice = fs::read_to_string(file.with_file_name("LICENSE")).unwrap();
            assert!(notice.contains("The faircat authors"), "{name}");
            assert!(notice.contains(&format!("SPDX-License-Identifier: {licence}")), "{name}");
        }
    }
}

#[test]
fn one_statement_of_licences_holds_in_every_file() {
    let read = |name: &str| fs::read_to_string(repository().join(name)).unwrap();
    for name in [
        "LICENSE-MIT",
        "projects/braggnn/LICENSE",
        "projects/digits/LICENSE",
        "projects/hbb-interaction-network/LICENSE",
    ] {
        assert!(read(name).contains("Copyright (c) 2026 The faircat authors"), "{name}");
    }
    for project in ["braggnn", "digits", "hbb-interaction-network"] {
        let citation = yaml(&repository().join("projects").join(project).join("CITATION.cff"));
        assert_eq!(citation["license"], serde_json::json!(["Apache-2.0", "MIT"]), "{project}");
        assert_eq!(citation["authors"][0]["name"], "The faircat authors", "{project}");
        let readme = read(&format!("projects/{project}/README.md"));
        assert!(readme.contains("Apache-2.0 or MIT") && !readme.contains("Code: MIT"), "{project}");
    }
    let readme = read("projects/hbb-interaction-network/README.md");
    assert!(readme.contains("Weights: Apache-2.0 or MIT. Data: CC0-1.0."));
    assert!(read("projects/braggnn/README.md").contains("Weights and data: CC BY 4.0."));
}

#[test]
fn nothing_names_an_address_of_the_project_that_nobody_has() {
    let addresses = [["github.com/FAIR4HEP", "faircat"], ["fair4hep.github.io", "faircat"]];
    let addresses = addresses.map(|parts| parts.join("/"));
    let mut found = Vec::new();
    for name in ["catalog", "docs", "projects", "site", "Cargo.toml", "README.md"] {
        for file in files(&repository().join(name)) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            if addresses.iter().any(|address| text.contains(address)) {
                found.push(file);
            }
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_defaults_of_the_project_are_those_of_the_published_run() {
    let folder = repository().join("projects/hbb-interaction-network");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let dataset = yaml(&repository().join("catalog/datasets/hbb-jets-pythia/record.yaml"));
    let jets = dataset["dataset"]["number_of_items"].as_u64().unwrap();
    assert!(read("Makefile").contains(&format!("SIMULATED_JETS ?= {jets}\n")));
    let training = read("training.mk");
    assert!(training.contains(&format!("\nJETS ?= {jets}\n")));
    for (part, name) in [(2, "TEST_JETS"), (1, "VALIDATION_JETS")] {
        let jets = dataset["dataset"]["splits"][part]["items"].as_u64().unwrap();
        assert!(training.contains(&format!("{name} ?= {jets}\n")), "{name}");
    }
}

#[test]
fn the_simulated_jets_tell_what_a_referee_objects_to_and_the_project_writes_it_again() {
    let limits = |name: &str| {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        let (_, after) = text.split_once("  limitations: |\n").unwrap();
        after.split_once("  risks: |\n").unwrap().0.to_owned()
    };
    let told = limits("catalog/datasets/hbb-jets-pythia/record.yaml");
    let project = "projects/hbb-interaction-network/src/records/templates/dataset.yaml";
    assert_eq!(told, limits(project));
    let vertices = ["chosen by the AUC", "85%", "31%", "7% beyond 2.9 cm", "0.0072", "0.0033"];
    let tracks = ["1.14 mrad", "0.3 mrad", "−0.95", "rad²", "cm rad", "no event number"];
    for words in vertices.into_iter().chain(tracks).chain(["0.71", "from 15.9% to 24.7%"]) {
        assert!(told.contains(words), "{words}");
    }
}

/// Everybody whom a record names in the fields of its agents.
fn agents_of(value: &Value, found: &mut Vec<String>) {
    let fields = value.as_object().into_iter().flatten();
    for (key, field) in fields {
        match key.as_str() {
            "authors" | "maintainers" if field.is_array() => {
                found.extend(
                    field.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned),
                );
            }
            "publisher" | "copyright_holder" | "shared_by" | "agent" => {
                found.extend(field.as_str().map(str::to_owned));
            }
            "provenance" => {
                field.as_array().unwrap().iter().for_each(|step| agents_of(step, found));
            }
            _ => {}
        }
    }
}

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let hidden = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with('.');
    let shown = entries.filter(|path| !hidden(path));
    shown.flat_map(|path| files(&path)).collect()
}
