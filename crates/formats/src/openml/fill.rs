//! The fields of a dataset or flow.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Contribution, Dependency, Kind, Relation, RelationType,
    Status, Work, checksum,
};

use crate::html;
use crate::import::files;
use crate::import::name_lists;
use crate::import::record::Context;
use crate::import::statements::{self, date, identifier, language, web_address};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Names of languages as people write them there.
const LANGUAGES: [(&str, &str); 4] =
    [("english", "en"), ("french", "fr"), ("german", "de"), ("dutch", "nl")];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    source.take("name");
    let is_number = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
    source.understood("id", "number of OpenML", |text| is_number(text).then_some(()));
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.date_published = source.date("upload_date");
    work.language = source.understood("language", "language known here", |text| {
        let known = LANGUAGES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
        known.map(|(_, tag)| (*tag).to_owned()).or_else(|| language(text))
    });
    work.license = source.understood("licence", "licence of SPDX", statements::spdx);
    if source.taken_if("status", |it| (it == "deactivated").then_some(())).is_some() {
        work.status = Status::Deprecated;
    }
    people(source, work);
    // The rest of the tags are marks of OpenML's own lists.
    let keywords =
        source.understood_texts("tag", |tag| (!tag.starts_with("study_")).then(|| tag.to_owned()));
    keywords.into_iter().for_each(|it| {
        if !work.keywords.contains(&it) {
            work.keywords.push(it);
        }
    });
    for key in ["citation", "paper_url"] {
        let target = source.taken_if(key, |it| identifier(it).or_else(|| web_address(it)));
        relate(work, RelationType::IsDescribedBy, target);
    }
    match work.kind {
        Kind::Dataset => dataset(source, work),
        _ => flow(source, work),
    }
}

fn relate(work: &mut Work, kind: RelationType, target: Option<String>) {
    let Some(target) = target else { return };
    if !work.relations.iter().any(|it| it.target == target) {
        work.relations.push(Relation { kind, target, title: None, description: None });
    }
}

fn people(source: &mut JsonFields<'_>, work: &mut Work) {
    work.authors = name_lists::taken(source, "creator").into_iter().map(AgentRef::Inline).collect();
    let contributors = name_lists::taken(source, "contributor").into_iter().map(AgentRef::Inline);
    let role = "Other".to_owned();
    work.contributors =
        contributors.map(|agent| Contribution { agent, role: role.clone() }).collect();
}

fn dataset(source: &mut JsonFields<'_>, work: &mut Work) {
    let md5 = source.taken_if("md5_checksum", checksum::md5);
    let file = |url: String| Artifact {
        role: ArtifactRole::Data,
        media_type: files::media_type(&url).map(str::to_owned),
        url: Some(url),
        ..Artifact::default()
    };
    if let Some(url) = source.taken_if("url", web_address) {
        let checksums = md5.into_iter().collect();
        work.artifacts.push(Artifact { checksums, ..file(url) });
    }
    for key in ["parquet_url", "minio_url"] {
        // Two fields name one file.
        let Some(url) = source.taken_if(key, web_address) else { continue };
        if !work.artifacts.iter().any(|it| it.url.as_ref() == Some(&url)) {
            let media_type = Some("application/vnd.apache.parquet".to_owned());
            work.artifacts.push(Artifact { media_type, ..file(url) });
        }
    }
    work.derived_from.extend(source.taken_if("original_data_url", web_address));
    if let Some(dataset) = &mut work.dataset {
        dataset.formats = source.all_said("format");
    }
    // When it was put together; what times it is about is not said.
    work.date_created = source.taken_if("collection_date", date);
}

fn flow(source: &mut JsonFields<'_>, work: &mut Work) {
    if let Some(notes) = source.said("installation_notes") {
        work.usage.get_or_insert_default().instructions = Some(notes);
    }
    let dependencies = source.taken_if("dependencies", requirements).unwrap_or_default();
    if !dependencies.is_empty() {
        work.code.get_or_insert_default().dependencies = dependencies;
    }
}

/// Packages, one a line, with a version or range; `None` where one line is something else.
pub(crate) fn requirements(text: &str) -> Option<Vec<Dependency>> {
    let lines = text.split(['\n', ',']).map(str::trim).filter(|it| !it.is_empty());
    lines.map(requirement).collect()
}

fn requirement(line: &str) -> Option<Dependency> {
    let is_name = |it: char| it.is_ascii_alphanumeric() || "-_.[]".contains(it);
    let end = line.find(|it| !is_name(it)).unwrap_or(line.len());
    let (name, range) = (&line[..end], line[end..].trim());
    let is_range = ["==", ">=", "<=", "~=", ">", "<"].iter().any(|it| range.starts_with(it));
    let version = range.strip_prefix("==").unwrap_or(range).to_owned();
    let fits = !name.is_empty() && (range.is_empty() || is_range);
    fits.then(|| Dependency {
        name: name.to_owned(),
        version: (!version.is_empty()).then_some(version),
        url: None,
    })
}
