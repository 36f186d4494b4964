//! Entries of BibTeX.

use std::path::Path;

use super::{read, records, refusal};
use crate::program::says;

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

#[test]
fn a_day_that_no_month_has_stays_beside_the_month() {
    let of = |day: &str| {
        let text = format!("@software{{a, title = {{T}}, year = 2020, month = feb, day = {day}}}");
        read("bibtex", Path::new("a.bib"), text.as_bytes()).0.unwrap()
    };
    says(&of("29"), "date_published: \"2020-02-29\"\n");
    let record = of("30");
    says(&record, "date_published: 2020-02\n");
    says(&record, "# kept day: \"30\"\n");
}

#[test]
fn a_date_of_its_own_goes_before_that_of_what_an_entry_refers_to() {
    let of = |own: &str| {
        let text = format!(
            "@dataset{{a, title = {{A}}, crossref = {{b}}{own}}}\n\
             @proceedings{{b, title = {{B}}, year = 2018}}\n"
        );
        read("bibtex", Path::new("a.bib"), text.as_bytes()).0.unwrap()
    };
    says(&of(""), "date_published: \"2018\"\n");
    says(&of(", date = {2020-05}"), "date_published: 2020-05\n");
    let record = of(", date = {2019/2020}");
    says(&record, "# kept date: \"2019/2020\"\n");
    assert!(!record.contains("date_published"), "{record}");
}

#[test]
fn letters_without_dots_have_their_accents() {
    let text = "@software{a, title = {T},\n\
                author = {Garc{\\'\\i}a, B. and Na\\\"\\i f, C. and I\\'nigo, D.}}\n\
                @software{b, title = toys}\n";
    let (record, problems) = read("bibtex", Path::new("a.bib"), text.as_bytes());
    let record = record.unwrap_or_else(|| panic!("{problems:?}"));
    says(&record, "García");
    says(&record, "Naïf");
    assert!(!record.contains('\\'), "{record}");
    says(&problems.join("\n"), "line 3 import-malformed-bibtex");
}
