//! `CITATION.cff` of the Citation File Format 1.1 and 1.2.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::json_pointer;
use faircat_record::{AgentRef, Code, Contribution, InlineAgent, Kind, Work};
use serde_json::{Map, Value};

use super::{ELSEWHERE, FORMAT, references};
use crate::import::document;
use crate::import::people::{Name, identify};
use crate::import::record::{Context, SourceRecord, unless_empty};
use crate::import::relations::target_at;
use crate::import::statements::{self, doi, spdx, web_address};
use crate::import::texts::{describe, markdown};
use crate::json_fields::{JsonFields, TEXT};
use crate::reader::{Found, Input};

/// What the work may be (schema of 1.2).
const TYPES: [&str; 2] = ["software", "dataset"];

/// What must be there beside the title (schemas of 1.1 and 1.2).
const REQUIRED: [(&str, &str); 2] = [
    ("authors", "add who wrote it"),
    ("message", "add what to do with the file, as \"Cite it so.\""),
];

/// What there may be (schemas of 1.1 and 1.2).
const KEYS: [&str; 21] = [
    "abstract",
    "authors",
    "cff-version",
    "commit",
    "contact",
    "date-released",
    "doi",
    "identifiers",
    "keywords",
    "license",
    "license-url",
    "message",
    "preferred-citation",
    "references",
    "repository",
    "repository-artifact",
    "repository-code",
    "title",
    "type",
    "url",
    "version",
];

pub(super) fn recognise(input: &Input) -> bool {
    // What stands in every such file, before anything is parsed.
    let Ok(text) = document::text(input) else { return false };
    let is_key = |line: &str| line.trim_start_matches(['"', '\'']).starts_with("cff-version");
    text.lines().any(is_key)
        && document::maybe_yaml(input).is_some_and(|it| it.get("cff-version").is_some())
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let read = document::text(input).and_then(|text| document::yaml_texts(input, text));
    let (value, source) = match read {
        Ok(read) => read,
        Err(problem) => return Found::refused(*problem),
    };
    let Value::Object(fields) = value else {
        let problem = Diagnostic::error("import-no-record", "the file is no mapping");
        found.diagnostics.push(problem.at(source.whole()).hint("write `title: …` and `authors:`"));
        return found;
    };
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(title) = text("title").filter(|it| !statements::says_nothing(it)) else {
        let problem = Diagnostic::error("import-no-title", "the file has no `title`");
        found
            .diagnostics
            .push(problem.at(source.whole()).hint("add `title`, the name of the work"));
        return found;
    };
    let word = text("type");
    let kind = match word.as_deref() {
        // The schema has no `data`; nothing else can be meant by it.
        Some("dataset" | "data") => Kind::Dataset,
        // What is meant where nothing is said (schema of 1.2).
        _ => Kind::Software,
    };
    let mut problems = unlike_the_schema(&fields);
    if let Some(word) = word.filter(|it| !TYPES.contains(&it.as_str())) {
        let message = format!("`type` is `{word}`; the work becomes {}", kind.in_words());
        let problem = Diagnostic::warning("import-kind", message);
        problems.push(("/type".to_owned(), problem.hint("write `software` or `dataset`")));
    }
    found.diagnostics.extend(source.place(problems));
    let own = text("doi").and_then(|it| doi(&it));
    let id = own.map_or_else(|| title.clone(), |it| it.trim_start_matches("doi:").to_owned());
    let (slug, format) = (statements::slug("cff", &id), FORMAT.name);
    let record =
        SourceRecord { id, slug, fields, ..SourceRecord::bare(format, kind, source, fill) };
    found.records.push(Box::new(record));
    found
}

/// What is missing at the top level, and what the format does not have there, with JSON pointers.
fn unlike_the_schema(fields: &Map<String, Value>) -> Vec<(String, Diagnostic)> {
    let missing = REQUIRED.iter().filter(|(key, _)| !fields.contains_key(*key));
    let missing = missing.map(|(key, hint)| {
        let message = format!("the file has no `{key}`, which the format demands");
        (String::new(), Diagnostic::warning("import-incomplete", message).hint(*hint))
    });
    let unknown = fields.keys().filter(|key| !KEYS.contains(&key.as_str()));
    let unknown = unknown.map(|key| {
        let message = format!("`{key}` is no key of the format");
        let problem = Diagnostic::warning("import-unknown-key", message);
        let pointer = format!("/{}", json_pointer::escape(key));
        (pointer, problem.hint("correct its name, or take it out: readers of the format refuse it"))
    });
    missing.chain(unknown).collect()
}

fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    source.taken_if("type", |text| TYPES.contains(&text).then_some(()));
    work.title = source.said("title").unwrap_or_default();
    let parts: Vec<String> =
        source.said("abstract").and_then(|text| markdown(&text, "")).into_iter().collect();
    describe(work, &parts);
    work.version = source.said("version");
    work.date_published = source.date("date-released");
    work.authors = source.items("authors", |it| Some(AgentRef::Inline(agent(it)?)));
    work.contributors = source.items("contact", |it| {
        let agent = AgentRef::Inline(agent(it)?);
        Some(Contribution { agent, role: "ContactPerson".to_owned() })
    });
    work.keywords = source.all_said("keywords");
    work.license = licence(source);
    identifiers(source, work);
    addresses(source, work);
    references::fill(source, work);
}

/// A person or an entity.
pub(super) fn agent(it: &mut JsonFields<'_>) -> Option<InlineAgent> {
    // Entities have a `name`, persons its parts.
    let is_entity = it.has("name");
    let mut name = Name { organization: Some(is_entity), ..Name::default() };
    name.full = it.said("name");
    name.given = it.said("given-names");
    let family = [it.said("name-particle"), it.said("family-names"), it.said("name-suffix")];
    let family: Vec<String> = family.into_iter().flatten().collect();
    name.family = Some(family.join(" ")).filter(|it| !it.is_empty());
    if name.full.is_none() && name.given.is_none() && name.family.is_none() {
        name.full = it.said("alias");
    }
    let mut agent = name.agent()?;
    let orcid = it.look("orcid").and_then(Value::as_str).and_then(statements::orcid);
    if is_entity && orcid.is_some() {
        let message = "is an ORCID iD, which only persons have, and what has a `name` is an entity";
        it.warn("orcid", "import-not-understood", message);
    } else {
        it.understood("orcid", "ORCID iD with a right check digit", |text| {
            identify(&mut agent, text, Some("orcid")).then_some(())
        });
    }
    agent.url = it.taken_if("website", web_address);
    if let Some(ror) = agent.url.take() {
        // An organization's page may be its entry in the registry.
        let is_ror = ror.contains("ror.org/") && identify(&mut agent, &ror, None);
        agent.url = Some(ror).filter(|_| !is_ror);
    }
    agent.affiliations.extend(it.said("affiliation"));
    Some(agent)
}

/// One licence, or several of which one may choose (schema of 1.2).
fn licence(source: &mut JsonFields<'_>) -> Option<String> {
    let written = source.look("license").cloned()?;
    let mut unknown = false;
    let found = source.items("license", |it| {
        let found = it.understood(TEXT, "licence that SPDX knows", spdx);
        unknown |= found.is_none();
        found
    });
    if unknown || found.is_empty() {
        source.keep("license", written);
        return None;
    }
    Some(found.join(" OR "))
}

fn identifiers(source: &mut JsonFields<'_>, work: &mut Work) {
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    let same_as = &mut work.same_as;
    let found = source.items("identifiers", |it| {
        let word = it.look("type").and_then(Value::as_str).map(str::to_owned);
        match word.as_deref() {
            Some("url") if it.look("description").is_some_and(|text| text == ELSEWHERE) => {
                same_as.push(it.understood("value", "web address", web_address)?);
                it.take("type");
                it.take("description");
                None
            }
            Some("doi" | "swh" | "url") => target_at(it, "value", "type"),
            Some("other") => {
                let found =
                    it.taken_if("value", |text| crate::import::relations::target(text, None))?;
                it.take("type");
                Some(found)
            }
            _ => {
                it.warn(
                    "type",
                    "import-not-understood",
                    "is none of `doi`, `url`, `swh` and `other`",
                );
                None
            }
        }
    });
    for identifier in found {
        if !work.identifiers.iter().any(|it| it.eq_ignore_ascii_case(&identifier)) {
            work.identifiers.push(identifier);
        }
    }
}

fn addresses(source: &mut JsonFields<'_>, work: &mut Work) {
    work.url = source.understood("url", "web address", web_address);
    let code = Code {
        repository: source.understood("repository-code", "web address", web_address),
        archived_at: source.taken_if("repository", web_address),
        ..Code::default()
    };
    let artifact = source.taken_if("repository-artifact", web_address);
    if work.url.is_none() {
        work.url = artifact;
    } else {
        work.same_as.extend(artifact);
    }
    work.code = unless_empty(code);
}
