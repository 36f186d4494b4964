//! What the search finds beside records: the manual, the principles, and pages about the catalogue.

use std::collections::BTreeSet;

use faircat_formats::format::Format;
use faircat_formats::list::{FORMATS, SITE_FILES};
use faircat_scorecard::{Indicator, Rubric, principles};

use super::SiteInput;
use super::formats;
use super::manual::manual_texts;
use super::markdown_pages::{of_page, sound_pages};
use super::standing::folder;
use crate::words::{ENGLISH, Words};

/// The text of a page that is about no record.
pub struct PageText {
    /// From the site's root; of a principle, with its place in the page.
    pub path: String,
    pub title: String,
    /// A sentence on what is there.
    pub lead: String,
    pub text: String,
    /// What the search calls it: `manual`, `principle` or `page`.
    pub kind: &'static str,
}

impl PageText {
    /// The tag of the language of lead and text, where that is English whatever the site's is.
    pub fn language(&self) -> Option<&'static str> {
        (self.kind != "page").then_some(ENGLISH)
    }

    /// That of its title.
    pub fn title_language(&self) -> Option<&'static str> {
        (self.kind == "manual").then_some(ENGLISH)
    }
}

/// Pages about the whole catalogue that have no text of their own: their addresses, and the messages
/// that are their titles and what is said of them.
const PAGES: [(&str, &str, &str); 6] = [
    ("compare/", "compare", "compare-about"),
    (formats::PATH, "base-formats", "formats-about"),
    ("principles/", "principles", "principles-about"),
    ("principles/crosswalk/", "crosswalk", "crosswalk-about"),
    ("scorecards/", "scorecards", "scorecards-about"),
    ("assess/", "assess-title", "assess-about"),
];

/// Files of the site that people look for by another name: that, and where the manual tells of it.
const NAMED_FILES: [(&str, &str, &str); 3] = [
    ("oai.xml", "OAI-PMH", "manual/site/#oai-pmh"),
    ("catalog.parquet", "Parquet", "manual/site/#a-table-for-duckdb"),
    ("llms.txt", "llms.txt", "manual/site/#language-models"),
];

/// All such texts, in an order that hangs on nothing else.
pub fn page_texts(words: &Words, input: &SiteInput) -> Vec<PageText> {
    let mut texts = manual_texts(input);
    // A chapter of the manual may be a page that is made elsewhere.
    let known: BTreeSet<String> = texts.iter().map(|it| it.path.clone()).collect();
    texts.extend(Rubric::ALL.into_iter().flat_map(|it| principle_texts(words, input, it)));
    let pages = PAGES.iter().map(|(path, title, about)| (*path, words.word(title), *about));
    let sparql = ("sparql/", "SPARQL".to_owned(), "sparql-about");
    texts.extend(pages.chain([sparql]).map(|page| of_catalogue(words, page)));
    texts.extend(FORMATS.iter().map(of_format));
    texts.extend(named_files(input));
    texts.extend(own_texts(words, input));
    let is_again = |it: &PageText| it.kind != "manual" && known.contains(&it.path);
    texts.retain(|it| !is_again(it));
    texts
}

fn of_catalogue(words: &Words, (path, title, about): (&str, String, &str)) -> PageText {
    let lead = words.word(about);
    PageText { path: path.to_owned(), title, text: lead.clone(), lead, kind: "page" }
}

/// The place of a format on the page of all: found by its title, its word on the command line, and
/// the file that it is.
fn of_format(format: &Format) -> PageText {
    let file = format.companion.map_or("", |it| it.file_name);
    PageText {
        path: format!("{}#{}", formats::PATH, format.name),
        title: format.title.to_owned(),
        lead: format.used_by.to_owned(),
        text: [format.name, file, format.media_type, format.used_by].join(" "),
        kind: "page",
    }
}

fn named_files(input: &SiteInput) -> impl Iterator<Item = PageText> {
    NAMED_FILES.iter().filter_map(move |(file, title, path)| {
        let of_site = SITE_FILES.iter().find(|it| it.path == *file)?;
        (of_site.applies)(input.site, input.catalog).then(|| PageText {
            path: (*path).to_owned(),
            title: (*title).to_owned(),
            lead: of_site.title.to_owned(),
            text: format!("{file} {}", of_site.title),
            kind: "manual",
        })
    })
}

fn own_texts(words: &Words, input: &SiteInput) -> impl Iterator<Item = PageText> {
    sound_pages(words, input).into_iter().map(|page| {
        let document = of_page(input.site, input.dump.is_some(), &page);
        PageText {
            path: page.path(),
            title: document.title,
            lead: document.lead,
            text: document.text,
            kind: "page",
        }
    })
}

fn principle_texts<'a>(
    words: &'a Words,
    input: &SiteInput,
    rubric: Rubric,
) -> impl Iterator<Item = PageText> + use<'a> {
    let indicators = (input.indicators)(rubric);
    let of_rubric = words.word(&format!("rubric-title-{}", folder(rubric)));
    principles(rubric).iter().map(move |principle| {
        let asked = indicators.iter().filter(|it| it.principle == principle.id).map(of_indicator);
        let parts = [principle.text.to_owned(), principle.why.to_owned(), of_rubric.clone()];
        let called = words.principle(principle.title);
        // Who knows it by its English name finds it, too.
        let english = (called != principle.title).then(|| principle.title.to_owned());
        PageText {
            path: format!("principles/{}/#{}", folder(rubric), principle.id),
            title: format!("{} {called}", principle.id),
            lead: principle.text.to_owned(),
            text: parts.into_iter().chain(english).chain(asked).collect::<Vec<_>>().join(" "),
            kind: "principle",
        }
    })
}

/// What an indicator asks, and the names of the same test elsewhere.
fn of_indicator(indicator: &'static Indicator) -> String {
    let names = [indicator.rda, indicator.fuji, indicator.fairshake].concat();
    [&[indicator.id, indicator.question, indicator.method], names.as_slice()].concat().join(" ")
}
