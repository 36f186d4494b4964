//! `faircat fmt`: one order and style, the same meaning, every comment.

use std::fs;
use std::path::PathBuf;

use faircat::formatting::formatted;
use faircat::record::{Kind, yaml};

use crate::build::write;
use crate::program::{faircat, repository, run, says};

/// Every record of the catalogue, the fixtures and the files of a new catalogue.
fn records() -> Vec<(PathBuf, Kind, String)> {
    let mut found = Vec::new();
    let mut left = vec![
        repository().join("catalog"),
        repository().join("tests/fixtures"),
        repository().join("generator/templates/catalog/catalog"),
    ];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|item| item.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "yaml") {
            let kind = Kind::ALL
                .into_iter()
                .find(|kind| path.components().any(|it| it.as_os_str() == kind.folder()));
            if let (Some(kind), Ok(text)) = (kind, fs::read_to_string(&path)) {
                found.push((path, kind, text));
            }
        }
    }
    found
}

fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = text.lines().map(str::trim).filter(|it| it.starts_with('#')).collect();
    all.sort_unstable();
    all
}

#[test]
fn what_was_formatted_stays_as_it_is_and_no_comment_is_lost() {
    let mut tried = 0;
    for (path, kind, text) in records() {
        let Ok(once) = formatted(&text, kind) else { continue };
        assert_eq!(formatted(&once, kind).as_deref(), Ok(once.as_str()), "{}", path.display());
        // A block of text may hold lines that look like comments, which are indented anew.
        assert_eq!(comments(&once).len(), comments(&text).len(), "{}", path.display());
        tried += 1;
    }
    assert!(tried > 200, "{tried}");
}

/// Only what is no YAML for us is left as it is.
#[test]
fn every_sound_record_can_be_formatted() {
    for (path, kind, text) in records() {
        let sound = yaml::parse(&text).problems.is_empty();
        assert_eq!(formatted(&text, kind).is_ok(), sound, "{}", path.display());
    }
}

const MESSY: &str = "\
# yaml-language-server: $schema=https://example.org/schema/model.json
#: imported
kind:   model

# Chosen with care.
license: 'MIT'   # by SPDX
title:    \"A\"
description: |
  license: a line of text
  # no comment
# not a field: of the description

model:
   # How it is built.
   architecture: x
   task: [ a,b ]
   # at the end of the section
keywords: [c]
# the last word
";

const TIDY: &str = "\
# yaml-language-server: $schema=https://example.org/schema/model.json
#: imported
kind: model
title: \"A\"
description: |
  license: a line of text
  # no comment

# Chosen with care.
license: \"MIT\" # by SPDX
keywords: [c]
# not a field: of the description

model:
  task: [a, b]
  # How it is built.
  architecture: x
  # at the end of the section
# the last word
";

#[test]
fn fields_come_in_order_with_the_comments_above_them() {
    assert_eq!(formatted(MESSY, Kind::Model).as_deref(), Ok(TIDY));
}

#[test]
fn what_would_mean_something_else_in_order_keeps_its_order() {
    // The anchor would come to stand behind its alias.
    let text = "keywords: &words [a, b]\nkind: dataset\nalternate_titles: *words\ntitle: T\n";
    assert_eq!(formatted(text, Kind::Dataset).as_deref(), Ok(text));
    let folded = "summary: \"one\ntitle: no field\"\ntitle: T\nkind: dataset\n";
    let done = formatted(folded, Kind::Dataset);
    assert!(done.is_err() || done.unwrap().contains("one"), "{folded}");
}

#[test]
fn empty_lines_that_a_text_keeps_and_the_mark_of_a_start_are_no_obstacle() {
    let text = "---\nlicense: CC0-1.0\nsummary: |+\n  a\n\n\nkind: dataset\ntitle: X\n";
    let wanted = "kind: dataset\ntitle: X\nsummary: |+\n  a\n\n\nlicense: CC0-1.0\n";
    assert_eq!(formatted(text, Kind::Dataset).as_deref(), Ok(wanted));
}

#[test]
fn an_empty_line_after_a_block_of_text_stays_below_it() {
    let text = "license: CC0-1.0\nsummary: >\n  a\n\nkeywords: [a]\nkind: dataset\ntitle: X\n";
    let wanted = "kind: dataset\ntitle: X\nsummary: >\n  a\n\nlicense: CC0-1.0\nkeywords: [a]\n";
    assert_eq!(formatted(text, Kind::Dataset).as_deref(), Ok(wanted));
}

