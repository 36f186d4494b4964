//! The program's modules import earlier ones only. Those that are crates are held by Cargo.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::program::repository;

/// The modules of `generator/src`, in the order in which one may import another.
const ORDER: [&str; 12] = [
    "sparql",
    "importing",
    "adding",
    "starting",
    "formatting",
    "site_writer",
    "build",
    "comparing",
    "depositing",
    "harvesting",
    "serve",
    "cli",
];

#[test]
fn modules_import_earlier_ones_only() {
    let source = repository().join("generator/src");
    let wrong: Vec<String> = ORDER
        .iter()
        .flat_map(|module| files_of(&source, module).into_iter().map(move |text| (module, text)))
        .flat_map(|(module, (file, text))| {
            backward(module, &text).into_iter().map(move |other| format!("{file}: {other}"))
        })
        .collect();
    assert!(wrong.is_empty(), "imports of later modules:\n{}", wrong.join("\n"));
}

#[test]
fn the_order_has_every_module() {
    let lib = fs::read_to_string(repository().join("generator/src/lib.rs")).unwrap();
    let declared: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, ORDER.into_iter().collect());
}

#[test]
fn an_import_that_runs_back_is_found() {
    assert_eq!(backward("importing", "use crate::build::Input;"), ["build"]);
    assert_eq!(backward("importing", "use crate::{sparql, cli};"), ["cli"]);
    assert_eq!(backward("importing", "    crate::serve::start()"), ["serve"]);
    let own = "//! See [`crate::build`].\nuse crate::importing::Outcome;";
    assert_eq!(backward("importing", own), [""; 0]);
    let earlier = "use crate::record::Kind;\nuse crate::site_writer::SiteWriter;";
    assert_eq!(backward("build", earlier), [""; 0]);
}

/// Path and text of each file of `module`.
fn files_of(source: &Path, module: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut left = vec![source.join(module), source.join(format!("{module}.rs"))];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|item| item.unwrap().path()));
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.push((path.display().to_string(), text));
        }
    }
    assert!(!files.is_empty(), "there is no module `{module}`");
    files
}

/// The modules that `text`, of a file of `module`, may not import, and does.
fn backward(module: &str, text: &str) -> Vec<String> {
    let place = |name: &str| ORDER.iter().position(|it| *it == name);
    let code: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let named = code.split("crate::").skip(1).flat_map(first_names);
    named.filter(|name| place(name) > place(module)).map(str::to_owned).collect()
}

/// The modules that stand first in what follows `crate::`, which may be a list in braces.
fn first_names(rest: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name = |text: &str| text.split(|c| !is_name(c)).next().map(str::len).unwrap_or_default();
    let Some(list) = rest.strip_prefix('{') else { return vec![&rest[..name(rest)]] };
    let (mut depth, mut names) = (0_u32, Vec::new());
    let mut begins = true;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ if begins && is_name(c) => {
                names.push(&list[at..at + name(&list[at..])]);
                begins = false;
            }
            _ => {}
        }
    }
    names
}
