//! `croissant.json`: [Croissant](https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)
//! 1.1, as machine-learning libraries load data sets.
//!
//! The format asks for a SHA-256 or MD5 checksum of every file; files without one are left to
//! the other formats.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::party::Party;
use super::subject::{Subject, WorkSubject};
use super::{Format, Maker, RecordExport, pretty_json};
use crate::linked_data::{Node, list, reference, safe_iri};
use crate::record::{Artifact, Field, Kind, Status};

/// IRI of the version of the format.
const PROFILE: &str = "http://mlcommons.org/croissant/1.1";

pub(super) const EXPORT: RecordExport = RecordExport {
    format: Format {
        file_name: "croissant.json",
        media_type: "application/ld+json",
        profile: Some(PROFILE),
        title: "Croissant",
        relation: "describedby",
    },
    maker: Maker::Work {
        applies: |_, of| of.work.kind == Kind::Dataset && of.work.status != Status::Withdrawn,
        write,
    },
};

/// The context that section "Format" of the specification prescribes, word for word.
static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "arrayShape": "cr:arrayShape",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "cr": "http://mlcommons.org/croissant/",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "dct": "http://purl.org/dc/terms/",
        "description": {"@container": "@language"},
        "equivalentProperty": "cr:equivalentProperty",
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isArray": "cr:isArray",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "name": {"@container": "@language"},
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform"
    })
});

fn write(subject: &Subject, of: &WorkSubject) -> Vec<u8> {
    let work = of.work;
    let mut node = Node::typed(subject.iri.as_str(), "sc:Dataset");
    node.set("conformsTo", PROFILE)
        .set("name", work.title.as_str())
        .set("description", of.description)
        .set("url", subject.iri.as_str())
        .set("license", of.license_url.as_deref().or(work.license.as_deref()))
        .set("creator", list(&of.creators, party))
        .set("publisher", of.publisher.as_ref().map(party))
        .text("datePublished", work.date_published.as_ref())
        .text("dateCreated", work.date_created.as_ref())
        .text("dateModified", work.date_modified.as_ref())
        .text("version", work.version.as_ref())
        .text("inLanguage", work.language.as_ref())
        .set("keywords", work.keywords.clone())
        .set("sameAs", same_as(subject, of))
        .set("citeAs", of.citations.bibtex.as_str());
    let files: Vec<(Value, &Artifact)> = work
        .artifacts
        .iter()
        .filter_map(|artifact| Some((file_object(subject, artifact)?, artifact)))
        .collect();
    if let Some(dataset) = work.dataset.as_deref() {
        node.text("rai:dataCollection", dataset.collection.as_ref())
            .text("rai:dataPreprocessingProtocol", dataset.preparation.as_ref());
        if let [(file, _)] = files.as_slice() {
            node.set("recordSet", record_sets(&dataset.fields, file));
        }
    }
    node.set("distribution", files.into_iter().map(|(file, _)| file).collect::<Vec<_>>());
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.clone());
    if let Value::Object(node) = Value::from(node) {
        document.extend(node);
    }
    pretty_json(&document)
}

fn same_as(subject: &Subject, of: &WorkSubject) -> Vec<Value> {
    let known = Some(of.cite_as.as_str()).filter(|address| *address != subject.iri);
    let elsewhere = of.work.same_as.iter().filter_map(|address| safe_iri(address));
    known.map(Value::from).into_iter().chain(elsewhere.map(Value::from)).collect()
}

fn party(party: &Party) -> Value {
    let class = if party.is_organization { "sc:Organization" } else { "sc:Person" };
    let mut node = Map::new();
    node.insert("@type".to_owned(), class.into());
    node.insert("name".to_owned(), party.name.into());
    if let Some(url) = party.orcid.as_deref().or(party.ror.as_deref()).or(party.url) {
        node.insert("url".to_owned(), url.into());
    }
    Value::Object(node)
}

/// The file, where it can be told by the format.
fn file_object(subject: &Subject, artifact: &Artifact) -> Option<Value> {
    let url = artifact.content_url(&subject.iri)?;
    let md5 = artifact
        .checksums
        .iter()
        .find(|checksum| checksum.algorithm.eq_ignore_ascii_case("md5"))
        .map(|checksum| checksum.value.as_str());
    let checksum = match (&artifact.sha256, md5) {
        (Some(sha256), _) => ("sha256", sha256.as_str()),
        (None, Some(md5)) => ("md5", md5),
        (None, None) => return None,
    };
    let mut node = Node::typed(url.as_str(), "cr:FileObject");
    node.set("name", artifact.display_name())
        .text("description", artifact.description.as_ref())
        .set("contentUrl", url.as_str())
        .set("contentSize", artifact.size.map(|size| format!("{size} B")))
        .set("encodingFormat", encoding_format(artifact))
        .set(checksum.0, checksum.1);
    Some(node.into())
}

/// The media type; `application/octet-stream`, any bytes, where none is given (RFC 2046, 4.5.1).
fn encoding_format(artifact: &Artifact) -> &str {
    artifact.media_type.as_deref().unwrap_or("application/octet-stream")
}

/// One record set for each group of fields, all read from `file`.
///
/// Of a data set in several files the record does not say which field is in which, and the format
/// knows no field without a source.
fn record_sets(fields: &[Field], file: &Value) -> Vec<Value> {
    let typed: Vec<(&Field, &str)> =
        fields.iter().filter_map(|field| Some((field, data_type(field)?))).collect();
    let mut groups: Vec<&str> = Vec::new();
    for (field, _) in &typed {
        let group = group(field);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let file = file["@id"].as_str().unwrap_or_default();
    groups
        .into_iter()
        .map(|name| {
            let mut set = Node::typed(name, "cr:RecordSet");
            set.set("name", name);
            let members = typed.iter().filter(|(field, _)| group(field) == name);
            set.set(
                "field",
                members.map(|(field, kind)| member(field, kind, file)).collect::<Vec<_>>(),
            );
            set.into()
        })
        .collect()
}

fn group(field: &Field) -> &str {
    field.group.as_deref().unwrap_or("records")
}

fn member(field: &Field, data_type: &str, file: &str) -> Value {
    let mut node = Node::typed(format!("{}/{}", group(field), field.name), "cr:Field");
    let unit = field.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
    let description = field.description.as_ref().map(|text| format!("{text}{unit}"));
    node.set("name", field.name.as_str())
        .text("description", description.as_ref())
        .set("dataType", data_type)
        .set("source", json!({"fileObject": reference(file), "extract": {"column": field.name}}));
    node.into()
}

/// Croissant's name of a type as files write it: of C++, ROOT, numpy, Arrow or SQL.
fn data_type(field: &Field) -> Option<&'static str> {
    let written = field.data_type.as_deref()?.to_ascii_lowercase();
    let name = written.trim_end_matches("_t");
    Some(match name {
        "bool" | "boolean" => "sc:Boolean",
        "float" | "float16" | "float32" | "float64" | "double" | "double32" | "real" => "sc:Float",
        "char" | "string" | "str" | "text" | "std::string" => "sc:Text",
        "date" => "sc:Date",
        _ if name.contains("int") || matches!(name, "short" | "long" | "ushort" | "ulong") => {
            "sc:Integer"
        }
        _ => return None,
    })
}
