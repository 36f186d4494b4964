//! Of which kind a work becomes, where its source does not say.

use std::fs;
use std::path::Path;

use super::sources::{files, run};
use super::{read, refusal};
use crate::program::says;

const OPEN: &str = "@misc{a, title = {Toys}, year = 2020}\n@manual{b, title = {Handbook}}\n";

#[test]
fn whoever_imports_says_the_kind_of_entries_without_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.bib"), OPEN).unwrap();
    let ran = run(folder.path(), &["a.bib"], b"");
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.told.matches("error[import-no-kind]").count(), 2, "{}", ran.told);
    says(&ran.told, "--kind");
    let ran = run(folder.path(), &["a.bib", "--kind", "dataset"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    assert_eq!(files(&folder.path().join("catalog"), "datasets").len(), 2);
    // A publication stays one.
    fs::write(folder.path().join("b.bib"), "@article{a, title = {On toys}}").unwrap();
    let ran = run(folder.path(), &["b.bib", "--kind", "dataset"], b"");
    says(&ran.told, "error[import-publication]");
}

#[test]
fn entries_of_other_programs_say_their_kind() {
    let of = |text: &str| read("bibtex", Path::new("a.bib"), text.as_bytes()).0.unwrap();
    let data = of("@data{a, title = {Toys}, publisher = {A Dataverse}}");
    assert!(data.contains("kind: dataset\n"), "{data}");
    let package = of("@Manual{, title = {toy: Toys}, note = {R package version 1.2}}");
    assert!(package.contains("kind: software\n"), "{package}");
    let told = refusal("bibtex", "a.bib", b"@performance{a, title = {A play}}");
    assert!(told.contains("`@performance`"), "{told}");
}

#[test]
fn a_citation_file_of_data_is_of_a_dataset() {
    let text = b"cff-version: 1.2.0\ntitle: Toys\ntype: data\nauthors: [{name: Lab}]\n";
    let (record, problems) = read("cff", Path::new("CITATION.cff"), text);
    assert!(record.unwrap().contains("kind: dataset\n"));
    assert!(problems.iter().any(|it| it.starts_with("line 3 import-kind")), "{problems:?}");
}

#[test]
fn a_kind_that_was_given_is_not_called_a_guess() {
    let folder = tempfile::tempdir().unwrap();
    let text = r#"{"titles": [{"title": "T"}], "creators": [{"name": "Lab"}], "types": {"resourceTypeGeneral": "Presentation"}}"#;
    fs::write(folder.path().join("a.json"), text).unwrap();
    let ran = run(folder.path(), &["a.json"], b"");
    says(&ran.told, "it becomes training material");
    says(&ran.told, "--kind");
    let ran = run(folder.path(), &["a.json", "--kind", "dataset", "--into", "other"], b"");
    assert!(!ran.told.contains("it becomes"), "{}", ran.told);
}
