//! What the page of a work shows.

use serde::Serialize;

use super::backlinks::{Backlinks, backlinks};
use super::evaluations::{self, Evaluations};
use super::figures::{Figure, figures};
use super::lineage::{Lineage, lineage};
use super::links::{AgentView, IdentifierView, WorkLink, identifier, work_link};
use super::people::{self, FundingView, Role};
use super::running::{self, Running};
use super::scorecard::{self, ScorecardView};
use super::throughput::{self, ThroughputView};
use super::try_it::{self, TryItView};
use super::verification::{self, VerificationView};
use super::{CitationText, head};
use crate::try_it::Facts;
use crate::{Frame, words};
use faircat_catalog::evidence::{Check, Fact};
use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_linked_data::{Source, content_url, safe_iri};
use faircat_record::references::LinkRole;
use faircat_record::{
    Access, Artifact, Code, ControlSet, DatasetSection, DatasetUse, ModelSection, Snippet,
    SoftwareSection, Subject, Training, TrainingMaterialSection, Usage, Version, Work,
};

/// What `work.html` and `tombstone.html` show.
#[derive(Serialize)]
pub(super) struct WorkPage<'a> {
    pub page: Frame<'a>,
    pub kind: &'static str,
    pub icon_of_kind: &'static str,
    pub title: &'a str,
    pub alternate_titles: &'a [String],
    pub summary: &'a str,
    pub description: Option<&'a str>,
    pub version: Option<&'a str>,
    pub status: &'static str,
    pub withdrawn: Option<WithdrawnView<'a>>,
    pub identifiers: Vec<IdentifierView>,
    /// Page about the work elsewhere.
    pub web: Option<String>,
    pub same_as: Vec<String>,
    pub date_created: Option<&'a str>,
    pub date_published: Option<&'a str>,
    pub date_modified: Option<&'a str>,
    pub authors: Vec<AgentView>,
    pub roles: Vec<Role>,
    pub funding: Vec<FundingView<'a>>,
    pub license: Option<&'a str>,
    pub license_href: Option<String>,
    pub access: Option<&'a Access>,
    pub keywords: &'a [String],
    pub subjects: &'a [Subject],
    pub experiments: &'a [String],
    pub language: Option<&'a str>,
    pub figures: Vec<Figure>,
    pub model: Option<ModelView<'a>>,
    pub try_it: Option<TryItView<'a>>,
    pub evaluations: Option<Evaluations<'a>>,
    pub verification: Option<VerificationView<'a>>,
    pub throughput: Option<ThroughputView<'a>>,
    pub running: Option<Running>,
    pub dataset: Option<&'a DatasetSection>,
    pub generators: Vec<WorkLink>,
    pub software: Option<&'a SoftwareSection>,
    pub workflow: Option<WorkflowView<'a>>,
    pub material: Option<&'a TrainingMaterialSection>,
    pub uses: Vec<WorkLink>,
    pub usage: Option<&'a Usage>,
    pub snippets: &'a [Snippet],
    pub code: Option<CodeView<'a>>,
    pub artifacts: Vec<ArtifactView<'a>>,
    pub provenance: Vec<ActivityView<'a>>,
    pub derived_from: Vec<WorkLink>,
    pub conforms_to: Vec<IdentifierView>,
    pub publications: Vec<PublicationView<'a>>,
    pub relations: Vec<RelationView<'a>>,
    pub backlinks: Vec<Backlinks>,
    pub versions: Vec<VersionView<'a>>,
    pub lineage: Option<Lineage>,
    pub scorecard: Option<ScorecardView<'a>>,
    pub extensions: Vec<(&'a str, String)>,
    pub files: &'a [Format],
    pub citations: &'a [CitationText<'a>],
    /// Address of the record's source in the repository.
    pub source: Option<String>,
}

/// Why the work is gone.
#[derive(Serialize)]
pub(super) struct WithdrawnView<'a> {
    pub date: &'a str,
    pub reason: &'a str,
    pub replaced_by: Option<WorkLink>,
}

