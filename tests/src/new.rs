//! `faircat new`: what somebody begins with is sound, runs, and says what is left to write.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::program::{faircat, repository, run, says};

fn new(folder: &Path, arguments: &[&str]) -> Output {
    faircat().current_dir(folder).arg("new").args(arguments).output().unwrap()
}

#[track_caller]
fn ok(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_new_catalogue_is_sound_and_its_claims_hold() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", "mine", "--yes", "--author", "Ada Example"]));
    let root = folder.path().join("mine");
    says(&ok(&run(&root, &["check", "--strict"])), "sound records: 7; no problems found");
    let verified = ok(&run(&root, &["verify", "--engine", "tract"]));
    says(&verified, "models/shower-classifier: holds");
    ok(&run(&root, &["build"]));
    for page in ["people/maintainer", "models/shower-classifier", "training-materials/first-record"]
    {
        assert!(root.join("_site").join(page).join("index.html").is_file(), "{page}");
    }
}

/// Readers of YAML 1.1, as PyYAML, take `1e-5` for a text.
#[test]
fn numbers_of_the_example_are_numbers_to_every_reader() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", ".", "--yes"]));
    let record = folder.path().join("catalog/models/shower-classifier/record.yaml");
    let record = fs::read_to_string(record).unwrap();
    let tolerances = record.lines().filter_map(|line| line.trim().strip_prefix("tolerance: "));
    let tolerances: Vec<&str> = tolerances.collect();
    assert_eq!(tolerances.len(), 3, "{record}");
    assert!(tolerances.iter().all(|it| it.contains('.')), "{tolerances:?}");
}

/// Its dataset has energies, of which its model takes shares under the same names.
#[test]
fn the_examples_model_tells_that_energies_are_no_shares() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", ".", "--yes"]));
    let data = folder.path().join("catalog/datasets/simulated-showers/showers.csv");
    let ran = run(folder.path(), &["run", "shower-classifier", data.to_str().unwrap()]);
    says(&String::from_utf8_lossy(&ran.stderr), "2498 of 2500 items lie outside the ranges");
}

/// The example's remedies are a path to follow: its scorecard has some that pass and some that do not.
#[test]
fn the_examples_scorecard_names_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", ".", "--yes"]));
    let told = ok(&run(folder.path(), &["assess", "shower-classifier"]));
    says(&told, "✓ keywords");
    says(&told, "| identifiers:");
}

#[test]
fn answers_of_any_text_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let title = "Ours: \"best\" {{ of }} # all, <b>é</b> & [more]";
    let arguments =
        ["catalog", ".", "--yes", "--title", title, "--author", "yes", "--tagline", "~ none: no"];
    ok(&new(folder.path(), &arguments));
    says(&ok(&run(folder.path(), &["check", "--strict"])), "no problems found");
    ok(&run(folder.path(), &["build", "--pages-only"]));
    let home = fs::read_to_string(folder.path().join("_site/index.html")).unwrap();
    says(&home, "<title>Ours: &quot;best&quot; {{ of }} # all, &lt;b&gt;é&lt;/b&gt; &amp; [more]");
    let address = ["--base-url", "https://example.org/mine", "--force"];
    ok(&new(folder.path(), &[&["catalog", ".", "--yes"], &address[..]].concat()));
    let settings = fs::read_to_string(folder.path().join("site/site.yaml")).unwrap();
    says(&settings, "base_url: https://example.org/mine/\n");
}

/// This repository is published by the same workflows as any other.
#[test]
fn the_workflows_of_this_repository_are_those_of_a_new_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", "mine", "--yes"]));
    let told = ok(&new(folder.path(), &["workflows", "bare"]));
    assert_eq!(told.lines().count(), 5);
    for file in told.lines() {
        let file = file.strip_prefix("bare/").unwrap();
        let bytes = fs::read(folder.path().join("bare").join(file)).unwrap();
        let of_catalogue = fs::read(folder.path().join("mine").join(file)).unwrap();
        assert!(bytes == of_catalogue, "{file}");
        let ours = fs::read(repository().join(file));
        assert!(ours.is_ok_and(|ours| ours == bytes), "{file}: `faircat new workflows --force`");
    }
}

/// As Git for Windows clones by default.
#[test]
fn a_clone_with_other_ends_of_lines_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &["catalog", "mine", "--yes"]));
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null");
        git.args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(arguments);
        assert!(git.status().unwrap().success(), "{arguments:?}");
    };
    git(&["init", "--quiet", "mine"]);
    git(&["-C", "mine", "add", "--all"]);
    git(&["-C", "mine", "commit", "--quiet", "--message", "One"]);
    git(&["clone", "--quiet", "-c", "core.autocrlf=true", "mine", "theirs"]);
    let theirs = folder.path().join("theirs");
    says(&ok(&run(&theirs, &["check", "--strict"])), "no problems found");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    for (option, value) in [
        ("--orcid", "0000-0002-1825-0098"),
        ("--base-url", "example.org"),
        ("--title", "two\nlines"),
        ("--author", " "),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = new(folder.path(), &["catalog", "mine", "--yes", option, value]);
        assert_eq!(output.status.code(), Some(2), "{option}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{option}");
    }
}

