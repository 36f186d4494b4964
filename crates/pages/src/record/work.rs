//! What the page of a work shows.

mod code;
mod model;
mod relations;

use faircat_catalog::evidence::{Check, Fact};
use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_linked_data::{content_url, safe_iri};
use faircat_record::references::LinkRole;
use faircat_record::{
    Access, Artifact, DatasetSection, Snippet, SoftwareSection, Subject, TrainingMaterialSection,
    Usage, Work,
};
use model::{ModelView, model_view};
use relations::{PublicationView, RelationView, publications, relations};
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::actions::{self, Download, SampleOnly, StandIn};
use super::backlinks::{self, WorkOf};
use super::beside::{self, BesideView};
use super::decisions::{self, DecisionsView};
use super::evaluations::{self, Evaluations};
use super::explanation::{self, ExplanationView};
use super::figures::{Figure, figures};
use super::history::{self, HistoryView};
use super::languages::{self, ShownIn, TextsView};
use super::lineage::{Lineage, lineage};
use super::links::{AgentView, IdentifierView, WorkLink, identifier, work_link};
use super::offers::{Offers, offers};
use super::people::{self, FundingView, Role};
use super::running::{self, Running};
use super::sample::{self, FieldView, SampleView};
use super::scorecard::{self, ScorecardView};
use super::throughput::{self, ThroughputView};
use super::try_it::{self, TryItView};
use super::verification::{self, VerificationView};
use super::versions::{self, VersionsView};
use super::{CitationText, Held, head};
use crate::Frame;
use crate::words::{Words, names};
use code::{CodeView, WorkflowView, code_view, workflow};

/// Fields that are shown without a box to narrow them.
const FEW_FIELDS: usize = 12;

