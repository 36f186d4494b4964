//! Works in the words of [schema.org](https://schema.org/), CodeMeta and Bioschemas, as JSON-LD.

pub(crate) mod agents;
mod code;
pub(crate) mod data;
mod files;
pub(crate) mod graph;
mod identity;
pub(crate) mod languages;
mod learning;
pub(crate) mod links;
mod making;

pub(crate) use identity::{id_of, is_named, kind_of, slug_of, texts};
pub(crate) use making::access;

use faircat_record::{Subject, Work};

use crate::import::languages::language;
use crate::import::record::Context;
use crate::import::statements::{identifier, identifiers as identifiers_in, spdx, web_address};
use crate::import::texts::{describe, markdown};
use crate::json_fields::{JsonFields, TEXT};

/// Longest abstract that is a summary, in characters.
const LONGEST_SUMMARY: usize = 500;

/// Fills `work` from a node whose references are opened.
pub(crate) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.take("@context");
    let types = source.take("@type").map(|it| it.to_string()).unwrap_or_default();
    languages::divide(source, work);
    identifiers(source, work);
    titles(source, work);
    agents::fill(source, work);
    dates(source, work);
    work.version = plain(source, "version").or_else(|| plain(source, "softwareVersion"));
    work.license = licence(source);
    terms(source, work);
    code::fill(source, work, types.contains("HowTo"));
    data::fill(source, work, context);
    let records = links::Records::of(context);
    learning::fill(source, work, &records);
    making::fill(source, work, &records);
    links::fill(source, work, &records);
    forget_fragments(work);
}

/// Agents of a page are named within it where they have no address.
fn forget_fragments(work: &mut Work) {
    let Some(own) = work.url.clone() else { return };
    let single = [&mut work.publisher, &mut work.copyright_holder, &mut work.shared_by];
    let single = single.into_iter().flatten();
    let lists = work.authors.iter_mut().chain(&mut work.maintainers);
    let parts = work.contributors.iter_mut().map(|it| &mut it.agent);
    let funders = work.funding.iter_mut().map(|it| &mut it.funder);
    let doers = work.provenance.iter_mut().filter_map(|it| it.agent.as_mut());
    single
        .chain(lists)
        .chain(parts)
        .chain(funders)
        .chain(doers)
        .for_each(|agent| agents::forget_fragment(agent, &own));
}

fn identifiers(source: &mut JsonFields<'_>, work: &mut Work) {
    let own = source.taken_if("@id", identifier);
    let keys = ["value", "@id", "@value", TEXT];
    let mut pages = Vec::new();
    let found = source.items("identifier", |it| {
        let several = |text: &str| Some(identifiers_in(text)).filter(|it| !it.is_empty());
        let Some(found) = it.any_text_if(&keys, several) else {
            let page = it.any_text_if(&keys, web_address);
            if page.is_none() {
                it.notes.reason(&it.path_of(TEXT), "it is no identifier of a scheme known here");
            }
            pages.extend(page);
            return None;
        };
        for key in ["@type", "propertyID", "name", "url", "@id"] {
            // They say once more what it is.
            it.take(key);
        }
        Some(found)
    });
    let mut found = found.concat();
    found.extend(source.understood_texts("cite-as", identifier));
    found.extend(own);
    work.url = source.first_item("url", |it| it.any_text_if(&["@id", TEXT], web_address));
    source.items("sameAs", |it| {
        let text = it.any_text_if(&["@id", TEXT], web_address)?;
        match identifier(&text) {
            Some(identifier) => found.push(identifier),
            None => work.same_as.push(text),
        }
        None::<()>
    });
    for identifier in found {
        if !work.identifiers.iter().any(|it| it.eq_ignore_ascii_case(&identifier)) {
            work.identifiers.push(identifier);
        }
    }
    if work.url.is_none() {
        work.url = source.taken_if("@id", web_address);
    } else {
        let url = work.url.clone();
        source.taken_if("@id", |id| (Some(id) == url.as_deref()).then_some(()));
    }
    for page in pages {
        if !work.same_as.contains(&page) {
            work.same_as.push(page);
        }
    }
    let (own, url) = (work.identifiers.clone(), work.url.clone());
    work.same_as.retain(|it| Some(it) != url.as_ref() && !own.contains(it));
}

fn titles(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut names = all(source, "name").into_iter();
    work.title = names.next().unwrap_or_default();
    work.alternate_titles = names.chain(all(source, "alternateName")).collect();
    descriptions(source, work);
}

fn descriptions(source: &mut JsonFields<'_>, work: &mut Work) {
    let base = work.url.clone().unwrap_or_default();
    let origin = origin(&base);
    let written = source.look("abstract").cloned();
    let (mut parts, mut is_twice) = (Vec::<String>::new(), false);
    for key in ["description", "abstract"] {
        let Some(text) = plain(source, key).and_then(|text| markdown(&text, origin)) else {
            continue;
        };
        if parts.contains(&text) {
            is_twice = true;
        } else {
            parts.push(text);
        }
    }
    let short = plain(source, "disambiguatingDescription");
    // A summary that stands where a description is missing is none.
    let stands_in = parts.len() == 1 && short.as_ref().map_or(is_twice, |text| *text == parts[0]);
    // Of two texts the abstract is the summary of the other, unless it is one of its own.
    let summary = (stands_in || parts.len() > 1).then(|| parts.pop()).flatten();
    let (summary, more) = match summary {
        Some(text) if text.chars().count() <= LONGEST_SUMMARY && !text.contains('\n') => {
            (Some(text), None)
        }
        other => (None, other),
    };
    parts.extend(more);
    describe(work, &parts);
    let is_other = short.is_some() && summary.is_some() && short != summary;
    if let Some(written) = written.filter(|_| is_other) {
        let why = "a record has one summary, which `disambiguatingDescription` is";
        source.notes.reason(&source.path_of("abstract"), why);
        source.keep("abstract", written);
    }
    work.summary = short.or(summary).or_else(|| work.summary.take());
}

