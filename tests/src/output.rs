//! The output folder: who may write it, what is replaced, and that a rebuild is a fresh build,
//! whatever happened in between.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;

use crate::build::{Moment, assert_same, build, build_well, command, records, said, tree, write};
use crate::copies::copy_folder;
use crate::program::faircat;

/// Numbers without an order, the same in every run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// A copy of what the site of `root` is made from, in a folder of its own.
fn copied(root: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["catalog", "site", "themes"] {
        if root.join(name).is_dir() {
            copy_folder(&root.join(name), &copy.path().join(name));
        }
    }
    copy
}

/// Builds the site of `root` anew elsewhere and compares.
fn assert_fresh(root: &Path, out: &Path) {
    let copy = copied(root);
    assert_same(&tree(out), &build_well(copy.path(), &copy.path().join("out")));
}

fn memory(root: &Path) -> PathBuf {
    let files = fs::read_dir(root.join(".faircat")).unwrap().flatten().map(|item| item.path());
    files.into_iter().find(|file| file.extension().is_some_and(|it| it == "memory")).unwrap()
}

fn refused(root: &Path, out: &Path, words: &str) {
    let output = build(root, out);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains(words), "{}", said(&output));
    assert!(said(&output).contains("nothing was built"), "{}", said(&output));
}

#[test]
fn builds_at_once_wait_for_each_other() {
    let root = records();
    let out = root.path().join("out");
    let whole = build_well(root.path(), &out);
    let moments = [Moment::Start, Moment::Locked, Moment::Files(0), Moment::Files(whole.len() / 2)];
    for (round, moment) in moments.into_iter().enumerate() {
        let title = format!("kind: dataset\ntitle: Round {round}\nsummary: A dataset for tests.\n");
        write(root.path(), "catalog/datasets/data-1/record.yaml", &title);
        let mut running: Vec<_> = (0..3)
            .map(|_| command(root.path(), &out).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        moment.wait(&mut running[0], &out);
        running[0].kill().unwrap();
        for program in running.into_iter().map(|it| it.wait_with_output().unwrap()).skip(1) {
            assert!(program.status.success(), "{}", said(&program));
        }
        assert_fresh(root.path(), &out);
    }
    assert!(tree(&out) != whole);
    let beside = fs::read_dir(root.path()).unwrap().flatten().map(|item| item.file_name());
    let locks: Vec<_> = beside.filter(|it| it.to_string_lossy().contains("lock")).collect();
    assert!(locks.is_empty(), "{locks:?}");
}

#[test]
fn a_bit_flipped_in_the_memory_is_not_published() {
    let root = records();
    let out = root.path().join("out");
    let whole = build_well(root.path(), &out);
    let mut numbers = Numbers(7);
    for _ in 0..12 {
        let file = memory(root.path());
        let mut bytes = fs::read(&file).unwrap();
        let place = numbers.below(bytes.len());
        bytes[place] ^= 1 << numbers.below(8);
        fs::write(&file, bytes).unwrap();
        assert_same(&build_well(root.path(), &out), &whole);
    }
    fs::write(memory(root.path()), "").unwrap();
    assert_same(&build_well(root.path(), &out), &whole);
}

#[test]
fn what_somebody_changed_in_the_site_is_made_anew_and_told() {
    let root = records();
    let out = root.path().join("out");
    let whole = build_well(root.path(), &out);
    let page = out.join("datasets/data-2/index.html");
    let changes: [&dyn Fn(); 4] = [
        &|| fs::write(&page, "<p>by hand").unwrap(),
        &|| fs::remove_file(&page).unwrap(),
        &|| fs::write(out.join("datasets/mine.txt"), "mine").unwrap(),
        &|| fs::write(out.join("static/list.js"), "// red").unwrap(),
    ];
    for change in changes {
        change();
        let output = build(root.path(), &out);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).contains("warning[site-changed]"), "{}", said(&output));
        assert_same(&tree(&out), &whole);
        let again = build(root.path(), &out);
        assert!(!said(&again).contains("site-changed"), "{}", said(&again));
        assert_same(&tree(&out), &whole);
    }
}