/// What `work.html` and `tombstone.html` show.
#[derive(JsonSchema, Serialize)]
pub(super) struct WorkPage<'a> {
    /// What every page has: head, place, title.
    pub page: Frame<'a>,
    /// Name of the kind, and of its icon.
    pub kind: &'static str,
    /// In the language of the site, where the record has it, as summary and description are.
    pub title: &'a str,
    /// Other names under which it is known.
    pub alternate_titles: &'a [String],
    /// One or two sentences of plain text; empty where there are none.
    pub summary: &'a str,
    /// Markdown.
    pub description: Option<&'a str>,
    /// The tags of the languages of title, summary and description, where the record tells them.
    pub shown_in: ShownIn<'a>,
    /// The languages of which the page does not show all texts.
    pub other_languages: Vec<TextsView<'a>>,
    /// Number of the version that the record describes.
    pub version: Option<&'a str>,
    /// `active`, `draft`, `deprecated` or `withdrawn`.
    pub status: &'static str,
    /// Why and when it was withdrawn, where it was.
    pub withdrawn: Option<WithdrawnView<'a>>,
    /// The first is the one to cite.
    pub identifiers: Vec<IdentifierView>,
    /// Page about the work elsewhere.
    pub web: Option<String>,
    /// Other addresses of the very same work.
    pub same_as: Vec<String>,
    /// ISO 8601: year, year and month, or date.
    pub date_created: Option<&'a str>,
    /// ISO 8601: year, year and month, or date.
    pub date_published: Option<&'a str>,
    /// ISO 8601: year, year and month, or date.
    pub date_modified: Option<&'a str>,
    /// In the order of a citation.
    pub authors: Vec<AgentView>,
    /// Who else took part, by what they did.
    pub roles: Vec<Role>,
    /// Grants and other sources of money.
    pub funding: Vec<FundingView<'a>>,
    /// SPDX expression, as it is written.
    pub license: Option<&'a str>,
    /// Address of the licence, where it is a single one.
    pub license_href: Option<String>,
    /// Who may get at the files, and how.
    pub access: Option<&'a Access>,
    /// Words by which people look for it.
    pub keywords: &'a [String],
    /// Those of the language in which the title is shown, where the record is in another.
    pub translated_keywords: &'a [String],
    /// Terms of controlled vocabularies.
    pub subjects: &'a [Subject],
    /// Experiments or collaborations.
    pub experiments: &'a [String],
    /// Tag of the language of the work itself.
    pub language: Option<&'a str>,
    /// The numbers at the top of the page.
    pub figures: Vec<Figure>,
    /// The file that most people come for.
    pub download: Option<Download<'a>>,
    /// Why a model cannot be tried or checked here, and which one can.
    pub stand_in: Option<StandIn>,
    /// How much of a dataset lies here, where that is not all.
    pub sample_only: Option<SampleOnly>,
    /// What only a model has.
    pub model: Option<ModelView<'a>>,
    /// The model that runs in the page, where it can.
    pub try_it: Option<TryItView<'a>>,
    /// What the record claims, with what was recomputed.
    pub evaluations: Option<Evaluations<'a>>,
    /// How a classifier decides on its control set.
    pub decisions: Option<DecisionsView<'a>>,
    /// The curves of the training.
    pub history: Option<HistoryView>,
    /// What came of running the model on its control set.
    pub verification: Option<VerificationView<'a>>,
    /// What the model's answers rest on.
    pub explanation: Option<ExplanationView<'a>>,
    /// What is published of a model of which this one is a variant, beside what this one came to.
    pub beside: Option<BesideView>,
    /// How fast engines ran the model.
    pub throughput: Option<ThroughputView<'a>>,
    /// How the model is run by this program.
    pub running: Option<Running>,
    /// What only a dataset has.
    pub dataset: Option<&'a DatasetSection>,
    /// The fields of a dataset, with what a sample holds of each.
    pub fields: Vec<FieldView<'a>>,
    /// Where that sample comes from.
    pub sample: Option<SampleView>,
    /// Workflows and training materials that use a dataset.
    pub analyses: Vec<WorkLink>,
    /// Programs that a dataset was made with.
    pub generators: Vec<WorkLink>,
    /// What only software has.
    pub software: Option<&'a SoftwareSection>,
    /// What only a workflow has.
    pub workflow: Option<WorkflowView<'a>>,
    /// What only a training material has.
    pub material: Option<&'a TrainingMaterialSection>,
    /// Works that a training material teaches.
    pub uses: Vec<WorkLink>,
    /// How to use the work, and how not to.
    pub usage: Option<&'a Usage>,
    /// Examples of its use.
    pub snippets: &'a [Snippet],
    /// Where the source code is and what it needs.
    pub code: Option<CodeView<'a>>,
    /// The files that the work consists of.
    pub artifacts: Vec<ArtifactView<'a>>,
    /// What was done to make the work, step by step.
    pub provenance: Vec<ActivityView<'a>>,
    /// Works that this one was made from.
    pub derived_from: Vec<WorkLink>,
    /// Standards that the work follows.
    pub conforms_to: Vec<IdentifierView>,
    /// Papers, notes and theses about it.
    pub publications: Vec<PublicationView<'a>>,
    /// How it relates to other works.
    pub relations: Vec<RelationView<'a>>,
    /// Records that name this one, each once, with why it does.
    pub backlinks: Vec<WorkOf>,
    /// How many there are, of which a page lists so many only.
    pub backlinks_count: usize,
    /// The versions of the work, where there are several.
    pub versions: Option<VersionsView>,
    /// A drawing of what the work was made from, and what was made from it.
    pub lineage: Option<Lineage>,
    /// How far the work is FAIR.
    pub scorecard: Option<ScorecardView<'a>>,
    /// What an importer found that has no field: source, and JSON.
    pub extensions: Vec<(&'a str, String)>,
    /// The formats that have a file beside the page.
    #[schemars(with = "Vec<Anything>")]
    pub files: &'a [Format],
    /// These files, by what they are for.
    pub offers: Vec<Offers<'a>>,
    /// The citation in several forms.
    pub citations: &'a [CitationText<'a>],
    /// Address of the record's source in the repository.
    pub source: Option<String>,
}

/// Why the work is gone.
#[derive(JsonSchema, Serialize)]
pub(super) struct WithdrawnView<'a> {
    pub date: &'a str,
    pub reason: &'a str,
    pub replaced_by: Option<WorkLink>,
    /// Whether the site goes on publishing the files of its own.
    pub keeps_files: bool,
    /// These files, or what they were.
    pub own_files: Vec<ArtifactView<'a>>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ArtifactView<'a> {
    pub artifact: &'a Artifact,
    pub name: &'a str,
    pub href: Option<String>,
    /// What was found at its address.
    #[schemars(with = "Option<Anything>")]
    pub fact: Option<&'a Fact>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ActivityView<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub date: Option<&'a str>,
    pub software: Vec<WorkLink>,
    pub inputs: Vec<WorkLink>,
    pub agent: Option<AgentView>,
}

