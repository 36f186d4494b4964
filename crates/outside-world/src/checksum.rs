//! Digests of files of any size.

use std::io::{self, Read};
use std::path::Path;

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
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
    let (mut hasher, mut adler) = (Sha256::new(), Adler32::new());
    let size = read_through(file, &mut |bytes| {
        hasher.update(bytes);
        adler.write(bytes);
    })?;
    let sha256 = hex::encode(hasher.finalize());
    Ok(Digests { size, sha256, adler32: format!("{:08x}", adler.finish()) })
}

/// Passes the bytes of `file` on, in blocks; how many there are.
fn read_through(file: &Path, take: &mut dyn FnMut(&[u8])) -> io::Result<u64> {
    let (opened, length) = door::open_file(file).map_err(Refused::into_io)?;
    let mut reader = opened.take(length);
    let mut size = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        take(&buffer[..read]);
    }
}

/// Checksums of a file by every algorithm that packages name, as hexadecimal digits in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllDigests {
    /// Bytes.
    pub size: u64,
    pub md5: String,
    pub sha256: String,
    pub sha512: String,
}

/// All checksums of the ordinary file `file`, as far as it reached when it was opened.
pub fn all_of_file(file: &Path) -> io::Result<AllDigests> {
    let (mut md5, mut sha256, mut sha512) = (Md5::new(), Sha256::new(), Sha512::new());
    let size = read_through(file, &mut |bytes| {
        md5.update(bytes);
        sha256.update(bytes);
        sha512.update(bytes);
    })?;
    Ok(AllDigests {
        size,
        md5: hex::encode(md5.finalize()),
        sha256: hex::encode(sha256.finalize()),
        sha512: hex::encode(sha512.finalize()),
    })
}

/// The checksum of a file by the algorithm `name`, as hexadecimal digits in lower case; `None` of one
/// that is not known here.
pub fn named(name: &str, file: &Path) -> Option<io::Result<String>> {
    let (_, digest) = BY_NAME.iter().find(|(known, _)| *known == plain(name))?;
    Some(digest(file))
}

/// Whether [`named`] knows the algorithm.
pub fn is_known(name: &str) -> bool {
    BY_NAME.iter().any(|(known, _)| *known == plain(name))
}

/// The digest of a file, in hexadecimal digits.
type OfFile = fn(&Path) -> io::Result<String>;

/// Algorithms by the letters and digits of their names.
const BY_NAME: [(&str, OfFile); 6] = [
    ("adler32", |file| of_file(file).map(|it| it.adler32)),
    ("md5", by::<Md5>),
    ("sha1", by::<Sha1>),
    ("sha256", by::<Sha256>),
    ("sha384", by::<Sha384>),
    ("sha512", by::<Sha512>),
];

fn plain(name: &str) -> String {
    let signs = name.chars().filter(char::is_ascii_alphanumeric);
    signs.collect::<String>().to_ascii_lowercase()
}

fn by<D: Digest>(file: &Path) -> io::Result<String> {
    let mut hasher = D::new();
    read_through(file, &mut |bytes| hasher.update(bytes))?;
    Ok(hex::encode(hasher.finalize()))
}

/// SHA-256 of `bytes`, 64 hexadecimal digits in lower case.
pub fn of_bytes(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
