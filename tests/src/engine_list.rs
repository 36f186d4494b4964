//! Adding an engine: whoever adds one to the list is told here what else it needs, and a list of
//! engines beside the one in `faircat-inference` is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use faircat::cli::Cli;
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::{ENGINES, ListedEngine};

use crate::program::repository;

fn read(path: impl AsRef<Path>) -> String {
    let path = repository().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_engine_is_in_the_program_the_help_the_manual_and_the_browser() {
    let manual = read("crates/pages/src/site/manual/models.md");
    let (modules, features) = (read("xtask/src/wasm.rs"), read("wasm-demo/Cargo.toml"));
    for engine in ENGINES {
        let ListedEngine { name, summary, in_browser, .. } = engine;
        let made = engine.engine(&Installed::default());
        assert!(made.is_some(), "{name}: no default feature has it");
        for command in ["run", "verify", "bench"] {
            let mut cli = Cli::command();
            let help = cli.find_subcommand_mut(command).unwrap().render_long_help().to_string();
            let help: String = help.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(help.contains(&format!("- {name}: {summary}")), "{command} --help: {name}");
        }
        let row = format!("\n| `{name}` |");
        assert_eq!(manual.matches(&row).count(), 1, "{name}: no row in the manual's table");
        if in_browser.is_some() {
            let module = format!("name: \"{name}\", package: \"faircat-wasm\"");
            assert!(modules.contains(&module), "{name}: no WebAssembly module is built");
            let feature = format!("\n{name} = [\"faircat-inference/{name}\"]\n");
            assert!(features.contains(&feature), "{name}: no feature of faircat-wasm");
        }
    }
    let rows = manual.split("## Engines").nth(1).unwrap().split("\n\n").nth(1).unwrap().lines();
    assert_eq!(rows.count(), ENGINES.len() + 2, "the manual's table has an engine too many");
}

/// Names of engines in the code are a second list, or an order of preference of its own.
#[test]
fn no_other_code_names_an_engine() {
    let mut found = BTreeSet::new();
    let folders = [
        "generator/src",
        "crates",
        "wasm-demo",
        "themes/default/static/run",
        "themes/default/templates",
    ];
    for file in folders.iter().flat_map(|it| files(&repository().join(it))) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.contains("feature = \""));
        let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
        for line in lines {
            let is_rust = file.extension().is_some_and(|it| it == "rs");
            let names = |it: &ListedEngine| quoted(it.name, is_rust);
            if ENGINES.iter().any(|it| names(it).iter().any(|name| line.contains(name))) {
                found.insert(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// A name as a text, and outside Rust as another text and the field of an object.
fn quoted(name: &str, is_rust: bool) -> Vec<String> {
    let mut forms = vec![format!("\"{name}\"")];
    if !is_rust {
        forms.extend([format!("'{name}'"), format!(" {name}: \"")]);
    }
    forms
}

/// Code below `folder` that is not for tests, without the list itself.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        let skipped = ["tests", "benches", "target", "node_modules", "list.rs"];
        if skipped.contains(&name.as_str()) {
            continue;
        }
        if entry.is_dir() {
            found.extend(files(&entry));
        } else if ["rs", "js", "html"].iter().any(|it| name.ends_with(&format!(".{it}"))) {
            found.push(entry);
        }
    }
    found
}
