//! Metadata files of RO-Crates.

use super::{records, refusal};

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
