//! What OLD and NEW may be, and what is said where they are not.

use std::fs;

use super::{Repository, dataset, of};
use crate::copies::copy_folder;
use crate::program::{faircat, says};

/// Exit code and what is said where the two sides are `old` and `new`.
fn said(repository: &Repository, old: &str, new: &str) -> (Option<i32>, String) {
    let output = repository.diff(&[old, new]);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn sides_that_are_not_there_are_a_wrong_command_line() {
    let repository = Repository::new();
    let empty = tempfile::tempdir().unwrap();
    let empty = empty.path().to_str().unwrap();
    let file = repository.folder.join("record.yaml");
    let pages = tempfile::tempdir().unwrap();
    fs::write(pages.path().join("index.html"), "<!doctype html>").unwrap();
    fs::create_dir(pages.path().join("models")).unwrap();
    let pages = pages.path().to_str().unwrap();
    for (new, code, hint) in [
        ("no-such-branch", "error[unknown-revision]", "fetch the history first"),
        ("--output=x", "unexpected argument", "--help"),
        ("HEAD:catalog", "error[unknown-revision]", "check the name"),
        (empty, "error[no-catalog]", "name the folder that holds `catalog/`"),
        (pages, "error[no-catalog]", "without `--pages-only`"),
        (file.to_str().unwrap(), "error[no-folder]", "name the folder"),
    ] {
        let (exit, text) = said(&repository, "HEAD", new);
        assert_eq!(exit, Some(2), "{new}: {text}");
        says(&text, code);
        says(&text, hint);
    }
    // Both are told of at once.
    let (_, text) = said(&repository, "nothing", "neither");
    assert_eq!(text.matches("error[unknown-revision]").count(), 2, "{text}");
}

#[test]
fn revisions_need_a_repository_and_folders_do_not() {
    let repository = Repository::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy");
    copy_folder(&repository.path().join("catalog"), &copy.join("catalog"));
    let run = |arguments: &[&str]| {
        let mut program = faircat();
        program.env("SOURCE_DATE_EPOCH", "1795651200").arg("diff").args(arguments);
        program.env("GIT_CEILING_DIRECTORIES", elsewhere.path().parent().unwrap());
        program.current_dir(elsewhere.path()).output().unwrap()
    };
    let output = run(&["HEAD", "copy"]);
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "error[no-repository]");
    // Both are told apart by what is there; `catalog` itself will do.
    let catalog = copy.join("catalog");
    let renamed = elsewhere.path().join("before");
    copy_folder(&catalog, &renamed);
    for other in [catalog.as_path(), renamed.as_path(), repository.path()] {
        let output = run(&["copy", other.to_str().unwrap()]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("no record changes"), "{text}");
    }
}

#[test]
fn a_site_may_lie_within_its_repository() {
    let repository = Repository::new();
    let sub = repository.path().join("my site");
    fs::create_dir(&sub).unwrap();
    fs::rename(repository.path().join("catalog"), sub.join("catalog")).unwrap();
    repository.commit();
    let (exit, text) = said(&repository, "HEAD~1", "HEAD");
    assert_eq!(exit, Some(2));
    says(&text, "the revision `HEAD` has no folder `catalog` here");
    repository.write("my site/catalog/datasets/new.yaml", &dataset("New"));
    let output = crate::program::run(&sub, &["diff", "HEAD", sub.to_str().unwrap()]);
    says(&String::from_utf8_lossy(&output.stdout), "1 record added.");
}

#[test]
fn records_that_cannot_be_read_are_told_of_and_others_compared() {
    let repository = Repository::new();
    repository.write("catalog/datasets/was-broken.yaml", "kind: dataset\nnonsense: 1\n");
    repository.write("catalog/datasets/stays-broken.yaml", "kind: dataset\ntitle: ''\n");
    repository.write("catalog/datasets/sound.yaml", &dataset("Sound"));
    repository.commit();
    repository.write("catalog/datasets/was-broken.yaml", &dataset("Mended"));
    repository.write("catalog/datasets/sound.yaml", "kind: dataset\ntitle: [\n");
    repository.write("catalog/datasets/new.yaml", &dataset("New"));
    let review = repository.json();
    assert_eq!(of(&review, "datasets/was-broken")["change"], "mended");
    assert_eq!(of(&review, "datasets/sound")["change"], "broken");
    assert_eq!(of(&review, "datasets/new")["change"], "added");
    assert_eq!(of(&review, "datasets/sound")["vanished"][0]["address"], "datasets/sound/");
    let problems = review["problems"].as_array().unwrap();
    let side = |name: &str| {
        let file = format!("catalog/datasets/{name}.yaml");
        let mut of_file = problems.iter().filter(|it| it["file"] == file);
        of_file.next().map(|it| it["side"].as_str().unwrap())
    };
    assert_eq!(side("was-broken"), Some("old"));
    assert_eq!(side("stays-broken"), Some("both"));
    assert_eq!(side("sound"), Some("new"));
    assert_eq!(repository.under("broken-record").0, Some(1));
    says(&repository.review("human"), "1 record cannot be read");
}

