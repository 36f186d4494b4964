//! Where our answers are not those of the tests, and why.

/// Test and reason.
pub(super) const DIFFERENCES: &[(&str, &str)] = &[];
