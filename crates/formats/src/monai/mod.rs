//! `metadata.json` of a [MONAI bundle](https://docs.monai.io/en/stable/mb_specification.html).

mod network;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::{
    AgentRef, DatasetUse, Dependency, Evaluation, InlineAgent, Kind, Publication, Version, Work,
};
use serde_json::Value;

use crate::format::Format;
use crate::html;
use crate::import::beside::FilesBeside;
use crate::import::document;
use crate::import::name_lists;
use crate::import::record::{Context, SourceRecord};
use crate::import::statements::{self, identifier, says_nothing, web_address};
use crate::json_fields::JsonFields;
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "monai",
    title: "Metadata of MONAI bundles",
    used_by: "MONAI, for models of medical images",
    media_type: "application/json",
    specification: Some("https://docs.monai.io/en/stable/mb_specification.html"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: None,
};

/// The folder of a bundle in which the metadata lies.
pub(crate) const CONFIGURATIONS: &str = "configs";

/// Where a bundle has its weights (specification, "Directory Structure").
const WEIGHTS: [&str; 3] = ["models/model.onnx", "models/model.pt", "models/model.ts"];

/// Longest summary, in characters.
const SUMMARY: usize = 300;

fn recognise(input: &Input) -> bool {
    let Some(Value::Object(fields)) = document::maybe_json(input) else { return false };
    fields.contains_key("monai_version")
        && ["network_data_format", "pytorch_version", "task"]
            .iter()
            .any(|it| fields.contains_key(*it))
}

fn read(input: &Input) -> Found {
    Found::one_told(one(input))
}

fn one(input: &Input) -> Result<(SourceRecord, Option<Diagnostic>), Box<Diagnostic>> {
    let (fields, source) = document::fields(input, "the metadata", None)?;
    let said = |key: &str| {
        let text = fields.get(key).and_then(Value::as_str)?;
        (!says_nothing(text)).then(|| text.trim().to_owned())
    };
    // Older bundles have no name.
    let (title, warning) = match (said("name"), said("task")) {
        (Some(name), _) => (name, None),
        (None, Some(task)) => {
            let message = "the bundle has no `name`; it is called after its task";
            let problem = Diagnostic::warning("import-no-title", message).in_file(input.place);
            (task, Some(problem.hint("add `name` to the metadata")))
        }
        (None, None) => {
            let message = "the bundle has neither `name` nor `task`";
            let problem = Diagnostic::error("import-no-title", message).in_file(input.place);
            return Err(Box::new(problem.hint("add `name` to the metadata")));
        }
    };
    let mut beside = FilesBeside::default();
    if let Some(around) = input.around {
        WEIGHTS.iter().for_each(|it| beside.add(it, around));
    }
    let record = SourceRecord {
        slug: statements::slug(FORMAT.name, &title),
        id: title.clone(),
        title,
        fields,
        beside,
        ..SourceRecord::bare(FORMAT.name, Kind::Model, source, fill)
    };
    Ok((record, warning))
}

fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.said("name");
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.versions = versions(source);
    work.license = source.understood("license", "licence of SPDX", statements::spdx);
    work.authors = name_lists::taken(source, "authors").into_iter().map(AgentRef::Inline).collect();
    copyright(source, work);
    work.publications = source.understood_texts("references", |text| Some(publication(text)));
    if let Some(text) = source.said("intended_use") {
        work.usage.get_or_insert_default().intended_use = Some(text);
    }
    let dependencies = dependencies(source);
    if !dependencies.is_empty() {
        work.code.get_or_insert_default().dependencies = dependencies;
    }
    work.artifacts = context.beside.weights(source);
    let Some(model) = work.model.as_deref_mut() else { return };
    model.framework = vec!["PyTorch".to_owned(), "MONAI".to_owned()];
    model.task = source.said("task").into_iter().collect();
    model.signature = network::signature(source);
    model.evaluations = evaluations(source);
    if let Some(dataset) = source.taken_if("data_source", web_address) {
        let used = DatasetUse { dataset, ..DatasetUse::default() };
        model.training.get_or_insert_default().datasets.push(used);
    }
}

