//! The table of contents beside each page of the manual.

use serde::Serialize;

use super::chapters::{PARTS, Part};
use super::{Body, Page};

/// A line that leads to a page.
#[derive(Clone, Serialize)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) lead: String,
    /// From the site's root.
    pub(super) path: String,
}

impl Entry {
    pub(super) fn of(page: &Page) -> Entry {
        Entry { title: page.title.clone(), lead: page.lead.clone(), path: page.path.clone() }
    }
}

/// A part of the manual.
#[derive(Serialize)]
pub(super) struct PartView {
    title: &'static str,
    lead: &'static str,
    chapters: Vec<ChapterView>,
}

#[derive(Serialize)]
struct ChapterView {
    #[serde(flatten)]
    entry: Entry,
    is_current: bool,
    /// Pages below it, where it or one of them is shown.
    pages: Vec<PageView>,
    /// Headings of the page, where it is shown.
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct PageView {
    #[serde(flatten)]
    entry: Entry,
    is_current: bool,
    sections: Vec<SectionView>,
}

#[derive(Serialize)]
struct SectionView {
    id: String,
    title: String,
}

/// The parts with their chapters, open at `current`.
pub(super) fn contents(parts: &[Vec<Page>], current: Option<&Page>) -> Vec<PartView> {
    let view = |(part, pages): (&Part, &Vec<Page>)| PartView {
        title: part.title,
        lead: part.lead,
        chapters: pages
            .iter()
            .filter(|page| page.above.is_none())
            .map(|page| chapter(page, pages, current))
            .collect(),
    };
    PARTS.iter().zip(parts).map(view).collect()
}

fn chapter(page: &Page, pages: &[Page], current: Option<&Page>) -> ChapterView {
    let is_current = is_same(page, current);
    let is_below = |it: &&Page| it.above.as_deref() == Some(page.path.as_str());
    let is_open = is_current || pages.iter().filter(is_below).any(|it| is_same(it, current));
    let below = pages.iter().filter(is_below).filter(|_| is_open);
    ChapterView {
        entry: Entry::of(page),
        is_current,
        pages: below.map(|it| below_it(it, current)).collect(),
        sections: if is_current { sections(page) } else { Vec::new() },
    }
}

fn below_it(page: &Page, current: Option<&Page>) -> PageView {
    let is_current = is_same(page, current);
    let sections = if is_current { sections(page) } else { Vec::new() };
    PageView { entry: Entry::of(page), is_current, sections }
}

fn is_same(page: &Page, current: Option<&Page>) -> bool {
    current.is_some_and(|current| current.path == page.path)
}

/// What one can go to on the page; a heading alone is the page itself.
fn sections(page: &Page) -> Vec<SectionView> {
    let view = |id: &str, title: &str| SectionView { id: id.to_owned(), title: title.to_owned() };
    let all: Vec<SectionView> = match &page.body {
        Body::Text(document) => {
            document.sections.iter().map(|it| view(&it.id, &it.title)).collect()
        }
        Body::Fields(fields) => fields.parts.iter().map(|it| view(&it.id, it.title)).collect(),
        Body::Command(commands) => commands.iter().map(|it| view(&it.id, &it.name)).collect(),
        Body::List { .. } | Body::Elsewhere => Vec::new(),
    };
    if all.len() > 1 { all } else { Vec::new() }
}
