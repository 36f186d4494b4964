//! A record of an entity, with what was done to make it.

use faircat_record::{Activity, DatasetUse, Relation, Training, Work};

use super::actions::TRAINING;
use super::entities::UNLICENSED;
use super::read::ACTIONS;
use super::write::{CLASSES, OWN_TERM};
use crate::import::record::Context;
use crate::import::relations::{relation_type, target};
use crate::import::schema_org;
use crate::import::schema_org::agents::agent;
use crate::import::schema_org::links::{Records, linked};
use crate::import::statements::date;
use crate::json_fields::{JsonFields, TEXT};
use serde_json::Value;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    said_once_more(source, work);
    schema_org::fill(source, work, context);
    // The root is so called in every crate.
    source.text_if("@id", |id| (id == "./").then_some(()));
    let records = Records::of(context);
    relations(source, work, &records);
    without_mere_names(work);
    let model = &mut work.model;
    work.provenance = source.items(ACTIONS, |it| match model {
        Some(model) if it.look("@id").is_some_and(|id| id == TRAINING) => {
            model.training = Some(training(it, &records));
            None
        }
        _ => activity(it, &records),
    });
}

/// Takes titles that only repeat an identifier: a crate names each of its entities, also one that has
/// no title.
fn without_mere_names(work: &mut Work) {
    for relation in &mut work.relations {
        let is_mere = |title: &String| {
            *title == relation.target || target(title, None).as_ref() == Some(&relation.target)
        };
        if relation.title.as_ref().is_some_and(is_mere) {
            relation.title = None;
        }
    }
    for funding in work.funding.iter_mut().filter(|it| it.title == it.award) {
        funding.title = None;
    }
}

/// How the work relates to others, in DataCite's words.
fn relations(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    for key in source.keys() {
        let Some(kind) = key.strip_prefix(OWN_TERM).and_then(relation_type) else { continue };
        work.relations.extend(source.items(&key, |it| {
            let (target, title) = linked(it, records)?;
            Some(Relation { kind, target, title, description: None })
        }));
    }
}

/// Takes what says nothing that the record does not say by itself: its kind, and that no licence is
/// stated.
fn said_once_more(source: &mut JsonFields<'_>, work: &Work) {
    let class = CLASSES.iter().find(|(kind, _)| *kind == work.kind).map(|(_, iri)| *iri);
    source.text_if("additionalType", |iri| (Some(iri) == class).then_some(()));
    let is_none =
        source.look("license").and_then(|it| it.get("@id")).is_some_and(|id| id == UNLICENSED);
    if is_none {
        source.take("license");
    }
}

fn training(it: &mut JsonFields<'_>, records: &Records<'_>) -> Training {
    for key in ["@id", "@type", "name", "result"] {
        it.take(key);
    }
    let dataset = |it: &mut JsonFields<'_>| {
        let (dataset, _) = linked(it, records)?;
        Some(DatasetUse { dataset, ..DatasetUse::default() })
    };
    Training {
        datasets: it.items("object", dataset),
        procedure: it.said("description"),
        code: it.first_item("instrument", |it| program(it, records)),
        date: it.taken_if("endTime", date),
        ..Training::default()
    }
}

fn activity(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<Activity> {
    let name = it.said("name").unwrap_or_else(|| "Creation".to_owned());
    it.take("@type");
    it.text_if("@id", |id| id.starts_with('#').then_some(()));
    results(it, records);
    Some(Activity {
        name,
        description: it.said("description"),
        date: it.taken_if("endTime", date).or_else(|| it.taken_if("startTime", date)),
        software: it.items("instrument", |it| program(it, records)),
        inputs: it.items("object", |it| {
            let found = linked(it, records).map(|(target, _)| target);
            if found.is_none() {
                it.notes.reason(&it.path_of(TEXT), NO_REFERENCE);
            }
            found
        }),
        agent: it.first_item("agent", |it| agent(it, None)),
    })
}

/// Why an activity does not name what it read.
const NO_REFERENCE: &str =
    "an activity reads works that have a record, an identifier or an address, and it has none";

/// Takes what was made where that is the work itself.
fn results(it: &mut JsonFields<'_>, records: &Records<'_>) {
    it.items("result", |it| {
        let is_record = it.look("@id").and_then(Value::as_str).is_some_and(|id| records.has(id));
        if is_record {
            it.take("@id");
        } else {
            let why =
                "a record is the result of its activities as a whole, and none of its files is";
            it.notes.reason(&it.path_of(TEXT), why);
        }
        None::<()>
    });
}

/// A program by its record, its address or its name.
fn program(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<String> {
    if let Some((target, _)) = linked(it, records) {
        return Some(target);
    }
    it.said_at(&["name", TEXT])
}
