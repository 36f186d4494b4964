//! Addresses that a release had and that lead nowhere now.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{catalogue, check, dataset, out, site, text};
use crate::build::write;
use crate::program::{faircat, says};

fn git(root: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
    git.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A catalogue of three datasets, a draft among them, released as `v1`.
fn released() -> TempDir {
    let root = catalogue(&[
        ("catalog/datasets/a.yaml", dataset("A", "moved_from: [older]\n")),
        ("catalog/datasets/b/record.yaml", dataset("B", "")),
        ("catalog/datasets/c.yaml", dataset("C", "status: draft\n")),
    ]);
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "--all"]);
    git(root.path(), &["commit", "--quiet", "--message", "One"]);
    git(root.path(), &["tag", "v1"]);
    root
}

#[test]
fn a_page_that_vanished_is_told_of_with_its_remedy() {
    let root = released();
    let nothing = out(&check(root.path(), &[]));
    assert!(!nothing.contains("vanished"), "{nothing}");
    fs::remove_file(root.path().join("catalog/datasets/b/record.yaml")).unwrap();
    fs::remove_file(root.path().join("catalog/datasets/c.yaml")).unwrap();
    write(root.path(), "catalog/datasets/a.yaml", &dataset("A", ""));
    let text = out(&check(root.path(), &[]));
    says(
        &text,
        "warning[vanished-address]: `datasets/b/` was published in v1, and leads nowhere now",
    );
    says(&text, "write `moved_from` into the record that it is now, or put the record back with");
    says(&text, "`datasets/older/` was published in v1");
    assert!(!text.contains("datasets/c/"), "a draft had no page: {text}");
    write(root.path(), "catalog/datasets/new.yaml", &dataset("B", ""));
    says(
        &out(&check(root.path(), &[])),
        "`datasets/new` looks like it: write `moved_from: [b]` there",
    );
    let draft = dataset("B", "moved_from: [b]\nstatus: draft\n");
    write(root.path(), "catalog/datasets/new.yaml", &draft);
    says(&out(&check(root.path(), &[])), "`datasets/b/` was published in v1, and is a draft now");
    write(root.path(), "catalog/datasets/new.yaml", &dataset("B", "moved_from: [b]\n"));
    write(root.path(), "catalog/datasets/a.yaml", &dataset("A", "moved_from: [older]\n"));
    let text = out(&check(root.path(), &[]));
    assert!(!text.contains("vanished"), "{text}");
}

#[test]
fn a_page_that_became_a_draft_fails_a_strict_check() {
    let root = released();
    write(root.path(), "catalog/datasets/b/record.yaml", &dataset("B", "status: draft\n"));
    let output = check(root.path(), &["--strict"]);
    says(&out(&output), "`datasets/b/` was published in v1, and is a draft now");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn another_revision_is_named_with_since() {
    let root = released();
    git(root.path(), &["mv", "catalog/datasets/b", "catalog/datasets/d"]);
    git(root.path(), &["commit", "--quiet", "--all", "--message", "Two"]);
    git(root.path(), &["tag", "v2"]);
    let text = out(&check(root.path(), &[]));
    assert!(!text.contains("vanished"), "{text}");
    says(&out(&check(root.path(), &["--since", "v1"])), "`datasets/b/` was published in v1");
    let output = check(root.path(), &["--since", "v9"]);
    says(&out(&output), "error[unknown-revision]");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn without_git_nothing_is_asked() {
    let root = catalogue(&[("catalog/datasets/a.yaml", dataset("A", ""))]);
    let output = check(root.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
}

#[test]
fn a_repository_of_somebody_else_is_told_of() {
    let root = released();
    let mut check = faircat();
    check.args(["check", "--root"]).arg(root.path()).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    check.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let told = out(&check.output().unwrap());
    says(
        &told,
        "warning[no-repository]: nothing is compared with the newest tag: detected dubious",
    );
    says(&told, "safe.directory");
}

#[test]
fn files_stay_at_the_address_that_a_record_had() {
    let of = |more: &str| {
        let file = "artifacts:\n  - {role: data, path: g.csv, media_type: text/csv}\n";
        dataset("A", &format!("{file}{more}"))
    };
    let root = catalogue(&[
        ("catalog/datasets/a/record.yaml", of("")),
        ("catalog/datasets/a/g.csv", "x\n1\n".to_owned()),
    ]);
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "--all"]);
    git(root.path(), &["commit", "--quiet", "--message", "One"]);
    git(root.path(), &["tag", "v1"]);
    git(root.path(), &["mv", "catalog/datasets/a", "catalog/datasets/c"]);
    write(root.path(), "catalog/datasets/c/record.yaml", &of("moved_from: [a]\n"));
    let site = site(root.path());
    for page in ["a", "c"] {
        assert_eq!(text(&site, &format!("datasets/{page}/files/g.csv")), "x\n1\n");
    }
    let nothing = out(&check(root.path(), &[]));
    assert!(!nothing.contains("vanished"), "{nothing}");
    write(root.path(), "catalog/datasets/c/record.yaml", &dataset("A", "moved_from: [a]\n"));
    let told = out(&check(root.path(), &[]));
    says(&told, "the file `datasets/a/files/g.csv` was published in v1, and is gone");
}

#[test]
fn files_identifiers_and_own_pages_that_vanished_are_told_of() {
    let more = "identifiers: ['https://doi.org/10.5281/zenodo.3633408']\nartifacts:\n  - {role: data, path: \
                g.csv, media_type: text/csv}\n";
    let root = catalogue(&[
        ("catalog/datasets/a/record.yaml", dataset("A", more)),
        ("catalog/datasets/a/g.csv", "x\n1\n".to_owned()),
        ("site/pages/guide.md", "# Guide\n\nText.\n".to_owned()),
    ]);
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "--all"]);
    git(root.path(), &["commit", "--quiet", "--message", "One"]);
    git(root.path(), &["tag", "v1"]);
    let nothing = out(&check(root.path(), &[]));
    assert!(!nothing.contains("vanished"), "{nothing}");
    fs::remove_file(root.path().join("site/pages/guide.md")).unwrap();
    write(root.path(), "catalog/datasets/a/record.yaml", &dataset("A", ""));
    let text = out(&check(root.path(), &[]));
    says(&text, "the file `datasets/a/files/g.csv` was published in v1, and is gone");
    says(&text, "the identifier `https://doi.org/10.5281/zenodo.3633408` was given in v1, and no");
    says(&text, "`guide/` was published in v1, and leads nowhere now");
    // Another record, or a version of it, may have the identifier.
    let kept = "versions:\n  - {version: '1', identifier: 'doi:10.5281/zenodo.3633408'}\n";
    write(root.path(), "catalog/datasets/a/record.yaml", &dataset("A", kept));
    let text = out(&check(root.path(), &[]));
    assert!(!text.contains("the identifier"), "{text}");
    // What was withdrawn tells why it has no files.
    let withdrawn = "status: withdrawn\nwithdrawal: {reason: It was wrong.}\n";
    write(
        root.path(),
        "catalog/datasets/a/record.yaml",
        &dataset("A", &(kept.to_owned() + withdrawn)),
    );
    let text = out(&check(root.path(), &[]));
    assert!(!text.contains("the file"), "{text}");
}
