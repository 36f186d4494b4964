//! Files that people own, and that no import may spoil: their records, comments, links and pipes.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{faircat, says};

const ORCID: &str = "0000-0002-1825-0097";

/// A folder with a catalogue and sources.
pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    pub(super) fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// What the import says and its exit code; it ends, whatever it meets.
    pub(super) fn import(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = faircat();
        command.arg("import").args(arguments).current_dir(self.0.path());
        let output = command.stdin(Stdio::null()).output().unwrap();
        let told = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(told).unwrap())
    }

    pub(super) fn fails(&self, arguments: &[&str]) -> String {
        let (code, told) = self.import(arguments);
        assert_eq!(code, Some(1), "{told}");
        told
    }

    pub(super) fn well(&self, arguments: &[&str]) -> String {
        let (code, told) = self.import(arguments);
        assert_eq!(code, Some(0), "{told}");
        told
    }
}

pub(super) fn pipe(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn person(name: &str, orcid: Option<&str>) -> Value {
    let (family, given) = name.split_once(", ").unwrap();
    let ids: Vec<Value> =
        orcid.map(|it| json!({"scheme": "orcid", "identifier": it})).into_iter().collect();
    json!({
        "person_or_org": {
            "type": "personal", "family_name": family, "given_name": given, "identifiers": ids,
        },
        "affiliations": [{"name": "CERN"}],
    })
}

/// A record of a repository that runs InvenioRDM.
pub(super) fn zenodo(id: &str, doi: &str, creators: &[Value]) -> Value {
    json!({
        "id": id,
        "created": "2024-01-01T00:00:00",
        "updated": "2024-01-01T00:00:00",
        "links": {"self": format!("https://zenodo.org/api/records/{id}")},
        "pids": {"doi": {"identifier": doi, "provider": "datacite"}},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": "Peaks of Bragg",
            "publication_date": "2024-01-01",
            "creators": creators,
            "rights": [{"id": "cc-by-4.0"}],
        },
    })
}

#[test]
fn a_person_whose_record_cannot_be_read_keeps_it() {
    let folder = Folder::new();
    let own = "kind: person\nname: \"Ada Lovelace\norcid: 0000-0002-1825-0097\nsummary: Long.\n";
    folder.write("cat/people/ada-lovelace.yaml", own);
    let source = zenodo("1", "10.5281/zenodo.1", &[person("Lovelace, Ada", None)]);
    folder.write("z.json", &source.to_string());
    let told = folder.fails(&["zenodo", "z.json", "--into", "cat", "--agents"]);
    says(&told, "error[import-not-ours]: `ada-lovelace` is there already");
    assert_eq!(folder.read("cat/people/ada-lovelace.yaml"), own);
    assert_eq!(fs::read_dir(folder.path("cat/people")).unwrap().count(), 1);
    says(&folder.read("cat/datasets/zenodo-1.yaml"), "name: Ada Lovelace");
    let not_text = [&b"kind: person\nname: "[..], &[0xff, 0xfe]].concat();
    fs::write(folder.path("cat/people/ada-lovelace.yaml"), &not_text).unwrap();
    folder.fails(&["zenodo", "z.json", "--into", "cat", "--agents"]);
    assert_eq!(fs::read(folder.path("cat/people/ada-lovelace.yaml")).unwrap(), not_text);
}

#[test]
fn no_person_is_written_through_a_link() {
    let folder = Folder::new();
    let source = zenodo("1", "10.5281/zenodo.1", &[person("Lovelace, Ada", None)]);
    folder.write("z.json", &source.to_string());
    fs::create_dir_all(folder.path("cat")).unwrap();
    fs::create_dir_all(folder.path("elsewhere")).unwrap();
    symlink("../elsewhere", folder.path("cat/people")).unwrap();
    says(&folder.fails(&["zenodo", "z.json", "--into", "cat", "--agents"]), "error[symbolic-link]");
    assert_eq!(fs::read_dir(folder.path("elsewhere")).unwrap().count(), 0);
    says(&folder.read("cat/datasets/zenodo-1.yaml"), "name: Ada Lovelace");
}

