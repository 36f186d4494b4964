//! Pages that a maintainer writes as Markdown: the site's `pages/*.md`. Also the 404 page.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use schemars::JsonSchema;
use serde::Serialize;
use url::Url;

use super::own_page::{MarkdownPage, problem_of_page, twice};
use super::{Meta, Press, SiteInput};
use crate::Html;
use crate::links::{Destination, destination, folder_of_page};
use crate::words::Words;
use faircat_catalog::site::{Site, SiteLink};
use faircat_formats::list::SITE_FILES;
use faircat_record::diagnostic::Diagnostic;

/// A Markdown text as a page.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Document {
    /// The first heading of level 1.
    pub(super) title: String,
    /// The first paragraph, as plain text.
    pub(super) lead: String,
    /// The text without its title.
    pub(super) html: Html,
    /// Headings of level 2.
    pub(super) sections: Vec<Section>,
    /// All words of the text, for the search.
    #[serde(skip)]
    pub(super) text: String,
    /// Addresses of images that are left out, because they lie on other hosts.
    #[serde(skip)]
    foreign: Vec<String>,
}

/// A heading that one can link to.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(super) struct Section {
    pub(super) id: String,
    pub(super) title: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct MarkdownView {
    document: Document,
    /// The site's other pages of this kind.
    others: Vec<Other>,
}

#[derive(JsonSchema, Serialize)]
struct Other {
    title: String,
    path: String,
}

/// A page for each file of the site's `pages/`, the page about the catalogue, and the 404 page.
pub(super) fn markdown_pages(press: &Press, input: &SiteInput) {
    twice(input.pages).into_iter().for_each(|it| press.report(it));
    input.pages.iter().filter_map(problem_of_page).for_each(|it| press.report(it));
    let pages = sound_pages(press.theme.words(), input);
    for page in &pages {
        foreign_images(input.site, page).into_iter().for_each(|it| press.report(it));
    }
    let documents: Vec<Document> =
        pages.iter().map(|page| of_page(input.site, input.dump.is_some(), page)).collect();
    for (page, own) in pages.iter().zip(&documents) {
        let others = pages
            .iter()
            .zip(&documents)
            .filter(|(other, _)| other.name != page.name)
            .map(|(other, document)| Other { title: document.title.clone(), path: other.path() })
            .collect();
        let mut meta = Meta::new(page.path(), &own.title, &own.lead).section(page.name.clone());
        for above in page.above() {
            let found = pages.iter().zip(&documents).find(|(other, _)| other.name == above);
            if let Some((other, document)) = found {
                meta = meta.under(&document.title, other.path());
            }
        }
        press.page("site-markdown.html", &meta, MarkdownView { document: own.clone(), others });
    }
    let mut meta = Meta::new("404.html", press.word("missing"), press.word("missing-about"));
    meta.hidden = true;
    press.page("site-404.html", &meta, ());
}

/// The pages that are made, in the order in which they are told of.
pub(super) fn sound_pages(words: &Words, input: &SiteInput) -> Vec<MarkdownPage> {
    let mut pages: Vec<MarkdownPage> = Vec::new();
    for page in input.pages.iter().filter(|page| problem_of_page(page).is_none()) {
        if !pages.iter().any(|it| it.name == page.name) {
            pages.push(page.clone());
        }
    }
    if !pages.iter().any(|page| page.name == "about") {
        pages.push(MarkdownPage::usual("about", about(words, input.site)));
    }
    pages.sort_by(MarkdownPage::before);
    pages
}

/// The document of `page`, with what the page says of itself.
pub(super) fn of_page(site: &Site, complete: bool, page: &MarkdownPage) -> Document {
    let mut document = document(site, complete, &page.path(), &page.text);
    if let Some(title) = &page.front.title {
        document.title.clone_from(title);
    }
    if let Some(description) = &page.front.description {
        document.lead.clone_from(description);
    }
    if document.title.is_empty() {
        document.title = page.name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    document
}

/// The pages that ask for a place in the menu, in their order, with what it calls them.
pub fn pages_in_menu(site: &Site, pages: &[MarkdownPage]) -> Vec<SiteLink> {
    let mut wanted: Vec<&MarkdownPage> =
        pages.iter().filter(|page| page.front.menu && problem_of_page(page).is_none()).collect();
    wanted.sort_by(|a, b| a.before(b));
    let link =
        |page: &MarkdownPage| SiteLink { label: of_page(site, true, page).title, to: page.path() };
    wanted.into_iter().map(link).collect()
}

/// The images of `page` that lie on other hosts, and are left out: with them, others would learn who
/// reads it.
pub fn foreign_images(site: &Site, page: &MarkdownPage) -> Vec<Diagnostic> {
    let problem = |address: &String| {
        let line = page.text.lines().position(|line| line.contains(address.as_str()));
        let message = format!("the image `{address}` lies elsewhere, and is left out");
        Diagnostic::warning("foreign-image", message)
            .at(page.line(line.map_or(0, |line| line + 1)))
            .hint("put it into `static/` of the theme, and name it `static/…`")
    };
    document(site, true, &page.path(), &page.text).foreign.iter().map(problem).collect()
}

/// What is said about a catalogue whose maintainer wrote no `about.md`.
fn about(words: &Words, site: &Site) -> String {
    [
        format!("# {}", words.word("base-about")),
        words.say("about-lead", &[("title", (&site.config.title).into())]),
        format!("## {}", words.word("about-reuse")),
        words.say("about-license", &[("license", (&site.config.license).into())]),
        format!("## {}", words.word("about-programs")),
        words.word("about-addresses"),
        format!("## {}", words.word("about-measured")),
        words.word("about-scorecards"),
    ]
    .join("\n\n")
}

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_STRIKETHROUGH);

