//! Files beside a record that no static site can have.

use std::fs::File;

use super::{catalogue, check, dataset, out};
use crate::build::said;
use crate::program::{run, says};

#[test]
fn what_is_too_large_to_be_published_is_told_of_and_not_read() {
    let file = "artifacts: [{role: data, path: data.csv, media_type: text/csv}]\n";
    let root = catalogue(&[
        ("catalog/datasets/large/record.yaml", dataset("Large", file)),
        ("catalog/datasets/small.yaml", dataset("Small", "")),
    ]);
    let path = root.path().join("catalog/datasets/large/data.csv");
    // Without bytes on the disk.
    File::create(path).unwrap().set_len(1 << 40).unwrap();
    says(&out(&check(root.path(), &[])), "`data.csv` has 1.1\u{a0}TB, too many for a static site");
    let output = run(root.path(), &["build", "--out", root.path().join("site").to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(root.path().join("site/datasets/small/index.html").is_file());
    assert!(!root.path().join("site/datasets/large").exists());
}
