//! The files of a record.

use faircat_record::{Artifact, ArtifactRole, Kind, Work, checksum};
use serde_json::Value;

use crate::import::files::{media_type, role};
use crate::import::statements::web_address;
use crate::json_fields::JsonFields;

/// Fills in the files of `work`, and of a dataset their number and size where the record says them.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    let kind = work.kind;
    match source.look("files") {
        Some(Value::Array(_)) => work.artifacts = source.items("files", |it| artifact(it, kind)),
        Some(Value::Object(_)) => {
            source.object("files", |files| of_bucket(files, work));
        }
        _ => {}
    }
}

/// `files` of InvenioRDM: the entries as a list or by their names.
fn of_bucket(files: &mut JsonFields<'_>, work: &mut Work) {
    let kind = work.kind;
    match files.look("entries") {
        Some(Value::Array(_)) => work.artifacts = files.items("entries", |it| artifact(it, kind)),
        Some(Value::Object(_)) => {
            let found = files.object("entries", |entries| {
                let names = entries.keys();
                let read = |name: &String| entries.object(name, |it| artifact(it, kind)).flatten();
                names.iter().filter_map(read).collect()
            });
            work.artifacts = found.unwrap_or_default();
        }
        _ => {}
    }
    if let Some(dataset) = &mut work.dataset {
        dataset.number_of_files = files.count("count").filter(|count| *count > 0);
        dataset.size = files.count("total_bytes").filter(|size| *size > 0);
    }
}

fn artifact(file: &mut JsonFields<'_>, kind: Kind) -> Option<Artifact> {
    let address = ["content", "download", "self"];
    let found = file.object("links", |links| links.any_text_if(&address, web_address));
    let Some(url) = found.flatten() else {
        file.warn("links", "import-no-address", "has no web address");
        return None;
    };
    let name = file.said("key").or_else(|| file.said("filename"));
    let of_name = name.as_deref().unwrap_or(&url);
    let role = role(of_name).unwrap_or(match kind {
        Kind::Software | Kind::Workflow => ArtifactRole::Code,
        Kind::TrainingMaterial => ArtifactRole::Documentation,
        _ => ArtifactRole::Data,
    });
    let written = file.taken_if("mimetype", |it| it.contains('/').then(|| it.to_owned()));
    let known = || media_type(of_name).map(str::to_owned);
    let mut artifact = Artifact { role, ..Artifact::default() };
    artifact.media_type = written.filter(|it| it != "application/octet-stream").or_else(known);
    artifact.size = file.count("size").or_else(|| file.count("filesize"));
    file.understood("checksum", "checksum", |text| file_checksum(&mut artifact, text));
    artifact.name = name;
    artifact.url = Some(url);
    Some(artifact)
}

/// Files `text`, as `md5:0123…`, under what it is. Digits alone are MD5 by Zenodo's first API.
fn file_checksum(artifact: &mut Artifact, text: &str) -> Option<()> {
    let (algorithm, value) = text.split_once(':').unwrap_or(("md5", text));
    let value = value.trim();
    match checksum::plain_name(algorithm).as_str() {
        "sha256" => artifact.sha256 = Some(checksum::digest(value, checksum::SHA256)?),
        "md5" => artifact.checksums.push(checksum::md5(value)?),
        _ => return None,
    }
    Some(())
}
