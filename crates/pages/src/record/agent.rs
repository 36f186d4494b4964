//! The page of a person or an organization.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::backlinks::{Backlinks, WorkOf, works_of};
use super::head::frame;
use super::links::{AgentView, IdentifierView, agent, entry_agent, identifier};
use super::offers::{Offers, offers};
use crate::Frame;
use crate::words::Words;
use faircat_catalog::{Agent, Entry};
use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_linked_data::{orcid_url, ror_url, safe_iri};
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, Organization, Person};

/// Works looked through for co-authors, and co-authors shown.
const MOST_WORKS: usize = 500;
const MOST_COAUTHORS: usize = 60;

/// What `agent.html` shows.
#[derive(JsonSchema, Serialize)]
pub(super) struct AgentPage<'a> {
    pub page: Frame<'a>,
    /// Name of the kind, and of its icon.
    pub kind: &'static str,
    pub name: &'a str,
    pub alternate_names: &'a [String],
    pub summary: Option<&'a str>,
    pub address: Option<&'a str>,
    pub web: Option<String>,
    pub email: Option<&'a str>,
    pub orcid: Option<String>,
    pub ror: Option<String>,
    pub identifiers: Vec<IdentifierView>,
    pub affiliations: Vec<AgentView>,
    pub parent: Option<AgentView>,
    /// Each once, with all that they did for it.
    pub works: Vec<WorkOf>,
    /// How many works there are in all.
    pub works_count: usize,
    /// People and organizations that name it.
    pub agents: Vec<Backlinks>,
    pub coauthors: Vec<Coauthor>,
    #[schemars(with = "Vec<Anything>")]
    pub files: &'a [Format],
    pub offers: Vec<Offers<'a>>,
}

/// Somebody who wrote works together with the person.
#[derive(JsonSchema, Serialize)]
pub(super) struct Coauthor {
    pub agent: AgentView,
    /// Number of common works.
    pub works: usize,
}

pub(super) fn person<'a>(
    dossier: &'a Dossier,
    person: &'a Person,
    files: &'a [Format],
    words: &Words,
) -> AgentPage<'a> {
    let mut page = page(dossier, person.summary.as_deref(), files, words);
    page.web = person.url.as_deref().and_then(safe_iri);
    page.email = person.email.as_deref();
    page.orcid = person.orcid.as_deref().map(orcid_url);
    page.identifiers = person.identifiers.iter().map(|text| identifier(text)).collect();
    page.affiliations = person.affiliations.iter().map(|of| agent(dossier, of)).collect();
    page.coauthors = coauthors(dossier);
    page
}

pub(super) fn organization<'a>(
    dossier: &'a Dossier,
    organization: &'a Organization,
    files: &'a [Format],
    words: &Words,
) -> AgentPage<'a> {
    let mut page = page(dossier, organization.summary.as_deref(), files, words);
    page.alternate_names = &organization.alternate_names;
    page.address = organization.address.as_deref();
    page.web = organization.url.as_deref().and_then(safe_iri);
    page.ror = organization.ror.as_deref().map(ror_url);
    page.identifiers = organization.identifiers.iter().map(|text| identifier(text)).collect();
    page.parent = organization.parent.as_ref().map(|parent| agent(dossier, parent));
    page
}

fn page<'a>(
    dossier: &'a Dossier,
    summary: Option<&'a str>,
    files: &'a [Format],
    words: &Words,
) -> AgentPage<'a> {
    let (works, works_count, agents) = works_of(dossier);
    AgentPage {
        page: frame(dossier, files, summary.unwrap_or_default(), words),
        kind: dossier.source.entry.kind.name(),
        name: dossier.source.record.title(),
        alternate_names: &[],
        summary,
        address: None,
        web: None,
        email: None,
        orcid: None,
        ror: None,
        identifiers: Vec::new(),
        affiliations: Vec::new(),
        parent: None,
        works,
        works_count,
        agents,
        coauthors: Vec::new(),
        files,
        offers: offers(files),
    }
}

/// Those with the most works in common first.
fn coauthors(dossier: &Dossier) -> Vec<Coauthor> {
    let catalog = dossier.source.catalog;
    let works = catalog
        .backlinks(dossier.source.entry)
        .iter()
        .filter(|link| link.role == LinkRole::Author)
        .take(MOST_WORKS)
        .filter_map(|link| catalog.entries.get(link.source as usize));
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for work in works {
        for author in &work.summary.authors {
            if let Some(Agent::Entry(entry)) = catalog.agent(&AgentRef::Slug(author.clone()))
                && entry.index != dossier.source.entry.index
            {
                *counts.entry(entry.index).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(&Entry, usize)> =
        counts.iter().map(|(&index, &works)| (&catalog.entries[index], works)).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.summary.title.cmp(&b.0.summary.title)));
    found.truncate(MOST_COAUTHORS);
    found
        .into_iter()
        .map(|(entry, works)| Coauthor { agent: entry_agent(dossier, entry), works })
        .collect()
}
