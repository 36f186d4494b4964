//! `CITATION.cff`: [Citation File Format](https://citation-file-format.github.io/) 1.2.0.

use std::fmt::Write;

use faircat_catalog::checks::licence;
use faircat_linked_data::safe_iri;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::partial_date::PartialDate;
use faircat_record::yaml_scalar::quoted;
use faircat_record::{Kind, Publication};
use faircat_text::is_web_address;

use super::ELSEWHERE;
use crate::citation_doi::is_plain_doi;
use crate::party::{Party, without_suffix};
use crate::view::{RecordView, WorkView};

/// Why there is no citation file: the format asks for an author, has datasets, and takes all else for
/// software, which training material is not.
pub(super) fn lacks(_: &RecordView, of: &WorkView) -> Option<&'static str> {
    if of.work.kind == Kind::TrainingMaterial {
        return Some("the format has software and datasets only");
    }
    authors(of).is_empty().then_some("the format demands an author; add `authors`")
}

fn authors<'v, 'a>(of: &'v WorkView<'a>) -> &'v [Party<'a>] {
    match (of.creators.as_slice(), &of.publisher) {
        ([], Some(publisher)) => std::slice::from_ref(publisher),
        (creators, _) => creators,
    }
}

pub(super) fn document(_: &RecordView, of: &WorkView) -> Vec<u8> {
    let work = of.work;
    let mut text = String::from("cff-version: 1.2.0\n");
    let withdrawal = of.withdrawal().map(|it| format!("{it} "));
    let message = "If you use this work, please cite it as below.";
    field(&mut text, "", "message", &format!("{}{message}", withdrawal.unwrap_or_default()));
    text.push_str(match work.kind {
        Kind::Dataset => "type: dataset\n",
        _ => "type: software\n",
    });
    field(&mut text, "", "title", &work.title);
    text.push_str("authors:\n");
    for author in authors(of) {
        agent(&mut text, author);
    }
    optional(&mut text, "version", work.version.as_deref());
    optional(&mut text, "doi", of.doi().filter(|doi| is_plain_doi(doi)));
    let released = of.date.and_then(PartialDate::whole).map(|day| day.to_string());
    optional(&mut text, "date-released", released.as_deref());
    license(&mut text, work.license.as_deref());
    let code = work.code.as_ref().and_then(|code| safe_iri(code.repository.as_deref()?));
    optional(&mut text, "repository-code", code.as_deref().filter(|url| is_address(url)));
    let page = work.url.as_deref().and_then(safe_iri).filter(|url| is_address(url));
    optional(&mut text, "url", page.as_deref().or(of.cited_address()));
    optional(&mut text, "abstract", work.summary.as_deref());
    list(&mut text, "keywords", work.keywords.iter().map(String::as_str));
    identifiers(&mut text, &of.identifiers, &work.same_as);
    let preferred = work.publications.iter().find(|it| it.primary);
    if let Some(publication) = preferred {
        preferred_citation(&mut text, publication, authors(of));
    }
    text.into_bytes()
}

/// The publication to cite instead. The schema asks for its authors, of whom a record has a text only:
/// a text in which nobody can be told apart becomes one author, and without one they are the work's.
fn preferred_citation(text: &mut String, publication: &Publication, authors: &[Party]) {
    text.push_str("preferred-citation:\n");
    let kind = if publication.venue.is_some() { "article" } else { "generic" };
    field(text, "  ", "type", kind);
    field(text, "  ", "title", &publication.title);
    text.push_str("  authors:\n");
    match &publication.authors {
        Some(names) => field(text, "    - ", "name", names),
        None => {
            for author in authors {
                field(text, "    - ", "name", author.name);
            }
        }
    }
    let mut known = publication.identifiers.iter().filter_map(|it| Identifier::parse(it).ok());
    let doi = known.find(|it| it.scheme == Scheme::Doi && is_plain_doi(&it.value));
    if let Some(doi) = doi {
        field(text, "  ", "doi", &doi.value);
    }
    if let Some(venue) = &publication.venue {
        field(text, "  ", "journal", venue);
    }
    if let Some(year) = publication.year {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  year: {year}");
    }
    let url = publication.url.as_deref().and_then(safe_iri).filter(|url| is_address(url));
    if let Some(url) = url {
        field(text, "  ", "url", &url);
    }
}

