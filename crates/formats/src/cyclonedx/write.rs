//! `bom.cdx.json`: the bill of materials of a model or dataset, in CycloneDX 1.7.
//!
//! Components are named by their IRIs. The record is the component that the bill is about; the
//! datasets and models that it was made from are its others. Bills may have a serial number and a
//! time, which would differ from build to build, so they have none.

use faircat_linked_data::{Source, content_url, safe_iri};
use faircat_record::identifier::Scheme;
use faircat_record::references::LinkRole;
use faircat_record::{Artifact, DatasetUse, Kind, Status, Work, checksum};
use serde_json::{Map, Value, json};

use super::terms::HASHES;
use super::write_card::model_card;
use crate::format::WITHDRAWN;
use crate::import::statements::spdx;
use crate::json::pretty_json;
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// Models and datasets that are still there.
pub(super) fn lacks(_: &RecordView, of: &WorkView) -> Option<&'static str> {
    if of.work.status == Status::Withdrawn {
        return Some(WITHDRAWN);
    }
    let is_told = matches!(of.work.kind, Kind::Model | Kind::Dataset);
    (!is_told).then_some("it is neither a model nor a dataset")
}

pub(super) fn document(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let others = others(&view.dossier.source, of.work);
    let names: Vec<&Value> = others.iter().map(|other| &other["bom-ref"]).collect();
    pretty_json(&json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.7.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.7",
        "version": 1,
        "metadata": {"component": component(view, of)},
        "components": others,
        "dependencies": [{"ref": view.iri, "dependsOn": names}],
    }))
}

/// The record.
fn component(view: &RecordView, of: &WorkView) -> Value {
    let work = of.work;
    let mut node = Map::new();
    let mut set = |key: &str, value: Value| put(&mut node, key, value);
    let class = if work.kind == Kind::Model { "machine-learning-model" } else { "data" };
    set("type", class.into());
    set("bom-ref", view.iri.as_str().into());
    people(&mut set, of);
    set("publisher", json!(of.publisher.as_ref().map(|party| party.name)));
    set("name", work.title.as_str().into());
    set("version", json!(work.version));
    set("description", of.description.into());
    set("hashes", only_file(work).map(hashes).into());
    set("licenses", licences(work, of.license_url.is_some()).into());
    set("copyright", json!(copyright(view, work)));
    set("swhid", swhids(of).into());
    set("pedigree", pedigree(&view.dossier.source, work));
    set("externalReferences", references(view, of).into());
    if work.kind == Kind::Model {
        set("modelCard", model_card(view, of));
    } else {
        set("data", json!([data(view, work)]));
    }
    set("tags", json!(work.keywords));
    Value::Object(node)
}

/// Sets `key`, unless `value` is nothing.
pub(super) fn put(node: &mut Map<String, Value>, key: &str, value: Value) {
    let nothing = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    if !nothing {
        node.insert(key.to_owned(), value);
    }
}

/// Authors; the first organization among them is the manufacturer.
fn people(set: &mut impl FnMut(&str, Value), of: &WorkView) {
    let maker = of.creators.iter().position(|creator| creator.is_organization);
    if let Some(maker) = maker.map(|place| &of.creators[place]) {
        let url = maker.ror.as_deref().or(maker.url).and_then(safe_iri);
        let mut entity = Map::new();
        put(&mut entity, "name", maker.name.into());
        put(&mut entity, "url", url.into_iter().collect::<Vec<_>>().into());
        set("manufacturer", Value::Object(entity));
    }
    let authors = of.creators.iter().enumerate().filter(|(place, _)| Some(*place) != maker);
    set("authors", authors.map(|(_, author)| json!({"name": author.name})).collect());
}

/// The one file that is the work, where there is one.
fn only_file(work: &Work) -> Option<&Artifact> {
    let role = match work.kind {
        Kind::Model => faircat_record::ArtifactRole::Weights,
        _ => faircat_record::ArtifactRole::Data,
    };
    let mut files = work.artifacts.iter().filter(|artifact| artifact.role == role);
    files.next().filter(|_| files.next().is_none())
}

/// Checksums by the algorithms that the format knows.
fn hashes(artifact: &Artifact) -> Vec<Value> {
    let sha256 = artifact.sha256.iter().map(|digits| ("sha256", digits));
    let others = artifact.checksums.iter().map(|it| (it.algorithm.as_str(), &it.value));
    let known = sha256.chain(others).filter_map(|(algorithm, digits)| {
        let plain = checksum::plain_name(algorithm);
        let (_, name, length) = HASHES.iter().find(|(own, ..)| *own == plain)?;
        Some(json!({"alg": name, "content": checksum::digest(digits, *length)?}))
    });
    known.collect()
}

