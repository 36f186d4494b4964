//! Code of a work, and the steps of a workflow.

use faircat_formats::dossier::Dossier;
use faircat_linked_data::safe_iri;
use faircat_record::references::LinkRole;
use faircat_record::{Code, Work};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::flow::flow;
use super::super::links::{WorkLink, work_link};
use super::links;
use crate::Html;
use crate::words::Words;

#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct WorkflowView<'a> {
    pub language: Option<&'a str>,
    /// All of it in one drawing.
    pub drawing: Option<Html>,
    pub steps: Vec<(&'a str, Option<&'a str>, Option<WorkLink>)>,
    pub inputs: Vec<WorkLink>,
    pub outputs: Vec<WorkLink>,
}

#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct CodeView<'a> {
    pub code: &'a Code,
    /// The message that says what is at the address, and the address.
    pub links: Vec<(&'static str, String)>,
    /// Name, version, address.
    pub dependencies: Vec<(WorkLink, Option<&'a str>)>,
}

pub(super) fn workflow<'a>(
    dossier: &Dossier,
    work: &'a Work,
    words: &Words,
) -> Option<WorkflowView<'a>> {
    let section = work.workflow.as_deref()?;
    let steps = section.steps.iter().map(|step| {
        let software = step.software.as_deref();
        let software = software.map(|text| work_link(dossier, text, LinkRole::MadeWith, None));
        (step.name.as_str(), step.description.as_deref(), software)
    });
    let inputs = links(dossier, &section.inputs, LinkRole::WorkflowInput);
    let outputs = links(dossier, &section.outputs, LinkRole::WorkflowOutput);
    let names: Vec<&str> = section.steps.iter().map(|step| step.name.as_str()).collect();
    let language = work.text_language.as_deref();
    Some(WorkflowView {
        language: section.language.as_deref(),
        drawing: flow(&names, &inputs, &outputs, language, words),
        steps: steps.collect(),
        inputs,
        outputs,
    })
}

pub(super) fn code_view<'a>(dossier: &Dossier, code: &'a Code) -> CodeView<'a> {
    let addresses = [
        ("code-repository", &code.repository),
        ("code-readme", &code.readme),
        ("code-build", &code.build_instructions),
        ("code-help", &code.help),
        ("code-notes", &code.release_notes),
        ("code-issues", &code.issue_tracker),
        ("code-discussion", &code.discussion),
        ("code-archive", &code.archived_at),
    ];
    let links = addresses
        .into_iter()
        .filter_map(|(title, address)| Some((title, safe_iri(address.as_deref()?)?)));
    let dependencies = code.dependencies.iter().map(|dependency| {
        let mut link = work_link(dossier, &dependency.name, LinkRole::DependsOn, None);
        link.href = link.href.or_else(|| dependency.url.as_deref().and_then(safe_iri));
        (link, dependency.version.as_deref())
    });
    CodeView { code, links: links.collect(), dependencies: dependencies.collect() }
}