/// The log of changes, newest first as it is written.
fn versions(source: &mut JsonFields<'_>) -> Vec<Version> {
    if !source.look("changelog").is_some_and(Value::is_object) {
        return Vec::new();
    }
    let read = source.object("changelog", |log| {
        let keys = log.keys();
        let version = |key: String| {
            let notes = Some(log.said(&key)?);
            Some(Version { version: key, date: None, notes, identifier: None, url: None })
        };
        keys.into_iter().filter_map(version).collect()
    });
    read.unwrap_or_default()
}

/// `Copyright (c) 2023 MONAI Consortium`
fn copyright(source: &mut JsonFields<'_>, work: &mut Work) {
    let read = |text: &str| {
        let rest = text.strip_prefix("Copyright")?.trim_start();
        let rest = ["(c)", "(C)", "©"].iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest);
        let rest = rest.trim().trim_end_matches('.');
        let (first, others) = rest.split_once(' ').unwrap_or((rest, ""));
        let year = first.trim_end_matches(',').parse::<u16>().ok().filter(|it| *it > 1900);
        let holder = if year.is_some() { others.trim() } else { rest };
        (!holder.is_empty()).then(|| (year, holder.to_owned()))
    };
    if let Some((year, holder)) = source.taken_if("copyright", read) {
        work.copyright_year = year;
        // The bundle does not say what the holder is; its authors may be persons.
        let author = work.authors.iter().find_map(|it| match it {
            AgentRef::Inline(author) if author.name == holder => Some(author),
            _ => None,
        });
        let organization = author.filter(|it| !it.is_organization()).map(|_| false);
        let holder = InlineAgent { name: holder, organization, ..InlineAgent::default() };
        work.copyright_holder = Some(AgentRef::Inline(holder));
    }
}

/// A reference as one text, with the identifiers that stand in it.
fn publication(text: &str) -> Publication {
    let words = text.split_whitespace();
    let plain = words.map(|it| it.trim_matches(['(', ')', '[', ']', '<', '>', ',', '.', ';']));
    let mut identifiers: Vec<String> = Vec::new();
    for found in plain.filter(|it| it.contains([':', '/'])).filter_map(identifier) {
        if !identifiers.contains(&found) {
            identifiers.push(found);
        }
    }
    Publication { title: text.to_owned(), identifiers, ..Publication::default() }
}

/// Packages with the versions with which the bundle was tried.
fn dependencies(source: &mut JsonFields<'_>) -> Vec<Dependency> {
    let mut found = Vec::new();
    let dependency = |name: &str, version: String| Dependency {
        name: name.to_owned(),
        version: Some(version),
        url: None,
    };
    for name in ["monai", "pytorch", "numpy"] {
        let version = source.said(&format!("{name}_version"));
        found.extend(version.map(|it| dependency(name, it)));
    }
    // What is optional is needed by nobody, and stays.
    let key = "required_packages_version";
    if source.look(key).is_some_and(Value::is_object) {
        source.object(key, |packages| {
            for name in packages.keys() {
                let version = packages.said(&name);
                found.extend(version.map(|it| dependency(&name, it)));
            }
        });
    }
    found
}

/// Metrics without a word on the data; values that are no numbers stay.
fn evaluations(source: &mut JsonFields<'_>) -> Vec<Evaluation> {
    if !source.look("eval_metrics").is_some_and(Value::is_object) {
        return Vec::new();
    }
    let read = source.object("eval_metrics", |metrics| {
        let mut found = Vec::new();
        for name in metrics.keys() {
            let value = metrics.look(&name).and_then(Value::as_f64).filter(|it| it.is_finite());
            match value {
                Some(value) => {
                    metrics.take(&name);
                    found.push(Evaluation { metric: name, value, ..Evaluation::default() });
                }
                None => {
                    metrics.warn(&name, "import-no-number", "is no number, so nothing is claimed")
                }
            }
        }
        found
    });
    read.unwrap_or_default()
}
