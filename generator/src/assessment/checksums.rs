//! Checksums by their form: what is none proves nothing of a file.

use oxrdf::NamedNodeRef;

use super::subject::Alternatives;

/// Digests that descriptions give beside schema.org's `sha256`: Croissant's, and names in use.
pub(super) const OTHER_DIGESTS: Alternatives = &[
    NamedNodeRef::new_unchecked("http://mlcommons.org/croissant/md5"),
    NamedNodeRef::new_unchecked("http://schema.org/md5"),
    NamedNodeRef::new_unchecked("http://schema.org/sha512"),
    NamedNodeRef::new_unchecked("http://schema.org/checksum"),
];

/// Number of hexadecimal digits by algorithm, as its name ends in lower case.
const LENGTHS: &[(&str, usize)] = &[
    ("sha256", 64),
    ("sha512", 128),
    ("sha384", 96),
    ("sha1", 40),
    ("md5", 32),
    ("adler32", 8),
    ("crc32", 8),
    ("blake3", 64),
];

/// Whether `text` is a SHA-256: 64 hexadecimal digits, perhaps behind the name of the algorithm.
pub(super) fn is_sha256(text: &str) -> bool {
    is_of("sha256", text)
}

/// Whether `text` is a digest of any algorithm that is known here. Of the shortest ones, the name
/// must be there: eight digits alone are as well a date.
pub(super) fn is_digest(text: &str) -> bool {
    match text.split_once([':', '-']) {
        Some((name, digits)) => is_of(name, digits),
        None => LENGTHS.iter().any(|(_, length)| *length > 8 && is_hexadecimal(text, *length)),
    }
}

/// Whether `value` has the form of a digest by `algorithm`, which may be an IRI or empty.
pub(super) fn is_of(algorithm: &str, value: &str) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_'], "");
    let algorithm = plain(algorithm);
    let known = LENGTHS.iter().find(|(name, _)| algorithm.ends_with(name));
    let Some((name, length)) = known else {
        return algorithm.is_empty() && is_digest(value);
    };
    let digits = match value.split_once(':') {
        Some((prefix, digits)) if plain(prefix) == *name => digits,
        Some(_) => return false,
        None => value,
    };
    is_hexadecimal(digits, *length)
}

/// `length` hexadecimal digits, not all the same: nobody's file has such a digest, and templates do.
fn is_hexadecimal(text: &str, length: usize) -> bool {
    let text = text.trim();
    let bytes = text.as_bytes();
    bytes.len() == length
        && bytes.iter().all(u8::is_ascii_hexdigit)
        && bytes.iter().any(|byte| *byte != bytes[0])
}
