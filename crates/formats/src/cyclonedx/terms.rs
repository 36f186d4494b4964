//! Words of CycloneDX 1.7, and those of the properties that it leaves to whoever writes a bill.

/// Algorithms of checksums, by their name here, with the number of hexadecimal digits.
pub(super) const HASHES: [(&str, &str, usize); 7] = [
    ("md5", "MD5", 32),
    ("sha1", "SHA-1", 40),
    ("sha256", "SHA-256", 64),
    ("sha384", "SHA-384", 96),
    ("sha512", "SHA-512", 128),
    ("sha3256", "SHA3-256", 64),
    ("sha3512", "SHA3-512", 128),
];

/// Types of learning (`approach`).
pub(super) const APPROACHES: [&str; 5] =
    ["supervised", "unsupervised", "reinforcement-learning", "semi-supervised", "self-supervised"];

/// Properties that say for what a dataset was used: to train, validate, test and evaluate.
pub(super) const USES: [&str; 4] =
    ["faircat:trainedOn", "faircat:validatedOn", "faircat:testedOn", "faircat:evaluatedOn"];

/// Properties with the number of parameters, a framework, and what names of hyperparameters follow.
pub(super) const PARAMETERS: &str = "faircat:parameters";
pub(super) const FRAMEWORK: &str = "faircat:framework";
pub(super) const HYPERPARAMETER: &str = "faircat:hyperparameter:";

/// Property with what the training emitted.
pub(super) const CO2E: &str = "faircat:co2e";

/// How the slice of a metric begins that was not claimed but recomputed.
pub(super) const RECOMPUTED: &str = "recomputed";
