//! The files of a bag.

use faircat_linked_data::{Source, document};
use faircat_record::{Record, Work};

use super::digests::of_bytes;
use super::info::{identifier, info, minid};
use super::manifests::{ALGORITHMS, Algorithm, Member, fetch, line, manifests};
use crate::dossier::Dossier;
use crate::json::pretty_json;
use crate::package::{
    Content, Digests, Made, PackageFile, PackedWork, REGISTRATION, is_minid, packed_files,
};
use crate::ro_crate::crate_files;
use crate::view::RecordView;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The bag. Files elsewhere are in `fetch.txt` where their size and SHA-256 are known, so that what
/// is fetched can be checked; of others the metadata alone tell.
pub(super) fn pack(packed: &PackedWork) -> Result<Made, String> {
    let mut members = Vec::new();
    let mut files = Vec::new();
    for made in described(packed) {
        if let Content::Bytes(bytes) = &made.content {
            members.push(Member::here(&made.path, &of_bytes(bytes)));
        }
        files.push(PackageFile { path: format!("data/{}", made.path), ..made });
    }
    files.extend(packed_files(packed.payload, &format!("data/{}", crate_files::FOLDER)));
    let mut notes = Vec::new();
    for it in packed.payload {
        let path = format!("{}{}", crate_files::FOLDER, it.path);
        match &it.packed {
            Some(digests) => members.push(Member::here(&path, digests)),
            None => match Member::elsewhere(&path, it.artifact) {
                Some(member) => members.push(member),
                None if it.artifact.path.is_none() && it.artifact.url.is_none() => {
                    notes.push(withdrawn(it.artifact.display_name()));
                }
                None => notes.push(unchecked(it.artifact.display_name())),
            },
        }
    }
    members.sort_by(|a, b| a.path.cmp(&b.path));
    files.extend(tags(packed, &members));
    Ok(Made { files, notes })
}

/// The record as an RO-Crate, or else, where that format cannot tell of it, as JSON-LD.
///
/// Its minids stand in `bag-info.txt` alone: one is given to this payload, which would be another if
/// it said so.
fn described(packed: &PackedWork) -> Vec<PackageFile> {
    let record = Record::Work(Box::new(without_minids(packed.of.work)));
    let source = Source { record: &record, ..packed.view.dossier.source };
    let dossier = Dossier { source, ..*packed.view.dossier };
    let view = RecordView::new(&dossier);
    let of_crate = view
        .work
        .as_ref()
        .map(|of| crate_files::described(&PackedWork { view: &view, of, payload: packed.payload }));
    match of_crate {
        Some(files) if !files.is_empty() => files,
        _ => vec![PackageFile::made("record.jsonld", pretty_json(&document(&source)))],
    }
}

fn without_minids(work: &Work) -> Work {
    let mut work = work.clone();
    work.identifiers.retain(|it| !is_minid(it));
    work
}

fn withdrawn(name: &str) -> String {
    format!("`{name}` is not in the bag: the work was withdrawn, and its files with it")
}

fn unchecked(name: &str) -> String {
    format!(
        "`{name}` is not in the bag: its size or its SHA-256 is not known, so that what is fetched \
         could not be checked; add both to the record, or pack it by --with-files"
    )
}

/// Everything but the payload.
fn tags(packed: &PackedWork, members: &[Member]) -> Vec<PackageFile> {
    let manifests = manifests(members);
    let of_sha256 = manifests.iter().find(|(algorithm, _)| *algorithm == Algorithm::Sha256);
    let of_sha256 = of_sha256.map(|(_, text)| text.as_str()).unwrap_or_default();
    let identifier = identifier(of_sha256);
    let is_bdbag = manifests.iter().any(|(algorithm, _)| *algorithm == Algorithm::Md5);
    let size = (members.iter().map(|it| it.size).sum(), members.len());
    let mut tags = vec![
        ("bagit.txt".to_owned(), DECLARATION.as_bytes().to_vec()),
        ("bag-info.txt".to_owned(), info(packed, size, &identifier, is_bdbag)),
        (REGISTRATION.to_owned(), minid(packed, of_sha256, &identifier)),
    ];
    let fetch = fetch(members);
    if !fetch.is_empty() {
        tags.push(("fetch.txt".to_owned(), fetch.into_bytes()));
    }
    for (algorithm, text) in manifests {
        tags.push((format!("manifest-{}.txt", algorithm.name()), text.into_bytes()));
    }
    tags.sort();
    let mut lists = Vec::new();
    let digests: Vec<Digests> = tags.iter().map(|(_, bytes)| of_bytes(bytes)).collect();
    for algorithm in ALGORITHMS {
        let lines = tags.iter().zip(&digests).map(|((path, _), it)| line(algorithm.of(it), path));
        lists.push((format!("tagmanifest-{}.txt", algorithm.name()), lines.collect::<String>()));
    }
    let lists = lists.into_iter().map(|(path, lines)| (path, lines.into_bytes()));
    tags.into_iter().chain(lists).map(|(path, bytes)| PackageFile::made(path, bytes)).collect()
}
