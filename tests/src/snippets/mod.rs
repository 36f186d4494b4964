//! Every snippet of the manual, the README, the site's own pages and the commands' help is tried.

mod fences;
mod scratch;

use std::fs;

use clap::Parser as _;
use faircat::cli::Cli;

use self::fences::{Fence, fences, words};
use self::scratch::Scratch;
use crate::program::{repository, says, skip};

const MANUAL: &str = "crates/pages/src/site/manual";

/// What became of the blocks of one text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    tried: usize,
    not_run: usize,
}

/// Tries every block of the text `path`; panics with all that fail.
fn try_text(path: &str, mut scratch: Scratch) -> Count {
    try_text_in(path, &mut scratch)
}

/// As [`try_text`], where `scratch` is looked at afterwards.
fn try_text_in(path: &str, scratch: &mut Scratch) -> Count {
    let text = fs::read_to_string(repository().join(path)).expect(path);
    let mut count = Count::default();
    let mut failures = Vec::new();
    for fence in fences(&text) {
        match &fence.attributes.get("not-run") {
            Some(reason) if reason.is_empty() => {
                failures.push(format!("{path}:{}: `not-run` gives no reason", fence.line));
            }
            Some(_) => count.not_run += 1,
            None => count.tried += 1,
        }
        if let Err(problem) = try_block(&fence, scratch) {
            failures.push(format!("{path}:{}: {problem}", fence.line));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    count
}

fn try_block(fence: &Fence, scratch: &mut Scratch) -> Result<(), String> {
    let text = &fence.text;
    let attribute = |name: &str| fence.attributes.get(name).map(String::as_str);
    if matches!(fence.language.as_str(), "sh" | "yaml") {
        text.lines().filter_map(command_of).try_for_each(check_command)?;
    }
    if attribute("not-run").is_some() {
        return Ok(());
    }
    if let Some(name) = attribute("record") {
        scratch.write(&format!("catalog/{name}/record.yaml"), text);
        return scratch.run("faircat check");
    }
    if let Some(name) = attribute("adds-to") {
        scratch.append(&format!("catalog/{name}/record.yaml"), text)?;
        return scratch.run("faircat check");
    }
    if let Some(path) = attribute("file") {
        scratch.write(path, text);
        return match path.rsplit_once('.') {
            Some((_, "py")) => Ok(()),
            Some((_, "rq")) => {
                scratch.run(&format!("faircat build && faircat query --file {path}"))
            }
            Some((_, "toml")) => scratch.run("faircat build --pages-only"),
            _ => scratch.run("faircat check"),
        };
    }
    match fence.language.as_str() {
        "sh" => scratch.run(text),
        // `python/tests/test_manual.py` runs the chapter on Python.
        "python" => Ok(()),
        "json" => serde_json::from_str::<serde_json::Value>(text)
            .map(drop)
            .map_err(|error| error.to_string()),
        other => Err(format!(
            "nobody says what this block of `{other}` is: see tests/src/snippets/fences.rs"
        )),
    }
}

/// The `faircat …` of a line, without prompt, comment and what its output goes to.
fn command_of(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches("- run: ").trim_start_matches("$ ");
    let command = line.strip_prefix("faircat ").map(|_| line)?;
    let ends = [" #", " | ", " > ", " && "].into_iter().filter_map(|end| command.find(end));
    Some(&command[..ends.min().unwrap_or(command.len())])
}

/// Whether the program has such a command with such options.
fn check_command(command: &str) -> Result<(), String> {
    match Cli::try_parse_from(words(command)) {
        Ok(_) => Ok(()),
        Err(error) if !error.use_stderr() => Ok(()),
        Err(error) => Err(format!("`{command}`: {error}")),
    }
}

fn chapter(name: &str) -> String {
    format!("{MANUAL}/{name}.md")
}

#[test]
fn the_first_steps_work_word_for_word() {
    assert_eq!(try_text(&chapter("start"), Scratch::empty()), Count { tried: 7, not_run: 3 });
}

/// From an empty folder to the result that the tutorial states: a model that was run here, whose page
/// says so and runs it again.
#[test]
fn the_tutorial_ends_as_it_says() {
    if let Err(problem) = Scratch::empty().run("python3 -m venv v && v/bin/pip index versions onnx")
    {
        return skip(&format!("the tutorial needs packages of Python: {problem}"));
    }
    let mut scratch = Scratch::empty();
    let count = try_text_in(&chapter("tutorial"), &mut scratch);
    assert_eq!(count, Count { tried: 10, not_run: 1 });
    let page = scratch.read("_site/models/photon-pairs/index.html");
    says(&page, "holds");
    let tried: serde_json::Value =
        serde_json::from_str(&scratch.read("_site/models/photon-pairs/try.json")).unwrap();
    assert!(tried["model"].is_object() || !tried.is_null());
    let evidence = scratch.read("catalog/models/photon-pairs/evidence/verification.json");
    says(&evidence, "\"verdict\": \"holds\"");
}

#[test]
fn snippets_of_the_chapters_on_records_and_building() {
    let small = || Scratch::with_first_record();
    assert_eq!(try_text(&chapter("records"), small()), Count { tried: 4, not_run: 0 });
    assert_eq!(try_text(&chapter("drafts"), small()), Count { tried: 2, not_run: 0 });
    assert_eq!(try_text(&chapter("renames"), small()), Count { tried: 1, not_run: 1 });
    assert_eq!(try_text(&chapter("withdrawal"), small()), Count { tried: 1, not_run: 0 });
    assert_eq!(try_text(&chapter("versions"), small()), Count { tried: 1, not_run: 0 });
    assert_eq!(try_text(&chapter("menu"), small()), Count { tried: 2, not_run: 0 });
    assert_eq!(try_text(&chapter("import"), small()), Count { tried: 8, not_run: 2 });
    assert_eq!(try_text(&chapter("import-repositories"), small()), Count { tried: 2, not_run: 3 });
    assert_eq!(try_text(&chapter("import-hubs"), small()), Count { tried: 4, not_run: 1 });
    assert_eq!(try_text(&chapter("import-files"), small()), Count { tried: 6, not_run: 0 });
    assert_eq!(try_text(&chapter("export"), small()), Count { tried: 4, not_run: 0 });
    assert_eq!(try_text(&chapter("deposit"), small()), Count { tried: 1, not_run: 1 });
    assert_eq!(try_text(&chapter("site"), small()), Count { tried: 0, not_run: 1 });
    assert_eq!(try_text(&chapter("api"), small()), Count { tried: 0, not_run: 2 });
    assert_eq!(try_text(&chapter("building"), small()), Count { tried: 4, not_run: 0 });
    assert_eq!(try_text(&chapter("scorecards"), small()), Count { tried: 4, not_run: 1 });
    assert_eq!(try_text(&chapter("theming"), small()), Count { tried: 3, not_run: 0 });
    assert_eq!(try_text(&chapter("translation"), small()), Count { tried: 3, not_run: 0 });
    assert_eq!(try_text(&chapter("publishing"), small()), Count { tried: 5, not_run: 0 });
    assert_eq!(
        try_text(&chapter("review"), Scratch::with_change()),
        Count { tried: 6, not_run: 1 }
    );
    assert_eq!(try_text(&chapter("federation"), small()), Count { tried: 2, not_run: 1 });
}

#[test]
fn snippets_of_the_chapters_on_running_models() {
    let model = Scratch::with_model;
    assert_eq!(try_text(&chapter("evidence"), model()), Count { tried: 0, not_run: 1 });
    assert_eq!(try_text(&chapter("verify"), model()), Count { tried: 4, not_run: 3 });
    assert_eq!(try_text(&chapter("explain"), model()), Count { tried: 2, not_run: 0 });
    assert_eq!(try_text(&chapter("compare"), model()), Count { tried: 0, not_run: 1 });
    assert_eq!(try_text(&chapter("run"), model()), Count { tried: 4, not_run: 1 });
    assert_eq!(try_text(&chapter("python"), model()), Count { tried: 6, not_run: 0 });
    assert_eq!(try_text(&chapter("many-files"), model()), Count { tried: 0, not_run: 6 });
    assert_eq!(try_text(&chapter("packages"), model()), Count { tried: 3, not_run: 2 });
}

#[test]
fn snippets_of_the_readme() {
    assert_eq!(try_text("README.md", Scratch::with_catalog()), Count { tried: 1, not_run: 4 });
}

#[test]
fn every_chapter_and_page_with_snippets_is_tried() {
    let tried = [
        "start",
        "tutorial",
        "records",
        "drafts",
        "renames",
        "withdrawal",
        "versions",
        "menu",
        "import",
        "import-repositories",
        "import-hubs",
        "import-files",
        "export",
        "deposit",
        "building",
        "site",
        "api",
        "scorecards",
        "evidence",
        "verify",
        "explain",
        "compare",
        "run",
        "python",
        "many-files",
        "packages",
        "theming",
        "translation",
        "publishing",
        "review",
        "federation",
    ];
    for folder in [MANUAL, "site/pages"] {
        for item in fs::read_dir(repository().join(folder)).unwrap() {
            let file = item.unwrap().path();
            if file.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let blocks = fences(&fs::read_to_string(&file).unwrap()).len();
            let known = folder == MANUAL && tried.contains(&name.as_str());
            assert!(known || blocks == 0, "{} has snippets that no test tries", file.display());
        }
    }
}

/// The examples at the end of each command's help.
fn examples() -> Vec<String> {
    use clap::CommandFactory as _;
    let mut command = Cli::command();
    command.build();
    let mut examples = Vec::new();
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines = help.lines().filter(|line| line.starts_with("  faircat "));
        examples.extend(lines.map(|line| line.trim().to_owned()));
        commands.extend(command.get_subcommands().cloned());
    }
    examples
}

/// What an example needs that no test machine is sure to have.
const ELSEWHERE: [(&str, &str); 17] = [
    ("https://", "another host"),
    ("faircat fetch ", "another host"),
    ("faircat harvest", "another host"),
    ("--device cuda", "a GPU"),
    ("--engine onnxruntime", "ONNX Runtime"),
    ("faircat bench ", "an optimised program"),
    ("faircat verify ", "an optimised program"),
    ("faircat explain ", "an optimised program"),
    ("faircat import ", "records of the portal"),
    ("faircat add ", "a file of a model"),
    (" --onnx ", "a file of a model"),
    ("--answers ", "a file of answers"),
    ("faircat attest ", "a key that the site knows"),
    ("faircat diff ", "a repository"),
    (" --publish", "a token of a repository"),
    (" --withdraw", "a token of a repository"),
    ("--to datacite", "a token of a repository"),
];

#[test]
fn examples_of_the_help_work() {
    let mut scratch = Scratch::with_catalog();
    let examples = examples();
    assert!(examples.len() >= 10, "{examples:?}");
    let mut failures = Vec::new();
    for example in &examples {
        if let Err(problem) = command_of(example).map_or(Ok(()), check_command) {
            failures.push(problem);
        }
        if ELSEWHERE.iter().any(|(sign, _)| example.contains(sign)) {
            continue;
        }
        if let Err(problem) = scratch.run(example) {
            failures.push(format!("`{example}`: {problem}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
