//! By what a file is known again without being read.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// For how long a file must have been left alone to be known by its times: file systems count these
/// in steps of up to two seconds, within which it may change again.
const SETTLED: Duration = Duration::from_secs(3);

/// What tells the state of a file from every other that it was in, or comes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// BLAKE3 of its path below the site's root, place on the disk, size and times of change: that of
    /// its bytes, which anyone may set, and that which the system alone sets.
    pub digest: [u8; 32],
    /// Whether a later change would give another.
    pub is_settled: bool,
}

/// That of the ordinary file `file` below `root` as it is now; `None` where it is none.
pub fn of(root: &Path, file: &Path) -> Option<FileMark> {
    let found = fs::symlink_metadata(root.join(file)).ok().filter(Metadata::is_file)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(file.as_os_str().as_encoded_bytes());
    for number in [found.dev(), found.ino(), found.size()] {
        hasher.update(&number.to_le_bytes());
    }
    for number in [found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()] {
        hasher.update(&number.to_le_bytes());
    }
    let digest = *hasher.finalize().as_bytes();
    Some(FileMark { digest, is_settled: is_settled(&found, SystemTime::now()) })
}

/// Whether the file was left alone for long enough at `now`; a time that has not come tells nothing.
fn is_settled(found: &Metadata, now: SystemTime) -> bool {
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let changed = u64::try_from(found.mtime().max(found.ctime())).map(Duration::from_secs);
    changed.is_ok_and(|changed| changed + SETTLED <= now)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::{is_settled, of};

    #[test]
    fn every_change_of_a_file_gives_another_mark() {
        let folder = tempfile::tempdir().unwrap();
        let (root, file) = (folder.path(), Path::new("a.yaml"));
        fs::write(root.join(file), "one").unwrap();
        let first = of(root, file).unwrap();
        assert_eq!(of(root, file), Some(first));
        assert!(!first.is_settled);

        // Another file of the same size and, as copies have it, of the same time.
        let time = fs::metadata(root.join(file)).unwrap().modified().unwrap();
        fs::write(root.join("b"), "two").unwrap();
        fs::File::options().append(true).open(root.join("b")).unwrap().set_modified(time).unwrap();
        fs::rename(root.join("b"), root.join(file)).unwrap();
        assert_ne!(of(root, file).unwrap().digest, first.digest);

        std::os::unix::fs::symlink("a.yaml", root.join("link")).unwrap();
        assert_eq!(of(root, Path::new("link")), None);
        assert_eq!(of(root, Path::new("nothing")), None);
    }

    #[test]
    fn a_file_is_settled_once_it_was_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.yaml");
        fs::write(&file, "one").unwrap();
        let found = fs::metadata(&file).unwrap();
        let now = SystemTime::now();
        assert!(!is_settled(&found, now));
        assert!(is_settled(&found, now + Duration::from_secs(60)));
        assert!(!is_settled(&found, now - Duration::from_secs(60)));
    }
}
