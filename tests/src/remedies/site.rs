//! The site's settings, words and templates.

use std::fs;
use std::path::Path;

use super::records::catalog;
use super::{has, said};

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

#[test]
fn every_fault_of_the_settings_is_told_at_once_with_its_line() {
    let root = catalog("datasets/a.yaml", "");
    let text =
        "titel: x\nbase_url: example.org\nlicense: CC BY 4.0\nlanguage: English\ncontact: me\n";
    write(root.path(), "site/site.yaml", text);
    let found = said(root.path(), &["check"]);
    for (line, column) in [(1, 1), (2, 11), (3, 10), (4, 11), (5, 10)] {
        has(&found, &[&format!("site/site.yaml:{line}:{column}")]);
    }
}

#[test]
fn synonyms_are_lists() {
    let root = catalog("datasets/a.yaml", "");
    write(root.path(), "site/synonyms.yaml", "GNN, graph neural network\n");
    let found = said(root.path(), &["check"]);
    has(&found, &["here must stand a list of words", "write a list of lists, as `- [GNN,"]);
}

/// The page that fails has links to it, which are sound.
#[test]
fn a_template_that_fails_is_one_error_for_check_and_build() {
    let root = catalog("datasets/a.yaml", "description: \"[About](../../about/) and more.\"\n");
    let page = "{% extends \"base.html\" %}{% block content %}{{ nothing.here }}{% endblock %}\n";
    write(root.path(), "site/site.yaml", "theme: mine\n");
    write(root.path(), "site/pages/about.md", "# About\n");
    write(root.path(), "themes/mine/theme.toml", "faircat = \"0.1\"\n");
    write(root.path(), "themes/mine/templates/site-markdown.html", page);
    for command in ["check", "build"] {
        let found = said(root.path(), &[command]);
        has(&found, &["error[template]", "themes/mine/templates/site-markdown.html:1:"]);
        assert!(!found.contains("warning[broken-link]"), "{command}: {found}");
        assert_eq!(found.matches("error[").count(), 1, "{found}");
    }
}

/// Portals of open data take no catalogue of nobody.
#[test]
fn a_site_with_an_address_names_its_publisher() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "catalog/people/ada.yaml", "kind: person\nname: Ada Toy\n");
    let told = |settings: &str| {
        write(root.path(), "site/site.yaml", &format!("title: Toys\n{settings}"));
        said(root.path(), &["check"])
    };
    let with_address = "base_url: https://example.org/\n";
    has(
        &told(with_address),
        &["warning[no-publisher]", "so `catalog.ttl` is not as DCAT-AP demands"],
    );
    assert!(!told("").contains("no-publisher"));
    assert!(!told(&format!("{with_address}publisher: ada\n")).contains("publisher"));
}