#[derive(Serialize)]
pub(super) struct ModelView<'a> {
    pub section: &'a ModelSection,
    pub training: Option<&'a Training>,
    pub training_code: Option<WorkLink>,
    pub uses: Vec<DatasetUseView<'a>>,
    pub fine_tuned_from: Option<WorkLink>,
    pub control_set: Option<&'a ControlSet>,
    pub control_dataset: Option<WorkLink>,
    /// Name and address of what the training run wrote about itself.
    pub training_log: Option<(&'a str, String)>,
}

/// A dataset that the model saw, and when.
#[derive(Serialize)]
pub(super) struct DatasetUseView<'a> {
    pub purpose: &'static str,
    pub dataset: WorkLink,
    pub used: &'a DatasetUse,
}

#[derive(Serialize)]
pub(super) struct WorkflowView<'a> {
    pub language: Option<&'a str>,
    pub steps: Vec<(&'a str, Option<&'a str>, Option<WorkLink>)>,
    pub inputs: Vec<WorkLink>,
    pub outputs: Vec<WorkLink>,
}

#[derive(Serialize)]
pub(super) struct CodeView<'a> {
    pub code: &'a Code,
    /// What is at the address, and the address.
    pub links: Vec<(&'static str, String)>,
    /// Name, version, address.
    pub dependencies: Vec<(WorkLink, Option<&'a str>)>,
}

#[derive(Serialize)]
pub(super) struct ArtifactView<'a> {
    pub artifact: &'a Artifact,
    pub name: &'a str,
    pub href: Option<String>,
    /// What was found at its address.
    pub fact: Option<&'a Fact>,
}

#[derive(Serialize)]
pub(super) struct ActivityView<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub date: Option<&'a str>,
    pub software: Vec<WorkLink>,
    pub inputs: Vec<WorkLink>,
    pub agent: Option<AgentView>,
}

#[derive(Serialize)]
pub(super) struct PublicationView<'a> {
    pub title: &'a str,
    pub authors: Option<&'a str>,
    pub venue: Option<&'a str>,
    pub year: Option<u16>,
    pub primary: bool,
    pub href: Option<String>,
    pub identifiers: Vec<IdentifierView>,
}

#[derive(Serialize)]
pub(super) struct RelationView<'a> {
    pub relation: &'a faircat_record::RelationType,
    pub target: WorkLink,
    pub description: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct VersionView<'a> {
    pub version: &'a Version,
    pub identifier: Option<IdentifierView>,
    pub href: Option<String>,
}

