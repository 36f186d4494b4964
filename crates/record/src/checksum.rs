//! Checksums as descriptions write them: an algorithm, and hexadecimal digits.

use crate::Checksum;

/// Digits of a SHA-256.
pub const SHA256: usize = 64;
/// Digits of an MD5.
pub const MD5: usize = 32;

/// `text` in small letters where it is so many hexadecimal digits.
pub fn digest(text: &str, digits: usize) -> Option<String> {
    (text.len() == digits && is_hexadecimal(text)).then(|| text.to_ascii_lowercase())
}

/// `text` as a checksum of a file, where it is an MD5.
pub fn md5(text: &str) -> Option<Checksum> {
    let value = digest(text, MD5)?;
    Some(Checksum { algorithm: "md5".to_owned(), value })
}

/// Whether `text` is hexadecimal digits and nothing else.
pub fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_hexdigit())
}

/// The name of an algorithm as all spell it alike: in small letters and without hyphens, as `sha256`.
pub fn plain_name(algorithm: &str) -> String {
    algorithm.trim().to_ascii_lowercase().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::{digest, is_hexadecimal, md5, plain_name};

    #[test]
    fn digests_are_of_one_length() {
        assert_eq!(digest("0AbC", 4).as_deref(), Some("0abc"));
        assert_eq!(digest("0abc", 5), None);
        assert_eq!(digest("0abg", 4), None);
        assert!(!is_hexadecimal(""));
        let found = md5("D41D8CD98F00B204E9800998ECF8427E").unwrap();
        assert_eq!(found.algorithm, "md5");
        assert_eq!(found.value, "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(md5("d41d8cd9"), None);
        assert_eq!(plain_name(" SHA-256"), "sha256");
    }
}
