//! Works and people as pages name them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::filters::short_address;
use faircat_catalog::{Agent, Catalog, Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_linked_data::{orcid_url, ror_url, safe_iri};
use faircat_record::AgentRef;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::references::LinkRole;

/// A work, somewhere.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct WorkLink {
    pub title: String,
    /// Tag of the title's language, where its record tells it.
    pub language: Option<String>,
    /// `None` for what has but a name.
    pub href: Option<String>,
    /// Name of its kind; `None` outside the catalogue.
    pub kind: Option<&'static str>,
    /// Name of the kind's icon.
    pub icon: &'static str,
    /// One or two sentences, for records of the catalogue.
    pub summary: String,
    pub summary_language: Option<String>,
}

/// An identifier as text, and where it leads.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct IdentifierView {
    /// `DOI`, `arXiv`, …; empty where it is not known.
    pub scheme: String,
    pub value: String,
    pub href: Option<String>,
}

/// A person or an organization.
#[derive(Clone, Debug, JsonSchema, PartialEq, Serialize)]
pub(super) struct AgentView {
    pub name: String,
    /// Page in this catalogue, or elsewhere.
    pub href: Option<String>,
    pub orcid: Option<String>,
    pub ror: Option<String>,
    pub affiliations: Vec<String>,
}

/// The work that `text`, written in the place of `role`, means. `title` names what is elsewhere.
pub(super) fn work_link(
    dossier: &Dossier,
    text: &str,
    role: LinkRole,
    title: Option<&str>,
) -> WorkLink {
    match dossier.source.catalog.resolve(text, role) {
        Target::Entry(entry) => entry_link(dossier, entry),
        Target::External(identifier) => WorkLink {
            title: title.map_or_else(|| identifier_text(&identifier), str::to_owned),
            language: None,
            href: identifier.url().as_deref().and_then(safe_iri),
            kind: None,
            icon: "external",
            summary: String::new(),
            summary_language: None,
        },
        Target::Name(name) => WorkLink {
            title: title.unwrap_or(name).to_owned(),
            language: None,
            href: None,
            kind: None,
            icon: "external",
            summary: String::new(),
            summary_language: None,
        },
    }
}

pub(super) fn entry_link(dossier: &Dossier, entry: &Entry) -> WorkLink {
    WorkLink {
        title: entry.summary.title.clone(),
        language: entry.summary.title_language().map(str::to_owned),
        href: Some(dossier.source.site.href(&entry.page())),
        kind: Some(entry.kind.name()),
        icon: entry.kind.name(),
        summary: entry.summary.summary.clone(),
        summary_language: entry.summary.summary_language().map(str::to_owned),
    }
}

pub(super) fn agent(dossier: &Dossier, agent: &AgentRef) -> AgentView {
    match (dossier.source.catalog.agent(agent), agent) {
        (Some(Agent::Entry(entry)), _) => entry_agent(dossier, entry),
        (Some(Agent::Inline(inline)), _) => AgentView {
            name: inline.name.clone(),
            href: inline.url.as_deref().and_then(safe_iri),
            orcid: inline.orcid.as_deref().map(orcid_url),
            ror: inline.ror.as_deref().map(ror_url),
            affiliations: inline.affiliations.clone(),
        },
        (None, AgentRef::Slug(slug)) => named(slug.clone()),
        (None, AgentRef::Inline(inline)) => named(inline.name.clone()),
    }
}

pub(super) fn entry_agent(dossier: &Dossier, entry: &Entry) -> AgentView {
    let mut view = named(entry.summary.title.clone());
    view.href = Some(dossier.source.site.href(&entry.page()));
    if let Some(agent) = &entry.summary.agent {
        view.orcid = agent.orcid.as_deref().map(orcid_url);
        view.ror = agent.ror.as_deref().map(ror_url);
        view.affiliations =
            agent.affiliations.iter().map(|of| agent_name(dossier.source.catalog, of)).collect();
    }
    view
}

fn named(name: String) -> AgentView {
    AgentView { name, href: None, orcid: None, ror: None, affiliations: Vec::new() }
}

/// The name of an agent, without anything else about it.
pub(super) fn agent_name(catalog: &Catalog, agent: &AgentRef) -> String {
    match (catalog.agent(agent), agent) {
        (Some(Agent::Entry(entry)), _) => entry.summary.title.clone(),
        (Some(Agent::Inline(inline)), _) => inline.name.clone(),
        (None, AgentRef::Slug(slug)) => slug.clone(),
        (None, AgentRef::Inline(inline)) => inline.name.clone(),
    }
}

/// An identifier, as written in a record.
pub(super) fn identifier(text: &str) -> IdentifierView {
    match Identifier::parse(text) {
        Ok(identifier) => IdentifierView {
            scheme: scheme(&identifier),
            href: identifier.url().as_deref().and_then(safe_iri),
            value: identifier_text(&identifier),
        },
        Err(_) => IdentifierView { scheme: String::new(), value: text.to_owned(), href: None },
    }
}

fn scheme(identifier: &Identifier) -> String {
    let known = match identifier.scheme {
        Scheme::Doi => "DOI",
        Scheme::Handle => "Handle",
        Scheme::Ark => "ARK",
        Scheme::Swhid => "SWHID",
        Scheme::Arxiv => "arXiv",
        Scheme::Orcid => "ORCID",
        Scheme::Ror => "ROR",
        Scheme::Urn => "URN",
        Scheme::Purl => "PURL",
        Scheme::Url => "URL",
        Scheme::Other => return identifier.prefix.clone(),
    };
    known.to_owned()
}

/// The identifier as people write it: an address without its scheme, others as they are.
fn identifier_text(identifier: &Identifier) -> String {
    match identifier.scheme {
        Scheme::Purl | Scheme::Url => short_address(&identifier.value).to_owned(),
        Scheme::Doi => identifier.value.clone(),
        _ => identifier.to_string(),
    }
}
