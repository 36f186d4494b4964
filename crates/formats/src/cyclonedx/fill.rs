//! What components of every type say.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Checksum, InlineAgent, Kind, Relation, RelationType, Work,
};
use serde_json::Value;

use super::{bill, model_card};
use crate::html;
use crate::import::record::Context;
use crate::import::statements::{self, identifier, web_address};
use crate::import::{agents, files};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Longest text that is kept of a picture or file within the bill.
const LONGEST_CONTENT: usize = 2000;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.take("type");
    source.take("name");
    if let Some(below) = source.take("components") {
        let why =
            "models and data among them have records of their own; a record has no other parts";
        source.notes.drop_because("components", &below.to_string(), why);
    }
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.keywords = source.all_said("tags");
    people(source, work);
    licence(source, work);
    references(source, work);
    work.identifiers.extend(source.understood_texts("swhid", identifier));
    pedigree(source, work);
    if work.kind == Kind::Model && source.look("modelCard").is_some_and(Value::is_object) {
        source.object("modelCard", |card| model_card::fill(card, work, context));
    }
    bill::needs(source, work, context);
    for key in source.keys() {
        if let Some(mut value) = source.take(&key) {
            without_contents(&key, &mut value, 0, source);
            source.keep(&key, value);
        }
    }
}

fn people(source: &mut JsonFields<'_>, work: &mut Work) {
    work.authors = source.objects("authors", |author| {
        let name = author.said("name")?;
        Some(AgentRef::Inline(agents::named(&name)))
    });
    if let Some(name) = source.said("author") {
        work.authors.push(AgentRef::Inline(InlineAgent { name, ..InlineAgent::default() }));
    }
    let manufacturer = |source: &mut JsonFields<'_>, key: &str| {
        source.look(key).filter(|it| it.is_object())?;
        let found = source.object(key, |it| {
            let name = it.said("name")?;
            let url = it.understood_texts("url", web_address).into_iter().next();
            Some(InlineAgent { url, ..agents::organization(&name) })
        });
        found.flatten().map(AgentRef::Inline)
    };
    if let Some(maker) = manufacturer(source, "manufacturer") {
        work.authors.push(maker);
    }
    let publisher = source.said("publisher");
    work.publisher = publisher.map(|name| AgentRef::Inline(agents::organization(&name)));
}

/// A single licence or expression; of several nothing says how they hold together.
fn licence(source: &mut JsonFields<'_>, work: &mut Work) {
    let Some(Value::Array(all)) = source.look("licenses") else { return };
    let [one] = all.as_slice() else {
        if !all.is_empty() {
            let message = "names several licences, and not how they hold together";
            source.warn("licenses", "import-not-understood", message);
        }
        return;
    };
    let text = |pointer: &str| one.pointer(pointer).and_then(Value::as_str);
    let texts =
        [text("/expression"), text("/license/id"), text("/license/name"), text("/license/url")];
    work.license = texts.into_iter().flatten().find_map(statements::spdx);
    let is_only = one.pointer("/license").and_then(Value::as_object).is_none_or(|it| it.len() == 1);
    if work.license.is_some() && is_only {
        source.take("licenses");
    }
}

/// What the work was made from, where it is named by an address.
fn pedigree(source: &mut JsonFields<'_>, work: &mut Work) {
    if !source.look("pedigree").is_some_and(Value::is_object) {
        return;
    }
    let found = source.object("pedigree", |it| {
        it.objects("ancestors", |one| {
            let is_model =
                one.look("type").and_then(Value::as_str) == Some("machine-learning-model");
            let address = |text: &str| identifier(text).or_else(|| web_address(text));
            let origin = one.taken_if("bom-ref", address)?;
            one.take("type");
            one.take("name");
            Some((is_model, origin))
        })
    });
    for (is_model, origin) in found.into_iter().flatten() {
        match work.model.as_deref_mut() {
            Some(model) if is_model && model.fine_tuned_from.is_none() => {
                model.fine_tuned_from = Some(origin);
            }
            _ => work.derived_from.push(origin),
        }
    }
}

