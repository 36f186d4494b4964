//! The metadata of a card, field by field.

use faircat_record::{AgentRef, Kind, Relation, RelationType, Subject, Work};
use serde_json::Value;

use super::terms::{LIBRARIES, LICENCES};
use super::{beside, body, dataset, hub, results};
use crate::import::languages::known_language;
use crate::import::record::Context;
use crate::import::statements::{self, identifier, says_nothing, web_address};
use crate::json_fields::JsonFields;

/// Pages of the Hub about tasks.
pub(super) const TASKS: &str = "https://huggingface.co/tasks";

/// What DOIs begin with that the Hub registers for its repositories.
const DOIS_OF_HUB: &str = "doi:10.57967/hf/";

pub(super) fn fill(card: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    body::fill(context.body, work, card.notes);
    for key in ["pretty_name", "model_name"] {
        card.text_if(key, |name| (name == work.title).then_some(()));
    }
    work.version = card.said("version");
    languages(card, work);
    licence(card, work);
    tags(card, work);
    papers(card, work);
    people(card, work);
    match work.kind {
        Kind::Dataset => dataset::fill(card, work, context),
        _ => model(card, work, context),
    }
    work.artifacts.extend(context.beside.weights(card));
}

/// One language is that of the work; of several the card's list stays.
fn languages(card: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["language", "languages"] {
        let Some(value) = card.look(key) else { continue };
        let single = match value {
            Value::String(text) => Some(text.clone()),
            Value::Array(items) => match items.as_slice() {
                [Value::String(text)] => Some(text.clone()),
                _ => None,
            },
            _ => None,
        };
        let Some(text) = single.filter(|it| !says_nothing(it)) else { continue };
        // The Hub's words for no language and for several.
        if matches!(&*text, "code" | "multilingual") {
            continue;
        }
        match known_language(&text) {
            Some(tag) => {
                work.language = Some(tag);
                card.take(key);
            }
            None => card.warn(key, "import-not-understood", "is no language tag such as `en`"),
        }
    }
}

fn licence(card: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["license", "licenses"] {
        let texts: Vec<String> = match card.look(key) {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => continue,
        };
        match texts.as_slice() {
            [] => {}
            [one] if says_nothing(one) => {}
            [one] if one == "other" => other_licence(card, work),
            [one] => match spdx(one) {
                Some(licence) => {
                    work.license = Some(licence);
                    card.take(key);
                }
                None => card.warn(key, "import-not-understood", "names no one licence of SPDX"),
            },
            _ => {
                let message = "names several licences, and not whether one may choose among them";
                card.warn(key, "import-not-understood", message);
            }
        }
    }
    if let Some(details) = card.said("license_details") {
        work.usage.get_or_insert_default().legal = Some(details);
    }
}

/// The SPDX expression that a licence of the Hub is.
fn spdx(id: &str) -> Option<String> {
    let lower = id.trim().to_lowercase();
    match LICENCES.iter().find(|(name, _)| *name == lower) {
        Some((_, licence)) => licence.map(str::to_owned),
        None => statements::spdx(id),
    }
}

/// Terms that the card names itself.
fn other_licence(card: &mut JsonFields<'_>, work: &mut Work) {
    let name = card.look("license_name").and_then(Value::as_str).map(str::to_owned);
    let Some(name) = name.filter(|it| !says_nothing(it)) else { return };
    let fits = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '.';
    if name.chars().all(fits) {
        work.license = spdx(&name).or_else(|| expression(&name)).or_else(|| own_terms(&name));
    }
    if work.license.is_some() {
        card.take("license");
        card.take("license_name");
    }
    let link = card.look("license_link").and_then(Value::as_str).and_then(web_address);
    if let Some(link) = link {
        let text = format!("The terms are those of [{name}]({link}).");
        work.usage.get_or_insert_default().legal = Some(text);
        card.take("license_link");
    }
}

/// `MIT OR Apache-2.0` of `mit-or-apache-2.0`.
fn expression(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    [("-or-", " OR "), ("-and-", " AND ")].into_iter().find_map(|(written, word)| {
        // `gpl-3.0-or-later` is one licence.
        let later = format!("{written}later");
        let whole = lower.replace(&later, "\n");
        let parts: Vec<String> = whole.split(written).map(|it| it.replace('\n', &later)).collect();
        let known: Option<Vec<String>> = parts.iter().map(|it| spdx(it)).collect();
        Some(known.filter(|it| it.len() > 1)?.join(word))
    })
}

/// Terms by the name that the card gives them; `None` where it seems to name several licences.
fn own_terms(name: &str) -> Option<String> {
    let is_several = ["-or-", "-and-", "-with-"].iter().any(|it| name.to_lowercase().contains(it));
    let plain = name.get(11..).filter(|_| name.to_lowercase().starts_with("licenseref-"));
    (!is_several).then(|| format!("LicenseRef-{}", plain.unwrap_or(name)))
}

/// Tags are keywords, but for those that name a publication or say something to the Hub's programs.
fn tags(card: &mut JsonFields<'_>, work: &mut Work) {
    let mut relations = Vec::new();
    let mut own = Vec::new();
    let keywords = card.understood_texts("tags", |tag| {
        if let Some(target) = tag.contains(':').then(|| identifier(tag)).flatten() {
            match target.starts_with(DOIS_OF_HUB) {
                true => own.push(target),
                false => relations.push(target),
            }
            return Some(None);
        }
        match tag.split_once(':') {
            Some(("region" | "license" | "library" | "base_model" | "dataset", _)) => None,
            _ => Some(Some(tag.to_owned())),
        }
    });
    for keyword in keywords.into_iter().flatten() {
        if !work.keywords.contains(&keyword) {
            work.keywords.push(keyword);
        }
    }
    work.identifiers.extend(own);
    relations.into_iter().for_each(|target| relate(work, RelationType::References, target));
}

