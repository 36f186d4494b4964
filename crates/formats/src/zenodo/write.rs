//! A work as a draft of an InvenioRDM repository, Zenodo among them.
//!
//! InvenioRDM's metadata is DataCite's in another form (<https://inveniordm.docs.cern.ch/reference/metadata/>),
//! so it is made from what DataCite gets.

use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{AccessRights, Kind, Work};
use serde_json::{Map, Value, json};

use super::description::html;
use super::untold::untold;
use crate::datacite::description::resource;
use crate::datacite::terms::{
    Agent, Date, FundingReference, Place, RelatedIdentifier, Resource, Words,
};
use crate::import::languages::three_letters;
use crate::json::pretty_json;
use crate::package::{Made, PackageFile, PackedWork, apart, packed_files, refuse_withdrawn};
use crate::view::{RecordView, WorkView};

/// The file with the body of the request.
const BODY: &str = "inveniordm.json";

/// What whoever deposits by hand sends: the body of the request that makes a draft, and the files.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    refuse_withdrawn(packed.of)?;
    let payload = apart(packed.payload, &[BODY]);
    let files = packed_files(&payload, "");
    let mut body = record(packed.view, packed.of, None, !files.is_empty());
    let mut made = Made { files, notes: Vec::new() };
    if let Some(doi) = packed.of.doi() {
        body["pids"] = json!({ "doi": { "identifier": doi, "provider": "external" } });
        made.notes.push(format!(
            "the draft says that the DOI `{doi}` is registered elsewhere, and the repository gives \
             no second one: take `pids` out for a DOI of its own"
        ));
    }
    made.files.push(PackageFile::made(BODY, pretty_json(&body)));
    if packed.of.date.is_none() {
        made.notes.push(
            "the repository asks for `publication_date`, and the record has none: add \
             `date_published`"
                .to_owned(),
        );
    }
    made.notes.extend(left_out(packed.of));
    made.notes.extend(untold(packed.of.work));
    Ok(made)
}

/// What is told of identifiers that the draft has no place for.
fn left_out(of: &WorkView) -> Vec<String> {
    let told = |it: &&Identifier| known_scheme(it).is_some() || of.doi() == Some(it.value.as_str());
    let others = of.identifiers.iter().filter(|it| !told(it));
    let sentence = |it: &Identifier| {
        format!("`{it}` is not in the draft: the repository has no scheme for it, or one DOI only")
    };
    others.map(sentence).collect()
}

/// The body of a request that makes or changes a draft. `today` is its day of publication where the
/// record has none, as the repository asks for one; `files` says whether any will be sent.
pub fn record(view: &RecordView, of: &WorkView, today: Option<&str>, files: bool) -> Value {
    json!({
        "access": access(of),
        "files": { "enabled": files },
        "metadata": metadata(view, of, today),
    })
}

fn access(of: &WorkView) -> Value {
    let access = of.work.access.as_ref();
    let files = match access.and_then(|it| it.rights) {
        None | Some(AccessRights::Open) => "public",
        Some(_) => "restricted",
    };
    let mut made = json!({ "record": "public", "files": files });
    let until = access.and_then(|it| it.embargo_until.as_ref());
    if let (Some(AccessRights::Embargoed), Some(until)) = (access.and_then(|it| it.rights), until) {
        let reason = access.and_then(|it| it.conditions.as_ref());
        made["embargo"] = json!({ "active": true, "until": until, "reason": reason });
    }
    made
}

fn metadata(view: &RecordView, of: &WorkView, today: Option<&str>) -> Value {
    let described = resource(view, of, Words::Of4_5);
    let work = of.work;
    let mut made = Map::new();
    let mut put = |key: &str, value: Value| {
        let says_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !says_nothing {
            made.insert(key.to_owned(), value);
        }
    };
    put("resource_type", json!({ "id": resource_type(work.kind) }));
    put("title", json!(work.title));
    put("additional_titles", additional_titles(work));
    let published = of.date.as_ref().map(ToString::to_string);
    put("publication_date", json!(published.as_deref().or(today)));
    // DataCite's word for nobody is left out: the repository says that it asks for creators.
    let creators = of.creators.iter().zip(&described.creators);
    put("creators", creators.map(|(_, it)| agent(it)).collect());
    put("contributors", described.contributors.iter().map(agent).collect());
    put("description", json!(html(work.description.as_deref().unwrap_or(of.description))));
    put("additional_descriptions", additional_descriptions(work));
    put("version", json!(work.version));
    put("publisher", json!(of.publisher.as_ref().map(|it| it.name)));
    put("rights", rights(of));
    put("subjects", subjects(&described));
    put("languages", languages(work.language.as_deref()));
    put("dates", described.dates.iter().filter_map(date).collect());
    put("identifiers", identifiers(view, of));
    put("related_identifiers", related(view, &described));
    put("locations", locations(&described));
    put("sizes", json!(described.sizes));
    put("formats", json!(described.formats));
    put("funding", described.funding_references.iter().map(funding).collect());
    Value::Object(made)
}

