//! The build, run as a user runs it: what it leaves on disk, whatever happens.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::faircat;
use crate::waiting::poll_until;

/// Contents of all files below a folder, by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

pub(crate) fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(&next).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Compares without printing the bytes of a whole site.
pub(crate) fn assert_same(left: &Tree, right: &Tree) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right));
    let differing: Vec<_> = left.iter().filter(|(name, text)| right[*name] != **text).collect();
    let differing: Vec<_> = differing.into_iter().map(|(name, _)| name).collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}

pub(crate) fn write(root: &Path, path: &str, text: &(impl AsRef<[u8]> + ?Sized)) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn write_dataset(root: &Path, slug: &str, title: &str) {
    let text = format!("kind: dataset\ntitle: {title}\nsummary: A dataset for tests.\n");
    write(root, &format!("catalog/datasets/{slug}/record.yaml"), &text);
}

/// How far a build has come, told by what lies beside its site.
#[derive(Clone, Copy)]
pub(crate) enum Moment {
    Start,
    Locked,
    /// So many files of the new site are there.
    Files(usize),
}

impl Moment {
    /// Waits until `program`, which builds the site in `out`, has come so far or has ended.
    pub(crate) fn wait(self, program: &mut Child, out: &Path) {
        let name = out.file_name().unwrap().to_string_lossy();
        let beside = |what| out.with_file_name(format!(".{name}.faircat-{what}"));
        poll_until("the build comes so far", || {
            let is_there = match self {
                Moment::Start => true,
                Moment::Locked => beside("lock").exists(),
                Moment::Files(number) => count(&beside("new")).is_some_and(|it| it >= number),
            };
            (is_there || program.try_wait().unwrap().is_some()).then_some(())
        });
    }
}

/// The number of files below a folder that may go away meanwhile.
fn count(folder: &Path) -> Option<usize> {
    let items = fs::read_dir(folder).ok()?.flatten().map(|item| item.path());
    Some(items.map(|path| if path.is_dir() { count(&path).unwrap_or(0) } else { 1 }).sum())
}

/// A folder of a few records.
pub(crate) fn records() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for number in 0..5 {
        write_dataset(root.path(), &format!("data-{number}"), &format!("Data {number}"));
    }
    root
}

pub(crate) fn command(root: &Path, out: &Path) -> Command {
    let mut command = faircat();
    command.args(["build", "--base-url", "https://example.org/cat/", "--root"]);
    command.arg(root).arg("--out").arg(out);
    command
}

pub(crate) fn build(root: &Path, out: &Path) -> Output {
    command(root, out).output().unwrap()
}

pub(crate) fn build_well(root: &Path, out: &Path) -> Tree {
    let output = build(root, out);
    assert!(output.status.success(), "{}", said(&output));
    tree(out)
}

pub(crate) fn said(output: &Output) -> String {
    let (out, errors) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(errors)
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let sites = ["1", "4"].map(|threads| {
        let root = records();
        let out = root.path().join("out");
        let output = command(root.path(), &out).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        tree(&out)
    });
    assert!(sites[0].len() > 20);
    assert_same(&sites[0], &sites[1]);
}

#[test]
fn a_rebuild_after_one_change_equals_a_build_from_nothing() {
    let (root, other) = (records(), records());
    let out = root.path().join("out");
    let before = build_well(root.path(), &out);
    for root in [&root, &other] {
        write_dataset(root.path(), "data-3", "Another title");
    }
    let after = build_well(root.path(), &out);
    assert!(before != after);
    assert_same(&after, &build_well(other.path(), &other.path().join("out")));
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let (root, other) = (records(), records());
    let out = root.path().join("out");
    let old = build_well(root.path(), &out);
    for root in [&root, &other] {
        write_dataset(root.path(), "data-3", "Another title");
    }
    let new = build_well(other.path(), &other.path().join("out"));
    let files = |of_all: usize| Moment::Files(old.len() * of_all / 4);
    for moment in [Moment::Start, Moment::Locked, files(0), files(1), files(2), files(3), files(4)]
    {
        let mut program = command(root.path(), &out).stderr(Stdio::null()).spawn().unwrap();
        moment.wait(&mut program, &out);
        program.kill().unwrap();
        program.wait().unwrap();
        let left = tree(&out);
        assert_same(&left, if left == new { &new } else { &old });
    }
    assert_same(&build_well(root.path(), &out), &new);
}

#[test]
fn strict_leaves_the_old_site() {
    let root = records();
    let out = root.path().join("out");
    let old = build_well(root.path(), &out);
    write(root.path(), "catalog/datasets/bad/record.yaml", "kind: dataset\ntitel: Bad\n");
    write_dataset(root.path(), "data-3", "Another title");
    let output = command(root.path(), &out).arg("--strict").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert_same(&tree(&out), &old);
}

#[test]
fn a_bad_record_is_reported_and_left_out() {
    let root = records();
    write(root.path(), "catalog/datasets/bad/record.yaml", "kind: dataset\ntitel: Bad\n");
    let out = root.path().join("out");
    let output = build(root.path(), &out);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("catalog/datasets/bad/record.yaml"), "{}", said(&output));
    assert!(out.join("datasets/data-0/index.html").is_file());
    assert!(!out.join("datasets/bad").exists());
}

#[test]
fn a_rebuild_says_the_same_of_what_it_does_not_read_again() {
    let root = records();
    write(root.path(), "catalog/datasets/bare/record.yaml", "kind: dataset\ntitle: Bare\n");
    let out = root.path().join("out");
    let first = said(&build(root.path(), &out));
    assert!(first.contains("catalog/datasets/bare/record.yaml"), "{first}");
    assert_eq!(said(&build(root.path(), &out)), first);
}

#[test]
fn a_folder_with_foreign_files_is_refused() {
    let root = records();
    let out = root.path().join("out");
    write(&out, "thesis.tex", "years of work");
    let output = build(root.path(), &out);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("did not make"), "{}", said(&output));
    assert_eq!(tree(&out).len(), 1);
}

#[test]
fn no_path_of_a_record_leaves_the_site() {
    let root = records();
    write(root.path(), "secret.txt", "secret");
    let paths = ["../../../secret.txt", "/etc/hostname", "a/../../data-0/record.yaml"];
    for (number, path) in paths.iter().enumerate() {
        let text = format!(
            "kind: dataset\ntitle: Escape\nsummary: A dataset for tests.\n\
             artifacts: [{{role: data, path: \"{path}\"}}]\n"
        );
        write(root.path(), &format!("catalog/datasets/escape-{number}/record.yaml"), &text);
    }
    let text = "kind: dataset\ntitle: Dots\nsummary: A dataset for tests.\n";
    write(root.path(), "catalog/datasets/..dots/record.yaml", text);
    let out = root.path().join("inner/out");
    let output = build(root.path(), &out);
    assert!(output.status.success(), "{}", said(&output));
    for (number, _) in paths.iter().enumerate() {
        let report = said(&output);
        assert!(report.contains(&format!("datasets/escape-{number}/")), "{report}");
        assert!(!out.join(format!("datasets/escape-{number}")).exists());
    }
    assert!(tree(&out).values().all(|text| text != b"secret"));
    let beside = fs::read_dir(root.path().join("inner")).unwrap().flatten();
    let mut beside: Vec<_> = beside.map(|item| item.file_name()).collect();
    beside.sort();
    assert_eq!(beside, [".out.faircat-spare", "out"]);
}
