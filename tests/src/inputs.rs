//! Where tests find what they read, in the checkout and beside it; also for the tests of crates.

#![allow(dead_code, reason = "no crate's tests need all of it")]

use std::env;
use std::path::{Path, PathBuf};

/// The root folder of this checkout.
pub(crate) fn repository() -> PathBuf {
    let of_crate = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = of_crate.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    root.expect("the crate lies in a checkout").to_owned()
}

/// What lies at `path` in the folder `../shared` beside the checkout, or in that which
/// `$FAIRCAT_SHARED` names: inputs that are not part of it. `None` where it is absent, which is said.
#[track_caller]
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let there = shared_root().join(path);
    if let Ok(there) = there.canonicalize() {
        return Some(there);
    }
    skip(&format!("`{}` is not there; $FAIRCAT_SHARED may name another folder", there.display()));
    None
}

fn shared_root() -> PathBuf {
    env::var_os("FAIRCAT_SHARED").map_or_else(|| repository().join("../shared"), PathBuf::from)
}

/// Says that a test does not run, which is an error in CI where all that it could want is there.
#[track_caller]
pub(crate) fn skip(reason: &str) {
    let is_complete = env::var_os("CI").is_some() && shared_root().exists();
    assert!(!is_complete, "nothing is skipped in CI: {reason}");
    println!("skipped: {reason}");
}
