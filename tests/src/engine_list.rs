//! Adding an engine: whoever adds one to the list is told here what else it needs, and a list of
//! engines beside the one in `faircat-inference` is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use std::time::Duration;

use clap::CommandFactory;
use faircat::cli::Cli;
use faircat::evidence::verification::Verdict;
use faircat::outside_world::one_record;
use faircat::record::Kind;
use faircat::running::engines::{self, DeviceName};
use faircat::running::verifying::{VerifyOptions, verify};
use faircat_inference::engine::{Cancel, Device, Engine, EngineError, Options, Session};
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::{ENGINES, ListedEngine, Origin, Runs, TRACT, by_preference};

use crate::copies::copy_of_good;
use crate::program::repository;

/// tract under another name.
const AGAIN: &ListedEngine = &ListedEngine {
    name: "again",
    title: "tract again",
    summary: "tract under another name",
    devices: &[Device::Cpu],
    runs: Runs::Any,
    origin: Origin::Faircat { first: "0.1.0", version: "1.2.3" },
    in_browser: None,
    explains: false,
    make: |installed| Some(Box::new(Again(TRACT.engine(installed)?))),
};

struct Again(Box<dyn Engine>);

impl Engine for Again {
    fn name(&self) -> &'static str {
        AGAIN.name
    }

    fn version(&self) -> Result<String, EngineError> {
        Ok("1.2.3".to_owned())
    }

    fn load(&self, bytes: &[u8], options: &Options) -> Result<Box<dyn Session>, EngineError> {
        self.0.load(bytes, options)
    }
}

#[test]
fn an_engine_is_preferred_made_and_verified_with_by_its_entry_alone() {
    let mut all = vec![AGAIN];
    all.extend(ENGINES);
    let names: Vec<_> = by_preference(&all).iter().map(|it| it.name).collect();
    let others: Vec<_> = by_preference(&ENGINES).iter().map(|it| it.name).collect();
    let general = names.iter().position(|it| *it == "again").unwrap();
    assert_eq!(others[..general], names[..general], "one made for a network comes first");
    assert_eq!(names[general + 1], TRACT.name, "of the others, the first of the list does");
    assert_eq!(engines::engine(AGAIN).unwrap().version().unwrap(), "1.2.3");

    let (root, _folder) = copy_of_good();
    let work = one_record::find(root.path(), "good", &[Kind::Model]).unwrap();
    let options = VerifyOptions {
        engines: vec![AGAIN],
        device: DeviceName::Cpu,
        threads: 1,
        timeout: Duration::from_secs(600),
        stop: Cancel::default(),
    };
    let verified = verify(root.path(), work, &options).unwrap().evidence;
    let run = &verified.runs[0];
    assert_eq!((&*run.engine, &*run.version, run.failure.as_deref()), ("again", "1.2.3", None));
    assert_eq!(run.verdict, Verdict::Holds);
    // What is written of an engine that is not on the list is believed by nobody.
    assert_eq!(verified.verdict, Verdict::NotChecked);
    let unknown = verified.reasons.iter().any(|reason| reason.contains("again"));
    assert!(unknown, "{:?}", verified.reasons);
}

fn read(path: impl AsRef<Path>) -> String {
    let path = repository().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_engine_is_in_the_program_the_help_the_manual_and_the_browser() {
    let manual = read("crates/pages/src/site/manual/run.md");
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
    for (file, code) in folders.into_iter().flat_map(code_below) {
        let is_list = file == "crates/inference/src/engines/list.rs";
        let lines = code.lines().filter(|line| !is_list && !line.contains("feature = \""));
        for line in lines.filter(|line| !line.trim_start().starts_with("//")) {
            let names = |it: &ListedEngine| quoted(it.name, file.ends_with(".rs"));
            if ENGINES.iter().any(|it| names(it).iter().any(|name| line.contains(name))) {
                found.insert(format!("{file}: {}", line.trim()));
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

/// The code below a folder of the repository that is not for tests, each file with its place.
pub(crate) fn code_below(folder: &str) -> Vec<(String, String)> {
    let of_file = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        (file.strip_prefix(repository()).unwrap().display().to_string(), code)
    };
    files(&repository().join(folder)).into_iter().map(of_file).collect()
}

/// Its files. What bundlers wrote of others' code is none of ours.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        let skipped = ["tests", "tests.rs", "benches", "target", "node_modules", "wasm", "vendor"];
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
