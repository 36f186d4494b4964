//! The comment at the top of an imported record: what no field says of its source, and digests by
//! which a later import tells what was edited since.
//!
//! Its lines begin with `#:`, so that they are told from those that a person writes. They say
//! nothing of when and where, so the same source gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use faircat_text::visible;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use super::losses::Lost;
use super::merge::{Fields, Key};

const MARK: &str = "#:";

/// Most losses that are named in a record; the command names all.
const MOST_LOSSES: usize = 100;

/// What may not stand in the name of a field there.
const ODD: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'=').add(b'.');

/// Widest line of digests, in characters.
const WIDEST: usize = 96;

/// Digests of each field of a record, as it was imported.
pub(super) type Digests = BTreeMap<Key, String>;

/// What the comment tells an import.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub format: String,
    /// Digest of the text below the comment as it was imported.
    pub body: String,
    pub fields: Digests,
}

impl Header {
    /// That of a record that is imported: `body` is its YAML.
    pub(super) fn of(format: &str, body: &str, fields: &Fields) -> Header {
        let digest_of = |(key, value): (&Key, &Value)| (key.clone(), digest_of_value(value));
        let fields = fields.iter().map(digest_of).collect();
        Header { format: format.to_owned(), body: digest(body), fields }
    }

    /// The comment, which also names `losses`.
    pub(super) fn text(&self, losses: &[Lost]) -> String {
        let mut text = format!("{MARK} Imported from {}.", self.format);
        match losses {
            [] => text.push_str(" Every value of its source has a field here.\n"),
            _ => text.push_str(" What no field here says of its source:\n"),
        }
        for lost in losses.iter().take(MOST_LOSSES) {
            let Lost { field, why, .. } = lost;
            let line = format!("`{field}`, {}: {why}: {}", lost.fate_in_words(), lost.shown());
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{MARK} - {}", visible(&line));
        }
        if let Some(more) = losses.len().checked_sub(MOST_LOSSES).filter(|more| *more > 0) {
            let _ =
                writeln!(text, "{MARK} - and {more} more, which `faircat import --losses` names");
        }
        let _ = writeln!(text, "{MARK} By these digests `faircat import` tells what was edited:");
        let fields = self.fields.iter().map(|((top, inner), digest)| match inner {
            None => format!("{}={digest}", encoded(top)),
            Some(inner) => format!("{}.{}={digest}", encoded(top), encoded(inner)),
        });
        let all = std::iter::once(format!("={}", self.body)).chain(fields);
        wrap(all, &mut text);
        text
    }
}

/// Adds lines of `words`, none wider than [`WIDEST`] but for a single word.
fn wrap(words: impl Iterator<Item = String>, text: &mut String) {
    let mut line = MARK.to_owned();
    for word in words {
        if line.len() + 1 + word.len() > WIDEST && line.len() > MARK.len() {
            text.push_str(&line);
            text.push('\n');
            line = MARK.to_owned();
        }
        line.push(' ');
        line.push_str(&word);
    }
    text.push_str(&line);
    text.push('\n');
}

/// The comment of the record `text`, where it has one, and the text without it. Other lines that
/// begin as its lines do are somebody's own, and stay in the text.
pub(super) fn split(text: &str) -> (Option<Header>, String) {
    let (mut lines, mut body) = (Lines::default(), String::with_capacity(text.len()));
    for line in text.split_inclusive('\n') {
        let is_own = match line.strip_prefix(MARK) {
            Some(rest) => lines.take(rest.trim()),
            None => lines.end(),
        };
        if !is_own {
            body.push_str(line);
        }
    }
    match lines.header() {
        Some(header) => (Some(header), body),
        None => (None, text.to_owned()),
    }
}

/// The lines of the comment as they are read.
#[derive(Default)]
struct Lines {
    place: Place,
    format: Option<String>,
    body: Option<String>,
    fields: Digests,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Above,
    Losses,
    Digests,
    Below,
}

impl Lines {
    /// Whether `line`, without its mark, is one of the comment.
    fn take(&mut self, line: &str) -> bool {
        match self.place {
            Place::Above => {
                let format =
                    line.strip_prefix("Imported from ").and_then(|it| it.split('.').next());
                self.format = format.map(str::to_owned);
                if format.is_some() {
                    self.place = Place::Losses;
                }
                format.is_some()
            }
            Place::Losses if line.starts_with("By these digests") => {
                self.place = Place::Digests;
                true
            }
            Place::Losses => line.starts_with("- "),
            Place::Digests => self.take_digests(line).is_some(),
            Place::Below => false,
        }
    }

    /// A line between the comment's and the record's.
    fn end(&mut self) -> bool {
        if self.place == Place::Digests {
            self.place = Place::Below;
        }
        false
    }

    fn take_digests(&mut self, line: &str) -> Option<()> {
        let words: Option<Vec<_>> = line.split(' ').map(|word| word.rsplit_once('=')).collect();
        for (name, digest) in words? {
            match name.split_once('.') {
                _ if name.is_empty() => self.body = Some(digest.to_owned()),
                None => drop(self.fields.insert((decoded(name)?, None), digest.to_owned())),
                Some((top, inner)) => {
                    let key = (decoded(top)?, Some(decoded(inner)?));
                    self.fields.insert(key, digest.to_owned());
                }
            }
        }
        Some(())
    }

    fn header(self) -> Option<Header> {
        Some(Header { format: self.format?, body: self.body?, fields: self.fields })
    }
}

fn encoded(name: &str) -> String {
    utf8_percent_encode(name, ODD).to_string()
}

fn decoded(name: &str) -> Option<String> {
    percent_decode_str(name).decode_utf8().ok().map(|it| it.into_owned())
}

/// Twelve hexadecimal digits of BLAKE3: enough to tell an edit, which nobody forges.
pub(super) fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..12].to_owned()
}

pub(super) fn digest_of_value(value: &Value) -> String {
    let mut sorted = value.clone();
    sorted.sort_all_objects();
    digest(&sorted.to_string())
}
