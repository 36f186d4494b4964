//! `api/v1/`: the catalogue as static JSON files for programs, with their schema.
//!
//! Version 1 only ever gains fields. A change that could break a reader makes a version 2 beside
//! it.

use std::collections::BTreeMap;

use faircat_catalog::{Entry, Summary, Target};
use faircat_linked_data::DUMPS;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{Kind, Status};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::{CatalogView, Emit, SiteFile, always, file, files_of, record_schemas};
use crate::companions::is_offered;
use crate::json::{compact_json, pretty_json};
use crate::{json_ld, scorecard};

pub(crate) const FILE: SiteFile = SiteFile {
    path: "api/",
    title: "Lists of all records as JSON",
    specification: None,
    media_type: "application/json",
    relation: None,
    api_name: None,
    of_pages: false,
    applies: always,
    write,
};

/// Records in one file, at most.
const PAGE: usize = 1000;

/// Where the schema is published.
pub(super) const SCHEMA: &str = "schema/api-v1.json";

/// Where everything is.
pub(super) const INDEX: &str = "api/v1/index.json";

/// What the build writes of the other catalogues that the settings name.
const FEDERATION: &str = "federation/catalogs.json";

/// [`INDEX`].
#[derive(Serialize, JsonSchema)]
struct Index {
    #[serde(rename = "$schema")]
    schema: String,
    title: String,
    description: String,
    /// Address of the site.
    url: String,
    /// SPDX identifier of the licence of the metadata.
    license: String,
    /// Date of the newest record.
    updated: Option<String>,
    kinds: Vec<KindLink>,
    /// Other files about the whole catalogue, by name.
    files: BTreeMap<String, String>,
}

/// The records of one kind.
#[derive(Serialize, JsonSchema)]
struct KindLink {
    kind: &'static str,
    count: usize,
    /// Address of the first page of the list.
    href: String,
    /// Address of the JSON Schema of the records' YAML.
    record_schema: String,
}

/// `api/v1/models.json` and its like: one page of a list.
#[derive(Serialize, JsonSchema)]
struct Page<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    kind: &'static str,
    /// Number of records of the kind.
    count: usize,
    /// Number of this page, from 1.
    page: usize,
    pages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    records: Vec<Item<'a>>,
}

/// One record.
#[derive(Serialize, JsonSchema)]
struct Item<'a> {
    /// Unique among the records of the kind.
    slug: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    /// Address of the record's page, and its IRI.
    url: String,
    /// The whole record as JSON-LD.
    json_ld: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    scorecard: Option<String>,
    /// The persistent identifier to cite, as an address where it has a resolver.
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    /// ISO 8601: year, year and month, or date.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    /// SPDX expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "is_empty")]
    experiments: &'a [String],
    #[serde(skip_serializing_if = "is_empty")]
    tasks: &'a [String],
    #[serde(skip_serializing_if = "is_empty")]
    frameworks: &'a [String],
    /// Of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    orcid: Option<&'a str>,
    /// Of an organization.
    #[serde(skip_serializing_if = "Option::is_none")]
    ror: Option<&'a str>,
}

/// Who made a work.
#[derive(Serialize, JsonSchema)]
struct Author<'a> {
    name: &'a str,
    /// Address of their page in the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orcid: Option<&'a str>,
}

/// Every document of the API.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is wanted")]
enum Document<'a> {
    Index(Index),
    Page(Page<'a>),
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    emit(file(SCHEMA, pretty_json(&schema())))?;
    emit(file(INDEX, pretty_json(&index(view))))?;
    for kind in Kind::ALL {
        let entries = view.catalog.of_kind(kind);
        let pages = entries.len().div_ceil(PAGE).max(1);
        for page in 1..=pages {
            let records = entries.iter().skip((page - 1) * PAGE).take(PAGE);
            let link = |page: usize| view.site.iri(&path(kind, page));
            let document = Page {
                schema: view.site.iri(SCHEMA),
                kind: kind.name(),
                count: entries.len(),
                page,
                pages,
                previous: (page > 1).then(|| link(page - 1)),
                next: (page < pages).then(|| link(page + 1)),
                records: records.map(|entry| item(view, entry)).collect(),
            };
            emit(file(path(kind, page), compact_json(&document)))?;
        }
    }
    Ok(())
}

