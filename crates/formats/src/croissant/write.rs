//! `croissant.json`: [Croissant](https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)
//! 1.1, as machine-learning libraries load data sets.
//!
//! The format asks for a SHA-256 or MD5 checksum of every file; files without one are left to
//! the other formats.

use std::collections::BTreeSet;

use faircat_linked_data::{Node, content_url, list, reference, safe_iri};
use faircat_record::{Artifact, ArtifactRole, Field, Kind, Status, Work};
use serde_json::{Map, Value, json};

use super::context::context;
use super::data_types::DataType;
use super::write_provenance::{coverage, provenance, responsible_use};
use crate::bibtex::entry;
use crate::companions::is_named;
use crate::format::WITHDRAWN;
use crate::json::pretty_json;
use crate::party::Party;
use crate::view::{RecordView, WorkView};

/// IRI of the version of the format.
pub(super) const PROFILE: &str = "http://mlcommons.org/croissant/1.1";

/// IRI of the extension for responsible AI, which a document names that has its properties.
const RAI_PROFILE: &str = "http://mlcommons.org/croissant/RAI/1.0";

/// Media types of tables, whose columns the format reads by name.
const TABLES: [&str; 4] = [
    "application/vnd.apache.parquet",
    "application/x-parquet",
    "text/csv",
    "text/tab-separated-values",
];

/// Data sets that are still there.
pub(super) fn lacks(view: &RecordView, of: &WorkView) -> Option<&'static str> {
    let site = view.dossier.source.site;
    let names = || of.work.dataset.as_deref().is_some_and(|it| !it.fields.is_empty());
    match (of.work.kind, of.work.status) {
        (_, Status::Withdrawn) => Some(WITHDRAWN),
        // Without fields nothing can be loaded by it, and the page itself says the rest.
        (Kind::Dataset, _) if site.is_large && !is_named(site, super::FORMAT.name) && !names() => {
            Some("its fields are not described, and the site has many records")
        }
        (Kind::Dataset, _) => None,
        _ => Some("it is no dataset"),
    }
}

pub(super) fn document(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let work = of.work;
    let catalog = view.dossier.source.catalog;
    let mut node = Node::typed(view.iri.as_str(), "sc:Dataset");
    let responsible = responsible_use(work);
    let profiles: &[&str] =
        if responsible.is_empty() { &[PROFILE] } else { &[PROFILE, RAI_PROFILE] };
    node.set("conformsTo", profiles)
        .set("name", work.title.as_str())
        .set("description", of.description)
        .set("url", view.iri.as_str())
        .set("license", of.license_url.as_deref().or(work.license.as_deref()))
        .set("isAccessibleForFree", work.access.as_ref().and_then(|it| it.free))
        .set("creator", list(&of.creators, party))
        .set("publisher", of.publisher.as_ref().map(party))
        .text("datePublished", work.date_published.as_ref())
        .text("dateCreated", work.date_created.as_ref())
        .text("dateModified", work.date_modified.as_ref())
        .text("version", work.version.as_ref())
        .text("inLanguage", work.language.as_ref())
        .set("keywords", work.keywords.clone())
        .set("sameAs", same_as(view, of))
        .set("alternateName", work.alternate_titles.clone())
        .set("maintainer", list(&work.maintainers, |it| party(&Party::of(catalog, it))))
        .set("funder", list(&work.funding, |it| party(&Party::of(catalog, &it.funder))))
        .set("citeAs", entry(of));
    for (key, value) in responsible {
        node.set(&key, value);
    }
    provenance(&mut node, view, of);
    if let Some(dataset) = work.dataset.as_deref() {
        coverage(&mut node, dataset);
        if let Some(table) = only_table(work).and_then(|artifact| content_url(artifact, &view.iri))
        {
            node.set("recordSet", record_sets(&dataset.fields, &table));
        }
    }
    node.set("distribution", distribution(view, work));
    let mut document = Map::new();
    document.insert("@context".to_owned(), context(view, work));
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    pretty_json(&document)
}

/// The files that the format can tell of. A file named twice by the record is told once: its address
/// is its name here.
fn distribution(view: &RecordView, work: &Work) -> Vec<Value> {
    let mut known = BTreeSet::new();
    work.artifacts
        .iter()
        .filter_map(|artifact| {
            let url = content_url(artifact, &view.iri)?;
            let file = file_object(&url, artifact)?;
            known.insert(url).then_some(file)
        })
        .collect()
}

/// The files of which the format cannot tell.
pub(super) fn left_out(_: &RecordView, of: &WorkView) -> Vec<String> {
    let without = of.work.artifacts.iter().filter(|it| checksum(it).is_none());
    let sentence = |artifact: &Artifact| {
        format!(
            "`{}` is not in it: the format asks for a SHA-256 or MD5 checksum of every file; add \
             `sha256` to the record",
            artifact.display_name()
        )
    };
    without.map(sentence).collect()
}

