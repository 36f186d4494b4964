//! What Clippy refuses outside the doors to files, network, clock and other programs.

use std::collections::BTreeSet;
use std::fs;

use crate::program::repository;

/// Clippy passes over paths of crates that it does not know, and `scripts/clippy.sh` tells of all
/// others that lead nowhere.
#[test]
fn what_is_refused_outside_the_doors_is_of_crates_that_are_used() {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let (config, lock) = (read("clippy.toml"), read("Cargo.lock"));
    let config: toml::Table = toml::from_str(&config).unwrap();
    let lock: toml::Table = toml::from_str(&lock).unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let mut crates: BTreeSet<String> =
        packages.map(|it| it["name"].as_str().unwrap().replace('-', "_")).collect();
    crates.insert("std".to_owned());
    let refused = config["disallowed-methods"].as_array().unwrap();
    for entry in refused {
        let path = entry["path"].as_str().unwrap();
        let (name, _) = path.split_once("::").unwrap();
        assert!(crates.contains(name), "{path}: no crate `{name}` is used");
        assert!(entry.get("allow-invalid").is_none(), "{path}: nobody would tell that it is gone");
    }
    assert!(refused.len() > 90, "{}", refused.len());
}
