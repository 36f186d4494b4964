//! The key with which builds seal what they remember: a user has it, and no catalogue.
//!
//! A change to a catalogue may bring a memory along, from which a build would publish what no record
//! says. As whoever made it does not know this key, it is not believed.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use tempfile::NamedTempFile;

use super::artifact_cache::folder_of_user;

pub(crate) type Key = [u8; blake3::KEY_LEN];

/// The key of this user, made where there is none; `None` where no file can be kept for the user.
pub(crate) fn key() -> Option<&'static Key> {
    static KEY: OnceLock<Option<Key>> = OnceLock::new();
    KEY.get_or_init(|| kept_in(&folder_of_user()?)).as_ref()
}

fn kept_in(folder: &Path) -> Option<Key> {
    let file = folder.join("memory.key");
    let known = || fs::read(&file).ok()?.try_into().ok();
    if let Some(key) = known() {
        return Some(key);
    }
    let mut key = Key::default();
    getrandom::fill(&mut key).ok()?;
    fs::create_dir_all(folder).ok()?;
    // Which nobody else may read.
    let mut staged = NamedTempFile::new_in(folder).ok()?;
    staged.write_all(&key).ok()?;
    match staged.persist_noclobber(&file) {
        Ok(_) => Some(key),
        // Another build was quicker.
        Err(_) => known(),
    }
}

#[cfg(test)]
mod tests {
    use super::kept_in;

    #[test]
    fn a_user_has_one_key_and_another_user_has_another() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = kept_in(one.path()).unwrap();
        assert_eq!(kept_in(one.path()), Some(key));
        assert_ne!(kept_in(other.path()), Some(key));
    }
}
