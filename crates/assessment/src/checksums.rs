//! Checksums by their form: what is none proves nothing of a file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oxrdf::NamedNodeRef;

use super::view::Alternatives;

/// Digests that descriptions give beside schema.org's `sha256`: Croissant's, and names in use.
pub(super) const OTHER_DIGESTS: Alternatives = &[
    NamedNodeRef::new_unchecked("http://mlcommons.org/croissant/md5"),
    NamedNodeRef::new_unchecked("http://schema.org/md5"),
    NamedNodeRef::new_unchecked("http://schema.org/sha512"),
    NamedNodeRef::new_unchecked("http://schema.org/checksum"),
];

/// Number of hexadecimal digits by algorithm, as its name is without signs and in lower case.
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
    is_named(text) || LENGTHS.iter().any(|(_, length)| *length > 8 && is_hexadecimal(text, *length))
}

/// Whether `text` is a digest behind the name of its algorithm: `md5:…`, `sha-256=…`,
/// `urn:sha1:…`, `hash://sha256/…`, or the `sha256-…` of Subresource Integrity.
pub(super) fn is_named(text: &str) -> bool {
    let text = text.trim();
    let text =
        ["urn:", "hash://"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let ends = text.match_indices([':', '=', '-', '/', ' ']);
    ends.take(2).any(|(end, sign)| {
        let (name, digits) = (&text[..end], &text[end + sign.len()..]);
        is_name(name) && is_of(name, digits.trim())
    })
}

/// Whether `name`, in words or as an address, is that of an algorithm that is known here.
pub(super) fn is_known(name: &str) -> bool {
    length_of(name).is_some()
}

/// Whether `name` is that of an algorithm and nothing else.
fn is_name(name: &str) -> bool {
    LENGTHS.iter().any(|(known, _)| *known == signs(name))
}

/// The letters and digits of `text`, in lower case.
fn signs(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The algorithm that `name` holds, as `SHA-256 checksum` and `…#checksumAlgorithm_md5` do, and the
/// number of its hexadecimal digits.
fn length_of(name: &str) -> Option<(&'static str, usize)> {
    let name = signs(name);
    LENGTHS.iter().copied().find(|(known, _)| name.contains(known))
}

/// Whether `value` has the form of a digest by `algorithm`, which may be an IRI or empty.
pub(super) fn is_of(algorithm: &str, value: &str) -> bool {
    let Some((name, length)) = length_of(algorithm) else {
        return algorithm.is_empty() && is_digest(value);
    };
    let digits = match value.split_once([':', '-']) {
        Some((prefix, digits)) if signs(prefix) == name => digits,
        // `SHA-256:…`
        Some(_) => match value.split_once(':') {
            Some((prefix, digits)) if signs(prefix) == name => digits,
            _ => return false,
        },
        None => value,
    };
    is_hexadecimal(digits, length) || is_base64(digits, length)
}

/// As many bytes in base 64 as `length` hexadecimal digits are, not all the same.
fn is_base64(text: &str, length: usize) -> bool {
    let bytes = STANDARD.decode(text.trim()).unwrap_or_default();
    bytes.len() * 2 == length && bytes.iter().any(|byte| *byte != bytes[0])
}

/// `length` hexadecimal digits, not all the same: nobody's file has such a digest, and templates do.
fn is_hexadecimal(text: &str, length: usize) -> bool {
    let text = text.trim();
    let bytes = text.as_bytes();
    bytes.len() == length
        && bytes.iter().all(u8::is_ascii_hexdigit)
        && bytes.iter().any(|byte| *byte != bytes[0])
}
