//! Our own projects have the layout of a new one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{files_below, new, ok, template};
use crate::program::{repository, writes_anew};

const OURS: [&str; 3] = ["projects/braggnn", "projects/digits", "projects/hbb-interaction-network"];

/// Files of a new project that ours have under the same names. What is not here is of the example
/// itself, or stands once for the whole repository: its workflows and what Git ignores.
const SHARED: [&str; 26] = [
    "CITATION.cff",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "apptainer.def",
    "codemeta.json",
    "config/project.toml",
    "docs/conf.py",
    "docs/index.md",
    "models/README.md",
    "pyproject.toml",
    "reports/README.md",
    "requirements-dev.txt",
    "requirements-docs.txt",
    "requirements-notebooks.txt",
    "requirements-sync.txt",
    "requirements.txt",
    "src/data/make_dataset.py",
    "src/models/evaluate.py",
    "src/models/export.py",
    "src/models/train_model.py",
    "src/records/make_records.py",
    "src/visualization/figures.py",
    "tests/conftest.py",
    "tests/test_records.py",
];

/// Folders that only one of them has, and why.
const OWN_FOLDERS: [(&str, &str); 5] = [
    (".github", "this repository has its own"),
    (".github/workflows", "this repository has its own"),
    ("record_files", "ours share `projects/common`"),
    ("reports/figures", "a new project has not run yet"),
    ("src/records/templates", "the texts of four records"),
];

fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    ok(&new(folder.path(), &[".", "--yes"]));
    folder
}

/// What Python and Sphinx leave is no part of a project.
const LEFT: [&str; 2] = ["__pycache__", "_build"];

fn folders(project: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files_below(project, &LEFT) {
        let above = Path::new(&file).ancestors().skip(1);
        found.extend(above.map(|it| it.to_str().unwrap().to_owned()));
    }
    found.retain(|it| !it.is_empty() && !OWN_FOLDERS.iter().any(|(own, _)| own == it));
    found
}

/// The targets of a project's Makefile, with those that it includes.
fn targets(project: &Path) -> BTreeSet<String> {
    let texts = ["Makefile", "training.mk"].map(|it| fs::read_to_string(project.join(it)));
    let text = texts.into_iter().flatten().collect::<String>();
    let joined = text.replace("\\\n", " ");
    let phony = joined.lines().filter_map(|line| line.strip_prefix(".PHONY:"));
    phony.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[test]
fn all_projects_have_the_same_folders_and_files() {
    let new = made();
    let wanted = folders(new.path());
    for project in OURS.map(|it| repository().join(it)) {
        assert_eq!(folders(&project), wanted, "{}", project.display());
        for file in SHARED {
            assert!(new.path().join(file).is_file(), "{file}");
            assert!(project.join(file).is_file(), "{}/{file}", project.display());
        }
    }
}

#[test]
fn all_projects_have_the_same_targets() {
    let new = made();
    let wanted = targets(new.path());
    for step in ["data", "train", "evaluate", "export", "records", "test", "docs", "sync_data"] {
        assert!(wanted.contains(step), "{step}");
    }
    for project in OURS {
        let found = targets(&repository().join(project));
        let missing: Vec<&String> = wanted.difference(&found).collect();
        assert!(missing.is_empty(), "{project}: {missing:?}");
    }
}

/// Only a new project has constraints: ours share one environment.
const CONSTRAINED: &str = "-c constraints.txt\n";

/// What a project needs of its own is a copy of what ours share, so that no two come apart:
/// `INSTA_UPDATE=always` copies it anew.
#[test]
fn what_projects_share_is_the_same_everywhere() {
    let common = repository().join("projects/common");
    let bragg = repository().join(OURS[0]);
    let mut copies: Vec<(PathBuf, String)> = files_below(&common.join("record_files"), &LEFT)
        .into_iter()
        .map(|file| (common.clone(), format!("record_files/{file}")))
        .collect();
    copies.push((common, "tests/test_sync_data.py".to_owned()));
    for file in [
        "docs/conf.py",
        "requirements-docs.txt",
        "requirements-notebooks.txt",
        "requirements-sync.txt",
    ] {
        copies.push((bragg.clone(), file.to_owned()));
    }
    for (from, file) in copies {
        let (from, to) = (from.join(&file), template().join(&file));
        let mut ours = fs::read_to_string(&from).unwrap();
        if file.starts_with("requirements") {
            ours.insert_str(0, CONSTRAINED);
        }
        if writes_anew() {
            fs::write(&to, &ours).unwrap();
        }
        assert!(ours == fs::read_to_string(&to).unwrap(), "{file} differs from ours");
    }
    let of_new = files_below(&template().join("record_files"), &LEFT);
    assert_eq!(of_new, files_below(&repository().join("projects/common/record_files"), &LEFT));
}

/// One version of a package in all projects, so that one environment serves them.
#[test]
fn packages_have_the_versions_of_our_projects() {
    let pins = |file: &Path| -> BTreeSet<String> {
        let text = fs::read_to_string(file).unwrap();
        text.lines().filter(|it| it.contains("==")).map(str::to_owned).collect()
    };
    for file in ["requirements.txt", "requirements-dev.txt"] {
        let ours: BTreeSet<String> =
            OURS.iter().flat_map(|it| pins(&repository().join(it).join(file))).collect();
        let of_new = pins(&template().join(file));
        assert!(of_new.is_subset(&ours), "{file}: {:?}", of_new.difference(&ours));
    }
}

/// A new project's environment is pinned as a whole: what its requirements name stands among the
/// constraints in the same version, beside much that they bring along.
#[test]
fn a_new_project_pins_what_its_packages_bring_along() {
    let read = |file: &str| fs::read_to_string(template().join(file)).unwrap();
    let constraints = read("constraints.txt");
    let pinned: BTreeSet<String> = constraints
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(" ;").next().unwrap().to_lowercase())
        .collect();
    assert!(pinned.iter().all(|it| it.contains("==")), "{pinned:?}");
    for file in ["dev", "docs", "notebooks", "sync"].map(|it| format!("requirements-{it}.txt")) {
        let text = read(&file);
        assert!(text.starts_with(CONSTRAINED), "{file}");
        for line in text.lines().filter(|it| it.contains("==")) {
            assert!(pinned.contains(&line.to_lowercase()), "{file}: {line}");
        }
    }
    for brought in ["pillow", "protobuf", "ml-dtypes"] {
        assert!(pinned.iter().any(|it| it.starts_with(&format!("{brought}=="))), "{brought}");
    }
}
