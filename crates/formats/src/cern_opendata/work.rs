//! A whole record.

use faircat_record::partial_date::PartialDate;
use faircat_record::{
    Activity, Code, DatasetSection, Field, Kind, SoftwareSection, Subject, TrainingMaterialSection,
    Usage, Work,
};
use serde_json::{Map, Value};

use super::links::{Relations, plain, web_address};
use super::sections::{self, join, under};
use super::{agents, files};
use crate::html;
use crate::import::statements::doi;
use crate::json_fields::JsonFields;
use crate::reader::Known;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// The record, and what has no place in it.
pub(super) fn work(
    mut source: JsonFields<'_>,
    recid: &str,
    kind: Kind,
    known: &Known,
) -> (Work, Map<String, Value>) {
    let mut work = empty(kind);
    let mut relations = Relations::new(known);
    heading(&mut source, &mut work, recid);
    work.authors = agents::authors(&mut source);
    work.contributors = agents::collaboration(&mut source, &mut work.authors);
    work.publisher = agents::publisher(&mut source);
    let types = terms(&mut source, &mut work);
    relations.declared(&mut source);
    work.artifacts = files::artifacts(&mut source, kind);
    let mut code = code(&mut source);
    let system = sections::system_details(&mut source, &mut code, &mut relations);
    work.code = Some(code).filter(|code| *code != Code::default());
    let dates = dates(&mut source, &mut work);
    prose(&mut source, &mut work, &mut relations, system);
    match kind {
        Kind::Dataset => dataset(&mut source, &mut work, dates),
        Kind::Software => work.software = Some(Box::new(software(&types))),
        _ => work.training_material = Some(Box::new(training_material(&types))),
    }
    relations.pages(&mut source);
    work.relations = relations.found;
    (work, source.into_rest())
}

/// Title, identifiers and language.
fn heading(source: &mut JsonFields<'_>, work: &mut Work, recid: &str) {
    work.title = plain(source, "title").unwrap_or_else(|| {
        source.notes.warn("import-no-title", "the record has no title");
        format!("CERN Open Data record {recid}")
    });
    let additional = plain(source, "title_additional").filter(|title| *title != work.title);
    work.alternate_titles.extend(additional);
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    work.url = super::links::record_page(recid);
    work.language = source.understood("language", "language known here", language);
}

fn language(text: &str) -> Option<String> {
    let tag = match text {
        "English" => "en",
        "French" => "fr",
        "German" => "de",
        "Italian" => "it",
        "Spanish" => "es",
        tag if (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_lowercase()) => tag,
        _ => return None,
    };
    Some(tag.to_owned())
}

/// Licence, keywords and other terms by which records are found; gives the portal's finer types.
fn terms(source: &mut JsonFields<'_>, work: &mut Work) -> Vec<String> {
    let license = source.object("license", |license| {
        license.understood("attribution", "SPDX expression", |text| {
            spdx::Expression::parse(text).ok().map(|_| text.to_owned())
        })
    });
    work.license = license.flatten();
    work.keywords = source.texts("keywords");
    let kinds = source.object("type", |kind| {
        let (primary, secondary) = (kind.text("primary"), kind.texts("secondary"));
        // The kind of record alone does not say all that these words say, so they stay as well.
        primary.into_iter().for_each(|text| kind.keep("primary", Value::String(text)));
        let all = secondary.iter().cloned().map(Value::String).collect();
        kind.keep("secondary", Value::Array(all));
        secondary
    });
    let types = kinds.unwrap_or_default();
    for word in &types {
        if !work.keywords.contains(word) {
            work.keywords.push(word.clone());
        }
    }
    work.experiments = source.texts("experiment");
    let categories = source.object("categories", |categories| {
        let terms: Vec<String> =
            categories.text("primary").into_iter().chain(categories.texts("secondary")).collect();
        let scheme = if terms.is_empty() { None } else { categories.text("source") };
        let subject = |term| Subject { term, iri: None, scheme: scheme.clone() };
        terms.into_iter().map(subject).collect::<Vec<_>>()
    });
    work.subjects.extend(categories.unwrap_or_default());
    types
}

fn code(source: &mut JsonFields<'_>) -> Code {
    let repository = source
        .object("source_code_repository", |code| code.understood("url", "web address", web_address))
        .flatten();
    Code { repository, ..Code::default() }
}

