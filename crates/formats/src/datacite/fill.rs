//! From DataCite's properties to a record's fields.

use faircat_record::{
    Artifact, Kind, Relation, SoftwareSection, Subject, TrainingMaterialSection, Translation, Work,
};
use serde_json::Value;

use super::{dates, languages, people, places, rights};
use crate::import::files::{media_type, role};
use crate::import::kinds::{self, Sort, sort};
use crate::import::languages::{UNTOLD_LANGUAGE, known_language};
use crate::import::record::{Context, unless_empty};
use crate::import::relations::{relation_type, target_at};
use crate::import::statements::{doi, web_address};
use crate::import::texts::{describe, heading, markdown, under};
use crate::json_fields::{JsonFields, TEXT};
use crate::view::genre;

/// Fills `work`. The body of the context is DataCite's word for what it is.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    kind(source, work, context.body);
    identifiers(source, work);
    titles(source, work);
    work.authors = people::creators(source);
    work.contributors = people::contributors(source);
    work.publisher = people::publisher(source);
    work.funding = people::funding(source);
    rights::fill(source, work);
    dates::fill(source, work);
    subjects(source, work);
    work.language = source.understood("language", "language known here", known_language);
    work.version = source.said("version");
    descriptions(source, work);
    relations(source, work);
    extent(source, work);
    places::fill(source, work);
}

fn kind(source: &mut JsonFields<'_>, work: &mut Work, word: &str) {
    kinds::tell(sort(word), word, work.kind, "types", source.notes);
    source.object("types", |types| {
        let is_kind = |text: &str| matches!(sort(text), Sort::Is(kind) if kind == work.kind);
        let known = |text: &str| is_kind(text) || text == genre(work.kind);
        types.taken_if("resourceTypeGeneral", |text| known(text).then_some(()));
        match work.kind {
            Kind::TrainingMaterial => {
                let resource_type = types.said("resourceType");
                let section = TrainingMaterialSection { resource_type, ..Default::default() };
                work.training_material = unless_empty(section).map(Box::new);
            }
            Kind::Software => {
                let category = types.said("resourceType").filter(|it| !known(it));
                work.software =
                    unless_empty(SoftwareSection { category, ..Default::default() }).map(Box::new);
            }
            _ => drop(types.taken_if("resourceType", |text| known(text).then_some(()))),
        }
    });
}

fn identifiers(source: &mut JsonFields<'_>, work: &mut Work) {
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    // Both repeat the DOI.
    let parts = work.identifiers.first().and_then(|it| it.strip_prefix("doi:")?.split_once('/'));
    if let Some((prefix, suffix)) = parts {
        source.taken_if("prefix", |it| (it == prefix).then_some(()));
        source.taken_if("suffix", |it| it.eq_ignore_ascii_case(suffix).then_some(()));
    }
    let mut more = source.items("identifiers", |it| target_at(it, "identifier", "identifierType"));
    more.extend(source.items("alternateIdentifiers", |it| {
        target_at(it, "alternateIdentifier", "alternateIdentifierType")
    }));
    for identifier in more {
        if !work.identifiers.iter().any(|it| it.eq_ignore_ascii_case(&identifier)) {
            work.identifiers.push(identifier);
        }
    }
    work.url = source.understood("url", "web address", web_address);
    work.artifacts = source.items("contentUrl", |it| {
        let url = it.taken_if(TEXT, web_address)?;
        let (role, media_type) = (role(&url).unwrap_or_default(), media_type(&url));
        let media_type = media_type.map(str::to_owned);
        Some(Artifact { role, media_type, url: Some(url), ..Artifact::default() })
    });
}

