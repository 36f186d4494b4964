use std::path::Path;

use super::{is_below, listed};

#[test]
fn entries_of_trees_are_read_below_the_prefix() {
    let file = listed(b"100644 blob 0123\tsub/catalog/a b.yaml", b"sub/").unwrap();
    assert_eq!((file.mode.as_str(), file.object.as_str()), ("100644", "0123"));
    assert_eq!(file.path, Path::new("catalog/a b.yaml"));
    assert!(listed(b"100644 blob 0123\tother/catalog", b"sub/").is_none());
}

#[test]
fn no_path_leaves_the_folder() {
    assert!(is_below(Path::new("catalog/models/a.yaml")));
    for path in ["../a", "/a", "catalog/../../a"] {
        assert!(!is_below(Path::new(path)), "{path}");
    }
}
