//! Hostile records and files: a pull request is hostile until it is merged.

use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use super::folder;
use crate::program::faircat;

/// What stands in a file that nobody may see.
const SECRET: &str = "SECRET-OF-ANOTHER-FOLDER";

const PLAIN: &str = "kind: dataset\ntitle: Jets\nsummary: Jets that were simulated for a test, with all that belongs to them.\n";

/// A folder `catalog/` with these records of datasets, and beside it a secret.
struct Site(tempfile::TempDir);

impl Site {
    fn new(records: &[(&str, &str)]) -> Site {
        let site = Site(tempfile::tempdir().unwrap());
        fs::write(site.path().join("secret.md"), SECRET).unwrap();
        fs::write(site.path().join("secret.csv"), SECRET).unwrap();
        site.add("sound", PLAIN);
        for (slug, yaml) in records {
            site.add(slug, yaml);
        }
        site
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn own(&self, slug: &str) -> std::path::PathBuf {
        self.path().join("root/catalog/datasets").join(slug)
    }

    fn add(&self, slug: &str, yaml: &str) {
        self.file(slug, "record.yaml", yaml);
    }

    fn file(&self, slug: &str, name: &str, text: &str) {
        let file = self.own(slug).join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Runs a command with 8 GB of memory and 60 seconds at most.
    fn run(&self, arguments: &str) -> Ran {
        let program = faircat();
        let program = program.get_program().to_string_lossy().into_owned();
        let start = Instant::now();
        let output = Command::new("bash")
            .arg("-c")
            .arg(format!("ulimit -v 8000000; exec timeout 60 {program} {arguments} --root root"))
            .current_dir(self.path())
            .output()
            .unwrap();
        Ran::of(output, start.elapsed())
    }

    /// Builds the site, of which the sound record is always a part.
    fn build(&self) -> Ran {
        let ran = self.run("build");
        assert_eq!(ran.code, Some(0), "{}", ran.text);
        assert!(self.path().join("root/_site/datasets/sound/index.html").is_file(), "{}", ran.text);
        ran
    }

    /// The site's files that hold `text`.
    fn published(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.path().join("root/_site"), &mut |path, bytes| {
            if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                found.push(path.display().to_string());
            }
        });
        found
    }
}

fn collect(folder: &Path, each: &mut dyn FnMut(&Path, &[u8])) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            collect(&path, each);
        } else {
            each(&path, &fs::read(&path).unwrap());
        }
    }
}

/// How a command ended.
struct Ran {
    code: Option<i32>,
    text: String,
    time: Duration,
}

impl Ran {
    fn of(output: Output, time: Duration) -> Ran {
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        Ran { code: output.status.code(), text, time }
    }

    #[track_caller]
    fn says(&self, words: &str) {
        assert!(self.text.contains(words), "not said: {words}\n{}", self.text);
    }
}

fn mkfifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    assert!(fs::symlink_metadata(path).unwrap().file_type().is_fifo());
}

#[test]
fn nothing_that_a_link_leads_to_is_read_or_published() {
    let artifact = format!("{PLAIN}artifacts: [{{role: data, path: data/a.csv}}]\n");
    let site = Site::new(&[("text", PLAIN), ("file", &artifact), ("way", &artifact)]);
    symlink(site.path().join("secret.md"), site.own("text").join("description.md")).unwrap();
    fs::create_dir(site.own("file").join("data")).unwrap();
    symlink(site.path().join("secret.csv"), site.own("file").join("data/a.csv")).unwrap();
    fs::create_dir(site.path().join("elsewhere")).unwrap();
    fs::write(site.path().join("elsewhere/a.csv"), SECRET).unwrap();
    symlink(site.path().join("elsewhere"), site.own("way").join("data")).unwrap();
    // Links of whole records, in a loop, and out of the catalogue.
    symlink(site.own("sound"), site.own("again")).unwrap();
    symlink(site.path().join("secret.md"), site.own("flat.yaml")).unwrap();
    symlink(site.own("loop"), site.own("loop")).unwrap();
    fs::create_dir(site.own("other")).unwrap();
    fs::write(site.path().join("record.yaml"), SECRET).unwrap();
    symlink(site.path().join("record.yaml"), site.own("other").join("record.yaml")).unwrap();
    for command in ["check", "check --format json", "build"] {
        let ran = site.run(command);
        ran.says("symbolic link");
        assert!(!ran.text.contains(SECRET), "{}", ran.text);
    }
    let ran = site.run("check");
    for place in ["text/description.md", "again", "flat.yaml", "loop", "other/record.yaml"] {
        ran.says(&format!("catalog/datasets/{place}"));
    }
    ran.says("sound records: 1;");
    site.build();
    assert_eq!(site.published(SECRET), Vec::<String>::new());
}

