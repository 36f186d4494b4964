//! Files stay small: most have at most 300 lines, and none more than 500. Messages of pages
//! (`*.ftl`), lock files and the like are data.

use std::fs;
use std::process::Command;

use crate::program::repository;

/// Most lines of nearly all files.
const USUAL: usize = 300;
/// Most lines of any file.
const MOST: usize = 500;
/// Files of a hundred that may have more than usual.
const LONG: usize = 5;
/// What is counted together. Templates are HTML.
const SORTS: [&[&str]; 2] = [&["*.rs"], &["*.js", "*.mjs", "*.css", "*.py", "*.sh", "*.html"]];

#[test]
fn files_are_short() {
    for endings in SORTS {
        let mut git = Command::new("git");
        git.args(["ls-files", "-z"]).args(endings).current_dir(repository());
        let listed = String::from_utf8(git.output().unwrap().stdout).unwrap();
        let lines =
            |name: &str| Some(fs::read_to_string(repository().join(name)).ok()?.lines().count());
        let sizes: Vec<(usize, &str)> =
            listed.split_terminator('\0').filter_map(|name| Some((lines(name)?, name))).collect();
        assert!(sizes.len() > 400, "{} of {endings:?}", sizes.len());
        let too_long: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > MOST).collect();
        assert!(too_long.is_empty(), "more than {MOST} lines: {too_long:?}");
        let long = sizes.iter().filter(|(lines, _)| *lines > USUAL).count();
        assert!(100 * long <= LONG * sizes.len(), "{long} of {} are long", sizes.len());
    }
}
