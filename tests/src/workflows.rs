//! The workflows of a new catalogue, run here step by step: every `run` of their jobs but the
//! installation of faircat, by the shell and with the variables that GitHub would give it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{faircat, says};

const USER: [&str; 4] = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
const DATASET: &str = "catalog/datasets/simulated-showers/record.yaml";

/// A repository with a new catalogue, and a folder of programs that its steps find.
struct Repository {
    folder: TempDir,
    root: PathBuf,
    base: String,
}

impl Repository {
    fn new() -> Repository {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("catalogue");
        let made = faircat().args(["new", "catalog", "--yes"]).arg(&root).output().unwrap();
        assert!(made.status.success());
        fs::create_dir(folder.path().join("bin")).unwrap();
        let program = PathBuf::from(faircat().get_program()).canonicalize().unwrap();
        symlink(program, folder.path().join("bin/faircat")).unwrap();
        let mut repository = Repository { folder, root, base: String::new() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit();
        repository.base = repository.commit_of("HEAD");
        repository
    }

    /// The commit that `revision` means.
    #[track_caller]
    fn commit_of(&self, revision: &str) -> String {
        let said = self.git(&["rev-parse", revision]).stdout;
        String::from_utf8(said).unwrap().trim().to_owned()
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> Output {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.root).args(arguments);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = git.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&[&USER[..], &["commit", "--quiet", "--message", "A change"]].concat());
    }

    /// Checks out the merge of a branch, which changes a licence, with the main branch, on which
    /// others have changed a title since the branch was made.
    fn merge(&self) {
        self.git(&["checkout", "--quiet", "-b", "change"]);
        self.edit(DATASET, "license: CC0-1.0", "license: CC-BY-4.0");
        self.commit();
        self.git(&["checkout", "--quiet", "main"]);
        self.edit("catalog/software/shower-example.yaml", "title: ", "title: Of others, ");
        self.commit();
        let merge = ["merge", "--quiet", "--no-ff", "--message", "Both", "change"];
        self.git(&[&USER[..], &merge].concat());
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        let file = self.root.join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(file, text.replacen(old, new, 1)).unwrap();
    }

    /// A program that the steps find under `name`.
    fn program(&self, name: &str, script: &str) {
        let file = self.folder.path().join("bin").join(name);
        // Where it is the link to faircat, faircat itself stays as it is.
        let _ = fs::remove_file(&file);
        fs::write(&file, format!("#!/bin/sh\n{script}")).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs the steps of `workflow`, with `given` for its expressions, and gives their names and
    /// whether each succeeded, with what all of them said.
    fn run(&self, workflow: &str, given: &[(&str, &str)]) -> (Vec<(String, bool)>, String) {
        let text = fs::read_to_string(self.root.join(".github/workflows").join(workflow)).unwrap();
        let workflow: Value = serde_saphyr::from_str(&text).unwrap();
        let jobs = workflow["jobs"].as_object().unwrap().values();
        let steps = jobs.flat_map(|job| job["steps"].as_array().unwrap());
        let mut ran = Vec::new();
        let mut said = String::new();
        for step in steps {
            let Some(script) = step["run"].as_str().filter(|it| !it.contains("pip install")) else {
                continue;
            };
            let output = self.shell(script, &variables(step, given));
            said += &String::from_utf8_lossy(&output.stdout);
            said += &String::from_utf8_lossy(&output.stderr);
            let name = step["name"].as_str().unwrap_or(script);
            ran.push((name.to_owned(), output.status.success()));
        }
        (ran, said)
    }

    fn shell(&self, script: &str, variables: &BTreeMap<String, String>) -> Output {
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", self.folder.path().join("bin").display());
        // As GitHub calls it where a step names no shell.
        let mut shell = Command::new("bash");
        shell.args(["-e", "-c", script]).current_dir(&self.root);
        shell.env("PATH", path).envs(variables).output().unwrap()
    }

    fn review(&self) -> String {
        fs::read_to_string(self.root.join("review/review.md")).unwrap()
    }

    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_default()
    }
}

/// The variables of a step, with their expressions replaced. One that nobody gives is empty, as a
/// secret that is not set.
fn variables(step: &Value, given: &[(&str, &str)]) -> BTreeMap<String, String> {
    let all = step["env"].as_object().into_iter().flatten();
    all.map(|(name, value)| {
        let expression = value.as_str().unwrap();
        let inner = expression.strip_prefix("${{ ").unwrap().strip_suffix(" }}").unwrap();
        let found = given.iter().find(|(it, _)| *it == inner).map_or("", |(_, value)| value);
        (name.clone(), found.to_owned())
    })
    .collect()
}