#[test]
fn only_a_site_of_ours_is_replaced() {
    let root = records();
    let stranger = root.path().join("stranger");
    write(&stranger, "void.ttl", "# mine");
    write(&stranger, "thesis.tex", "years of work");
    refused(root.path(), &stranger, "did not make");
    assert_eq!(tree(&stranger).len(), 2);

    let site = root.path().join("site-1");
    build_well(root.path(), &site);
    symlink(&site, root.path().join("link")).unwrap();
    refused(root.path(), &root.path().join("link"), "is a link");
    assert!(root.path().join("link").is_symlink());

    fs::create_dir(site.join(".git")).unwrap();
    refused(root.path(), &site, "holds `.git`");
    assert!(site.join(".git").is_dir());
}

/// A theme of the site's own in which `template`, one of the program's, ends with a variable that
/// there is not.
fn misspell(root: &Path, template: &str) {
    let of_program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes/default/templates");
    let text = fs::read_to_string(of_program.join(template)).unwrap();
    write(root, "site/site.yaml", "title: Tests\ntheme: mine\n");
    write(root, "themes/mine/theme.toml", "faircat = \"0.1\"\n");
    write(root, &format!("themes/mine/templates/{template}"), &(text + "{{ nope }}\n"));
}

#[test]
fn a_template_that_fails_leaves_the_old_site_in_its_place() {
    for (template, pages) in [("base.html", "pages"), ("record-header.html", "5 pages")] {
        let root = records();
        let out = root.path().join("out");
        let whole = build_well(root.path(), &out);
        misspell(root.path(), template);
        for strict in [false, true] {
            let mut command = command(root.path(), &out);
            let output = command.args(strict.then_some("--strict")).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{}", said(&output));
            assert_same(&tree(&out), &whole);
            let said = said(&output);
            assert_eq!(
                said.matches("error[template]: undefined value: `nope`").count(),
                1,
                "{said}"
            );
            assert!(said.contains(&format!("themes/mine/templates/{template}")), "{said}");
            assert!(said.contains(&format!("{pages}, or parts of them, cannot be made")), "{said}");
        }
        fs::remove_dir_all(root.path().join("themes/mine/templates")).unwrap();
        write(root.path(), "site/site.yaml", "title: Tests\n");
        build_well(root.path(), &out);
    }
}

#[test]
fn a_site_is_known_without_any_of_its_pages() {
    let root = records();
    let out = root.path().join("out");
    let whole = build_well(root.path(), &out);
    for lost in ["index.html", "void.ttl"] {
        fs::remove_file(out.join(lost)).unwrap();
        assert_same(&build_well(root.path(), &out), &whole);
    }
}

#[test]
fn strict_counts_errors_of_every_stage() {
    let files = [
        ("site/pages/models.md", "# Models\n"),
        ("site/synonyms.yaml", "GNN: a\n"),
        ("site/queries/a.rq", "SELECT"),
    ];
    for (file, text) in files {
        let root = records();
        let out = root.path().join("out");
        build_well(root.path(), &out);
        write(root.path(), file, text);
        let old = tree(&out);
        let check = faircat().args(["check", "--root"]).arg(root.path()).output().unwrap();
        assert_eq!(check.status.code(), Some(1), "{file}");
        let build = command(root.path(), &out).arg("--strict").output().unwrap();
        assert_eq!(build.status.code(), Some(1), "{}", said(&build));
        assert!(said(&build).contains(file), "{}", said(&build));
        assert_same(&tree(&out), &old);
    }
}

