//! A repository that speaks OAI-PMH, or the file of a static one.

use std::collections::{BTreeMap, BTreeSet};

use faircat_federation::documents::{self, Described};
use faircat_federation::dublin_core;
use faircat_federation::oai::{self, Answer, Record};
use url::Url;

use super::collecting::Collected;
use crate::outside_world::polite::{NoReply, Reply};

/// Largest answer, in bytes.
const LARGEST: u64 = 128 << 20;
/// Formats in which records are had, the one that says most first.
const FORMATS: [&str; 5] = ["datacite", "oai_datacite", "datacite4", "oai_datacite4", "oai_dc"];

const DUBLIN_CORE: &str = "oai_dc";

pub(super) fn read(
    collected: &mut Collected<'_>,
    address: &Url,
    set: Option<&str>,
) -> Result<(), NoReply> {
    let Some(first) = ask(collected, address)? else {
        let listed = with(address, &[("verb", "ListMetadataFormats")]);
        let Some(formats) = ask(collected, &listed)? else { return Ok(()) };
        return list(collected, address, set, &formats);
    };
    // A repository answers a question without words with an error; a static one is the answer.
    if first.error.is_none() && !first.records.is_empty() {
        collected.read_as = "static repository of OAI-PMH";
        take_all(collected, address, first.records);
        return Ok(());
    }
    let listed = with(address, &[("verb", "ListMetadataFormats")]);
    let Some(formats) = ask(collected, &listed)? else { return Ok(()) };
    list(collected, address, set, &formats)
}

fn with(address: &Url, fields: &[(&str, &str)]) -> Url {
    let mut url = address.clone();
    url.query_pairs_mut().extend_pairs(fields);
    url
}

/// The answer at `url`; that there is none is noted.
fn ask(collected: &mut Collected<'_>, url: &Url) -> Result<Option<Answer>, NoReply> {
    let Some(Reply::Page(page)) = collected.ask(url, "text/xml, application/xml", LARGEST, None)?
    else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&page.bytes);
    match oai::read(&text) {
        Ok(answer) => Ok(Some(answer)),
        Err(reason) => {
            collected.problem(url.as_str(), reason);
            Ok(None)
        }
    }
}

/// Reads all records of a repository, part by part.
fn list(
    collected: &mut Collected<'_>,
    address: &Url,
    set: Option<&str>,
    formats: &Answer,
) -> Result<(), NoReply> {
    let known = |name: &&&str| formats.prefixes.iter().any(|it| it == **name);
    let prefix = FORMATS.iter().find(known).copied().unwrap_or(DUBLIN_CORE);
    let mut fields = vec![("verb", "ListRecords"), ("metadataPrefix", prefix)];
    fields.extend(set.map(|set| ("set", set)));
    let mut url = with(address, &fields);
    let mut tokens = BTreeSet::new();
    loop {
        collected.tell(&format!("{} works", collected.works.len()));
        let Some(mut answer) = ask(collected, &url)? else {
            collected.is_cut = true;
            return Ok(());
        };
        if let Some(code) = &answer.error {
            collected.problem(url.as_str(), format!("the repository answers `{code}`"));
            return Ok(());
        }
        for record in &mut answer.records {
            record.prefix = Some(prefix.to_owned());
        }
        take_all(collected, address, answer.records);
        let Some(token) = answer.token else { return Ok(()) };
        if !collected.has_room() {
            return Ok(());
        }
        if !tokens.insert(token.clone()) {
            collected.problem(url.as_str(), "the repository repeats itself");
            collected.is_cut = true;
            return Ok(());
        }
        url = with(address, &[("verb", "ListRecords"), ("resumptionToken", &token)]);
    }
}

/// Takes records, each in the format that says most.
fn take_all(collected: &mut Collected<'_>, address: &Url, records: Vec<Record>) {
    let mut by_identifier: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in records.into_iter().filter(|it| !it.is_deleted && !it.metadata.is_empty()) {
        by_identifier.entry(record.identifier.clone()).or_default().push(record);
    }
    let mut others = 0;
    for (identifier, records) in by_identifier {
        match one(collected, address, &identifier, &records) {
            Ok(Some(described)) => collected.add(described),
            Ok(None) => others += 1,
            Err(reason) => collected.problem(&identifier, reason),
        }
    }
    if others > 0 {
        let problem = format!("{others} records are of no kind that is held here, as articles");
        collected.problem(address.as_str(), problem);
    }
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