fn papers(card: &mut JsonFields<'_>, work: &mut Work) {
    let read = |text: &str| identifier(text).or_else(|| identifier(&format!("arxiv:{text}")));
    let found = card.understood_texts("arxiv", read);
    found.into_iter().for_each(|target| relate(work, RelationType::References, target));
    if let Some(doi) = card.understood("doi", "DOI", statements::doi) {
        work.identifiers.push(doi);
    }
}

pub(super) fn relate(work: &mut Work, kind: RelationType, target: String) {
    let is_known = work.relations.iter().any(|it| it.target == target);
    if !is_known {
        work.relations.push(Relation { kind, target, title: None, description: None });
    }
}

/// Authors, where a card of people's own making names them.
fn people(card: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["authors", "author", "creators"] {
        let named = card.understood_texts(key, |name| {
            let is_account = !name.contains(' ');
            (!is_account).then(|| AgentRef::Inline(crate::import::agents::named(name)))
        });
        work.authors.extend(named);
    }
}

/// A task of the Hub in words.
pub(super) fn in_words(task: &str) -> String {
    task.replace(['-', '_'], " ")
}

/// Tasks of a dataset are what it is about.
pub(super) fn subject(task: &str, is_category: bool) -> Subject {
    let is_id = task.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    let iri = (is_category && is_id).then(|| format!("{TASKS}/{task}"));
    Subject { term: in_words(task), iri, scheme: Some(TASKS.to_owned()) }
}

fn model(card: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let libraries = library(card, work);
    base_models(card, work, context, &libraries);
    let newer = card
        .understood("new_version", "model of the Hub", |text| hub::reference(text, false, context));
    newer.into_iter().for_each(|it| relate(work, RelationType::IsPreviousVersionOf, it));
    if card.look("datasets").is_some_and(has_number) {
        card.warn("datasets", "import-wrong-type", "holds a number, which names no dataset");
    }
    let Some(section) = &mut work.model else { return };
    section.task.extend(card.said("pipeline_tag").map(|it| in_words(&it)));
    section.task.extend(card.all_said("pipeline").iter().map(|it| in_words(it)));
    section.framework = libraries;
    let datasets = card.understood_texts("datasets", |text| hub::reference(text, true, context));
    let uses = datasets.into_iter().map(results::dataset_use);
    let mut training = section.training.take().unwrap_or_default();
    training.datasets.extend(uses);
    emissions(card, &mut training);
    section.training = crate::import::record::unless_empty(training);
    results::fill(card, &work.title, section, context);
    beside::fill(card, section, context);
}

fn has_number(value: &Value) -> bool {
    value.is_number() || value.as_array().is_some_and(|all| all.iter().any(Value::is_number))
}

fn library(card: &mut JsonFields<'_>, work: &mut Work) -> Vec<String> {
    let name = |id: &str| LIBRARIES.iter().find(|(it, _)| *it == id).map(|(_, name)| *name);
    let mut found: Vec<String> = card
        .all_said("library_name")
        .iter()
        .map(|id| name(id).map_or_else(|| id.clone(), str::to_owned))
        .collect();
    // A tag that is the name of a library says the same.
    for tag in &work.keywords {
        let library = name(tag).map(str::to_owned);
        found.extend(library.filter(|it| !found.contains(it)));
    }
    found
}

fn base_models(
    card: &mut JsonFields<'_>,
    work: &mut Work,
    context: &Context<'_>,
    libraries: &[String],
) {
    let bases = card.understood_texts("base_model", |text| {
        (!hub::is_own(text, context)).then(|| hub::reference(text, false, context)).flatten()
    });
    let relation = card.look("base_model_relation").and_then(Value::as_str).map(str::to_owned);
    let is_tagged = |tags: &[&str]| work.keywords.iter().any(|it| tags.contains(&&**it));
    // What the Hub does where the card leaves it open.
    let is_other = libraries.iter().any(|it| it == "PEFT" || it == "GGUF")
        || is_tagged(&["gguf", "awq", "gptq", "lora", "adapter", "merge", "quantized"]);
    let is_tuned = match relation.as_deref() {
        Some("finetune") => true,
        Some(_) => false,
        None => !is_other,
    };
    match (bases.as_slice(), work.model.as_mut()) {
        ([one], Some(model)) if is_tuned => {
            model.fine_tuned_from = Some(one.clone());
            card.take("base_model_relation");
        }
        _ => work.derived_from.extend(bases),
    }
}

/// Grams of CO2 equivalent, as the Hub defines the field.
fn emissions(card: &mut JsonFields<'_>, training: &mut faircat_record::Training) {
    let grams = |value: &Value| value.as_f64().filter(|it| it.is_finite() && *it >= 0.0);
    if let Some(number) = card.look("co2_eq_emissions").and_then(grams) {
        training.co2e = Some(format!("{number} g"));
        card.take("co2_eq_emissions");
        return;
    }
    if !card.look("co2_eq_emissions").is_some_and(Value::is_object) {
        return;
    }
    card.object("co2_eq_emissions", |it| {
        if let Some(number) = it.look("emissions").and_then(grams) {
            training.co2e = Some(format!("{number} g"));
            it.take("emissions");
        }
        training.hardware = it.said("hardware_used");
    });
}

#[cfg(test)]
mod tests;
