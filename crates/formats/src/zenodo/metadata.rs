//! What stands under `metadata`.

use std::collections::HashSet;

use faircat_record::{Access, Relation, RelationType, Subject, Translation, Work};
use serde_json::Value;

use super::{agents, languages, terms};
use crate::datacite::terms::COVERAGE;
use crate::html;
use crate::import::languages::{UNTOLD_LANGUAGE, known_language};
use crate::import::relations::{relation_type, target, target_at};
use crate::import::statements::{date, spdx, web_address};
use crate::import::texts::{self, describe, heading, under};
use crate::import::withdrawal::withdraw;
use crate::json_fields::{JsonFields, TEXT};

/// Addresses within texts are relative to it.
const BASE: &str = "https://zenodo.org";

pub(super) fn fill(metadata: &mut JsonFields<'_>, work: &mut Work) {
    titles(metadata, work);
    work.authors = agents::creators(metadata);
    work.contributors = agents::contributors(metadata);
    work.publisher = agents::publisher(metadata);
    work.funding = agents::funding(metadata);
    work.date_published = metadata.understood("publication_date", "date", date);
    work.version = metadata.said("version");
    licence(metadata, work);
    access(metadata, work);
    terms(metadata, work);
    texts(metadata, work);
    relations(metadata, work);
    dates(metadata, work);
    places(metadata, work);
}

fn titles(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let (others, own) = (metadata.look("additional_titles"), metadata.look("title"));
    work.text_language = languages::of_title(others, own);
    work.title = plain(metadata, "title").unwrap_or_default();
    let others = metadata.items("additional_titles", |it| other_title(it, work));
    work.alternate_titles = others;
    let own = &work.identifiers;
    let mut more = Vec::new();
    for key in ["identifiers", "alternate_identifiers"] {
        more.extend(metadata.items(key, |it| target_at(it, "identifier", "scheme")));
    }
    more.retain(|it| !own.contains(it));
    work.identifiers.extend(more);
}

/// A title beside that of the work, where it is no translation.
fn other_title(it: &mut JsonFields<'_>, work: &mut Work) -> Option<String> {
    let word = it.look("type").and_then(|kind| kind.get("id")).and_then(Value::as_str);
    let is_translated = word == Some("translated-title");
    if is_translated && work.text_language.is_none() {
        it.warn("title", "import-not-understood", UNTOLD_LANGUAGE);
        return None;
    }
    let title = plain(it, "title")?;
    if languages::take_own(it, work) && title == work.title {
        it.take("type");
        return None;
    }
    if is_translated
        && let Some(other) = languages::translation(it, work, |one| one.title.is_none())
    {
        it.take("type");
        other.title = Some(title);
        return None;
    }
    it.object("type", |kind| kind.taken_if("id", |id| (id == "alternative-title").then_some(())));
    Some(title)
}

/// The text at `key` on one line, without markup.
fn plain(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    let text = html::to_plain_text(&source.said(key)?, BASE);
    Some(text).filter(|text| !text.is_empty())
}

fn markdown(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    let text = html::to_markdown(&source.said(key)?, BASE);
    Some(text).filter(|text| !text.trim().is_empty())
}

fn licence(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let known = |text: &str| terms::old_licence(text).or_else(|| spdx(text));
    work.license = metadata.first_item("license", |it| {
        let key = if it.has("id") { "id" } else { TEXT };
        it.understood(key, "licence that SPDX knows", known)
    });
    match metadata.look("rights").and_then(Value::as_array).map(Vec::len) {
        Some(1) => {
            let found = metadata.items("rights", |it| {
                let found = it.taken_if("id", known).or_else(|| it.taken_if("link", known));
                if found.is_some() {
                    // They repeat what the licence is.
                    for key in ["title", "description", "props", "icon", "link"] {
                        it.take(key);
                    }
                } else {
                    let message = "the licence is none that SPDX knows";
                    it.notes.warn_at(&it.path_of(TEXT), "import-license", message);
                }
                found
            });
            work.license = work.license.take().or(found.into_iter().next());
        }
        Some(2..) => {
            let message =
                "there are several licences; whether all hold or one may choose is not said";
            metadata.notes.warn_at(&metadata.path_of("rights"), "import-license", message);
        }
        _ => {}
    }
}

