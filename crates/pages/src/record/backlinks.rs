//! Which other records name this one, by why they do.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::links::{WorkLink, entry_link};
use faircat_catalog::{Catalog, Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_record::references::LinkRole;
use faircat_record::{Kind, RelationType};

/// Records listed for one reason; an organization can be named by every record there is.
const MOST: usize = 200;

/// Records that name this one for the same reason.
#[derive(JsonSchema, Serialize)]
pub(super) struct Backlinks {
    #[serde(flatten)]
    pub reason: Reason,
    pub count: usize,
    pub links: Vec<WorkLink>,
}

/// What the naming records are to the named one.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema, Serialize)]
pub(super) struct Reason {
    /// The end of a message; empty where it is a relation.
    role: &'static str,
    /// As seen from the named one.
    relation: Option<RelationType>,
}

/// A record that names another, once, with all that it is to that, or that a person did for it.
#[derive(JsonSchema, Serialize)]
pub(super) struct WorkOf {
    pub work: WorkLink,
    pub roles: Vec<Reason>,
}

/// Records by kind, as pages list these, each with why it names another.
type Naming = BTreeMap<(Kind, u32), Vec<Reason>>;

/// The works that name a person or organization, by kind as pages list these; how many there are in
/// all; and the people and organizations that name it.
pub(super) fn works_of(dossier: &Dossier) -> (Vec<WorkOf>, usize, Vec<Backlinks>) {
    let catalog = dossier.source.catalog;
    let mut works = Naming::new();
    let mut agents = Vec::new();
    for group in groups(dossier) {
        for source in group.1 {
            let Some(entry) = catalog.entries.get(source as usize) else { continue };
            if entry.kind.is_agent() {
                agents.push((group.0, source));
                continue;
            }
            let roles = works.entry((entry.kind, source)).or_default();
            if !roles.contains(&group.0) {
                roles.push(group.0);
            }
        }
    }
    let (works, count) = shown(dossier, works);
    let agents = agents.chunk_by(|a, b| a.0 == b.0).filter_map(|of_one| {
        let sources = of_one.iter().map(|(_, source)| *source).collect();
        Some(group(dossier, of_one.first()?.0, sources))
    });
    (works, count, agents.collect())
}

/// The records that name a work, each once, by kind; and how many there are in all.
pub(super) fn naming(dossier: &Dossier) -> (Vec<WorkOf>, usize) {
    let catalog = dossier.source.catalog;
    let mut found = Naming::new();
    for (reason, sources) in groups(dossier) {
        for source in sources {
            let Some(entry) = catalog.entries.get(source as usize) else { continue };
            let roles = found.entry((entry.kind, source)).or_default();
            if !roles.contains(&reason) {
                roles.push(reason);
            }
        }
    }
    found.values_mut().for_each(without_repetition);
    shown(dossier, found)
}

/// A relation says nothing beside a role that says the same.
fn without_repetition(roles: &mut Vec<Reason>) {
    if roles.iter().any(|it| it.role == "made-from") {
        roles.retain(|it| it.relation != Some(RelationType::IsSourceOf));
    }
}

fn shown(dossier: &Dossier, naming: Naming) -> (Vec<WorkOf>, usize) {
    let count = naming.len();
    let shown = naming.into_iter().take(MOST).filter_map(|((_, source), roles)| {
        let entry = dossier.source.catalog.entries.get(source as usize)?;
        Some(WorkOf { work: entry_link(dossier, entry), roles })
    });
    (shown.collect(), count)
}

/// In the order of their roles. What this record says of another in its own words is not repeated
/// as what the other says of it.
fn groups(dossier: &Dossier) -> Vec<(Reason, Vec<u32>)> {
    let (catalog, entry) = (dossier.source.catalog, dossier.source.entry);
    let own = own_relations(catalog, entry);
    let mut groups: Vec<(Reason, Vec<u32>)> = Vec::new();
    for link in catalog.backlinks(entry) {
        let seen_from_here = relation(link.role).map(RelationType::inverse);
        if seen_from_here.is_some_and(|relation| own.contains(&(relation, link.source))) {
            continue;
        }
        let reason = reason(link.role);
        let place = groups.iter().position(|(known, _)| *known == reason).unwrap_or_else(|| {
            groups.push((reason, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(link.source);
    }
    groups
}

fn group(dossier: &Dossier, reason: Reason, mut sources: Vec<u32>) -> Backlinks {
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(*source));
    let entries = sources.iter().take(MOST);
    let entries = entries.filter_map(|&source| dossier.source.catalog.entries.get(source as usize));
    let links = entries.map(|entry| entry_link(dossier, entry)).collect();
    Backlinks { reason, count: sources.len(), links }
}

/// Workflows and training materials that name a dataset: what others made of it.
pub(super) fn analyses(dossier: &Dossier) -> Vec<WorkLink> {
    let (catalog, entry) = (dossier.source.catalog, dossier.source.entry);
    if entry.kind != Kind::Dataset {
        return Vec::new();
    }
    let sources = catalog.backlinks(entry).iter().map(|link| link.source as usize);
    let sources: BTreeSet<usize> = sources.collect();
    let entries = sources.into_iter().filter_map(|source| catalog.entries.get(source));
    let is_analysis = |kind| matches!(kind, Kind::Workflow | Kind::TrainingMaterial);
    entries
        .filter(|entry| is_analysis(entry.kind))
        .take(MOST)
        .map(|entry| entry_link(dossier, entry))
        .collect()
}

/// How `entry` says that it relates to others of `catalog`, with the index of each.
fn own_relations(catalog: &Catalog, entry: &Entry) -> HashSet<(RelationType, u32)> {
    let links = entry.links.iter();
    let related = links.filter_map(|(role, text)| match catalog.resolve(text, *role) {
        Target::Entry(target) => Some((relation(*role)?, target.index as u32)),
        Target::External(_) | Target::Name(_) => None,
    });
    related.collect()
}

/// What a place of its own in the record says as a relation does.
fn relation(role: LinkRole) -> Option<RelationType> {
    match role {
        LinkRole::Related(relation) => Some(relation),
        LinkRole::DerivedFrom | LinkRole::MadeFrom => Some(RelationType::IsDerivedFrom),
        LinkRole::DependsOn => Some(RelationType::Requires),
        _ => None,
    }
}

fn reason(role: LinkRole) -> Reason {
    let role = match role {
        LinkRole::Author => "author",
        LinkRole::Contributor => "contributor",
        LinkRole::Maintainer => "maintainer",
        LinkRole::Publisher => "publisher",
        LinkRole::CopyrightHolder => "copyright",
        LinkRole::SharedBy => "shared",
        LinkRole::Funder => "funder",
        LinkRole::Affiliation => "people",
        LinkRole::ParentOrganization => "parts",
        LinkRole::MadeBy => "made",
        LinkRole::TrainedOn => "trained-on",
        LinkRole::ValidatedOn => "validated-on",
        LinkRole::TestedOn => "tested-on",
        LinkRole::EvaluatedOn => "evaluated-on",
        LinkRole::FineTunedFrom => "fine-tuned",
        LinkRole::TrainedWith => "trained-with",
        LinkRole::EvaluatedWith => "evaluated-with",
        LinkRole::DerivedFrom | LinkRole::MadeFrom => "made-from",
        LinkRole::MadeWith => "made-with",
        LinkRole::DependsOn => "need",
        LinkRole::WorkflowInput => "read",
        LinkRole::WorkflowOutput => "make",
        LinkRole::Teaches => "teach",
        LinkRole::ReplacedBy => "replaced",
        LinkRole::Related(relation) => {
            return Reason { role: "", relation: Some(relation.inverse()) };
        }
    };
    Reason { role, relation: None }
}