#[test]
fn a_copied_identifier_makes_nobody_another() {
    let folder = Folder::new();
    folder.write(
        "cat/people/ada-lovelace.yaml",
        &format!("kind: person\nname: Ada Lovelace\norcid: {ORCID}\n"),
    );
    let creators = [person("Mallory, Eve", Some(ORCID)), person("Babbage, Charles", Some(ORCID))];
    folder.write("z.json", &zenodo("1", "10.5281/zenodo.1", &creators).to_string());
    let told = folder.well(&["zenodo", "z.json", "--into", "cat", "--agents"]);
    says(&told, "warning[import-agent-identifier]: a source gives `Eve Mallory` the ORCID iD");
    let record = folder.read("cat/datasets/zenodo-1.yaml");
    says(&record, "name: Eve Mallory");
    says(&record, "name: Charles Babbage");
    // One who is named with initials is the same; two authors of a work are not.
    let creators = [person("Lovelace, A.", Some(ORCID)), person("Lovelace, Ada", Some(ORCID))];
    folder.write("z.json", &zenodo("2", "10.5281/zenodo.2", &creators).to_string());
    folder.well(&["zenodo", "z.json", "--into", "cat", "--agents"]);
    let record = folder.read("cat/datasets/zenodo-2.yaml");
    assert_eq!(record.matches("- ada-lovelace\n").count(), 1, "{record}");
    says(&record, "name: Ada Lovelace");
}

#[test]
fn another_work_of_the_same_name_takes_no_place() {
    let folder = Folder::new();
    let cff = |author: &str, license: &str, repository: &str| {
        let (given, family) = author.split_once(' ').unwrap();
        format!(
            "cff-version: 1.2.0\nmessage: Cite it.\ntitle: Analysis code\nauthors:\n  - \
             given-names: {given}\n    family-names: {family}\nlicense: {license}\n{repository}"
        )
    };
    let at = |it: &str| format!("repository-code: https://github.com/{it}\n");
    folder.write("a/CITATION.cff", &cff("Ada Lovelace", "MIT", &at("ada/x")));
    folder.write("b/CITATION.cff", &cff("Charles Babbage", "GPL-3.0-only", &at("charles/y")));
    folder.write("c/CITATION.cff", &cff("Charles Babbage", "GPL-3.0-only", ""));
    folder.write("d/CITATION.cff", &cff("Ada Lovelace", "Apache-2.0", &at("ada/x")));
    folder.well(&["a/CITATION.cff", "--into", "cat"]);
    let record = folder.read("cat/software/cff-analysis-code.yaml");
    for other in ["b", "c"] {
        let told = folder.fails(&[&format!("{other}/CITATION.cff"), "--into", "cat"]);
        says(
            &told,
            "error[import-other-work]: `cff-analysis-code` is there already, of another work",
        );
    }
    assert_eq!(folder.read("cat/software/cff-analysis-code.yaml"), record);
    says(&folder.well(&["d/CITATION.cff", "--into", "cat"]), "1 written");

    let of = |doi: &str| zenodo("1", doi, &[person("Lovelace, Ada", None)]);
    folder.write("z1.json", &of("10.5281/zenodo.1").to_string());
    let other = of("10.17043/other").to_string();
    folder.write("z2.json", &other.replace("https://zenodo.org", "https://other.example"));
    folder.well(&["zenodo", "z1.json", "--into", "cat"]);
    let told = folder.fails(&["zenodo", "z2.json", "--into", "cat"]);
    says(&told, "error[import-other-work]");
    folder.write("z1.json", &of("10.5281/zenodo.1").to_string().replace("dataset", "software"));
    let told = folder.fails(&["zenodo", "z1.json", "--into", "cat"]);
    says(
        &told,
        "error[import-kind]: `zenodo-1` was imported as a dataset, and its source now has software",
    );
    assert!(!folder.path("cat/software/zenodo-1.yaml").exists());

    for (name, text) in [("h1", "mit"), ("h2", "apache-2.0")] {
        let card = format!(
            "---\nlicense: {text}\ntags: [a]\nlibrary_name: keras\n---\n# Model Card\n\nOne.\n"
        );
        folder.write(&format!("{name}/README.md"), &card);
        folder.well(&[&format!("{name}/README.md"), "--into", "cat"]);
    }
    says(&folder.read("cat/models/hf-h1.yaml"), "license: MIT");
    says(&folder.read("cat/models/hf-h2.yaml"), "license: Apache-2.0");
}

