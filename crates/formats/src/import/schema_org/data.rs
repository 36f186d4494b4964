//! What schema.org says of data, files and training material.

use faircat_inference::figures::counted;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{
    Artifact, ArtifactRole, Checksum, DatasetSection, Field, Kind, SensitiveData, Split,
    TrainingMaterialSection, Work,
};

use super::learning::truth;
use super::making::number_of_items;
use super::{all, first_name, names, plain};
use crate::import::files::{bytes, media_type, role};
use crate::import::record::{Context, unless_empty};
use crate::import::statements::{date, says_nothing, spdx};
use crate::json_fields::{JsonFields, TEXT};

/// Checksums that files have as properties.
const ALGORITHMS: [&str; 7] = ["adler32", "crc32", "md5", "sha1", "sha384", "sha512", "blake3"];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let kind = work.kind;
    files(source, work, context);
    if kind == Kind::TrainingMaterial {
        let section = TrainingMaterialSection {
            resource_type: first_name(source, "learningResourceType"),
            audience: source.items("audience", |it| {
                let found = it.said_at(&[TEXT, "audienceType", "educationalRole", "name"])?;
                it.take("@type");
                Some(found)
            }),
            teaches: names(source, "teaches"),
            level: first_name(source, "educationalLevel"),
            uses: Vec::new(),
        };
        work.training_material = unless_empty(section).map(Box::new);
    }
    let splits = source.items("hasPart", split);
    let Some(dataset) = &mut work.dataset else { return };
    dataset.splits = splits;
    counts(source, dataset);
    dataset.fields = source.items("variableMeasured", field);
    dataset.measurement_techniques = names(source, "measurementTechnique");
    dataset.temporal_coverage = source.taken_if("temporalCoverage", interval);
    let places = source.items("spatialCoverage", place);
    dataset.spatial_coverage = Some(places.join("; ")).filter(|it| !it.is_empty());
    dataset.formats = all(source, "encodingFormat");
    dataset.size = plain(source, "contentSize").and_then(|text| bytes(&text));
    if dataset.size.is_none() {
        dataset.size = source.text_if("size", bytes);
    }
}

/// A part of the data that is counted in items.
fn split(it: &mut JsonFields<'_>) -> Option<Split> {
    let items = number_of_items(it.look("size")?.as_str()?)?;
    let name = it.said("name")?;
    for key in ["@id", "@type", "size"] {
        it.take(key);
    }
    Some(Split { name, items: Some(items), description: it.said("description") })
}

/// How much there is of the data, and whether people could be harmed by it.
fn counts(source: &mut JsonFields<'_>, dataset: &mut DatasetSection) {
    source.items("additionalProperty", |it| {
        match it.look("name")?.as_str()? {
            "number of items" => {
                dataset.number_of_items = it.count("value");
                dataset.item = it.said("unitText");
            }
            "number of files" => dataset.number_of_files = it.count("value"),
            "sensitive data" => {
                let present = truth(it, "value")?;
                let description = it.said("description");
                dataset.sensitive_data = Some(SensitiveData { present, description });
            }
            _ => return None,
        }
        for key in ["@id", "@type", "name"] {
            it.take(key);
        }
        None::<()>
    });
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
    if artifact.format.is_none() {
        // Beside a media type, people's own word for it.
        artifact.format = it.first_item("encodingFormat", |it| {
            it.taken_if(TEXT, |text| {
                (!text.contains('/') && !says_nothing(text)).then(|| text.to_owned())
            })
        });
    }
    artifact.version = it.said("version");
    artifact.media_type = artifact.media_type.or_else(|| media_type(&url).map(str::to_owned));
    artifact.size = it.taken_if("contentSize", bytes);
    digests(it, &mut artifact);
    properties(it, &mut artifact);
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

/// Other checksums, the operator set of ONNX, and whether it is a control set.
fn properties(it: &mut JsonFields<'_>, artifact: &mut Artifact) {
    it.items("additionalProperty", |it| {
        let algorithm = it.look("propertyID")?.as_str()?.to_owned();
        match algorithm.as_str() {
            "opset" => artifact.opset = it.count("value").and_then(|it| u32::try_from(it).ok()),
            _ if ALGORITHMS.contains(&algorithm.as_str()) => {
                let value = it.taken_if("value", hexadecimal)?;
                artifact.checksums.push(Checksum { algorithm, value });
            }
            _ => return None,
        }
        for key in ["@id", "@type", "propertyID", "name"] {
            it.take(key);
        }
        None::<()>
    });
    let is_control_set = |text: &str| (text == "control set").then_some(ArtifactRole::ControlSet);
    if let Some(role) = it.text_if("additionalType", is_control_set) {
        artifact.role = role;
    }
}

fn hexadecimal(text: &str) -> Option<String> {
    let is_one = !text.is_empty() && text.bytes().all(|it| it.is_ascii_hexdigit());
    is_one.then(|| text.to_ascii_lowercase())
}

/// A variable by its name or by a node.
fn field(it: &mut JsonFields<'_>) -> Option<Field> {
    let name = it.said_at(&["name", TEXT])?;
    it.take("@type");
    // The name after that of its table.
    let of_name = |id: &str| id.strip_suffix(&format!("/{name}")).map(str::to_owned);
    let group = it.text_if("propertyID", of_name);
    let is_type = |text: &str| (!text.contains(char::is_whitespace)).then(|| text.to_owned());
    let data_type = it.said("dataType").or_else(|| it.text_if("valueReference", is_type));
    Some(Field {
        unit: it.said_at(&["unitText", "unitCode"]),
        description: it.said("description"),
        name,
        data_type,
        group,
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
