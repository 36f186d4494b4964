//! How a work came about, how it is used, who may have it, and what became of it.

use std::collections::HashMap;

use faircat_record::{
    Access, Activity, DatasetUse, Kind, Relation, Snippet, Status, Usage, Version, Withdrawal,
    Work, WorkflowStep,
};
use serde_json::Value;

use super::agents::agent;
use super::learning::truth;
use super::links::{Records, linked, referred};
use super::{first_name, graph, plain};
use crate::datacite::access_right;
use crate::import::record::unless_empty;
use crate::import::relations::relation_type;
use crate::import::roles::role;
use crate::import::statements::{date, identifier, web_address};
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    usage(source, work);
    access(source, work);
    work.shared_by = source.first_item("sharedBy", |it| agent(it, None));
    work.versions = source.items("dcterms:hasVersion", version);
    work.provenance = activities(source, work, records);
    relations(source, work, records);
    if work.kind == Kind::Workflow {
        let steps = source.items("step", |it| step(it, records));
        if !steps.is_empty() {
            work.workflow.get_or_insert_default().steps = steps;
        }
    }
    status(source, work, records);
}

fn usage(source: &mut JsonFields<'_>, work: &mut Work) {
    let usage = Usage {
        instructions: plain(source, "usageInstructions"),
        intended_use: plain(source, "intendedUse"),
        ethical: plain(source, "ethicalSocial"),
        legal: plain(source, "legal"),
        snippets: source.items("subjectOf", snippet),
        ..Usage::default()
    };
    // The same code by itself.
    let codes: Vec<String> = usage.snippets.iter().map(|it| it.code.clone()).collect();
    source.items("codeSampleSnippet", |it| {
        it.taken_if(TEXT, |text| codes.iter().any(|code| code == text).then_some(()))
    });
    work.usage = unless_empty(usage);
    for (key, why) in TOGETHER {
        source.notes.reason(&source.path_of(key), why);
    }
}

/// What FAIR4ML says of the use of models otherwise than a record can, and why it stays.
const TOGETHER: [(&str, &str); 3] = [
    (
        "modelRisksBiasLimitations",
        "it tells of risks and of limitations together, of which a record tells apart",
    ),
    ("ethicalLegalSocial", "it tells of ethics and of law together, of which a record tells apart"),
    ("codeSampleSnippet", "a piece of code in a record has a language, which is not said"),
];

/// A piece of code that stands in the document.
fn snippet(it: &mut JsonFields<'_>) -> Option<Snippet> {
    let is_code = it.look("@type").and_then(Value::as_str).map(graph::local);
    let code = it.look("text")?.as_str().filter(|_| is_code == Some("SoftwareSourceCode"))?;
    let code = code.to_owned();
    let language = it.said("programmingLanguage")?;
    for key in ["@id", "@type", "text"] {
        it.take(key);
    }
    Some(Snippet { language, code, description: it.said("description") })
}

/// Rights by a term of COAR or info:eu-repo, and what else is said of access.
pub(crate) fn access(source: &mut JsonFields<'_>, work: &mut Work) {
    let keys = ["@id", TEXT];
    let rights =
        source.first_item("dcterms:accessRights", |it| it.any_text_if(&keys, access_right));
    // Formats without access rights have the word for them here.
    let word = |text: &str| serde_json::from_value(Value::String(text.to_owned())).ok();
    let rights = rights.or_else(|| source.text_if("conditionsOfAccess", word));
    let until = |it: &mut JsonFields<'_>| it.any_text_if(&[TEXT], date);
    work.access = unless_empty(Access {
        rights,
        conditions: first_name(source, "conditionsOfAccess"),
        free: truth(source, "isAccessibleForFree"),
        authentication: None,
        // Without rights nothing says that it is an embargo that ends then.
        embargo_until: rights.and_then(|_| source.first_item("dcterms:available", until)),
    });
}