pub(super) fn view<'a>(
    dossier: &'a Dossier,
    work: &'a Work,
    files: &'a [Format],
    citations: &'a [CitationText<'a>],
    facts: Option<&'a Facts<'a>>,
) -> WorkPage<'a> {
    let source = Source {
        site: dossier.source.site,
        catalog: dossier.source.catalog,
        entry: dossier.source.entry,
        record: dossier.source.record,
    };
    let iri = source.iri();
    let address = dossier.source.site.link(&dossier.source.entry.page());
    let model = work.model.as_deref();
    let summary = work.summary.as_deref().unwrap_or_default();
    let related = |texts: &[String], role| links(dossier, texts, role);
    let mut page = head::frame(dossier, files, summary);
    page.scripts.extend(facts.map(|_| try_it::SCRIPT));
    WorkPage {
        page,
        kind: words::kind(work.kind),
        icon_of_kind: work.kind.name(),
        title: &work.title,
        alternate_titles: &work.alternate_titles,
        summary,
        description: work.description.as_deref(),
        version: work.version.as_deref(),
        status: words::status(work.status),
        withdrawn: withdrawn(dossier, work),
        identifiers: work.identifiers.iter().map(|text| identifier(text)).collect(),
        web: work.url.as_deref().and_then(safe_iri),
        same_as: work.same_as.iter().filter_map(|url| safe_iri(url)).collect(),
        date_created: work.date_created.as_deref(),
        date_published: work.date_published.as_deref(),
        date_modified: work.date_modified.as_deref(),
        authors: people::authors(dossier, work),
        roles: people::roles(dossier, work),
        funding: people::funding(dossier, work),
        license: work.license.as_deref(),
        license_href: source.license_iri(work),
        access: work.access.as_ref(),
        keywords: &work.keywords,
        subjects: &work.subjects,
        experiments: &work.experiments,
        language: work.language.as_deref(),
        figures: figures(work, dossier.evidence),
        model: model.map(|section| model_view(dossier, work, section, &address)),
        try_it: facts.map(try_it::view),
        evaluations: model.and_then(|section| evaluations::view(dossier, section)),
        verification: verification::view(dossier, work),
        throughput: throughput::view(dossier.evidence, &dossier.source.entry.slug),
        running: running::view(&dossier.source.entry.slug, work),
        dataset: work.dataset.as_deref(),
        generators: work
            .dataset
            .as_ref()
            .map_or_else(Vec::new, |section| related(&section.generators, LinkRole::MadeWith)),
        software: work.software.as_deref(),
        workflow: workflow(dossier, work),
        material: work.training_material.as_deref(),
        uses: work
            .training_material
            .as_ref()
            .map_or_else(Vec::new, |section| related(&section.uses, LinkRole::Teaches)),
        usage: work.usage.as_ref(),
        snippets: work.usage.as_ref().map_or(&[], |usage| &usage.snippets),
        code: work.code.as_ref().map(|code| code_view(dossier, code)),
        artifacts: artifacts(dossier, work, &address),
        provenance: provenance(dossier, work),
        derived_from: related(&work.derived_from, LinkRole::DerivedFrom),
        conforms_to: work.conforms_to.iter().map(|text| identifier(text)).collect(),
        publications: publications(work),
        relations: relations(dossier, work),
        backlinks: backlinks(dossier),
        versions: versions(work),
        lineage: lineage(dossier),
        scorecard: dossier.scorecard.map(|scorecard| scorecard::view(scorecard, &iri)),
        extensions: extensions(work),
        files,
        citations,
        source: source_address(dossier),
    }
}

fn links(dossier: &Dossier, texts: &[String], role: LinkRole) -> Vec<WorkLink> {
    texts.iter().map(|text| work_link(dossier, text, role, None)).collect()
}

fn withdrawn<'a>(dossier: &Dossier, work: &'a Work) -> Option<WithdrawnView<'a>> {
    let withdrawal = work.withdrawn.as_ref()?;
    let replaced_by = withdrawal.replaced_by.as_deref();
    Some(WithdrawnView {
        date: &withdrawal.date,
        reason: &withdrawal.reason,
        replaced_by: replaced_by.map(|text| work_link(dossier, text, LinkRole::ReplacedBy, None)),
    })
}

fn model_view<'a>(
    dossier: &Dossier,
    work: &'a Work,
    section: &'a ModelSection,
    page: &str,
) -> ModelView<'a> {
    let link = |text: &Option<String>, role| {
        text.as_deref().map(|text| work_link(dossier, text, role, None))
    };
    let training = section.training.as_ref();
    let trained_on = training.map_or(&[][..], |training| &training.datasets);
    let purposes = [
        ("Training", LinkRole::TrainedOn, trained_on),
        ("Validation", LinkRole::ValidatedOn, &section.validated_on),
        ("Test", LinkRole::TestedOn, &section.tested_on),
        ("Evaluation", LinkRole::EvaluatedOn, &section.evaluated_on),
    ];
    let uses = purposes.into_iter().flat_map(|(purpose, role, used)| {
        used.iter().map(move |used| DatasetUseView {
            purpose,
            dataset: work_link(dossier, &used.dataset, role, None),
            used,
        })
    });
    let control_set = section.control_set.as_ref();
    ModelView {
        section,
        training,
        training_code: training.and_then(|training| link(&training.code, LinkRole::TrainedWith)),
        uses: uses.collect(),
        fine_tuned_from: link(&section.fine_tuned_from, LinkRole::FineTunedFrom),
        control_set,
        control_dataset: control_set.and_then(|set| link(&set.dataset, LinkRole::EvaluatedOn)),
        training_log: work
            .artifacts
            .iter()
            .find(|artifact| artifact.is_training_log())
            .and_then(|log| Some((log.display_name(), content_url(log, page)?))),
    }
}