#[test]
fn comments_outlive_an_update() {
    let folder = Folder::new();
    let source = |title: &str, keywords: &[&str]| {
        let source = json!({"recid": "5", "title": title, "keywords": keywords, "abstract": {"description": "D."}});
        folder.write("one.json", &source.to_string());
    };
    source("One two", &["a", "b"]);
    folder.well(&["cern-opendata", "one.json", "--into", "cat"]);
    let name = "cat/datasets/cern-opendata-5.yaml";
    let edited = folder
        .read(name)
        .replace("title: One two\n", "title: One two  # checked by phone\n")
        .replace("keywords:\n", "keywords: # curated\n  # of the group\n")
        .replace("- a\n", "- a # best\n");
    folder.write(name, &format!("#: my own remark\n{edited}#: and one below\n"));
    source("One two three", &["a", "b", "c"]);
    folder.fails(&["cern-opendata", "one.json", "--into", "cat"]);
    folder.well(&["cern-opendata", "one.json", "--into", "cat", "--update"]);
    let updated = folder.read(name);
    for comment in [
        "# checked by phone",
        "# curated",
        "# of the group",
        "# best",
        "#: my own remark",
        "#: and one below",
    ] {
        assert_eq!(updated.matches(comment).count(), 1, "{comment}\n{updated}");
    }
    says(&updated, "title: One two three\n");
    says(&updated, "- c\n");
    // No comment is text, and no text a comment.
    source("One #two", &["a #b"]);
    folder.well(&["cern-opendata", "one.json", "--into", "cat", "--update"]);
    source("One", &["a"]);
    folder.well(&["cern-opendata", "one.json", "--into", "cat", "--update"]);
    let updated = folder.read(name);
    assert!(!updated.contains("#two") && !updated.contains("#b"), "{updated}");
    says(&folder.well(&["cern-opendata", "one.json", "--into", "cat"]), "1 unchanged");
}

#[test]
fn pipes_are_not_waited_for() {
    let source = zenodo("1", "10.5281/zenodo.1", &[person("Lovelace, Ada", None)]).to_string();
    for place in ["cat/datasets/zenodo-1.yaml", "cat/datasets/zenodo-1/record.yaml"] {
        let folder = Folder::new();
        folder.write("z.json", &source);
        pipe(&folder.path(place));
        says(&folder.fails(&["zenodo", "z.json", "--into", "cat"]), "this is no ordinary file");
    }
    let folder = Folder::new();
    folder.write("z.json", &source);
    pipe(&folder.path("cat/people/x.yaml"));
    folder.well(&["zenodo", "z.json", "--into", "cat", "--agents"]);
    folder.write("a.csv", "x,y\n1,2\n");
    pipe(&folder.path("cat/datasets/a/record.yaml"));
    let mut command = faircat();
    command.args(["add", "a.csv", "--into", "cat"]).current_dir(folder.0.path());
    let output = command.output().unwrap();
    says(&String::from_utf8(output.stderr).unwrap(), "this is no ordinary file");
}

#[test]
fn no_file_takes_the_place_of_a_pipe() {
    let folder = Folder::new();
    folder.write("z.json", &zenodo("1", "10.5281/zenodo.1", &[]).to_string());
    let fifo = folder.path("losses");
    pipe(&fifo);
    let arguments = ["zenodo", "z.json", "--into", "cat", "--losses-json"];
    // Nobody reads.
    let told = folder.fails(&[&arguments[..], &["losses"]].concat());
    says(&told, "error[unwritable]");
    let reader = Command::new("cat").arg(&fifo).stdout(Stdio::piped()).spawn().unwrap();
    // The reader may need a moment.
    let written = || folder.import(&[&arguments[..], &["losses"]].concat()).0 == Some(0);
    assert!((0..200).any(|_| written()));
    let read = reader.wait_with_output().unwrap().stdout;
    assert!(read.starts_with(b"["), "{}", String::from_utf8_lossy(&read));
    // A link leads to where it is written.
    symlink("real.json", folder.path("link.json")).unwrap();
    folder.write("real.json", "old");
    folder.well(&[&arguments[..], &["link.json"]].concat());
    assert!(folder.path("link.json").is_symlink() && folder.read("real.json").starts_with('['));
}
