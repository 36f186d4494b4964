//! What one can do with a work, for the top of its page.

use std::collections::BTreeSet;

use faircat_catalog::{Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_linked_data::content_url;
use faircat_record::{Artifact, ArtifactRole, Kind, Work};
use schemars::JsonSchema;
use serde::Serialize;

use super::links::{WorkLink, entry_link};
use crate::try_it::Facts;

/// Models that are named in place of one that cannot be run.
const MOST_SIBLINGS: usize = 3;

/// The file that most people come for.
#[derive(JsonSchema, Serialize)]
pub(super) struct Download<'a> {
    pub name: &'a str,
    pub href: String,
    /// In bytes.
    pub size: Option<u64>,
    /// Whether the site itself offers it.
    pub here: bool,
}

/// Why a model cannot be tried or checked here, and which one can.
#[derive(JsonSchema, Serialize)]
pub(super) struct StandIn {
    /// Whether there is a file to run.
    pub runs: bool,
    /// Models near this one that were run on their control sets.
    pub siblings: Vec<WorkLink>,
}

/// How much of a dataset lies on this site, where that is not all.
#[derive(JsonSchema, Serialize)]
pub(super) struct SampleOnly {
    /// Bytes that can be had here.
    pub shown: u64,
    /// Bytes of the whole.
    pub total: u64,
}

/// The weights that the page runs, or else the first file of the most wanted role.
pub(super) fn download<'a>(
    work: &'a Work,
    page: &str,
    facts: Option<&Facts>,
) -> Option<Download<'a>> {
    let run = facts.and_then(|facts| {
        let ends = |path: &str| facts.model.path.ends_with(&format!("/files/{path}"));
        work.artifacts.iter().find(|it| it.path.as_deref().is_some_and(ends))
    });
    let wanted: &[ArtifactRole] = match work.kind {
        Kind::Model => &[ArtifactRole::Weights],
        Kind::Dataset => &[ArtifactRole::Data],
        _ => &[ArtifactRole::Code, ArtifactRole::Notebook, ArtifactRole::Container],
    };
    let of_role = |role: &ArtifactRole| work.artifacts.iter().find(|it| it.role == *role);
    let file = run.or_else(|| wanted.iter().find_map(of_role))?;
    Some(Download {
        name: file.display_name(),
        href: content_url(file, page)?,
        size: file.size,
        here: file.path.is_some(),
    })
}

/// `None` for what is no model, and for one that can be run and checked.
pub(super) fn stand_in(dossier: &Dossier, work: &Work, facts: Option<&Facts>) -> Option<StandIn> {
    let section = work.model.as_deref()?;
    if facts.is_some() && section.control_set.is_some() {
        return None;
    }
    Some(StandIn { runs: facts.is_some(), siblings: siblings(dossier) })
}

/// Models that this one names, or that name it or its relatives, and that were run.
fn siblings(dossier: &Dossier) -> Vec<WorkLink> {
    let (catalog, own) = (dossier.source.catalog, dossier.source.entry);
    let mut near: Vec<&Entry> = named(dossier, own);
    near.extend(naming(dossier, own));
    let relatives: Vec<&Entry> = near.iter().flat_map(|it| naming(dossier, it)).collect();
    near.extend(relatives);
    let mut seen = BTreeSet::from([own.index]);
    near.into_iter()
        .filter(|it| it.evidence.current().is_some() && seen.insert(it.index))
        .take(MOST_SIBLINGS)
        .map(|it| entry_link(dossier, &catalog.entries[it.index]))
        .collect()
}

fn named<'a>(dossier: &Dossier<'a>, entry: &Entry) -> Vec<&'a Entry> {
    let targets = entry.links.iter().filter_map(|(role, text)| {
        match dossier.source.catalog.resolve(text, *role) {
            Target::Entry(target) => Some(target.index),
            Target::External(_) | Target::Name(_) => None,
        }
    });
    models(dossier, targets)
}

fn naming<'a>(dossier: &Dossier<'a>, entry: &Entry) -> Vec<&'a Entry> {
    let links = dossier.source.catalog.backlinks(entry);
    models(dossier, links.iter().map(|link| link.source as usize))
}

fn models<'a>(dossier: &Dossier<'a>, found: impl Iterator<Item = usize>) -> Vec<&'a Entry> {
    let entries = &dossier.source.catalog.entries;
    found.filter_map(|index| entries.get(index)).filter(|it| it.kind == Kind::Model).collect()
}

/// `None` where everything lies here, or nothing, or the record does not say how much there is.
pub(super) fn sample_only(work: &Work) -> Option<SampleOnly> {
    let total = work.dataset.as_ref()?.size?;
    let is_here = |it: &&Artifact| it.role == ArtifactRole::Data && it.path.is_some();
    let elsewhere =
        work.artifacts.iter().any(|it| it.role == ArtifactRole::Data && it.url.is_some());
    let shown: u64 = work.artifacts.iter().filter(is_here).filter_map(|it| it.size).sum();
    (shown > 0 && shown < total && !elsewhere).then_some(SampleOnly { shown, total })
}
