//! The versions of a work: those with records of their own, and those that records name.

use std::collections::BTreeSet;

use faircat_catalog::{Entry, Target};
use faircat_formats::dossier::Dossier;
use faircat_linked_data::safe_iri;
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{Record, RelationType, Status, Version, Work};
use schemars::JsonSchema;
use serde::Serialize;

use super::links::{IdentifierView, WorkLink, identifier, work_link};
use crate::words::names;

/// Versions that a page lists, at most; each has a page of its own.
const MOST: usize = 200;

/// What a page tells of versions.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct VersionsView {
    /// The newest first; of very many those next to this one, and the newest.
    pub all: Vec<VersionView>,
    /// How many more there are.
    pub more: usize,
    /// Of the work in all its versions, as a concept DOI.
    pub of_all: Vec<WorkLink>,
    /// The newest that is offered, where it is newer than this.
    pub newer: Option<VersionView>,
    /// The newest that is offered, where this is newer, and is not offered itself.
    pub offered: Option<VersionView>,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct VersionView {
    /// As `2.0`, or else the title of its record.
    pub label: String,
    pub date: Option<String>,
    pub notes: Option<String>,
    pub identifiers: Vec<IdentifierView>,
    /// Its page, here or elsewhere; none where this is it.
    pub href: Option<String>,
    /// Whether this page is its own.
    pub is_this: bool,
    /// Whether it is the newest that is offered.
    pub is_newest: bool,
    pub status: &'static str,
    /// The identifiers, each in the form in which two are the same.
    #[serde(skip)]
    keys: BTreeSet<String>,
}

/// The versions of `work`; `None` where there is but one.
pub(super) fn view(dossier: &Dossier, work: &Work) -> Option<VersionsView> {
    let source = dossier.source;
    let versions = source.catalog.versions(source.entry);
    let mut all = Vec::new();
    let mut of_all: Vec<WorkLink> = Vec::new();
    let mut named = Vec::new();
    let shown = shown(&versions.entries, source.entry);
    let more = versions.entries.len() - shown.len();
    for entry in shown {
        let is_this = entry.index == source.entry.index;
        let record = entry.published();
        let Record::Work(other) = &record else { continue };
        let other = if is_this { work } else { other.as_ref() };
        all.push(of_entry(dossier, entry, other));
        named.extend(other.versions.iter().cloned());
        for link in concepts(dossier, other) {
            if of_all.iter().all(|known| known.title != link.title) {
                of_all.push(link);
            }
        }
    }
    named.into_iter().for_each(|version| add(&mut all, &version));
    if all.len() < 2 && of_all.is_empty() {
        return None;
    }
    if let Some(newest) = all.iter_mut().find(|it| matches!(it.status, "active" | "deprecated")) {
        newest.is_newest = true;
    }
    // Which of the two stands first: the newest that is offered, or this.
    let is_newer = all.iter().find(|it| it.is_newest || it.is_this).is_some_and(|it| !it.is_this);
    let newest = all.iter().find(|it| it.is_newest && !it.is_this).cloned();
    let (newer, offered) = if is_newer { (newest, None) } else { (None, newest) };
    Some(VersionsView { all, more, of_all, newer, offered })
}

/// The newest first: all of `entries`, or as many around `this` as a page lists, and the newest that is
/// offered.
fn shown<'a>(entries: &[&'a Entry], this: &Entry) -> Vec<&'a Entry> {
    let is_offered =
        |it: &&&Entry| matches!(it.summary.status, Status::Active | Status::Deprecated);
    let newest = entries.iter().rev().find(is_offered).copied();
    let place = entries.iter().position(|it| it.index == this.index).unwrap_or_default();
    let begin = place.saturating_sub(MOST / 2).min(entries.len().saturating_sub(MOST));
    let near = &entries[begin..entries.len().min(begin + MOST)];
    let is_near = |it: &&Entry| near.iter().any(|one| one.index == it.index);
    newest.filter(|it| !is_near(it)).into_iter().chain(near.iter().rev().copied()).collect()
}

fn of_entry(dossier: &Dossier, entry: &Entry, work: &Work) -> VersionView {
    let is_this = entry.index == dossier.source.entry.index;
    VersionView {
        label: work.version.clone().unwrap_or_else(|| work.title.clone()),
        date: work.date_published.clone().or_else(|| work.date_created.clone()),
        notes: None,
        identifiers: work.identifiers.iter().map(|text| identifier(text)).collect(),
        href: (!is_this).then(|| dossier.source.site.href(&entry.page())),
        is_this,
        is_newest: false,
        status: names::status(work.status),
        keys: work.identifiers.iter().filter_map(|text| key(text)).collect(),
    }
}

/// Adds what a record says of `version`: to the one that it is, or as one without a page here.
fn add(all: &mut Vec<VersionView>, version: &Version) {
    let key = version.identifier.as_deref().and_then(key);
    let is_it = |it: &&mut VersionView| {
        it.label == version.version || key.as_ref().is_some_and(|key| it.keys.contains(key))
    };
    if let Some(known) = all.iter_mut().find(is_it) {
        known.notes = known.notes.take().or_else(|| version.notes.clone());
        known.date = known.date.take().or_else(|| version.date.clone());
        if let (Some(text), Some(key)) = (&version.identifier, key)
            && known.keys.insert(key)
        {
            known.identifiers.push(identifier(text));
        }
        return;
    }
    let href = version.url.as_deref().and_then(safe_iri);
    let identifiers: Vec<_> = version.identifier.iter().map(|text| identifier(text)).collect();
    let elsewhere = || identifiers.iter().find_map(|it| it.href.clone());
    let made = VersionView {
        label: version.version.clone(),
        date: version.date.clone(),
        notes: version.notes.clone(),
        href: href.or_else(elsewhere),
        identifiers,
        is_this: false,
        is_newest: false,
        status: names::status(Status::Active),
        keys: key.into_iter().collect(),
    };
    // Before the first that is older; without a date, behind all.
    let is_older = |it: &VersionView| it.date.is_some() && it.date < made.date;
    let place = all.iter().position(is_older).unwrap_or(all.len());
    all.insert(place, made);
}

fn key(text: &str) -> Option<String> {
    Identifier::parse(text).ok().map(|it| it.key())
}

/// What stands for the work in all its versions.
fn concepts(dossier: &Dossier, work: &Work) -> Vec<WorkLink> {
    let relations = work.relations.iter().filter(|it| it.kind == RelationType::IsVersionOf);
    let role = LinkRole::Related(RelationType::IsVersionOf);
    let known = relations
        .filter(|it| !matches!(dossier.source.catalog.resolve(&it.target, role), Target::Name(_)));
    known.map(|it| work_link(dossier, &it.target, role, it.title.as_deref())).collect()
}
