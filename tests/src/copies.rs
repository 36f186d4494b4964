//! Copies of fixtures and catalogues, for tests that change them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::repository;

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy_folder(&item.path(), &target);
        } else {
            fs::copy(item.path(), target).unwrap();
        }
    }
}

/// A catalogue with the fixture `good` and its dataset alone, and the model's folder.
pub(crate) fn copy_of_good() -> (TempDir, PathBuf) {
    let fixture = repository().join("tests/fixtures/verified/catalog");
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models/good");
    copy_folder(&fixture.join("models/good"), &folder);
    let datasets = root.path().join("catalog/datasets");
    fs::create_dir_all(&datasets).unwrap();
    fs::copy(fixture.join("datasets/numbers.yaml"), datasets.join("numbers.yaml")).unwrap();
    (root, folder)
}