fn licences(work: &Work, is_single: bool) -> Option<Value> {
    let text = work.license.as_deref()?;
    Some(match spdx(text) {
        Some(known) if is_single => json!([{"license": {"id": known}}]),
        Some(expression) => json!([{"expression": expression}]),
        None => json!([{"license": {"name": text}}]),
    })
}

fn copyright(view: &RecordView, work: &Work) -> Option<String> {
    let holder = Party::of(view.dossier.source.catalog, work.copyright_holder.as_ref()?);
    let year = work.copyright_year.map(|year| format!("{year} ")).unwrap_or_default();
    Some(format!("Copyright {year}{}", holder.name))
}

fn swhids(of: &WorkView) -> Vec<String> {
    let known = of.identifiers.iter().filter(|it| it.scheme == Scheme::Swhid);
    known.map(ToString::to_string).collect()
}

/// What the work was made from: models, and works that are told by no more than their address.
fn pedigree(source: &Source, work: &Work) -> Value {
    let base = work.model.iter().filter_map(|it| it.fine_tuned_from.as_ref());
    let base = base.map(|text| other(source, text, LinkRole::FineTunedFrom));
    let origins = work.derived_from.iter();
    let origins = origins.map(|text| other(source, text, LinkRole::DerivedFrom));
    let ancestors: Vec<Value> = base.chain(origins).collect();
    if ancestors.is_empty() { Value::Null } else { json!({"ancestors": ancestors}) }
}

/// What `text` leads to, as a component.
fn other(source: &Source, text: &str, role: LinkRole) -> Value {
    let target = source.target(text, role);
    let class = if role == LinkRole::FineTunedFrom { "machine-learning-model" } else { "data" };
    // A title that states its language is no mere text there.
    let name = target["name"].as_str().unwrap_or_else(|| source.name_of(text, role));
    json!({"type": class, "bom-ref": target["@id"], "name": name})
}

/// Datasets that a model was made and tested with, each once.
fn others(source: &Source, work: &Work) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for (used, role, _) in work.model.iter().flat_map(|section| super::write_card::uses(section)) {
        let component = dataset(source, used, role);
        if all.iter().all(|known| known["bom-ref"] != component["bom-ref"]) {
            all.push(component);
        }
    }
    all
}

fn dataset(source: &Source, used: &DatasetUse, role: LinkRole) -> Value {
    let mut component = other(source, &used.dataset, role);
    let address = component["bom-ref"].clone();
    component["data"] = json!([{"type": "dataset", "contents": {"url": address}}]);
    component
}

/// The data of a dataset.
fn data(view: &RecordView, work: &Work) -> Value {
    let mut node = Map::new();
    put(&mut node, "type", "dataset".into());
    put(&mut node, "name", work.title.as_str().into());
    put(&mut node, "contents", json!({"url": view.iri}));
    let sensitive = work.dataset.as_deref().and_then(|it| it.sensitive_data.as_ref());
    let sensitive = sensitive.filter(|it| it.present);
    let words = sensitive.map(|it| it.description.as_deref().unwrap_or("sensitive data"));
    put(&mut node, "sensitiveData", words.into_iter().collect::<Vec<_>>().into());
    Value::Object(node)
}

/// Pages and files elsewhere.
fn references(view: &RecordView, of: &WorkView) -> Vec<Value> {
    let work = of.work;
    let mut all = vec![json!({"type": "website", "url": view.iri})];
    let mut add = |kind: &str, url: Option<String>, comment: Option<&str>| {
        let Some(url) = url else { return };
        let mut node = Map::new();
        put(&mut node, "type", kind.into());
        put(&mut node, "url", url.into());
        put(&mut node, "comment", json!(comment));
        all.push(Value::Object(node));
    };
    for identifier in of.identifiers.iter().filter(|it| it.is_persistent()) {
        add("citation", identifier.url(), None);
    }
    if let Some(code) = &work.code {
        for (kind, address) in [
            ("vcs", &code.repository),
            ("issue-tracker", &code.issue_tracker),
            ("documentation", &code.readme),
            ("support", &code.help),
        ] {
            add(kind, address.as_deref().and_then(safe_iri), None);
        }
    }
    for publication in &work.publications {
        let known = publication.identifiers.iter();
        let known = known.filter_map(|it| faircat_record::identifier::Identifier::parse(it).ok());
        let url = known.filter_map(|it| it.url()).next().or_else(|| publication.url.clone());
        add("documentation", url.as_deref().and_then(safe_iri), Some(&publication.title));
    }
    all.extend(work.artifacts.iter().filter_map(|artifact| file(view, artifact)));
    all
}

fn file(view: &RecordView, artifact: &Artifact) -> Option<Value> {
    let mut node = Map::new();
    put(&mut node, "type", "distribution".into());
    put(&mut node, "url", content_url(artifact, &view.iri)?.into());
    put(&mut node, "comment", json!(artifact.description));
    put(&mut node, "hashes", hashes(artifact).into());
    Some(Value::Object(node))
}
