//! How documents themselves state the licence of a work. The record that one becomes has an
//! identifier of SPDX, and so an IRI, whatever stood there.

use std::cell::OnceCell;

use faircat_catalog::checks::licence::stated;
use faircat_formats::format::Format;
use faircat_formats::reader::Loss;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::safe_iri;
use faircat_linked_data::vocabulary::{SPDX_LICENSES, dcterms, schema};
use faircat_record::Work;
use faircat_text::is_web_address;
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use serde_json::Value;

use super::Document;

/// Properties by which a record states its licence.
const LICENCES: [NamedNodeRef<'static>; 2] = [schema::LICENSE, dcterms::LICENSE];

/// So many texts of a document are looked at to find the words of its licence, each of at most so
/// many bytes.
const MOST_TEXTS: usize = 20_000;
const LONGEST: usize = 200;

/// The texts of a document that state a licence, each with what it states. They are the same for
/// every record of it, and looked for once one asks.
pub(super) type Stating<'a> = OnceCell<Vec<(&'a str, String)>>;

/// `graph` with `licences` in place of those that the record states of `root`.
pub(super) fn replaced(graph: &Graph, root: &NamedOrBlankNode, licences: Vec<Term>) -> Graph {
    let mut triples = graph.triples().to_vec();
    triples.retain(|it| it.subject != *root || !LICENCES.contains(&it.predicate.as_ref()));
    let own = licences.into_iter().map(|it| Triple::new(root.clone(), schema::LICENSE, it));
    triples.extend(own);
    Graph::new(triples)
}

/// What `document` says of the licence of `work` that it became; `None` where the record says the
/// same.
pub(super) fn in_source<'a>(
    document: Document<'a>,
    format: &Format,
    work: &Work,
    losses: &[Loss],
    stating: &Stating<'a>,
) -> Option<Vec<Term>> {
    let text = std::str::from_utf8(document.bytes).ok()?;
    let stating = || stating.get_or_init(|| stating_in(text));
    match (format.name, work.license.as_deref()) {
        ("datacite-json" | "datacite-xml", Some(licence)) if !is_in_datacite(text, licence) => {
            let mut words = of_licence(stating(), licence);
            words.next().map(|it| vec![Literal::from(it).into()])
        }
        ("bibtex" | "cyclonedx", Some(licence)) => {
            words(stating(), licence).map(|it| vec![Literal::from(it).into()])
        }
        ("huggingface", licence) => of_card(text, licence, losses),
        _ => None,
    }
}

/// Whether DataCite states `licence` by an address or by an identifier whose scheme is named.
fn is_in_datacite(text: &str, licence: &str) -> bool {
    let is_meant = |it: &str| stated(it).as_deref() == Some(licence);
    let is_address = |it: &&str| is_web_address(it);
    let has_scheme = || {
        let named = values(text, "rightsidentifierscheme");
        let mut schemes = values(text, "schemeuri").into_iter().filter(is_address);
        named.iter().any(|it| it.eq_ignore_ascii_case("spdx"))
            || schemes.any(|it| it.contains("spdx.org"))
    };
    let is_identified =
        || has_scheme() && values(text, "rightsidentifier").into_iter().any(is_meant);
    values(text, "rightsuri").iter().any(is_address) || is_identified()
}

/// The words among `stating` that state `licence`, where neither its address nor its identifier
/// stands there.
fn words<'a>(stating: &[(&'a str, String)], licence: &str) -> Option<&'a str> {
    let is_plain = |it: &str| is_web_address(it) || it.eq_ignore_ascii_case(licence);
    let all: Vec<&str> = of_licence(stating, licence).collect();
    all.first().copied().filter(|_| !all.iter().any(|it| is_plain(it)))
}

/// Those among `stating` that state `licence`.
fn of_licence<'a>(stating: &[(&'a str, String)], licence: &str) -> impl Iterator<Item = &'a str> {
    stating.iter().filter(move |(_, it)| it == licence).map(|(text, _)| *text)
}