/// A step of a workflow.
fn step(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<WorkflowStep> {
    let name = it.said("name")?;
    for key in ["@id", "@type", "position"] {
        it.take(key);
    }
    let description = it.said("text").or_else(|| it.said("description"));
    let software =
        it.first_item("dcterms:requires", |it| linked(it, records).map(|(target, _)| target));
    Some(WorkflowStep { name, description, software })
}

fn version(it: &mut JsonFields<'_>) -> Option<Version> {
    let version = it.said("version")?;
    Some(Version {
        version,
        date: it.taken_if("datePublished", date),
        notes: it.said("description"),
        identifier: it.taken_if("@id", identifier),
        url: it.any_text_if(&["url", "@id"], web_address),
    })
}

/// What was done, but for the training of a model and the making of data by programs, which have
/// fields of their own.
fn activities(
    source: &mut JsonFields<'_>,
    work: &mut Work,
    records: &Records<'_>,
) -> Vec<Activity> {
    source.items("prov:wasGeneratedBy", |it| {
        let name = it.look("name")?.as_str()?.to_owned();
        let found = match (work.kind, name.as_str()) {
            (Kind::Model, "Training") => {
                training(it, work, records);
                None
            }
            (Kind::Dataset, "Generation") if !says_more(it) => {
                let programs = it.items("prov:used", |it| generator(it, records));
                work.dataset.get_or_insert_default().generators.extend(programs);
                None
            }
            _ => Some(activity(it, name, records)),
        };
        for key in ["@id", "@type", "name"] {
            it.take(key);
        }
        found
    })
}

/// Keys of when something was done, its end before its start.
const DATES: [&str; 3] = ["dcterms:date", "prov:endedAtTime", "prov:startedAtTime"];

/// Whether of an activity is known how, when or by whom it was done.
fn says_more(it: &JsonFields<'_>) -> bool {
    let keys = ["description", "prov:wasAssociatedWith"];
    keys.iter().chain(&DATES).any(|key| it.has(key))
}

fn activity(it: &mut JsonFields<'_>, name: String, records: &Records<'_>) -> Activity {
    let mut found = Activity {
        name,
        description: it.said("description"),
        date: DATES.iter().find_map(|key| it.date(key)),
        agent: it.first_item("prov:wasAssociatedWith", |it| agent(it, None)),
        ..Activity::default()
    };
    it.items("prov:used", |it| {
        let kind = is_program(it);
        if let Some(target) = used_work(it, records) {
            let place = if kind == Some(true) { &mut found.software } else { &mut found.inputs };
            place.push(target);
        } else if kind != Some(false) {
            found.software.extend(program(it));
        }
        None::<()>
    });
    found
}

/// Whether a node is a program, where it has a type.
fn is_program(it: &JsonFields<'_>) -> Option<bool> {
    let types = it.look("@type")?.to_string();
    Some(["Software", "Application"].iter().any(|word| types.contains(word)))
}

/// A program that made data.
fn generator(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<String> {
    if is_program(it) == Some(false) {
        return None;
    }
    used_work(it, records).or_else(|| program(it))
}

/// What was used, by what it refers to; its name stays.
fn used_work(it: &mut JsonFields<'_>, records: &Records<'_>) -> Option<String> {
    let (target, name) = linked(it, records)?;
    if let Some(name) = name {
        it.notes.reason(&it.path_of("name"), "what was used is named by what it refers to");
        it.keep("name", name.into());
    }
    Some(target)
}

/// A program of which nothing but the name is known.
fn program(it: &mut JsonFields<'_>) -> Option<String> {
    let name = it.said_at(&["name", TEXT])?;
    it.take("@type");
    // What it is called within its document.
    it.text_if("@id", |id| id.starts_with(['#', '_']).then_some(()));
    Some(name)
}

/// The training of a model. What it used beside data is its code, which refers to something.
fn training(it: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    let training = work.model.get_or_insert_default().training.get_or_insert_default();
    training.procedure = it.said("description");
    training.date = DATES.iter().find_map(|key| it.date(key));
    it.items("prov:used", |it| {
        let used = referred(it, records);
        let mut data = training.datasets.iter();
        if used.is_some_and(|used| data.any(|it| it.dataset == used)) {
            linked(it, records);
        } else if training.code.is_some() {
            it.notes.reason(&it.path_of(TEXT), "a training has one code; the first is taken");
        } else if is_program(it) != Some(false) {
            training.code = used_work(it, records);
        }
        None::<()>
    });
    it.items("additionalProperty", |it| {
        let name = it.look("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        match name.as_str() {
            "environment" => training.environment = it.said("value"),
            "hardware" => training.hardware = it.said("value"),
            "duration" => training.duration = it.said("value"),
            "seed" => training.seed = it.taken_if("value", |text| text.parse().ok()),
            _ => return None,
        }
        for key in ["@id", "@type", "name"] {
            it.take(key);
        }
        None::<()>
    });
}

/// Relations with a role: DataCite's types, and FAIR4ML's for the data of a model.
fn relations(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    let found = source.items("dcat:qualifiedRelation", |it| {
        let role = it.first_item("dcat:hadRole", |it| it.any_text_if(&["@id", TEXT], last))?;
        let target = it.first_item("dcterms:relation", |it| linked(it, records));
        let Some((target, title)) = target else {
            it.keep("dcat:hadRole", role.into());
            return None;
        };
        for key in ["@id", "@type"] {
            it.take(key);
        }
        if let Some(used) = uses(work, &role, &target) {
            used.split = it.said("name");
            used.description = it.said("description");
            used.samples = it.taken_if("size", number_of_items);
            return None;
        }
        let Some(kind) = relation_type(&role) else {
            it.keep("dcat:hadRole", role.into());
            it.keep("dcterms:relation", target.into());
            return None;
        };
        Some(Relation { kind, target, title, description: it.said("description") })
    });
    work.relations.extend(found);
}

/// The part of an address after its last `#` or `/`.
fn last(text: &str) -> Option<String> {
    text.rsplit(['#', '/']).next().filter(|it| !it.is_empty()).map(str::to_owned)
}

/// `100` of `100 items`.
pub(super) fn number_of_items(text: &str) -> Option<u64> {
    text.strip_suffix(" items").or_else(|| text.strip_suffix(" item"))?.parse().ok()
}

/// The use of the dataset `target` that `role` names.
fn uses<'w>(work: &'w mut Work, role: &str, target: &str) -> Option<&'w mut DatasetUse> {
    let model = work.model.as_deref_mut()?;
    let uses = match role {
        "trainedOn" => &mut model.training.as_mut()?.datasets,
        "validatedOn" => &mut model.validated_on,
        "testedOn" => &mut model.tested_on,
        "evaluatedOn" => &mut model.evaluated_on,
        _ => return None,
    };
    uses.iter_mut().find(|it| it.dataset == target)
}