#[test]
fn lines_may_end_as_on_windows_and_the_text_without_a_line_break() {
    let text = "title: T\r\nkind: dataset\r\nsummary: S";
    assert_eq!(
        formatted(text, Kind::Dataset).as_deref(),
        Ok("kind: dataset\ntitle: T\nsummary: S\n")
    );
}

#[test]
fn an_empty_record_stays_empty() {
    for text in ["", "\n"] {
        assert_eq!(
            formatted(text, Kind::Dataset).as_deref().map_err(String::as_str),
            Err("it is empty")
        );
    }
}

#[test]
fn one_run_is_enough() {
    let wanted = "kind: dataset\ntitle: X\nlicense: CC0-1.0\n";
    for first in ["\u{feff}license: CC0-1.0\n", "? license\n: CC0-1.0\n"] {
        let text = format!("{first}kind: dataset\ntitle: X\n");
        assert_eq!(formatted(&text, Kind::Dataset).as_deref(), Ok(wanted), "{first}");
    }
}

#[test]
fn the_command_writes_or_only_tells() {
    let root = tempfile::tempdir().unwrap();
    let file = "catalog/datasets/one/record.yaml";
    write(root.path(), file, "title: One\nkind: dataset\n");
    write(root.path(), "catalog/datasets/two.yaml", "kind: dataset\ntitle: Two\n");
    let told = run(root.path(), &["fmt", "--check"]);
    assert_eq!(told.status.code(), Some(1));
    says(&String::from_utf8_lossy(&told.stdout), &format!("{file}\n1 record is not formatted"));
    assert_eq!(run(root.path(), &["fmt", "two"]).status.code(), Some(0));
    assert_eq!(run(root.path(), &["fmt", "catalog/datasets/two.yaml"]).status.code(), Some(0));
    assert_eq!(run(root.path(), &["fmt"]).status.code(), Some(0));
    let text = fs::read_to_string(root.path().join(file)).unwrap();
    assert_eq!(text, "kind: dataset\ntitle: One\n");
    assert_eq!(run(root.path(), &["fmt", "--check"]).status.code(), Some(0));
    assert_eq!(run(root.path(), &["fmt", "three"]).status.code(), Some(2));
    write(root.path(), "catalog/datasets/broken.yaml", "title: [\n");
    let told = run(root.path(), &["fmt"]);
    assert_eq!(told.status.code(), Some(1));
    says(&String::from_utf8_lossy(&told.stderr), "catalog/datasets/broken.yaml");
    assert_eq!(
        fs::read_to_string(root.path().join("catalog/datasets/broken.yaml")).unwrap(),
        "title: [\n"
    );
}

/// As editors and shells give it.
#[test]
fn a_record_is_known_by_any_path_to_its_file() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("catalog/datasets/two.yaml");
    write(root.path(), "catalog/datasets/two.yaml", "kind: dataset\ntitle: Two\n");
    let absolute = file.to_str().unwrap();
    for (run_in, arguments, code) in [
        ("", &["./catalog/datasets/two.yaml"][..], 0),
        ("", &[absolute][..], 0),
        ("catalog/datasets", &["--root", "../..", "two.yaml"][..], 0),
        ("", &["two.yaml"][..], 2),
    ] {
        let mut program = faircat();
        program.current_dir(root.path().join(run_in)).arg("fmt").args(arguments);
        assert_eq!(program.output().unwrap().status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn comments_stay_with_the_first_field_and_breaks_of_lines_stay() {
    let text =
        "# About the file.\n\n# Agreed on 3 May.\nlicense: CC0-1.0\nkind: dataset\ntitle: A\n";
    let styled = formatted(text, Kind::Dataset).unwrap();
    assert!(styled.starts_with("# About the file.\n\nkind: dataset\n"), "{styled}");
    assert!(styled.contains("# Agreed on 3 May.\nlicense: CC0-1.0\n"), "{styled}");
    let text = "kind: dataset\ntitle: A\ndescription: |\n  One line,  \n  and another.\n";
    assert_eq!(formatted(text, Kind::Dataset).as_deref(), Ok(text));
    let text = "description: |+\n  Kept.\n\n\nkind: dataset\ntitle: A\n";
    assert!(formatted(text, Kind::Dataset).is_ok());
}