/// The short texts that stand between the signs of a notation and state a licence, with it.
fn stating_in(text: &str) -> Vec<(&str, String)> {
    let texts = text.split(['"', '\'', '<', '>', '{', '}', '\n']).map(str::trim);
    let texts = texts.filter(|it| !it.is_empty()).take(MOST_TEXTS);
    let short = texts.filter(|it| it.len() <= LONGEST);
    short.filter_map(|it| stated(it).map(|licence| (it, licence))).collect()
}

/// The values that `key`, in small letters, has in JSON or as an attribute.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let lower = text.to_ascii_lowercase();
    let found = lower.match_indices(key).filter_map(|(start, _)| {
        let rest = text.get(start + key.len()..)?;
        // The name of another one goes on.
        let is_whole = !rest.starts_with(|it: char| it.is_alphanumeric());
        let is_sign = |it: char| it.is_whitespace() || ['"', '\'', ':', '='].contains(&it);
        let value = rest.trim_start_matches(is_sign);
        value.split(['"', '\'', '<', '>', '\n']).next().filter(|_| is_whole)
    });
    found.collect()
}

/// The licences of a card of the Hub that has several, or the address of terms of its own.
fn of_card(text: &str, licence: Option<&str>, losses: &[Loss]) -> Option<Vec<Term>> {
    let front = text.trim_start_matches('\u{feff}').strip_prefix("---")?;
    let mut lines = front.lines().take_while(|line| line.trim_end() != "---");
    let link = lines.find_map(|line| {
        let value = line.strip_prefix("license_link:")?.trim().trim_matches(['"', '\'']);
        address(value)
    });
    if let Some(link) = link.filter(|_| licence.is_none_or(|it| it.starts_with("LicenseRef-"))) {
        return Some(vec![link]);
    }
    let all = if licence.is_none() { said(losses) } else { Vec::new() };
    (all.len() > 1).then(|| all.iter().map(|it| listed(it)).collect())
}

/// The page of SPDX of what is one of its identifiers, as most of the Hub's list are, but for small
/// letters; else its words.
fn listed(text: &str) -> Term {
    let id = stated(text).filter(|it| it.eq_ignore_ascii_case(text));
    let page = id.and_then(|it| address(&format!("{SPDX_LICENSES}{it}")));
    page.unwrap_or_else(|| Literal::from(text).into())
}

/// The licence that the source states and SPDX does not know, for which a record has no place.
pub(super) fn unknown(work: &Work, losses: &[Loss]) -> Option<Term> {
    if work.license.is_some() {
        return None;
    }
    let all = said(losses);
    let found = all.iter().find(|it| is_web_address(it)).or(all.first())?;
    Some(address(found).unwrap_or_else(|| Literal::from(found.as_str()).into()))
}

/// `text` as the address that it is.
fn address(text: &str) -> Option<Term> {
    let iri = safe_iri(text).filter(|_| is_web_address(text))?;
    NamedNode::new(iri).ok().map(Term::from)
}

/// The texts of what a source says of its licence and no field of the record does.
fn said(losses: &[Loss]) -> Vec<String> {
    let mut all = Vec::new();
    for loss in losses.iter().filter(|it| it.is_of_licence()) {
        match serde_json::from_str(&loss.value) {
            Ok(value) => texts(&value, &mut all),
            Err(_) => all.push(loss.value.clone()),
        }
    }
    all
}

/// Adds the texts that a value of a source holds, but for names of classes.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => found.push(text.trim().to_owned()),
        Value::Array(items) => items.iter().for_each(|it| texts(it, found)),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| *key != "@type").for_each(|(_, it)| texts(it, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{stating_in, words};

    #[test]
    fn words_are_told_where_nothing_else_states_the_licence() {
        for (text, wanted) in [
            ("@misc{a, title = {Jets}, license = {CC BY 4.0}}", Some("CC BY 4.0")),
            ("@misc{a, license = {cc-by-4.0}, note = {CC BY 4.0}}", None),
            (
                r#"{"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}"#,
                None,
            ),
            (r#"{"license": {"name": "CC BY 4.0"}}"#, Some("CC BY 4.0")),
        ] {
            assert_eq!(words(&stating_in(text), "CC-BY-4.0"), wanted, "{text}");
        }
    }
}
