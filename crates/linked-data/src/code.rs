//! Where the source code of a work is, what it needs, and how the work is used.

use faircat_record::references::LinkRole;
use faircat_record::{Code, Snippet, Usage};
use serde_json::Value;

use super::Source;
use super::node::{Node, numbered, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::source::safe_iri;
use super::vocabulary::{codemeta, dcterms, fair4ml, schema};

/// Adds the source code and what it needs.
pub(super) fn describe_code(source: &Source, node: &mut Node, code: &Code) {
    for (key, address) in [
        (schema::key::CODE_REPOSITORY, &code.repository),
        (codemeta::key::ISSUE_TRACKER, &code.issue_tracker),
        (schema::key::DISCUSSION_URL, &code.discussion),
        (codemeta::key::README, &code.readme),
        (codemeta::key::BUILD_INSTRUCTIONS, &code.build_instructions),
        (schema::key::ARCHIVED_AT, &code.archived_at),
    ] {
        node.set(key, address.as_deref().and_then(safe_iri));
    }
    if let Some(help) = code.help.as_deref().and_then(safe_iri) {
        let mut page = Node::typed(help.as_str(), schema::key::CREATIVE_WORK);
        page.set(schema::key::URL, help);
        node.set(schema::key::SOFTWARE_HELP, Value::from(page));
    }
    node.text(schema::key::RELEASE_NOTES, code.release_notes.as_ref())
        .text(codemeta::key::DEVELOPMENT_STATUS, code.development_status.as_ref())
        .text(schema::key::MEMORY_REQUIREMENTS, code.memory_requirements.as_ref())
        .text(schema::key::PROCESSOR_REQUIREMENTS, code.processor_requirements.as_ref())
        .text(schema::key::STORAGE_REQUIREMENTS, code.storage_requirements.as_ref());
    node.set(schema::key::PROGRAMMING_LANGUAGE, code.programming_languages.clone());
    node.set(schema::key::OPERATING_SYSTEM, code.operating_systems.clone());
    let mut requirements: Vec<String> = Vec::new();
    let mut records: Vec<Value> = Vec::new();
    for dependency in &code.dependencies {
        let version = dependency.version.as_ref().map(|version| format!(" {version}"));
        let name = source.name_of(&dependency.name, LinkRole::DependsOn);
        requirements.push(format!("{name}{}", version.unwrap_or_default()));
        let address = dependency.url.as_deref().and_then(safe_iri);
        if let Some(iri) = source.target_iri(&dependency.name, LinkRole::DependsOn) {
            records.push(reference(iri));
        } else if let Some(address) = address {
            let mut package = Node::new(address);
            package.set(schema::key::NAME, dependency.name.as_str());
            records.push(package.into());
        }
    }
    requirements.extend(code.containers.iter().map(|image| format!("container {image}")));
    node.set(schema::key::SOFTWARE_REQUIREMENTS, requirements);
    node.set(dcterms::key::REQUIRES, records);
}

/// Adds how to use the work, and how not to.
pub(super) fn describe_usage(source: &Source, node: &mut Node, usage: &Usage) {
    let plain =
        |text: &Option<String>| text.as_ref().map(|text| plain_text(text, LONGEST_DESCRIPTION));
    node.set(fair4ml::key::USAGE_INSTRUCTIONS, plain(&usage.instructions));
    let snippets: Vec<&str> = usage.snippets.iter().map(|one| one.code.as_str()).collect();
    node.set(fair4ml::key::CODE_SAMPLE_SNIPPET, snippets);
    node.set(
        schema::key::SUBJECT_OF,
        numbered(&usage.snippets, |number, one| snippet(source, number, one)),
    );
    node.set(fair4ml::key::INTENDED_USE, plain(&usage.intended_use));
    let risks: Vec<String> =
        [plain(&usage.risks), plain(&usage.limitations)].into_iter().flatten().collect();
    node.set(fair4ml::key::MODEL_RISKS_BIAS_LIMITATIONS, risks.join("\n\n"));
    node.set(fair4ml::key::ETHICAL_SOCIAL, plain(&usage.ethical));
    node.set(fair4ml::key::LEGAL, plain(&usage.legal));
}

/// A piece of code with its language, which the text of [`fair4ml`] cannot tell.
fn snippet(source: &Source, number: usize, snippet: &Snippet) -> Value {
    let mut node = Node::typed(source.part("snippet", number), schema::key::SOFTWARE_SOURCE_CODE);
    node.set(schema::key::PROGRAMMING_LANGUAGE, snippet.language.as_str());
    node.set(schema::key::TEXT, snippet.code.as_str());
    node.text(schema::key::DESCRIPTION, snippet.description.as_ref());
    node.into()
}
