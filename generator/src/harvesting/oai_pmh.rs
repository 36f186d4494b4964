//! A repository that speaks OAI-PMH, or the file of a static one.

use std::collections::BTreeMap;

use faircat_federation::documents::{self, Described};
use faircat_federation::dublin_core;
use faircat_federation::oai::{self, Answer, Record};
use url::Url;

use super::collecting::Collected;
use super::parts::{Part, follow};
use crate::outside_world::polite::{NoReply, Page, Reply};

/// Largest answer, in bytes.
const LARGEST: u64 = 128 << 20;
/// Formats in which records are had, the one that says most first.
const FORMATS: [&str; 5] = ["datacite", "oai_datacite", "datacite4", "oai_datacite4", "oai_dc"];

const DUBLIN_CORE: &str = "oai_dc";
const ACCEPT: &str = "text/xml, application/xml";

pub(super) fn read(
    collected: &mut Collected<'_>,
    address: &Url,
    set: Option<&str>,
) -> Result<(), NoReply> {
    const STATIC: &str = "static repository of OAI-PMH";
    let told = collected.problems.len();
    // A repository answers a question without words with an error; a static one is the answer.
    match collected.try_part(address, ACCEPT, LARGEST)? {
        Some(Part::Same { .. }) => {
            collected.read_as = STATIC;
            return Ok(());
        }
        Some(Part::New(page)) => {
            let first = answer(collected, address, &page).unwrap_or_default();
            if first.error.is_none() && !first.records.is_empty() {
                collected.read_as = STATIC;
                take_all(collected, address, address, first.records);
                tell_of_others(collected, address);
                collected.took(&page, address, None);
                return Ok(());
            }
        }
        None => {}
    }
    let listed = with(address, &[("verb", "ListMetadataFormats")]);
    let Some(Reply::Page(page)) = collected.ask(&listed, ACCEPT, LARGEST, None)? else {
        return Ok(());
    };
    let Some(formats) = answer(collected, &listed, &page) else { return Ok(()) };
    if formats.error.is_none() {
        // A repository that answers questions need have nothing where none is asked.
        collected.problems.truncate(told);
    }
    list(collected, address, set, &formats)
}

fn with(address: &Url, fields: &[(&str, &str)]) -> Url {
    let mut url = address.clone();
    url.query_pairs_mut().extend_pairs(fields);
    url
}

/// What is in the answer `page` at `url`; that it is none is noted.
fn answer(collected: &mut Collected<'_>, url: &Url, page: &Page) -> Option<Answer> {
    match oai::read(&String::from_utf8_lossy(&page.bytes)) {
        Ok(answer) => Some(answer),
        Err(reason) => {
            collected.problem(url.as_str(), reason);
            None
        }
    }
}

/// Reads all records of a repository.
fn list(
    collected: &mut Collected<'_>,
    address: &Url,
    set: Option<&str>,
    formats: &Answer,
) -> Result<(), NoReply> {
    let end = parts(collected, address, set, formats);
    tell_of_others(collected, address);
    end
}

/// Reads them part by part.
fn parts(
    collected: &mut Collected<'_>,
    address: &Url,
    set: Option<&str>,
    formats: &Answer,
) -> Result<(), NoReply> {
    let known = |name: &&&str| formats.prefixes.iter().any(|it| it == **name);
    let prefix = FORMATS.iter().find(known).copied().unwrap_or(DUBLIN_CORE);
    let mut fields = vec![("verb", "ListRecords"), ("metadataPrefix", prefix)];
    fields.extend(set.map(|set| ("set", set)));
    let first = with(address, &fields);
    let resumed = collected.resume.clone();
    let again = follow(collected, &first, ACCEPT, LARGEST, |collected, url, page| {
        match take(collected, address, url, prefix, page) {
            Ok(next) => Ok(next),
            // It may have forgotten where an interrupted harvest was.
            Err(Stop::Refused(_)) if resumed.as_ref() == Some(url) => Ok(Some(first.clone())),
            Err(stop) => {
                stop.note(collected, url);
                Ok(None)
            }
        }
    })?;
    if let Some(url) = again {
        collected.problem(url.as_str(), "the repository repeats itself");
        collected.is_cut = true;
    }
    Ok(())
}

