//! The metadata of a card that is written.

use faircat_linked_data::Source;
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::references::LinkRole;
use faircat_record::{Evaluation, Kind, ModelSection, Subject, Work};
use faircat_text::{single_spaced, visible};
use serde_json::{Map, Value, json};

use super::FORMAT;
use super::hub::ELSEWHERE;
use super::metadata::TASKS;
use super::results::SUBSET;
use super::written_terms::{id, library, licence, licence_name, metric, repository, task};
use crate::view::WorkView;

/// Numbers of items from which a dataset is of the next size of the Hub.
const SIZES: [(u64, &str); 10] = [
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
    (1_000_000_000, "100M<n<1B"),
    (10_000_000_000, "1B<n<10B"),
    (100_000_000_000, "10B<n<100B"),
    (1_000_000_000_000, "100B<n<1T"),
];

/// The field that says how a model was made of its bases, and the Hub's words for that.
const RELATION: &str = "base_model_relation";
const RELATIONS: [&str; 4] = ["adapter", "finetune", "merge", "quantized"];

/// The fields, in the Hub's order. Texts have no ends of lines: none ends the metadata.
pub(super) fn metadata(source: &Source, of: &WorkView) -> Map<String, Value> {
    let work = of.work;
    let mut fields = Map::new();
    let mut set = |key: &str, value: Value| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            fields.insert(key.to_owned(), value);
        }
    };
    set("language", json!(work.language.iter().map(|it| one_line(it)).collect::<Vec<_>>()));
    if let Some(spdx) = &work.license {
        let known = licence(spdx);
        if known.is_none() {
            set("license_name", json!(licence_name(spdx)));
            let mut files = work.artifacts.iter().filter_map(|it| it.path.as_deref());
            let file = files.find(|it| matches!(*it, "LICENSE" | "LICENSE.md"));
            let link = of.license_url.as_deref().or(file);
            set("license_link", json!(link));
        }
        set("license", json!(known.unwrap_or_else(|| "other".to_owned())));
    }
    set("tags", json!(tags(work)));
    match (work.kind, &work.model) {
        (Kind::Dataset, _) => {
            set("pretty_name", json!(one_line(&work.title)));
            let (categories, tasks) = tasks(work);
            set("task_categories", json!(categories));
            set("task_ids", json!(tasks));
            let sources = work.derived_from.iter().filter_map(|it| repository(it, true));
            set("source_datasets", json!(sources.collect::<Vec<_>>()));
            set("size_categories", json!(size(work).into_iter().collect::<Vec<_>>()));
        }
        (_, Some(model)) => {
            set("model_name", json!(one_line(&work.title)));
            of_model(work, model, &mut set);
            set("model-index", index(source, work, model));
        }
        (_, None) => set("model_name", json!(one_line(&work.title))),
    }
    fields
}

fn of_model(work: &Work, model: &ModelSection, set: &mut dyn FnMut(&str, Value)) {
    set("library_name", json!(model.framework.iter().find_map(|it| library(it))));
    set("pipeline_tag", json!(model.task.iter().find_map(|it| task(it))));
    match bases(work, model).as_slice() {
        [one] => set("base_model", json!(one)),
        several => set("base_model", json!(several)),
    }
    set(RELATION, json!(relation(work, model)));
    let training = model.training.iter().flat_map(|it| &it.datasets);
    let datasets: Vec<&str> = training.filter_map(|it| repository(&it.dataset, true)).collect();
    set("datasets", json!(datasets));
    let mut metrics: Vec<String> = model.evaluations.iter().map(|it| metric(&it.metric)).collect();
    metrics.sort();
    metrics.dedup();
    set("metrics", json!(metrics));
    let co2e = model.training.as_ref().and_then(|it| it.co2e.as_deref());
    set("co2_eq_emissions", json!(co2e.and_then(grams)));
}

/// The models of the Hub that a model was made of, first the one that it was tuned from.
fn bases<'w>(work: &'w Work, model: &'w ModelSection) -> Vec<&'w str> {
    let mut bases: Vec<&str> = Vec::new();
    let all = model.fine_tuned_from.iter().chain(&work.derived_from);
    for base in all.filter_map(|it| repository(it, false)) {
        if !bases.contains(&base) {
            bases.push(base);
        }
    }
    bases
}

/// How a model was made of its bases, in the Hub's word: as the card said that it was imported from,
/// or, where the record says so, by tuning.
fn relation<'w>(work: &'w Work, model: &'w ModelSection) -> Option<&'w str> {
    let told = work.extensions.get(FORMAT.name).and_then(|it| it.get(RELATION)?.as_str());
    let told = told.filter(|it| RELATIONS.contains(it));
    let tuned = || model.fine_tuned_from.as_deref().and_then(|it| repository(it, false));
    if bases(work, model).is_empty() { None } else { told.or_else(|| tuned().map(|_| "finetune")) }
}

/// What the card leaves open of the models that it names; `None` where that is nothing.
pub(super) fn left_open(work: &Work) -> Option<String> {
    let model = work.model.as_deref()?;
    let is_open = !bases(work, model).is_empty() && relation(work, model).is_none();
    is_open.then(|| {
        format!(
            "the card names what the model is derived from, and not how: add `{RELATION}` ({}), \
             or the Hub guesses",
            RELATIONS.join(", ")
        )
    })
}

