//! The files of a record against what it says of them.

use std::path::Path;

use faircat_catalog::evidence::contract;
use faircat_catalog::evidence::verification::{FileCheck, Verdict};
use faircat_inference::signature;
use faircat_outside_world::checksum;
use faircat_outside_world::local_files::described_file;
use faircat_outside_world::one_record::OneWork;
use faircat_record::{Artifact, ModelSection};

use crate::model::{Model, ModelFile};

/// Size and SHA-256 of a file below the record's folder that was read already.
pub(super) type Known<'a> = dyn Fn(&str) -> Option<(u64, String)> + 'a;

/// Size and SHA-256 of every file of the record that lies beside it; of those that ran, as they
/// were read.
pub(super) fn file_checks(root: &Path, work: &OneWork, known: &Known) -> Vec<FileCheck> {
    let folder = work.file.folder.as_deref();
    let read = |path: &str| {
        let digests = checksum::of_file(&described_file(root, folder?, path)?).ok()?;
        Some((digests.size, digests.sha256))
    };
    let check = |artifact: &Artifact| {
        let path = artifact.path.as_deref()?;
        let (size, sha256) = known(path).or_else(|| read(path))?;
        let same_size = artifact.size.map(|declared| declared == size);
        let declared = artifact.sha256.as_ref();
        let same_sha256 = declared.map(|it| it.eq_ignore_ascii_case(&sha256));
        Some(FileCheck {
            file: path.to_owned(),
            size,
            sha256,
            declared_size: artifact.size,
            declared_sha256: declared.cloned(),
            verdict: Verdict::all([same_size, same_sha256].map(Verdict::from)),
        })
    };
    work.work.artifacts.iter().filter_map(check).collect()
}

/// Where the declared signature differs from the files.
pub(super) fn differences(section: &ModelSection, model: &Model) -> Vec<String> {
    let Some(declared) = &section.signature else { return Vec::new() };
    let declared = contract::signature(declared);
    let of = |file: &ModelFile| -> Vec<String> {
        let found = signature::compare(&declared, &file.onnx);
        found.iter().map(|difference| format!("{}: {difference}", file.name)).collect()
    };
    model.files.iter().flat_map(of).collect()
}
