//! Metadata files of RO-Crates.

use std::fs;

use super::{fixture, records, refusal};
use crate::program::{faircat, says};

#[test]
fn entities_become_records_with_what_made_them() {
    insta::assert_snapshot!(records("ro-crate", "crate.json"));
}

#[test]
fn a_crate_without_its_root_is_refused() {
    let descriptor = r#"{"@id": "ro-crate-metadata.json", "about": {"@id": "./"}}"#;
    for (graph, wanted) in [
        (String::new(), "there is no metadata descriptor"),
        (descriptor.to_owned(), "the root `./` is not in the file"),
        (
            format!(r#"{descriptor}, {{"@id": "./", "@type": "Dataset"}}"#),
            "the root `./` has no `name`",
        ),
    ] {
        let json = format!(r#"{{"@graph": [{graph}]}}"#);
        let found = refusal("ro-crate", "ro-crate-metadata.json", json.as_bytes());
        assert!(found.contains(wanted), "{found}");
    }
    assert!(refusal("ro-crate", "a.json", b"{}").contains("no `@graph`"));
}

/// A preview without the metadata in it names the file beside it.
#[test]
fn a_preview_leads_to_the_metadata_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let preview = folder.path().join("ro-crate-preview.html");
    fs::write(&preview, "<!doctype html><title>Jets</title><p>Jets").unwrap();
    let import = || {
        let mut command = faircat();
        command.arg("import").arg(&preview).arg("--into").arg(folder.path().join("catalog"));
        command.output().unwrap()
    };
    let alone = import();
    assert!(!alone.status.success());
    says(&String::from_utf8(alone.stderr).unwrap(), "ro-crate-metadata.json");
    fs::copy(fixture("ro-crate", "crate.json"), folder.path().join("ro-crate-metadata.json"))
        .unwrap();
    let found = import();
    assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    says(&String::from_utf8(found.stdout).unwrap(), " written, 0 unchanged");
}

/// Each entity refers to all: opened without a bound, they fill the memory.
#[test]
fn entities_that_refer_to_each_other_stay_small() {
    let all: Vec<String> = (0..120).map(|at| format!(r##"{{"@id": "#{at}"}}"##)).collect();
    let all = all.join(",");
    let mut graph = vec![
        r#"{"@id": "ro-crate-metadata.json", "about": {"@id": "./"}}"#.to_owned(),
        format!(r#"{{"@id": "./", "@type": "Dataset", "name": "R", "mentions": [{all}]}}"#),
    ];
    for at in 0..120 {
        graph.push(format!(r##"{{"@id": "#{at}", "name": "E", "mentions": [{all}]}}"##));
    }
    let json = format!(r#"{{"@graph": [{}]}}"#, graph.join(","));
    let (text, _) = super::read("ro-crate", std::path::Path::new("a.json"), json.as_bytes());
    assert!(text.unwrap().len() < 2_000_000);
}
