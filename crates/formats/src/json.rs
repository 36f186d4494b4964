//! JSON as it is published.

use serde::Serialize;

/// `value` as indented JSON with a final line break.
pub(crate) fn pretty_json<T: Serialize>(value: &T) -> Vec<u8> {
    // Maps with text keys and finite numbers, which is all that the formats hold, always serialise.
    ended(serde_json::to_vec_pretty(value).unwrap_or_default())
}

/// `value` as JSON in one line.
pub(crate) fn compact_json<T: Serialize>(value: &T) -> Vec<u8> {
    ended(serde_json::to_vec(value).unwrap_or_default())
}

fn ended(mut line: Vec<u8>) -> Vec<u8> {
    line.push(b'\n');
    line
}
