//! A Dataset.

use faircat_record::{Activity, Artifact, ArtifactRole, Checksum, Work};
use serde_json::Value;

use super::dcat;
use super::fill::{agent, common, link};
use crate::html;
use crate::import::files;
use crate::import::record::Context;
use crate::import::statements::{date, web_address};
use crate::json_fields::JsonFields;

/// Longest name of an activity, in characters.
const LONGEST_NAME: usize = 100;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    source.take("title");
    common(source, work);
    work.publisher = source.first_object("publisher", agent);
    let page = source.first_object("landingPage", link);
    work.url = page.or(work.url.take());
    work.artifacts = source.objects("datasetDistribution", artifact);
    work.license = work.license.take().or_else(|| dcat::common_licence(&work.artifacts));
    if let Some(dataset) = work.dataset.as_deref_mut() {
        dataset.collection = source.said("collectionMethod");
        dataset.preparation = source.said("curationMethod");
        dataset.collected = source.taken_if("collectionDate", date);
    }
    if let Some(text) = source.said("dataProvenance") {
        let name = html::first_sentences(&text, LONGEST_NAME);
        let description = (name != text).then_some(text);
        work.provenance.push(Activity { name, description, ..Activity::default() });
    }
    dcat::fill(source, work);
}

/// The address of a node, alone or the first of several; or else its text.
fn address_of(value: &Value) -> String {
    match value {
        Value::Array(items) => items.first().map(address_of).unwrap_or_default(),
        Value::Object(fields) => fields.get("@id").map(address_of).unwrap_or_default(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn artifact(distribution: &mut JsonFields<'_>) -> Option<Artifact> {
    let address = |source: &JsonFields<'_>, key: &str| {
        let node = source.look(key)?.as_array()?.first()?;
        web_address(node.get("@id")?.as_str()?)
    };
    let key =
        ["downloadUrl", "accessUrl"].into_iter().find(|it| address(distribution, it).is_some())?;
    let url = address(distribution, key)?;
    if let Some(Value::Array(all)) = distribution.take(key) {
        // A file has one address; the next ones stay.
        distribution.keep(key, all.into_iter().skip(1).collect());
    }
    distribution.take("@id");
    distribution.take("@type");
    let checksums = distribution.objects("checksum", |it| {
        let value = it.said("checksumValue")?;
        let algorithm = it.look("algorithm").map(address_of).unwrap_or_default();
        let name = algorithm.rsplit(['_', '/', '#']).next().unwrap_or_default();
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        for told in ["@id", "@type", "algorithm"] {
            it.take(told);
        }
        Some(Checksum { algorithm: name.to_lowercase(), value })
    });
    let (sha256, checksums): (Vec<_>, Vec<_>) =
        checksums.into_iter().partition(|it| it.algorithm == "sha256");
    let mut artifact = Artifact {
        name: distribution.said("title"),
        role: files::role(&url).unwrap_or(ArtifactRole::Data),
        media_type: files::media_type(&url).map(str::to_owned),
        size: distribution.count("byteSize"),
        sha256: sha256.into_iter().next().map(|it| it.value.to_ascii_lowercase()),
        checksums,
        url: Some(url),
        ..Artifact::default()
    };
    dcat::file(distribution, &mut artifact);
    Some(artifact)
}
