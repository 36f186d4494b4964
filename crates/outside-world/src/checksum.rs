//! Digests of files of any size.

use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use simd_adler32::Adler32;

use super::door::{self, Refused};

/// What a file's bytes come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Bytes.
    pub size: u64,
    /// 64 hexadecimal digits in lower case.
    pub sha256: String,
    /// Adler-32 (RFC 1950, section 8.2), which particle physics' storage uses: 8 hexadecimal
    /// digits in lower case.
    pub adler32: String,
}

/// The digests of the ordinary file `file`, as far as it reached when it was opened.
pub fn of_file(file: &Path) -> io::Result<Digests> {
    let (opened, length) = door::open_file(file).map_err(Refused::into_io)?;
    let mut reader = opened.take(length);
    let mut hasher = Sha256::new();
    let mut adler = Adler32::new();
    let mut size = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        hasher.update(&buffer[..read]);
        adler.write(&buffer[..read]);
    }
    let sha256 = hex(&hasher.finalize());
    Ok(Digests { size, sha256, adler32: format!("{:08x}", adler.finish()) })
}

/// SHA-256 of `bytes`, 64 hexadecimal digits in lower case.
pub fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
