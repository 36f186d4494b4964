//! Licences are said, scored and published whole: no expression is taken for one of its parts.

use std::fs;
use std::path::Path;

use faircat::assessment::{Scorecard, foreign};
use serde_json::{Value, json};

use crate::foreign_card::assess_foreign;
use crate::own_records::assess_yaml;
use crate::program::faircat;

/// What R1.1 says, one line for each indicator.
fn said(scorecard: &Scorecard) -> Vec<String> {
    let of_licence = |id: &str| id.contains("-R1.1-") && id.ends_with("licence");
    let findings = scorecard.findings.iter().filter(|it| of_licence(it.indicator));
    findings.map(|it| format!("{} {}", it.outcome.symbol(), it.evidence)).collect()
}

fn of_record(license: &str) -> Vec<String> {
    said(&assess_yaml(&format!("kind: dataset\ntitle: Jets\nlicense: {license}\n")))
}

/// What is said of a page with `license`, of which `more` is known.
fn of_page(license: &Value, more: &Value) -> Vec<String> {
    let mut node = json!({"@context": "https://schema.org", "@id": "https://x.org/d",
        "@type": "Dataset", "name": "D", "license": license});
    node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    said(&assess_foreign(&foreign::read_json_ld(&node.to_string(), None).unwrap()))
}

#[test]
fn an_expression_is_named_whole_and_is_standard_as_its_parts_are() {
    for (license, standard) in [
        ("MIT AND LicenseRef-NonCommercial", false),
        ("(MIT OR Apache-2.0 WITH LLVM-exception) AND CC-BY-4.0", true),
        ("(MIT OR Apache-2.0) AND LicenseRef-own", false),
        ("MIT OR LicenseRef-own", true),
        ("GPL-3.0-or-later WITH Classpath-exception-2.0", true),
    ] {
        let verdict = if standard {
            format!("✓ Standard licences suffice: `{license}`.")
        } else {
            format!("✗ `{license}` asks for more than known licences.")
        };
        assert_eq!(
            of_record(license),
            [
                format!("✓ The licence is `{license}`."),
                verdict,
                format!("✗ The licence is given in words: `{license}`."),
            ]
        );
    }
}

#[test]
fn licences_with_pages_of_spdx_are_given_as_iris() {
    assert_eq!(
        of_record("Apache-2.0 OR MIT"),
        [
            "✓ The licence is `Apache-2.0 OR MIT`.",
            "✓ Standard licences suffice: `Apache-2.0 OR MIT`.",
            "✓ The licences are given as IRIs: `https://spdx.org/licenses/Apache-2.0`, \
             `https://spdx.org/licenses/MIT`.",
        ]
    );
    assert_eq!(
        of_record("MIT"),
        [
            "✓ The licence is `https://spdx.org/licenses/MIT`.",
            "✓ `https://spdx.org/licenses/MIT` is a standard licence.",
            "✓ The licence is given as the IRI `https://spdx.org/licenses/MIT`.",
        ]
    );
    for (license, second) in [
        ("LicenseRef-own", "✗ `LicenseRef-own` is no known licence."),
        ("Apache-2.0+", "✓ `Apache-2.0+` is a standard licence."),
    ] {
        let words = format!("✗ The licence is given in words: `{license}`.");
        let first = format!("✓ The licence is `{license}`.");
        assert_eq!(of_record(license), [first.as_str(), second, words.as_str()]);
    }
}

#[test]
fn a_page_with_two_licences_is_as_good_as_the_worse_one() {
    let [mit, own] = ["https://spdx.org/licenses/MIT", "https://example.org/my-terms"];
    let two = of_page(&json!([mit, own]), &json!({}));
    assert_eq!(two[0], format!("✓ Stated as licences: `{own}`, `{mit}`."));
    assert_eq!(two[1], format!("✗ `{own}` is no known licence."));
    let names = of_page(&json!({"@type": "CreativeWork", "name": "MIT", "url": own}), &json!({}));
    assert_eq!(names[1], "✓ `MIT` is a standard licence.");
    let rights = json!({"http://purl.org/dc/terms/rights": "© 2020 The authors"});
    assert_eq!(of_page(&json!(mit), &rights)[0], format!("✓ The licence is `{mit}`."));
}