/// What of `raw` can do no harm, and the addresses of images that are left out.
fn sanitised(raw: &str) -> (String, Vec<String>) {
    let foreign = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&foreign);
    let mut builder = Builder::default();
    builder
        .add_tag_attributes("h2", ["id"])
        .add_tag_attributes("h3", ["id"])
        .add_tag_attributes("code", ["class"])
        // Long lines are reached with the keyboard too.
        .set_tag_attribute_value("pre", "tabindex", "0")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(None)
        .attribute_filter(move |element, attribute, value| {
            if (element, attribute) == ("img", "src") && !is_own(value) {
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
                return None;
            }
            Some(value.into())
        });
    let html = builder.clean(raw).to_string();
    let foreign = std::mem::take(&mut *foreign.lock().unwrap_or_else(PoisonError::into_inner));
    (html, foreign)
}

/// Whether a browser looks for `address` on the host that the page is from, whichever that is.
fn is_own(address: &str) -> bool {
    let host = "https://page.invalid/";
    let found = Url::parse(host).and_then(|host| host.join(address));
    found.is_ok_and(|found| found.as_str().starts_with(host))
}

/// The page that the Markdown `text` describes.
///
/// Links without a scheme are taken from the root of the site, so that one text serves under any
/// base URL; those that begin with a dot from `page`, the page's own address.
pub(super) fn document(site: &Site, complete: bool, page: &str, text: &str) -> Document {
    let mut title = String::new();
    let mut lead = String::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut names = Names::default();
    let mut events: Vec<Event> = Vec::new();
    let mut words = String::new();
    let mut blocks = Blocks::new(text);
    while let Some(block) = blocks.next_block() {
        words.push_str(&plain_text(&block));
        words.push(' ');
        match block.first() {
            Some(Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }))
                if title.is_empty() =>
            {
                title = plain_text(&block);
            }
            Some(Event::Start(Tag::Heading { level, .. })) => {
                let section = names.section(plain_text(&block));
                let shown = if *level <= HeadingLevel::H2 { "h2" } else { "h3" };
                events.push(Event::Html(format!("<{shown} id=\"{}\">", section.id).into()));
                let inner = block.len().saturating_sub(1);
                events.extend(block.into_iter().take(inner).skip(1));
                events.push(Event::Html(format!("</{shown}>\n").into()));
                if shown == "h2" {
                    sections.push(section);
                }
            }
            first => {
                if lead.is_empty() && matches!(first, Some(Event::Start(Tag::Paragraph))) {
                    lead = plain_text(&block);
                }
                events.extend(block);
            }
        }
    }
    let mut raw = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut raw, events.into_iter().map(|event| rooted(site, complete, page, event)));
    let (html, foreign) = sanitised(&raw);
    Document { title, lead, html: Html::from_trusted(html), sections, text: words, foreign }
}

/// The top-level blocks of a text.
struct Blocks<'a>(Parser<'a>);

impl<'a> Blocks<'a> {
    fn new(text: &'a str) -> Blocks<'a> {
        Blocks(Parser::new_ext(text, OPTIONS))
    }

    fn next_block(&mut self) -> Option<Vec<Event<'a>>> {
        let mut block = Vec::new();
        let mut depth = 0;
        for event in self.0.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            block.push(event);
            if depth == 0 {
                return Some(block);
            }
        }
        None
    }
}

fn plain_text(events: &[Event]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Item | TagEnd::TableCell) => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Names of sections, each once.
#[derive(Default)]
struct Names {
    /// Those that are taken, and how often each was wanted.
    wanted: HashMap<String, usize>,
}

impl Names {
    fn section(&mut self, title: String) -> Section {
        let words = anchor(&title);
        let mut id = words.clone();
        while self.wanted.contains_key(&id) {
            let number = self.wanted.entry(words.clone()).or_default();
            *number += 1;
            id = format!("{words}-{number}");
        }
        self.wanted.insert(id.clone(), 1);
        Section { id, title }
    }
}

/// The words of `title` in small letters, with hyphens between them.
fn anchor(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    match words.collect::<Vec<_>>().join("-") {
        words if words.is_empty() => "section".to_owned(),
        words => words,
    }
}

/// What a site of pages only has not, beside files of the list.
const LEFT_OUT: [&str; 4] = ["scorecards/", "sparql/", "search/", "dump."];

/// Whether `link` on `page` leads to what a site of pages only has not.
fn is_left_out(page: &str, link: &str) -> bool {
    let files = || SITE_FILES.iter().filter(|file| !file.of_pages).map(|file| file.path);
    let leads_there =
        |path: &str| LEFT_OUT.into_iter().chain(files()).any(|start| path.starts_with(start));
    match destination(folder_of_page(page, link), link) {
        Destination::Within { path, .. } => leads_there(&path),
        Destination::Elsewhere | Destination::Above => false,
    }
}

/// `event` with its link as it leads from any page of the site; without it, where that is not made.
fn rooted<'a>(site: &Site, complete: bool, page: &str, event: Event<'a>) -> Event<'a> {
    let address = |link: CowStr<'a>| -> CowStr<'a> {
        if link.starts_with('#') {
            return link;
        }
        match destination(folder_of_page(page, &link), &link) {
            Destination::Within { path, rest } => site.href(&format!("{path}{rest}")).into(),
            Destination::Elsewhere | Destination::Above => link,
        }
    };
    match event {
        Event::Start(Tag::Link { dest_url, .. }) if !complete && is_left_out(page, &dest_url) => {
            Event::InlineHtml("<a>".into())
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: address(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: address(dest_url), title, id })
        }
        other => other,
    }
}
