//! Hostile records and files: a pull request is hostile until it is merged.

use super::folder;

#[test]
fn the_samples_of_hostile_records_are_all_there() {
    let Some(samples) = folder("hostile") else { return };
    for name in ["forged", "hosted", "markdown", "math"] {
        assert!(samples.join(name).is_dir(), "{name}");
    }
}
