//! Drafts: nothing of them is in a site that is published.

use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tempfile::TempDir;

use super::{catalogue, check, dataset, out, site, text};
use crate::build::{Tree, assert_same, command, said, tree, write};
use crate::program::says;

/// A dataset and a person that are published, and a draft of each kind of record, which the published
/// dataset names.
fn records() -> TempDir {
    let draft = "status: draft\nkeywords: [unripe]\n";
    catalogue(&[
        ("catalog/datasets/open.yaml", dataset("Open", "derived_from: [datasets/secret]\n")),
        ("catalog/datasets/secret.yaml", dataset("Secret plan", draft)),
        ("catalog/people/ada.yaml", "kind: person\nname: Ada\n".to_owned()),
        ("catalog/people/bo.yaml", "kind: person\nname: Bo Hidden\nstatus: draft\n".to_owned()),
    ])
}

fn build_with_drafts(root: &Path) -> Tree {
    let out = root.join("out");
    let output = command(root, &out).arg("--drafts").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    tree(&out)
}

/// Names of the files in which `word` stands, as it is or packed.
fn files_with(site: &Tree, word: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        let mut unpacked = Vec::new();
        let packed = MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).is_ok();
        let bytes = if packed { &unpacked } else { bytes };
        String::from_utf8_lossy(bytes).contains(word)
    };
    let found = site.iter().filter(|(path, bytes)| path.contains(word) || holds(bytes));
    found.map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_draft_is_nowhere_in_a_site_that_is_published() {
    let root = records();
    let published = site(root.path());
    for word in ["Secret plan", "unripe", "Bo Hidden", "people/bo"] {
        assert_eq!(files_with(&published, word), [""; 0], "{word}");
    }
    // What names a draft shows its name as mere text.
    let page = text(&published, "datasets/open/index.html");
    says(page, "secret");
    assert!(!page.contains("href=\"/cat/datasets/secret"), "{page}");
    let looked_at = build_with_drafts(root.path());
    for word in ["Secret plan", "unripe", "Bo Hidden"] {
        assert!(files_with(&looked_at, word).len() > 2, "{word}");
    }
}

#[test]
fn the_page_of_a_draft_says_so_and_is_indexed_by_nobody() {
    let root = records();
    let looked_at = build_with_drafts(root.path());
    for page in ["datasets/secret/index.html", "people/bo/index.html"] {
        says(text(&looked_at, page), "<strong>Draft.</strong>");
        says(text(&looked_at, page), "<meta name=\"robots\" content=\"noindex\">");
    }
    for page in ["datasets/open/index.html", "index.html"] {
        assert!(!text(&looked_at, page).contains("<strong>Draft.</strong>"), "{page}");
    }
    for file in ["sitemap.xml", "feed.atom"] {
        assert!(!text(&looked_at, file).contains("datasets/secret"), "{file}");
    }
}

#[test]
fn builds_with_and_without_drafts_leave_each_other_alone() {
    let (root, other) = (records(), records());
    let without = site(other.path());
    let with = {
        let fresh = records();
        build_with_drafts(fresh.path())
    };
    // One memory, in turns.
    assert_same(&build_with_drafts(root.path()), &with);
    assert_same(&site(root.path()), &without);
    assert_same(&site(root.path()), &without);
    assert_same(&build_with_drafts(root.path()), &with);
    write(root.path(), "catalog/datasets/secret.yaml", &dataset("Secret plan", ""));
    write(other.path(), "catalog/datasets/secret.yaml", &dataset("Secret plan", ""));
    assert_same(&site(root.path()), &site(other.path()));
}

#[test]
fn who_names_a_draft_is_told() {
    let root = records();
    let output = check(root.path(), &[]);
    says(&out(&output), "warning[draft-reference]: the record `datasets/secret` is a draft");
    says(&out(&output), "catalog/datasets/open.yaml:4:");
    let output = command(root.path(), &root.path().join("out")).output().unwrap();
    says(&said(&output), "warning[draft-reference]");
    let output = command(root.path(), &root.path().join("out")).arg("--drafts").output().unwrap();
    assert!(!said(&output).contains("draft-reference"), "{}", said(&output));
}

/// The description is too short for harvesters, which a draft may be.
#[test]
fn what_a_draft_lacks_does_not_fail_a_strict_check() {
    let root = catalogue(&[("catalog/datasets/a.yaml", dataset("A", "status: draft\n"))]);
    let output = check(root.path(), &["--strict"]);
    says(&out(&output), "warning[description]");
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    write(root.path(), "catalog/datasets/a.yaml", &dataset("A", ""));
    assert_eq!(check(root.path(), &["--strict"]).status.code(), Some(1));
    write(root.path(), "catalog/datasets/a.yaml", &dataset("A", "status: draft\nlicence: MIT\n"));
    assert_eq!(check(root.path(), &[]).status.code(), Some(1));
}

#[test]
fn a_catalogue_of_drafts_alone_is_told_of() {
    let root = catalogue(&[("catalog/datasets/a.yaml", dataset("A", "status: draft\n"))]);
    let output = command(root.path(), &root.path().join("out")).output().unwrap();
    says(&said(&output), "every record below `catalog/` is a draft");
}

#[test]
fn a_draft_that_leaves_the_catalogue_says_so() {
    let root = records();
    let output = crate::program::run(root.path(), &["export", "secret", "--as", "json-ld"]);
    says(&said(&output), "warning[draft]: `datasets/secret` is a draft, and may still change");
    let arguments = ["deposit", "secret", "--to", "datacite", "--prefix", "10.5555", "--dry-run"];
    let output = crate::program::run(root.path(), &[&arguments[..], &["--publish"]].concat());
    assert_eq!(output.status.code(), Some(1));
    says(&said(&output), "is a draft, and what is published stays");
}