/// Why an answer is none.
enum Stop {
    /// The code of an error.
    Refused(String),
    /// In words.
    Unreadable(String),
}

impl Stop {
    fn note(self, collected: &mut Collected<'_>, url: &Url) {
        match self {
            Stop::Refused(code) => {
                collected.problem(url.as_str(), format!("the repository answers `{code}`"));
                collected.is_cut |= code != "noRecordsMatch";
            }
            Stop::Unreadable(reason) => {
                collected.problem(url.as_str(), reason);
                collected.is_cut = true;
                collected.resume = Some(url.clone());
            }
        }
    }
}

/// Takes the records of the answer `page` at `url`, which are in the format `prefix`. Where the next
/// answer is.
fn take(
    collected: &mut Collected<'_>,
    address: &Url,
    url: &Url,
    prefix: &str,
    page: &Page,
) -> Result<Option<Url>, Stop> {
    let mut answer = oai::read(&String::from_utf8_lossy(&page.bytes)).map_err(Stop::Unreadable)?;
    if let Some(code) = answer.error {
        return Err(Stop::Refused(code));
    }
    for record in &mut answer.records {
        record.prefix = Some(prefix.to_owned());
    }
    take_all(collected, address, url, answer.records);
    let resumed =
        |token: &String| with(address, &[("verb", "ListRecords"), ("resumptionToken", token)]);
    let next = answer.token.as_ref().map(resumed);
    collected.took(page, url, next.as_ref());
    Ok(next)
}

/// Takes records of the answer at `url`, each in the format that says most.
fn take_all(collected: &mut Collected<'_>, address: &Url, url: &Url, records: Vec<Record>) {
    let mut by_identifier: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in records.into_iter().filter(|it| !it.is_deleted && !it.metadata.is_empty()) {
        by_identifier.entry(record.identifier.clone()).or_default().push(record);
    }
    for (identifier, records) in by_identifier {
        if !collected.has_time() {
            collected.is_cut = true;
            return;
        }
        match one(collected, address, &identifier, &records) {
            Ok(Some(described)) => collected.add_of(url, described),
            Ok(None) => collected.of_no_kind += 1,
            Err(reason) => collected.problem(&identifier, reason),
        }
    }
}

/// Tells of all records that are no works, once.
fn tell_of_others(collected: &mut Collected<'_>, address: &Url) {
    let problem = match std::mem::take(&mut collected.of_no_kind) {
        0 => return,
        1 => "1 record is of no kind that is held here, as articles".to_owned(),
        count => format!("{count} records are of no kind that is held here, as articles"),
    };
    collected.problem(address.as_str(), problem);
}

/// The work that `records` describe, each in a format of its own. Errors: in words.
fn one(
    collected: &Collected<'_>,
    address: &Url,
    identifier: &str,
    records: &[Record],
) -> Result<Option<Described>, String> {
    let today = collected.wish.today;
    let is_plain = |it: &&Record| it.prefix.as_deref() == Some(DUBLIN_CORE);
    let plain = records.iter().find(is_plain);
    let elements = plain.map(|it| dublin_core::elements(&it.metadata)).transpose()?;
    let page = elements.as_ref().and_then(dublin_core::page);
    let rich = records.iter().find(|it| !is_plain(it));
    let Some(rich) = rich else {
        let elements = elements.unwrap_or_default();
        let prefix = DUBLIN_CORE;
        let home = page.unwrap_or_else(|| record_address(address, prefix, identifier));
        return Ok(dublin_core::work(&elements, &home, today));
    };
    let prefix = rich.prefix.as_deref().unwrap_or_default();
    let home = page.unwrap_or_else(|| record_address(address, prefix, identifier));
    let works = documents::works(rich.metadata.as_bytes(), &home, Some(false), today);
    works.map(|works| works.into_iter().next()).map_err(|problem| problem.message)
}

/// Where a repository shows one record.
fn record_address(address: &Url, prefix: &str, identifier: &str) -> String {
    let fields = [("verb", "GetRecord"), ("metadataPrefix", prefix), ("identifier", identifier)];
    with(address, &fields).into()
}