fn workflow<'a>(dossier: &Dossier, work: &'a Work) -> Option<WorkflowView<'a>> {
    let section = work.workflow.as_deref()?;
    let steps = section.steps.iter().map(|step| {
        let software = step.software.as_deref();
        let software = software.map(|text| work_link(dossier, text, LinkRole::MadeWith, None));
        (step.name.as_str(), step.description.as_deref(), software)
    });
    Some(WorkflowView {
        language: section.language.as_deref(),
        steps: steps.collect(),
        inputs: links(dossier, &section.inputs, LinkRole::WorkflowInput),
        outputs: links(dossier, &section.outputs, LinkRole::WorkflowOutput),
    })
}

fn code_view<'a>(dossier: &Dossier, code: &'a Code) -> CodeView<'a> {
    let addresses = [
        ("Repository", &code.repository),
        ("Read me", &code.readme),
        ("Build instructions", &code.build_instructions),
        ("Help", &code.help),
        ("Release notes", &code.release_notes),
        ("Issues", &code.issue_tracker),
        ("Discussion", &code.discussion),
        ("Archived copy", &code.archived_at),
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

fn artifacts<'a>(dossier: &'a Dossier, work: &'a Work, page: &str) -> Vec<ArtifactView<'a>> {
    work.artifacts
        .iter()
        .map(|artifact| ArtifactView {
            artifact,
            name: artifact.display_name(),
            href: content_url(artifact, page),
            fact: artifact
                .url
                .as_deref()
                .and_then(|url| dossier.evidence.find(Check::ArtifactAnswers, url)),
        })
        .collect()
}

fn provenance<'a>(dossier: &Dossier, work: &'a Work) -> Vec<ActivityView<'a>> {
    work.provenance
        .iter()
        .map(|activity| ActivityView {
            name: &activity.name,
            description: activity.description.as_deref(),
            date: activity.date.as_deref(),
            software: links(dossier, &activity.software, LinkRole::MadeWith),
            inputs: links(dossier, &activity.inputs, LinkRole::MadeFrom),
            agent: activity.agent.as_ref().map(|agent| super::links::agent(dossier, agent)),
        })
        .collect()
}

fn publications(work: &Work) -> Vec<PublicationView<'_>> {
    work.publications
        .iter()
        .map(|publication| {
            let identifiers: Vec<_> =
                publication.identifiers.iter().map(|text| identifier(text)).collect();
            let first = identifiers.iter().find_map(|identifier| identifier.href.clone());
            PublicationView {
                title: &publication.title,
                authors: publication.authors.as_deref(),
                venue: publication.venue.as_deref(),
                year: publication.year,
                primary: publication.primary,
                href: publication.url.as_deref().and_then(safe_iri).or(first),
                identifiers,
            }
        })
        .collect()
}

fn relations<'a>(dossier: &Dossier, work: &'a Work) -> Vec<RelationView<'a>> {
    work.relations
        .iter()
        .map(|relation| RelationView {
            relation: &relation.kind,
            target: work_link(
                dossier,
                &relation.target,
                LinkRole::Related(relation.kind),
                relation.title.as_deref(),
            ),
            description: relation.description.as_deref(),
        })
        .collect()
}

fn versions(work: &Work) -> Vec<VersionView<'_>> {
    work.versions
        .iter()
        .map(|version| VersionView {
            version,
            identifier: version.identifier.as_deref().map(identifier),
            href: version.url.as_deref().and_then(safe_iri),
        })
        .collect()
}

/// What an importer kept, as JSON under the name of its source.
fn extensions(work: &Work) -> Vec<(&str, String)> {
    work.extensions
        .iter()
        .map(|(name, value)| {
            let json = serde_json::to_string_pretty(value).unwrap_or_default();
            (name.as_str(), json)
        })
        .collect()
}

fn source_address(dossier: &Dossier) -> Option<String> {
    let folder = safe_iri(dossier.source.site.config.edit_url.as_deref()?)?;
    let file = dossier.source.entry.file.to_str()?.trim_start_matches("catalog/");
    Some(format!("{}/{file}", folder.trim_end_matches('/')))
}