/// The schema of the documents as they are written.
fn schema() -> schemars::Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Document>()
}

pub(super) fn path(kind: Kind, page: usize) -> String {
    match page {
        1 => format!("api/v1/{}.json", kind.folder()),
        _ => format!("api/v1/{}-{page}.json", kind.folder()),
    }
}

fn index(view: &CatalogView) -> Index {
    let config = &view.site.config;
    let files = files_of(view.site, view.catalog);
    let files = files.filter_map(|file| Some((file.api_name?, file.path)));
    // The build writes the dumps, from the records' pages.
    let dumps = ["n-quads", "turtle"].into_iter().zip(DUMPS.iter().map(|(path, _)| *path));
    let federation = (!config.federation.is_empty()).then_some(("federation", FEDERATION));
    Index {
        schema: view.site.iri(SCHEMA),
        title: config.title.clone(),
        description: config.description.clone(),
        url: view.site.iri(""),
        license: config.license.clone(),
        updated: view.catalog.newest_change().map(|day| day.to_string()),
        kinds: Kind::ALL
            .into_iter()
            .map(|kind| KindLink {
                kind: kind.name(),
                count: view.catalog.of_kind(kind).len(),
                href: view.site.iri(&path(kind, 1)),
                record_schema: view.site.iri(&record_schemas::path(kind)),
            })
            .collect(),
        files: files
            .chain(dumps)
            .chain(federation)
            .map(|(name, path)| (name.to_owned(), view.site.iri(path)))
            .collect(),
    }
}

fn item<'a>(view: &CatalogView<'a>, entry: &'a Entry) -> Item<'a> {
    let Summary {
        title,
        summary,
        date,
        modified,
        version,
        license,
        status,
        keywords,
        experiments,
        tasks,
        frameworks,
        identifier,
        authors,
        author_orcids,
        agent,
        ..
    } = &entry.summary;
    let url = view.site.iri(&entry.page());
    let offered = is_offered(view.site, &scorecard::FORMAT);
    let scored = offered && view.standings.get(entry.index).is_some_and(Option::is_some);
    Item {
        slug: &entry.slug,
        title,
        summary,
        json_ld: format!("{url}{}", json_ld::FORMAT.file_name()),
        scorecard: scored.then(|| format!("{url}{}", scorecard::FORMAT.file_name())),
        url,
        identifier: identifier.as_deref().map(resolvable),
        date: date.as_deref(),
        modified: modified.as_deref(),
        version: version.as_deref(),
        license: license.as_deref(),
        status: (!entry.kind.is_agent()).then_some(*status),
        authors: authors
            .iter()
            .zip(author_orcids)
            .map(|(author, orcid)| author_of(view, author, orcid.as_deref()))
            .collect(),
        keywords,
        experiments,
        tasks,
        frameworks,
        orcid: agent.as_ref().and_then(|agent| agent.orcid.as_deref()),
        ror: agent.as_ref().and_then(|agent| agent.ror.as_deref()),
    }
}

fn author_of<'a>(view: &CatalogView<'a>, author: &'a str, orcid: Option<&'a str>) -> Author<'a> {
    match view.catalog.resolve(author, LinkRole::Author) {
        Target::Entry(entry) => Author {
            name: &entry.summary.title,
            url: Some(view.site.iri(&entry.page())),
            orcid: entry.summary.agent.as_ref().and_then(|agent| agent.orcid.as_deref()),
        },
        _ => Author { name: author, url: None, orcid },
    }
}

fn resolvable(text: &str) -> String {
    Identifier::parse(text).ok().and_then(|found| found.url()).unwrap_or_else(|| text.to_owned())
}

fn is_empty(list: &&[String]) -> bool {
    list.is_empty()
}