#[test]
fn a_link_in_place_of_the_site_s_own_folders_is_refused() {
    let site = Site::new(&[]);
    let outside = site.path().join("elsewhere");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("about.md"), format!("# About\n\n{SECRET}\n")).unwrap();
    fs::create_dir(site.path().join("root/site")).unwrap();
    symlink(&outside, site.path().join("root/site/pages")).unwrap();
    site.build().says("site/pages");
    assert_eq!(site.published(SECRET), Vec::<String>::new());
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let site = Site::new(&[("pipe", PLAIN)]);
    mkfifo(&site.own("pipe").join("description.md"));
    mkfifo(&site.own("flat.yaml"));
    symlink("/dev/zero", site.own("zero.yaml")).unwrap();
    symlink("/dev/stdin", site.own("stdin.yaml")).unwrap();
    fs::create_dir(site.own("folder.yaml")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(site.own("socket.yaml")).unwrap();
    let ran = site.run("check");
    assert_eq!(ran.code, Some(1), "{}", ran.text);
    assert!(ran.time < Duration::from_secs(20));
    for name in ["pipe/description.md", "flat.yaml", "zero.yaml", "stdin.yaml", "socket.yaml"] {
        ran.says(&format!("catalog/datasets/{name}"));
    }
}

#[test]
fn evidence_is_not_written_through_a_link() {
    let site = Site::new(&[]);
    let outside = site.path().join("elsewhere");
    fs::create_dir(&outside).unwrap();
    symlink(&outside, site.own("sound").join("evidence")).unwrap();
    let ran = site.run("check --online");
    ran.says("catalog/datasets/sound/evidence");
    assert_eq!(fs::read_dir(outside).unwrap().count(), 0);
}

#[test]
fn hosted_files_that_may_run_are_told_of_and_not_published() {
    let Some(samples) = folder("hostile/hosted") else { return };
    let site = Site::new(&[]);
    fs::create_dir(site.own("hosted")).unwrap();
    for item in fs::read_dir(samples).unwrap() {
        let item = item.unwrap();
        fs::copy(item.path(), site.own("hosted").join(item.file_name())).unwrap();
    }
    let ran = site.run("check");
    assert_eq!(ran.code, Some(1));
    for name in ["evil.html", "evil.svg", ".htaccess", "_redirects"] {
        ran.says(&format!("`{name}` is not published"));
    }
    ran.says("zip");
    site.build();
    assert_eq!(site.published("XSS(10"), Vec::<String>::new());
    assert_eq!(site.published("evil.example"), Vec::<String>::new());
}

#[test]
fn the_samples_of_expensive_markdown_cost_their_own_record_only() {
    let Some(samples) = folder("hostile") else { return };
    let site = Site::new(&[]);
    for name in ["markdown", "math"] {
        let yaml = fs::read_to_string(samples.join(name).join("record.yaml")).unwrap();
        let text = fs::read_to_string(samples.join(name).join("description.md")).unwrap();
        site.add(name, &yaml);
        site.file(name, "description.md", &text);
    }
    let ran = site.build();
    ran.says("catalog/datasets/math/description.md");
    assert!(ran.time < Duration::from_secs(30), "{:?}", ran.time);
}

