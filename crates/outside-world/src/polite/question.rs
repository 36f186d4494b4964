//! What is asked of a server, how, and what it answers.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

/// How patiently to ask, and for how much.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Pause between two requests to one host.
    pub pause: Duration,
    /// Longest time for one answer, beside what its bytes take.
    pub answer: Duration,
    /// Longest time for all of a catalogue.
    pub total: Duration,
    /// Most bytes of all answers together.
    pub most_bytes: u64,
    /// Most requests.
    pub most_requests: usize,
    /// Whether to ask in private networks and on the own machine too.
    pub allow_private: bool,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            pause: Duration::from_secs(1),
            answer: Duration::from_secs(60),
            total: Duration::from_secs(3600),
            most_bytes: 1 << 30,
            most_requests: 50_000,
            allow_private: false,
        }
    }
}

/// What a server said by which it can tell later whether anything changed (RFC 9110, section 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Version {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub url: &'a Url,
    /// Media types that are welcome.
    pub accept: &'static str,
    /// What is there already.
    pub known: Option<&'a Version>,
    /// Most bytes of the answer.
    pub largest: u64,
}

/// An answer.
#[derive(Clone, Debug)]
pub enum Reply {
    /// It is as it was.
    Unchanged,
    Page(Box<Page>),
}

/// What a server sent.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its address, after redirections.
    pub address: Url,
    /// In small letters, without parameters; empty where none is stated.
    pub media_type: String,
    /// The encoding of a text, where it is stated.
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
    pub version: Version,
    /// The address of what follows it (RFC 8288, `rel="next"`).
    pub next: Option<Url>,
}
