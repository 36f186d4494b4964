//! What the page of a work shows.

mod code;
mod model;
mod parts;
mod relations;

use faircat_catalog::evidence::{Check, Fact};
use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_linked_data::{content_url, safe_iri};
use faircat_record::references::LinkRole;
use faircat_record::{Artifact, Work};
use parts::{Context, OfDataset, OfModel, OfUse, Terms};
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

use super::actions::{self, Download, SampleOnly, StandIn};
use super::figures::{Figure, figures};
use super::languages::{self, ShownIn, TextsView};
use super::links::{AgentView, IdentifierView, WorkLink, identifier, work_link};
use super::offers::{Offers, offers};
use super::people::{self, FundingView, Role};
use super::scorecard::{self, ScorecardView};
use super::try_it;
use super::{CitationText, Held, head};
use crate::Frame;
use crate::words::{Words, names};

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
    /// On which terms it is had, and by which words it is found.
    #[serde(flatten)]
    pub terms: Terms<'a>,
    /// The numbers at the top of the page.
    pub figures: Vec<Figure>,
    /// The file that most people come for.
    pub download: Option<Download<'a>>,
    /// Why a model cannot be tried or checked here, and which one can.
    pub stand_in: Option<StandIn>,
    /// How much of a dataset lies here, where that is not all.
    pub sample_only: Option<SampleOnly>,
    /// What only a model has.
    #[serde(flatten)]
    pub of_model: OfModel<'a>,
    /// What only a dataset has.
    #[serde(flatten)]
    pub of_dataset: OfDataset<'a>,
    /// What works of other kinds have, and what many are used for.
    #[serde(flatten)]
    pub of_use: OfUse<'a>,
    /// The files that the work consists of.
    pub artifacts: Vec<ArtifactView<'a>>,
    /// What was done to make the work, step by step.
    pub provenance: Vec<ActivityView<'a>>,
    /// What it stands among.
    #[serde(flatten)]
    pub context: Context<'a>,
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
    let address = source.site.link(&source.entry.page());
    let language = source.site.config.language.as_str();
    let summary = work.summary_in(language).map(|it| it.text).unwrap_or_default();
    let mut page = head::frame(dossier, files, summary, words);
    page.scripts.extend(facts.map(|_| try_it::SCRIPT));
    let has_many_fields = work.dataset.as_ref().is_some_and(|it| it.fields.len() > FEW_FIELDS);
    page.scripts.extend(has_many_fields.then_some("fields.js"));
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
        terms: parts::terms(dossier, work),
        figures: figures(work, dossier.evidence, words),
        download: actions::download(work, &address, facts),
        stand_in: actions::stand_in(dossier, work, facts),
        sample_only: actions::sample_only(work),
        of_model: parts::of_model(dossier, work, files, held, words),
        of_dataset: parts::of_dataset(dossier, work, held, words),
        of_use: parts::of_use(dossier, work, words),
        artifacts: artifacts(dossier, work, &address),
        provenance: provenance(dossier, work),
        context: parts::context(dossier, work, words),
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
