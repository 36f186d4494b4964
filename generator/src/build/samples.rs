//! What a page shows of the files of a record beside a control set: the first rows of a dataset,
//! and the history of a training.

use std::path::Path;

use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;
use crate::outside_world::local_files;
use crate::pages::{History, LARGEST_HISTORY, Sample, Values};
use crate::record::{Artifact, ArtifactRole, Record, Work};
use crate::running::reading::sampling;

/// Largest file of which the first rows are read, in bytes.
const LARGEST: u64 = 256 << 20;

/// The first rows of the file that holds most of the fields of a dataset, and what was wrong with
/// files that were tried.
pub(super) fn of_dataset(
    root: &Path,
    entry: &Entry,
    record: &Record,
) -> (Option<Sample>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut best: Option<Sample> = None;
    let Record::Work(work) = record else { return (None, problems) };
    let Some(section) = work.dataset.as_ref().filter(|_| work.withdrawn.is_none()) else {
        return (None, problems);
    };
    let (Some(folder), false) = (&entry.folder, section.fields.is_empty()) else {
        return (None, problems);
    };
    for path in data_files(work) {
        let most = best.as_ref().map_or(0, |it| it.fields.len());
        if most == section.fields.len() {
            break;
        }
        let small = local_files::size(root, folder, path).is_some_and(|size| size <= LARGEST);
        let file = local_files::local_file(root, folder, path).filter(|_| small);
        match file.map(|file| sampling::sample(&file, &section.fields)) {
            Some(Ok(Some(found))) if found.columns.len() > most => {
                best = Some(taken(path, found));
            }
            Some(Err(error)) => problems.push(
                Diagnostic::warning(
                    "sample",
                    format!("`{path}` cannot be shown on the page: {error}"),
                )
                .hint(error.hint())
                .in_file(entry.file.as_ref()),
            ),
            _ => {}
        }
    }
    (best, problems)
}

fn data_files(work: &Work) -> impl Iterator<Item = &str> {
    let is_data = |artifact: &&Artifact| artifact.role == ArtifactRole::Data;
    work.artifacts.iter().filter(is_data).filter_map(|artifact| artifact.path.as_deref())
}

fn taken(path: &str, found: sampling::Sample) -> Sample {
    let values = |values| match values {
        sampling::Values::Numbers(rows) => Values::Numbers(rows),
        sampling::Values::Texts(texts) => Values::Texts(texts),
    };
    let columns = found.columns.into_iter();
    Sample {
        path: path.to_owned(),
        rows: found.rows,
        is_all: found.is_all,
        fields: columns.map(|column| (column.field, values(column.values))).collect(),
    }
}

/// What the run that trained a model wrote of itself.
pub(super) fn history(root: &Path, entry: &Entry, record: &Record) -> Option<History> {
    let Record::Work(work) = record else { return None };
    work.model.as_ref().filter(|_| work.withdrawn.is_none())?;
    let log = work.artifacts.iter().find(|artifact| artifact.is_training_log())?;
    let folder = entry.folder.as_ref()?;
    let bytes = local_files::read(root, folder, log.path.as_deref()?, LARGEST_HISTORY).ok()?;
    History::read(&bytes)
}
