//! Persons and organizations of imported works as records of their own, each once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::agent_records::{not_ours, put, text};
use super::header::digest;
use crate::catalog::checks::plain_slug;
use crate::diagnostic::Diagnostic;
use crate::outside_world::imported_records as disk;
use crate::record::{AgentRef, InlineAgent, Kind, Organization, Person, Work, reading};

/// Longest beginning of the name of a record, in bytes: a number may follow.
const LONGEST_SLUG: usize = 92;

/// By what somebody is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// An ORCID iD or a ROR identifier.
    Id(String),
    /// Another identifier, as that of a registry of funders; of a person with the name, for some
    /// sources give people those of where they work.
    Other(String),
    /// Name of a person and of an organization where that is, in small letters.
    Member(String, String),
    /// Name of an organization, in small letters.
    Organization(String),
}

/// Somebody with a record.
#[derive(Debug)]
struct Agent {
    name: String,
    /// What the works say; nothing where the record was there before.
    new: Option<InlineAgent>,
    organization: bool,
    /// Whether it has an ORCID iD or a ROR identifier.
    is_identified: bool,
    /// How many other works named no identifier, and were taken to mean this one.
    by_name: usize,
    /// Other names that works have for it beside one of its identifiers, where it is an organization.
    other_names: BTreeSet<String>,
}

/// Everybody, in the order of their slugs.
#[derive(Debug, Default)]
pub(super) struct Agents {
    agents: BTreeMap<String, Agent>,
    slugs: HashMap<Key, String>,
    /// Records that are there and cannot be read, with what is wrong.
    unread: BTreeMap<String, Diagnostic>,
    /// Kinds of which no record can be put into the catalogue.
    closed: Vec<Kind>,
    /// What is to be looked at, each once by what it is about.
    told: BTreeMap<(String, String), Diagnostic>,
}

impl Agents {
    /// Those of the folder `catalog`.
    pub(super) fn of(catalog: &Path) -> Agents {
        let mut agents = Agents::default();
        for (slug, text) in agents.there(catalog, Kind::Person) {
            let Some(person) = agents.parsed::<Person>(catalog, Kind::Person, &slug, &text) else {
                continue;
            };
            let affiliations = person.affiliations.iter().map(|it| match it {
                AgentRef::Inline(agent) => agent.name.clone(),
                AgentRef::Slug(slug) => slug.clone(),
            });
            let affiliations = affiliations.collect();
            let Person { name, orcid, identifiers, .. } = person;
            let known =
                InlineAgent { name, orcid, affiliations, identifiers, ..InlineAgent::default() };
            agents.insert(slug, &known, None, false);
        }
        for (slug, text) in agents.there(catalog, Kind::Organization) {
            let kind = Kind::Organization;
            let Some(found) = agents.parsed::<Organization>(catalog, kind, &slug, &text) else {
                continue;
            };
            let Organization { name, ror, identifiers, alternate_names, .. } = found;
            let organization = Some(true);
            let known =
                InlineAgent { name, ror, organization, identifiers, ..InlineAgent::default() };
            agents.insert(slug.clone(), &known, None, true);
            for name in alternate_names {
                let key = Key::Organization(plain(&name));
                agents.slugs.entry(key).or_insert_with(|| slug.clone());
            }
        }
        agents
    }

    /// The texts of the records of `kind`. Takes note of what cannot be read, or be written to.
    fn there(&mut self, catalog: &Path, kind: Kind) -> Vec<(String, String)> {
        let found = match disk::agents(catalog, kind) {
            Ok(found) => found,
            Err(problem) => {
                self.closed.push(kind);
                self.told.insert((kind.folder().to_owned(), String::new()), problem);
                return Vec::new();
            }
        };
        let mut read = Vec::new();
        for (slug, text) in found {
            match text {
                Ok(text) => read.push((slug, text)),
                Err(problem) => drop(self.unread.insert(slug, problem)),
            }
        }
        read
    }

