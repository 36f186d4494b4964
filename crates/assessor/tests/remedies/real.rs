//! Files that nobody here wrote.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::applying::{TEXT, as_card, as_json, as_yaml, is_assessed, unsettled};
use crate::inputs::shared;

/// So many files of one format are tried, and of no more bytes each.
const MOST_FILES: usize = 12;
const LARGEST: u64 = 150_000;

/// The files below `../shared/data/inputs/FOLDER` that end with `ending`, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let Some(folder) = shared(&format!("data/inputs/{folder}")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path())),
            false => files.push(path),
        }
    }
    files.retain(|it| it.to_string_lossy().ends_with(ending));
    // These were made to be refused in part.
    files.retain(|it| !it.to_string_lossy().contains("wrong_shape"));
    files.sort();
    // Of many alike some are enough.
    let step = files.len().div_ceil(MOST_FILES).max(1);
    let mut files: Vec<PathBuf> = files.into_iter().step_by(step).collect();
    files.retain(|it| fs::metadata(it).unwrap().len() < LARGEST);
    files
}

fn all(folder: &str, ending: &str, read: fn(&str) -> Value, write: fn(&Value) -> String) {
    let (mut left, mut count) = (Vec::new(), 0);
    for file in files(folder, ending) {
        let (name, text) = (file.to_string_lossy(), fs::read_to_string(&file).unwrap());
        if is_assessed(&name, &text) {
            count += 1;
            left.extend(unsettled(&name, &read(&text), write));
        }
    }
    println!("{folder}: {count} files");
    assert!(left.is_empty(), "{} left:\n{}", left.len(), left.join("\n\n"));
}

fn of_json(text: &str) -> Value {
    match serde_json::from_str(text).unwrap() {
        // One record of a list is enough.
        Value::Array(mut all) => json!([all.remove(0)]),
        one => one,
    }
}

fn of_yaml(text: &str) -> Value {
    // JSON, as which it is written again, has no infinite numbers.
    serde_saphyr::from_str(&text.replace(".inf", "1e9")).unwrap()
}

fn of_card(text: &str) -> Value {
    let (front, body) = text.trim_start_matches("---").split_once("\n---").unwrap();
    let mut value: Value = serde_saphyr::from_str(front).unwrap();
    value[TEXT] = json!([body.split_once('\n').unwrap().1]);
    value
}

#[test]
fn remedies_for_croissant_settle() {
    all("croissant", "json", of_json, as_json);
}

#[test]
fn remedies_for_codemeta_settle() {
    all("codemeta", "json", of_json, as_json);
}

#[test]
fn remedies_for_ro_crate_settle() {
    all("ro-crate", "json", of_json, as_json);
}

#[test]
fn remedies_for_datacite_settle() {
    all("datacite", "json", of_json, as_json);
}

#[test]
fn remedies_for_zenodo_settle() {
    all("zenodo", "json", of_json, as_json);
}

#[test]
fn remedies_for_cern_opendata_settle() {
    all("cern-opendata", "json", of_json, as_json);
}

#[test]
fn remedies_for_cyclonedx_settle() {
    all("cyclonedx", "json", of_json, as_json);
}

#[test]
fn remedies_for_dlhub_settle() {
    all("dlhub", "json", of_json, as_json);
}

#[test]
fn remedies_for_garden_settle() {
    all("garden", "json", of_json, as_json);
}

#[test]
fn remedies_for_mldcat_ap_settle() {
    all("mldcat-ap", "jsonld", of_json, as_json);
}

#[test]
fn remedies_for_monai_settle() {
    all("monai", "json", of_json, as_json);
}

#[test]
fn remedies_for_openml_settle() {
    all("openml", "json", of_json, as_json);
}

#[test]
fn remedies_for_stac_settle() {
    all("stac", "json", of_json, as_json);
}

#[test]
fn remedies_for_bioimageio_settle() {
    all("bioimageio", "yaml", of_yaml, as_yaml);
}

#[test]
fn remedies_for_cff_settle() {
    all("cff", "cff", of_yaml, as_yaml);
}

#[test]
fn remedies_for_mlflow_settle() {
    all("mlflow", "", of_yaml, as_yaml);
}

#[test]
fn remedies_for_huggingface_settle() {
    all("huggingface", ".md", of_card, as_card);
}
