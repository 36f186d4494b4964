//! Every step of a new project, as its workflow does them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use pulldown_cmark::{Event, Parser};
use serde_json::Value;

use super::{environment, files_below, new, ok, shell};
use crate::program::{faircat, run, says};

/// Texts that mean something to each format in which they are written.
const TITLE: &str = r#"Ours: "best" {{ 7*7 }} {% raw %} # all, <b>é</b> & [more](x) `$(touch touched)` \n 'y' $$ %"#;
const AUTHOR: &str = r#"O'Neil "; touch touched; # {} \" """ $(shell touch touched)"#;
const DESCRIPTION: &str = r"- no: list, !tag *x* _y_ |z| ~s~ \ \\ {{ config }} ${HOME} ]]> --> ✓";

fn hostile(folder: &Path) {
    let answers = serde_json::json!({
        "project_name": TITLE, "repo_name": "ours", "author_name": AUTHOR,
        "author_orcid": "0000-0002-1825-0097", "description": DESCRIPTION,
        "license": "Apache-2.0 OR MIT", "data_doi": "10.5281/zenodo.1234",
        "code_doi": "10.5281/zenodo.5678", "dockerfile": true,
    });
    fs::write(folder.join("answers.json"), answers.to_string()).unwrap();
    ok(&new(folder, &["project", "--yes", "--answers", "answers.json"]));
}

/// The steps of the project's workflow but those that install faircat, in its order.
fn steps(project: &Path) -> Vec<String> {
    let text = fs::read_to_string(project.join(".github/workflows/project.yml")).unwrap();
    let workflow: Value = serde_saphyr::from_str(&text).unwrap();
    let steps = workflow["jobs"]["project"]["steps"].as_array().unwrap();
    let scripts = steps.iter().filter_map(|step| step["run"].as_str());
    scripts.filter(|it| !it.contains("pip install")).map(str::to_owned).collect()
}

/// A minute or two are for the environment; what follows, from nothing to a record whose claims hold,
/// may take two minutes.
#[test]
fn a_new_project_leads_to_a_verified_record_whatever_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    hostile(folder.path());
    let project = folder.path().join("project");
    let venv = environment();
    let program = Path::new(faircat().get_program()).canonicalize().unwrap();
    let path =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let variables = [("VENV", venv.as_path()), ("PATH", Path::new(&path))];
    let steps = steps(&project);
    assert_eq!(steps[..4], ["make environment", "make test", "make all", "make docs"]);
    let mut began = Instant::now();
    for step in &steps {
        let output = shell(&project, step, &variables);
        let said = ok(&output);
        match step.as_str() {
            "make environment" => began = Instant::now(),
            "make all" => says(&said, "catalog/models/ours/record.yaml"),
            "faircat check --strict --format github" => assert_eq!(said, ""),
            "faircat verify" => says(&said, "models/ours: holds"),
            _ => {}
        }
    }
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
    formatted(&project);
    told_the_same(&project);
    again(&project, &variables);
    assert_eq!(files_below(folder.path(), &[]).iter().find(|it| it.contains("touched")), None);
}

fn formatted(project: &Path) {
    let output = run(project, &["fmt", "--check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Where tools read what was answered, they read just that.
fn told_the_same(project: &Path) {
    let read = |path: &str| fs::read_to_string(project.join(path)).unwrap();
    let told: toml::Table = toml::from_str(&read("config/project.toml")).unwrap();
    let package: toml::Table = toml::from_str(&read("pyproject.toml")).unwrap();
    let cited: Value = serde_saphyr::from_str(&read("CITATION.cff")).unwrap();
    let described: Value = serde_json::from_str(&read("codemeta.json")).unwrap();
    let record: Value =
        serde_saphyr::from_str(&read("catalog/software/ours-code/record.yaml")).unwrap();
    assert_eq!(told["title"].as_str(), Some(TITLE));
    assert_eq!([&cited["title"], &described["name"], &record["title"]], [TITLE; 3]);
    assert_eq!(told["author"].as_str(), Some(AUTHOR));
    let authors = [&cited["authors"], &described["author"], &record["authors"]];
    assert!(authors.iter().all(|it| it[0]["name"] == AUTHOR));
    let texts = [&cited["abstract"], &described["description"], &record["summary"]];
    assert!(texts.iter().all(|it| **it == DESCRIPTION));
    assert_eq!(package["project"]["description"].as_str(), Some(DESCRIPTION));
    let readme = read("README.md");
    let mut shown = String::new();
    for event in Parser::new(&readme) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::Html(html) | Event::InlineHtml(html) => panic!("markup in README: {html}"),
            _ => {}
        }
    }
    assert!([TITLE, AUTHOR, DESCRIPTION].iter().all(|text| shown.contains(text)), "{shown}");
    says(&read("LICENSE"), AUTHOR);
}

/// A second `make all` computes nothing but the records, and they stay the same.
fn again(project: &Path, variables: &[(&str, &Path)]) {
    let record = project.join("catalog/models/ours/record.yaml");
    let before = fs::read(&record).unwrap();
    let said = ok(&shell(project, "make all", variables));
    assert!(!said.contains("train_model"), "{said}");
    assert_eq!(fs::read(&record).unwrap(), before);
}
