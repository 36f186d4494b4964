//! The files of a crate, and what was done to make it.

use std::fs;
use std::path::Path;

use super::sources::{files, run};
use crate::program::{faircat, says};

const PARTS: &str = r##"[{"@id": "data/my%20table.csv"}, {"@id": "page.html"}, {"@id": "CON.csv"},
    {"@id": "record.yaml"}, {"@id": "absent.csv"}, {"@id": "data/deep/"}]"##;

/// A crate with a file in a folder and in one below it, and others that no record can have.
fn put_crate(folder: &Path) {
    fs::create_dir_all(folder.join("data/deep")).unwrap();
    fs::write(folder.join("data/my table.csv"), "a,b\n1,2\n").unwrap();
    fs::write(folder.join("data/deep/n.txt"), "n\n").unwrap();
    for name in ["page.html", "CON.csv", "record.yaml"] {
        fs::write(folder.join(name), "x").unwrap();
    }
    let metadata = format!(
        r##"{{"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
        {{"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {{"@id": "./"}}}},
        {{"@id": "./", "@type": "Dataset", "name": "Toys", "description": "Tables of toys.",
            "datePublished": "2024-01-02", "license": {{"@id": "https://spdx.org/licenses/CC0-1.0"}},
            "hasPart": {PARTS}}},
        {{"@id": "data/my%20table.csv", "@type": "File", "name": "Table", "contentSize": "99"}},
        {{"@id": "page.html", "@type": "File"}}, {{"@id": "CON.csv", "@type": "File"}},
        {{"@id": "record.yaml", "@type": "File"}}, {{"@id": "absent.csv", "@type": "File"}},
        {{"@id": "data/deep/", "@type": "Dataset", "hasPart": {{"@id": "data/deep/n.txt"}}}},
        {{"@id": "data/deep/n.txt", "@type": "File", "encodingFormat": "text/plain"}},
        {{"@id": "#run", "@type": "CreateAction", "name": "Simulation", "endTime": "2024-01-01",
            "object": [{{"@id": "page.html"}}, {{"@id": "https://doi.org/10.5281/zenodo.1132340"}}],
            "result": {{"@id": "data/my%20table.csv"}}}},
        {{"@id": "#all", "@type": "CreateAction", "name": "Packing", "result": {{"@id": "./"}}}}]}}"##
    );
    fs::write(folder.join("ro-crate-metadata.json"), metadata).unwrap();
}