/// Roles of contributors by their `@id`s, as PROV's qualified attributions tell them.
pub(super) fn roles(source: &mut JsonFields<'_>) -> HashMap<String, String> {
    let found = source.items("prov:qualifiedAttribution", |it| {
        let id = it.look("prov:agent")?.get("@id")?.as_str()?.to_owned();
        let word = |text: &str| role(&last(text)?);
        let role = it.first_item("dcat:hadRole", |it| it.any_text_if(&["@id", TEXT], word))?;
        for key in ["@id", "@type", "prov:agent"] {
            it.take(key);
        }
        Some((id, role))
    });
    found.into_iter().collect()
}

/// Whether the work is still offered; of a withdrawn one day and reason must be known.
fn status(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    let word = |text: &str| serde_json::from_value(Value::String(text.to_owned())).ok();
    let Some(status): Option<Status> = source.text_if("creativeWorkStatus", word) else { return };
    if status != Status::Withdrawn {
        work.status = status;
        return;
    }
    let found = source.first_item("prov:wasInvalidatedBy", |it| {
        let day = it.taken_if("dcterms:date", date)?;
        let reason = it.said("description")?;
        for key in ["@id", "@type", "name"] {
            it.take(key);
        }
        Some((day, reason))
    });
    let Some((date, reason)) = found else {
        return source.keep("creativeWorkStatus", "withdrawn".into());
    };
    let replaced_by = source
        .first_item("dcterms:isReplacedBy", |it| linked(it, records).map(|(target, _)| target));
    work.status = status;
    work.withdrawn = Some(Withdrawal { date, reason, replaced_by, keep_files: false });
}