#[test]
fn of_two_files_for_one_record_the_first_is_compared() {
    let repository = Repository::new();
    repository.write("catalog/datasets/numbers/record.yaml", &dataset("Another"));
    let review = repository.json();
    let problems = review["problems"].to_string();
    says(&problems, "duplicate-slug");
    assert_eq!(review["counts"]["broken"], serde_json::Value::Null);
}

#[test]
fn settings_that_cannot_be_read_are_told_of() {
    let repository = Repository::new();
    repository.write("site/site.yaml", "title: [\n");
    let review = repository.json();
    says(&review["problems"].to_string(), "site/site.yaml");
    assert_eq!(review["counts"], serde_json::json!({}));
}

/// A revision has pointers in the place of large files; what they stand for lies beside it.
#[test]
fn files_of_git_lfs_are_taken_from_beside_the_repository() {
    let repository = Repository::new();
    let model = repository.folder.join("model.onnx");
    let bytes = fs::read(&model).unwrap();
    let digest = "f141b51695ffe71804563195c26cc58b664137504c5639af2772fcb1fcf05e9d";
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 243\n");
    fs::write(&model, pointer).unwrap();
    repository.commit();
    let output = repository.diff(&["HEAD~1", "HEAD", "--format", "json"]);
    says(&String::from_utf8_lossy(&output.stderr), "this is a pointer of Git LFS");
    let objects = repository.path().join(".git/lfs/objects/f1/41");
    fs::create_dir_all(&objects).unwrap();
    fs::write(objects.join(digest), bytes).unwrap();
    let output = repository.diff(&["HEAD~1", "HEAD"]);
    says(&String::from_utf8_lossy(&output.stdout), "no record changes.");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_submodule_is_left_out_and_told_of() {
    let repository = Repository::new();
    let entry = format!("160000,{},catalog/datasets/other", "1".repeat(40));
    repository.git(&["update-index", "--add", "--cacheinfo", &entry]);
    let user = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
    repository.git(&[&user[..], &["commit", "--quiet", "--message", "A submodule"]].concat());
    let output = repository.diff(&["HEAD~1", "HEAD"]);
    assert_eq!(output.status.code(), Some(0));
    says(&String::from_utf8_lossy(&output.stderr), "it is another repository, a submodule");
}

#[test]
fn problems_are_told_file_by_file_and_new_ones_first() {
    let repository = Repository::new();
    repository.write("catalog/datasets/a.yaml", &(dataset("A") + "nonsense: 1\n"));
    repository.commit();
    let both = "nonsense: 1\nauthors: [nobody, nobody]\n";
    repository.write("catalog/datasets/b.yaml", &(dataset("B") + both));
    let text = repository.review("human");
    says(&text, "`catalog/datasets/a.yaml`: 1 problem, as before the change");
    let place = |name: &str| text.find(&format!("`catalog/datasets/{name}.yaml`")).unwrap();
    assert!(place("b") < place("a"), "{text}");
}

#[test]
fn the_change_that_brings_a_catalogue_is_one() {
    let repository = Repository::new();
    let aside = repository.path().join("aside");
    fs::rename(repository.path().join("catalog"), &aside).unwrap();
    repository.commit();
    fs::rename(&aside, repository.path().join("catalog")).unwrap();
    repository.commit();
    let (exit, text) = said(&repository, "HEAD~1", "HEAD");
    assert_eq!(exit, Some(0), "{text}");
    says(&text, "the revision `HEAD~1` has no folder `catalog` here");
    let output = repository.diff(&["HEAD~1", "HEAD"]);
    says(&String::from_utf8_lossy(&output.stdout), "records added");
}

#[test]
fn a_record_that_moves_takes_its_files_along() {
    let repository = Repository::new();
    let to = repository.folder.with_file_name("better");
    fs::rename(&repository.folder, &to).unwrap();
    let file = to.join("record.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}moved_from: [good]\n")).unwrap();
    assert_eq!(repository.under("vanished-address").0, Some(0), "{}", repository.review("human"));
    // One that is not taken along vanishes.
    fs::write(&file, text.replace("path: training.json", "url: https://example.org/training.json"))
        .unwrap();
    assert_eq!(repository.under("vanished-address").0, Some(1));
}

#[test]
fn a_review_that_cannot_be_written_is_no_success() {
    let repository = Repository::new();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut program = faircat();
    program.current_dir(repository.path()).args(["diff", "HEAD", "."]).stdout(full);
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    says(&String::from_utf8_lossy(&output.stderr), "the review cannot be written");
}
