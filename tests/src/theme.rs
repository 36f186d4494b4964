//! `faircat theme` hands out the built-in theme's files, and takes nothing away.

use std::fs;

use crate::program::faircat;

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
