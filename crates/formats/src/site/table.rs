//! `catalog.parquet`: a row for each record, for DuckDB, pandas and their like.
//!
//! The columns are a list, from which the manual explains them.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema};
use faircat_catalog::{Entry, Target};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, ModelSection, Record, Work};
use faircat_scorecard::Counts;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;

use super::{CatalogView, Emit, SiteFile, always, file};
use crate::json_ld;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "catalog.parquet",
    title: "All records as a table in Parquet",
    specification: Some("https://parquet.apache.org/docs/file-format/"),
    media_type: "application/vnd.apache.parquet",
    relation: None,
    api_name: Some("parquet"),
    of_pages: false,
    applies: always,
    write,
};

/// Rows that are in memory at once: one row group of the file.
const GROUP: usize = 2048;

/// A column of the table.
pub struct Column {
    pub name: &'static str,
    /// What it holds, for people.
    pub about: &'static str,
    cell: Cell,
}

/// The type of a column, and what it holds of a record.
#[derive(Clone, Copy)]
enum Cell {
    Text(fn(&Row) -> Option<String>),
    Texts(fn(&Row) -> Vec<String>),
    Integer(fn(&Row) -> Option<u64>),
}

/// A record on its way into the table.
struct Row<'a> {
    view: &'a CatalogView<'a>,
    entry: &'a Entry,
    record: Record,
}

const fn text(name: &'static str, about: &'static str, of: fn(&Row) -> Option<String>) -> Column {
    Column { name, about, cell: Cell::Text(of) }
}

const fn texts(name: &'static str, about: &'static str, of: fn(&Row) -> Vec<String>) -> Column {
    Column { name, about, cell: Cell::Texts(of) }
}

const fn integer(name: &'static str, about: &'static str, of: fn(&Row) -> Option<u64>) -> Column {
    Column { name, about, cell: Cell::Integer(of) }
}

/// The columns. Like the API they only ever become more.
pub const COLUMNS: &[Column] = &[
    text("id", "folder and name of the record; no two are the same", |it| Some(it.entry.id())),
    text("kind", "`model`, `dataset`, `person` …", |it| Some(it.entry.kind.name().to_owned())),
    text("url", "address of its page", |it| Some(it.page())),
    text("json_ld", "address of the whole record as JSON-LD", |it| {
        Some(format!("{}{}", it.page(), json_ld::FORMAT.file_name()))
    }),
    text("title", "title, or name", |it| Some(it.entry.summary.title.clone())),
    text("summary", "a sentence or two", |it| {
        Some(it.entry.summary.summary.clone()).filter(|text| !text.is_empty())
    }),
    text("description", "the whole description, as Markdown", |it| it.work()?.description.clone()),
    text("status", "`active`, `draft`, `deprecated` or `withdrawn`", |it| {
        Some(format!("{:?}", it.work()?.status).to_lowercase())
    }),
    text("version", "version of the work", |it| it.work()?.version.clone()),
    texts("identifiers", "persistent identifiers; the first is the one to cite", |it| {
        it.work().map(|work| work.identifiers.clone()).unwrap_or_default()
    }),
    text("date", "publication, or else creation: a year, month or day of ISO 8601", |it| {
        it.entry.summary.date.clone()
    }),
    integer("year", "year of `date`", |it| {
        let date = PartialDate::parse(it.entry.summary.date.as_deref()?)?;
        u64::try_from(date.year()).ok()
    }),
    text("modified", "last change of the work", |it| it.entry.summary.modified.clone()),
    text("license", "SPDX expression", |it| it.entry.summary.license.clone()),
    text("language", "BCP 47 tag", |it| it.work()?.language.clone()),
    texts("authors", "names", |it| it.authors()),
    texts("author_orcids", "ORCID iDs, as far as known", |it| it.orcids()),
    text("publisher", "name", |it| it.work()?.publisher.as_ref().map(|agent| it.name(agent))),
    texts("keywords", "keywords", |it| it.entry.summary.keywords.clone()),
    texts("subjects", "terms of controlled vocabularies", |it| {
        let subjects = it.work().into_iter().flat_map(|work| &work.subjects);
        subjects.map(|subject| subject.term.clone()).collect()
    }),
    texts("experiments", "experiments or collaborations", |it| {
        it.entry.summary.experiments.clone()
    }),
    texts("tasks", "of a model: what it is for", |it| it.entry.summary.tasks.clone()),
    texts("frameworks", "of a model: in which it is published", |it| {
        it.entry.summary.frameworks.clone()
    }),
    integer("parameters", "of a model: trainable parameters", |it| it.model()?.parameters),
    texts("trained_on", "of a model: datasets, as the record refers to them", |it| {
        let training = it.model().and_then(|model| model.training.as_ref());
        let uses = training.into_iter().flat_map(|training| &training.datasets);
        uses.map(|dataset| dataset.dataset.clone()).collect()
    }),
    integer("items", "of a dataset: events, jets, images …", |it| {
        it.work()?.dataset.as_ref()?.number_of_items
    }),
    integer("files", "files that the record describes", |it| {
        Some(it.work()?.artifacts.len() as u64)
    }),
    integer("bytes", "size of those files whose size is known", |it| {
        let sizes = it.work()?.artifacts.iter().filter_map(|artifact| artifact.size);
        sizes.reduce(u64::saturating_add)
    }),
    texts("sha256", "checksums of those files, by which copies elsewhere are found", |it| {
        let artifacts = it.work().into_iter().flat_map(|work| &work.artifacts);
        artifacts.filter_map(|artifact| artifact.sha256.clone()).collect()
    }),
    integer("principles_met", "FAIR principles that its scorecard says it meets", |it| {
        Some(it.counts()?.pass as u64)
    }),
    integer("principles_failed", "principles that it fails", |it| Some(it.counts()?.fail as u64)),
    integer("principles", "principles that apply to it", |it| {
        Some(it.counts()?.applicable() as u64)
    }),
    text("orcid", "of a person", |it| it.entry.summary.agent.as_ref()?.orcid.clone()),
    text("ror", "of an organization", |it| it.entry.summary.agent.as_ref()?.ror.clone()),
];

