//! Citation files.

use super::{holds, record, refusal};

#[test]
fn a_citation_file_finds_its_fields() {
    insta::assert_snapshot!(record("cff", "full.cff"));
}

#[test]
fn what_is_no_date_and_no_one_licence_is_kept() {
    insta::assert_snapshot!(record("cff", "old.cff"));
}

#[test]
fn imported_records_are_sound_and_stay_as_they_are() {
    holds("cff", &["full.cff", "old.cff"]);
}

#[test]
fn what_is_no_citation_file_is_refused() {
    let aliases: String =
        (1..30).map(|at| format!("k{at}: &a{at} [*a{0}, *a{0}, *a{0}]\n", at - 1)).collect();
    let bomb = format!("cff-version: 1.2.0\ntitle: T\nk0: &a0 [1]\n{aliases}");
    for (text, wanted) in [
        ("cff-version: 1.2.0\nmessage: m\n", "the file has no `title`"),
        ("cff-version: 1.2.0\ntitle: TODO\n", "the file has no `title`"),
        ("- a\n", "is no mapping"),
        ("title: [a\n", "import-malformed-yaml"),
        (bomb.as_str(), "aliases make the file too large"),
    ] {
        let found = refusal("cff", "CITATION.cff", text.as_bytes());
        assert!(found.contains(wanted), "{found}");
    }
}
