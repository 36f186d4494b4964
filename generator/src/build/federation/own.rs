//! This catalogue's own works, as those of others are held.

use faircat_federation::harvest::ForeignWork;
use faircat_federation::{extract, files};
use rayon::prelude::*;

use crate::build::Input;
use crate::catalog::{Entry, Target};
use crate::outside_world::local_files;
use crate::record::references::LinkRole;
use crate::record::{Artifact, ArtifactRole, Kind, Record, Work};

/// Every work of the catalogue, in its order.
pub(super) fn works(input: &Input) -> Vec<ForeignWork> {
    let entries = input.catalog.entries.par_iter().filter(|it| Kind::WORKS.contains(&it.kind));
    entries
        .filter_map(|entry| match entry.record() {
            Record::Work(record) => Some(work(input, entry, &record)),
            Record::Person(_) | Record::Organization(_) => None,
        })
        .collect()
}

fn work(input: &Input, entry: &Entry, record: &Work) -> ForeignWork {
    let summary = &entry.summary;
    let home = input.site.iri(&entry.page());
    let stated = record.identifiers.iter().chain(&record.same_as).chain(&record.url);
    let mut identifiers: Vec<String> =
        stated.chain([&home]).filter_map(|it| extract::key_of(it)).collect();
    identifiers.sort();
    identifiers.dedup();
    let mut sha256: Vec<String> =
        record.artifacts.iter().filter_map(|it| sum(input, entry, it)).collect();
    sha256.sort();
    sha256.dedup();
    ForeignWork {
        home,
        kind: entry.kind,
        title: summary.title.clone(),
        summary: summary.summary.clone(),
        date: summary.date.clone(),
        version: summary.version.clone(),
        creators: summary.authors.iter().map(|it| name(input, it)).collect(),
        licence: summary.license.clone(),
        keywords: summary.keywords.clone(),
        identifiers,
        sha256,
        fetched: String::new(),
        page: None,
    }
}

/// The name of an author, who may be given by the place of a record.
fn name(input: &Input, author: &str) -> String {
    match input.catalog.resolve(author, LinkRole::Author) {
        Target::Entry(entry) => entry.summary.title.clone(),
        _ => author.to_owned(),
    }
}

/// SHA-256 of a file by which the work is known: as the record has it, or of the bytes beside it.
fn sum(input: &Input, entry: &Entry, artifact: &Artifact) -> Option<String> {
    let names = [&artifact.name, &artifact.path, &artifact.url];
    let names = names.into_iter().flatten().map(String::as_str);
    let is_beside =
        matches!(artifact.role, ArtifactRole::Documentation | ArtifactRole::Configuration);
    if is_beside || files::is_aside(names, artifact.media_type.as_deref()) {
        return None;
    }
    let stated = artifact.sha256.clone();
    let found = || local_files::facts(input.root, entry, artifact).map(|it| it.sha256);
    stated.or_else(found).and_then(|it| extract::sha256(&it))
}