impl Column {
    /// The type as DuckDB calls it.
    pub fn sql_type(&self) -> &'static str {
        match self.cell {
            Cell::Text(_) => "VARCHAR",
            Cell::Texts(_) => "VARCHAR[]",
            Cell::Integer(_) => "UBIGINT",
        }
    }

    fn field(&self) -> Field {
        let kind = match self.cell {
            Cell::Text(_) => DataType::Utf8,
            Cell::Texts(_) => DataType::new_list(DataType::Utf8, true),
            Cell::Integer(_) => DataType::UInt64,
        };
        Field::new(self.name, kind, true)
    }

    fn array(&self, rows: &[Row]) -> ArrayRef {
        match self.cell {
            Cell::Text(of) => Arc::new(rows.iter().map(of).collect::<StringArray>()),
            Cell::Integer(of) => Arc::new(rows.iter().map(of).collect::<UInt64Array>()),
            Cell::Texts(of) => {
                let mut lists = ListBuilder::new(StringBuilder::new());
                for row in rows {
                    of(row).into_iter().for_each(|text| lists.values().append_value(text));
                    lists.append(true);
                }
                Arc::new(lists.finish())
            }
        }
    }
}

impl Row<'_> {
    fn work(&self) -> Option<&Work> {
        match &self.record {
            Record::Work(work) => Some(work),
            Record::Person(_) | Record::Organization(_) => None,
        }
    }

    fn model(&self) -> Option<&ModelSection> {
        self.work()?.model.as_deref()
    }

    fn page(&self) -> String {
        self.view.site.iri(&self.entry.page())
    }

    fn known<'b>(&'b self, name: &'b str) -> Option<&'b Entry> {
        match self.view.catalog.resolve(name, LinkRole::Author) {
            Target::Entry(entry) => Some(entry),
            _ => None,
        }
    }

    fn name(&self, agent: &AgentRef) -> String {
        match agent {
            AgentRef::Inline(agent) => agent.name.clone(),
            AgentRef::Slug(slug) => {
                self.known(slug).map_or_else(|| slug.clone(), |it| it.summary.title.clone())
            }
        }
    }

    fn authors(&self) -> Vec<String> {
        let authors = self.work().into_iter().flat_map(|work| &work.authors);
        authors.map(|author| self.name(author)).collect()
    }

    fn orcids(&self) -> Vec<String> {
        let orcid = |author: &AgentRef| match author {
            AgentRef::Inline(agent) => agent.orcid.clone(),
            AgentRef::Slug(slug) => self.known(slug)?.summary.agent.as_ref()?.orcid.clone(),
        };
        let authors = self.work().into_iter().flat_map(|work| &work.authors);
        authors.filter_map(orcid).collect()
    }

    fn counts(&self) -> Option<Counts> {
        let standing = self.view.standings.get(self.entry.index)?.as_ref()?;
        Some(standing.principle_counts())
    }
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    emit(file(FILE.path, table(view).map_err(failed)?))
}

fn table(view: &CatalogView) -> parquet::errors::Result<Vec<u8>> {
    let fields: Vec<Field> = COLUMNS.iter().map(Column::field).collect();
    let schema = Arc::new(Schema::new(fields));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties))?;
    for entries in view.catalog.entries.chunks(GROUP) {
        let row = |entry| Row { view, entry, record: Entry::record(entry) };
        let rows: Vec<Row> = entries.par_iter().map(row).collect();
        let columns = COLUMNS.iter().map(|column| column.array(&rows)).collect();
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
        writer.flush()?;
    }
    writer.into_inner()
}

fn failed(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("output", format!("{} cannot be written: {error}", FILE.path))
}
