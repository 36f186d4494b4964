//! Checksums of files that are made for a bag.

use md5::Md5;
use sha2::{Digest, Sha256, Sha512};

use crate::package::Digests;

/// All checksums of `bytes`.
pub(super) fn of_bytes(bytes: &[u8]) -> Digests {
    Digests {
        size: bytes.len() as u64,
        md5: hex(&Md5::digest(bytes)),
        sha256: hex(&Sha256::digest(bytes)),
        sha512: hex(&Sha512::digest(bytes)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