fn references(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut relations = Vec::new();
    let mut code = None;
    let mut page = None;
    let mut artifacts = Vec::new();
    let (mut tracker, mut help) = (None, None);
    let mut identifiers = Vec::new();
    let all = source.look("externalReferences").and_then(Value::as_array);
    let has_page = all.is_some_and(|all| all.iter().any(|it| it["type"] == "website"));
    source.objects("externalReferences", |reference| {
        let url = reference.look("url").and_then(Value::as_str).and_then(web_address)?;
        match reference.look("type").and_then(Value::as_str)? {
            "website" if page.is_none() => page = Some(url),
            "vcs" if code.is_none() => code = Some(url),
            "issue-tracker" if tracker.is_none() => tracker = Some(url),
            "support" if help.is_none() => help = Some(url),
            "citation" => identifiers.push(identifier(&url)?),
            "distribution" if is_file(reference, &url) => artifacts.push(artifact(reference, url)),
            // Only a page that leads to it.
            "distribution" if page.is_none() && !has_page => page = Some(url),
            "documentation" | "model-card" => relations.push((RelationType::IsDocumentedBy, url)),
            "evidence" | "formulation" | "other" => relations.push((RelationType::References, url)),
            _ => return None,
        }
        reference.take("url");
        reference.take("type");
        Some(())
    });
    work.url = page;
    work.artifacts = artifacts;
    work.identifiers = identifiers;
    if code.is_some() || tracker.is_some() || help.is_some() {
        let section = work.code.get_or_insert_default();
        section.repository = code;
        section.issue_tracker = tracker;
        section.help = help;
    }
    let relation = |(kind, target)| Relation { kind, target, title: None, description: None };
    work.relations.extend(relations.into_iter().map(relation));
}

/// Whether what is to be had at `url` is a file: one of a known ending or another that no page has, or one
/// of which there are checksums.
fn is_file(reference: &JsonFields<'_>, url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let (_, path) = path.split_once("://").unwrap_or_default();
    let name = path.split_once('/').and_then(|(_, path)| path.rsplit('/').next());
    let ending = name.and_then(|it| it.rsplit_once('.')).map(|(_, ending)| ending);
    let is_ending = |it: &str| {
        let is_word =
            (1..=12).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric());
        is_word && !it.bytes().all(|it| it.is_ascii_digit()) && !PAGES.contains(&it)
    };
    files::media_type(url).is_some()
        || files::role(url).is_some()
        || reference.has("hashes")
        || ending.is_some_and(is_ending)
}

/// Endings of pages.
const PAGES: [&str; 6] = ["html", "htm", "php", "asp", "aspx", "jsp"];

fn artifact(source: &mut JsonFields<'_>, url: String) -> Artifact {
    let hashes = source.objects("hashes", |hash| Some((hash.said("alg")?, hash.said("content")?)));
    let mut artifact = Artifact {
        role: files::role(&url).unwrap_or(ArtifactRole::Data),
        media_type: files::media_type(&url).map(str::to_owned),
        description: source.said("comment"),
        url: Some(url),
        ..Artifact::default()
    };
    for (algorithm, value) in hashes {
        match algorithm.as_str() {
            "SHA-256" => artifact.sha256 = Some(value.to_ascii_lowercase()),
            _ => {
                let algorithm = algorithm.to_lowercase().replace("sha-", "sha");
                artifact.checksums.push(Checksum { algorithm, value });
            }
        }
    }
    artifact
}

/// Drops what is a file rather than a statement.
fn without_contents(path: &str, value: &mut Value, depth: usize, source: &JsonFields<'_>) {
    match value {
        Value::String(text) if path.ends_with(".content") && text.len() > LONGEST_CONTENT => {
            let why = "it is a file within the bill, too long to be kept";
            source.notes.drop_because(path, text, why);
            *value = Value::Null;
        }
        Value::Array(items) if depth < 60 => {
            for (at, item) in items.iter_mut().enumerate() {
                without_contents(&format!("{path}[{at}]"), item, depth + 1, source);
            }
        }
        Value::Object(fields) if depth < 60 => {
            for (key, item) in fields.iter_mut() {
                without_contents(&format!("{path}.{key}"), item, depth + 1, source);
            }
        }
        _ => {}
    }
}
