//! The page of one record.

mod actions;
mod agent;
mod backlinks;
mod basis;
mod beside;
pub mod charts;
mod compared;
mod decisions;
mod evaluations;
mod explanation;
mod figures;
mod figures_page;
mod flow;
mod head;
mod history;
mod languages;
mod layered;
mod lineage;
mod links;
mod moved;
mod offers;
mod people;
mod running;
mod sample;
mod scorecard;
mod strip;
mod throughput;
mod try_it;
mod verification;
mod versions;
mod work;

use schemars::JsonSchema;
use serde::Serialize;

pub use beside::shown_beside;
pub use compared::compared_files;
pub(crate) use compared::compared_schemas;
pub use explanation::FILE as EXPLANATION;
pub(crate) use figures::{headline, value};
pub use history::{History, LARGEST as LARGEST_HISTORY};
pub use moved::moved_page;
pub use sample::{Sample, Values};

use super::theme::Theme;
use crate::template_variables::Given;
use crate::try_it::Facts;
use faircat_formats::dossier::{Dossier, OutputFile};
use faircat_formats::format::Format;
use faircat_record::Record;
use faircat_record::diagnostic::Diagnostic;

/// What the templates of this module's pages are given. Those whose names begin with `record-` are
/// parts of the page of a work, those with `figures-` of the page of a model's figures.
pub(crate) const TEMPLATES: [Given; 30] = [
    ("agent.html", agent::AgentPage::json_schema),
    ("figures.html", work::WorkPage::json_schema),
    ("figures-beside.html", work::WorkPage::json_schema),
    ("figures-curves.html", work::WorkPage::json_schema),
    ("figures-evaluations.html", work::WorkPage::json_schema),
    ("figures-explained.html", work::WorkPage::json_schema),
    ("figures-throughput.html", work::WorkPage::json_schema),
    ("figures-verification.html", work::WorkPage::json_schema),
    ("moved.html", moved::MovedPage::json_schema),
    ("record-artifacts.html", work::WorkPage::json_schema),
    ("record-contents.html", work::WorkPage::json_schema),
    ("record-context.html", work::WorkPage::json_schema),
    ("record-dataset.html", work::WorkPage::json_schema),
    ("record-decisions.html", work::WorkPage::json_schema),
    ("record-evaluations.html", work::WorkPage::json_schema),
    ("record-evaluations-table.html", work::WorkPage::json_schema),
    ("record-explained.html", work::WorkPage::json_schema),
    ("record-glance.html", work::WorkPage::json_schema),
    ("record-header.html", work::WorkPage::json_schema),
    ("record-history.html", work::WorkPage::json_schema),
    ("record-other-kinds.html", work::WorkPage::json_schema),
    ("record-scorecard.html", work::WorkPage::json_schema),
    ("record-steps.html", work::WorkPage::json_schema),
    ("record-throughput.html", work::WorkPage::json_schema),
    ("record-training.html", work::WorkPage::json_schema),
    ("record-try.html", work::WorkPage::json_schema),
    ("record-use.html", work::WorkPage::json_schema),
    ("record-verification.html", work::WorkPage::json_schema),
    ("tombstone.html", work::WorkPage::json_schema),
    ("work.html", work::WorkPage::json_schema),
];

/// How to cite the work, ready to copy.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub struct CitationText<'a> {
    /// As `BibTeX`.
    pub title: &'a str,
    /// The file beside the page that holds the same.
    pub file_name: Option<&'a str>,
    /// `None` where that file alone says it.
    pub text: Option<&'a str>,
}

/// What the build found in files of the record.
#[derive(Clone, Copy, Default)]
pub struct Held<'a> {
    /// There where the page can run the model.
    pub facts: Option<&'a Facts<'a>>,
    /// The first rows of a dataset's file.
    pub sample: Option<&'a Sample>,
    /// What the training of a model wrote of itself.
    pub history: Option<&'a History>,
}

/// The pages of the record: of a work, with the page of a model's figures, of a person or
/// organization, or the tombstone of a work that was withdrawn. `files` and `citations` come in the
/// order in which the page shows them.
pub fn record_pages(
    theme: &Theme,
    dossier: &Dossier,
    files: &[Format],
    citations: &[CitationText],
    held: Held,
) -> Result<Vec<OutputFile>, Diagnostic> {
    let path = format!("{}index.html", dossier.source.entry.page());
    let pages = match dossier.source.record {
        Record::Work(work) => work_pages(
            theme,
            dossier,
            path,
            work::view(dossier, work, files, citations, held, theme.words()),
        ),
        Record::Person(person) => {
            let view = agent::person(dossier, person, files, theme.words());
            theme.render("agent.html", path, &view).map(|page| vec![page])
        }
        Record::Organization(organization) => {
            let view = agent::organization(dossier, organization, files, theme.words());
            theme.render("agent.html", path, &view).map(|page| vec![page])
        }
    };
    pages.map_err(|problem| match &problem.location {
        Some(_) => problem,
        None => problem.in_file(dossier.source.entry.file.as_ref()),
    })
}

fn work_pages(
    theme: &Theme,
    dossier: &Dossier,
    path: String,
    view: work::WorkPage,
) -> Result<Vec<OutputFile>, Diagnostic> {
    if view.withdrawn.is_some() {
        return Ok(vec![theme.render("tombstone.html", path, &view)?]);
    }
    let mut pages = vec![theme.render("work.html", path, &view)?];
    if figures_page::is_needed(&view) {
        let title = figures_page::title(view.title, theme.words());
        let source = dossier.source;
        let (path, page) = figures_page::frame(source.site, source.entry, &title, &view.page);
        let view = work::WorkPage { page, ..view };
        pages.push(theme.render(figures_page::TEMPLATE, path, &view)?);
    }
    Ok(pages)
}