    fn parsed<T: DeserializeOwned>(
        &mut self,
        catalog: &Path,
        kind: Kind,
        slug: &str,
        text: &str,
    ) -> Option<T> {
        match reading::parse::<T>(text) {
            Ok(agent) => Some(agent),
            Err(_) => {
                self.unread
                    .insert(slug.to_owned(), not_ours(&disk::home(catalog, kind, slug), slug));
                None
            }
        }
    }

    /// Takes note of somebody whom a work names in place.
    pub(super) fn learn(&mut self, agent: &InlineAgent) {
        let keys = keys(agent);
        if keys.is_empty() {
            return;
        }
        if let Some(slug) = self.of_another(agent) {
            let problem = another(agent, &self.agents[&slug].name, &slug);
            self.told.insert((slug, agent.name.clone()), problem);
            return;
        }
        if let Some(slug) = self.slug(agent) {
            let by_name = !matches!(keys.first(), Some(Key::Id(_) | Key::Other(_)));
            if let Some(known) = self.agents.get_mut(&slug) {
                known.is_identified |= matches!(keys.first(), Some(Key::Id(_)));
                known.by_name += usize::from(by_name && !known.organization);
                match &mut known.new {
                    Some(new) => {
                        complete(new, agent);
                        let differs = plain(&new.name) != plain(&agent.name);
                        if known.organization && !by_name && differs {
                            known.other_names.insert(agent.name.clone());
                        }
                    }
                    None => self.tell_places(&slug, agent, &keys),
                }
            }
            for key in keys {
                self.slugs.entry(key).or_insert_with(|| slug.clone());
            }
            return;
        }
        let organization = agent.is_organization();
        if self.closed.contains(&kind_of(organization)) {
            return;
        }
        // Who has a record that cannot be read may be just this one, and stays in place.
        let plain = plain_slug(&agent.name);
        if let Some(problem) = self.unread.get(&plain) {
            self.told.insert((plain, String::new()), problem.clone());
            return;
        }
        let slug = self.free_slug(&agent.name);
        self.insert(slug, agent, Some(agent.clone()), organization);
    }

    fn insert(
        &mut self,
        slug: String,
        known: &InlineAgent,
        new: Option<InlineAgent>,
        organization: bool,
    ) {
        let keys = keys(known);
        let is_identified = matches!(keys.first(), Some(Key::Id(_)));
        for key in keys {
            self.slugs.entry(key).or_insert_with(|| slug.clone());
        }
        let (name, other_names) = (known.name.clone(), BTreeSet::new());
        let agent = Agent { name, new, organization, is_identified, by_name: 0, other_names };
        self.agents.insert(slug, agent);
    }

    fn free_slug(&self, name: &str) -> String {
        let plain = match plain_slug(name) {
            // Nothing of it is Latin.
            none if none.is_empty() => format!("agent-{}", digest(name)),
            plain => plain.get(..LONGEST_SLUG).unwrap_or(&plain).trim_end_matches('-').to_owned(),
        };
        let numbered = (2_usize..).map(|number| format!("{plain}-{number}"));
        let mut slugs = std::iter::once(plain.clone()).chain(numbered);
        let is_free = |it: &String| !self.agents.contains_key(it) && !self.unread.contains_key(it);
        slugs.find(is_free).unwrap_or(plain)
    }

    /// Tells where somebody works by what a work says, and not by the record, which stays as it is.
    fn tell_places(&mut self, slug: &str, agent: &InlineAgent, keys: &[Key]) {
        for key in keys {
            let Key::Member(name, place) = key else { continue };
            let by_slug = Key::Member(name.clone(), plain_slug(place));
            if self.slugs.contains_key(key) || self.slugs.contains_key(&by_slug) {
                continue;
            }
            let own = agent.affiliations.iter().find(|it| it.to_lowercase() == *place);
            let place = own.unwrap_or(place);
            let message = format!(
                "a source says that `{}` is of `{place}`, and the record does not",
                agent.name
            );
            let hint = format!("add it under `affiliations` of `{slug}` if it is right");
            let problem = Diagnostic::warning("import-affiliation", message).hint(hint);
            self.told.insert((slug.to_owned(), format!("at {place}")), problem);
        }
    }