#[test]
fn nodes_that_stand_for_a_licence_are_read() {
    let value = json!({"@type": "PropertyValue", "propertyID": "SPDX", "value": "MIT"});
    for license in [
        json!({"@type": "CreativeWork", "name": "Our terms", "alternateName": "MIT"}),
        json!({"@type": "DefinedTerm", "name": "Terms of use", "termCode": "Apache-2.0"}),
        value.clone(),
        json!({"@type": "CreativeWork", "name": "Our terms", "identifier": value}),
        json!({"@type": "Dataset", "text": "CC0", "url": "https://example.org/terms"}),
        json!({"@type": "CreativeWork", "sameAs": {"@id": "https://spdx.org/licenses/MIT"}}),
    ] {
        let said = of_page(&license, &json!({}));
        assert!(said[1].starts_with('✓'), "{license}: {said:?}");
    }
    let family = json!({"@type": "CreativeWork", "name": "CC BY", "url": "https://example.org/x"});
    for license in [json!("GPL"), json!("CC BY"), family] {
        let said = of_page(&license, &json!({}));
        assert!(said[1].contains("is the name of several licences"), "{license}: {said:?}");
        assert!(said[1].starts_with('✗'), "{license}: {said:?}");
    }
}

#[test]
fn a_licence_of_the_files_alone_is_said_to_be_so() {
    let mit = "https://spdx.org/licenses/MIT";
    let of_files = |files: Value| {
        let node = json!({"@context": "https://schema.org", "@type": "Dataset", "name": "D",
            "distribution": files});
        said(&assess_foreign(&foreign::read_json_ld(&node.to_string(), None).unwrap()))
    };
    let file = |name: &str| json!({"@type": "DataDownload", "contentUrl": name, "license": mit});
    assert_eq!(
        of_files(json!([file("https://x.org/a"), file("https://x.org/b")])),
        [
            format!(
                "✓ The licence is `{mit}`. This is said of the files alone, not of the dataset."
            ),
            format!("✓ `{mit}` is a standard licence."),
            format!("✓ The licence is given as the IRI `{mit}`."),
        ]
    );
    let bare = json!({"@type": "DataDownload", "contentUrl": "https://x.org/b"});
    assert_eq!(
        of_files(json!([file("https://x.org/a"), bare]))[0],
        "✗ A licence is stated of 1 of 2 files only."
    );
}

/// The texts of all files below `folder`, with their names.
fn texts(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn no_file_holds_an_address_that_spdx_does_not_have() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("catalog/software");
    fs::create_dir_all(&records).unwrap();
    let own = ["LicenseRef-own", "Apache-2.0+", "MIT AND LicenseRef-own"];
    for (slug, license) in ["a", "b", "c"].iter().zip(own) {
        let record = format!(
            "kind: software\ntitle: Software {slug}\nlicense: {license}\nauthors:\n  - name: Ada\n\
             code:\n  repository: https://example.org/{slug}\n\
             artifacts:\n  - url: https://example.org/{slug}.zip\n    license: {license}\n"
        );
        fs::write(records.join(format!("{slug}.yaml")), record).unwrap();
    }
    let out = folder.path().join("out");
    let mut command = faircat();
    command.args(["build", "--base-url", "https://example.org", "--root"]).arg(folder.path());
    let output = command.arg("--out").arg(&out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = Vec::new();
    texts(&out.join("software"), &mut found);
    assert!(found.iter().any(|(_, text)| text.contains("Apache-2.0+")));
    for (file, text) in &found {
        for address in ["LicenseRef-own", "Apache-2.0+", "Apache-2.0%2B", "MIT"] {
            let address = format!("spdx.org/licenses/{address}");
            assert!(!text.contains(&address), "{address} in {file}");
        }
    }
    let (_, text) = found.iter().find(|(file, _)| file.ends_with("c/codemeta.json")).unwrap();
    let codemeta: Value = serde_json::from_str(text).unwrap();
    let words = json!({"@type": "schema:CreativeWork", "name": "MIT AND LicenseRef-own"});
    assert_eq!(codemeta["license"], words);
}