fn resource_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "model",
        Kind::Software => "software",
        Kind::Workflow => "workflow",
        Kind::TrainingMaterial => "lesson",
        _ => "dataset",
    }
}

fn additional_titles(work: &Work) -> Value {
    let other = |title| json!({ "title": title, "type": { "id": "alternative-title" } });
    let said_in = |title: &str, id: &str, language: &str| {
        let lang = three_letters(language)?;
        Some(json!({ "title": title, "type": { "id": id }, "lang": { "id": lang } }))
    };
    // The title itself has no language there, without which nobody can tell what was translated.
    let own = work.text_language.as_deref().filter(|_| !work.translations.is_empty());
    let own = own.and_then(|language| said_in(&work.title, "other", language));
    let translated = work
        .translations
        .iter()
        .filter_map(|it| said_in(it.title.as_deref()?, "translated-title", &it.language));
    work.alternate_titles.iter().map(other).chain(own).chain(translated).collect()
}

/// What the work is in other languages, and how data was collected and what was done to it.
fn additional_descriptions(work: &Work) -> Value {
    let translated = work.translations.iter().filter_map(|it| {
        let text = it.description.as_deref().or(it.summary.as_deref())?;
        let (text, id) = (html(text)?, three_letters(&it.language)?);
        Some(json!({ "description": text, "type": { "id": "abstract" }, "lang": { "id": id } }))
    });
    let dataset = work.dataset.iter();
    let texts = dataset.flat_map(|it| [it.collection.as_ref(), it.preparation.as_ref()]);
    let one = |text: &String| json!({ "description": html(text), "type": { "id": "methods" } });
    translated.chain(texts.flatten().map(one)).collect()
}

/// The places that data is about; nothing where there are none.
fn locations(described: &Resource) -> Value {
    let one = |it: &Place| json!({ "place": it.geo_location_place });
    let features: Vec<Value> = described.geo_locations.iter().map(one).collect();
    if features.is_empty() { Value::Null } else { json!({ "features": features }) }
}

/// A creator, or with its role a contributor.
fn agent(agent: &Agent) -> Value {
    let is_organization = agent.name_type == Some("Organizational");
    let identifiers: Vec<Value> = agent
        .name_identifiers
        .iter()
        .map(|it| {
            let value = last_part(&it.name_identifier);
            json!({ "scheme": it.name_identifier_scheme.to_ascii_lowercase(), "identifier": value })
        })
        .collect();
    let mut named = match (is_organization, agent.given_name, agent.family_name) {
        (false, given, Some(family)) => {
            json!({ "type": "personal", "given_name": given, "family_name": family })
        }
        // A person of one name has that for a family name there.
        (false, ..) => json!({ "type": "personal", "family_name": agent.name }),
        (true, ..) => json!({ "type": "organizational", "name": agent.name }),
    };
    if !identifiers.is_empty() {
        named["identifiers"] = json!(identifiers);
    }
    let mut made = json!({ "person_or_org": named });
    let affiliations: Vec<Value> = agent
        .affiliation
        .iter()
        .map(|it| {
            let id = it.affiliation_identifier.as_deref().map(last_part);
            id.map_or(json!({ "name": it.name }), |id| json!({ "id": id, "name": it.name }))
        })
        .collect();
    if !affiliations.is_empty() {
        made["affiliations"] = json!(affiliations);
    }
    if let Some(role) = agent.contributor_type {
        made["role"] = json!({ "id": role.to_ascii_lowercase() });
    }
    made
}

/// `0000-0002-1825-0097` of `https://orcid.org/0000-0002-1825-0097`.
fn last_part(iri: &str) -> &str {
    iri.rsplit('/').next().unwrap_or(iri)
}

/// A licence of SPDX by its identifier, which is in small letters there; any other by its name.
fn rights(of: &WorkView) -> Value {
    let one = of.work.license.as_deref().map(|name| match &of.license_url {
        Some(_) => json!({ "id": name.to_ascii_lowercase() }),
        None => json!({ "title": { "en": name } }),
    });
    one.into_iter().collect()
}

fn subjects(described: &Resource) -> Value {
    described.subjects.iter().map(|it| json!({ "subject": it.subject })).collect()
}

fn languages(tag: Option<&str>) -> Value {
    tag.and_then(three_letters).map(|id| json!({ "id": id })).into_iter().collect()
}

/// Dates beside that of publication. Those of access and withdrawal are said otherwise.
fn date(date: &Date) -> Option<Value> {
    let id = match date.date_type {
        "Created" => "created",
        "Collected" => "collected",
        "Updated" => "updated",
        // There is no type for what data is about.
        "Other" => "other",
        _ => return None,
    };
    let mut made = json!({ "date": date.date, "type": { "id": id } });
    if let Some(information) = date.date_information {
        made["description"] = json!(information);
    }
    Some(made)
}

