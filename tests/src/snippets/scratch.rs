//! A folder in which snippets are tried, and the commands that run there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::fences::fences;
use crate::copies::copy_folder;
use crate::program::{faircat, repository};

/// A scratch folder with `faircat` on the path of its commands.
pub(super) struct Scratch {
    folder: TempDir,
    /// Where the last command ended.
    place: PathBuf,
}

impl Scratch {
    /// An empty one.
    pub(super) fn empty() -> Scratch {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("here");
        fs::create_dir(&place).unwrap();
        Scratch { folder, place }
    }

    /// With the record of the manual's first chapter, and a person.
    pub(super) fn with_first_record() -> Scratch {
        let scratch = Scratch::empty();
        let text = fs::read_to_string(repository().join(super::chapter("start"))).unwrap();
        let first = fences(&text).into_iter().find(|it| it.attributes.contains_key("record"));
        scratch.write("catalog/datasets/my-events/record.yaml", &first.unwrap().text);
        let person = "kind: person\nname: Ada Example\ngiven_name: Ada\nfamily_name: Example\n";
        scratch.write("catalog/people/ada-example.yaml", person);
        scratch
    }

    /// A repository with the record of the manual's first chapter, and a branch `my-change`.
    pub(super) fn with_change() -> Scratch {
        let mut scratch = Scratch::with_first_record();
        let commit =
            "git add . && git -c user.name=A -c user.email=a@example.org commit --quiet -m";
        let title =
            "sed -i 's/^title: .*/title: Other events/' catalog/datasets/my-events/record.yaml";
        let made = scratch.run(&format!(
            "git init --quiet --initial-branch=main\n{commit} First\n\
             git checkout --quiet -b my-change\n{title}\n{commit} Second"
        ));
        made.expect("a repository");
        scratch
    }

    /// With a small model, `jet-tagger`, and the files that the chapters on models take as given.
    pub(super) fn with_model() -> Scratch {
        let scratch = Scratch::empty();
        let fixture = repository().join("tests/fixtures/verified/catalog");
        let catalog = scratch.place.join("catalog");
        copy_folder(&fixture.join("datasets"), &catalog.join("datasets"));
        copy_folder(&fixture.join("models/good"), &catalog.join("models/jet-tagger"));
        scratch.take(
            "tests/fixtures/verified/catalog/models/good/control/control-set.npz",
            "jets.npz",
        );
        scratch.take("tests/fixtures/verified/catalog/models/good/model.onnx", "model.onnx");
        scratch.take("catalog/models/hbb-in-pythia/model.pt", "weights.pth");
        scratch
    }

    /// With this repository's catalogue, `jets.h5`, `patches.h5` and `weights.pth`.
    pub(super) fn with_catalog() -> Scratch {
        let scratch = Scratch::empty();
        for folder in ["catalog", "site"] {
            copy_folder(&repository().join(folder), &scratch.place.join(folder));
        }
        scratch.take("tests/browser/fixtures/jets.h5", "jets.h5");
        scratch.take("tests/browser/fixtures/peaks.h5", "patches.h5");
        scratch.take("catalog/models/hbb-in-pythia/model.pt", "weights.pth");
        scratch
    }

    /// Copies a file of this repository.
    fn take(&self, from: &str, to: &str) {
        fs::copy(repository().join(from), self.place.join(to)).expect(from);
    }

    /// Writes a file below the place where the last command ended.
    pub(super) fn write(&self, path: &str, text: &str) {
        let file = self.place.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A file below the place where the last command ended.
    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.place.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Adds `text` to the end of a file.
    pub(super) fn append(&self, path: &str, text: &str) -> Result<(), String> {
        let before =
            fs::read_to_string(self.place.join(path)).map_err(|it| format!("{path}: {it}"))?;
        self.write(path, &(before + text));
        Ok(())
    }

    /// Runs `commands` by the shell; stops at the first that fails.
    pub(super) fn run(&mut self, commands: &str) -> Result<(), String> {
        let state = self.folder.path().join(".place");
        let script = format!("set -eu\n{commands}\npwd > '{}'\n", state.display());
        let program = faircat();
        let tools = Path::new(program.get_program()).parent().unwrap();
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([tools.to_owned()].into_iter().chain(env::split_paths(&path)));
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&self.place)
            .env("PATH", path.unwrap())
            .env("XDG_CACHE_HOME", self.folder.path().join(".cache"))
            .env_remove("FAIRCAT_BASE_URL")
            .output()
            .unwrap();
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&said)));
        }
        self.place = PathBuf::from(fs::read_to_string(&state).unwrap().trim());
        Ok(())
    }
}
