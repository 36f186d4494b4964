//! What a bag says of itself: `bag-info.txt`, and what a registry of minids wants to know.

use std::fmt::Write as _;

use faircat_text::{single_spaced, visible};
use serde_json::json;

use super::digests::of_bytes;
use crate::json::pretty_json;
use crate::package::{PackedWork, is_minid};

/// The profile of [BDBag](https://github.com/fair-research/bdbag).
const PROFILE: &str =
    "https://raw.githubusercontent.com/fair-research/bdbag/master/profiles/bdbag-profile.json";

/// The identifier of a payload: the SHA-256 of its manifest of SHA-256 checksums, so that whoever
/// has the bag can compute it, and the same files have the same one.
pub(super) fn identifier(manifest: &str) -> String {
    format!("hash://sha256/{}", of_bytes(manifest.as_bytes()).sha256)
}

/// `bag-info.txt`. `octets` and `count` are those of the payload.
pub(super) fn info(
    packed: &PackedWork,
    (octets, count): (u64, usize),
    identifier: &str,
    is_bdbag: bool,
) -> Vec<u8> {
    let work = packed.of.work;
    let mut text = String::new();
    let mut label = |name: &str, value: Option<&str>| {
        let value = value.map(one_line).filter(|value| !value.is_empty());
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    label("BagIt-Profile-Identifier", is_bdbag.then_some(PROFILE));
    label("Source-Organization", packed.of.publisher.as_ref().map(|it| it.name));
    label("External-Description", Some(&work.title));
    label("External-Identifier", packed.of.cited_address());
    label("External-Identifier", Some(identifier));
    for minid in work.identifiers.iter().filter(|it| is_minid(it)) {
        label("External-Identifier", Some(minid));
    }
    label("Internal-Sender-Identifier", Some(&packed.of.key));
    label("Bag-Software-Agent", Some("faircat"));
    label("Payload-Oxum", Some(&format!("{octets}.{count}")));
    text.into_bytes()
}

/// [`REGISTRATION`](crate::package::REGISTRATION): title, checksum and places, by which a service of
/// [minids](https://github.com/fair-research/minid) registers an identifier.
pub(super) fn minid(packed: &PackedWork, manifest: &str, identifier: &str) -> Vec<u8> {
    let checksum = of_bytes(manifest.as_bytes()).sha256;
    let places: Vec<&str> = packed.of.cited_address().into_iter().collect();
    pretty_json(&json!({
        "identifier": identifier,
        "title": packed.of.work.title,
        "checksums": [{"function": "sha256", "value": checksum}],
        "checksum_of": "manifest-sha256.txt",
        "location": places,
    }))
}

/// `text` in one line: spaces stand for ends of lines, and what controls is made visible.
fn one_line(text: &str) -> String {
    visible(&single_spaced(text))
}