#[test]
fn a_record_of_many_faults_has_a_bounded_report() {
    let unknown: String = (0..40_000).map(|field| format!("field{field}: 1\n")).collect();
    let twice = "title: again\n".repeat(20_000);
    let links: String = (0..5_000).map(|link| format!("nobody-{link}, ")).collect();
    let site = Site::new(&[
        ("unknown", &format!("{PLAIN}{unknown}")),
        ("twice", &format!("{PLAIN}{twice}")),
        ("links", &format!("{PLAIN}derived_from: [{links}]\n")),
        ("key", &format!("{PLAIN}? {}\n: 1\n", "k".repeat(500_000))),
    ]);
    let ran = site.run("check");
    assert_eq!(ran.code, Some(1));
    assert!(ran.time < Duration::from_secs(40), "{:?}", ran.time);
    assert!(ran.text.len() < 200_000, "{} bytes", ran.text.len());
    ran.says("and 39900 more problems in this file");
    ran.says("and 4900 more problems in this file");
}

#[test]
fn yaml_that_grows_is_refused() {
    let aliases = "*text, ".repeat(20_000);
    let text =
        format!("{PLAIN}description: &text {}\nkeywords: [{aliases}]\n", "x".repeat(1_000_000));
    let merged: String =
        (0..200).map(|field| format!("  f{field}: {}\n", "y".repeat(5_000))).collect();
    let uses = "  - <<: *base\n".repeat(20_000);
    let site = Site::new(&[
        ("aliases", &text),
        (
            "merged",
            &format!(
                "{PLAIN}extensions:\n  a: &base\n{}  b:\n{}",
                merged.replace("  f", "    f"),
                uses.replace("  -", "    -")
            ),
        ),
        ("deep", &format!("{PLAIN}extensions: {}\n", "[".repeat(100_000))),
        ("documents", &format!("{PLAIN}{}", "---\na: 1\n".repeat(50_000))),
        (
            "keywords",
            &format!(
                "{PLAIN}keywords: [{}]\n",
                (0..100_000).map(|it| format!("k{it}, ")).collect::<String>()
            ),
        ),
    ]);
    let ran = site.build();
    assert!(ran.time < Duration::from_secs(40), "{:?}", ran.time);
    ran.says("aliases make the file too large");
    ran.says("nested more than 64 deep");
    ran.says("a second YAML document begins here");
    ran.says("`keywords` has 100000 items");
    assert!(!site.path().join("root/_site/tags/k1").exists());
}

#[test]
fn texts_and_lists_that_are_repeated_everywhere_are_short() {
    let authors = "{name: A}, ".repeat(10_001);
    let site = Site::new(&[
        ("summary", &format!("kind: dataset\ntitle: A\nsummary: {}\n", "s".repeat(30_000))),
        ("version", &format!("{PLAIN}version: {}\n", "1".repeat(3_000))),
        ("authors", &format!("{PLAIN}authors: [{authors}]\n")),
    ]);
    let ran = site.build();
    ran.says("`summary` has 30000 bytes; at most 20000 fit");
    ran.says("`version` has 3000 bytes; at most 2000 fit");
    ran.says("`authors` has 10001 items; at most 10000 are published");
}

#[test]
fn passwords_of_addresses_go_no_further() {
    let yaml = format!(
        "{PLAIN}url: https://me:hunter2@example.org/\nsame_as: [\"ftp://me:hunter2@h/\", \"x://me:hunter2@y\"]\n"
    );
    let site = Site::new(&[("secret", &yaml)]);
    site.file(
        "secret",
        "description.md",
        "See <https://me:hunter2@example.org/>, which holds more than fifty characters.\n",
    );
    for command in ["check", "check --format github", "build"] {
        let ran = site.run(command);
        assert!(!ran.text.contains("hunter2"), "{}", ran.text);
        ran.says("name or password");
    }
    site.add("secret", &yaml.replace("same_as", "# same_as"));
    site.build();
    assert!(site.path().join("root/_site/datasets/secret/index.html").is_file());
    assert_eq!(site.published("hunter2"), Vec::<String>::new());
}