/// Sets the dates; gives those between which the data was taken.
fn dates(source: &mut JsonFields<'_>, work: &mut Work) -> Option<String> {
    work.date_published = source.understood("date_published", "ISO 8601 date", date);
    let created = source.texts("date_created");
    if created.iter().any(|text| date(text).is_none()) {
        source.notes.warn("import-not-understood", "`date_created` has no ISO 8601 dates");
        source.keep("date_created", created.into_iter().map(Value::String).collect());
    } else {
        work.date_created = created.iter().max().cloned();
        let parsed = |text: &Option<String>| PartialDate::parse(text.as_deref()?);
        if let (Some(made), Some(published)) =
            (parsed(&work.date_created), parsed(&work.date_published))
            && published.last() < made.first()
        {
            source.notes.warn("import-date-order", "`date_created` lies after `date_published`");
            source.keep("date_created", created.iter().cloned().map(Value::String).collect());
            work.date_created = None;
        }
        if let [first, .., last] = created.as_slice() {
            let interval = format!("{}/{}", first.min(last), first.max(last));
            if created.len() > 2 || work.kind != Kind::Dataset {
                source.keep("date_created", created.iter().cloned().map(Value::String).collect());
            }
            reprocessed(source, work);
            return Some(interval);
        }
    }
    reprocessed(source, work);
    None
}

fn reprocessed(source: &mut JsonFields<'_>, work: &mut Work) {
    if let Some(date) = source.understood("date_reprocessed", "ISO 8601 date", date) {
        let name = "Reprocessing".to_owned();
        work.provenance.push(Activity { name, date: Some(date), ..Activity::default() });
    }
}

/// `text`, where it is a date that a record can have.
fn date(text: &str) -> Option<String> {
    PartialDate::parse(text).map(|_| text.to_owned())
}

/// Distributes the sections of prose.
fn prose(
    source: &mut JsonFields<'_>,
    work: &mut Work,
    relations: &mut Relations<'_>,
    system: String,
) {
    let description = sections::prose(source, "abstract", relations);
    let method = sections::methodology(source, relations);
    let pileup = sections::prose(source, "pileup", relations);
    let validation = sections::prose(source, "validation", relations);
    let note = sections::prose(source, "note", relations);
    let usage = sections::prose(source, "usage", relations);
    let use_with = sections::prose(source, "use_with", relations);

    work.summary = said(html::first_sentences(&description, SUMMARY));
    let mut limitations = note;
    let collection = join([method.text, pileup]);
    if let Some(dataset) = &mut work.dataset {
        dataset.collection = said(collection);
        dataset.preparation = said(validation);
        dataset.generators = method.generators;
        work.description = said(description);
    } else {
        work.description = said(join([description, under("How it was made", collection)]));
        limitations = join([validation, limitations]);
    }
    work.provenance.extend(method.steps);
    let instructions = join([usage, system, use_with]);
    let usage = Usage {
        instructions: said(instructions),
        limitations: said(limitations),
        ..Usage::default()
    };
    work.usage = Some(usage).filter(|usage| *usage != Usage::default());
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn dataset(source: &mut JsonFields<'_>, work: &mut Work, dates: Option<String>) {
    let Some(dataset) = &mut work.dataset else { return };
    dataset.temporal_coverage = dates;
    dataset.fields = source.objects("dataset_semantics", field);
    source.object("distribution", |distribution| {
        dataset.formats = distribution.texts("formats");
        dataset.size = distribution.count("size");
        dataset.number_of_files = distribution.count("number_files");
        dataset.number_of_items = distribution.count("number_events");
        dataset.item = dataset.number_of_items.map(|_| "event".to_owned());
        if dataset.number_of_items.is_none() {
            dataset.number_of_items = distribution.count("number_entries");
            dataset.item = dataset.number_of_items.map(|_| "entry".to_owned());
        }
    });
    dataset.measurement_techniques.extend(source.text("accelerator"));
    let collisions = source.object("collision_information", |collision| {
        match (collision.text("type"), collision.text("energy")) {
            (Some(kind), Some(energy)) => Some(format!("{kind} collisions at {energy}")),
            (Some(kind), None) => Some(format!("{kind} collisions")),
            (None, Some(energy)) => Some(format!("collisions at {energy}")),
            (None, None) => None,
        }
    });
    dataset.measurement_techniques.extend(collisions.flatten());
}

fn field(field: &mut JsonFields<'_>) -> Option<Field> {
    Some(Field {
        name: field.text("variable")?,
        data_type: field.text("type"),
        unit: field.text("unit"),
        description: plain(field, "description"),
        ..Field::default()
    })
}

fn software(types: &[String]) -> SoftwareSection {
    let category = types.first().map(|word| match word.as_str() {
        "VM" => "virtual machine".to_owned(),
        other => other.to_lowercase(),
    });
    SoftwareSection { category, ..SoftwareSection::default() }
}

fn training_material(types: &[String]) -> TrainingMaterialSection {
    let resource_type = types.first().map(|word| word.to_lowercase());
    TrainingMaterialSection { resource_type, ..TrainingMaterialSection::default() }
}

/// A work about which nothing is known but its kind.
fn empty(kind: Kind) -> Work {
    let dataset = (kind == Kind::Dataset).then(Box::<DatasetSection>::default);
    Work { dataset, ..Work::new(kind, String::new()) }
}