const BASE: &str = "github.event.pull_request.base.sha";
const TIP: &str = "github.event.pull_request.head.sha";
const NUMBER: &str = "github.event.pull_request.number";

#[track_caller]
fn all_succeed(ran: &(Vec<(String, bool)>, String)) {
    assert!(!ran.0.is_empty() && ran.0.iter().all(|(_, good)| *good), "{:?}\n{}", ran.0, ran.1);
}

#[test]
fn a_sound_pull_request_passes_and_is_reviewed() {
    let repository = Repository::new();
    repository.edit(DATASET, "license: CC0-1.0", "license: CC-BY-4.0");
    repository.commit();
    let ran = repository.run("check.yml", &[(BASE, &repository.base), (NUMBER, "12")]);
    all_succeed(&ran);
    assert_eq!(repository.file("review/number"), "12\n");
    says(&repository.review(), "CC-BY-4.0");
    // What the workflow recomputed came with no commit.
    assert!(!repository.review().contains("came with the change"), "{}", repository.review());
}

/// GitHub's event may name a base that is older than the one of the merge that is checked out.
#[test]
fn what_others_merged_is_no_change_of_a_pull_request() {
    let repository = Repository::new();
    repository.merge();
    let tip = repository.commit_of("change");
    all_succeed(&repository.run("check.yml", &[(BASE, &repository.base), (TIP, &tip)]));
    says(&repository.review(), "CC-BY-4.0");
    assert!(!repository.review().contains("Of others"), "{}", repository.review());
}

#[test]
fn a_claim_that_does_not_hold_stops_a_pull_request() {
    let repository = Repository::new();
    repository.edit("catalog/models/shower-classifier/record.yaml", "value: 0.94", "value: 0.99");
    repository.commit();
    let (ran, said) = repository.run("check.yml", &[(BASE, &repository.base), (NUMBER, "1")]);
    let failed: Vec<&str> =
        ran.iter().filter(|(_, good)| !good).map(|(name, _)| name.as_str()).collect();
    assert_eq!(failed, ["Claims, recomputed", "What changes"], "{said}");
    // The comment is there all the same.
    says(&repository.review(), "accuracy");
}

const GH: &str = r#"
case "$1 $2" in
    "pr view") echo "$HEAD_OF_PULL_REQUEST" ;;
    "pr comment") printf '%s\n' "$@" > called; cp comment.md posted.md ;;
    "api --silent") printf '%s\n' "$@" > called; cp comment.md posted.md ;;
    "api --paginate") case "$3" in */files) cat files ;; */comments) cat own ;; esac ;;
esac
"#;

/// A repository in which `check.yml` has left `review`; with a GitHub that knows the head of the pull
/// request, the files that it changes, and the workflow's own comment.
fn reviewed(review: &str, files: &str, own: &str) -> Repository {
    let repository = Repository::new();
    repository.program("gh", &format!("HEAD_OF_PULL_REQUEST=c0ffee\n{GH}"));
    fs::create_dir(repository.root.join("review")).unwrap();
    for (file, text) in [("review/review.md", review), ("files", files), ("own", own)] {
        fs::write(repository.root.join(file), text).unwrap();
    }
    repository
}

impl Repository {
    /// Whether the comment's step succeeds for what is checked, and how it called GitHub to write.
    fn post(&self, number: &str, head: &str) -> (bool, String) {
        fs::write(self.root.join("review/number"), number).unwrap();
        for file in ["called", "posted.md"] {
            let _ = fs::remove_file(self.root.join(file));
        }
        let (ran, _) = self.run("review.yml", &[("github.event.workflow_run.head_sha", head)]);
        (ran[0].1, self.file("called"))
    }
}

const WRITTEN: &str = "<!-- faircat diff -->\n# Review\n";
const RECORD: &str = "catalog/models/a/record.yaml\n";

