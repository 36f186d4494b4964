//! Records are read on threads with the stack that is stated: alone in its program, as the threads
//! are started once.

use std::path::Path;

use faircat_loading::{load, threads};

#[test]
fn reading_a_catalogue_starts_the_threads_with_their_stack() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/verified");
    assert!(!load(&root).0.entries.is_empty());
    // More than the 2 MiB that threads have otherwise.
    assert!(threads::guarded(&root, || deep(6000)).is_ok());
}

fn deep(left: usize) -> usize {
    let room = [left as u8; 1024];
    match left {
        0 => 0,
        _ => deep(left - 1) + usize::from(std::hint::black_box(room)[left % 1024]),
    }
}