#[test]
fn a_site_is_not_written_into_what_it_is_made_from() {
    let root = records();
    write(root.path(), "site/site.yaml", "title: Tests\n");
    for out in
        ["catalog/out", "site", "site/out", "catalog", ".", "site/../catalog/datasets/data-0"]
    {
        refused(root.path(), &root.path().join(out), "what the site is made from");
    }
    symlink(root.path().join("catalog"), root.path().join("way")).unwrap();
    refused(root.path(), &root.path().join("way/out"), "what the site is made from");
    assert_eq!(tree(&root.path().join("catalog")).len(), 5);
}

#[test]
fn a_catalogue_without_records_says_so() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("catalog")).unwrap();
    let output = build(root.path(), &root.path().join("out"));
    assert!(said(&output).contains("warning[no-records]"), "{}", said(&output));
    let nowhere = root.path().join("nowhere");
    let output = build(&nowhere, &nowhere.join("out"));
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!nowhere.exists());
}

/// One random edit of a catalogue.
fn edit(root: &Path, step: usize, numbers: &mut Numbers) {
    let folder = root.join("catalog/datasets");
    let mut slugs: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|item| item.unwrap().file_name()).collect();
    slugs.sort();
    let slug = slugs[numbers.below(slugs.len())].to_string_lossy().into_owned();
    let record = |title: &str, more: &str| {
        format!("kind: dataset\ntitle: {title}\nsummary: A dataset for tests.\n{more}")
    };
    let path = |slug: &str| format!("catalog/datasets/{slug}/record.yaml");
    let other = &slugs[numbers.below(slugs.len())].to_string_lossy().into_owned();
    match numbers.below(8) {
        0 => write(root, &path(&slug), &record(&format!("Title {step}"), "")),
        1 => write(root, &path(&format!("new-{step}")), &record("New", "keywords: [new, data]\n")),
        2 if slugs.len() > 2 => fs::remove_dir_all(folder.join(&slug)).unwrap(),
        3 => {
            let name = format!("moved-{step}-{}", numbers.below(1000));
            fs::rename(folder.join(&slug), folder.join(name)).unwrap();
        }
        4 => write(root, &path(&slug), &record("Child", &format!("derived_from: [\"{other}\"]\n"))),
        5 => write(root, &path(&slug), "kind: dataset\ntitel: broken\n"),
        6 => {
            write(root, "themes/default/theme.toml", "faircat = \"0.1\"\n");
            write(root, "themes/default/static/list.js", &format!("/* {step} */"));
        }
        _ => {
            let file = format!("catalog/datasets/{slug}/data.csv");
            write(root, &file, &format!("a,b\n{step},2\n"));
            let artifact = "artifacts: [{role: data, path: data.csv, media_type: text/csv}]\n";
            write(root, &path(&slug), &record("With data", artifact));
        }
    }
}

#[test]
fn random_edits_and_a_rebuild_equal_a_fresh_build() {
    let root = records();
    let out = root.path().join("out");
    build_well(root.path(), &out);
    let mut numbers = Numbers(20);
    for step in 0..24 {
        for _ in 0..=numbers.below(3) {
            edit(root.path(), step, &mut numbers);
        }
        let output = build(root.path(), &out);
        assert!(output.status.success(), "step {step}: {}", said(&output));
        let copy = copied(root.path());
        let fresh = copy.path().join("out");
        let output = build(copy.path(), &fresh);
        assert!(output.status.success(), "step {step}: {}", said(&output));
        assert_same(&tree(&out), &tree(&fresh));
    }
}

#[test]
fn what_a_build_keeps_beside_the_site_leads_nowhere_else() {
    let root = records();
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), root.path().join(".faircat")).unwrap();
    let out = root.path().join("out");
    build_well(root.path(), &out);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    symlink(elsewhere.path().join("made"), root.path().join(".out.faircat-lock")).unwrap();
    let output = build(root.path(), &out);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("no ordinary file"), "{}", said(&output));
    assert!(!elsewhere.path().join("made").exists());
}