/// Only the number of the pull request whose last commit was checked is commented on, whatever the
/// artifact says, which a stranger's workflow may have made.
#[test]
fn a_comment_goes_to_the_pull_request_that_was_checked() {
    let repository = reviewed(&WRITTEN.repeat(20_000), RECORD, "");
    let (good, called) = repository.post("12\n", "c0ffee");
    assert!(good && called.starts_with("pr\ncomment\n12\n--body-file\n"), "{called}");
    assert_eq!(repository.file("posted.md").len(), 65_000);
    assert_eq!(repository.post("12\n", "other"), (true, String::new()));
    for number in ["", "1; touch called", "--help", "$(touch called)", "12\n13", "-1"] {
        let (_, called) = repository.post(number, "c0ffee");
        assert!(
            called.is_empty() || called.starts_with("pr\ncomment\n1213\n"),
            "{number}: {called}"
        );
    }
}

#[test]
fn a_comment_replaces_its_own_and_no_other() {
    let repository = reviewed(WRITTEN, RECORD, "41\n42\n");
    let (good, called) = repository.post("12\n", "c0ffee");
    assert!(good);
    says(&called, "--method\nPATCH\nrepos//issues/comments/42\n--field\nbody=@comment.md");
    assert_eq!(repository.file("posted.md"), WRITTEN);
}

/// What a check that the pull request itself has changed wrote is not posted, nor what is no review.
#[test]
fn only_what_faircat_wrote_is_posted() {
    for files in [".github/requirements.txt\n", "a\n.github/workflows/check.yml\n"] {
        let repository = reviewed("<!-- faircat diff -->\nApproved @all\n", files, "");
        let (good, called) = repository.post("12\n", "c0ffee");
        assert!(good && !called.is_empty());
        let posted = repository.file("posted.md");
        says(&posted, "<!-- faircat diff -->\nThis pull request changes files under `.github/`");
        assert!(!posted.contains("Approved"), "{posted}");
    }
    for review in ["", "Approved\n"] {
        let repository = reviewed(review, RECORD, "");
        assert_eq!(repository.post("12\n", "c0ffee"), (true, String::new()), "{review}");
    }
}

#[test]
fn the_site_is_built_for_its_address_and_signed_where_there_is_a_key() {
    let repository = Repository::new();
    let address = ("steps.pages.outputs.base_url", "https://example.org/mine");
    all_succeed(&repository.run("pages.yml", &[address]));
    let page = repository.file("_site/models/shower-classifier/index.html");
    says(&page, "https://example.org/mine/models/shower-classifier/");
    let attestation = "catalog/models/shower-classifier/evidence/verification.attestation.json";
    assert_eq!(repository.file(attestation), "");
    let key = repository.folder.path().join("secret.key");
    let made = faircat().args(["attest", "--new-key"]).arg(&key).output().unwrap();
    let settings = repository.file("site/site.yaml") + &String::from_utf8_lossy(&made.stdout);
    fs::write(repository.root.join("site/site.yaml"), settings).unwrap();
    let key = fs::read_to_string(key).unwrap();
    all_succeed(
        &repository.run("pages.yml", &[address, ("secrets.FAIRCAT_ATTESTATION_KEY", &key)]),
    );
    says(&repository.file(attestation), "payload");
    let page = repository.file("_site/models/shower-classifier/index.html");
    says(&page, "site workflow");
}

const JUPYTER: &str = r#"
for notebook; do :; done
mkdir -p site/notebooks && cp "$notebook" site/notebooks/ && echo "$*" >> called
"#;

#[test]
fn notebooks_are_run_before_the_site_is_built() {
    let repository = Repository::new();
    repository.program("jupyter", JUPYTER);
    fs::create_dir(repository.root.join("notebooks")).unwrap();
    let cells = r##"[{"cell_type": "markdown", "metadata": {}, "source": "# Showers, drawn"}]"##;
    let notebook =
        format!(r#"{{"nbformat": 4, "nbformat_minor": 4, "metadata": {{}}, "cells": {cells}}}"#);
    fs::write(repository.root.join("notebooks/some-showers.ipynb"), notebook).unwrap();
    let address = ("steps.pages.outputs.base_url", "https://example.org/mine");
    all_succeed(&repository.run("pages.yml", &[address]));
    says(
        &repository.file("called"),
        "--execute --output-dir site/notebooks notebooks/some-showers",
    );
    says(&repository.file("_site/notebooks/index.html"), "Showers, drawn");
}

/// GitLab's twin: its `script` lines, with the variables that GitLab gives.
#[test]
fn the_twin_for_gitlab_does_the_same() {
    let repository = Repository::new();
    let text = repository.file(".gitlab-ci.yml");
    let jobs: Value = serde_saphyr::from_str(&text).unwrap();
    let variables = BTreeMap::from([
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), repository.base.clone()),
        ("CI_PAGES_URL".to_owned(), "https://example.gitlab.io/mine".to_owned()),
    ]);
    let evidence = "catalog/models/shower-classifier/evidence/verification.json";
    for (job, made) in
        [("check", "review.md"), ("verify", evidence), ("pages", "public/index.html")]
    {
        let lines = jobs[job]["script"].as_array().unwrap().iter();
        let lines = lines.map(|it| it.as_str().unwrap()).filter(|it| !it.starts_with("apt-get"));
        let output = repository.shell(&lines.collect::<Vec<_>>().join("\n"), &variables);
        assert!(output.status.success(), "{job}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(repository.root.join(made).is_file(), "{job}");
    }
    says(&repository.file("public/index.html"), "https://example.gitlab.io/mine/");
}

