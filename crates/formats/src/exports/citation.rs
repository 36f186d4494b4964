//! How to cite a work: one text for people, and the formats of citation managers.

use faircat_catalog::Entry;
use serde::Serialize;

use super::party::Party;
use super::subject::WorkSubject;
use super::{bibtex, cff, csl};

/// A work's citation in every format, made once for the page and for the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Citations {
    /// A sentence after the style of the American Psychological Association.
    pub text: String,
    /// An entry for BibTeX and biblatex.
    pub bibtex: String,
    /// `CITATION.cff`; `None` where the record names nobody, which that format cannot say.
    pub cff: Option<String>,
    /// CSL-JSON, as Zotero and pandoc read it.
    pub csl: String,
}

impl Citations {
    /// How to cite `subject`, whose own citations are not looked at.
    pub(super) fn of(entry: &Entry, subject: &WorkSubject) -> Citations {
        Citations {
            text: text(subject),
            bibtex: bibtex::entry(entry, subject),
            cff: cff::document(subject),
            csl: csl::document(entry, subject),
        }
    }
}

fn text(subject: &WorkSubject) -> String {
    let year = subject.year.as_deref().unwrap_or("n.d.");
    let version = subject.work.version.as_ref();
    let version = version.map(|version| format!(" (Version {version})")).unwrap_or_default();
    let title = subject.work.title.trim().trim_end_matches('.');
    let title = format!("{title}{version} [{}].", subject.genre());
    let mut text = authors(&subject.creators);
    if text.is_empty() {
        // A work without authors is known by its title.
        text = format!("{title} ({year}).");
    } else {
        end_sentence(&mut text);
        text.push_str(&format!(" ({year}). {title}"));
    }
    if let Some(publisher) = &subject.publisher {
        text.push_str(&format!(" {}", publisher.name));
        end_sentence(&mut text);
    }
    if let Some(address) = subject.cited_address() {
        text.push(' ');
        text.push_str(address);
    }
    text
}

/// How documents refer to the work of `entry`: works of two kinds can have one slug.
pub(super) fn key(entry: &Entry) -> String {
    format!("{}-{}", entry.kind.name(), entry.slug)
}

fn end_sentence(text: &mut String) {
    if !text.ends_with('.') {
        text.push('.');
    }
}

/// The authors; of more than twenty the first nineteen and the last (APA, 7th edition, 9.8).
fn authors(creators: &[Party]) -> String {
    let names: Vec<String> = creators.iter().map(short_name).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if names.len() <= 20 => format!("{}, & {last}", first.join(", ")),
        [first @ .., last] => format!("{}, … {last}", first[..19].join(", ")),
    }
}

/// `Family, G. N.` of a person, the name of anybody else.
fn short_name(party: &Party) -> String {
    let Some((given, family)) = party.parts else { return party.name.to_owned() };
    let initials: Vec<String> = given.split_whitespace().map(initial).collect();
    format!("{family}, {}", initials.join(" "))
}

/// `J.` of `Javier`, `J.-P.` of `Jean-Pierre`.
fn initial(name: &str) -> String {
    let parts = name.split('-').filter_map(|part| part.chars().next());
    let letters: Vec<String> = parts.map(|letter| format!("{letter}.")).collect();
    letters.join("-")
}
