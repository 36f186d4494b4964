//! The sentences that the sources of the indicators hold.

use std::fs;

use crate::inputs::repository;

/// Whether the fixed parts of `template` stand in `sentence` one after the other.
pub(super) fn is_made_from(sentence: &str, template: &str) -> bool {
    let mut rest = sentence;
    let fixed = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, end)| end));
    for part in fixed {
        let Some(place) = rest.find(part) else { return false };
        rest = &rest[place + part.len()..];
    }
    true
}

/// The sentences in the source of the indicators' tests, with `{…}` for what is put in.
pub(super) fn templates() -> Vec<String> {
    let folder = repository().join("crates/assessment/src/indicators");
    let lists = ["model.rs", "dataset.rs", "software.rs", "mod.rs", "outcome.rs", "formats.rs"];
    let mut templates = Vec::new();
    for folder in [folder.clone(), folder.join("verification")] {
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with(".rs") && !lists.contains(&name.as_str()) {
                templates.extend(sentences(&fs::read_to_string(file).unwrap()));
            }
        }
    }
    templates.sort();
    assert!(templates.len() > 150, "{}", templates.len());
    templates
}

/// String literals that read as a sentence: they begin with a capital or a value, and end with a
/// full stop.
pub(super) fn sentences(source: &str) -> Vec<String> {
    let code: Vec<&str> =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("\\\"", "'").replace("\\n", "\u{1}");
    let literals = code.split('"').skip(1).step_by(2).map(|literal| {
        let lines: Vec<&str> = literal.split("\\\n").map(str::trim_start).collect();
        lines.join("")
    });
    let begins =
        |text: &str| text.starts_with(|first: char| first.is_uppercase() || "`{".contains(first));
    literals
        .filter(|text| begins(text) && text.ends_with('.') && text.contains(' '))
        .filter(|text| !text.contains(['\u{1}', '#', '\n']))
        .collect()
}
