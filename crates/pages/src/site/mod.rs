//! Pages about the catalogue as a whole, one file per family of pages.
//!
//! They are made from what the catalogue holds of every record at once (its summary and its
//! verdicts), so no record is unpacked for them. Each page is handed on as soon as it is made.
//!
//! Addresses of lists beyond their first page, and of lists by a facet's value, lie under
//! `browse/`, where they cannot meet a record's own address.

mod agents;
mod assess;
mod cards;
mod compare;
pub mod facets;
mod federation;
mod filter_index;
mod formats;
mod home;
mod lists;
mod manual;
mod markdown_pages;
mod model_facts;
pub(crate) mod notebooks;
mod own_page;
mod page_texts;
mod paging;
mod principles;
mod scorecards;
mod sparql;
mod standing;
mod tags;
mod variables;

use std::collections::BTreeMap;
use std::sync::Mutex;

use minijinja::Value;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

pub use federation::{
    DifferenceView, FederatedCatalogView, FederationView, GroupView, MOST_GROUPS, MemberView,
    ProblemView,
};
pub use markdown_pages::{foreign_images, pages_in_menu};
pub use notebooks::Notebook;
pub use own_page::{FrontMatter, MarkdownPage, is_own_address, problem_of_page, twice};
pub use page_texts::{PageText, page_texts};
pub use sparql::{PublishedDump, Query};
pub(crate) use standing::folder as folder_of;
pub use tags::tag_path;

use crate::frame::json_for_script;
use crate::template_variables::{Anything, Given};
use crate::words;
use crate::{Crumb, Frame, HeadLink, Theme};
use faircat_catalog::site::Site;
use faircat_catalog::{Catalog, Entry};
use faircat_formats::dossier::OutputFile;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Kind, Status};
use faircat_scorecard::{Indicator, Rubric, Standing};

/// What the pages about the catalogue are made from.
#[derive(Clone, Copy)]
pub struct SiteInput<'a> {
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    /// By [`Entry::index`]; people and organizations have none.
    pub standings: &'a [Option<Standing>],
    /// The site's `queries/*.rq`, sorted by file name.
    pub queries: &'a [Query],
    /// The site's `pages/*.md`, sorted by file name.
    pub pages: &'a [MarkdownPage],
    /// The site's `notebooks/*.ipynb`, sorted by file name.
    pub notebooks: &'a [Notebook],
    /// The JSON-LD of pages, by their path.
    pub documents: &'a BTreeMap<String, serde_json::Value>,
    /// The published N-Quads.
    /// `None` where only pages are made: then none is about scorecards, statements or search.
    pub dump: Option<&'a PublishedDump>,
    /// What is known of other catalogues, where the settings name some.
    pub federation: Option<&'a FederationView>,
    /// Of each rubric.
    pub indicators: fn(Rubric) -> &'static [Indicator],
    /// The whole command line, for the manual.
    pub command: &'a clap::Command,
}

/// Makes every page about the catalogue as a whole and hands each to `emit`, from several threads
/// and in no particular order. A page that cannot be made is left out and reported, as often as that
/// happens.
pub fn site_pages(
    theme: &Theme,
    input: &SiteInput,
    emit: &(dyn Fn(OutputFile) + Sync),
) -> Vec<Diagnostic> {
    let press = Press {
        theme,
        site: input.site,
        emit,
        documents: input.documents,
        diagnostics: Mutex::new(Vec::new()),
    };
    let cards = cards::cards(&press, input);
    let orders: Vec<(Kind, Vec<u32>)> =
        Kind::WORKS.into_iter().map(|kind| (kind, order(input, kind))).collect();
    rayon::scope(|scope| {
        for (kind, order) in &orders {
            scope.spawn(|_| lists::list_pages(&press, input, *kind, order, &cards));
        }
        scope.spawn(|_| tags::tag_pages(&press, input, &orders, &cards));
        scope.spawn(|_| agents::agent_pages(&press, input));
        if let Some(dump) = input.dump {
            scope.spawn(|_| scorecards::scorecard_pages(&press, input));
            scope.spawn(|_| assess::assess_page(&press));
            scope.spawn(|_| sparql::sparql_page(&press, input, dump));
            if let Some(federation) = input.federation {
                scope.spawn(|_| federation::federation_page(&press, federation));
            }
        }
        scope.spawn(|_| principles::principle_pages(&press, input));
        scope.spawn(|_| compare::compare_page(&press, input));
        scope.spawn(|_| formats::formats_page(&press));
        scope.spawn(|_| manual::manual_pages(&press, input));
        scope.spawn(|_| variables::variables_page(&press));
        scope.spawn(|_| markdown_pages::markdown_pages(&press, input));
        scope.spawn(|_| notebooks::notebook_pages(&press, input));
        scope.spawn(|_| home::home_page(&press, input, &orders, &cards));
    });
    press.diagnostics.into_inner().unwrap_or_else(|error| error.into_inner())
}

/// Renders pages and hands them on.
struct Press<'a> {
    theme: &'a Theme,
    site: &'a Site,
    emit: &'a (dyn Fn(OutputFile) + Sync),
    documents: &'a BTreeMap<String, serde_json::Value>,
    diagnostics: Mutex<Vec<Diagnostic>>,
}