#[test]
fn what_is_not_read_is_told_of() {
    let site = Site::new(&[]);
    let catalog = site.path().join("root/catalog");
    for file in [
        "model/net.yaml",
        "datasets/a.yml",
        "datasets/b/record.yml",
        "datasets/c/data.csv",
        "notes.txt",
    ] {
        let file = catalog.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, PLAIN).unwrap();
    }
    fs::write(catalog.join("README.md"), "About.").unwrap();
    let ran = site.run("check");
    assert_eq!(ran.code, Some(1));
    for place in [
        "catalog/model",
        "catalog/datasets/a.yml",
        "catalog/datasets/b/record.yml",
        "catalog/datasets/c",
        "catalog/notes.txt",
    ] {
        ran.says(place);
    }
    ran.says("rename it to `models`");
    assert!(!ran.text.contains("README"), "{}", ran.text);
}

#[test]
fn tags_that_differ_in_a_sign_have_pages_of_their_own() {
    let Some(samples) = folder("21-tags-conflated") else { return };
    let site = Site::new(&[]);
    for item in fs::read_dir(samples.join("catalog/datasets")).unwrap() {
        let item = item.unwrap();
        fs::copy(item.path(), site.own("sound").parent().unwrap().join(item.file_name())).unwrap();
    }
    site.build();
    let tags = site.path().join("root/_site/tags");
    let pages = fs::read_dir(&tags).unwrap().filter(|item| item.as_ref().unwrap().path().is_dir());
    assert_eq!(pages.count(), 18);
    for (page, title) in [
        ("d_capital", "D"),
        ("d_star", "D*"),
        ("-_221a_s", "√s"),
        ("s", "s"),
        ("w_prime", "W&#39;"),
    ] {
        let html = fs::read_to_string(tags.join(page).join("index.html")).unwrap();
        assert!(html.contains(&format!("<h1>{title}</h1>")) || html.contains(title), "{page}");
    }
}

#[test]
fn licences_and_names_of_the_samples_are_understood() {
    let (Some(licence), Some(author)) = (folder("15-licence-hints"), folder("17-author-number"))
    else {
        return;
    };
    let check = |root: &Path| {
        let output = faircat().args(["check", "--root"]).arg(root).output().unwrap();
        Ran::of(output, Duration::ZERO)
    };
    check(&licence).says("did you mean `GPL-3.0-only` or `GPL-3.0-or-later`?");
    let ran = check(&author);
    assert_eq!(ran.code, Some(0), "{}", ran.text);
}

#[test]
fn messages_name_the_place_where_a_field_belongs_and_how_a_value_is_written() {
    let site = Site::new(&[]);
    let folder = site.path().join("root/catalog/models/net");
    fs::create_dir_all(&folder).unwrap();
    let text = "\
kind: model
title: Net
task: [classification]
model:
  license: MIT
  evaluations: [{metric: accuracy, value: 95%}]
  signature:
    inputs: [{name: x, dtype: float32, shape: [batch, 2], features: [p0, p1]}]
    outputs: []
artifacts: [{role: wights, path: b.onnx}]
relations: [{target: datasets/sound}]
";
    fs::write(folder.join("record.yaml"), text).unwrap();
    let ran = site.run("check");
    for words in [
        "`task` belongs under `model`",
        "`license` belongs at the top of the record",
        "write the number `0.95`",
        "write it as a mapping, `{name: p0}`",
        "add `type: …`, one of `cites`, `is-cited-by`",
        "did you mean `weights`? It may be `weights`, `data`",
    ] {
        ran.says(words);
    }
    let sound = "kind: model\ntitle: Net\nmodel:\n  control_set: {data: control.npz}\n";
    fs::write(folder.join("record.yaml"), sound).unwrap();
    site.run("check").says("there is no control set `control.npz`");
}