    /// The record that has the identifier of `agent` and quite another name: a copied identifier makes
    /// nobody its owner.
    fn of_another(&self, agent: &InlineAgent) -> Option<String> {
        let key = keys(agent).into_iter().next().filter(|it| matches!(it, Key::Id(_)))?;
        let slug = self.slugs.get(&key)?;
        let known = self.agents.get(slug)?;
        let (theirs, own) = (words(&known.name), words(&agent.name));
        (!agent.is_organization() && theirs.is_disjoint(&own)).then(|| slug.clone())
    }

    /// The record that is about `agent`. Two identifiers are never one.
    fn slug(&self, agent: &InlineAgent) -> Option<String> {
        if self.of_another(agent).is_some() {
            return None;
        }
        let keys = keys(agent);
        let has_id = matches!(keys.first(), Some(Key::Id(_)));
        let mut found = keys.iter().filter_map(|key| Some((key, self.slugs.get(key)?)));
        let (key, slug) = found.next()?;
        let is_identified = self.agents.get(slug).is_some_and(|it| it.is_identified);
        let is_by_name = !matches!(key, Key::Id(_) | Key::Other(_));
        let is_other = has_id && is_by_name && is_identified;
        (!is_other).then(|| slug.clone())
    }

    /// Lets `work` refer to the records of those whom it names. Two authors are never one.
    pub(super) fn refer(&self, work: &mut Work) {
        let mut taken = BTreeSet::new();
        for author in &mut work.authors {
            if let AgentRef::Inline(agent) = author
                && let Some(slug) = self.slug(agent)
                && taken.insert(slug.clone())
            {
                *author = AgentRef::Slug(slug);
            }
        }
        let authors = std::mem::take(&mut work.authors);
        each(work, &mut |found| {
            if let AgentRef::Inline(agent) = found
                && let Some(slug) = self.slug(agent)
            {
                *found = AgentRef::Slug(slug);
            }
        });
        work.authors = authors;
    }

    /// Writes the records that are new. Gives how many, and what is to be looked at.
    pub(super) fn write(&self, catalog: &Path) -> (usize, Vec<Diagnostic>) {
        let mut told: Vec<Diagnostic> = self.told.values().cloned().collect();
        let mut written = 0;
        for (slug, agent) in &self.agents {
            let kind = kind_of(agent.organization);
            let file = disk::home(catalog, kind, slug);
            if agent.by_name > 0 {
                told.push(by_name(agent, slug).in_file(&file));
            }
            let Some(new) = &agent.new else { continue };
            if !agent.other_names.is_empty() {
                told.push(by_identifier(agent, &new.name).in_file(&file));
            }
            let text = text(new, agent.organization, &agent.other_names);
            match text.and_then(|it| put(&file, slug, &it)) {
                Ok(()) => written += 1,
                Err(problem) => told.push(*problem),
            }
        }
        (written, told)
    }
}

fn kind_of(organization: bool) -> Kind {
    if organization { Kind::Organization } else { Kind::Person }
}

/// The words of a name, in letters that catalogues sort by.
fn words(name: &str) -> BTreeSet<String> {
    let plain = plain_slug(name);
    match plain.is_empty() {
        true => name.split_whitespace().map(str::to_lowercase).collect(),
        false => plain.split('-').map(str::to_owned).collect(),
    }
}