fn access(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let Some(rights) =
        metadata.understood("access_right", "access right known here", terms::access)
    else {
        return;
    };
    metadata.take("access_right_category");
    let conditions = markdown(metadata, "access_conditions");
    let embargo_until = metadata.taken_if("embargo_date", date);
    let rights = Some(rights);
    work.access =
        Some(Access { rights, conditions, free: None, authentication: None, embargo_until });
}

fn terms(metadata: &mut JsonFields<'_>, work: &mut Work) {
    work.keywords = metadata.all_said("keywords");
    let mut keywords = Vec::new();
    work.subjects = metadata.items("subjects", |it| {
        let term = it.said("subject").or_else(|| it.said("term"));
        let term = term.or_else(|| it.said(TEXT))?;
        let address = it.any_text_if(&["identifier", "id"], web_address);
        let scheme = it.said("scheme").filter(|it| it != "url");
        if address.is_none() && scheme.is_none() {
            keywords.push(term);
            return None;
        }
        Some(Subject { term, iri: address, scheme })
    });
    work.keywords.extend(keywords);
    work.language = metadata.understood("language", "language known here", known_language);
    if metadata.look("languages").and_then(Value::as_array).is_some_and(|it| it.len() == 1) {
        let found = metadata.items("languages", |it| {
            let key = if it.has("id") { "id" } else { TEXT };
            let found = it.understood(key, "language known here", known_language)?;
            it.take("title");
            Some(found)
        });
        work.language = work.language.take().or(found.into_iter().next());
    }
    if let Some(dataset) = &mut work.dataset {
        dataset.formats = metadata.all_said("formats");
    }
}

/// Distributes the texts.
fn texts(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let mut parts: Vec<String> = markdown(metadata, "description").into_iter().collect();
    let mut methods: Vec<String> = markdown(metadata, "method").into_iter().collect();
    let mut notes: Vec<String> = markdown(metadata, "notes").into_iter().collect();
    metadata.items("additional_descriptions", |it| {
        // A translation of nothing would be the only description that there is.
        let is_only = parts.is_empty() && is_abstract(it);
        if languages::is_other(it, work) && !is_only {
            translated(it, work);
            return None::<()>;
        }
        languages::take_own(it, work);
        let text = markdown(it, "description")?;
        match type_of(it).as_deref() {
            Some("methods") => methods.push(text),
            Some("abstract") | None => parts.push(text),
            Some("notes" | "other") => notes.push(text),
            Some(word) => parts.push(under(&heading(word), &text)),
        }
        None
    });
    let methods = methods.join("\n\n");
    match &mut work.dataset {
        Some(dataset) if !methods.is_empty() => dataset.collection = Some(methods),
        _ if !methods.is_empty() => parts.push(under("Methods", &methods)),
        _ => {}
    }
    if !notes.is_empty() {
        parts.push(under("Notes", &notes.join("\n\n")));
    }
    describe(work, &parts);
}

/// Why a text is no translation of the record's own.
const OTHER_LANGUAGE: &str =
    "it is in another language than the record, whose translations have no place for it";

/// Takes a text in another language than the record's own as the description of a translation,
/// where it is one and that has none; else it stays.
fn translated(it: &mut JsonFields<'_>, work: &mut Work) {
    let written = it.look("description").cloned();
    let is_abstract = is_abstract(it);
    let is_free = |one: &Translation| one.description.is_none();
    if let Some(text) = markdown(it, "description").filter(|_| is_abstract)
        && let Some(other) = languages::translation(it, work, is_free)
    {
        other.description = Some(text);
        type_of(it);
        return;
    }
    if let Some(written) = written {
        it.keep("description", written);
    }
    it.notes.reason(&it.path_of(TEXT), OTHER_LANGUAGE);
}

fn is_abstract(it: &JsonFields<'_>) -> bool {
    let word = it.look("type").map(|kind| kind.get("id").unwrap_or(kind));
    word.and_then(Value::as_str).is_none_or(|word| word == "abstract")
}

/// The type of a description, which is taken.
fn type_of(it: &mut JsonFields<'_>) -> Option<String> {
    it.first_item("type", |kind| kind.said_at(&["id", TEXT]).inspect(|_| drop(kind.take("title"))))
}

