//! [SPDX](https://spdx.github.io/spdx-spec/v2.3/) 2.3, as DCAT uses it.

vocabulary! {
    "spdx:", "http://spdx.org/rdf/terms#";
    /// A checksum.
    CHECKSUM = "Checksum";
    /// A checksum of a file.
    CHECKSUM_PROPERTY = "checksum";
    /// Hexadecimal digits.
    CHECKSUM_VALUE = "checksumValue";
    /// Algorithm of a checksum.
    ALGORITHM = "algorithm";
    /// SHA-256.
    CHECKSUM_ALGORITHM_SHA256 = "checksumAlgorithm_sha256";
    /// MD5.
    CHECKSUM_ALGORITHM_MD5 = "checksumAlgorithm_md5";
    /// SHA-1.
    CHECKSUM_ALGORITHM_SHA1 = "checksumAlgorithm_sha1";
    /// SHA-512.
    CHECKSUM_ALGORITHM_SHA512 = "checksumAlgorithm_sha512";
    /// Adler-32.
    CHECKSUM_ALGORITHM_ADLER32 = "checksumAlgorithm_adler32";
}
