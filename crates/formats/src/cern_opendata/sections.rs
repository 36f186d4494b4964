//! The portal's sections of prose: each a text with links, some with more.

use faircat_record::{Activity, Code, Dependency};

use super::PORTAL;
use super::links::Relations;
use crate::html;
use crate::json_fields::JsonFields;

/// The text and links of the section at `key`, as Markdown; empty where there is none.
pub(super) fn prose(
    source: &mut JsonFields<'_>,
    key: &str,
    relations: &mut Relations<'_>,
) -> String {
    source.object(key, |section| section_text(section, relations)).unwrap_or_default()
}

pub(super) fn section_text(section: &mut JsonFields<'_>, relations: &mut Relations<'_>) -> String {
    let text = section.text("description").unwrap_or_default();
    let links = relations.section(section).join("\n");
    join([html::to_markdown(&text, PORTAL), links])
}

/// Paragraphs that say something, with blank lines between them.
pub(super) fn join<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// `text` under a heading, where it says something.
pub(super) fn under(heading: &str, text: String) -> String {
    if text.is_empty() { text } else { format!("## {heading}\n\n{text}") }
}

/// How the data came about.
#[derive(Default)]
pub(super) struct Methodology {
    pub(super) text: String,
    pub(super) steps: Vec<Activity>,
    pub(super) generators: Vec<String>,
}

pub(super) fn methodology(
    source: &mut JsonFields<'_>,
    relations: &mut Relations<'_>,
) -> Methodology {
    let mut generators: Vec<String> = Vec::new();
    let found = source.object("methodology", |section| {
        let text = section_text(section, relations);
        let mut number = 0;
        let steps = section.objects("steps", |step| {
            number += 1;
            for generator in step.texts("generators") {
                if !generators.contains(&generator) {
                    generators.push(generator);
                }
            }
            Some(activity(step, number))
        });
        Methodology { text, steps, generators: Vec::new() }
    });
    Methodology { generators, ..found.unwrap_or_default() }
}

fn activity(step: &mut JsonFields<'_>, number: usize) -> Activity {
    let mut remarks = Vec::new();
    if let Some(text) = step.text("description") {
        remarks.push(html::to_plain_text(&text, PORTAL));
    }
    let files = step.objects("configuration_files", configuration_file);
    if !files.is_empty() {
        remarks.push(format!("Configuration: {}", files.join(", ")));
    }
    for (key, name) in [("global_tag", "Global tag"), ("output_dataset", "Output dataset")] {
        remarks.extend(step.text(key).map(|value| format!("{name}: {value}")));
    }
    let release = step.text("release").unwrap_or_default();
    Activity {
        name: step.text("type").unwrap_or_else(|| format!("Step {number}")),
        description: Some(remarks.join(". ")).filter(|text| !text.is_empty()),
        software: release.split_whitespace().map(str::to_owned).collect(),
        ..Activity::default()
    }
}

/// A configuration file in words: `HLT 4bf2a2af (title)`.
fn configuration_file(file: &mut JsonFields<'_>) -> Option<String> {
    let parts = ["process", "cms_confdb_id", "title", "url"].map(|key| file.text(key));
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| html::to_plain_text(&text, PORTAL))
}

/// What is said about running it: `code` takes what has a field, the rest is prose.
pub(super) fn system_details(
    source: &mut JsonFields<'_>,
    code: &mut Code,
    relations: &mut Relations<'_>,
) -> String {
    let found = source.object("system_details", |section| {
        relations.required(section, "recid");
        let release = section.text("release");
        code.dependencies.extend(release.map(|name| Dependency { name, version: None, url: None }));
        code.containers.extend(section.objects("container_images", container));
        let tag = section.text("global_tag");
        let tag = tag.map_or(String::new(), |tag| format!("Global tag of the conditions: `{tag}`"));
        join([section_text(section, relations), tag])
    });
    found.unwrap_or_default()
}

/// The name of an image. Its registry is dropped where the name begins with it.
fn container(image: &mut JsonFields<'_>) -> Option<String> {
    let name = image.text("name")?;
    image.taken_if("registry", |registry| {
        let host = match registry {
            "dockerhub" => "docker.io/",
            "gitlab" => "gitlab-registry.cern.ch/",
            _ => return None,
        };
        name.starts_with(host).then_some(())
    });
    Some(name)
}
