//! `faircat theme` hands out the built-in theme's files, and takes nothing away.

use std::fs;

use faircat::pages::template_variables::{self, Variable};

use crate::program::{faircat, repository};

fn theme(root: &tempfile::TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let output = faircat().arg("theme").args(arguments).current_dir(root.path()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn files_of_the_built_in_theme_are_copied_once() {
    let root = tempfile::tempdir().unwrap();
    let (code, list) = theme(&root, &[]);
    assert_eq!(code, Some(0));
    assert!(list.lines().any(|line| line == "templates/base.html"), "{list}");
    let (code, said) = theme(&root, &["templates/base.html", "static/css/00-tokens.css"]);
    assert_eq!(code, Some(0), "{said}");
    let mine = root.path().join("themes/mine");
    assert!(fs::read_to_string(mine.join("theme.toml")).unwrap().starts_with("faircat = "));
    fs::write(mine.join("templates/base.html"), "mine").unwrap();
    let (code, said) = theme(&root, &["templates/work.html", "templates/base.html"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there already"), "{said}");
    assert_eq!(fs::read_to_string(mine.join("templates/base.html")).unwrap(), "mine");
    assert!(!mine.join("templates/work.html").exists());
}

#[test]
fn what_is_no_file_of_the_theme_or_no_name_is_refused() {
    let root = tempfile::tempdir().unwrap();
    for wrong in ["templates/nothing.html", "../Cargo.toml", "/etc/passwd"] {
        let (code, said) = theme(&root, &[wrong]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("no file"), "{said}");
    }
    assert_eq!(theme(&root, &["--name", "../x", "templates/base.html"]).0, Some(2));
    assert!(!root.path().join("themes").exists());
}

#[test]
fn templates_use_the_variables_that_are_told() {
    let root = tempfile::tempdir().unwrap();
    let (code, said) = theme(&root, &["variables", "site-list.html"]);
    assert_eq!(code, Some(0), "{said}");
    let list = "view.paging.total: whole number";
    assert!(said.lines().any(|line| line == list), "{said}");
    let (code, said) = theme(&root, &["variables", "site-lst.html"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("did you mean `site-list.html`?"), "{said}");
    assert!(theme(&root, &["variables"]).1.contains("site.language: text"));
    // Of the frame of all pages too, and of parts.
    for name in ["base.html", "record-macros.html"] {
        let (code, said) = theme(&root, &["variables", name]);
        assert!(code == Some(0) && said.contains("site.language: text"), "{said}");
    }
    let everywhere = template_variables::everywhere();
    for template in template_variables::templates() {
        let told: Vec<&Variable> = template.variables.iter().chain(&everywhere).collect();
        for used in used_by(template.name) {
            assert!(is_told(&used, &told), "`{}` uses `{used}`, which is not told", template.name);
        }
    }
}

/// Paths of the variables that a template of the theme uses.
fn used_by(name: &str) -> Vec<String> {
    let path = repository().join("themes/default/templates").join(name);
    let mut environment = minijinja::Environment::new();
    environment.add_template_owned(name, fs::read_to_string(path).unwrap()).unwrap();
    let found = environment.get_template(name).unwrap().undeclared_variables(true);
    // Functions, and the macros that the page of a work imports for its parts.
    const OURS: [&str; 20] = [
        "asset",
        "href",
        "icon",
        "iri",
        "optional_asset",
        "say",
        "loop",
        "agent",
        "cells",
        "told",
        "cite",
        "file_list",
        "identifier",
        "lineage_figure",
        "machine",
        "mark",
        "naming",
        "tensor",
        "verdict",
        "work",
    ];
    let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let mut found: Vec<String> =
        found.into_iter().filter(|path| !OURS.contains(&first(path).as_str())).collect();
    found.sort();
    found
}

/// Whether `path` is a variable, a part of one that tells none of its parts, or an item of a list.
fn is_told(path: &str, told: &[&Variable]) -> bool {
    let known = |path: &str| told.iter().find(|it| it.path.replace("[]", "") == path);
    if known(path).is_some() {
        return true;
    }
    let above = path.match_indices('.').map(|(place, _)| &path[..place]);
    above.filter_map(known).any(|it| it.kind.contains("anything"))
}