fn another(agent: &InlineAgent, known: &str, slug: &str) -> Diagnostic {
    let InlineAgent { name, orcid, .. } = agent;
    let id = orcid.as_deref().unwrap_or_default();
    let message = format!(
        "a source gives `{name}` the ORCID iD {id}, which is that of `{known}` (`{slug}`); the name \
         stays in place"
    );
    let hint = "correct the identifier of the one that it is not of, or join them by hand";
    Diagnostic::warning("import-agent-identifier", message).hint(hint)
}

fn by_name(agent: &Agent, slug: &str) -> Diagnostic {
    let name = agent.new.as_ref().map_or(slug, |it| &it.name);
    let message = format!(
        "`{name}` is taken for one person, by name and affiliation alone in {}",
        faircat_inference::figures::counted(agent.by_name as u64, "place", "places")
    );
    let hint = "if they are several, write a record for each; an ORCID iD would tell them apart";
    Diagnostic::warning("import-agent-by-name", message).hint(hint)
}

/// Says which names were taken to be of one organization.
fn by_identifier(agent: &Agent, name: &str) -> Diagnostic {
    let others: Vec<String> = agent.other_names.iter().map(|it| format!("`{it}`")).collect();
    let message = format!(
        "`{name}` is called {} too, beside the same identifier, and is taken for one organization",
        others.join(", ")
    );
    let hint = "correct the identifier in the source of one of them if they are several";
    Diagnostic::warning("import-agent-names", message).hint(hint)
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// By what `agent` is known, the surest first. Of a person without identifier and affiliation nothing
/// tells whether another of that name is the same.
fn keys(agent: &InlineAgent) -> Vec<Key> {
    let name = plain(&agent.name);
    let id = if agent.is_organization() { &agent.ror } else { &agent.orcid };
    let mut keys: Vec<Key> = id.iter().map(|it| Key::Id(it.to_lowercase())).collect();
    let suffix = if agent.is_organization() { String::new() } else { format!(" {name}") };
    let others = agent.identifiers.iter().map(|it| it.to_lowercase() + &suffix);
    keys.extend(others.map(Key::Other));
    if agent.is_organization() {
        keys.push(Key::Organization(name));
    } else {
        let affiliations: BTreeSet<String> =
            agent.affiliations.iter().map(|it| plain(it)).collect();
        keys.extend(affiliations.into_iter().map(|it| Key::Member(name.clone(), it)));
    }
    keys
}

/// Adds to `known` what another work says of the same.
fn complete(known: &mut InlineAgent, other: &InlineAgent) {
    let InlineAgent { orcid, ror, url, affiliations, identifiers, .. } = other;
    if known.family_name.is_none() && known.name == other.name {
        known.given_name.clone_from(&other.given_name);
        known.family_name.clone_from(&other.family_name);
    }
    known.orcid = known.orcid.take().or_else(|| orcid.clone());
    known.ror = known.ror.take().or_else(|| ror.clone());
    known.url = known.url.take().or_else(|| url.clone());
    for (all, more) in
        [(&mut known.affiliations, affiliations), (&mut known.identifiers, identifiers)]
    {
        more.iter().for_each(|it| {
            if !all.contains(it) {
                all.push(it.clone());
            }
        });
    }
}

/// Everybody whom `work` names in place.
pub(super) fn named_in(work: &mut Work) -> Vec<InlineAgent> {
    let mut found = Vec::new();
    each(work, &mut |agent| {
        if let AgentRef::Inline(agent) = agent {
            found.push(agent.clone());
        }
    });
    found
}

/// Every place of `work` that names somebody.
fn each(work: &mut Work, visit: &mut dyn FnMut(&mut AgentRef)) {
    for agent in work.authors.iter_mut().chain(&mut work.maintainers) {
        visit(agent);
    }
    work.contributors.iter_mut().for_each(|it| visit(&mut it.agent));
    work.funding.iter_mut().for_each(|it| visit(&mut it.funder));
    let single = [&mut work.publisher, &mut work.copyright_holder, &mut work.shared_by];
    for agent in single.into_iter().flatten() {
        visit(agent);
    }
}
