//! Records that were renamed.

use super::{catalogue, check, dataset, out, site, text};
use crate::build::{assert_same, command, said, write};
use crate::program::{run, says};

const NEW: &str = "catalog/datasets/jets.yaml";

#[test]
fn an_old_address_leads_to_the_new_one() {
    let root = catalogue(&[(NEW, dataset("Jets", "moved_from: [old-jets, software/jets]\n"))]);
    let site = site(root.path());
    for old in ["datasets/old-jets", "software/jets"] {
        let page = text(&site, &format!("{old}/index.html"));
        says(page, "<meta http-equiv=\"refresh\" content=\"0; url=/cat/datasets/jets/\">");
        says(page, "<meta name=\"robots\" content=\"noindex\">");
        says(page, "<link rel=\"canonical\" href=\"https://example.org/cat/datasets/jets/\">");
        says(page, "<a href=\"/cat/datasets/jets/\">Jets</a>");
        says(page, "data-target=\"/cat/datasets/jets/\"");
        says(
            page,
            "<link rel=\"describedby\" href=\"https://example.org/cat/datasets/jets/record.jsonld\"",
        );
        assert!(!page.contains("application/ld+json\">{"), "it says nothing of its own");
        says(text(&site, &format!("{old}/record.jsonld")), "\"owl:sameAs\"");
        for file in
            ["sitemap.xml", "catalog.jsonld", "llms.txt", "feed.atom", "datasets/index.html"]
        {
            assert!(!text(&site, file).contains(old), "{file}");
        }
    }
    says(
        text(&site, "datasets/jets/record.jsonld"),
        "\"@id\":\"https://example.org/cat/datasets/old-jets/\"",
    );
}

#[test]
fn redirects_come_and_go_with_a_rebuild() {
    let (root, other) = (catalogue(&[(NEW, dataset("Jets", ""))]), catalogue(&[]));
    let before = site(root.path());
    let moved = dataset("Jets", "moved_from: [old-jets]\n");
    write(root.path(), NEW, &moved);
    write(other.path(), NEW, &moved);
    assert_same(&site(root.path()), &site(other.path()));
    write(root.path(), NEW, &dataset("Jets", ""));
    assert_same(&site(root.path()), &before);
}

#[test]
fn no_redirect_stands_in_the_way() {
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("a", "moved_from: [b]"), ("b", "")], "`datasets/b` is a record, so its address"),
        (&[("a", "moved_from: [b]"), ("b", "moved_from: [a]")], "`datasets/a` is a record"),
        (
            &[("a", "moved_from: [c]"), ("b", "moved_from: [datasets/c]")],
            "the old address `datasets/c/` leads to `datasets/a` already",
        ),
        (&[("a", "moved_from: [a]")], "`a` is what the record is called now"),
        (&[("a", "moved_from: [Old Name]")], "`Old Name` is no name that a record had"),
        (&[("a", "moved_from: [thing/a]")], "its folder is none of the catalogue"),
    ];
    for (records, wanted) in cases {
        let root = catalogue(&[]);
        for (slug, more) in records {
            let text = dataset(slug, &format!("{more}\n"));
            write(root.path(), &format!("catalog/datasets/{slug}.yaml"), &text);
        }
        let output = check(root.path(), &[]);
        says(&out(&output), wanted);
        says(&out(&output), "error[moved-from]");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn a_draft_throws_no_published_record_off_the_site() {
    let draft = |more: &str| dataset("D", &format!("status: draft\n{more}"));
    let root = catalogue(&[
        ("catalog/datasets/good.yaml", dataset("A", "moved_from: [old]\n")),
        ("catalog/datasets/aaa.yaml", draft("moved_from: [old]\n")),
        ("catalog/datasets/good2.yaml", dataset("B", "moved_from: [old2]\n")),
        ("catalog/datasets/old2.yaml", draft("")),
    ]);
    let told = out(&check(root.path(), &[]));
    says(&told, "the old address `datasets/old/` leads to `datasets/good` already");
    says(&told, "the address `datasets/old2/` leads to `datasets/good2`, which had it before");
    let site = site(root.path());
    for path in ["good", "old", "good2", "old2"] {
        assert!(site.contains_key(&format!("datasets/{path}/index.html")), "{path}");
    }
}

/// Also of a record that cannot be read: it will be there again.
#[test]
fn the_address_of_a_broken_record_is_taken() {
    let root = catalogue(&[
        ("catalog/datasets/a.yaml", dataset("A", "moved_from: [b]\n")),
        ("catalog/datasets/b.yaml", dataset("B", "titel: B\n")),
    ]);
    says(&out(&check(root.path(), &[])), "`datasets/b` is a record");
    let output = command(root.path(), &root.path().join("out")).output().unwrap();
    assert!(said(&output).contains("moved-from"), "{}", said(&output));
}

#[test]
fn who_names_the_old_name_is_told_the_new_one() {
    let root = catalogue(&[
        (NEW, dataset("Jets", "moved_from: [old-jets]\n")),
        ("catalog/datasets/b.yaml", dataset("B", "derived_from: [datasets/old-jets]\n")),
    ]);
    says(&out(&check(root.path(), &[])), "help: it is called `datasets/jets` now");
}

#[test]
fn a_review_calls_the_record_moved() {
    let old = catalogue(&[("catalog/datasets/old-jets.yaml", dataset("Jets", ""))]);
    let new = catalogue(&[(NEW, dataset("Jets", "moved_from: [old-jets]\n"))]);
    let sides = [old.path(), new.path()].map(|side| side.to_str().unwrap());
    let review = ["diff", sides[0], sides[1], "--fail-on", "vanished-address"];
    let output = run(old.path(), &review);
    says(&out(&output), "`datasets/jets` moved from `datasets/old-jets`");
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    write(new.path(), NEW, &dataset("Jets", ""));
    let output = run(old.path(), &review);
    says(&out(&output), "page: `datasets/old-jets/`");
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
}
