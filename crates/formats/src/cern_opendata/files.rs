//! Files and their particulars.

use faircat_record::checksum::is_hexadecimal;
use faircat_record::{Artifact, ArtifactRole, Checksum, Kind};
use serde_json::json;

use super::links::{plain, web_address};
use crate::import::files::{ending, media_type};
use crate::json_fields::JsonFields;

/// What the portal's XRootD addresses begin with.
const XROOTD: &str = "root://eospublic.cern.ch/";

/// The same files over HTTP.
const HTTP: &str = "http://opendata.cern.ch";

/// The `files` and `dataset_semantics_files` of a record of `kind`.
pub(super) fn artifacts(source: &mut JsonFields<'_>, kind: Kind) -> Vec<Artifact> {
    let mut over_xrootd = false;
    let mut artifacts = source.objects("files", |file| {
        let url = match file.taken_if("uri", http_address) {
            Some(url) => {
                over_xrootd = true;
                url
            }
            None => {
                let url = file.taken_if("uri", web_address);
                if url.is_none() {
                    file.notes.warn("import-no-address", "a file has no web address");
                }
                url?
            }
        };
        let role = file.taken_if("type", index_role).unwrap_or_else(|| role(&url, kind));
        Some(Artifact {
            role,
            media_type: media_type(&url).map(str::to_owned),
            size: file.count("size"),
            checksums: file.taken_if("checksum", checksum).into_iter().collect(),
            description: plain(file, "description"),
            url: Some(url),
            ..Artifact::default()
        })
    });
    if over_xrootd {
        source.keep("file_addresses", json!({ "original": XROOTD, "here": HTTP }));
    }
    artifacts.extend(semantics(source));
    artifacts
}

/// `root://eospublic.cern.ch//eos/…` over HTTP.
fn http_address(uri: &str) -> Option<String> {
    let path = uri.strip_prefix(XROOTD)?;
    let sound = path.starts_with("/eos/") && !path.contains("/../");
    sound.then(|| {
        let mut address = HTTP.to_owned();
        for character in path.chars() {
            match character {
                '%' | '?' | '#' | ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                    address.push_str(&format!("%{:02X}", character as u32));
                }
                c if c.is_control() => {}
                c => address.push(c),
            }
        }
        address
    })
}

/// The portal marks lists of the files of a dataset.
fn index_role(kind: &str) -> Option<ArtifactRole> {
    matches!(kind, "index.json" | "index.txt" | "file-index").then_some(ArtifactRole::FileIndex)
}

fn checksum(text: &str) -> Option<Checksum> {
    let (algorithm, value) = text.split_once(':')?;
    let sound = !algorithm.is_empty()
        && algorithm.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && is_hexadecimal(value);
    sound.then(|| Checksum { algorithm: algorithm.to_owned(), value: value.to_owned() })
}

/// What a file is for, by its name.
fn role(url: &str, kind: Kind) -> ArtifactRole {
    match &*ending(url) {
        "pdf" | "doc" | "docx" | "md" | "html" => ArtifactRole::Documentation,
        "ipynb" => ArtifactRole::Notebook,
        "ova" => ArtifactRole::Container,
        "py" | "cc" | "c" | "cpp" | "cxx" | "h" | "sh" => ArtifactRole::Code,
        "yaml" | "yml" | "cfg" => ArtifactRole::Configuration,
        "zip" | "gz" | "xml" if kind == Kind::Software => ArtifactRole::Code,
        "txt" if kind == Kind::Software => ArtifactRole::Documentation,
        _ if kind == Kind::TrainingMaterial => ArtifactRole::Documentation,
        _ => ArtifactRole::Data,
    }
}

/// Files that describe the fields of the data.
fn semantics(source: &mut JsonFields<'_>) -> Vec<Artifact> {
    let found = source.object("dataset_semantics_files", |files| {
        ["json", "url"].map(|key| files.taken_if(key, web_address))
    });
    let description = "Description of the fields of the data";
    found
        .into_iter()
        .flatten()
        .flatten()
        .map(|url| Artifact {
            role: ArtifactRole::Documentation,
            media_type: media_type(&url).map(str::to_owned),
            description: Some(description.to_owned()),
            url: Some(url),
            ..Artifact::default()
        })
        .collect()
}
