//! Lists of people and of organizations.

use std::collections::BTreeSet;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::paging::{PER_PAGE, Paging, page_count, page_items, paging};
use super::{Meta, Press, SiteInput};
use faircat_catalog::{Agent, Entry};
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, Kind, is_family_first};

#[derive(JsonSchema, Serialize)]
pub(super) struct AgentsView<'a> {
    kind: &'static str,
    paging: Paging,
    letters: Vec<Letter<'a>>,
}

/// The agents whose name begins with one letter.
#[derive(JsonSchema, Serialize)]
struct Letter<'a> {
    letter: String,
    agents: Vec<AgentView<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct AgentView<'a> {
    path: String,
    name: &'a str,
    /// ORCID iD or ROR identifier.
    identifier: Option<&'a str>,
    affiliations: Vec<&'a str>,
    summary: &'a str,
    /// Works that name the agent.
    works: usize,
    /// People who name the organization.
    people: usize,
}

/// The lists of people, by family name, and of organizations, by name.
pub(super) fn agent_pages(press: &Press, input: &SiteInput) {
    for kind in [Kind::Person, Kind::Organization] {
        let mut entries: Vec<(String, &Entry)> =
            input.catalog.of_kind(kind).iter().map(|entry| (sort_name(entry), entry)).collect();
        entries.par_sort_by(|a, b| (&a.0, &a.1.slug).cmp(&(&b.0, &b.1.slug)));
        (1..=page_count(entries.len(), PER_PAGE)).into_par_iter().for_each(|number| {
            agent_page(press, input, kind, &entries, number);
        });
    }
}

fn agent_page(
    press: &Press,
    input: &SiteInput,
    kind: Kind,
    entries: &[(String, &Entry)],
    number: usize,
) {
    let path = |number| match number {
        1 => format!("{}/", kind.folder()),
        _ => format!("browse/{}/{number}/", kind.folder()),
    };
    let mut letters: Vec<Letter> = Vec::new();
    for (name, entry) in page_items(entries, number, PER_PAGE) {
        let letter: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
        if letters.last().is_none_or(|group| group.letter != letter) {
            letters.push(Letter { letter, agents: Vec::new() });
        }
        if let Some(group) = letters.last_mut() {
            group.agents.push(view(input, entry));
        }
    }
    let kinds = press.theme.words().kinds(kind);
    let about = [("kinds", (&kinds).into()), ("count", entries.len().into())];
    let about = press.say("agents-about", &about);
    let meta = Meta::new(path(number), kinds, about).section(kind.folder());
    let paging = paging(number, entries.len(), PER_PAGE, path);
    press.page("site-agents.html", &meta, AgentsView { kind: kind.name(), paging, letters });
}

/// The name to sort by: family name first, in small letters without accents on Latin ones.
fn sort_name(entry: &Entry) -> String {
    let agent = entry.summary.agent.as_ref();
    let family = agent.and_then(|agent| agent.family_name.as_deref());
    let given = agent.and_then(|agent| agent.given_name.as_deref());
    let name = match (family, entry.kind) {
        (Some(family), _) => format!("{family} {}", given.unwrap_or_default()),
        (None, Kind::Person) => family_name_first(&entry.summary.title),
        (None, _) => entry.summary.title.clone(),
    };
    name.to_lowercase().chars().map(plain_letter).collect()
}

/// The family's part of a full name before the others, where it is not there already.
fn family_name_first(name: &str) -> String {
    match name.rsplit_once(' ').filter(|_| !is_family_first(name)) {
        Some((given, family)) => format!("{family} {given}"),
        None => name.to_owned(),
    }
}

/// The letter that a small Latin letter with an accent is sorted as.
fn plain_letter(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ę' | 'ě' => 'e',
        'ì'..='ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ś' | 'š' => 's',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

fn view<'a>(input: &SiteInput<'a>, entry: &'a Entry) -> AgentView<'a> {
    let agent = entry.summary.agent.as_ref();
    let backlinks = input.catalog.backlinks(entry);
    let count = |wanted: &dyn Fn(LinkRole, Kind) -> bool| {
        let sources = backlinks
            .iter()
            .filter(|link| wanted(link.role, input.catalog.entries[link.source as usize].kind));
        sources.map(|link| link.source).collect::<BTreeSet<_>>().len()
    };
    AgentView {
        path: entry.page(),
        name: &entry.summary.title,
        identifier: agent.and_then(|agent| agent.orcid.as_deref().or(agent.ror.as_deref())),
        affiliations: agent
            .map(|agent| agent.affiliations.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|affiliation| organization_name(input, affiliation))
            .collect(),
        summary: &entry.summary.summary,
        works: count(&|_, kind| !kind.is_agent()),
        people: count(&|role, _| role == LinkRole::Affiliation),
    }
}

fn organization_name<'a>(input: &SiteInput<'a>, agent: &'a AgentRef) -> &'a str {
    match (agent, input.catalog.agent(agent)) {
        (_, Some(Agent::Entry(entry))) => &entry.summary.title,
        (AgentRef::Slug(slug), _) => slug,
        (AgentRef::Inline(agent), _) => &agent.name,
    }
}
