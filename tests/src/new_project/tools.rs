//! A new project by copier and by cookiecutter, the tools themselves.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::{cache, files_below, new, ok, shell};
use crate::program::{faircat, repository, says, skip};

/// An environment with both tools, made once; `None` where they cannot be installed.
fn tools() -> Option<PathBuf> {
    let requirements = repository().join("projects/template/requirements-test.txt");
    let pins = fs::read_to_string(&requirements).unwrap();
    let name: String = pins.chars().filter(char::is_ascii_alphanumeric).collect();
    let venv = cache().join("project-tools").join(name);
    let installed = venv.join("complete");
    if !installed.exists() {
        fs::create_dir_all(&venv).unwrap();
        let variables = [("VENV", venv.as_path()), ("PINS", requirements.as_path())];
        let script = "python3 -m venv --clear \"$VENV\"
            \"$VENV/bin/pip\" install --quiet --disable-pip-version-check -r \"$PINS\"
            touch \"$VENV/complete\"";
        let output = shell(&repository(), script, &variables);
        if !output.status.success() {
            skip(&format!("no copier: {}", String::from_utf8_lossy(&output.stderr)));
            return None;
        }
    }
    Some(venv.join("bin"))
}

struct Place {
    folder: tempfile::TempDir,
    path: String,
    template: PathBuf,
}

impl Place {
    fn new(tools: &Path) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).unwrap();
        let program = Path::new(faircat().get_program()).canonicalize().unwrap();
        symlink(program, bin.join("faircat")).unwrap();
        let before = std::env::var("PATH").unwrap();
        let path = format!("{}:{}:{before}", bin.display(), tools.display());
        let template = folder.path().join("template");
        copy(&repository().join("projects/template"), &template);
        Place { folder, path, template }
    }

    /// Runs `script` with both tools and the program, and with nothing of this machine's settings.
    fn run(&self, script: &str) -> Output {
        let home = self.folder.path();
        let variables = [
            ("PATH", Path::new(&self.path)),
            ("HOME", home),
            ("TEMPLATE", self.template.as_path()),
            ("GIT_CONFIG_GLOBAL", Path::new("/dev/null")),
        ];
        shell(home, script, &variables)
    }

    fn made(&self, name: &str, own: &str) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder.path().join(name);
        let files = files_below(&folder, &[".git"]).into_iter().filter(|it| it != own);
        files.map(|it| (it.clone(), fs::read(folder.join(it)).unwrap())).collect()
    }
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from, &[]) {
        fs::create_dir_all(to.join(&file).parent().unwrap()).unwrap();
        fs::copy(from.join(&file), to.join(&file)).unwrap();
    }
}

const TITLE: &str = r#"A "b" $(touch touched) é: #"#;

#[test]
fn copier_and_cookiecutter_make_the_same_project() {
    let Some(tools) = tools() else { return };
    let place = Place::new(&tools);
    let title = format!("project_name='{TITLE}'");
    ok(&place.run(&format!(
        "copier copy --quiet --trust --defaults --data {title} --data repo_name=ab \"$TEMPLATE\" one"
    )));
    ok(&place.run(&format!("cookiecutter --no-input \"$TEMPLATE\" {title} repo_name=ab")));
    ok(&new(place.folder.path(), &["three", "--yes", "--title", TITLE, "--repository", "ab"]));
    let made = place.made("three", "");
    assert!(made == place.made("one", ".copier-answers.yml"));
    assert!(made == place.made("ab", ".cookiecutter-answers.json"));
    assert!(!files_below(place.folder.path(), &[]).iter().any(|it| it.ends_with("touched")));
}

#[test]
fn a_wrong_answer_to_a_tool_is_told_of() {
    let Some(tools) = tools() else { return };
    let place = Place::new(&tools);
    let wrong = "author_orcid=0000-0002-1825-0098";
    for command in [
        format!("copier copy --trust --defaults --data {wrong} \"$TEMPLATE\" one"),
        format!("cookiecutter --no-input \"$TEMPLATE\" {wrong}"),
    ] {
        let output = place.run(&command);
        assert!(!output.status.success());
        says(&String::from_utf8_lossy(&output.stderr), "`author_orcid`: ");
    }
}

/// What the template changed is merged with what somebody changed, as copier does it.
#[test]
fn copier_update_keeps_what_somebody_changed() {
    let Some(tools) = tools() else { return };
    let place = Place::new(&tools);
    let commit =
        "git add --all && git -c user.name=A -c user.email=a@example.org commit --quiet -m a";
    ok(&place.run(&format!(
        "cd \"$TEMPLATE\" && git init --quiet && {commit} && git tag v1
         cd .. && copier copy --quiet --trust --defaults --data author_name=Ada \"$TEMPLATE\" one
         cd one && echo 'A line of ours.' >> docs/model.md && git init --quiet && {commit}
         cd \"$TEMPLATE\" && sed -i 's/default: MIT/default: ISC/' copier.yml && {commit} && git tag v2
         cd ../one && copier update --quiet --trust --defaults --data license=ISC"
    )));
    let read = |path: &str| fs::read_to_string(place.folder.path().join("one").join(path)).unwrap();
    says(&read("docs/model.md"), "\nA line of ours.\n");
    says(&read("config/project.toml"), "license = \"ISC\"\n");
    says(&read("LICENSE"), "Ada");
    says(&read("README.md"), "ISC");
}
