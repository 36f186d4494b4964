//! What descriptions of every type say.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Contribution, InlineAgent, Kind, Publication, Work,
};
use serde_json::Value;

use super::model;
use crate::html;
use crate::import::agents;
use crate::import::beside::FileBeside;
use crate::import::files;
use crate::import::record::Context;
use crate::import::statements::{self, doi, orcid, web_address};
use crate::json_fields::JsonFields;

/// Fields that name files.
const OF_FILES: [&str; 8] = [
    "attachments",
    "covers",
    "documentation",
    "files",
    "icon",
    "source",
    "test_inputs",
    "test_outputs",
];

/// Longest summary, in characters.
const SUMMARY: usize = 300;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.take("type");
    heading(source, work);
    people(source, work);
    work.publications = source.objects("cite", citation);
    work.license = source.understood("license", "licence of SPDX", statements::spdx);
    work.keywords = source.all_said("tags");
    if let Some(repository) = source.taken_if("git_repo", web_address) {
        work.code.get_or_insert_default().repository = Some(repository);
    }
    documents(source, work, context);
    context.beside.tell_refused(source);
    match work.kind {
        Kind::Model => model::fill(source, work, context),
        _ => data_or_program(source, work, context),
    }
    context.beside.tell_missing(source, &OF_FILES);
}

fn heading(source: &mut JsonFields<'_>, work: &mut Work) {
    let id = source.take("id");
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.date_created = source.date("timestamp");
    let in_zoo = source.object("config", |config| {
        config.object("bioimageio", |zoo| {
            // It is the name of the record where there is no other.
            zoo.taken_if("nickname", |it| {
                id.as_ref().is_none_or(|id| id.as_str() == Some(it)).then_some(())
            });
            zoo.taken_if("doi", doi)
        })
    });
    work.identifiers.extend(in_zoo.flatten().flatten());
    work.identifiers.extend(source.taken_if("doi", doi));
}

fn people(source: &mut JsonFields<'_>, work: &mut Work) {
    work.authors = source.objects("authors", person);
    work.maintainers = source.objects("maintainers", person);
    let packagers = source.objects("packaged_by", person);
    let contribution = |agent| Contribution { agent, role: "Other".to_owned() };
    work.contributors = packagers.into_iter().map(contribution).collect();
}

fn person(source: &mut JsonFields<'_>) -> Option<AgentRef> {
    let name = source.said("name").or_else(|| source.said("github_user"))?;
    let agent = agents::named(&name);
    let orcid = source.understood("orcid", "ORCID iD", orcid);
    // The format has one form for persons and groups.
    let organization = (orcid.is_none() && agent.is_organization()).then_some(true);
    Some(AgentRef::Inline(InlineAgent {
        orcid,
        organization,
        affiliations: source.all_said("affiliation"),
        ..agent
    }))
}

/// A text and where it is found; a DOI may stand in the place of an address.
fn citation(source: &mut JsonFields<'_>) -> Option<Publication> {
    let title = source.said("text")?;
    let mut identifiers: Vec<String> = source.understood("doi", "DOI", doi).into_iter().collect();
    if identifiers.is_empty() {
        identifiers.extend(source.taken_if("url", doi));
    }
    let url = source.taken_if("url", web_address);
    Some(Publication { title, identifiers, url, ..Publication::default() })
}

/// A file that a description names.
pub(super) enum Located {
    Address(String),
    Beside(FileBeside),
}

/// Where the file is that a description names: at an address, of its own or beside the description where
/// that has one, or around the description.
pub(super) fn located(text: &str, context: &Context<'_>) -> Option<Located> {
    let beside = || context.beside.allowed(text).cloned().map(Located::Beside);
    address(text, context).map(Located::Address).or_else(beside)
}

fn address(text: &str, context: &Context<'_>) -> Option<String> {
    if let Some(address) = web_address(text) {
        return Some(address);
    }
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./".contains(it);
    let is_path = !text.is_empty()
        && text.chars().all(is_plain)
        && text.split('/').all(|part| !matches!(part, "" | "." | ".."));
    (is_path && !context.body.is_empty()).then(|| format!("{}/{text}", context.body))
}

/// A file as an artifact.
pub(super) fn file(at: Located, role: ArtifactRole, description: &str) -> Artifact {
    let found = match at {
        Located::Beside(file) => file.artifact(role),
        Located::Address(url) => Artifact {
            role,
            media_type: files::media_type(&url).map(str::to_owned),
            url: Some(url),
            ..Artifact::default()
        },
    };
    Artifact { description: Some(description.to_owned()), ..found }
}

/// `artifact` with the SHA-256 that `entry` says, unless its file is here and has another.
pub(super) fn checked(entry: &mut JsonFields<'_>, artifact: Artifact) -> Artifact {
    let own = artifact.sha256.clone();
    let differs = |said: &str| own.as_ref().is_some_and(|it| !it.eq_ignore_ascii_case(said));
    if entry.look("sha256").and_then(Value::as_str).is_some_and(differs) {
        entry.warn(
            "sha256",
            "import-other-bytes",
            "is not that of the file, whose own is recorded",
        );
        return artifact;
    }
    let said = entry.said("sha256");
    Artifact { sha256: own.or(said), ..artifact }
}

/// What a file is for, by its name; `usual` where that tells nothing.
fn role_of(at: &Located, usual: ArtifactRole) -> ArtifactRole {
    let (Located::Address(name) | Located::Beside(FileBeside { path: name, .. })) = at;
    files::role(name).unwrap_or(usual)
}

/// Documentation, pictures and other files beside the work.
fn documents(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    for (key, role, description) in [
        ("documentation", ArtifactRole::Documentation, "Documentation"),
        ("covers", ArtifactRole::Documentation, "Picture of the work"),
    ] {
        let found = source.understood_texts(key, |text| located(text, context));
        work.artifacts.extend(found.into_iter().map(|at| file(at, role, description)));
    }
    let attached = |source: &mut JsonFields<'_>, key: &str| {
        let found = source.understood_texts(key, |text| located(text, context));
        let files = found.into_iter().map(|at| {
            let role = role_of(&at, ArtifactRole::Other);
            file(at, role, "Attachment")
        });
        files.collect::<Vec<_>>()
    };
    match source.look("attachments") {
        Some(Value::Object(_)) => {
            let found = source.object("attachments", |it| attached(it, "files"));
            work.artifacts.extend(found.unwrap_or_default());
        }
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => {
            let found = source.objects("attachments", |it| {
                let at = it.taken_if("source", |text| located(text, context))?;
                let role = role_of(&at, ArtifactRole::Other);
                Some(checked(it, file(at, role, "Attachment")))
            });
            work.artifacts.extend(found);
        }
        Some(_) => {
            let found = attached(source, "attachments");
            work.artifacts.extend(found);
        }
        None => {}
    }
}

/// The `source` of a dataset is its page, that of an application or notebook the thing itself.
fn data_or_program(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let Some(found) = source.taken_if("source", |text| located(text, context)) else { return };
    if let Located::Address(address) = &found {
        work.identifiers.extend(doi(address));
    }
    match (work.kind, found) {
        (Kind::Dataset, Located::Address(page)) => work.url = Some(page),
        (kind, found) => {
            let usual = if kind == Kind::Dataset { ArtifactRole::Data } else { ArtifactRole::Code };
            let role = role_of(&found, usual);
            work.artifacts.push(file(found, role, "The work itself"));
        }
    }
}
