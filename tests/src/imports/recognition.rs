//! Which format a file is of is told by what is in it, and never another format's is taken.

use std::fs;
use std::path::{Path, PathBuf};

use faircat::formats::list::recognised;
use faircat::formats::reader::Input;

use crate::program::shared;

/// Folders of real files whose format is called otherwise.
const NAMES: [(&str, &str); 3] = [
    ("hf-config", "huggingface"),
    ("hf-eval-results", "huggingface"),
    ("croissant-invalid", "croissant"),
];

#[test]
fn real_files_are_of_their_own_format_or_of_none() {
    let Some(inputs) = shared("data/inputs") else { return };
    for folder in fs::read_dir(inputs).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        let expected = NAMES.iter().find(|(it, _)| *it == name).map_or(&*name, |it| it.1);
        let files = files_below(&folder.path());
        assert!(!files.is_empty(), "{name}");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            if let Some(found) = recognised(&Input::new(&file, &bytes)) {
                // A format of several writings has a name for each.
                assert!(found.name.starts_with(expected), "{}: {}", file.display(), found.name);
            }
        }
    }
}

/// Fixtures are recognised too, unless their names say that they are not.
#[test]
fn fixtures_are_of_their_own_format() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports");
    for folder in fs::read_dir(fixtures).unwrap() {
        let folder = folder.unwrap();
        let name = folder.file_name().into_string().unwrap();
        for file in files_below(&folder.path()) {
            let bytes = fs::read(&file).unwrap();
            let found = recognised(&Input::new(&file, &bytes));
            let is_none = file.to_string_lossy().contains("unrecognised");
            let found = found.map(|it| it.name).unwrap_or_default();
            let fits = if is_none { found.is_empty() } else { found.starts_with(&*name) };
            assert!(fits, "{}: `{found}`", file.display());
        }
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