/// The Hub's tasks that a dataset is for: general ones, and those below them.
fn tasks(work: &Work) -> (Vec<String>, Vec<String>) {
    let of_hub = work.subjects.iter().filter(|it| it.scheme.as_deref() == Some(TASKS));
    let (categories, tasks): (Vec<&Subject>, Vec<&Subject>) =
        of_hub.partition(|it| it.iri.is_some() || task(&it.term).is_some());
    let ids = |of: Vec<&Subject>| of.into_iter().map(|it| id(&it.term)).collect();
    (ids(categories), ids(tasks))
}

/// Keywords, tasks that have no field of their own, and publications.
fn tags(work: &Work) -> Vec<String> {
    let all = || work.model.iter().flat_map(|it| &it.task);
    let told = all().position(|it| task(it).is_some());
    let others = all().enumerate().filter(|(at, _)| Some(*at) != told);
    let tasks = others.map(|(_, it)| one_line(it));
    let own = work.keywords.iter().map(|it| one_line(it));
    let papers = work.publications.iter().flat_map(|it| &it.identifiers);
    let papers = papers.filter_map(|it| Identifier::parse(it).ok());
    let papers = papers.filter(|it| matches!(it.scheme, Scheme::Doi | Scheme::Arxiv));
    let mut tags: Vec<String> = Vec::new();
    for tag in own.chain(tasks).chain(papers.map(|it| it.to_string())) {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn size(work: &Work) -> Option<&'static str> {
    let items = work.dataset.as_ref()?.number_of_items?;
    let known = SIZES.iter().find(|(limit, _)| items < *limit).map(|(_, name)| *name);
    Some(known.unwrap_or("n>1T"))
}

/// `12 kg` as a number of grams.
fn grams(text: &str) -> Option<f64> {
    let (number, unit) = text.trim().split_once(char::is_whitespace)?;
    let factor = match unit.trim() {
        "g" => 1.0,
        "kg" => 1e3,
        "t" => 1e6,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|it| it * factor).filter(|it| it.is_finite() && *it >= 0.0)
}

/// `model-index`: each evaluation that says on what it was made.
fn index(source: &Source, work: &Work, model: &ModelSection) -> Value {
    let evaluations = model.evaluations.iter();
    let results: Vec<Value> = evaluations.filter_map(|it| result(source, model, it)).collect();
    match results.as_slice() {
        [] => Value::Null,
        results => json!([{"name": one_line(&work.title), "results": results}]),
    }
}

fn result(source: &Source, model: &ModelSection, it: &Evaluation) -> Option<Value> {
    let on = it.dataset.as_deref()?;
    let words = model.task.first().map_or("other", String::as_str);
    let mut dataset = match repository(on, true) {
        Some(id) => json!({"type": id, "name": id}),
        None => json!({"type": ELSEWHERE, "name": elsewhere(source, on)}),
    };
    let (subset, variant) = it.condition.as_deref().map_or((None, None), condition);
    if let Some(subset) = subset {
        dataset["config"] = one_line(subset).into();
    }
    if let Some(split) = &it.split {
        dataset["split"] = one_line(split).into();
    }
    let task = json!({"type": task(words).map_or_else(|| id(words), str::to_owned),
        "name": one_line(words)});
    let value = match it.unit.as_deref() {
        Some("%") => json!(format!("{} %", it.value)),
        _ => json!(it.value),
    };
    let name = one_line(&called(&it.metric, variant));
    let metric = json!({"type": metric(&it.metric), "value": value, "name": name});
    let mut result = json!({"task": task, "dataset": dataset, "metrics": [metric]});
    let source = it.source.as_deref().and_then(|it| Identifier::parse(it).ok()?.url());
    if let Some(url) = source {
        let name = it.locator.as_deref().map_or_else(|| url.clone(), one_line);
        result["source"] = json!({"url": url, "name": name});
    }
    Some(result)
}

/// The subset of a dataset that the condition of an evaluation names, and what else it says.
fn condition(text: &str) -> (Option<&str>, Option<&str>) {
    match text.strip_prefix(SUBSET).map(|it| it.split_once(", ").ok_or(it)) {
        Some(Ok((subset, other))) => (Some(subset), Some(other)),
        Some(Err(subset)) => (Some(subset), None),
        None => (None, Some(text)),
    }
}

/// What a metric is called under a condition, which may be the name of a variant of the metric.
fn called(metric: &str, condition: Option<&str>) -> String {
    match condition {
        Some(name) if name.to_lowercase().contains(&metric.to_lowercase()) => name.to_owned(),
        Some(condition) => format!("{metric}, {condition}"),
        None => metric.to_owned(),
    }
}

/// A dataset that is not on the Hub, whose type there would be read as one that is: its name, and its
/// address in brackets.
fn elsewhere(source: &Source, on: &str) -> String {
    let name = one_line(source.name_of(on, LinkRole::EvaluatedOn));
    match source.target_iri(on, LinkRole::EvaluatedOn) {
        Some(address) if name == on => address,
        Some(address) => format!("{name} ({address})"),
        None => name,
    }
}

/// `text` in one line.
pub(super) fn one_line(text: &str) -> String {
    visible(&single_spaced(text))
}
