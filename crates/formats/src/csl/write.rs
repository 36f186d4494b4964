//! `citation.csl.json`: CSL-JSON 1.0.2, as Zotero, pandoc and citeproc read it.

use faircat_record::Kind;
use faircat_record::partial_date::PartialDate;
use serde::Serialize;

use crate::json::pretty_json;
use crate::party::{Party, without_suffix};
use crate::view::WorkView;

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
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
    /// In the words of CSL as `retracted`, and of the reasons a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Person {
        family: &'a str,
        given: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'a str>,
    },
    Literal {
        literal: &'a str,
    },
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i16>; 1],
}

/// A list of one item, which is what the format's readers take.
pub(super) fn document(of: &WorkView) -> Vec<u8> {
    let work = of.work;
    let item = Item {
        id: &of.key,
        kind: match work.kind {
            Kind::Dataset => "dataset",
            Kind::TrainingMaterial => "document",
            _ => "software",
        },
        title: &work.title,
        author: of.creators.iter().map(name).collect(),
        issued: issued(of),
        publisher: of.publisher.as_ref().map(|publisher| publisher.name),
        version: work.version.as_deref(),
        genre: of.genre(),
        summary: work.summary.as_deref(),
        language: work.language.as_deref(),
        status: work.withdrawn.as_ref().map(|_| "withdrawn"),
        note: of.withdrawal(),
        doi: of.doi(),
        url: of.cited_address(),
    };
    pretty_json(&[item])
}

fn name<'a>(party: &Party<'a>) -> Name<'a> {
    match party.parts {
        Some((given, family)) => {
            let (family, suffix) = without_suffix(family);
            Name::Person { family, given, suffix }
        }
        None => Name::Literal { literal: party.name },
    }
}

/// Year, month and day, as far as they are known.
fn issued(of: &WorkView) -> Option<Date> {
    let date = of.date.or_else(|| PartialDate::parse(of.year.as_deref()?))?;
    let rest = [date.month(), date.day()].into_iter().flatten().map(i16::from);
    Some(Date { parts: [std::iter::once(date.year()).chain(rest).collect()] })
}