/// The file of all data, where it is a table that the format can tell of: of data in several files
/// the record does not say which field is in which.
fn only_table(work: &Work) -> Option<&Artifact> {
    let mut data = work.artifacts.iter().filter(|artifact| artifact.role == ArtifactRole::Data);
    let (Some(artifact), None) = (data.next(), data.next()) else { return None };
    let media_type = artifact.media_type.as_deref()?.split(';').next()?.trim();
    let is_table = TABLES.iter().any(|table| media_type.eq_ignore_ascii_case(table));
    (is_table && checksum(artifact).is_some()).then_some(artifact)
}

fn same_as(view: &RecordView, of: &WorkView) -> Vec<Value> {
    let known = of.identifiers.iter().filter_map(|it| safe_iri(&it.url()?));
    let elsewhere = of.work.same_as.iter().filter_map(|address| safe_iri(address));
    let cited = std::iter::once(of.cite_as.clone());
    let mut all: Vec<Value> = Vec::new();
    for address in cited.chain(known).chain(elsewhere).filter(|it| *it != view.iri) {
        if !all.contains(&address.as_str().into()) {
            all.push(address.into());
        }
    }
    all
}

pub(super) fn party(party: &Party) -> Value {
    let class = if party.is_organization { "sc:Organization" } else { "sc:Person" };
    let mut node = Map::new();
    node.insert("@type".to_owned(), class.into());
    node.insert("name".to_owned(), party.name.into());
    if let Some(url) = party.orcid.as_deref().or(party.ror.as_deref()).or(party.url) {
        node.insert("url".to_owned(), url.into());
    }
    Value::Object(node)
}

/// The file at `url`, where the format can tell of it.
fn file_object(url: &str, artifact: &Artifact) -> Option<Value> {
    let (algorithm, digits) = checksum(artifact)?;
    let mut node = Node::typed(url, "cr:FileObject");
    node.set("name", artifact.display_name())
        .text("description", artifact.description.as_ref())
        .set("contentUrl", url)
        .set("contentSize", artifact.size.map(|size| format!("{size} B")))
        .set("encodingFormat", encoding_format(artifact))
        .set(algorithm, digits);
    Some(node.into())
}

/// Name and digits of a checksum that the format knows.
fn checksum(artifact: &Artifact) -> Option<(&'static str, &str)> {
    let sha256 = artifact.sha256.as_deref().map(|digits| ("sha256", digits));
    sha256.or_else(|| {
        let mut others = artifact.checksums.iter();
        let md5 = others.find(|checksum| checksum.algorithm.eq_ignore_ascii_case("md5"))?;
        Some(("md5", md5.value.as_str()))
    })
}

/// The media type; `application/octet-stream`, any bytes, where none is given (RFC 2046, 4.5.1).
fn encoding_format(artifact: &Artifact) -> &str {
    artifact.media_type.as_deref().unwrap_or("application/octet-stream")
}

/// One record set for each group of fields, all read from `file`. The format knows no field without
/// a source.
///
/// Groups and fields are identified by their numbers: their names can hold what no IRI can.
fn record_sets(fields: &[Field], file: &str) -> Vec<Value> {
    let mut groups: Vec<(&str, Vec<Value>)> = Vec::new();
    for field in fields {
        let Some(data_type) = data_type_of(field) else { continue };
        let name = field.group.as_deref().unwrap_or("records");
        let known = groups.iter().position(|(group, _)| *group == name);
        let group = known.unwrap_or_else(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        let members = &mut groups[group].1;
        let id = format!("{}/field-{}", group_id(group), members.len() + 1);
        members.push(member(&id, field, &data_type, file));
    }
    let sets = groups.into_iter().enumerate().map(|(index, (name, members))| {
        let mut set = Node::typed(group_id(index), "cr:RecordSet");
        set.set("name", name).set("field", members);
        set.into()
    });
    sets.collect()
}

fn group_id(index: usize) -> String {
    format!("records-{}", index + 1)
}

fn data_type_of(field: &Field) -> Option<DataType> {
    field.data_type.as_deref().and_then(DataType::of)
}

fn member(id: &str, field: &Field, data_type: &DataType, file: &str) -> Value {
    let mut node = Node::typed(id, "cr:Field");
    let unit = field.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
    let description = field.description.as_ref().map(|text| format!("{text}{unit}"));
    node.set("name", field.name.as_str())
        .text("description", description.as_ref())
        .set("dataType", data_type.name)
        .set("isArray", data_type.shape.as_ref().map(|_| true))
        .set("arrayShape", data_type.shape.as_deref().filter(|shape| !shape.is_empty()));
    let column = field.column.as_ref().unwrap_or(&field.name);
    node.set("source", json!({"fileObject": reference(file), "extract": {"column": column}}));
    node.into()
}