fn titles(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut main = None;
    let alternatives = source.items("titles", |it| {
        let word = it.look("titleType").and_then(Value::as_str).map(str::to_owned);
        let is_translated = word.as_deref() == Some("TranslatedTitle");
        if is_translated && main.is_some() && work.text_language.is_none() {
            it.warn("title", "import-not-understood", UNTOLD_LANGUAGE);
            return None;
        }
        let title = it.said("title").or_else(|| it.said(TEXT))?;
        let title = faircat_text::single_spaced(&title);
        if is_translated
            && let Some(other) = languages::translation(it, work, |one| one.title.is_none())
        {
            it.take("titleType");
            other.title = Some(title);
            return None;
        }
        match word.as_deref() {
            None if main.is_none() => {
                work.text_language = languages::of_title(it);
                main = Some(title);
                None
            }
            Some("AlternativeTitle") | None => {
                it.take("titleType");
                Some(title)
            }
            Some(_) => Some(title),
        }
    });
    work.alternate_titles = alternatives;
    work.title = match main {
        Some(title) => title,
        None if work.alternate_titles.is_empty() => String::new(),
        None => work.alternate_titles.remove(0),
    };
}

fn subjects(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut keywords = Vec::new();
    let subjects = source.items("subjects", |it| {
        let term = it.said("subject").or_else(|| it.said(TEXT))?;
        let iri = it.taken_if("valueUri", web_address);
        let scheme = it.said("subjectScheme");
        if scheme.is_some() || iri.is_some() {
            return Some(Subject { term, iri, scheme });
        }
        if let Some(other) = languages::translation(it, work, |_| true) {
            other.keywords.push(term);
            return None;
        }
        languages::of_text(it, work.text_language.as_deref());
        if !keywords.contains(&term) {
            keywords.push(term);
        }
        None
    });
    work.subjects = subjects;
    work.keywords = keywords;
}

fn descriptions(source: &mut JsonFields<'_>, work: &mut Work) {
    let (mut abstracts, mut others, mut methods) = (Vec::new(), Vec::new(), Vec::new());
    source.items("descriptions", |it| {
        let text = it.said("description").or_else(|| it.said(TEXT))?;
        let text = markdown(&text, "https://doi.org")?;
        match it.said("descriptionType").as_deref() {
            None | Some("Abstract") => {
                let is_free = |one: &Translation| one.description.is_none();
                if let Some(other) = languages::translation(it, work, is_free) {
                    other.description = Some(text);
                    return None;
                }
                languages::of_text(it, work.text_language.as_deref());
                abstracts.push(text);
            }
            Some("Methods") => methods.push(text),
            Some("Other") => others.push(text),
            Some(word) => others.push(under(&heading(word), &text)),
        }
        None::<()>
    });
    let methods = methods.join("\n\n");
    match &mut work.dataset {
        Some(dataset) if !methods.is_empty() => dataset.collection = Some(methods),
        _ if !methods.is_empty() => others.push(under("Methods", &methods)),
        _ => {}
    }
    abstracts.extend(others);
    describe(work, &abstracts);
}

fn relations(source: &mut JsonFields<'_>, work: &mut Work) {
    let wanted = "type of relation known here";
    let mut found = source.items("relatedIdentifiers", |it| {
        let kind = it.understood("relationType", wanted, relation_type)?;
        let target = target_at(it, "relatedIdentifier", "relatedIdentifierType");
        if target.is_none() {
            it.keep("relationType", Value::String(kind.datacite()));
        }
        Some(Relation { kind, target: target?, title: None, description: None })
    });
    found.extend(source.items("relatedItems", |it| {
        let kind = it.understood("relationType", wanted, relation_type)?;
        let target = it.object("relatedItemIdentifier", |it| {
            target_at(it, "relatedItemIdentifier", "relatedItemIdentifierType")
        });
        let Some(target) = target.flatten() else {
            it.keep("relationType", Value::String(kind.datacite()));
            return None;
        };
        let title = it.first_item("titles", |it| it.said("title"));
        Some(Relation { kind, target, title, description: None })
    }));
    for relation in found {
        if !work.relations.contains(&relation) {
            work.relations.push(relation);
        }
    }
}

/// Sizes and formats, of which a dataset has fields.
fn extent(source: &mut JsonFields<'_>, work: &mut Work) {
    let Some(dataset) = &mut work.dataset else { return };
    dataset.formats = source.all_said("formats");
    source.understood_texts("sizes", |text| {
        let (number, unit) = text.split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        let slot = match unit {
            "byte" | "bytes" | "B" | "Bytes" => &mut dataset.size,
            "file" | "files" => &mut dataset.number_of_files,
            _ => return None,
        };
        slot.is_none().then(|| *slot = Some(number))
    });
}