/// `https://example.org` of an address on that host.
fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..].find('/').map_or(address.len(), |at| start + at);
    &address[..end]
}

fn dates(source: &mut JsonFields<'_>, work: &mut Work) {
    work.date_created = source.date("dateCreated");
    work.date_published = source.date("datePublished");
    work.date_modified = source.date("dateModified");
    work.copyright_year = source.taken_if("copyrightYear", |text| text.parse().ok());
}

/// Keys of the licence in words, as faircat's own pages have it beside the addresses of its parts.
const RIGHTS: [&str; 3] = ["dcterms:rights", "dct:rights", "http://purl.org/dc/terms/rights"];

/// The SPDX expression in words, where it names each of the licences `found` by their addresses.
fn expression(source: &mut JsonFields<'_>, found: &[String]) -> Option<String> {
    source.any_text_if(&RIGHTS, |text| {
        let words: Vec<&str> = text.split([' ', '(', ')']).collect();
        let names_all = found.iter().all(|it| words.contains(&it.as_str()));
        spdx(text).filter(|it| names_all && it == text)
    })
}

/// The licence, of which the address, the name or the node may be written; `None` where there are
/// several, which stay.
fn licence(source: &mut JsonFields<'_>) -> Option<String> {
    let written = source.look("license").cloned();
    let mut unknown = 0;
    let keys = [TEXT, "@id", "identifier", "url", "name"];
    let mut found = source.items("license", |it| {
        let found = it.any_text_if(&keys, spdx);
        match found {
            // The node is the licence's own page.
            Some(_) => drop(keys.map(|key| it.take(key)).into_iter().chain([it.take("@type")])),
            None => unknown += 1,
        }
        found
    });
    found.dedup();
    match (found.len(), unknown) {
        (1, 0) => return found.pop(),
        (0, 0) => return expression(source, &[]),
        (_, 0) if let Some(all) = expression(source, &found) => {
            source.take("license");
            return Some(all);
        }
        (0, 1) => source.warn("license", "import-license", "is no licence that SPDX knows"),
        _ => {
            let message =
                "there are several licences; whether all hold or one may choose is not said";
            source.notes.warn_at(&source.path_of("license"), "import-license", message);
        }
    }
    if let Some(written) = written {
        source.keep("license", written);
    }
    None
}

fn terms(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut subjects = Vec::new();
    for key in ["keywords", "about"] {
        let is_about = key == "about";
        let found = source.items(key, |it| {
            if it.has(TEXT) {
                return if is_about { None } else { it.said(TEXT) };
            }
            let term = it.said("name")?;
            let iri = it.taken_if("@id", web_address);
            let scheme = it.first_item("inDefinedTermSet", |it| it.said_at(&[TEXT, "name", "@id"]));
            it.take("@type");
            subjects.push(Subject { term, iri, scheme });
            None
        });
        // Some write all of them in one text.
        let split = |text: &String| text.split([',', ';']).map(|it| it.trim().to_owned()).collect();
        match found.as_slice() {
            [one] => work.keywords.extend::<Vec<String>>(split(one)),
            _ => work.keywords.extend(found),
        }
    }
    work.keywords.retain(|it| !it.is_empty());
    work.subjects = subjects;
    work.language = source.first_item("inLanguage", |it| {
        it.any_text_if(&["alternateName", "identifier", "name", TEXT], language)
    });
    for key in ["conformsTo", "dcterms:conformsTo"] {
        let found = source.items(key, |it| it.any_text_if(&["@id", TEXT], web_address));
        work.conforms_to.extend(found);
    }
}

/// The one text at `key`, also a number or what has the text as its value; `None` of several.
fn plain(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    source.first_item(key, |it| it.said_at(&[TEXT, "@value"]))
}

/// The texts at `key`.
fn all(source: &mut JsonFields<'_>, key: &str) -> Vec<String> {
    source.items(key, |it| it.said_at(&[TEXT, "@value"]))
}

/// The texts at `key`, also as names of things.
fn names(source: &mut JsonFields<'_>, key: &str) -> Vec<String> {
    source.items(key, |it| {
        let found = it.said_at(&[TEXT, "@value", "name"])?;
        it.take("@type");
        Some(found)
    })
}

/// The first text at `key`, also as the name of a thing; others stay.
fn first_name(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    source.first_item(key, |it| {
        let found = it.said_at(&[TEXT, "@value", "name"])?;
        it.take("@type");
        Some(found)
    })
}

/// The address at `key`, as a text or a node.
fn address(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    source.first_item(key, |it| {
        let found = it.any_text_if(&["@id", "url", TEXT], web_address)?;
        it.take("@type");
        Some(found)
    })
}