fn relations(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let found = metadata.items("related_identifiers", |it| {
        let kind = it.taken_if("relation", relation_type).or_else(|| {
            let read = |kind: &mut JsonFields<'_>| {
                let found = kind.taken_if("id", relation_type)?;
                kind.take("title");
                Some(found)
            };
            it.object("relation_type", read).flatten()
        });
        let Some(kind) = kind else {
            let message = "has no type of relation that is known";
            it.warn("relation", "import-not-understood", message);
            return None;
        };
        let Some(target) = target_at(it, "identifier", "scheme") else {
            it.keep("relation", Value::String(kind.datacite()));
            return None;
        };
        Some(Relation { kind, target, title: None, description: None })
    });
    let mut known = HashSet::new();
    work.relations
        .extend(found.into_iter().filter(|it| known.insert((it.kind, it.target.clone()))));
    let cited = metadata.items("references", |it| {
        let scheme = it.look("scheme").and_then(Value::as_str).map(str::to_owned);
        let key = if it.has("identifier") { "identifier" } else { TEXT };
        // A text is a reference by itself where it is nothing but an identifier.
        let target = it.taken_if(key, |text| target(text, scheme.as_deref()))?;
        it.take("scheme");
        let title = it.said("reference");
        Some(Relation { kind: RelationType::References, target, title, description: None })
    });
    work.relations.extend(cited);
}

/// `dates`, of which some have a field.
fn dates(metadata: &mut JsonFields<'_>, work: &mut Work) {
    metadata.items("dates", |it| {
        let word = match it.look("type") {
            Some(Value::String(word)) => word.to_ascii_lowercase(),
            Some(other) => other.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
            None => String::new(),
        };
        let slot = match (word.as_str(), &mut work.dataset) {
            ("created", _) => &mut work.date_created,
            ("updated", _) => &mut work.date_modified,
            ("collected", Some(dataset)) => {
                let interval = interval(it);
                if dataset.collected.is_none() && interval.is_some() {
                    dataset.collected = interval;
                    it.take("type");
                }
                return None::<()>;
            }
            ("other", Some(dataset)) if it.look("description").is_some_and(|it| it == COVERAGE) => {
                let interval = interval(it);
                if dataset.temporal_coverage.is_none() && interval.is_some() {
                    dataset.temporal_coverage = interval;
                    it.take("type");
                    it.take("description");
                }
                return None;
            }
            ("withdrawn", _) => {
                let day = if it.has("date") { "date" } else { "start" };
                if withdraw(it, work, day, &["description"]) {
                    it.take("type");
                }
                return None;
            }
            _ => return None,
        };
        if slot.is_none() {
            *slot = it.taken_if("date", date);
            if slot.is_some() {
                it.take("type");
            }
        }
        None
    });
}

/// `start` and `end` as an interval, or `date` as it is where it is one.
fn interval(it: &mut JsonFields<'_>) -> Option<String> {
    let of_dates = |text: &str| {
        let is_one =
            text.split('/').all(|part| date(part).is_some()) && text.matches('/').count() < 2;
        is_one.then(|| text.to_owned())
    };
    if let Some(found) = it.taken_if("date", of_dates) {
        return Some(found);
    }
    match (it.taken_if("start", date), it.taken_if("end", date)) {
        (Some(start), Some(end)) if start != end => Some(format!("{start}/{end}")),
        (Some(day), _) | (None, Some(day)) => Some(day),
        (None, None) => None,
    }
}

/// Where the data is from.
fn places(metadata: &mut JsonFields<'_>, work: &mut Work) {
    let Some(dataset) = &mut work.dataset else { return };
    let found = match metadata.look("locations") {
        Some(Value::Object(_)) => metadata.object("locations", |it| it.items("features", place)),
        _ => Some(metadata.items("locations", place)),
    };
    let places = found.unwrap_or_default().join("; ");
    dataset.spatial_coverage = Some(places).filter(|it| !it.is_empty());
}

fn place(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said("place");
    let mut point = it.text("lat").zip(it.text("lon"));
    if point.is_none() {
        point = it.object("geometry", geometry).flatten();
    }
    texts::place(name, point.map(|(lat, lon)| format!("latitude {lat}, longitude {lon}")))
}

/// Latitude and longitude of a point of GeoJSON, which has them the other way round.
fn geometry(it: &mut JsonFields<'_>) -> Option<(String, String)> {
    if it.look("type").and_then(Value::as_str) != Some("Point") {
        return None;
    }
    let point = it.look("coordinates").and_then(Value::as_array)?;
    let [lon, lat, ..] = point.as_slice() else { return None };
    let point = lat.is_number() && lon.is_number();
    let texts = point.then(|| (lat.to_string(), lon.to_string()))?;
    it.take("coordinates");
    it.take("type");
    Some(texts)
}
