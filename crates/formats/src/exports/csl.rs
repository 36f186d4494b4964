//! `citation.csl.json`: CSL-JSON 1.0.2, as Zotero, pandoc and citeproc read it.

use faircat_catalog::Entry;
use faircat_record::Kind;
use faircat_record::partial_date::PartialDate;
use serde::Serialize;

use super::citation::key;
use super::party::Party;
use super::subject::WorkSubject;
use super::{Format, Maker, RecordExport, pretty_json};

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "citation.csl.json",
        media_type: "application/vnd.citationstyles.csl+json",
        profile: None,
        title: "CSL-JSON",
        relation: "describedby",
    },
    maker: Maker::Work {
        applies: |_, _| true,
        write: |_, subject| subject.citations.csl.clone().into_bytes(),
    },
};

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    genre: &'static str,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Person { family: &'a str, given: &'a str },
    Literal { literal: &'a str },
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i16>; 1],
}

/// A list of one item, which is what the format's readers take.
pub(super) fn document(entry: &Entry, subject: &WorkSubject) -> String {
    let work = subject.work;
    let item = Item {
        id: key(entry),
        kind: match work.kind {
            Kind::Dataset => "dataset",
            Kind::TrainingMaterial => "document",
            _ => "software",
        },
        title: &work.title,
        author: subject.creators.iter().map(name).collect(),
        issued: issued(subject),
        publisher: subject.publisher.as_ref().map(|publisher| publisher.name),
        version: work.version.as_deref(),
        genre: subject.genre(),
        summary: work.summary.as_deref(),
        language: work.language.as_deref(),
        doi: subject.doi(),
        url: subject.cited_address(),
    };
    String::from_utf8(pretty_json(&[item])).unwrap_or_default()
}

fn name<'a>(party: &Party<'a>) -> Name<'a> {
    match party.parts {
        Some((given, family)) => Name::Person { family, given },
        None => Name::Literal { literal: party.name },
    }
}

/// Year, month and day, as far as they are known.
fn issued(subject: &WorkSubject) -> Option<Date> {
    let date = subject.date.or_else(|| PartialDate::parse(subject.year.as_deref()?))?;
    let rest = [date.month(), date.day()].into_iter().flatten().map(i16::from);
    Some(Date { parts: [std::iter::once(date.year()).chain(rest).collect()] })
}
