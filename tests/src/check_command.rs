//! `faircat check` as a user runs it: what it says of odd records, settings and files.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::build::write;
use crate::copies::copy_folder;
use crate::program::{faircat, repository, run, says};

/// A copy of the catalogue whose model `good` holds.
fn catalogue() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    copy_folder(
        &repository().join("tests/fixtures/verified/catalog"),
        &root.path().join("catalog"),
    );
    root
}

/// Writes `new` in place of `old` in the record of the model `good`.
fn edit(root: &Path, old: &str, new: &str) {
    let file = root.join("catalog/models/good/record.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(old), "{old}");
    fs::write(&file, text.replacen(old, new, 1)).unwrap();
}

fn check(root: &Path) -> String {
    String::from_utf8(run(root, &["check"]).stdout).unwrap()
}

/// What is written in place of what, and what is said of it.
const RECORDS: [(&str, &str, &str); 11] = [
    (
        "items: 40",
        "items: 41",
        "warning[control-set]: `control/control-set.npz` has 40 items, not 41",
    ),
    (
        "data: control/control-set.npz",
        "data: model.onnx",
        "warning[control-set]: `model.onnx` is no NumPy archive, as a control set must be",
    ),
    (
        "data: control/control-set.npz",
        "data: training.json",
        "help: give a NumPy archive (.npz), the one format that `faircat verify` reads",
    ),
    (
        "    tolerance: 1e-5",
        "    tolerance: 5e-4",
        "warning[tolerance]: the tolerance 0.0005 of the outputs is wider than 10⁻⁵, the most by",
    ),
    (
        "license:",
        "copyright_year: 20266\nlicense:",
        "error[date]: `copyright_year` cannot be 20266",
    ),
    ("license:", "copyright_year: 26\nlicense:", "error[date]: `copyright_year` cannot be 26"),
    (
        "license:",
        "copyright_year: 2126\nlicense:",
        "warning[future-date]: `copyright_year` is 2126, which has not come yet",
    ),
    ("\"2026-11-20\"", "\"2027-03\"", "warning[future-date]: `2027-03` has not come yet"),
    ("\"2026-11-20\"", "\"9999\"", "warning[future-date]: `9999` has not come yet"),
    ("\"2026-11-20\"", "\"0202-11-20\"", "warning[date]: `0202-11-20` lies before 1710"),
    (
        "license:",
        "access: {rights: embargoed, embargo_until: last year}\nlicense:",
        "error[date]: `last year` is no date",
    ),
];

#[test]
fn numbers_and_dates_of_records_that_cannot_be() {
    for (old, new, wanted) in RECORDS {
        let root = catalogue();
        edit(root.path(), old, new);
        says(&check(root.path()), wanted);
    }
    let root = catalogue();
    edit(root.path(), "license:", "access: {rights: embargoed, embargo_until: '2030'}\nlicense:");
    edit(root.path(), "license:", "copyright_year: 2027\nlicense:");
    let text = check(root.path());
    assert!(!text.contains("[date") && !text.contains("future-date"), "{text}");
}

/// The day comes from outside: without one, nothing is said, and what was said on one day is not
/// remembered on another.
#[test]
fn what_has_come_is_no_longer_in_the_future() {
    let root = catalogue();
    edit(root.path(), "\"2026-11-20\"", "\"2026-12-24\"");
    says(&check(root.path()), "`2026-12-24` has not come yet");
    let mut program = faircat();
    program.env("SOURCE_DATE_EPOCH", "1798200000").args(["check", "--root"]).arg(root.path());
    let text = String::from_utf8(program.output().unwrap().stdout).unwrap();
    assert!(!text.contains("has not come yet"), "{text}");
    let (_, found) = faircat::loading::load(root.path());
    assert!(found.iter().all(|it| it.code != "future-date"));
}

#[test]
fn half_precision_explains_a_wider_tolerance_of_outputs() {
    let root = catalogue();
    edit(root.path(), "    tolerance: 1e-5", "    tolerance: 5e-4");
    edit(root.path(), "{name: logits, dtype: float32", "{name: logits, dtype: float16");
    let text = check(root.path());
    assert!(!text.contains("of the outputs is wider"), "{text}");
}

/// `check` by the declared uncertainty and the evidence, `verify` by what it recomputes.
#[test]
fn check_and_verify_name_one_widest_tolerance() {
    let root = catalogue();
    edit(root.path(), "      tolerance: 0.001", "      uncertainty: 0.056\n      tolerance: 0.02");
    let claim = "wider than 0.0056, the most that rounding";
    says(&check(root.path()), claim);
    let output = run(root.path(), &["verify", "good", "--engine", "tract", "--overwrite"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, rest) = text.split_once("is wider than ").expect("verify tells of the tolerance");
    let (widest, _) = rest.split_once(',').unwrap();
    assert_ne!(widest, "0.0056", "the control set is less certain than that");
    let after = check(root.path());
    says(&after, &format!("is wider than {widest}, the most that rounding"));
    assert_eq!(after.matches("] the tolerance").count(), 0);
    assert_eq!(after.matches("warning[tolerance]").count(), 1, "{after}");
}

/// Settings, and what is said of each.
const SETTINGS: [(&str, &str); 13] = [
    (
        "publisher: nobody",
        "error[publisher]: no sound record of a person or an organization is called",
    ),
    ("publisher: datasets/numbers", "`datasets/numbers` is a dataset, not a person or an organiz"),
    ("license: CC0", "= help: did you mean `CC0-1.0`?"),
    ("license: MIT OR Apache-2.0", "`MIT OR Apache-2.0` is no identifier of one licence"),
    ("license: NOASSERTION", "`NOASSERTION` states no licence"),
    ("language: english", "error[language]: `english` is no language tag"),
    ("contact: write to us", "`write to us` is neither an e-mail address nor a web address"),
    ("contact: 'javascript:alert(1)'", "is neither an e-mail address nor a web address"),
    ("edit_url: https://example.org/e?x=1", "`https://example.org/e?x=1` ends in a query or a"),
    ("repository: git@example.org:a/b.git", "`git@example.org:a/b.git` is no web address"),
    ("repository: https://example.org/a#b", "`https://example.org/a#b` ends in a query or a"),
    ("base_url: https://example.org/?a=b", "error[base-url]: `https://example.org/?a=b` ends in a"),
    ("base_url: https://example.org/#top", "error[base-url]: `https://example.org/#top` ends in a"),
];

#[test]
fn settings_that_a_page_cannot_bear() {
    for (line, wanted) in SETTINGS {
        let root = catalogue();
        write(root.path(), "site/site.yaml", &format!("title: T\n{line}\n"));
        let output = run(root.path(), &["check"]);
        let text = String::from_utf8(output.stdout).unwrap();
        says(&text, wanted);
        says(&text, "site/site.yaml");
        assert_eq!(output.status.code(), Some(1), "{line}");
    }
    let root = catalogue();
    write(
        root.path(),
        "site/site.yaml",
        "publisher: us\nlicense: CC-BY-4.0\nlanguage: de-CH\ncontact: help@example.org\n\
         repository: https://git.example.org/?p=a.git\nedit_url: https://example.org/edit/\n",
    );
    write(root.path(), "catalog/organizations/us.yaml", "kind: organization\nname: Us\n");
    let text = check(root.path());
    assert!(!text.contains("error"), "{text}");
    write(root.path(), "catalog/people/us.yaml", "kind: person\nname: Us\n");
    let text = check(root.path());
    says(&text, "error[publisher]: both a person and an organization are called `us`");
    write(root.path(), "site/site.yaml", "publisher: people/us\nlicense: CC-BY-4.0\n");
    let text = check(root.path());
    assert!(!text.contains("error"), "{text}");
}

/// Files that are not read, with what their names are told to be.
const UNREAD: [(&str, &str); 10] = [
    ("site/site.yml", "rename it to `site.yaml`"),
    ("site/Site.yaml", "rename it to `site.yaml`"),
    ("site.yaml", "move it to `site/site.yaml`"),
    ("site/notes.txt", "`site/` has `site.yaml`"),
    ("site/queries/a.sparql", "of this folder `*.rq` is read: `a.rq`"),
    ("site/pages/x.markdown", "of this folder `*.md` is read: `x.md`"),
    ("site/pages/more/x.markdown", "of this folder `*.md` is read: `x.md`"),
    ("catalog/models/good/Description.md", "rename it to `description.md`"),
    ("catalog/models/good/record.yml", "`record.yaml` is read; remove one of the two"),
    (
        "catalog/models/good/evidence/Verification.json",
        "the files there are `comparison.attestation.json`",
    ),
];

#[test]
fn files_that_nobody_reads_are_told_of() {
    for (path, hint) in UNREAD {
        let root = catalogue();
        write(root.path(), path, "title: T\n");
        let text = check(root.path());
        says(&text, &format!("--> {path}\n = help: {hint}"));
    }
    let root = catalogue();
    for path in ["site/README.md", "site/.gitignore", "site/pages/about.md"] {
        write(root.path(), path, "# About\n");
    }
    assert!(!check(root.path()).contains("unknown-file"));
}

#[test]
fn a_description_beside_a_described_record_is_told_of() {
    let root = catalogue();
    write(root.path(), "catalog/models/good/description.md", "Some words about it.\n");
    assert!(!check(root.path()).contains("this is not shown"));
    edit(root.path(), "license:", "description: Some other words.\nlicense:");
    says(&check(root.path()), "this is not shown, because the record has a `description`");
}

#[test]
fn what_only_a_build_told_of_is_told_by_check() {
    let root = catalogue();
    write(root.path(), "site/queries/01-broken.rq", "SELECT WHERE {\n");
    write(root.path(), "site/synonyms.yaml", "- [a, b\n");
    write(root.path(), "site/pages/api.md", "# A\n");
    write(root.path(), "themes/default/templates/home.html", "{% if %}\n");
    let text = check(root.path());
    says(&text, "error[query]: the query is not well-formed at `WHERE` (line 1, column 8)\n");
    says(&text, "error[site-config]");
    says(&text, "error[page-address]: no page can have the address `api/`");
    says(&text, "themes/default");
    // And a build tells of the query too.
    fs::remove_dir_all(root.path().join("themes")).unwrap();
    let out = root.path().join("out");
    let output = run(root.path(), &["build", "--pages-only", "--out", out.to_str().unwrap()]);
    says(&String::from_utf8(output.stderr).unwrap(), "error[query]");
}

/// Texts that say nothing, and names that are none, in the record of a model.
const EMPTY: [(&str, &str, &str); 8] = [
    ("title: Linear", "title: '' #", "error[empty-text]: `title` is empty"),
    ("version: \"1.0\"", "version: ''", "error[empty-text]: `version` is empty"),
    ("- name: A. Person", "- name: ' '", "error[empty-text]: `name` is empty"),
    ("license:", "keywords: ['', ' ']\nlicense:", "error[empty-text]: "),
    ("license:", "alternate_titles: ['']\nlicense:", "error[empty-text]: "),
    ("license:", "publications: [{title: ''}]\nlicense:", "error[empty-text]: `title` is empty"),
    ("metric: accuracy", "metric: ''", "error[empty-text]: `metric` is empty"),
    (
        "{name: logits, dtype: float32",
        "{name: logits, dtype: fp32",
        "warning[dtype]: `fp32` is no element type",
    ),
];

#[test]
fn texts_that_say_nothing_are_errors() {
    for (old, new, wanted) in EMPTY {
        let root = catalogue();
        edit(root.path(), old, new);
        says(&check(root.path()), wanted);
    }
    for (dtype, remedy) in
        [("double", "float64"), ("Float32", "float32"), ("torch.half", "float16")]
    {
        let root = catalogue();
        edit(
            root.path(),
            "{name: logits, dtype: float32",
            &format!("{{name: logits, dtype: {dtype}"),
        );
        says(&check(root.path()), &format!("= help: write `dtype: {remedy}`"));
    }
}

#[test]
fn splits_have_names_of_their_own_and_embargoes_an_end() {
    let root = catalogue();
    write(
        root.path(),
        "catalog/datasets/kept.yaml",
        "kind: dataset\ntitle: Kept\naccess: {rights: embargoed}\ndataset:\n  \
         fields: [{name: ' '}]\n  splits: [{name: test}, {name: test}]\n",
    );
    says(&check(root.path()), "error[empty-text]: `name` is empty");
    write(
        root.path(),
        "catalog/datasets/kept.yaml",
        "kind: dataset\ntitle: Kept\naccess: {rights: embargoed}\ndataset:\n  \
         splits: [{name: test}, {name: test}]\n",
    );
    let text = check(root.path());
    says(&text, "error[name-twice]: `splits` names `test` twice");
    says(&text, "warning[embargo]: the work is under an embargo whose end is not told");
}
