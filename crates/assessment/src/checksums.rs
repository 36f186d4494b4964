//! Checksums by their form: what is none proves nothing of a file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use faircat_linked_data::vocabulary::schema;
use oxrdf::{NamedNodeRef, Triple};

use super::view::{Alternatives, plain, values};

/// Properties that hold digests, each with its algorithm: schema.org's and Croissant's, and names
/// in use. One says none.
const DIGESTS: &[(Alternatives, &str)] = &[
    (&[schema::SHA256], "sha256"),
    (&[NamedNodeRef::new_unchecked("http://mlcommons.org/croissant/md5")], "md5"),
    (&[NamedNodeRef::new_unchecked("http://schema.org/md5")], "md5"),
    (&[NamedNodeRef::new_unchecked("http://schema.org/sha1")], "sha1"),
    (&[NamedNodeRef::new_unchecked("http://schema.org/sha512")], "sha512"),
    (&[NamedNodeRef::new_unchecked("http://schema.org/checksum")], ""),
];

/// Number of hexadecimal digits by algorithm, as its name is without signs and in lower case: those
/// of SPDX 2.3, section 8.4, whose length says something, and others in use. A name that holds
/// another one stands before it.
const LENGTHS: &[(&str, usize)] = &[
    ("sha3256", 64),
    ("sha3384", 96),
    ("sha3512", 128),
    ("sha224", 56),
    ("sha256", 64),
    ("sha384", 96),
    ("sha512224", 56),
    ("sha512256", 64),
    ("sha512", 128),
    ("sha1", 40),
    ("md2", 32),
    ("md4", 32),
    ("md5", 32),
    ("adler32", 8),
    ("crc32c", 8),
    ("crc32", 8),
    ("blake2b256", 64),
    ("blake2b384", 96),
    ("blake2b512", 128),
    ("blake3", 64),
];

/// Whether one of `statements`, all about one file, is a digest by the algorithm of its property.
pub(super) fn is_stated(statements: &[Triple]) -> bool {
    DIGESTS.iter().any(|(property, algorithm)| {
        values(statements, property).any(|it| is_of(algorithm, plain(it)))
    })
}

/// Whether `text` is a digest of any algorithm that is known here. Of the shortest ones, the name
/// must be there: eight digits alone are as well a date.
fn is_digest(text: &str) -> bool {
    is_named(text) || LENGTHS.iter().any(|(_, length)| *length > 8 && is_hexadecimal(text, *length))
}

/// Whether `text` is a digest behind the name of its algorithm: `md5:…`, `sha-256=…`,
/// `urn:sha1:…`, `hash://sha256/…`, or the `sha256-…` of Subresource Integrity.
pub(super) fn is_named(text: &str) -> bool {
    let text = text.trim();
    let text =
        ["urn:", "hash://"].iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let ends = text.match_indices([':', '=', '-', '/', ' ']);
    ends.take(3).any(|(end, sign)| {
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
    // `SHA-256:…`, which has a sign in its name.
    let mut ends = value.match_indices([':', '=', '-', '/']).take(3);
    let named = ends.find(|(end, _)| signs(&value[..*end]) == name);
    let digits = named.map_or(value, |(end, sign)| &value[end + sign.len()..]);
    is_hexadecimal(digits, length) || is_base64(digits, length)
}

/// As many bytes in base 64 as `length` hexadecimal digits are, not repeated. Hexadecimal digits
/// are a shorter digest, though each is a sign of base 64 too.
fn is_base64(text: &str, length: usize) -> bool {
    let text = text.trim();
    let bytes = STANDARD.decode(text).unwrap_or_default();
    let is_hexadecimal = text.bytes().all(|it| it.is_ascii_hexdigit());
    bytes.len() * 2 == length && !is_hexadecimal && !is_repeated(&bytes)
}

/// `length` hexadecimal digits, not repeated.
fn is_hexadecimal(text: &str, length: usize) -> bool {
    let bytes = text.trim().as_bytes();
    bytes.len() == length && bytes.iter().all(u8::is_ascii_hexdigit) && !is_repeated(bytes)
}

/// Whether `digest` is the same few signs again and again: nobody's file has such a one, and
/// templates do. Of short ones only a single sign is none.
fn is_repeated(digest: &[u8]) -> bool {
    let longest = if digest.len() > 8 { digest.len() / 4 } else { 1 };
    (1..=longest).any(|period| {
        let first = &digest[..period];
        digest.len().is_multiple_of(period) && digest.chunks(period).all(|it| it == first)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_of, is_repeated};

    #[test]
    fn a_digest_has_the_length_of_its_algorithm() {
        let all = format!("7{}", "e3b0c44298fc1c149afbf4c8996fb924".repeat(4));
        for (algorithm, length) in [
            ("md5", 32),
            ("SHA-1", 40),
            ("http://spdx.org/rdf/terms#checksumAlgorithm_sha224", 56),
            ("http://spdx.org/rdf/terms#checksumAlgorithm_sha3_256", 64),
            ("SHA3-512", 128),
            ("SHA-512/256", 64),
            ("sha512", 128),
            ("http://spdx.org/rdf/terms#checksumAlgorithm_blake2b_384", 96),
            ("BLAKE2b-512", 128),
            ("crc32c", 8),
        ] {
            for other in [8, 32, 40, 56, 64, 96, 128] {
                assert_eq!(is_of(algorithm, &all[..other]), other == length, "{algorithm} {other}");
            }
        }
    }

    #[test]
    fn a_digest_may_stand_behind_its_name_or_in_base_64() {
        for (algorithm, value, wanted) in [
            ("", "crc32c:12345678", true),
            ("", "12345678", false),
            ("", "sha3-256:3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855e", true),
            ("md5", "1B2M2Y8AsgTpgAmY7PhCfg==", true),
            ("md5", "md5=d41d8cd98f00b204e9800998ecf8427e", true),
            ("md5", "sha1:d41d8cd98f00b204e9800998ecf8427e", false),
            ("sha256", "1B2M2Y8AsgTpgAmY7PhCfg==", false),
        ] {
            assert_eq!(is_of(algorithm, value), wanted, "{algorithm} {value}");
        }
    }

    #[test]
    fn signs_that_repeat_are_of_a_template() {
        for (text, wanted) in [
            ("deadbeef".repeat(8), true),
            ("0123456789abcdef".repeat(4), true),
            ("0".repeat(8), true),
            ("12121212".to_owned(), false),
            ("d41d8cd98f00b204e9800998ecf8427e".to_owned(), false),
        ] {
            assert_eq!(is_repeated(text.as_bytes()), wanted, "{text}");
        }
    }
}
