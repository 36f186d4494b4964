//! Claims of other data than the control set's.

use std::fs;

use crate::copies::copy_folder;
use crate::program::{repository, run, says};

#[test]
fn what_is_claimed_of_other_data_is_not_held_by_the_control_set() {
    for (of, said) in [
        (
            "dataset: doi:10.5281/zenodo.4559324\n      split: test",
            "of `doi:10.5281/zenodo.4559324`",
        ),
        ("dataset: datasets/others\n      split: test", "of `datasets/others`"),
        ("dataset: datasets/numbers\n      split: train", "of the test split"),
    ] {
        let root = tempfile::tempdir().unwrap();
        copy_folder(&repository().join("tests/fixtures/verified"), root.path());
        let file = root.path().join("catalog/models/good/record.yaml");
        let record = fs::read_to_string(&file).unwrap();
        let (before, after) = record.split_once("tolerance: 0.001\n").unwrap();
        let changed = after.replacen("dataset: datasets/numbers\n      split: test", of, 1);
        fs::write(&file, format!("{before}tolerance: 0.001\n{changed}")).unwrap();
        let output = run(root.path(), &["verify", "good", "--engine", "tract"]);
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        says(&text, said);
        assert_eq!(output.status.code(), Some(1), "{text}");
        let output = run(root.path(), &["check"]);
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        says(&text, "error[claim]");
        says(&text, said);
    }
}