/// The record's page and its identifiers other than DOIs, of which the repository gives the first.
fn identifiers(view: &RecordView, of: &WorkView) -> Value {
    let page = view.dossier.source.site.has_address.then_some(view.iri.clone());
    let page = page.map(|iri| json!({ "scheme": "url", "identifier": iri }));
    let others = of.identifiers.iter().filter_map(|it| {
        let value = match it.scheme {
            Scheme::Ark | Scheme::Urn | Scheme::Arxiv => it.to_string(),
            _ => it.value.clone(),
        };
        Some(json!({ "scheme": known_scheme(it)?, "identifier": value }))
    });
    page.into_iter().chain(others).collect()
}

/// Schemes that the repository calls as we do.
const SAME_SCHEMES: [&str; 10] =
    ["ean13", "eissn", "igsn", "isbn", "issn", "istc", "lissn", "lsid", "pmid", "upc"];

/// What the repository calls the scheme of an identifier that it takes beside its own DOI.
fn known_scheme(identifier: &Identifier) -> Option<&'static str> {
    Some(match identifier.scheme {
        Scheme::Ark => "ark",
        Scheme::Arxiv => "arxiv",
        Scheme::Handle => "handle",
        Scheme::Purl => "purl",
        Scheme::Url => "url",
        Scheme::Urn => "urn",
        Scheme::Other if identifier.prefix == "bibcode" => "ads",
        Scheme::Other => SAME_SCHEMES.into_iter().find(|it| *it == identifier.prefix)?,
        _ => return None,
    })
}

/// Works that this one is related to. Pages of a site without an address are nowhere.
fn related(view: &RecordView, described: &Resource) -> Value {
    let site = view.dossier.source.site;
    let is_somewhere = |it: &&RelatedIdentifier| {
        site.has_address || !it.related_identifier.starts_with(site.base_url.as_str())
    };
    let one = |it: &RelatedIdentifier| {
        json!({
            "identifier": it.related_identifier,
            "scheme": scheme(it.related_identifier_type),
            "relation_type": { "id": it.relation_type.to_ascii_lowercase() },
        })
    };
    described.related_identifiers.iter().filter(is_somewhere).map(one).collect()
}

/// What the repository calls a type of identifiers of DataCite.
fn scheme(name: &str) -> String {
    match name {
        "bibcode" => "ads".to_owned(),
        name => name.to_ascii_lowercase(),
    }
}

fn funding(funding: &FundingReference) -> Value {
    let mut made = match funding.funder_identifier.as_deref().map(last_part) {
        Some(id) => json!({ "funder": { "id": id, "name": funding.funder_name } }),
        None => json!({ "funder": { "name": funding.funder_name } }),
    };
    let mut award = Map::new();
    if let Some(title) = funding.award_title {
        award.insert("title".to_owned(), json!({ "en": title }));
    }
    if let Some(number) = funding.award_number {
        award.insert("number".to_owned(), json!(number));
    }
    if let Some(address) = &funding.award_uri {
        let identifiers = json!([{ "scheme": "url", "identifier": address }]);
        award.insert("identifiers".to_owned(), identifiers);
    }
    if !award.is_empty() {
        made["award"] = Value::Object(award);
    }
    made
}

/// The field of a record from which `field` of a draft is made, as `authors` for
/// `metadata.creators.0.person_or_org`; `None` where it is made from none.
pub fn field_of(field: &str) -> Option<&'static str> {
    let field = field.strip_prefix("metadata.").unwrap_or(field);
    let first = field.split('.').next().unwrap_or(field);
    Some(match first {
        "title" => "title",
        "additional_titles" => "alternate_titles",
        "resource_type" => "kind",
        "publication_date" => "date_published",
        "creators" => "authors",
        "contributors" => "contributors",
        "description" => "description",
        "additional_descriptions" => "translations",
        "version" => "version",
        "publisher" => "publisher",
        "rights" => "license",
        "subjects" => "keywords",
        "languages" => "language",
        "dates" => "date_created",
        "identifiers" | "pids" => "identifiers",
        "related_identifiers" => "relations",
        "funding" => "funding",
        "access" => "access",
        "files" => "artifacts",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use faircat_record::identifier::Identifier;

    use super::known_scheme;

    #[test]
    fn schemes_have_the_names_that_the_repository_has_for_them() {
        for (text, scheme) in [
            ("bibcode:1924MNRAS..84..308E", Some("ads")),
            ("pmid:12345", Some("pmid")),
            ("minid:olgmRyIu8Am7", None),
            ("doi:10.5555/full", None),
        ] {
            assert_eq!(known_scheme(&Identifier::parse(text).unwrap()), scheme, "{text}");
        }
    }
}