impl Press<'_> {
    /// The page of `meta`, made by `template` from `view`.
    fn page(&self, template: &str, meta: &Meta, view: impl Serialize) {
        let file = if meta.path.is_empty() || meta.path.ends_with('/') {
            format!("{}index.html", meta.path)
        } else {
            meta.path.clone()
        };
        let mut page = meta.frame(self.site);
        page.json_ld = self.documents.get(&meta.path).map(json_for_script);
        match self.theme.render(template, file, &PageView { page, view }) {
            Ok(output) => (self.emit)(output),
            Err(diagnostic) => self.report(diagnostic),
        }
    }

    /// Part of pages, made by `template` from `view`; `name` says of what, in diagnostics.
    fn fragment(&self, template: &str, name: &str, view: &impl Serialize) -> Value {
        Value::from_safe_string(self.html(template, name, view))
    }

    /// The same as text.
    fn html(&self, template: &str, name: &str, view: &impl Serialize) -> String {
        match self.theme.render(template, name.to_owned(), view) {
            Ok(output) => String::from_utf8_lossy(&output.content).trim().to_owned(),
            Err(diagnostic) => {
                self.report(diagnostic);
                String::new()
            }
        }
    }

    /// The message `id` of the theme, as plain text.
    fn say(&self, id: &str, values: &[(&str, words::Given)]) -> String {
        self.theme.words().say(id, values)
    }

    /// A message without values.
    fn word(&self, id: &str) -> String {
        self.theme.words().word(id)
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.lock().unwrap_or_else(|error| error.into_inner()).push(diagnostic);
    }
}

/// What the templates of these pages are given.
pub(crate) const TEMPLATES: [Given; 27] = [
    ("site-404.html", PageView::<()>::json_schema),
    ("site-agents.html", PageView::<agents::AgentsView>::json_schema),
    ("site-assess.html", PageView::<assess::AssessView>::json_schema),
    ("site-card.html", cards::CardView::json_schema),
    ("site-choose.html", PageView::<compare::ChooseView>::json_schema),
    ("site-compare.html", PageView::<compare::CompareView>::json_schema),
    ("site-crosswalk.html", PageView::<principles::IndexView>::json_schema),
    ("site-facets.html", lists::FacetsView::json_schema),
    ("site-federation.html", PageView::<FederationView>::json_schema),
    ("site-formats.html", PageView::<formats::FormatsView>::json_schema),
    ("site-home.html", PageView::<home::HomeView>::json_schema),
    ("site-line.html", cards::CardView::json_schema),
    ("site-list.html", PageView::<lists::ListView>::json_schema),
    ("site-manual.html", PageView::<Anything>::json_schema),
    ("site-markdown.html", PageView::<markdown_pages::MarkdownView>::json_schema),
    ("site-matrix.html", PageView::<scorecards::MatrixView>::json_schema),
    ("site-notebook.html", PageView::<notebooks::NotebookView>::json_schema),
    ("site-notebooks.html", PageView::<notebooks::NotebooksView>::json_schema),
    ("site-principles.html", PageView::<principles::IndexView>::json_schema),
    ("site-rubric.html", PageView::<principles::RubricView>::json_schema),
    ("site-scorecards.html", PageView::<scorecards::OverviewView>::json_schema),
    ("site-search.html", PageView::<sparql::SearchView>::json_schema),
    ("site-sparql.html", PageView::<sparql::SparqlView>::json_schema),
    ("site-tag.html", PageView::<tags::TagPageView>::json_schema),
    ("site-tags.html", PageView::<tags::TagsView>::json_schema),
    ("site-values.html", PageView::<lists::ValuesView>::json_schema),
    ("site-variables.html", PageView::<variables::VariablesView>::json_schema),
];

#[derive(JsonSchema, Serialize)]
struct PageView<'a, V> {
    page: Frame<'a>,
    view: V,
}

/// What every page says about itself.
#[derive(Clone, Debug)]
struct Meta {
    /// Relative to the site's root: empty, ending with a slash, or a file name.
    path: String,
    title: String,
    /// One sentence of plain text, for search engines and previews.
    description: String,
    /// The entry of the navigation that is marked.
    section: String,
    crumbs: Vec<Crumb>,
    links: Vec<HeadLink<'static>>,
    scripts: Vec<&'static str>,
    hidden: bool,
}

impl Meta {
    fn new(
        path: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Meta {
        Meta {
            path: path.into(),
            title: title.into(),
            description: description.into(),
            section: String::new(),
            crumbs: Vec::new(),
            links: Vec::new(),
            scripts: Vec::new(),
            hidden: false,
        }
    }

    /// Adds a page above this one, below those added before.
    #[must_use]
    fn under(mut self, title: impl Into<String>, path: impl Into<String>) -> Meta {
        self.crumbs.push(Crumb::new(title, path));
        self
    }

    #[must_use]
    fn section(self, section: impl Into<String>) -> Meta {
        Meta { section: section.into(), ..self }
    }

    #[must_use]
    fn script(mut self, script: &'static str) -> Meta {
        self.scripts.push(script);
        self
    }

    fn frame(&self, site: &Site) -> Frame<'_> {
        Frame {
            description: &self.description,
            section: &self.section,
            crumbs: self.crumbs.clone(),
            links: self.links.clone(),
            scripts: self.scripts.clone(),
            hidden: self.hidden,
            ..Frame::new(site, &self.path, &self.title)
        }
    }
}

fn standing_of<'a>(input: &SiteInput<'a>, entry: &Entry) -> Option<&'a Standing> {
    input.standings.get(entry.index).and_then(Option::as_ref)
}

/// Indices of the records of `kind`: newest first, those without a date and withdrawn ones last.
fn order(input: &SiteInput, kind: Kind) -> Vec<u32> {
    let mut entries: Vec<&Entry> = input.catalog.of_kind(kind).iter().collect();
    entries.par_sort_by(|a, b| {
        let withdrawn = |entry: &Entry| entry.summary.status == Status::Withdrawn;
        (withdrawn(a), &b.summary.date, &a.summary.title, &a.slug).cmp(&(
            withdrawn(b),
            &a.summary.date,
            &b.summary.title,
            &b.slug,
        ))
    });
    entries.into_iter().map(|entry| entry.index as u32).collect()
}