fn agent(text: &mut String, party: &Party) {
    match party.parts {
        Some((given, family)) => {
            let (family, suffix) = without_suffix(family);
            field(text, "  - ", "family-names", family);
            if let Some(suffix) = suffix {
                field(text, "    ", "name-suffix", suffix);
            }
            field(text, "    ", "given-names", given);
        }
        None if party.is_organization => field(text, "  - ", "name", party.name),
        // Entities have a `name`, so a person of one name has it as that of the family.
        None => field(text, "  - ", "family-names", party.name),
    }
    // Entities have none, and of persons the format takes one.
    if let Some(affiliation) = party.affiliations.first().filter(|_| !party.is_organization) {
        field(text, "    ", "affiliation", affiliation.name);
    }
    if let Some(orcid) = &party.orcid {
        field(text, "    ", "orcid", orcid);
    }
    let website = party.ror.as_deref().or(party.url).and_then(safe_iri);
    if let Some(website) = website.filter(|url| is_address(url)) {
        field(text, "    ", "website", &website);
    }
}

/// One licence, or a choice of several; no other SPDX expression has a place in the format.
fn license(text: &mut String, expression: Option<&str>) {
    let Some(expression) = expression else { return };
    match licence::choices(expression).as_slice() {
        [] => {}
        [name] => field(text, "", "license", name),
        names => list(text, "license", names.iter().copied()),
    }
}

/// What the work is known by, and the addresses of the same work elsewhere.
fn identifiers(text: &mut String, identifiers: &[Identifier], same_as: &[String]) {
    let known: Vec<(&str, String)> = identifiers.iter().filter_map(typed).collect();
    let elsewhere = same_as.iter().filter_map(|it| safe_iri(it)).filter(|it| is_address(it));
    let elsewhere: Vec<String> = elsewhere.collect();
    if known.is_empty() && elsewhere.is_empty() {
        return;
    }
    text.push_str("identifiers:\n");
    for (kind, value) in known {
        field(text, "  - ", "type", kind);
        field(text, "    ", "value", &value);
    }
    for value in elsewhere {
        field(text, "  - ", "type", "url");
        field(text, "    ", "value", &value);
        field(text, "    ", "description", ELSEWHERE);
    }
}

fn typed(identifier: &Identifier) -> Option<(&'static str, String)> {
    match identifier.scheme {
        Scheme::Doi if is_plain_doi(&identifier.value) => Some(("doi", identifier.value.clone())),
        Scheme::Swhid => Some(("swh", identifier.to_string())),
        Scheme::Purl | Scheme::Url => {
            is_address(&identifier.value).then(|| ("url", identifier.value.clone()))
        }
        _ => Some(("other", identifier.to_string())),
    }
}

fn list<'a>(text: &mut String, key: &str, items: impl Iterator<Item = &'a str>) {
    let mut seen: Vec<&str> = Vec::new();
    for item in items {
        // The schema asks for unique items.
        if item.is_empty() || seen.contains(&item) {
            continue;
        }
        if seen.is_empty() {
            let _ = writeln!(text, "{key}:");
        }
        let _ = writeln!(text, "  - {}", quoted(item));
        seen.push(item);
    }
}

fn optional(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        field(text, "", key, value);
    }
}

fn field(text: &mut String, indent: &str, key: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{indent}{key}: {}", quoted(value));
}

/// Whether the format's schema, which knows no other scheme that we write, lets `url` pass.
fn is_address(url: &str) -> bool {
    is_web_address(url) && url.is_ascii()
}
