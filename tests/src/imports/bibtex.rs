//! Entries of BibTeX.

use super::{records, refusal};

#[test]
fn works_find_their_fields_and_publications_are_refused() {
    insta::assert_snapshot!(records("bibtex", "works.bib"));
}

#[test]
fn what_is_no_bibtex_is_refused_with_its_line() {
    let deep = format!("@software{{a, title = {}x{}}}", "{".repeat(5000), "}".repeat(5000));
    for (text, wanted) in [
        ("@software{a,\n title = {x\n", "import-malformed-bibtex"),
        (deep.as_str(), "nested more than 64 deep"),
        ("nothing", "there is no entry"),
        ("@software{a, author = {Ada}}", "line 1 import-no-title"),
        ("\n\n@misc{a, title = {T}, eprint = {2008.08198}}", "line 3 import-publication"),
    ] {
        let found = refusal("bibtex", "a.bib", text.as_bytes());
        assert!(found.contains(wanted), "{wanted}: {found}");
    }
}

#[test]
fn what_refers_to_itself_ends() {
    let circle =
        "@software{a, title = {A}, crossref = {b}}\n@software{b, title = {B}, xdata = {a}}";
    let itself = "@software{a, title = {A}, crossref = {a}}";
    let mut bomb = "@string{s0 = \"ha\"}\n".to_owned();
    (1..40).for_each(|at| bomb.push_str(&format!("@string{{s{at} = s{0} # s{0}}}\n", at - 1)));
    bomb.push_str("@software{a, title = s39}");
    let string = "@string{s = s}\n@software{a, title = s}";
    for text in [circle, itself, &bomb, string] {
        let found = refusal("bibtex", "a.bib", text.as_bytes());
        assert!(found.contains("import-malformed-bibtex"), "{found}");
    }
}