#[test]
fn a_title_without_letters_of_addresses_needs_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let output = new(folder.path(), &["person", "--title", "中文"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    says(&said, "its title has no letter that addresses have");
    says(&said, "`faircat new person my-person`");
}

#[test]
fn files_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("README.md"), "ours").unwrap();
    let output = new(folder.path(), &["catalog", ".", "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    says(&String::from_utf8_lossy(&output.stderr), "README.md");
    assert!(!folder.path().join("catalog").exists());
    ok(&new(folder.path(), &["catalog", ".", "--yes", "--force"]));
    ok(&new(folder.path(), &["catalog", ".", "--yes"]));
}

#[test]
fn a_blank_record_of_each_kind_has_only_places_to_fill_in() {
    let folder = tempfile::tempdir().unwrap();
    let works = ["model", "dataset", "software", "workflow", "training-material"];
    for kind in works.iter().chain(&["person", "organization"]) {
        let written = ok(&new(folder.path(), &[kind, "mine"]));
        let file = written.split('`').nth(1).unwrap();
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        let schema = text.lines().next().unwrap().split_once("$schema=").unwrap().1;
        let schema = folder.path().join(file).parent().unwrap().join(schema);
        says(&schema.display().to_string(), &format!("_site/schema/{kind}.json"));
    }
    let output = run(folder.path(), &["check", "--format", "json"]);
    let problems: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let codes = problems.iter().map(|it| it["code"].as_str().unwrap());
    // A work's title, summary, author and licence; an agent's name.
    assert_eq!(codes.filter(|code| *code == "placeholder").count(), 5 * 4 + 2);
    assert_eq!(problems.len(), 5 * 4 + 2, "{problems:?}");
}

/// What a blank record offers as comments are fields: with all of them the record is read as far as
/// they may be empty.
#[test]
fn offered_fields_are_fields() {
    let folder = tempfile::tempdir().unwrap();
    for kind in ["model", "dataset", "software", "workflow", "training-material", "person"] {
        ok(&new(folder.path(), &[kind, "mine", "--title", "Mine"]));
    }
    let mut left = vec![folder.path().join("catalog")];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|it| it.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let offered = text.lines().filter(|line| !line.starts_with("##"));
        let whole: Vec<&str> =
            offered.skip(3).map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        fs::write(&path, whole.join("\n")).unwrap();
    }
    let output = run(folder.path(), &["check"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("unknown-field") && !told.contains("yaml"), "{told}");
}

#[test]
fn a_record_is_made_of_a_file_or_of_a_title() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("numbers.csv"), "a,b\n1,2\n").unwrap();
    let told = ok(&new(folder.path(), &["dataset", "--file", "numbers.csv"]));
    says(&told, "catalog/datasets/numbers/record.yaml");
    let told = ok(&new(folder.path(), &["person", "--name", "Zoë Müller", "--dry-run"]));
    says(&told, "name: Zoë Müller");
    says(&told, "`catalog/people/zoe-muller.yaml` would be written");
    assert!(!folder.path().join("catalog/people").exists());
    let output = new(folder.path(), &["model"]);
    assert_eq!(output.status.code(), Some(2));
    for slug in ["No", "index", "../x"] {
        let output = new(folder.path(), &["model", slug]);
        assert_eq!(output.status.code(), Some(1), "{slug}");
    }
    let output = new(folder.path(), &["dataset", "numbers"]);
    says(&String::from_utf8_lossy(&output.stderr), "`numbers` is there already");
}

#[test]
fn a_record_of_a_file_has_the_title_that_was_given_and_offers_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let model = repository().join("tests/fixtures/verified/catalog/models/good/model.onnx");
    fs::copy(model, folder.path().join("tagger.onnx")).unwrap();
    let named = ["model", "--onnx", "tagger.onnx", "--title", "Shower thing"];
    ok(&new(folder.path(), &named));
    let file = folder.path().join("catalog/models/shower-thing/record.yaml");
    let text = fs::read_to_string(&file).unwrap();
    says(&text, "\ntitle: Shower thing\n");
    says(&text, "\n# keywords:\n");
    says(&text, "\n#   training:\n");
    // Each comment becomes a field of the place in which it stands.
    let of_section = text.find("\n#   training:\n").unwrap();
    assert!(text.find("\nmodel:\n").unwrap() < of_section);
    let schema = faircat::record::schema::schema_of(faircat::record::Kind::Model);
    let fields = faircat::record::schema::fields_of(&schema, &schema).unwrap();
    for name in fields.keys().filter(|it| *it != "extensions") {
        let stands = text
            .lines()
            .any(|line| line.strip_prefix("# ").unwrap_or(line).starts_with(&format!("{name}:")));
        assert!(stands, "`{name}` is neither said nor offered");
    }
}

/// It is the word of the command line that is meant, so that no file is to be renamed.
#[test]
fn a_word_that_no_address_can_have_is_told_of_as_such() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("m.csv"), "x\n1\n").unwrap();
    for more in [&[][..], &["--file", "m.csv"]] {
        let output = new(folder.path(), &[&["dataset", "ünï"], more].concat());
        assert_eq!(output.status.code(), Some(1), "{more:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        says(&told, "`ünï` cannot be part of an address");
        says(&told, "name it with small letters, digits and `-`, as `my-model`");
        assert!(!told.contains("rename"), "{told}");
    }
}
