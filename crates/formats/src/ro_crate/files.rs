//! The files of a crate, and what is in them.

use faircat_linked_data::{COLLECTED, Node, content_url, list, safe_iri};
use faircat_record::identifier::in_path;
use faircat_record::{Kind, Work};
use serde_json::{Value, json};

use super::entities::Entities;
use crate::package::Payload;

/// Below it lie the files that are packed, as on the site.
pub(crate) const FOLDER: &str = "files/";

/// Whether the bytes of a file are to be had: in the crate, beside the record's page, or at an address.
/// Those of a withdrawn work mostly are not.
pub(super) fn is_there(payload: &Payload) -> bool {
    let Payload { artifact, packed, .. } = payload;
    let url = artifact.url.as_deref().and_then(safe_iri);
    packed.is_some() || artifact.path.is_some() || url.is_some()
}

/// The reference to a file: by its path where it is in the crate, else by its address. One that is
/// nowhere is no part of the crate, but something that it tells of. `page` is the
/// address of the record's page, if the site has one.
pub(super) fn file(payload: &Payload, page: Option<&str>, entities: &mut Entities) -> Value {
    let Payload { artifact, path, packed } = payload;
    let url = artifact.url.as_deref().and_then(safe_iri);
    let id = match &url {
        Some(url) if packed.is_none() => url.clone(),
        _ if !is_there(payload) => format!("#{FOLDER}{}", in_path(path)),
        _ => format!("{FOLDER}{}", in_path(path)),
    };
    let licence = artifact.license.as_deref();
    let licence = licence.map(|it| entities.licence(spdx_page(it).as_deref(), Some(it)));
    let published = || content_url(artifact, page?);
    let size = packed.as_ref().map(|it| it.size).or(artifact.size);
    let sha256 = packed.as_ref().map(|it| it.sha256.as_str()).or(artifact.sha256.as_deref());
    let class = if is_there(payload) { "File" } else { "CreativeWork" };
    entities.named(id.clone(), class, |_, node| {
        node.set("name", artifact.display_name())
            .text("description", artifact.description.as_ref())
            .set("encodingFormat", artifact.media_type.as_deref().or(artifact.format.as_deref()))
            .set("contentSize", size.map(|size| size.to_string()))
            .set("sha256", sha256)
            .set("contentUrl", url.or_else(published).filter(|url| *url != id))
            .text("version", artifact.version.as_ref())
            .text("dateModified", artifact.date_modified.as_ref())
            .set("license", licence);
    })
}

/// The address of a licence that is a single one of SPDX's list.
fn spdx_page(license: &str) -> Option<String> {
    let known = spdx::license_id(license.trim())?;
    Some(format!("https://spdx.org/licenses/{}", known.name))
}

/// What the record says of the data as a whole.
pub(super) fn data(work: &Work, entities: &mut Entities, node: &mut Node) {
    if let Some(dataset) = &work.dataset {
        let fields = dataset.fields.iter().enumerate().map(|(index, field)| {
            let about = json!({
                "name": field.name,
                "description": field.description,
                "unitText": field.unit,
            });
            entities.value(format!("#field-{}", index + 1), about)
        });
        node.set("variableMeasured", fields.collect::<Vec<_>>())
            .set("measurementTechnique", dataset.measurement_techniques.clone())
            .text("temporalCoverage", dataset.temporal_coverage.as_ref())
            .set("encodingFormat", dataset.formats.clone())
            .set("contentSize", dataset.size.map(|size| size.to_string()));
        let collected = dataset.collected.as_ref().map(|time| {
            let about = json!({ "name": COLLECTED, "value": time });
            entities.value("#collected".to_owned(), about)
        });
        let sensitive = dataset.sensitive_data.as_ref().map(|it| {
            let about = json!({
                "name": "sensitive data",
                "value": it.present,
                "description": it.description,
            });
            entities.value("#sensitive-data".to_owned(), about)
        });
        let properties = collected.into_iter().chain(sensitive).collect::<Vec<_>>();
        node.set("additionalProperty", properties);
        node.set(
            "spatialCoverage",
            list(dataset.spatial_coverage.as_slice(), |place| {
                entities.named("#place".to_owned(), "Place", |_, node| {
                    node.set("name", place.as_str());
                })
            }),
        );
    }
    if let (Kind::TrainingMaterial, Some(section)) = (work.kind, &work.training_material) {
        node.text("learningResourceType", section.resource_type.as_ref())
            .set("teaches", section.teaches.clone())
            .text("educationalLevel", section.level.as_ref());
    }
}
