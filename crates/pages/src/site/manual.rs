//! The user manual: chapters as Markdown, and references made from the program's own definitions.

mod chapters;
mod commands;
mod contents;
mod fields;
mod inline_code;
mod tables;

use serde::Serialize;

use self::chapters::{Chapter, PARTS};
use self::commands::{CommandPage, CommandView, command_pages};
use self::contents::{Entry, PartView, contents};
use self::fields::FieldsPage;
use self::inline_code::first_sentence;
use super::markdown_pages::{Document, document};
use super::page_texts::PageText;
use super::{Meta, Press, SiteInput};

/// A page of the manual.
struct Page {
    /// From the site's root.
    path: String,
    title: String,
    lead: String,
    /// The page in whose place of the contents it stands, where it has none of its own.
    above: Option<String>,
    body: Body,
}

enum Body {
    Text(Document),
    Fields(FieldsPage),
    Command(Vec<CommandView>),
    /// What is made elsewhere, and stands in the contents here.
    Elsewhere,
    /// Pages of which this is the list.
    List {
        pages: Vec<Entry>,
        after: Document,
    },
}

#[derive(Serialize)]
struct ManualView<'a> {
    parts: Vec<PartView>,
    previous: Option<Entry>,
    next: Option<Entry>,
    /// What the page holds; the index has nothing.
    document: Option<&'a Document>,
    fields: Option<&'a FieldsPage>,
    commands: &'a [CommandView],
    list: &'a [Entry],
    title: &'a str,
    lead: &'a str,
}

/// The index of the manual, and its pages.
pub(super) fn manual_pages(press: &Press, input: &SiteInput) {
    let parts = parts(input);
    let index = Meta::new("manual/", "Manual", "How to write records and publish a catalogue.")
        .section("manual");
    let flat: Vec<&Page> = parts.iter().flatten().collect();
    press.page("site-manual.html", &index, view(&parts, &flat, None));
    let own = flat.iter().enumerate().filter(|(_, page)| !matches!(page.body, Body::Elsewhere));
    for (place, page) in own {
        let mut meta = Meta::new(&page.path, &page.title, &page.lead)
            .section("manual")
            .under("Manual", "manual/");
        if matches!(page.body, Body::Fields(_)) {
            meta = meta.script("manual-fields.js");
        }
        press.page("site-manual.html", &meta, view(&parts, &flat, Some(place)));
    }
}

/// The texts of the manual.
pub(super) fn manual_texts(input: &SiteInput) -> Vec<PageText> {
    let text = |page: Page| PageText {
        text: format!("{} {}", page.lead, page.body.text()).replace('`', ""),
        path: page.path,
        title: page.title,
        lead: page.lead.replace('`', ""),
        kind: "manual",
    };
    parts(input).into_iter().flatten().map(text).collect()
}

impl Body {
    fn text(&self) -> String {
        match self {
            Body::Text(document) => document.text.clone(),
            Body::Fields(page) => page.text(),
            Body::Command(commands) => commands.iter().map(|it| it.text.as_str()).collect(),
            Body::List { after, .. } => after.text.clone(),
            Body::Elsewhere => String::new(),
        }
    }
}

/// The pages of each part, in reading order.
fn parts(input: &SiteInput) -> Vec<Vec<Page>> {
    let pages = |chapter: &Chapter| match chapter {
        Chapter::Text(name, text) => vec![page_of_text(input, name, text)],
        Chapter::Fields => pages_of_fields(input),
        Chapter::Settings => vec![page_of_fields(fields::page_of_settings(input), None)],
        Chapter::Commands => pages_of_commands(input),
        Chapter::Elsewhere(path, title, lead) => vec![page_elsewhere(path, title, lead)],
    };
    PARTS.iter().map(|part| part.chapters.iter().flat_map(pages).collect()).collect()
}

fn page_of_text(input: &SiteInput, name: &str, text: &str) -> Page {
    let text = tables::with_tables(input, text);
    let path = format!("manual/{name}/");
    let document = document(input.site, input.dump.is_some(), &path, &text);
    Page {
        title: document.title.clone(),
        lead: first_sentence(&document.lead).to_owned(),
        above: None,
        body: Body::Text(document),
        path,
    }
}

fn page_elsewhere(path: &str, title: &str, lead: &str) -> Page {
    let [path, title, lead] = [path, title, lead].map(str::to_owned);
    Page { path, title, lead, above: None, body: Body::Elsewhere }
}

const FIELDS: (&str, &str, &str) = (
    "manual/fields/",
    include_str!("manual/fields.md"),
    "Every field of a record: what it means, takes and becomes.",
);
const COMMANDS: (&str, &str, &str) = (
    "manual/commands/",
    include_str!("manual/commands.md"),
    "Every command with its options, as its help shows them.",
);

fn pages_of_fields(input: &SiteInput) -> Vec<Page> {
    let below = fields::pages_of_records(input);
    let below = below.into_iter().map(|page| page_of_fields(page, Some(FIELDS.0)));
    with_list(input, FIELDS, below.collect())
}

fn page_of_fields(page: FieldsPage, above: Option<&str>) -> Page {
    Page {
        path: page.path.clone(),
        title: page.title.clone(),
        lead: page.lead.clone(),
        above: above.map(str::to_owned),
        body: Body::Fields(page),
    }
}

fn pages_of_commands(input: &SiteInput) -> Vec<Page> {
    let below = command_pages(input.command);
    with_list(input, COMMANDS, below.into_iter().map(page_of_command).collect())
}

fn page_of_command(page: CommandPage) -> Page {
    Page {
        path: format!("{}{}/", COMMANDS.0, page.name),
        title: format!("faircat {}", page.name),
        lead: first_sentence(&page.about).to_owned(),
        above: Some(COMMANDS.0.to_owned()),
        body: Body::Command(page.commands),
    }
}

/// `pages` below one that lists them, with a text of its own.
fn with_list(
    input: &SiteInput,
    (path, text, lead): (&str, &str, &str),
    pages: Vec<Page>,
) -> Vec<Page> {
    let after = document(input.site, input.dump.is_some(), path, text);
    let list = Page {
        path: path.to_owned(),
        title: after.title.clone(),
        lead: lead.to_owned(),
        above: None,
        body: Body::List { pages: pages.iter().map(Entry::of).collect(), after },
    };
    [list].into_iter().chain(pages).collect()
}

fn view<'a>(parts: &'a [Vec<Page>], flat: &[&'a Page], place: Option<usize>) -> ManualView<'a> {
    let page = place.map(|place| flat[place]);
    let next = place.map_or(0, |place| place + 1);
    let previous = place.and_then(|place| place.checked_sub(1));
    let mut view = ManualView {
        parts: contents(parts, page),
        previous: previous.map(|place| Entry::of(flat[place])),
        next: flat.get(next).map(|page| Entry::of(page)),
        document: None,
        fields: None,
        commands: &[],
        list: &[],
        title: page.map_or("Manual", |page| &page.title),
        lead: page.map_or("", |page| &page.lead),
    };
    match page.map(|page| &page.body) {
        Some(Body::Text(document)) => view.document = Some(document),
        Some(Body::Fields(fields)) => view.fields = Some(fields),
        Some(Body::Command(commands)) => view.commands = commands,
        Some(Body::List { pages, after }) => {
            view.list = pages;
            view.document = Some(after);
        }
        Some(Body::Elsewhere) | None => {}
    }
    view
}
