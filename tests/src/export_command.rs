//! `faircat export`: what the site has beside a record's page.

use std::fs;
use std::path::Path;
use std::process::Output;

use faircat::formats::list::FORMATS;

use crate::program::{faircat, repository, run, says};

const ADDRESS: &str = "https://example.org/catalog/";

fn export(root: &Path, record: &str, format: &str, more: &[&str]) -> Output {
    let start = ["export", record, "--as", format, "--base-url", ADDRESS];
    run(root, &[&start, more].concat())
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_file_beside_a_page_is_exported_byte_for_byte() {
    let root = repository().join("tests/fixtures/exports");
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let build = ["build", "--base-url", ADDRESS, "--out", site.to_str().unwrap()];
    assert!(run(&root, &build).status.success());
    for record in ["models/tagger", "datasets/jets", "people/ada"] {
        for format in FORMATS.iter().filter(|format| format.companion.is_some()) {
            let output = export(&root, record, format.name, &[]);
            match fs::read(site.join(record).join(format.file_name())) {
                Ok(content) => assert!(output.stdout == content, "{record} as {}", format.name),
                Err(_) => {
                    assert_eq!(output.status.code(), Some(1), "{record} as {}", format.name);
                    says(&told(&output), "of single files it has json-ld, turtle, ");
                }
            }
        }
    }
}

#[test]
fn a_file_or_a_folder_takes_what_is_exported() {
    let root = repository().join("tests/fixtures/exports");
    let folder = tempfile::tempdir().unwrap();
    let printed = export(&root, "tagger", "bibtex", &[]).stdout;
    let file = folder.path().join("references.bib");
    for out in [file.to_str().unwrap(), folder.path().to_str().unwrap()] {
        assert!(export(&root, "tagger", "bibtex", &["--out", out]).status.success());
    }
    assert_eq!(fs::read(&file).unwrap(), printed);
    assert_eq!(fs::read(folder.path().join("citation.bib")).unwrap(), printed);
}

#[test]
fn what_cannot_be_exported_is_said() {
    let root = repository().join("tests/fixtures/exports");
    let unknown = export(&root, "taggr", "bibtex", &[]);
    assert_eq!(unknown.status.code(), Some(2));
    says(&told(&unknown), "did you mean `models/tagger`?");
    let homeless = export(&root, "tagger", "triton", &[]);
    assert_eq!(homeless.status.code(), Some(2));
    says(&told(&homeless), "name one: `--out models`");
    let of_no_use = export(&root, "tagger", "cern-opendata", &[]);
    assert_eq!(of_no_use.status.code(), Some(2));

    let broken = tempfile::tempdir().unwrap();
    let record = broken.path().join("catalog/datasets/jets.yaml");
    fs::create_dir_all(record.parent().unwrap()).unwrap();
    fs::write(&record, "kind: dataset\ntitel: Jets\n").unwrap();
    let refused = export(broken.path(), "jets", "bibtex", &[]);
    assert_eq!(refused.status.code(), Some(1));
    says(&told(&refused), "titel");
}

#[test]
fn a_refusal_says_why() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("catalog/datasets")).unwrap();
    fs::write(root.path().join("catalog/datasets/d.yaml"), "kind: dataset\ntitle: D\n").unwrap();
    let export = |format: &str| {
        let mut command = faircat();
        command.args(["export", "d", "--as", format, "--root"]).arg(root.path());
        let ran = command.arg("--out").arg(root.path().join("out.x")).output().unwrap();
        assert!(!ran.status.success());
        told(&ran)
    };
    says(&export("ro-crate"), "add `date_published`");
    says(&export("cff"), "the format demands an author; add `authors`");
    says(&export("datacite-json"), "the format demands a year");
    says(&export("triton"), "`d` is a dataset, and not a model");
}
