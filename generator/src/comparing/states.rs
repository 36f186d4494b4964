//! Records of one side as the review wants them: unpacked and assessed.

use std::collections::{BTreeMap, BTreeSet};

use faircat_review::{Beside, EvidenceFile, State};
use rayon::prelude::*;

use super::loaded::Loaded;
use crate::build::statements::{self, Statements};
use crate::build::training_data;
use crate::catalog::{Entry, RecordFile};
use crate::evidence::origin::{Origin, origin};
use crate::formats::companions::formats_of;
use crate::formats::view::RecordView;
use crate::outside_world::catalog_folder::read_texts;
use crate::outside_world::{checksum, local_files};
use crate::record::{Kind, Record};
use crate::threads;

/// The records of `side` that `names` has, by their names. One that makes no linked data is left out
/// with its problem.
pub(super) fn of(side: &Loaded, names: &BTreeSet<String>) -> BTreeMap<String, State> {
    let input = side.input();
    let wanted = |entry: &&Entry| names.contains(&entry.id());
    let models = side.catalog.of_kind(Kind::Model).iter().filter(wanted);
    let standings = training_data::standings_for(&input, models);
    let entries = side.catalog.entries.par_iter().filter(wanted);
    entries
        .filter_map(|entry| {
            let make = || statements::make(&input, entry, &|iri| standings.get(iri).cloned());
            let said = threads::guarded(&entry.file, make).ok()?.ok()?;
            Some((entry.id(), state(side, entry, &said)))
        })
        .collect()
}

fn state(side: &Loaded, entry: &Entry, said: &Statements) -> State {
    let dossier = said.dossier(&side.input(), entry);
    let formats = formats_of(&RecordView::new(&dossier)).iter().map(|it| it.name).collect();
    // What is reviewed is the record as it is written, and not what of it is published.
    let record = entry.record();
    let beside = Beside {
        evidence: evidence_files(side, entry),
        files: own_files(side, entry, &record),
        scorecard: said.scorecard.as_ref(),
        formats,
    };
    State::of(&entry.id(), &record, &entry.evidence, beside)
}

/// The files of evidence beside the record of `entry`, with who computed them.
fn evidence_files(side: &Loaded, entry: &Entry) -> Vec<EvidenceFile> {
    let file = RecordFile {
        kind: entry.kind,
        slug: entry.slug.clone(),
        file: entry.file.to_path_buf(),
        folder: entry.folder.clone(),
    };
    let Ok(texts) = read_texts(&side.root, &file) else { return Vec::new() };
    let texts = texts.evidence;
    let all = [
        ("verification.json", texts.verification, texts.verification_attestation),
        ("throughput.json", texts.throughput, texts.throughput_attestation),
        ("comparison.json", texts.comparison, texts.comparison_attestation),
        ("explanation.json", texts.explanation, texts.explanation_attestation),
        // What servers answered is signed by nobody.
        ("online.json", texts.online, None),
    ];
    let made = all.into_iter().filter_map(|(name, text, attestation)| {
        let digest = checksum::of_bytes(text?.as_bytes());
        let keys = &side.grounds.keys;
        let by = origin(attestation.as_deref(), keys, &entry.id(), name, &digest);
        let origin = by.unwrap_or(Origin::Submitted);
        Some(EvidenceFile { name: name.to_owned(), digest, origin })
    });
    made.collect()
}

/// The record's files that lie beside it, each with its SHA-256.
fn own_files(side: &Loaded, entry: &Entry, record: &Record) -> Vec<(String, String)> {
    let (Record::Work(work), Some(folder)) = (record, &entry.folder) else { return Vec::new() };
    let set = work.model.as_ref().and_then(|model| model.control_set.as_ref()?.data.as_ref());
    let named: BTreeSet<&String> =
        work.artifacts.iter().filter_map(|it| it.path.as_ref()).chain(set).collect();
    let of_path = |path: &String| {
        let file = local_files::described_file(&side.root, folder, path)?;
        Some((path.clone(), checksum::of_file(&file).ok()?.sha256))
    };
    named.into_iter().filter_map(of_path).collect()
}
