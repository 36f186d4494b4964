//! What schema.org says of data, files and training material.

use faircat_inference::figures::counted;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{
    Artifact, ArtifactRole, Checksum, Field, Kind, TrainingMaterialSection, Work,
};

use super::{all, names, plain};
use crate::import::files::{bytes, media_type, role};
use crate::import::record::{Context, unless_empty};
use crate::import::statements::{date, spdx};
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let kind = work.kind;
    files(source, work, context);
    if kind == Kind::TrainingMaterial {
        let section = TrainingMaterialSection {
            resource_type: names(source, "learningResourceType").into_iter().next(),
            audience: source.items("audience", |it| {
                let found = it.said_at(&[TEXT, "audienceType", "educationalRole", "name"])?;
                it.take("@type");
                Some(found)
            }),
            teaches: names(source, "teaches"),
            level: names(source, "educationalLevel").into_iter().next(),
            uses: Vec::new(),
        };
        work.training_material = unless_empty(section).map(Box::new);
    }
    let Some(dataset) = &mut work.dataset else { return };
    dataset.fields = source.items("variableMeasured", field);
    dataset.measurement_techniques = names(source, "measurementTechnique");
    dataset.temporal_coverage = source.taken_if("temporalCoverage", interval);
    let places = source.items("spatialCoverage", place);
    dataset.spatial_coverage = Some(places.join("; ")).filter(|it| !it.is_empty());
    dataset.formats = all(source, "encodingFormat");
    dataset.size = plain(source, "contentSize").and_then(|text| bytes(&text));
}

/// Why there is no artifact of a file that the source has only beside itself.
const BESIDE: &str = "it lies beside the description, so its address is not known";

fn files(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let kind = work.kind;
    let mut beside = Vec::new();
    for key in ["distribution", "encoding", "hasPart"] {
        let found = source.items(key, |it| {
            if key == "hasPart" && !is_file(it) {
                // Parts are of many types.
                return None;
            }
            let found = file(it, kind, context);
            let keys = ["contentUrl", "@id", "url", TEXT];
            let path = keys.iter().find_map(|key| it.look(key)?.as_str());
            if found.is_none()
                && let Some(path) = path.filter(|it| !it.starts_with(['#', '_']))
            {
                beside.push(path.to_owned());
                keys.iter().for_each(|key| it.notes.reason(&it.path_of(key), BESIDE));
            }
            found
        });
        work.artifacts.extend(found);
    }
    if let [first, rest @ ..] = beside.as_slice() {
        let (which, hint) = match rest.len() {
            0 => (
                format!("`{first}` lies beside the description, so its address is not known"),
                "it",
            ),
            more => (
                format!(
                    "`{first}` and {} lie beside the description, so their addresses are not known",
                    counted(more as u64, "other file", "other files")
                ),
                "them",
            ),
        };
        let hint = format!(
            "give the address of the description, or put {hint} beside the record and name {hint} \
             under `artifacts`"
        );
        source.notes.tell("", Diagnostic::warning("import-no-address", which).hint(hint));
    }
}

/// Whether a node is of a class of files.
fn is_file(it: &JsonFields<'_>) -> bool {
    it.look("@type").is_some_and(|types| {
        let is = |it: &serde_json::Value| {
            let name = it.as_str().map(super::graph::local);
            name.is_some_and(|name| FILES.contains(&name))
        };
        is(types) || types.as_array().is_some_and(|all| all.iter().any(is))
    })
}

const FILES: [&str; 6] =
    ["File", "DataDownload", "MediaObject", "ImageObject", "VideoObject", "AudioObject"];

/// A file at an address.
fn file(it: &mut JsonFields<'_>, kind: Kind, context: &Context<'_>) -> Option<Artifact> {
    let keys = ["contentUrl", "downloadUrl", "@id", "url", TEXT];
    let url = it.any_text_if(&keys, |text| context.address_of(text))?;
    for key in ["@id", "url"] {
        it.text_if(key, |id| (context.address_of(id).as_ref() == Some(&url)).then_some(()));
    }
    let name = it.said("name");
    let of_name = name.as_deref().unwrap_or(&url);
    let usual = match kind {
        Kind::Software | Kind::Workflow => ArtifactRole::Code,
        Kind::TrainingMaterial => ArtifactRole::Documentation,
        _ => ArtifactRole::Data,
    };
    let role = role(&url).or_else(|| role(of_name)).unwrap_or(usual);
    let mut artifact = Artifact { role, ..Artifact::default() };
    artifact.media_type = it.first_item("encodingFormat", |it| {
        it.taken_if(TEXT, |text| {
            (text.contains('/') && !text.contains("://")).then(|| text.to_owned())
        })
    });
    artifact.format = it.first_item("fileFormat", |it| it.said_at(&[TEXT, "name"]));
    artifact.media_type = artifact.media_type.or_else(|| media_type(&url).map(str::to_owned));
    artifact.size = it.taken_if("contentSize", bytes);
    digests(it, &mut artifact);
    artifact.description = it.said("description");
    artifact.date_modified = it.taken_if("dateModified", date);
    artifact.license = it.first_item("license", |it| it.any_text_if(&[TEXT, "@id"], spdx));
    artifact.name = name;
    artifact.url = Some(url);
    it.take("@type");
    Some(artifact)
}

fn digests(it: &mut JsonFields<'_>, artifact: &mut Artifact) {
    let digest = |length: usize| {
        move |text: &str| {
            let is_one = text.len() == length && text.bytes().all(|it| it.is_ascii_hexdigit());
            is_one.then(|| text.to_ascii_lowercase())
        }
    };
    artifact.sha256 = it.taken_if("sha256", digest(64));
    let md5 = it.taken_if("md5", digest(32));
    let checksum = |value| Checksum { algorithm: "md5".to_owned(), value };
    artifact.checksums.extend(md5.map(checksum));
}

/// A variable by its name or by a node.
fn field(it: &mut JsonFields<'_>) -> Option<Field> {
    let name = it.said_at(&["name", TEXT])?;
    it.take("@type");
    Some(Field {
        name,
        data_type: it.said("dataType"),
        unit: it.said_at(&["unitText", "unitCode"]),
        description: it.said("description"),
        ..Field::default()
    })
}

/// A date, or two with a slash between them, of which one may be `..`.
fn interval(text: &str) -> Option<String> {
    let is_end = |text: &str| text == ".." || date(text).is_some();
    let is_one = match text.split_once('/') {
        Some((from, to)) => is_end(from) && is_end(to),
        None => date(text).is_some(),
    };
    is_one.then(|| text.to_owned())
}

/// A place by its name, or by where it lies.
fn place(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said_at(&["name", TEXT]);
    let shape = it.object("geo", |geo| {
        let point = geo.text("latitude").zip(geo.text("longitude"));
        let point = point.map(|(lat, lon)| format!("latitude {lat}, longitude {lon}"));
        let found = point.or_else(|| geo.said("box").map(|text| format!("box {text}")))?;
        geo.take("@type");
        Some(found)
    });
    it.take("@type");
    match (name, shape.flatten()) {
        (Some(name), Some(place)) => Some(format!("{name} ({place})")),
        (name, place) => name.or(place),
    }
}
