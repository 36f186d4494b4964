//! Checksums of files that are made for a bag.

use md5::Md5;
use sha2::{Digest, Sha256, Sha512};

use crate::package::Digests;

/// All checksums of `bytes`.
pub(super) fn of_bytes(bytes: &[u8]) -> Digests {
    Digests {
        size: bytes.len() as u64,
        md5: hex::encode(Md5::digest(bytes)),
        sha256: hex::encode(Sha256::digest(bytes)),
        sha512: hex::encode(Sha512::digest(bytes)),
    }
}