#[test]
fn files_of_a_crates_folder_become_the_records_own() {
    let root = tempfile::tempdir().unwrap();
    let source = root.path().join("crate");
    put_crate(&source);
    let ran = run(root.path(), &["crate", "--losses"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let home = root.path().join("catalog/datasets/ro-crate-toys");
    assert_eq!(fs::read_to_string(home.join("data/my table.csv")).unwrap(), "a,b\n1,2\n");
    assert_eq!(files(&home, "data/deep"), ["n.txt"]);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 1);
    let record = fs::read_to_string(home.with_extension("yaml")).unwrap();
    says(
        &record,
        "path: data/my table.csv\n    media_type: text/csv\n    size: 8\n    sha256: 492d5ea4",
    );
    says(&record, "path: data/deep/n.txt\n    media_type: text/plain\n    size: 2\n");
    says(&ran.told, "`data/my table.csv` has another size or SHA-256 than is said here");
    for why in [
        "`page.html` is not published: browsers or web servers may run files of its kind",
        "its name is that of no ordinary file on every system",
        "`record.yaml` is the name of a file of the record itself",
        "there is no such file in the folder or archive of the description",
    ] {
        says(&ran.out, why);
    }
    let again = run(root.path(), &["crate"], b"");
    says(&again.out, "0 written, 1 unchanged");
    fs::write(root.path().join("site.yaml"), "title: Imported\n").unwrap();
    let checked = faircat().args(["check", "--root"]).arg(root.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn a_workflow_has_its_own_file() {
    let root = tempfile::tempdir().unwrap();
    let source = root.path().join("crate");
    fs::create_dir(&source).unwrap();
    let metadata = r##"{"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
        {"@id": "./", "@type": "Dataset", "name": "Toys", "hasPart": [{"@id": "toys.cwl"}]},
        {"@id": "toys.cwl", "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
            "name": "Toys of a workflow", "version": "0.1", "contentSize": "10",
            "encodingFormat": "text/x-cwl", "sha256": "SHA"}]}"##;
    let metadata = metadata.replace("SHA", &"0".repeat(64));
    fs::write(source.join("ro-crate-metadata.json"), metadata).unwrap();
    fs::write(source.join("toys.cwl"), "cwlVersion: v1.2\n").unwrap();
    let ran = run(root.path(), &["crate"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let home = root.path().join("catalog/workflows/ro-crate-toys-toys-cwl");
    let record = fs::read_to_string(home.with_extension("yaml")).unwrap();
    says(&record, "  - role: code\n    path: toys.cwl\n    media_type: text/x-cwl\n    size: 17\n");
    assert!(!record.contains("contentSize"), "{record}");
    says(&ran.told, "`toys.cwl` has another size or SHA-256 than is said here");
    assert_eq!(fs::read_to_string(home.join("toys.cwl")).unwrap(), "cwlVersion: v1.2\n");
}

#[test]
fn workflows_are_records_and_scripts_are_code() {
    let root = tempfile::tempdir().unwrap();
    let source = root.path().join("crate");
    fs::create_dir(&source).unwrap();
    let metadata = r##"{"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
        {"@id": "./", "@type": "Dataset", "name": "Toys", "description": "Toys of a workflow.",
            "hasPart": [{"@id": "x.ga"}, {"@id": "Snakefile"}, {"@id": "toys.txt"}]},
        {"@id": "x.ga", "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
            "name": "Galaxy of toys"},
        {"@id": "Snakefile", "@type": ["File", "SoftwareSourceCode"], "name": "Snake"},
        {"@id": "toys.txt", "@type": ["File", "Drawing"], "name": "Drawn toys"}]}"##;
    fs::write(source.join("ro-crate-metadata.json"), metadata).unwrap();
    for name in ["x.ga", "Snakefile", "toys.txt"] {
        fs::write(source.join(name), "x\n").unwrap();
    }
    let ran = run(root.path(), &["crate"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    let catalog = root.path().join("catalog");
    let record = fs::read_to_string(catalog.join("workflows/ro-crate-toys-x-ga.yaml")).unwrap();
    says(&record, "title: Galaxy of toys\n");
    says(&record, "  - role: code\n    path: x.ga\n");
    let record = fs::read_to_string(catalog.join("datasets/ro-crate-toys.yaml")).unwrap();
    says(&record, "  - name: Snake\n    role: code\n    path: Snakefile\n");
    says(&record, "  - name: Drawn toys\n    role: data\n");
    says(&record, "          - File\n          - Drawing\n");
    says(&record, "target: workflows/ro-crate-toys-x-ga\n");
}

#[test]
fn a_file_that_was_edited_stays() {
    let root = tempfile::tempdir().unwrap();
    let source = root.path().join("crate");
    put_crate(&source);
    run(root.path(), &["crate"], b"");
    let table = root.path().join("catalog/datasets/ro-crate-toys/data/my table.csv");
    // What is as it was imported follows its source.
    fs::write(source.join("data/my table.csv"), "a,b\n1,3\n").unwrap();
    let ran = run(root.path(), &["crate"], b"");
    says(&ran.out, "1 written");
    assert_eq!(fs::read_to_string(&table).unwrap(), "a,b\n1,3\n");
    fs::write(&table, "mine\n").unwrap();
    let ran = run(root.path(), &["crate"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "`data/my table.csv` of `ro-crate-toys` is there already with other bytes");
    assert_eq!(fs::read_to_string(&table).unwrap(), "mine\n");
}

#[test]
fn what_was_done_is_provenance_or_told() {
    let root = tempfile::tempdir().unwrap();
    put_crate(&root.path().join("crate"));
    let ran = run(root.path(), &["crate", "--losses"], b"");
    let home = root.path().join("catalog/datasets/ro-crate-toys.yaml");
    let record = fs::read_to_string(home).unwrap();
    let inputs = "    inputs:\n      - doi:10.5281/zenodo.1132340\n";
    says(
        &record,
        &format!("provenance:\n  - name: Simulation\n    date: 2024-01-01\n{inputs}")
            .replace("2024-01-01", "\"2024-01-01\""),
    );
    says(&record, "  - name: Packing\n");
    says(&ran.out, "an activity reads works that have a record, an identifier or an address");
    says(&ran.out, "a record is the result of its activities as a whole");
}
