//! Files of models and distributions of datasets.

use faircat_linked_data::vocabulary::IANA_MEDIA_TYPES;
use faircat_linked_data::{Node, content_url, safe_iri};
use faircat_record::Artifact;
use serde_json::{Value, json};

use crate::view::RecordView;

/// A file; the profile requires its format, so one of none is any bytes (RFC 2046, 4.5.1).
pub(super) fn file(view: &RecordView, artifact: &Artifact) -> Option<Value> {
    let url = content_url(artifact, &view.iri)?;
    let mut node = Node::typed(format!("{url}#file"), "File");
    node.set("File.id", url.as_str())
        .set("File.title", artifact.display_name())
        .set("File.url", resource(&url))
        .set("File.checksum", checksum(&url, artifact));
    let media_type = artifact.media_type.as_deref().unwrap_or("application/octet-stream");
    node.set("File.format", media_type_node(media_type, "Concept"));
    Some(node.into())
}

/// A distribution of a dataset with the measurement of quality that the profile requires, its size;
/// one of unknown size is not told.
pub(super) fn distribution(
    view: &RecordView,
    number: usize,
    artifact: &Artifact,
    licence: &Value,
) -> Option<Value> {
    let (url, size) = (content_url(artifact, &view.iri)?, artifact.size?);
    let iri = view.dossier.source.part("artifact", number);
    let mut node = Node::typed(iri.as_str(), "Distribution");
    node.set("Distribution.title", artifact.display_name())
        .set("Distribution.accessUrl", resource(&url))
        .set("Distribution.downloadUrl", resource(&url))
        .set("Distribution.byteSize", size.to_string())
        .set("Distribution.checksum", checksum(&iri, artifact))
        .set("Distribution.licence", licence.clone());
    let media_type = artifact.media_type.as_deref();
    node.set("Distribution.mediaType", media_type.and_then(|it| media_type_node(it, "MediaType")));
    let quality = format!("{iri}-size-in-bytes");
    node.set(
        "Distribution.hasQualityMeasurement",
        json!({
            "@id": quality,
            "@type": "QualityMeasurement",
            "QualityMeasurement.value": size,
            "QualityMeasurement.type": {
                "@id": view.dossier.source.only_part("size-in-bytes"),
                "@type": "DataQuality",
                "DataQuality.identifier": "size-in-bytes",
                "DataQuality.title": "Size in bytes",
            },
        }),
    );
    Some(node.into())
}

fn resource(url: &str) -> Value {
    Node::typed(url, "CataloguedResource").into()
}

fn media_type_node(media_type: &str, class: &str) -> Option<Value> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    safe_iri(&format!("{IANA_MEDIA_TYPES}{essence}")).map(|iri| Node::typed(iri, class).into())
}

/// The SHA-256 of the file that is known as `iri`.
fn checksum(iri: &str, artifact: &Artifact) -> Option<Value> {
    let digits = artifact.sha256.as_deref()?;
    let mark = if iri.contains('#') { '-' } else { '#' };
    Some(json!({
        "@id": format!("{iri}{mark}sha256"),
        "@type": "Checksum",
        "Checksum.checksumValue": digits,
        "Checksum.algorithm": {
            "@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "@type": "ChecksumAlgorithm",
        },
    }))
}