pub(super) fn view<'a>(
    dossier: &'a Dossier,
    work: &'a Work,
    files: &'a [Format],
    citations: &'a [CitationText<'a>],
    held: Held<'a>,
    words: &Words,
) -> WorkPage<'a> {
    let facts = held.facts;
    let source = dossier.source;
    let iri = source.iri();
    let address = dossier.source.site.link(&dossier.source.entry.page());
    let model = work.model.as_deref();
    let language = source.site.config.language.as_str();
    let summary = work.summary_in(language).map(|it| it.text).unwrap_or_default();
    let related = |texts: &[String], role| links(dossier, texts, role);
    let mut page = head::frame(dossier, files, summary, words);
    page.scripts.extend(facts.map(|_| try_it::SCRIPT));
    let dataset = work.dataset.as_deref();
    let (naming, backlinks_count) = backlinks::naming(dossier);
    let declared = dataset.map_or(&[][..], |dataset| &dataset.fields);
    if declared.len() > FEW_FIELDS {
        page.scripts.push("fields.js");
    }
    WorkPage {
        page,
        kind: work.kind.name(),
        title: work.title_in(language).text,
        alternate_titles: &work.alternate_titles,
        summary,
        description: work.description_in(language).map(|it| it.text),
        shown_in: languages::shown_in(work, language),
        other_languages: languages::others(work, language),
        version: work.version.as_deref(),
        status: names::status(work.status),
        withdrawn: withdrawn(dossier, work, &address),
        identifiers: work.identifiers.iter().map(|text| identifier(text)).collect(),
        web: work.url.as_deref().and_then(safe_iri),
        same_as: work.same_as.iter().filter_map(|url| safe_iri(url)).collect(),
        date_created: work.date_created.as_deref(),
        date_published: work.date_published.as_deref(),
        date_modified: work.date_modified.as_deref(),
        authors: people::authors(dossier, work),
        roles: people::roles(dossier, work, words),
        funding: people::funding(dossier, work),
        license: work.license.as_deref(),
        license_href: source.license_iri(work),
        access: work.access.as_ref(),
        keywords: &work.keywords,
        translated_keywords: languages::keywords(work, language),
        subjects: &work.subjects,
        experiments: &work.experiments,
        language: work.language.as_deref(),
        figures: figures(work, dossier.evidence, words),
        download: actions::download(work, &address, facts),
        stand_in: actions::stand_in(dossier, work, facts),
        sample_only: actions::sample_only(work),
        model: model.map(|section| model_view(dossier, work, section, &address)),
        try_it: facts.map(|facts| try_it::view(facts, words)),
        evaluations: model.and_then(|section| evaluations::view(dossier, section, words)),
        decisions: facts.and_then(|facts| decisions::view(facts, words)),
        history: held.history.and_then(|it| history::view(it, words)),
        verification: verification::view(dossier, work, words),
        explanation: explanation::view(dossier.evidence, &dossier.source.entry.slug, words),
        beside: model.and_then(|_| beside::view(dossier, work)),
        throughput: throughput::view(dossier.evidence, &dossier.source.entry.slug, words),
        running: running::view(&source, work, files),
        dataset,
        fields: sample::fields(declared, held.sample, words),
        sample: held.sample.map(|it| sample::view(it, declared, &address)),
        analyses: backlinks::analyses(dossier),
        generators: work
            .dataset
            .as_ref()
            .map_or_else(Vec::new, |section| related(&section.generators, LinkRole::MadeWith)),
        software: work.software.as_deref(),
        workflow: workflow(dossier, work, words),
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
        backlinks: naming,
        backlinks_count,
        versions: versions::view(dossier, work),
        lineage: lineage(dossier, words),
        scorecard: dossier.scorecard.map(|scorecard| scorecard::view(scorecard, &iri)),
        extensions: extensions(work),
        files,
        offers: offers(files),
        citations,
        source: source_address(dossier),
    }
}

fn links(dossier: &Dossier, texts: &[String], role: LinkRole) -> Vec<WorkLink> {
    texts.iter().map(|text| work_link(dossier, text, role, None)).collect()
}

fn withdrawn<'a>(dossier: &'a Dossier, work: &'a Work, page: &str) -> Option<WithdrawnView<'a>> {
    let withdrawal = work.withdrawn.as_ref()?;
    let replaced_by = withdrawal.replaced_by.as_deref();
    Some(WithdrawnView {
        date: &withdrawal.date,
        reason: &withdrawal.reason,
        replaced_by: replaced_by.map(|text| work_link(dossier, text, LinkRole::ReplacedBy, None)),
        keeps_files: withdrawal.keep_files,
        own_files: artifacts(dossier, work, page)
            .into_iter()
            .filter(|it| it.artifact.path.is_some() || it.artifact.url.is_none())
            .collect(),
    })
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
