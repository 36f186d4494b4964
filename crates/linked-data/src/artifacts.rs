//! Files as `schema:DataDownload` and `dcat:Distribution`.

use faircat_record::checksum::{is_hexadecimal, plain_name};
use faircat_record::identifier::in_path;
use faircat_record::{Artifact, ArtifactRole, Checksum};
use serde_json::{Value, json};

use super::Source;
use super::licence::spdx_iri;
use super::node::{Node, numbered, reference};
use super::source::safe_iri;
use super::vocabulary::{IANA_MEDIA_TYPES, dcat, dcterms, schema, spdx};
use super::work::is_dcat_dataset;

/// Address of the bytes of `artifact`: of the copy in the site for a local file. `record` is the
/// address of the record's page, as an IRI or, for links of pages, from the root of the host.
pub fn content_url(artifact: &Artifact, record: &str) -> Option<String> {
    match (&artifact.path, &artifact.url) {
        (Some(path), _) => Some(format!("{record}files/{}", in_path(path))),
        (None, Some(url)) => safe_iri(url),
        (None, None) => None,
    }
}

/// Adds the artifacts to the record's node.
pub(super) fn distributions(source: &Source, node: &mut Node, artifacts: &[Artifact]) {
    let iri = source.iri();
    node.set(
        schema::key::DISTRIBUTION,
        numbered(artifacts, |number, artifact| distribution(&iri, number, artifact)),
    );
    // What has a distribution in the sense of DCAT is a dataset.
    if is_dcat_dataset(source.entry.kind) {
        node.set(
            dcat::key::DISTRIBUTION_PROPERTY,
            numbered(artifacts, |number, _| reference(format!("{iri}#artifact-{number}"))),
        );
    }
}

fn distribution(record: &str, number: usize, artifact: &Artifact) -> Value {
    let iri = format!("{record}#artifact-{number}");
    let mut node =
        Node::typed(iri.as_str(), json!([schema::key::DATA_DOWNLOAD, dcat::key::DISTRIBUTION]));
    node.set(schema::key::NAME, artifact.display_name());
    node.text(schema::key::DESCRIPTION, artifact.description.as_ref());
    if let Some(url) = content_url(artifact, record) {
        node.set(schema::key::CONTENT_URL, url.as_str());
        node.set(dcat::key::ACCESS_URL, url.as_str());
        node.set(dcat::key::DOWNLOAD_URL, url);
    }
    let formats: Vec<&str> = [&artifact.media_type, &artifact.format]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    node.set(schema::key::ENCODING_FORMAT, formats);
    if let Some(media_type) = &artifact.media_type {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        node.set(dcat::key::MEDIA_TYPE, safe_iri(&format!("{IANA_MEDIA_TYPES}{essence}")));
    }
    if let Some(size) = artifact.size {
        node.set(schema::key::CONTENT_SIZE, size.to_string());
        node.set(
            dcat::key::BYTE_SIZE,
            json!({"@type": "xsd:nonNegativeInteger", "@value": size.to_string()}),
        );
    }
    let mut checksums = checksums(artifact);
    node.text(schema::key::VERSION, artifact.version.as_ref())
        .text(schema::key::DATE_MODIFIED, artifact.date_modified.as_ref())
        .text(schema::key::SHA256, artifact.sha256.as_ref())
        .set(spdx::key::CHECKSUM_PROPERTY, checksums.next().map(|it| spdx_checksum(&iri, it)));
    if let Some(license) = &artifact.license {
        node.set(schema::key::LICENSE, spdx_iri(license));
        node.set(dcterms::key::LICENSE, spdx_iri(license).map(reference));
        if spdx_iri(license).is_none() {
            node.set(dcterms::key::RIGHTS, license.as_str());
        }
    }
    // DCAT-AP 3 takes one checksum of a distribution.
    let mut further: Vec<Value> = checksums
        .map(|it| property(&iri, &plain_name(&it.algorithm), &it.algorithm, it.value.into()))
        .collect();
    let opset = artifact.opset;
    further
        .extend(opset.map(|version| property(&iri, "opset", "ONNX operator set", version.into())));
    node.set(schema::key::ADDITIONAL_PROPERTY, further);
    if artifact.role == ArtifactRole::ControlSet {
        node.set(schema::key::ADDITIONAL_TYPE, "control set");
    }
    node.into()
}

fn property(artifact_iri: &str, id: &str, name: &str, value: Value) -> Value {
    let iri = safe_iri(&format!("{artifact_iri}-{id}")).unwrap_or_default();
    let mut node = Node::typed(iri, schema::key::PROPERTY_VALUE);
    node.set(schema::key::PROPERTY_ID, id);
    node.set(schema::key::NAME, name);
    node.set(schema::key::VALUE, value);
    node.into()
}

/// SHA-256 first, where it is there.
fn checksums(artifact: &Artifact) -> impl Iterator<Item = Checksum> {
    let sha256 = artifact
        .sha256
        .iter()
        .map(|value| Checksum { algorithm: "sha256".to_owned(), value: value.clone() });
    sha256.chain(artifact.checksums.iter().cloned())
}

fn spdx_checksum(artifact_iri: &str, checksum: Checksum) -> Value {
    // As SPDX ends its IRI with: `adler32`.
    let algorithm = plain_name(&checksum.algorithm);
    let iri = safe_iri(&format!("{artifact_iri}-{algorithm}")).unwrap_or_default();
    let mut node = Node::typed(iri, spdx::key::CHECKSUM);
    node.set(
        spdx::key::ALGORITHM,
        safe_iri(&format!("{}checksumAlgorithm_{algorithm}", spdx::NAMESPACE)),
    );
    node.set(spdx::key::CHECKSUM_VALUE, hexadecimal(checksum.value));
    node.into()
}

/// The digits as `xsd:hexBinary`, which DCAT-AP asks for; text that is none stays a text.
fn hexadecimal(digits: String) -> Value {
    let binary = digits.len().is_multiple_of(2) && is_hexadecimal(&digits);
    if binary { json!({"@type": "xsd:hexBinary", "@value": digits}) } else { Value::String(digits) }
}
