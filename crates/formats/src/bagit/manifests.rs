//! The lists of a bag: its payload with checksums, and what is still to be fetched.

use std::fmt::Write as _;

use faircat_linked_data::safe_iri;
use faircat_record::{Artifact, checksum};

use crate::package::Digests;

/// Algorithms in the order of preference; the first is known of every file of a bag.
pub(super) const ALGORITHMS: [Algorithm; 3] =
    [Algorithm::Sha256, Algorithm::Sha512, Algorithm::Md5];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
    Md5,
}

impl Algorithm {
    pub(super) fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
            Algorithm::Md5 => "md5",
        }
    }

    pub(super) fn of(self, digests: &Digests) -> &str {
        match self {
            Algorithm::Sha256 => &digests.sha256,
            Algorithm::Sha512 => &digests.sha512,
            Algorithm::Md5 => &digests.md5,
        }
    }

    /// Hexadecimal digits of a checksum.
    fn digits(self) -> usize {
        match self {
            Algorithm::Sha256 => 64,
            Algorithm::Sha512 => 128,
            Algorithm::Md5 => 32,
        }
    }
}

/// A file of the payload.
pub(super) struct Member {
    /// Below the bag, beginning with `data/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Those that are known, in the order of [`ALGORITHMS`].
    pub checksums: [Option<String>; 3],
    /// Where it is to be had, if it is not in the bag.
    pub url: Option<String>,
}

impl Member {
    /// A file that is in the bag.
    pub(super) fn here(path: &str, digests: &Digests) -> Member {
        let checksums = ALGORITHMS.map(|algorithm| Some(algorithm.of(digests).to_owned()));
        Member { path: format!("data/{path}"), size: digests.size, checksums, url: None }
    }

    /// A file that is fetched later; `None` where its size or its SHA-256 is not known.
    pub(super) fn elsewhere(path: &str, artifact: &Artifact) -> Option<Member> {
        let checksums = ALGORITHMS.map(|algorithm| declared(artifact, algorithm));
        checksums[0].as_ref()?;
        Some(Member {
            path: format!("data/{path}"),
            size: artifact.size?,
            checksums,
            url: Some(safe_iri(artifact.url.as_deref()?)?),
        })
    }
}

fn declared(artifact: &Artifact, algorithm: Algorithm) -> Option<String> {
    let is_it = |name: &str| checksum::plain_name(name) == algorithm.name();
    let own = artifact.sha256.as_ref().filter(|_| algorithm == Algorithm::Sha256);
    let other = || artifact.checksums.iter().find(|it| is_it(&it.algorithm)).map(|it| &it.value);
    checksum::digest(own.or_else(other)?.trim(), algorithm.digits())
}

/// The manifest of each algorithm of which the checksum of every member is known.
pub(super) fn manifests(members: &[Member]) -> Vec<(Algorithm, String)> {
    let manifest = |(at, algorithm): (usize, &Algorithm)| {
        let line = |it: &Member| Some(line(it.checksums[at].as_deref()?, &it.path));
        let lines: Option<Vec<String>> = members.iter().map(line).collect();
        Some((*algorithm, lines?.concat()))
    };
    ALGORITHMS.iter().enumerate().filter_map(manifest).collect()
}

/// A line of a manifest.
pub(super) fn line(checksum: &str, path: &str) -> String {
    format!("{checksum}  {}\n", encoded(path))
}

/// `fetch.txt`: address, size and path of each member that is not in the bag.
pub(super) fn fetch(members: &[Member]) -> String {
    let mut lines = String::new();
    for member in members {
        if let Some(url) = &member.url {
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "{url} {} {}", member.size, encoded(&member.path));
        }
    }
    lines
}

/// What would end a line, and the sign that stands for it (RFC 8493, section 2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}