/// Of merged results, whose target GitLab names; elsewhere that variable is empty.
#[test]
fn on_gitlab_what_others_merged_is_no_change_of_a_merge_request() {
    let repository = Repository::new();
    repository.merge();
    let jobs: Value = serde_saphyr::from_str(&repository.file(".gitlab-ci.yml")).unwrap();
    let lines = jobs["check"]["script"].as_array().unwrap().iter().skip(1);
    let lines: Vec<&str> = lines.map(|it| it.as_str().unwrap()).collect();
    let target = repository.commit_of("HEAD^1");
    for (target, is_told) in [(target, false), (String::new(), true)] {
        let variables = BTreeMap::from([
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), repository.base.clone()),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA".to_owned(), target),
        ]);
        let output = repository.shell(&lines.join("\n"), &variables);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let review = repository.file("review.md");
        says(&review, "CC-BY-4.0");
        assert_eq!(review.contains("Of others"), is_told, "{review}");
    }
}

/// GitLab ends a job at the first line that fails.
#[test]
fn on_gitlab_a_broken_claim_is_reviewed() {
    let repository = Repository::new();
    let record = "catalog/models/shower-classifier/record.yaml";
    repository.edit(record, "value: 0.94\n", "value: 0.95\n");
    repository.commit();
    let jobs: Value = serde_saphyr::from_str(&repository.file(".gitlab-ci.yml")).unwrap();
    let base = ("CI_MERGE_REQUEST_DIFF_BASE_SHA".to_owned(), repository.base.clone());
    let lines = jobs["check"]["script"].as_array().unwrap().iter().skip(1);
    let lines: Vec<&str> = lines.map(|it| it.as_str().unwrap()).collect();
    let output = repository.shell(&lines.join("\n"), &BTreeMap::from([base]));
    assert_eq!(output.status.code(), Some(1));
    says(&repository.file("review.md"), "0.95");
}

/// Who installs packages and runs notebooks has no key; the one job that has it gives it to one command.
#[test]
fn on_gitlab_the_key_is_for_one_command() {
    let repository = Repository::new();
    let text = repository.file(".gitlab-ci.yml");
    let jobs: Value = serde_saphyr::from_str(&text).unwrap();
    assert_eq!(jobs["verify"]["environment"]["name"], "attestation");
    let python = r#"[ -z "$FAIRCAT_ATTESTATION_KEY" ] || touch seen"#;
    repository.program("python", python);
    repository.program("faircat", "echo \"$* $FAIRCAT_ATTESTATION_KEY\" >> called");
    let variables = BTreeMap::from([("FAIRCAT_ATTESTATION_KEY".to_owned(), "secret".to_owned())]);
    for job in ["default", "verify", "pages"] {
        let before = jobs[job].get("before_script").unwrap_or(&jobs["default"]["before_script"]);
        let script = jobs[job].get("script").and_then(Value::as_array);
        let lines = before.as_array().unwrap().iter().chain(script.into_iter().flatten());
        let lines: Vec<&str> = lines.map(|it| it.as_str().unwrap()).collect();
        let output = repository.shell(&lines.join("\n"), &variables);
        assert!(output.status.success(), "{job}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(!repository.root.join("seen").exists());
    let called = repository.file("called");
    assert_eq!(called.matches("secret").count(), 1, "{called}");
    says(&called, "verify --attest secret\n");
}

#[test]
fn tests_see_every_workflow() {
    let repository = Repository::new();
    let folder: &Path = &repository.root.join(".github/workflows");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["check.yml", "pages.yml", "review.yml"]);
}
